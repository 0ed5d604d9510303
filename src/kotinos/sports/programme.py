"""Which disciplines have rules of their own: the modules that ``codes/tables/disciplines.csv`` names, each with its ``DISCIPLINES``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module

from kotinos.codes import disciplines
from kotinos.codes.rsc import Rsc
from kotinos.sports import formats
from kotinos.sports.discipline import Discipline, Phases


@cache
def all() -> Mapping[str, Discipline]:
    """Every discipline that has a module, by its code. Raises ``ValueError`` where a table and a module disagree."""
    found: dict[str, Discipline] = {}
    for row in disciplines.all():
        if row.rules:
            module: tuple[Discipline, ...] = import_module(f"kotinos.sports.{row.rules}").DISCIPLINES
            own = [one for one in module if one.code == row.code]
            if len(own) != 1:
                raise ValueError(
                    f"disciplines.csv, {row.code}: sports/{row.rules}.py has {len(own)} disciplines of that code"
                )
            found[row.code] = own[0]
    return found


def of(rsc: Rsc) -> Discipline | None:
    """The discipline of an RSC; ``None`` where it has no module."""
    return all().get(rsc.discipline)


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """How an event with exactly these units runs: as its discipline says, else as the codes alone tell."""
    own = of(event)
    return own.phases(event, units) if own and own.phases else formats.general(event, units)
