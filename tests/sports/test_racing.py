"""Rowing, canoe sprint, marathon swimming, triathlon: dead heats, lapped riders, who goes on, finals A to F."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.medals import BRONZE, GOLD, SILVER, award
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Unit
from kotinos.sports.tournaments import general
from kotinos.sports.why import say

SINGLE = Rsc.of("ROW", "M", "SCULL1")


def crew(n, who, mark=None, irm=None, group=None, **raw):
    return Entry(n=n, id=who, raw={**({"mark": mark} if mark else {}), **raw}, irm=irm, group=group)


def rank(rsc, *entries):
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2024, 8, 3)))


def places(ranking):
    return [(row.id, row.rank, row.irm) for row in ranking.rows]


FINAL = Rsc.of("ROW", "M", "SCULL1", "FNL", "000100")


def test_paris_2024_mens_single_sculls():
    ranking = rank(
        FINAL,
        crew(0, "van Dorp", "6:44.72"),
        crew(1, "Zeidler", "6:37.57"),
        crew(2, "Zalaty", "6:42.96"),
    )
    assert places(ranking) == [("Zeidler", 1, None), ("Zalaty", 2, None), ("van Dorp", 3, None)]


def test_a_dead_heat_stands():
    """The women's K2 500 m of Paris 2024: two crews won bronze."""
    ranking = rank(
        Rsc.of("CSP", "W", "K2-500M", "FNL", "000100"),
        crew(0, "NZL", "1:37.28"),
        crew(1, "HUN 1", "1:39.39"),
        crew(2, "GER", "1:39.46"),
        crew(3, "HUN 2", "1:39.46"),
    )
    assert places(ranking) == [("NZL", 1, None), ("HUN 1", 2, None), ("GER", 3, None), ("HUN 2", 3, None)]
    assert [one.medal for one in award(ranking)] == [GOLD, SILVER, BRONZE, BRONZE]


def test_equal_times_stand_as_the_photo_saw_them():
    ranking = rank(FINAL, crew(0, "A", "6:40.00", place=2), crew(1, "B", "6:40.00", place=1))
    assert places(ranking) == [("B", 1, None), ("A", 2, None)]
    assert say(ranking.rows[1].why, 1, 2, "fr").endswith("devant sur la ligne d’arrivée (place 1 contre 2)")


def test_who_has_no_time_stands_after_all_in_the_order_of_irms():
    ranking = rank(
        FINAL, crew(0, "D", irm="DSQ"), crew(1, "N", irm="DNS"), crew(2, "F", irm="DNF"), crew(3, "T", "7:00.00")
    )
    assert places(ranking) == [("T", 1, None), ("F", None, "DNF"), ("N", None, "DNS"), ("D", None, "DSQ")]


def test_those_who_go_no_further_stand_by_place_in_their_race_then_by_time():
    phase = Rsc.of("ROW", "M", "SCULL1", "REP")
    ranking = rank(
        phase,
        crew(0, "fast third", "6:50.00", group="1"),
        crew(1, "second of slow", "7:10.00", group="2"),
        crew(2, "winner of slow", "7:05.00", group="2"),
        crew(3, "winner of fast", "6:45.00", group="1"),
        crew(4, "second of fast", "6:48.00", group="1"),
    )
    assert [row.id for row in ranking.rows] == [
        *("winner of fast", "winner of slow", "second of fast", "second of slow", "fast third"),
    ]
    assert say(ranking.rows[4].why, 4, 5) == "4th before 5th: better place in the own race (2 against 3)"


def test_final_b_stands_behind_final_a_and_who_missed_the_finals_behind_both():
    def unit(number, *crews):
        rsc = Rsc.of("ROW", "M", "SCULL1", "FNL", f"000{number}00")
        entries = tuple(crew(n, who, mark) for n, (who, mark) in enumerate(crews))
        return UnitResult(rsc=rsc, entries=entries, ranking=rank(rsc, *entries), finished=True, medal=int(number == 1))

    finals = (unit(1, ("A1", "6:50.00"), ("A2", "6:51.00")), unit(2, ("B1", "6:40.00"), ("B2", "6:41.00")))
    heat = tuple(crew(n, who, f"7:0{n}.00", group="1") for n, who in enumerate(("A1", "A2", "B1", "B2", "out")))
    phases = (
        PhaseResult(rsc=SINGLE, kind="final", level=1, units=finals, ranking=None),
        PhaseResult(
            rsc=SINGLE, kind="heats", level=2, units=(), ranking=rank(Rsc.of("ROW", "M", "SCULL1", "HEAT"), *heat)
        ),
    )
    ranking = general(EventResults(event=SINGLE, phases=phases, entries=heat))
    assert [(row.id, row.rank) for row in ranking.rows] == [("A1", 1), ("A2", 2), ("B1", 3), ("B2", 4), ("out", 5)]


@pytest.mark.parametrize(
    ("event", "phase", "units", "qualify"),
    [
        ("ROWMCOXED8", "HEAT", 2, {"place": 1}),
        ("ROWMSCULL2-L", "HEAT", 3, {"place": 2}),
        ("ROWMNOCOX2", "HEAT", 3, {"place": 3}),
        ("ROWMSCULL1", "QFNL", 4, {"place": 3}),
        ("CSPWK1-500M", "HEAT", 6, {"place": 2, "to": Rsc.of("CSP", "W", "K1-500M", "FNL")}),
        ("ATHM100M", "RND1", 8, {"place": 3, "time": 3}),
        ("ATHW200M", "REP", 4, {"place": 1, "time": 2}),
        ("ATHM1500M", "SFNL", 2, {"place": 6}),
        ("ATHX4X400M", "RND1", 2, {"place": 3, "time": 2}),
        ("ATHMLONGJUMP", "QUAL", 2, {"total": 12}),
        ("SWMM100MFR", "HEAT", 10, {"total": 16, "reserves": 2}),
        ("SWMM400MFR", "HEAT", 5, {"total": 8, "reserves": 2}),
    ],
)
def test_how_one_leaves_a_round(event, phase, units, qualify):
    rsc = Rsc.of(event[:3], event[3], event[4:])
    there = [Rsc.of(event[:3], event[3], event[4:], phase, f"{n:04d}00") for n in range(1, units + 1)]
    there.append(Rsc.of(event[:3], event[3], event[4:], "FNL", "000100"))
    if event == "SWMM100MFR":
        there += [Rsc.of("SWM", "M", "100MFR", "SFNL", f"000{n}00") for n in (1, 2)]
    found = {one.phase.phase: one.qualify for one in programme.phases(rsc, there)}
    assert found[phase] == qualify
    assert found["FNL"] == {}


def test_the_photo_of_a_race_counts_in_its_round_also_where_another_race_had_the_same_time():
    """A and B were told apart in heat 1; C, first in heat 2 in the same time, made them share the first place of the round."""
    ranking = rank(
        Rsc.of("ROW", "M", "SCULL1", "HEAT"),
        crew(0, "A", "6:50.00", group="1", place=1),
        crew(1, "B", "6:50.00", group="1", place=2),
        crew(2, "C", "6:50.00", group="2"),
    )
    assert places(ranking) == [("A", 1, None), ("C", 1, None), ("B", 3, None)]
