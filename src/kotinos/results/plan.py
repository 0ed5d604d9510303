"""How an event runs when nobody has said so: phases, their kinds and their order, from the codes of its units. PURE.

An organiser's own plan always goes first; this is what a schedule feed alone can tell.
"""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.facts import EventPlanned, PhasePlan
from kotinos.sports import formats

ORDER = (
    "FNL",
    "REPF",
    "REP2",
    "SFNL",
    "REP1",
    "REP",
    "QFNL",
    "8FNL",
    "R32",
    "R64",
    "R128",
    "GP",  # groups, whatever their letter: played before any knock-out
    "RND4",
    "RND3",
    "RND2",
    "RND1",
    "HEAT",
    "QUAL",
    "PREL",
)
"""Phases from the last to the first, as the common codes name them."""


def default_plan(event: Rsc, units: Iterable[Rsc], rule_date: str = "") -> EventPlanned:
    """The plan of an event that has exactly these units."""
    phases = sorted({u.at(Level.PHASE) for u in units}, key=_from_the_end)
    levels: dict[int, int] = {}
    made = []
    for phase in phases:
        level = levels.setdefault(_from_the_end(phase)[0], len(levels) + 1)
        made.append(PhasePlan(rsc=phase, kind=formats.phase_kind(phase), level=level))
    return EventPlanned(event=event, phases=tuple(made), rule_date=rule_date)


def _from_the_end(phase: Rsc) -> tuple[int, str]:
    code = "GP" if phase.phase.startswith("GP") else phase.phase
    return (ORDER.index(code) if code in ORDER else len(ORDER), phase)
