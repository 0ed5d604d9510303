"""A contest is always won by the side that is to win it, in whatever way the score is kept."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.contest import Cards, Course, Form, Periods, Race, Rounds, Sets, Waves
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Unit

FORMS: dict[str, Form] = {
    "TENWSINGLES": Sets(letter="S", to_win=2, points=6, deciding=6),
    "TTEMSINGLES": Sets(letter="G", to_win=4, points=11, deciding=11),
    "VVOWTEAM6": Sets(letter="S", to_win=3, points=25, deciding=15),
    "HOCMTEAM11": Periods(names=("Q1", "Q2", "Q3", "Q4"), values=(0, 0, 1, 2), decider="pso"),
    "BKBMTEAM5": Periods(names=("Q1", "Q2", "Q3", "Q4"), values=(14, 19, 24), decider="OT1"),
    "WREMFS74KG": Periods(names=("P1", "P2"), values=(0, 1, 2, 3, 4, 5)),
    "FENWFOIL": Race(points=15, level="priority"),
    "BK3WTEAM3": Race(points=21),
    "ARCMINDIVID": Rounds(letter="S", to_win=6, worth=2, low=24, high=30, level="shoot_off"),
    "TKWW57KG": Rounds(letter="R", to_win=2, low=0, high=14, level="superiority"),
    "BKGWINDIVID": Rounds(letter="R", to_win=2, judges=9, all=True),
    "BOXW60KG": Cards(),
    "SRFWSHORTBRD": Waves(),
}


def ranked(event: str, course: Course) -> list[str | None]:
    """W or L of either side by the sport's own rule, once everything is noted."""
    raws: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    periods: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for side, slot, value in (noted for moment in course for noted in moment):
        kind, _, name = slot.partition("/")
        if kind == "period":
            periods[side][name] = value
        else:
            raws[side][slot] = value
    entries = []
    for side, raw in enumerate(raws):
        raw |= {"periods": list(periods[side].items())} if periods[side] else {}
        raw |= {"score": raw["mark"]} if "mark" in raw else {}
        entries.append(Entry(n=side + 1, id=f"side {side}", raw=raw))
    unit = Unit(id=event, rsc=Rsc.of(event[:3], event[3], event[4:], "FNL", "000100"), entries=tuple(entries))
    rows = {row.id: row.wlt for row in rulebook.rank(unit).rows}
    return [rows["side 0"], rows["side 1"]]


@pytest.mark.parametrize("tight", [False, True])
@pytest.mark.parametrize("event", FORMS)
def test_the_rule_of_the_sport_gives_the_contest_to_the_side_that_is_to_win(event: str, tight: bool) -> None:
    for seed in range(60):
        for winner in (0, 1):
            course = FORMS[event].course(Random(seed), winner, tight=tight)
            assert ranked(event, course) == (["W", "L"] if winner == 0 else ["L", "W"]), (seed, winner, course)


@pytest.mark.parametrize("event", FORMS)
def test_no_score_ever_goes_down(event: str) -> None:
    for seed in range(40):
        course = FORMS[event].course(Random(seed), seed % 2, tight=seed % 3 == 0)
        for side in (0, 1):
            shown = [int(value) for moment in course for n, slot, value in moment if (n, slot) == (side, "mark")]
            assert shown == sorted(shown), (seed, shown)


def test_a_tight_final_is_decided_by_the_last_means_of_its_sport() -> None:
    last = {event: form.course(Random(1), 0, tight=True)[-1] for event, form in FORMS.items()}
    slots = {event: {slot.partition("/")[0] for _, slot, _ in moment} for event, moment in last.items()}
    assert "pso" in slots["HOCMTEAM11"]
    assert "priority" in slots["FENWFOIL"]
    assert "shoot_off" in slots["ARCMINDIVID"]
    assert "superiority" in slots["TKWW57KG"]
    assert (0, "period/OT1", "9") in last["BKBMTEAM5"]
