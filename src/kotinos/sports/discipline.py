"""One discipline as a value: its rules, how its events run, how they end, what its marks are.

A new discipline is a new module with ``DISCIPLINES`` (one, or several that share their rules), and its line in
``codes/tables/disciplines.csv``, whose column ``rules`` names the module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks, tournaments
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, RuleSet


class PhaseFormat(msgspec.Struct, frozen=True, kw_only=True):
    """One phase of an event as its sport runs it.

    ``kind``: ``heats`` (everybody is in one of several units, all are ranked together), ``series`` (the same competitors meet in
    several units and are ranked by what these give together), ``pool``, ``knockout``, ``final`` (one unit, or final A before
    final B), ``component`` (gives points toward the event's total). ``level`` 1 is the last phase, 2 the one before it.
    ``qualify`` says how one leaves it: the fields of `kotinos.results.facts.Qualify` by name. ``rule`` is for a phase whose rule
    does not follow from its RSC. ``carries`` names earlier phases (``("PREL",)``) whose result counts in this series: each is one
    more part, before those of the units.
    """

    phase: Rsc
    kind: str
    level: int = 1
    rule: str = ""
    qualify: Mapping[str, Any] = {}
    carries: tuple[str, ...] = ()


Phases = tuple[PhaseFormat, ...]


def no_columns(_: Rsc) -> tuple[str, ...]:
    """A unit that shows rank and mark alone."""
    return ()


def points(_: Rsc) -> str:
    """Marks are points."""
    return "POINTS"


def as_received(_: Rsc, text: str) -> str:
    """A mark of whatever form."""
    return text


def as_coded(res_code: str, _: Ranking | None) -> str:
    """A duel was won as recorded."""
    return res_code


def time(_: Rsc, text: str) -> str:
    """A mark that must be a time of less than a day; raises `marks.MarkError`."""
    return marks.checked_time(text)


def decimal(_: Rsc, text: str) -> str:
    """A mark that must be a decimal number; raises `marks.MarkError`."""
    marks.parse_points(text)
    return text


class Discipline(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is particular to one discipline.

    ``rule_sets`` rank its units, the phases that are ranked as a whole, and totals. ``phases`` says how an event with exactly
    these units (all below it, of any phase) runs. ``event`` ranks a whole event, first to last, as far as it is known.
    ``mark_type`` is ``TIME``, ``DISTANCE``, ``POINTS`` … of a unit, ``read_mark`` brings a mark's text into its one form or raises
    `marks.MarkError`, ``columns`` are what a row shows besides rank and mark (`kotinos.sports.columns`).
    ``phrases`` explain its places (`kotinos.sports.phrases`). ``decided`` names how a duel was won, from its ``res_code`` and its
    ranking; empty where that is not known.
    """

    code: str
    rule_sets: tuple[RuleSet, ...] = ()
    phrases: Mapping[str, Mapping[str, str]] = {}
    phases: Callable[[Rsc, Sequence[Rsc]], Phases] | None = None
    event: Callable[[EventResults], Ranking | None] = tournaments.general
    mark_type: Callable[[Rsc], str] = points
    read_mark: Callable[[Rsc, str], str] = as_received
    columns: Callable[[Rsc], tuple[str, ...]] = no_columns
    decided: Callable[[str, Ranking | None], str] = as_coded
