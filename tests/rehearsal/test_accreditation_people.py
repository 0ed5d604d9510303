"""The invented people of the sealed zone's demonstration, before they go anywhere: what the zone itself says of their papers and photos."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from kotinos.custody.accreditation import checks, mrz, photo, reference
from kotinos.custody.accreditation.fields import read_all
from kotinos.custody.accreditation.privileges import Facts, effective
from kotinos.custody.accreditation.season import Season
from kotinos.rehearsal.accreditation.people import applicants
from kotinos.rehearsal.accreditation.portrait import portrait

TODAY = date(2026, 11, 26)
SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_passport_reads_without_a_warning_and_says_what_the_form_says(seed: int) -> None:
    for who in applicants(seed, 80, TODAY.year):
        read = mrz.read(who.values["mrz"], TODAY)
        assert (read.layout, read.findings) == ("TD3", ()), who.name
        assert (read.number, read.issuer) == (who.values["document_number"], who.values["document_issuer"])
        assert (read.birth, read.expiry) == (who.values["birth_date"], who.values["document_expiry"])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_keeps_an_application_from_being_submitted(seed: int) -> None:
    day = reference.on(TODAY)
    for who in applicants(seed, 80, TODAY.year):
        values, problems = read_all(dict(who.values), day)
        facts = Facts(who.category, who.function, who.sport, who.team)
        assert [*problems, *checks.complete(day, Season(), facts, values, "sealed", checks.NOTICE, TODAY)] == []
        assert checks.warnings(day, Season(), who.category, values, TODAY) == ()


def test_each_is_let_in_at_one_of_the_two_gates_and_not_at_the_other() -> None:
    day = reference.on(TODAY)
    for who in applicants(1, 80, TODAY.year):
        venues = effective(day, Season(), Facts(who.category, who.function, who.sport, who.team)).venues
        assert [venue for venue in ("AQC", "OLS") if venue in venues] == [who.venue], who.name


def test_nobody_has_the_name_or_the_passport_of_another() -> None:
    people = applicants(1, 80, TODAY.year)
    assert len({who.name for who in people}) == len({who.values["document_number"] for who in people}) == 80


def test_the_same_seed_gives_the_same_people_and_another_seed_gives_others() -> None:
    assert applicants(7, 12, 2026) == applicants(7, 12, 2026)
    assert applicants(7, 12, 2026) != applicants(8, 12, 2026)


def test_a_handful_of_people_writes_in_several_scripts() -> None:
    local = "".join(who.values["local_name"] for who in applicants(1, 9, TODAY.year))
    scripts = {unicodedata.name(letter).split()[0] for letter in local if letter.isalpha()}
    assert {"CJK", "ARABIC", "CYRILLIC", "GREEK", "DEVANAGARI", "HANGUL"} <= scripts


def test_more_people_than_there_are_names_for_are_refused() -> None:
    with pytest.raises(ValueError, match="there are names for 81"):
        applicants(1, 82, TODAY.year)


def test_every_portrait_meets_the_rules_of_the_photo() -> None:
    assert [seed for seed in range(100) if photo.look(portrait(str(seed))).findings] == []
