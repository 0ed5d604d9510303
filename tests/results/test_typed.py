"""What is typed at a desk: never to the wrong competitor, never over a colleague's change, never without a reason that is due."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results.facts import Conflict, MarksTyped, Refused, Typed
from kotinos.results.officials import Unchanged
from tests.results.playing import Play, corrected, people, planned, seen, starts, status, who

HEAT = Rsc.of("SWM", "W", "100MFR", "HEAT", "000100")
SPRINT = Rsc.of("ATH", "M", "100M", "FNL", "000100")
MATCH = Rsc.of("FBL", "W", "TEAM11", "GPA", "000100")
DIVES = Rsc.of("DIV", "M", "3MSB", "FNL", "000100")
BEAM = Rsc.of("GAR", "W", "1APBB", "FNL", "000100")


def with_start_list(unit: Rsc, count: int = 4, **plan: Any) -> Play:
    play = Play()
    play.do(people(unit, count), planned(unit, **plan), starts(unit, range(count)))
    return play


@pytest.fixture
def play() -> Play:
    return with_start_list(HEAT)


def typed(unit: Rsc, n: int | None, slot: str, value: Any, saw: Any = None, **more: Any) -> MarksTyped:
    competitor = "" if n is None else who(unit, n)
    return MarksTyped(unit=unit, items=(Typed(competitor=competitor, slot=slot, value=value, seen=saw),), **more)


def values(play: Play, unit: Rsc, n: int) -> dict[str, Any]:
    slots = play.unit(unit).slots.get(who(unit, n), {})
    return {name: slot.value for name, slot in slots.items() if slot.value is not None}


def test_a_typed_mark_is_an_observation_of_the_desk_in_its_one_form(play: Play) -> None:
    play.do(typed(HEAT, 0, "mark", " 53,10 "), source="desk", actor="anna")
    assert values(play, HEAT, 0) == {"mark": "53.10"}
    assert (play.events[-1].kind, play.events[-1].actor) == ("marks_observed", "anna")
    assert play.unit(HEAT).status == "LIVE"


def test_what_is_typed_later_stands(play: Play) -> None:
    play.do(typed(HEAT, 0, "mark", "53.10"), typed(HEAT, 0, "mark", "53.01", "53.10"), source="desk")
    assert values(play, HEAT, 0) == {"mark": "53.01"}


def test_a_value_can_be_taken_back(play: Play) -> None:
    play.do(typed(HEAT, 0, "mark", "53.10"), typed(HEAT, 0, "mark", None, "53.10"), source="desk")
    assert values(play, HEAT, 0) == {}


def test_a_late_key_press_goes_to_nobody_who_does_not_start_here(play: Play) -> None:
    play.do(people(HEAT, 1, first=7))
    with pytest.raises(Refused, match="not on the start list") as refused:
        play.do(typed(HEAT, 7, "mark", "53.10"))
    assert refused.value.where == "items[0]"


def test_a_mark_that_cannot_be_read_says_what_would_be_right(play: Play) -> None:
    with pytest.raises(Refused, match="expected seconds"):
        play.do(typed(HEAT, 0, "mark", "fast"))


def test_a_value_that_a_device_changed_meanwhile_is_not_overwritten(play: Play) -> None:
    play.do(seen(HEAT, {0: "53.10"}), source="photo")
    with pytest.raises(Conflict) as conflict:
        play.do(typed(HEAT, 0, "mark", "53.20"), source="desk")
    assert (conflict.value.now, conflict.value.where) == ("53.10", "items[0]")
    play.do(typed(HEAT, 0, "mark", "53.20", "53.10"), source="desk")
    assert values(play, HEAT, 0) == {"mark": "53.20"}


def test_two_who_type_the_same_do_not_contradict_each_other(play: Play) -> None:
    play.do(typed(HEAT, 0, "mark", "53.10"), source="desk", actor="anna")
    with pytest.raises(Unchanged):
        play.do(typed(HEAT, 0, "mark", "53.10"), source="desk", actor="bo")


def test_an_official_result_changes_only_with_a_reason_and_then_as_a_correction(play: Play) -> None:
    play.do(typed(HEAT, 0, "mark", "53.10"), status(HEAT, "OFFICIAL"), source="desk")
    with pytest.raises(Refused) as refused:
        play.do(typed(HEAT, 0, "mark", "53.20", "53.10"), source="desk")
    assert refused.value.where == "reason"
    play.do(typed(HEAT, 0, "mark", "53.20", "53.10", reason="lane 1 read again"), source="desk")
    assert play.events[-1].kind == "corrected"
    assert play.unit(HEAT).slots[who(HEAT, 0)]["mark"].held


def test_what_officials_decided_changes_only_with_a_reason_also_while_live(play: Play) -> None:
    play.do(corrected(HEAT, {0: "53.10"}))
    with pytest.raises(Refused) as refused:
        play.do(typed(HEAT, 0, "mark", "53.20", "53.10"), source="desk")
    assert refused.value.where == "reason"


def test_nothing_typed_is_refused(play: Play) -> None:
    with pytest.raises(Refused, match="nothing was typed"):
        play.do(MarksTyped(unit=HEAT, items=()))


def test_with_a_typed_time_the_finer_time_and_the_place_of_the_device_go() -> None:
    play = with_start_list(SPRINT)
    play.do(seen(SPRINT, {0: "10.11"}), seen(SPRINT, {0: 101_030}, slot="t4"), seen(SPRINT, {0: 1}, slot="place"))
    play.do(typed(SPRINT, 0, "mark", "10.21", "10.11"), source="desk")
    assert values(play, SPRINT, 0) == {"mark": "10.21"}


def test_a_value_of_the_unit_itself_is_typed_for_nobody() -> None:
    play = with_start_list(SPRINT)
    play.do(typed(SPRINT, None, "wind", "0.4"), source="desk")
    assert play.unit(SPRINT).value("", "wind") == "+0.4"


def test_the_score_of_a_match_is_the_sum_of_its_periods() -> None:
    play = with_start_list(MATCH, 2)
    play.do(typed(MATCH, 0, "period/H1", "1"), typed(MATCH, 0, "period/H2", "2"), source="desk")
    assert values(play, MATCH, 0) == {"period/H1": "1", "period/H2": "2", "mark": "3"}
    play.do(typed(MATCH, 0, "period/H1", None, "1"), source="desk")
    assert values(play, MATCH, 0)["mark"] == "2"


@pytest.mark.parametrize(("slot", "value"), [("period/H1", "many"), ("yellow", "-1"), ("pso", "x")])
def test_a_count_that_is_none_is_refused(slot: str, value: str) -> None:
    with pytest.raises(Refused):
        with_start_list(MATCH, 2).do(typed(MATCH, 0, slot, value))


def test_with_a_typed_execution_score_the_total_is_computed_anew() -> None:
    play = with_start_list(BEAM)
    play.do(*(seen(BEAM, {0: value}, slot=slot) for slot, value in (("d", "6.0"), ("e", "8.0"), ("mark", "14.0"))))
    play.do(typed(BEAM, 0, "e", "8.1", "8.0"), source="desk")
    assert play.rows(BEAM)[0].mark == "14.100"


def awards(n: int, dive: int, points: list[str]) -> list[MarksTyped]:
    return [typed(DIVES, n, f"award/{dive}.{judge}", said) for judge, said in enumerate(points, start=1)]


def test_a_dive_counts_when_its_whole_panel_is_typed() -> None:
    play = with_start_list(DIVES, 2)
    first = ["7.0", "7.5", "7.5", "8.0", "8.0", "8.5", "6.0"]
    play.do(typed(DIVES, 0, "dd/1", "3.0"), *awards(0, 1, first[:6]), source="desk")
    assert play.rows(DIVES)[0].mark == ""
    play.do(awards(0, 1, first)[6], source="desk")
    assert play.rows(DIVES)[0].mark == "69.00"  # (7.5 + 7.5 + 8.0) x 3.0


def test_the_plan_may_name_a_panel_of_five() -> None:
    play = with_start_list(DIVES, 2, facts={"judges": 5})
    play.do(typed(DIVES, 0, "dd/1", "2.0"), *awards(0, 1, ["7", "7", "8", "8", "9"]), source="desk")
    assert play.rows(DIVES)[0].mark == "46.00"


@pytest.mark.parametrize("award", ["10.5", "7.3", "-1", "x"])
def test_an_award_is_0_to_10_in_halves(award: str) -> None:
    with pytest.raises(Refused):
        with_start_list(DIVES).do(typed(DIVES, 0, "award/1.1", award))
