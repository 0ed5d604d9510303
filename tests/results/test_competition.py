"""The state of a unit: whose value stands, what a protest does, what is noted."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.facts import UnitPlan
from kotinos.results.officials import Unchanged
from tests.results.playing import Play, corrected, items, people, planned, seen, starts, status, who

HEAT = Rsc.of("SWM", "W", "100MFR", "HEAT", "000100")
EVENT = HEAT.at(Level.EVENT)


@pytest.fixture
def play() -> Play:
    made = Play()
    made.do(people(EVENT, 4), planned(HEAT), starts(HEAT, range(4)))
    return made


def mark(play: Play, n: int = 0) -> str:
    return str(play.unit(HEAT).value(who(HEAT, n), "mark"))


def file(name: str = "A") -> facts.ProtestFiled:
    return facts.ProtestFiled(unit=HEAT, protest=name, by="NZL", reason="obstruction")


def decide(outcome: str, name: str = "A", effect: tuple[facts.Observation, ...] = ()) -> facts.ProtestDecided:
    return facts.ProtestDecided(unit=HEAT, protest=name, outcome=outcome, reason="video", effect=effect)


def test_the_greatest_revision_of_a_source_wins_value_by_value(play):
    play.do(seen(HEAT, {0: "53.20", 1: "54.00"}, 2))
    play.do(seen(HEAT, {0: "53.10", 2: "55.00"}, 1))
    assert [mark(play, n) for n in (0, 1, 2)] == ["53.20", "54.00", "55.00"]


def test_each_source_counts_its_own_revisions_and_what_arrives_last_stands(play):
    play.do(seen(HEAT, {0: "53.20"}, 7), source="timing")
    play.do(seen(HEAT, {0: "53.30"}, 1), source="scoring")
    assert mark(play) == "53.30"


def test_no_device_replaces_what_an_official_put_right_but_another_correction_does(play):
    play.do(corrected(HEAT, {0: "53.00"}), seen(HEAT, {0: "53.20"}, 5))
    assert mark(play) == "53.00"
    play.do(corrected(HEAT, {0: "52.90"}))
    assert mark(play) == "52.90"


def test_a_value_taken_back_by_an_official_stays_away(play):
    play.do(seen(HEAT, {0: "53.20"}, 1), corrected(HEAT, {0: None}), seen(HEAT, {0: "53.20"}, 2))
    assert play.unit(HEAT).value(who(HEAT, 0), "mark") is None


def test_who_does_not_start_does_not_start_the_unit(play):
    play.do(seen(HEAT, {0: "DNS"}, 1, "irm"))
    assert play.unit(HEAT).status == "START_LIST"
    play.do(seen(HEAT, {1: "53.20"}, 2))
    assert play.unit(HEAT).status == "LIVE"
    assert play.unit(HEAT).schedule == "RUNNING"


def test_a_final_message_holds_although_a_later_one_came_first(play):
    play.do(seen(HEAT, {0: "53.20"}, 2))
    play.do(seen(HEAT, {0: "53.10"}, 1, complete=True))
    assert (play.unit(HEAT).status, mark(play)) == ("UNOFFICIAL", "53.20")


def test_a_final_message_does_not_end_again_what_the_referee_opened(play):
    play.do(seen(HEAT, {0: "53.20"}, 3, complete=True), status(HEAT, "LIVE", "lane 4 still swims"))
    with pytest.raises(Unchanged):
        play.do(seen(HEAT, {0: "53.20"}, 3, complete=True))
    assert play.unit(HEAT).status == "LIVE"
    assert play.unit(HEAT).actual_end == ""


def test_an_invalidation_empties_the_unit_and_late_copies_stay_out(play):
    play.do(seen(HEAT, {0: "53.20"}, 3, complete=True), status(HEAT, "OFFICIAL"))
    play.do(facts.Invalidated(unit=HEAT, reason="the heat of another day"))
    unit = play.unit(HEAT)
    assert (unit.status, unit.schedule, unit.actual_start) == ("START_LIST", "SCHEDULED", "")
    for revision in (1, 3):
        with pytest.raises(Unchanged):
            play.do(seen(HEAT, {0: "53.20"}, revision, complete=True))
    play.do(seen(HEAT, {0: "53.90"}, 4))
    assert (play.unit(HEAT).status, mark(play)) == ("LIVE", "53.90")


def test_an_official_hold_ends_with_an_invalidation(play):
    play.do(
        seen(HEAT, {1: "54.00"}, 1), corrected(HEAT, {0: "53.00"}), facts.Invalidated(unit=HEAT, reason="wrong heat")
    )
    play.do(seen(HEAT, {0: "53.20"}, 2))
    assert mark(play) == "53.20"


def test_a_protest_in_a_running_unit_waits_for_its_end(play):
    play.do(seen(HEAT, {0: "53.20"}, 1), file())
    assert play.unit(HEAT).status == "LIVE"
    play.do(seen(HEAT, {1: "53.30"}, 2, complete=True))
    assert play.unit(HEAT).status == "PROTESTED"
    play.do(decide("dismissed"))
    assert play.unit(HEAT).status == "UNOFFICIAL"


def test_an_official_result_is_official_again_when_the_last_protest_is_decided(play):
    play.do(seen(HEAT, {0: "53.20", 1: "53.10"}), status(HEAT, "OFFICIAL"), file("A"), file("B"))
    play.do(decide("upheld", "A", items(HEAT, {1: "DSQ"}, "irm")))
    assert play.unit(HEAT).status == "PROTESTED"
    play.do(decide("dismissed", "B"))
    unit = play.unit(HEAT)
    assert unit.status == "OFFICIAL"
    assert unit.value(who(HEAT, 1), "irm") == "DSQ"
    assert [(p.id, p.status, p.outcome) for p in unit.protests] == [("A", "CLS", "upheld"), ("B", "CLS", "dismissed")]
    assert len(unit.notes) == 1
    assert unit.notes[0].endswith("UTC: video")


def test_notes_begin_when_something_official_changes_and_stay(play):
    play.do(corrected(HEAT, {0: "53.00"}, reason="before"), status(HEAT, "OFFICIAL"))
    assert play.unit(HEAT).notes == ()
    play.do(corrected(HEAT, {0: "53.01"}, reason="lane 4"), status(HEAT, "UNOFFICIAL", "reopened"))
    play.do(facts.TieBroken(unit=HEAT, order=(who(HEAT, 0), who(HEAT, 1)), reason="lots"), status(HEAT, "OFFICIAL"))
    assert [note.rpartition(": ")[2] for note in play.unit(HEAT).notes] == ["lane 4", "reopened", "lots"]


def test_a_new_tie_break_replaces_one_between_the_same_people_only(play):
    a, b, c, d = (who(HEAT, n) for n in range(4))
    for order in ((a, b), (c, d), (b, a)):
        play.do(facts.TieBroken(unit=HEAT, order=order, reason="lots"))
    assert play.unit(HEAT).ties == ((c, d), (b, a))


def test_a_unit_planned_anew_keeps_what_happened_in_it(play):
    play.do(seen(HEAT, {0: "53.20"}))
    play.do(facts.UnitsPlanned(units=(UnitPlan(rsc=HEAT, start="2030-07-21T09:00:00+02:00", venue="POOL"),)))
    unit = play.unit(HEAT)
    assert (unit.start, unit.plan.venue, unit.status, mark(play)) == (
        "2030-07-21T09:00:00+02:00",
        "POOL",
        "LIVE",
        "53.20",
    )


def test_a_unit_that_is_moved_keeps_its_length_of_day_unless_told(play):
    moved = facts.ScheduleChanged(unit=HEAT, status="RESCHEDULED", start="2030-07-20T18:00:00+02:00")
    play.do(moved)
    assert play.unit(HEAT).start == moved.start
    play.do(facts.ScheduleChanged(unit=HEAT, status="GETTING_READY", start="2030-07-20T19:00:00+02:00"))
    assert play.unit(HEAT).start == moved.start


def test_the_first_start_is_the_real_one_and_an_end_taken_back_is_no_end(play):
    play.do(facts.ScheduleChanged(unit=HEAT, status="RUNNING", actual="2030-07-20T10:02:00.000000Z"))
    play.do(seen(HEAT, {0: "53.20"}, complete=True))
    unit = play.unit(HEAT)
    assert unit.actual_start == "2030-07-20T10:02:00.000000Z"
    assert unit.actual_end
    play.do(status(HEAT, "LIVE", "too early"))
    assert play.unit(HEAT).actual_end == ""


def test_the_state_is_what_its_events_tell(play):
    play.do(seen(HEAT, {0: "53.20"}), corrected(HEAT, {0: "53.00"}), status(HEAT, "OFFICIAL"))
    games = Games()
    for event in play.events:
        games = apply(games, event)
    assert games == play.games
    assert fact_of(play.events[-1]) == status(HEAT, "OFFICIAL")


def test_a_state_is_never_changed_but_followed_by_another(play):
    before, slots = play.games, dict(play.unit(HEAT).slots)
    play.do(seen(HEAT, {0: "53.20"}))
    assert before.units[HEAT].slots == slots
    assert play.games is not before
