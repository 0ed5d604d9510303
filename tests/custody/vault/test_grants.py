"""Who may have what, how much, and who must agree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import alarms
from kotinos.custody.log.access import entries_of
from kotinos.custody.vault import canaries, grants
from kotinos.custody.vault.grants import Approval, Grant
from kotinos.custody.vault.standing import STANDING, ensure_standing
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import MARTA, subject

PRESS = Grant("press", "release", "reveal", ("family_name",), 5, 100, NOON, NOON + timedelta(days=60))


def by(name: str) -> Act:
    return Act(f"staff:{name}", NOON, "a test")


def ask(vault: Vault, grant: Grant = PRESS) -> str:
    with vault.database.writing() as connection:
        return grants.request(connection, by("ines"), grant)


def agree(vault: Vault, grant: str, name: str, organisation: str) -> str:
    with vault.database.writing() as connection:
        return grants.approve(connection, by(name), grant, organisation)


def agreed(vault: Vault, grant: Grant = PRESS) -> str:
    found = ask(vault, grant)
    agree(vault, found, "ada", "organiser")
    assert agree(vault, found, "theo", "State") == "active"
    return found


@pytest.fixture
def marta(vault: Vault, act: Act) -> str:
    found = subject()
    with vault.database.writing() as connection:
        vault.seal(connection, act, found, MARTA)
    return found


def names(vault: Vault, grant: str, *subjects: str) -> int:
    return len(vault.reveal(by("ines"), grant, subjects, ["family_name"]))


def test_a_reveal_needs_two_people_of_two_organisations(vault: Vault, marta: str) -> None:
    grant = ask(vault)
    assert agree(vault, grant, "ada", "organiser") == "requested"
    with pytest.raises(Refused, match="no_grant"):
        names(vault, grant, marta)
    with pytest.raises(Refused, match="two_organisations"):
        agree(vault, grant, "ida", "organiser")
    with pytest.raises(Refused, match="two_organisations"):
        agree(vault, grant, "ada", "State")
    with pytest.raises(Refused, match="two_organisations"):
        agree(vault, grant, "ines", "State")
    assert agree(vault, grant, "theo", "State") == "active"
    assert names(vault, grant, marta) == 1


def test_answers_need_nobody_else(vault: Vault) -> None:
    grant = ask(vault, msgspec.structs.replace(PRESS, operation="answer"))
    with vault.database.reading() as connection:
        assert grants.one(connection, grant).state == "active"


def test_no_grant_for_a_purpose_that_the_field_does_not_name() -> None:
    with pytest.raises(Refused, match="field_purpose"):
        msgspec.structs.replace(PRESS, fields=("address",))


@pytest.mark.parametrize(
    "wrong", [{"per_minute": 0}, {"closes": NOON}, {"fields": ("blood_group",)}, {"operation": "own"}]
)
def test_a_grant_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        msgspec.structs.replace(PRESS, **wrong)


def test_the_quota_holds_under_sixteen_threads(vault: Vault, marta: str) -> None:
    grant = agreed(vault, msgspec.structs.replace(PRESS, per_minute=25))

    def pull(_n: int) -> str:
        try:
            names(vault, grant, marta)
        except Refused as refused:
            return refused.code
        return "given"

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(pull, range(80)))
    assert outcomes.count("given") == 25
    assert set(outcomes) == {"given", "quota", "suspended"}
    with vault.database.reading() as connection:
        logged = [e for _, e in entries_of(connection, marta) if e.grant == grant]
        assert [e.outcome for e in logged].count("done") == 25
        assert len(logged) == 80


def test_who_pulls_in_a_loop_is_suspended_with_an_alarm(vault: Vault, marta: str) -> None:
    grant = agreed(vault)
    codes = []
    for _ in range(12):
        try:
            names(vault, grant, marta)
        except Refused as refused:
            codes.append(refused.code)
    assert codes == ["quota"] * 6 + ["suspended"]
    with vault.database.reading() as connection:
        assert [alarm.kind for alarm in alarms.unseen(connection)] == ["over_quota"]
        assert grants.one(connection, grant).state == "suspended"


def test_a_suspended_grant_needs_both_approvals_again(vault: Vault, marta: str) -> None:
    grant = agreed(vault)
    with vault.database.writing() as connection:
        grants.suspend(connection, by("ines"), grant)
    with pytest.raises(Refused, match="suspended"):
        names(vault, grant, marta)
    assert agree(vault, grant, "ada", "organiser") == "suspended"
    assert agree(vault, grant, "theo", "State") == "active"
    assert names(vault, grant, marta) == 1


def test_many_at_once_count_as_many(vault: Vault, act: Act, marta: str) -> None:
    grant = agreed(vault, msgspec.structs.replace(PRESS, per_minute=2))
    others = [subject() for _ in range(2)]
    with vault.database.writing() as connection:
        vault.seal_many(connection, act, {one: {"family_name": "Lind"} for one in others})
    with pytest.raises(Refused, match="quota"):
        names(vault, grant, marta, *others)
    assert names(vault, grant, *others) == 2


def test_the_quota_of_a_day_holds_over_its_minutes(vault: Vault, marta: str) -> None:
    grant = agreed(vault, msgspec.structs.replace(PRESS, per_day=3))
    for minute in range(3):
        vault.clock = lambda minute=minute: NOON + timedelta(minutes=minute)  # type: ignore[misc]
        assert names(vault, grant, marta) == 1
    with pytest.raises(Refused, match="quota"):
        names(vault, grant, marta)


def test_a_grant_holds_inside_its_window_only(vault: Vault, marta: str) -> None:
    grant = agreed(vault, msgspec.structs.replace(PRESS, closes=NOON + timedelta(hours=1)))
    vault.clock = lambda: NOON + timedelta(minutes=59)
    assert names(vault, grant, marta) == 1
    vault.clock = lambda: NOON + timedelta(minutes=60)
    with pytest.raises(Refused, match="no_grant"):
        names(vault, grant, marta)


def test_what_nobody_used_for_fourteen_days_sleeps(vault: Vault, marta: str) -> None:
    grant = agreed(vault)
    vault.clock = lambda: NOON + timedelta(days=14)
    assert names(vault, grant, marta) == 1
    vault.clock = lambda: NOON + timedelta(days=28, minutes=1)
    with pytest.raises(Refused, match="no_grant"):
        names(vault, grant, marta)
    with vault.database.writing() as connection:
        assert grants.rest(connection, Act("clock", vault.clock(), "daily")) == [grant]
        assert grants.one(connection, grant).state == "dormant"


def test_what_is_past_its_window_ends(vault: Vault) -> None:
    grant = agreed(vault)
    with vault.database.writing() as connection:
        assert grants.rest(connection, Act("clock", NOON + timedelta(days=60), "daily")) == [grant]
        with pytest.raises(Refused, match="wrong_state"):
            grants.suspend(connection, by("ines"), grant)


def test_a_grant_that_was_ended_stays_so_and_the_zones_own_do_not_end(vault: Vault, marta: str) -> None:
    grant = agreed(vault)
    with vault.database.writing() as connection:
        grants.expire(connection, by("ines"), grant)
        with pytest.raises(Refused, match="wrong_state"):
            grants.approve(connection, by("ada"), grant, "organiser")
        with pytest.raises(Refused, match="standing"):
            grants.expire(connection, by("ines"), "gate")
    with pytest.raises(Refused, match="no_grant"):
        names(vault, grant, marta)
    assert vault.reveal(by("ines"), "gate", [marta], ["card_name"])


def test_the_standing_grants_are_made_once_by_two_organisations(vault: Vault, act: Act) -> None:
    one = [Approval("staff:ada", "organiser"), Approval("staff:ida", "organiser")]
    with vault.database.writing() as connection:
        with pytest.raises(Refused, match="two_organisations"):
            ensure_standing(connection, act, one)
        with pytest.raises(Refused, match="two_organisations"):
            ensure_standing(connection, act, [Approval(act.actor, "State"), one[0]])
        assert (
            ensure_standing(connection, act, [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")])
            == []
        )
        states = {kept.id: kept.state for kept in grants.every(connection)}
    assert states == {standing.name: "active" for standing in STANDING}


def test_taking_out_a_canary_is_an_alarm_that_names_nobody(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        canaries.plant(connection, vault.ring, act, [marta])
    vault.mask(act, "desk", [marta], ["family_name"])
    vault.reveal(act, "gate", [marta], ["photo"])
    with vault.database.reading() as connection:
        found = alarms.unseen(connection)
    assert [(alarm.kind, alarm.detail) for alarm in found] == [
        ("canary", "mask by grant desk"),
        ("canary", "reveal by grant gate"),
    ]
    assert marta not in str(found)
    with vault.database.writing() as connection:
        alarms.see(connection, act, found[0].id)
        assert len(alarms.unseen(connection)) == 1


def test_an_answer_about_a_canary_is_no_alarm(vault: Vault, act: Act, marta: str) -> None:
    from kotinos.custody.vault.answers import Exists

    with vault.database.writing() as connection:
        canaries.plant(connection, vault.ring, act, [marta])
    vault.answer(act, "release-answers", marta, Exists())
    with vault.database.reading() as connection:
        assert alarms.unseen(connection) == []
