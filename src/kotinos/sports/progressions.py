"""How one leaves a round of a race: so many places of each heat, so many times of the others. Tables of the Games of 2024.

World Athletics TR20 and the competition timetable of Paris 2024; World Rowing Rules, Appendix 6 (progression by number of crews);
ICF Canoe Sprint Rules, progression plans; World Aquatics SW 3. An organiser's own plan goes before all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kotinos.codes.rsc import Level, Rsc

Rule = Mapping[str, Any]
"""The fields of a plan's ``qualify`` by name."""

Cuts = Mapping[tuple[str, int], tuple[int, int]]
"""By phase and number of heats: how many places of each, how many times of all the others."""

TRACK: Cuts = {
    ("PREL", 6): (2, 4),
    ("PREL", 4): (4, 1),
    ("RND1", 8): (3, 3),
    ("RND1", 6): (3, 0),
    ("RND1", 5): (3, 3),
    ("REP", 4): (1, 2),
    ("REP", 3): (2, 0),
    ("SFNL", 3): (2, 2),
}
MIDDLE: Cuts = {("RND1", 3): (6, 0), ("REP", 2): (3, 0), ("SFNL", 2): (6, 0)}
STEEPLE: Cuts = {("RND1", 3): (5, 0)}
LONG: Cuts = {("RND1", 2): (8, 0)}
RELAY: Cuts = {("RND1", 2): (3, 2)}

ROWING: Cuts = {
    ("HEAT", 6): (3, 0),
    ("HEAT", 5): (3, 0),
    ("HEAT", 2): (2, 0),
    ("REP", 3): (2, 0),
    ("REP", 2): (3, 0),
    ("REP", 1): (4, 0),
    ("QFNL", 4): (3, 0),
    ("SFNL", 2): (3, 0),
    ("SFNL", 6): (3, 0),
}
EIGHTS: Cuts = {("HEAT", 2): (1, 0), ("REP", 1): (4, 0)}
PAIRS: Cuts = {("HEAT", 3): (3, 0), ("REP", 1): (3, 0), ("SFNL", 2): (3, 0)}
LIGHT: Cuts = {("HEAT", 3): (2, 0), ("REP", 2): (3, 0), ("SFNL", 2): (3, 0)}

CANOE: Cuts = {
    ("HEAT", 6): (2, 0),
    ("HEAT", 5): (2, 0),
    ("HEAT", 4): (2, 0),
    ("HEAT", 2): (2, 0),
    ("QFNL", 4): (5, 0),
    ("QFNL", 3): (2, 0),
    ("QFNL", 2): (4, 0),
    ("QFNL", 1): (6, 0),
    ("SFNL", 4): (2, 0),
    ("SFNL", 2): (4, 0),
}


def by_heats(units: Sequence[Rsc], cuts: Callable[[Rsc], Cuts]) -> Callable[[Rsc], Rule]:
    """For each phase of these units the cut that its number of heats has in the table of its event; no cut where it has none."""
    heats = Counter(unit.at(Level.PHASE) for unit in units if unit.level is Level.UNIT)

    def qualify(phase: Rsc) -> Rule:
        place, time = cuts(phase).get((phase.phase, heats[phase]), (0, 0))
        return {name: number for name, number in (("place", place), ("time", time)) if number}

    return qualify


def best_times(units: Sequence[Rsc], sizes: Mapping[str, int], reserves: int = 0) -> Callable[[Rsc], Rule]:
    """The best of all heats together fill the next phase: ``sizes`` is how many it takes, by its code."""
    there = {unit.phase for unit in units}
    order = [code for code in sizes if code in there]

    def qualify(phase: Rsc) -> Rule:
        if phase.phase not in ("HEAT", *order[:-1]):
            return {}
        following = order[order.index(phase.phase) + 1] if phase.phase in order else order[0] if order else ""
        if not following:
            return {}
        return {"total": sizes[following], **({"reserves": reserves} if reserves else {})}

    return qualify
