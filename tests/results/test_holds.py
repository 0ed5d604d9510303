"""Held values: durable, neither shown nor ranked until one person answers; the rest of a message goes on; order changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.facts import Command, HoldConfirmed, HoldRejected, PlausibilityTuned, Refused
from kotinos.results.held import HeldValue, held_values
from kotinos.results.officials import Unchanged, decide
from kotinos.sports.plausible import Limits
from tests.laws.small_games import attempt
from tests.results.playing import Play, corrected, items, people, planned, seen, starts, status, who

HEAT = Rsc.of("SWM", "W", "100MFR", "HEAT", "000100")
FAST, SLIPPED = "53.10", "5.31"


@pytest.fixture
def play() -> Play:
    """A heat of four with its start list."""
    return _heat()


def _heat() -> Play:
    made = Play()
    made.do(people(HEAT.at(Level.EVENT), 4), planned(HEAT), starts(HEAT, range(4)))
    return made


def _held(play: Play, answered: bool = False) -> list[HeldValue]:
    return held_values(play.games, HEAT, answered)


def _one(play: Play) -> HeldValue:
    (held,) = _held(play)
    return held


def _confirm(play: Play, reason: str = "photo checked", **more: Any) -> None:
    play.do(HoldConfirmed(unit=HEAT, hold=_one(play).hold, reason=reason, by=more.pop("by", "Ana REFEREE")))


def _reject(play: Play, reason: str = "a test signal of 5.31 s") -> None:
    play.do(HoldRejected(unit=HEAT, hold=_one(play).hold, reason=reason, by="Ana REFEREE"))


def _marks(play: Play) -> dict[str, str]:
    return {row.competitor.id[-1]: row.mark for row in play.rows(HEAT)}


def test_what_is_implausible_waits_and_the_rest_of_its_message_goes_on(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST}), source="timing")
    assert _marks(play) == {"0": "", "1": FAST, "2": "", "3": ""}
    held = _one(play)
    assert (held.competitor, held.slot, held.value, held.source, held.revision) == (
        who(HEAT, 0),
        "mark",
        SLIPPED,
        "timing",
        1,
    )
    assert [r.code for r in held.reasons] == ["impossible"]
    assert SLIPPED in held.reasons[0].text["en"] and SLIPPED in held.reasons[0].text["fr"]


def test_a_unit_of_which_everything_waits_has_not_begun(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    assert play.unit(HEAT).status == "START_LIST"
    _confirm(play)
    assert play.unit(HEAT).status == "LIVE"


def test_documents_say_that_something_waits_and_nothing_more(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST}), source="timing")
    assert play.body("DT_RESULT", HEAT).facts["awaiting"]["count"] == 1
    published = b"".join(p.frame for p in play.published())
    assert SLIPPED.encode() not in published
    _reject(play)
    assert "awaiting" not in play.body("DT_RESULT", HEAT).facts
    assert SLIPPED.encode() not in b"".join(p.frame for p in play.published())


def test_a_confirmed_value_counts_from_then_on(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST}), source="timing")
    _confirm(play)
    assert _marks(play)["0"] == SLIPPED
    assert play.rows(HEAT)[0].competitor.id == who(HEAT, 0)
    (answered,) = _held(play, answered=True)
    assert (answered.answer, answered.by, answered.reason) == ("confirmed", "Ana REFEREE", "photo checked")
    assert _held(play) == []


def test_a_rejected_value_never_counts_and_is_not_asked_about_again(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    _reject(play)
    with pytest.raises(Unchanged):
        play.do(seen(HEAT, {0: SLIPPED}, revision=2), source="timing")
    assert _marks(play)["0"] == "" and _held(play) == []
    play.do(seen(HEAT, {0: FAST}, revision=3), source="timing")
    assert _marks(play)["0"] == FAST


def test_the_same_value_in_a_newer_copy_of_the_file_is_confirmed_already(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    _confirm(play)
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST}, revision=2), source="timing")
    assert _held(play) == [] and _marks(play)["0"] == SLIPPED


def test_a_newer_copy_of_a_held_value_is_the_same_question(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    first = _one(play)
    play.do(seen(HEAT, {0: SLIPPED}, revision=2), source="timing")
    again = _one(play)
    assert (again.hold, again.at, again.revision) == (first.hold, first.at, 2)


def test_the_exact_time_waits_with_its_mark_and_one_answer_is_for_both(play):
    slots = {"mark": SLIPPED, "t4": 53_100, "place": "1", "reaction": "0.61"}
    said = tuple(item for slot, value in slots.items() for item in items(HEAT, {0: value}, slot))
    play.do(facts.MarksObserved(unit=HEAT, revision=1, items=said), source="timing")
    held = _one(play)
    assert (held.slot, held.beside) == ("mark", {"t4": 53_100})
    assert {name for name, slot in play.unit(HEAT).slots[who(HEAT, 0)].items()} == {"place", "reaction"}
    _confirm(play)
    assert {name: slot.value for name, slot in play.unit(HEAT).slots[who(HEAT, 0)].items()} == slots


def test_an_answer_cannot_reach_a_value_that_has_changed_since(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    old = _one(play).hold
    play.do(seen(HEAT, {0: "5.32"}, revision=2), source="timing")
    with pytest.raises(Refused, match="overtaken"):
        play.do(HoldConfirmed(unit=HEAT, hold=old, reason="seen", by="Ana REFEREE"))
    assert _one(play).value == "5.32"


def test_a_newer_plausible_value_takes_the_place_of_a_held_one(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    play.do(seen(HEAT, {0: FAST}, revision=2), source="timing")
    assert _held(play) == [] and _marks(play)["0"] == FAST


def test_what_stood_stays_shown_while_a_newer_value_waits(play):
    play.do(seen(HEAT, {0: FAST}), source="timing")
    play.do(seen(HEAT, {0: SLIPPED}, revision=2), source="timing")
    assert _marks(play)["0"] == FAST and _one(play).shown == FAST


@pytest.mark.parametrize("answer", [HoldConfirmed, HoldRejected])
def test_an_answer_needs_a_person_and_a_reason(play, answer):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    hold = _one(play).hold
    with pytest.raises(Refused, match="say who") as refused:
        play.do(answer(unit=HEAT, hold=hold, reason="seen"))
    assert refused.value.where == "by"
    with pytest.raises(Refused, match="without a reason"):
        play.do(answer(unit=HEAT, hold=hold, reason="", by="Ana REFEREE"))


def test_one_answer_is_enough_and_final(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    hold = _one(play).hold
    _reject(play)
    with pytest.raises(Refused, match="rejected already, by Ana REFEREE"):
        play.do(HoldConfirmed(unit=HEAT, hold=hold, reason="seen", by="Bo REFEREE"))


def test_nobody_makes_results_official_while_a_value_waits(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST, 2: FAST, 3: FAST}, complete=True), source="timing")
    assert play.unit(HEAT).status == "UNOFFICIAL"
    with pytest.raises(Refused, match="awaits confirmation") as refused:
        play.do(status(HEAT, "OFFICIAL"))
    assert who(HEAT, 0) in str(refused.value)
    _confirm(play)
    play.do(status(HEAT, "OFFICIAL"))


def test_the_official_step_of_a_device_waits_behind_its_values(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST, 2: FAST, 3: FAST}, complete=True), source="timing")
    said = Command(id="odf", fact=status(HEAT, "OFFICIAL"), actor="odf", source="odf", cause="digest of a message")
    decided = decide(play.games, said)
    assert isinstance(decided, facts.MarkHeld)
    assert (decided.slot, decided.value, [r.code for r in decided.reasons]) == ("status", "OFFICIAL", ["waiting"])


def test_an_official_is_asked_before_an_implausible_correction_and_then_believed(play):
    play.do(seen(HEAT, {0: FAST}), source="timing")
    with pytest.raises(Refused, match="send it with confirm") as refused:
        play.do(corrected(HEAT, {0: SLIPPED}))
    assert refused.value.where == "items[0]"
    said = facts.Corrected(unit=HEAT, items=items(HEAT, {0: SLIPPED}), reason="checked", confirm=True)
    play.do(said)
    assert _marks(play)["0"] == SLIPPED and _held(play) == []


def test_a_correction_answers_what_waits_at_its_place(play):
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    play.do(corrected(HEAT, {0: FAST}))
    assert _held(play) == [] and _marks(play)["0"] == FAST


def test_after_an_invalidation_nothing_waits_and_the_same_value_is_asked_about_anew(play):
    play.do(seen(HEAT, {0: SLIPPED, 1: FAST}), source="timing")
    _confirm(play)
    play.do(facts.Invalidated(unit=HEAT, reason="wrong heat"))
    assert _held(play) == []
    play.do(seen(HEAT, {0: SLIPPED}, revision=2), source="timing")
    assert _one(play).value == SLIPPED


def test_nobody_may_send_a_hold(play):
    held = facts.MarkHeld(unit=HEAT, hold="x", slot="mark", value="1", source="timing", reasons=())
    with pytest.raises(Refused, match="recorded by the platform"):
        play.do(held)
    play.do(seen(HEAT, {1: FAST}, held=(held,)), source="timing")
    assert _held(play) == []


def test_an_organiser_widens_the_limits_of_an_event_or_switches_a_check_off(play):
    wide = Limits(possible=("1", "600"), usual=("5", "600"))  # type: ignore[arg-type]
    play.do(
        PlausibilityTuned(scope="SWMW100MFR", limits=canonical.decode(canonical.encode(wide), Limits), reason="test")
    )
    play.do(seen(HEAT, {0: SLIPPED}), source="timing")
    assert _held(play) == [] and _marks(play)["0"] == SLIPPED
    play.do(PlausibilityTuned(scope="SWMW100MFR", off=("impossible",), reason="open water"))
    play.do(seen(HEAT, {1: "1.00"}), source="timing")
    assert _held(play) == []


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (PlausibilityTuned(reason=""), "reason"),
        (PlausibilityTuned(reason="x", off=("weather",)), "off"),
    ],
)
def test_checks_are_not_set_without_a_reason_nor_by_a_name_they_do_not_have(play, said, where):
    with pytest.raises(Refused) as refused:
        play.do(said)
    assert refused.value.where == where


@st.composite
def messages(draw: st.DrawFn) -> list[facts.MarksObserved]:
    """What one device says of a heat: every revision once, plausible or not, or taken back."""
    found = []
    for revision in range(1, draw(st.integers(2, 6))):
        lanes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True))
        said = {n: draw(st.sampled_from([FAST, "54.00", SLIPPED, "5.32", "7:00.00", None])) for n in lanes}
        exact = {n: draw(st.sampled_from([531_000, 53_100, None])) for n in draw(st.sets(st.integers(0, 3)))}
        both = (*items(HEAT, said), *items(HEAT, exact, "t4"))
        found.append(facts.MarksObserved(unit=HEAT, revision=revision, items=both))
    return found


@settings(max_examples=60, deadline=None)
@given(messages(), st.data())
def test_any_order_of_messages_with_repetitions_ends_with_the_same_values_shown_and_the_same_waiting(said, data):
    repeated = data.draw(st.lists(st.sampled_from(said), max_size=4))
    other = data.draw(st.permutations([*said, *repeated]))
    assert _after(said) == _after(other)


@cache
def _started() -> Games:
    return _heat().games


def _after(said: Sequence[facts.MarksObserved]) -> tuple[dict[tuple[str, str], Any], list[tuple[str, str, Any, int]]]:
    """The values that stand and those that wait, once these messages have come in this order."""
    games = _started()
    for fact in said:
        try:
            decided = decide(games, Command(id="", fact=fact, actor="tester", source="timing"))
        except Unchanged:
            continue
        event = Proposal(
            id="",
            at="2030-07-20T10:00:00.000000Z",
            stream=str(HEAT),
            kind="marks_observed",
            actor="tester",
            source="timing",
            body=canonical.encode(decided),
        )
        games = apply(games, event)
    slots = games.units[HEAT].slots
    values = {(w, n): s.value for w, own in slots.items() for n, s in own.items() if s.value is not None}
    held = sorted(held_values(games, HEAT), key=lambda h: (h.competitor, h.slot))
    return values, [(h.competitor, h.slot, h.value, h.revision) for h in held]


@settings(max_examples=20, deadline=None)
@given(messages(), st.data())
def test_what_the_journal_gives_is_the_state_that_was_lived(said, data):
    play = _heat()
    for message in said:
        attempt(play, message, "timing")
        if _held(play) and data.draw(st.booleans()):
            answer = data.draw(st.sampled_from([HoldConfirmed, HoldRejected]))
            play.do(answer(unit=HEAT, hold=_held(play)[0].hold, reason="seen", by="Ana REFEREE"))
    again = Games()
    for event in play.events:
        again = apply(again, event)
    assert again == play.games
