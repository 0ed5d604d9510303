"""How competitions run: duels or ranked together, group or tree, which phase is the last. Facts that a schedule's codes leave unsaid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kotinos.codes import disciplines
from kotinos.codes.rsc import Level, Rsc
from kotinos.sports.discipline import PhaseFormat, Phases

RANKED_IN_DUELS = frozenset({"QUAL", "RANK", "RND-", "PREQ"})
"""Phases of such disciplines in which everybody competes together all the same (archery's ranking round)."""

COMBINED = frozenset({"DECATH", "HEPTATH", "PENTATH"})
"""Athletics events whose phases each give points toward one total."""

ORDER = (
    "FNL",
    "REPF",
    "REP2",
    "SFNL",
    "SF5",
    "SF9",
    "REP1",
    "REP",
    "QFNL",
    "8FNL",
    "LL",
    "R32",
    "R64",
    "R128",
    "GP",  # groups, whatever their letter: played before any knock-out
    "RND4",
    "RND3",
    "RND2",
    "RND1",
    "HEAT",
    "RANK",
    "QUAL",
    "PREL",
)
"""Phases from the last to the first, as the common codes name them."""


def is_versus(discipline: str) -> bool:
    """Whether competitors of a discipline meet one against one."""
    return disciplines.exists(discipline) and disciplines.get(discipline).form == "versus"


def is_duel(rsc: Rsc) -> bool:
    """Whether a unit is a meeting of two sides."""
    return is_versus(rsc.discipline) and rsc.phase not in RANKED_IN_DUELS


def phase_kind(phase: Rsc) -> str:
    """``pool``, ``knockout``, ``component``, ``heats`` or ``final``, as far as the codes alone tell it."""
    if phase.discipline == "ATH" and phase.event in COMBINED:
        return "component"
    if phase.phase.startswith("GP") and is_versus(phase.discipline):
        return "pool"
    if is_duel(phase):
        return "knockout"
    return "final" if phase.phase == "FNL" else "heats"


def general(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """The phases of an event that has exactly these units, the last one first."""
    return ordered(units)


def ordered(
    units: Sequence[Rsc],
    order: Sequence[str] = ORDER,
    kind: Callable[[Rsc], str] = phase_kind,
    qualify: Callable[[Rsc], Mapping[str, Any]] = lambda _: {},
) -> Phases:
    """The phases of these units in the order of ``order`` (last first), each of its ``kind``; phases of one name share a level."""

    def from_the_end(phase: Rsc) -> tuple[int, str]:
        code = "GP" if phase.phase.startswith("GP") and "GP" in order else phase.phase
        return (order.index(code) if code in order else len(order), phase)

    levels: dict[int, int] = {}
    made = []
    for phase in sorted({unit.at(Level.PHASE) for unit in units}, key=from_the_end):
        level = levels.setdefault(from_the_end(phase)[0], len(levels) + 1)
        made.append(PhaseFormat(phase=phase, kind=kind(phase), level=level, qualify=qualify(phase)))
    return tuple(made)


def places_of(unit: Rsc) -> tuple[int, int] | None:
    """The places that the winner and the loser of a match for places take: ``FNL-`` 1 is for 1st and 2nd, 2 for 3rd and 4th,
    3 for 5th and 6th, and so on; ``None`` for a match of any other phase.
    """
    number = unit[26:30]
    if unit.phase != "FNL" or not is_duel(unit) or not number.isdigit() or int(number) < 1:
        return None
    first = 2 * int(number) - 1
    return first, first + 1
