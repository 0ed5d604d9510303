"""How competitions of a discipline run: duels or ranked together, group or tree. Facts that a schedule's codes leave unsaid."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc

DUELS = frozenset(
    {
        "ARC",
        "BDM",
        "BK3",
        "BKB",
        "BKG",
        "BOX",
        "FBL",
        "FEN",
        "HBL",
        "HOC",
        "JUD",
        "RU7",
        "TEN",
        "TKW",
        "TTE",
        "VBV",
        "VVO",
    }
    | {"WPO", "WRE"}
)
"""Disciplines whose competition units are a meeting of two sides."""

RANKED_IN_DUELS = frozenset({"QUAL", "RANK", "RND-", "PREQ"})
"""Phases of such disciplines in which everybody competes together all the same (archery's ranking round)."""


COMBINED = frozenset({"DECATH", "HEPTATH", "PENTATH"})
"""Athletics events whose phases each give points toward one total."""


def is_duel(rsc: Rsc) -> bool:
    """Whether a unit is a meeting of two sides."""
    return rsc.discipline in DUELS and rsc.phase not in RANKED_IN_DUELS


def phase_kind(phase: Rsc) -> str:
    """``pool``, ``knockout``, ``component``, ``heats`` or ``final``, as far as the codes alone tell it."""
    if phase.discipline == "ATH" and phase.event in COMBINED:
        return "component"
    if phase.phase.startswith("GP") and phase.discipline in DUELS:
        return "pool"
    if is_duel(phase):
        return "knockout"
    return "final" if phase.phase == "FNL" else "heats"
