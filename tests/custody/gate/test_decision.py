"""What a gate answers: only what is known to be right opens; what is not known is referred, never called bad."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.card.claims import Claims, Kind
from kotinos.custody.card.status import Status
from kotinos.custody.card.vectors import cast
from kotinos.custody.gate import words
from kotinos.custody.gate.decision import Access, Answer, Decision, Passage, Post, Reason, Session, Upgrade, decide
from tests.custody.card import vector_files
from tests.custody.gate.carrying import CLOCK, POST, carried, statuses, text

MINUTE = timedelta(minutes=1)
ACTIVE = Status.ACTIVE


def card(**changes: Any) -> Claims:
    base = msgspec.structs.replace(
        cast.person(3), serial=5, venues=("OLV",), zones=("BLUE", "WHITE"), prime=False, sport=""
    )
    return msgspec.structs.replace(base, **changes)


def ask(claims: Claims, codes: dict[int, Status] | None = None, post: Post = POST, **more: Any) -> tuple[str, str]:
    last = more.pop("last", None)
    at = more.pop("at", CLOCK)
    found = decide(text(claims), post, carried({5: ACTIVE} if codes is None else codes, **more), at, last)
    return found.answer.value, found.reason


def test_a_card_in_force_opens_its_venue_and_zone() -> None:
    assert ask(card()) == ("GRANTED", "open")
    assert ask(card(), post=Post("edge", "OLV")) == ("GRANTED", "open")


@pytest.mark.parametrize(
    ("status", "reason"),
    [(Status.NOT_ACTIVE, "not_validated"), (Status.SUSPENDED, "suspended"), (Status.CANCELLED, "cancelled")],
)
def test_what_is_not_active_stays_out(status: Status, reason: str) -> None:
    assert ask(card(), {5: status}) == ("DENIED", reason)


def test_a_card_that_the_list_has_never_heard_of_is_referred() -> None:
    assert ask(card(serial=5), status=statuses({}, upto=5)) == ("REFER", "unknown_card")


def test_another_venue_zone_or_games_stays_closed() -> None:
    assert ask(card(venues=("IBC",))) == ("DENIED", "venue")
    assert ask(card(zones=("WHITE",))) == ("DENIED", "zone")
    assert ask(card(games="PG2028")) == ("DENIED", "other_games")


@pytest.mark.parametrize(
    ("venues", "sport", "venue", "opens"),
    [
        (("ALL",), "", "PLV", True),
        (("CMP",), "", "OLV", True),
        (("CMP",), "", "TRA", False),
        (("CMP", "IBC"), "", "IBC", True),
        (("OWN",), "ATH", "OLV", True),
        (("OWN",), "ATH", "TRA", True),
        (("OWN",), "SWM", "OLV", False),
        (("OWN", "PLV"), "SWM", "PLV", True),
        (("ALL",), "", "NEW", True),
        (("CMP",), "", "NEW", False),
    ],
)
def test_words_for_groups_of_venues_open_the_venues_of_the_group(
    venues: tuple[str, ...], sport: str, venue: str, opens: bool
) -> None:
    answer = ask(card(venues=venues, sport=sport), post=Post("x", venue))
    assert answer == (("GRANTED", "open") if opens else ("DENIED", "venue"))


def test_what_the_gate_carries_of_a_card_is_stronger_than_what_was_printed() -> None:
    assert ask(card(), access={5: Access(("IBC",), ("BLUE",))}) == ("DENIED", "venue")
    assert ask(card(venues=("LST",)), access={5: Access(("OLV",), ("BLUE",))}) == ("GRANTED", "open")
    assert ask(card(venues=("LST",))) == ("REFER", "unknown_card")


def test_before_and_after_its_time_a_card_opens_nothing() -> None:
    claims = card(valid_from=CLOCK, valid_to=CLOCK + 2 * MINUTE)
    fresh = {"issued": CLOCK - MINUTE}
    assert ask(claims, at=CLOCK - MINUTE, **fresh) == ("DENIED", "not_yet")
    assert ask(claims, at=CLOCK, **fresh) == ("GRANTED", "open")
    assert ask(claims, at=CLOCK + 2 * MINUTE, **fresh) == ("DENIED", "over")


def test_after_a_day_without_the_zone_nobody_passes_and_nobody_is_called_bad() -> None:
    day = timedelta(hours=24)
    assert ask(card(), at=CLOCK + day) == ("GRANTED", "open")
    assert ask(card(), at=CLOCK + day + MINUTE) == ("REFER", "stale")
    assert ask(card(), {5: Status.SUSPENDED}, at=CLOCK + day + MINUTE) == ("REFER", "stale")
    assert ask(card(), {5: Status.CANCELLED}, at=CLOCK + day + MINUTE) == ("DENIED", "cancelled")


def test_a_device_whose_clock_is_behind_decides_nothing() -> None:
    assert ask(card(), at=CLOCK - 5 * MINUTE) == ("GRANTED", "open")
    assert ask(card(), at=CLOCK - 6 * MINUTE) == ("REFER", "clock")


def test_a_card_that_went_in_a_moment_ago_is_looked_at_by_a_person() -> None:
    last = Passage(CLOCK - 9 * MINUTE, "North 1", "in")
    assert ask(card(), last=last) == ("REFER", "passback")
    assert ask(card(), last=msgspec.structs.replace(last, at=CLOCK - 10 * MINUTE)) == ("GRANTED", "open")
    assert ask(card(), last=msgspec.structs.replace(last, direction="out")) == ("GRANTED", "open")
    assert ask(card(), last=last, post=Post("x", "OLV", "BLUE", "out", 10)) == ("GRANTED", "open")
    assert ask(card(zones=("WHITE",)), last=last) == ("DENIED", "zone")


UP = Upgrade(9, 5, "OLV", ("BLUE",), CLOCK - MINUTE, CLOCK + MINUTE, "ATHM100M")
SESSION = Session("ATHM100M", "OLV", CLOCK - MINUTE, CLOCK + MINUTE)


def test_a_high_demand_event_needs_the_privilege_the_ticket_or_the_upgrade() -> None:
    both = {5: ACTIVE, 9: ACTIVE}
    assert ask(card(), sessions=(SESSION,)) == ("DENIED", "prime")
    assert ask(card(), sessions=(SESSION,), at=CLOCK + MINUTE) == ("GRANTED", "open")
    assert ask(card(prime=True), sessions=(SESSION,)) == ("GRANTED", "open")
    assert ask(card(), both, sessions=(SESSION,), upgrades=(UP,)) == ("GRANTED", "open_upgrade")
    other = msgspec.structs.replace(UP, session="ATHW100M")
    assert ask(card(), both, sessions=(SESSION,), upgrades=(other,)) == ("DENIED", "prime")


@pytest.mark.parametrize(
    ("changes", "codes", "answer"),
    [
        ({}, {5: ACTIVE, 9: ACTIVE}, ("GRANTED", "open_upgrade")),
        ({}, {5: ACTIVE, 9: Status.CANCELLED}, ("DENIED", "venue")),
        ({}, {5: Status.SUSPENDED, 9: ACTIVE}, ("DENIED", "suspended")),
        ({"bearer": 6}, {5: ACTIVE, 9: ACTIVE}, ("DENIED", "venue")),
        ({"venue": "TRA"}, {5: ACTIVE, 9: ACTIVE}, ("DENIED", "venue")),
        ({"zones": ("WHITE",)}, {5: ACTIVE, 9: ACTIVE}, ("DENIED", "venue")),
        ({"closes": CLOCK}, {5: ACTIVE, 9: ACTIVE}, ("DENIED", "venue")),
    ],
)
def test_an_upgrade_adds_to_its_bearers_card_in_force_and_to_no_other(
    changes: dict[str, Any], codes: dict[int, Status], answer: tuple[str, str]
) -> None:
    up = msgspec.structs.replace(UP, **changes)
    assert ask(card(venues=("IBC",)), codes, upgrades=(up,)) == answer


def test_an_upgrade_that_is_read_alone_needs_its_bearers_card_in_force() -> None:
    up = card(serial=9, kind=Kind.UPGRADE, bearer=5)
    assert ask(up, {5: ACTIVE, 9: ACTIVE}) == ("GRANTED", "open")
    assert ask(up, {5: Status.SUSPENDED, 9: ACTIVE}) == ("DENIED", "bearer")
    assert ask(up, {9: ACTIVE}) == ("DENIED", "bearer")


FLAWED = [(name, vector) for name, vector in vector_files.vectors() if vector["TESTCTX"]["FLAW"]]


@pytest.mark.parametrize("vector", [pytest.param(vector, id=name) for name, vector in FLAWED])
def test_every_flawed_vector_stays_out_and_an_unknown_key_is_not_called_forged(vector: dict[str, Any]) -> None:
    at = vector_files.clock(vector)
    found = decide(vector["PREFIX"], POST, carried(dict.fromkeys(range(4000), ACTIVE), issued=at), at)
    assert found.answer is (Answer.REFER if vector["TESTCTX"]["FLAW"] == "unknown_key" else Answer.DENIED)
    assert found.claims is None


@given(
    seed=st.integers(0, 60),
    code=st.sampled_from(list(Status)),
    hours=st.integers(-30, 60),
    known=st.booleans(),
    lost=st.booleans(),
)
def test_nothing_but_everything_right_opens(seed: int, code: Status, hours: int, known: bool, lost: bool) -> None:
    claims = msgspec.structs.replace(cast.person(seed), venues=("ALL",), zones=("BLUE",))
    at = CLOCK + timedelta(hours=hours)
    upto = 10_000 if known else claims.serial
    found = decide(
        text(claims, cast.STRANGER if lost else cast.PRESENT),
        POST,
        carried(status=statuses({claims.serial: code}, upto)),
        at,
    )
    right = code is ACTIVE and 0 <= hours <= 24 and known and not lost
    assert (found.answer is Answer.GRANTED) is right


def test_every_reason_has_words_in_five_languages_and_none_claims_what_is_not_known() -> None:
    assert words.LANGUAGES == ("en", "fr", "es", "ar", "zh")
    for reason in words.reasons():
        said = [words.said(reason, language) for language in words.LANGUAGES]
        assert len({one.says for one in said}) == len({one.then for one in said}) == 5
        assert not any("invalid" in f"{one.says} {one.then}".lower() for one in said)
    assert words.said("open", "xx") == words.said("open", "en")


def test_there_are_words_for_exactly_the_reasons_that_a_gate_gives() -> None:
    assert set(words.reasons()) == set(get_args(Reason))


def test_what_was_read_is_told_with_the_answer() -> None:
    found = decide(text(card(venues=("IBC",))), POST, carried({5: ACTIVE}), CLOCK)
    assert found == Decision(Answer.DENIED, "venue", card(venues=("IBC",)))
