"""The plan of an event that nobody planned: phases, kinds and their order from the units' codes."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.plan import default_plan
from tests.results.playing import Play, planned


def _plan(*units: Rsc) -> list[tuple[str, str, int]]:
    made = default_plan(units[0].at(Level.EVENT), units)
    return [(p.rsc.phase, p.kind, p.level) for p in made.phases]


def _units(discipline: str, event: str, *phases: str) -> list[Rsc]:
    return [Rsc.of(discipline, "M", event, phase, f"000{n}00") for phase in phases for n in (1, 2)]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (
            _units("ATH", "100M", "RND1", "SFNL", "FNL"),
            [("FNL", "final", 1), ("SFNL", "heats", 2), ("RND1", "heats", 3)],
        ),
        (
            _units("FBL", "TEAM11", "GPA", "GPB", "QFNL", "SFNL", "FNL"),
            [
                ("FNL", "knockout", 1),
                ("SFNL", "knockout", 2),
                ("QFNL", "knockout", 3),
                ("GPA", "pool", 4),
                ("GPB", "pool", 4),
            ],
        ),
        (_units("ATH", "DECATH", "100", "LJ"), [("100", "component", 1), ("LJ", "component", 1)]),
    ],
)
def test_phases_stand_from_the_final_back(units, expected):
    assert _plan(*units) == expected


def test_the_order_of_the_units_does_not_matter():
    units = _units("ATH", "100M", "RND1", "SFNL", "FNL")
    assert _plan(*units) == _plan(*reversed(units))


def test_an_organisers_plan_goes_before_and_stays():
    units = _units("SWM", "100MFR", "HEAT", "FNL")
    own = facts.EventPlanned(
        event=units[0].at(Level.EVENT),
        phases=(facts.PhasePlan(rsc=units[0].at(Level.PHASE), kind="heats", level=2, qualify=facts.Qualify(total=8)),),
    )
    play = Play()
    play.do(own, planned(*units))
    assert play.games.events[own.event] == own


def test_an_organisers_plan_that_is_the_default_of_today_stays_when_units_are_added():
    first, second = _units("SWM", "100MFR", "HEAT")[0], _units("SWM", "100MFR", "FNL")[0]
    play = Play()
    play.do(planned(first))
    own = play.games.events[first.at(Level.EVENT)]
    play.do(own, planned(first, second))
    assert play.games.events[first.at(Level.EVENT)] == own
