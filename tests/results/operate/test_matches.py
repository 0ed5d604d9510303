"""A match at its desk: periods, the clock, and how it would end as it stands."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.facts import MarksTyped, Refused, Typed
from kotinos.results.operate import text
from kotinos.results.operate.columns import columns
from kotinos.results.operate.matches import Ending, Period, match
from kotinos.sports import match_sheets
from tests.results.playing import Play, people, planned, starts, status, who

FOOTBALL = Rsc.of("FBL", "W", "TEAM11", "GPA", "000100")
BASKETBALL = Rsc.of("BKB", "M", "TEAM5", "SFNL", "000100")
JUDO = Rsc.of("JUD", "M", "66KG", "FNL", "000100")
VOLLEYBALL = Rsc.of("VVO", "W", "TEAM6", "SFNL", "000100")
SPRINT = Rsc.of("ATH", "M", "100M", "FNL", "000100")


def at_desk(rsc: Rsc) -> Play:
    play = Play()
    play.do(people(rsc, 2), planned(rsc), starts(rsc, range(2)))
    return play


def types(play: Play, rsc: Rsc, n: int | None, slot: str, line: str, **more: Any) -> None:
    competitor = "" if n is None else who(rsc, n)
    item = Typed(
        competitor=competitor, slot=slot, value=text.meant(slot, line), seen=play.unit(rsc).value(competitor, slot)
    )
    play.do(MarksTyped(unit=rsc, items=(item,), **more), source="desk", actor="anna")


def ending(play: Play, rsc: Rsc) -> Ending:
    found = match(play.games, play.unit(rsc))
    assert found
    return found.ending


# -- periods and clock -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rsc", "starts_", "clock", "down"),
    [
        (FOOTBALL, [("H1", "0:00"), ("H2", "45:00"), ("ET-H1", "90:00"), ("ET-H2", "105:00")], True, False),
        (
            BASKETBALL,
            [("Q1", "10:00"), ("Q2", "10:00"), ("Q3", "10:00"), ("Q4", "10:00"), ("OT1", "5:00"), ("OT2", "5:00")],
            True,
            True,
        ),
        (JUDO, [("", "4:00")], True, True),
        (VOLLEYBALL, [(f"S{n}", "") for n in range(1, 6)], False, False),
    ],
)
def test_a_match_says_its_periods_and_what_the_clock_says_when_they_begin(
    rsc: Rsc, starts_: list[tuple[str, str]], clock: bool, down: bool
) -> None:
    found = match(at_desk(rsc).games, at_desk(rsc).unit(rsc))
    assert found
    assert found.periods == tuple(Period(code=code, clock=says) for code, says in starts_)
    assert (found.clock, found.down) == (clock, down)
    assert found.nil == (rsc in (FOOTBALL, BASKETBALL))


def test_period_and_clock_are_typed_beside_the_match_where_it_has_them() -> None:
    own = {
        rsc.discipline: [one.slot for one in columns(at_desk(rsc).games, at_desk(rsc).unit(rsc)).own]
        for rsc in (FOOTBALL, JUDO, VOLLEYBALL, SPRINT)
    }
    assert own == {"FBL": ["period", "clock"], "JUD": ["clock"], "VVO": ["period"], "ATH": ["wind"]}


def test_what_the_clock_says_is_kept_with_the_instant_at_which_it_was_set() -> None:
    play = at_desk(FOOTBALL)
    play.at = "2030-07-20T18:00:00.250000Z"
    types(play, FOOTBALL, None, "clock", "0:00 >")
    assert play.unit(FOOTBALL).value("", "clock") == {"time": "0:00", "running": "Y", "at": play.at}
    assert text.shown("clock", play.unit(FOOTBALL).value("", "clock")) == "0:00 >"
    assert play.unit(FOOTBALL).status == "LIVE"
    play.at = "2030-07-20T18:03:05.250000Z"
    types(play, FOOTBALL, None, "clock", "3:05")
    assert play.unit(FOOTBALL).value("", "clock") == {"time": "3:05", "running": "N", "at": play.at}
    assert play.body("DT_RESULT", FOOTBALL).facts["clock"]["time"] == "3:05"


@pytest.mark.parametrize(
    ("slot", "line", "problem"), [("clock", "3:75", "12:34"), ("clock", "soon", "12:34"), ("period", "Q1", "one of H1")]
)
def test_a_clock_and_a_period_that_cannot_be_are_refused(slot: str, line: str, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        types(at_desk(FOOTBALL), FOOTBALL, None, slot, line)


def test_a_break_is_a_period_too() -> None:
    play = at_desk(FOOTBALL)
    types(play, FOOTBALL, None, "period", "ht")
    assert play.unit(FOOTBALL).value("", "period") == "HT"


def test_one_person_keeps_the_clock_where_two_agree_on_values() -> None:
    play = at_desk(FOOTBALL)
    play.do(facts.TwoPersonSet(scope="FBL", mode="agree"))
    types(play, FOOTBALL, None, "period", "H1")
    types(play, FOOTBALL, 0, "period/H1", "1")
    assert (play.unit(FOOTBALL).value("", "period"), play.unit(FOOTBALL).value(who(FOOTBALL, 0), "period/H1")) == (
        "H1",
        None,
    )


def test_every_period_with_a_clock_begins_at_a_time_that_can_be_typed() -> None:
    for discipline, sheet in match_sheets.SHEETS.items():
        rsc = Rsc.of(discipline, "M", "X", "FNL", "000100")
        for code in sheet.periods or ("",):
            says = match_sheets.starts_at(rsc, code)
            assert bool(says) == (sheet.clock is not None)


# -- the end -----------------------------------------------------------------------------------------------------------


def test_who_has_won_is_known_before_the_match_is_ended() -> None:
    play = at_desk(BASKETBALL)
    assert ending(play, BASKETBALL).winner == ""
    assert ending(play, BASKETBALL).doubts
    for n, points in ((0, "20"), (1, "18")):
        types(play, BASKETBALL, n, "period/Q1", points)
    assert ending(play, BASKETBALL) == Ending(winner=who(BASKETBALL, 0))
    play.do(status(BASKETBALL, "UNOFFICIAL"))
    assert match(play.games, play.unit(BASKETBALL)) is None
    assert play.rows(BASKETBALL)[0].wlt == "W"


def test_a_level_match_is_a_tie_in_a_group_and_open_in_the_knock_out() -> None:
    for rsc, expected in ((FOOTBALL, Ending(tie=True)), (BASKETBALL, None)):
        play = at_desk(rsc)
        for n in (0, 1):
            types(play, rsc, n, f"period/{'H1' if rsc == FOOTBALL else 'Q1'}", "2")
        if expected:
            assert ending(play, rsc) == expected
        else:
            assert (ending(play, rsc).winner, ending(play, rsc).tie) == ("", False)
            assert ending(play, rsc).doubts[0].keys() == {"en", "fr"}


def test_a_decision_names_the_winner_whatever_the_score() -> None:
    play = at_desk(JUDO)
    for n, wlt in ((0, "L"), (1, "W")):
        types(play, JUDO, n, "wlt", wlt)
    assert ending(play, JUDO) == Ending(winner=who(JUDO, 1))


def test_a_unit_that_is_no_match_and_one_without_sides_have_none() -> None:
    assert match(at_desk(SPRINT).games, at_desk(SPRINT).unit(SPRINT)) is None
    play = Play()
    play.do(people(JUDO, 2), planned(JUDO), starts(JUDO, [0]))
    assert match(play.games, play.unit(JUDO)) is None
