"""A stolen database and public statistics: counting in the planned indexes tells a thief nothing; in others it would."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log2
from pathlib import Path

import msgspec
import pytest

from kotinos.custody.accreditation.comparison import keys as keys_of_comparison
from kotinos.custody.accreditation.comparison import skeletons
from kotinos.custody.accreditation.likenesses import as_known
from kotinos.custody.act import Act
from kotinos.custody.store import Database
from kotinos.custody.vault.fields import FIELDS
from kotinos.custody.vault.plans import PLANS, Plan, PlanRefused, blind
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault import frequency, population
from tests.custody.vault.frequency import Found, attack
from tests.custody.vault.population import COUNTRIES, Person, statistics

COUNT, MILLION = 20_000, 1_000_000
BOUND = 1_000
"""One person in so many may be recovered."""


@pytest.fixture(scope="module")
def delegations() -> list[list[Person]]:
    return [population.people(country, COUNT) for country in COUNTRIES]


@pytest.fixture(scope="module")
def stolen(delegations: list[list[Person]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the database of a zone in which everybody's values are sealed. The zone is shut, its keys are elsewhere."""
    folder = tmp_path_factory.mktemp("zone")
    root = FileRoot.make(folder / "root.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)
    database = Database(f"sqlite:///{folder / 'sealed.db'}", "FR")
    vault, act = Vault(database, root, "FR", lambda: NOON), Act("staff:ines", NOON, "a test")
    for people in delegations:
        with database.writing() as connection:
            vault.seal_many(connection, act, {one.subject: one.values for one in people})
    database.close()
    copy = tmp_path_factory.mktemp("thief") / "sealed.db"
    shutil.copy(folder / "sealed.db", copy)
    return copy


def taken(stolen: Path, plan: str) -> dict[str, bytes]:
    """What lies in the table of an index: subject → hash."""
    thief = sqlite3.connect(stolen)
    try:
        return dict(thief.execute("SELECT subject, hash FROM vault_index WHERE plan = ?", (plan,)))
    finally:
        thief.close()


def recovered(delegations: Sequence[list[Person]], hashes: Mapping[str, bytes], fields: Sequence[str]) -> Found:
    ways = (attack(of, hashes, fields, statistics(c)) for c, of in zip(COUNTRIES, delegations, strict=True))
    return sum(ways, Found())


def unguarded(*fields: str) -> Plan:
    """A plan that nobody looked at."""
    made = Plan("document", PLANS["document"].fields)
    msgspec.structs.force_setattr(made, "fields", fields)
    return made


@pytest.mark.parametrize("plan", PLANS)
def test_a_thief_recovers_nobody_from_a_planned_index(plan: str, stolen: Path, delegations: list[list[Person]]) -> None:
    hashes = taken(stolen, plan)
    assert len(hashes) == COUNT, "everybody is in the index"
    found = recovered(delegations, hashes, PLANS[plan].fields)
    assert found.gained <= COUNT / BOUND
    assert found.with_index <= COUNT / BOUND


@pytest.mark.parametrize(
    ("fields", "people"),
    [
        (("family_name",), 1_500),
        (("birth_date",), 200),
        (("email",), 1_000),
        (("family_name", "nationality"), 1_500),
        (("mrz_name", "nationality"), 500),
        (("family_name", "birth_date"), 40),
        (("email", "birth_date"), 200),
    ],
)
def test_what_the_planner_refuses_would_give_people_away(
    fields: tuple[str, ...], people: int, delegations: list[list[Person]]
) -> None:
    with pytest.raises(PlanRefused):
        Plan("careless", fields)
    careless, key = unguarded(*fields), os.urandom(32)
    hashes = {one.subject: _hash(key, careless, one) for of in delegations for one in of}
    found = recovered(delegations, hashes, fields)
    assert found.gained >= people > COUNT / BOUND


def _hash(key: bytes, plan: Plan, one: Person) -> bytes:
    made = blind(key, plan, one.values)
    assert made is not None
    return made


def test_the_planner_counts_no_field_for_more_bits_than_its_commonest_value_leaves(
    delegations: list[list[Person]],
) -> None:
    everybody = [one for of in delegations for one in of]
    for field in population.PARTS:
        [(_, most)] = Counter(one.values[field] for one in everybody).most_common(1)
        if most > 5:  # rarer than that, the count says nothing
            assert FIELDS[field].bits <= log2(COUNT / most), field


def test_how_many_the_keys_of_comparison_give_away(delegations: list[list[Person]]) -> None:
    """They find one person in two files by one word of a name and the date of birth, which no index may do; the page says what it costs."""
    found = 0
    for country, of in zip(COUNTRIES, delegations, strict=True):
        known, sharing = statistics(country), defaultdict(list)
        sounds: defaultdict[str, float] = defaultdict(float)
        for part in ("family", "given"):
            for name, share in known[part]:
                sounds[skeletons(name.upper())[0]] += share / 2
        likeliest = sorted(sounds.items(), key=lambda one: -one[1])
        for one in of:
            for key in keys_of_comparison(as_known(one.values)):
                if key.startswith("d|"):
                    sharing[key].append(one)
        told = set()
        for key, people in sharing.items():
            _, date, sound = key.split("|")
            of_name = sound == likeliest[0][0] and frequency.sure(likeliest, len(people))
            of_day = date.endswith("0101") and frequency.sure(known["day"], len(people))
            if len(people) > 1 and (of_name or of_day):
                told.update(one.subject for one in people)
        found += len(told)
    assert COUNT / BOUND < found < COUNT / 100


IDENTITY = ("mrz_name", "birth_date", "nationality")


def test_what_gives_away_nobody_among_thousands_may_among_a_million(delegations: list[list[Person]]) -> None:
    """Why an index of name, birth date and nationality is refused, too."""
    with pytest.raises(PlanRefused):
        Plan("careless", IDENTITY)
    [country] = (one for one in COUNTRIES if one.code == "HHH")
    key, many = os.urandom(32), population.people(country, MILLION)
    few = delegations[COUNTRIES.index(country)]
    for of, fields, given_away in (
        (few, IDENTITY, False),
        (many, IDENTITY, True),
        (many, PLANS["document"].fields, False),
    ):
        plan = unguarded(*fields)
        found = attack(of, {one.subject: _hash(key, plan, one) for one in of}, fields, statistics(country))
        assert (found.gained > len(of) / BOUND) is given_away


@pytest.mark.soak
@pytest.mark.parametrize("plan", PLANS)
def test_a_thief_recovers_nobody_among_a_million(plan: str) -> None:
    key, found = os.urandom(32), Found()
    for country in COUNTRIES:
        of = population.people(country, MILLION)
        hashes = {one.subject: _hash(key, PLANS[plan], one) for one in of}
        found += attack(of, hashes, PLANS[plan].fields, statistics(country))
    assert found.gained <= MILLION / BOUND
