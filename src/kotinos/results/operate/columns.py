"""What is typed at the desk of a unit: of each competitor, and of the unit itself. PURE.

A rule that reads parts says which (`kotinos.sports.cards`); everything else has a desk by its shape: attempts, heights, the sheet of a
match, times, or marks.
"""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.competition import Games, UnitState
from kotinos.results.documents import Text
from kotinos.results.projections.inputs import card_of
from kotinos.sports import cards, formats, match_sheets
from kotinos.sports.cards import Asked, Blank
from kotinos.sports.columns import columns as columns_of
from kotinos.sports.columns import mark_type
from kotinos.sports.columns_of_athletics import has_wind

TRIES = 6
"""Attempts of a horizontal jump or a throw in a final (World Athletics TR25.6), unless the plan names another number."""


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is typed of each competitor. ``name`` is what a page calls it; ``label`` says it where it has its own text. Where
    the sport names it, ``text`` says it in full and ``short`` within its group."""

    slot: str
    name: str
    label: str = ""
    text: Text = {}
    short: Text = {}
    group: str = ""
    """Columns of one group are shown together, one group at a time: a dive and its judges."""
    of: Text = {}
    """The name of the group."""
    step: bool = False
    """Whether ``+`` and ``-`` count it up and down."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is typed of a unit, with the ``kind`` of its desk: ``attempts``, ``heights``, ``judged``, ``match``, ``times`` or
    ``marks``. ``across``: one competitor after the other; else one column of everybody, then the next."""

    kind: str
    of_each: tuple[Column, ...]
    own: tuple[Column, ...] = ()
    across: bool = False


def columns(games: Games, unit: UnitState) -> Columns:
    """What is typed, in the order of the grid."""
    rsc = unit.plan.rsc
    plain = (Column(slot="wind", name="wind"),) if has_wind(rsc) else _kept(rsc)
    card = card_of(games, unit)
    if card:
        own = (*plain, *map(_blank, card.own))
        return _with_irm(Columns(kind="judged", of_each=tuple(map(_blank, card.blanks)), own=own, across=card.across))
    kind = shape(rsc)
    if games.parts_of(rsc):
        # Its score is made of its contests, each of which has a desk of its own.
        return _with_irm(Columns(kind=kind, of_each=()))
    made = {"attempts": _attempts, "heights": _heights, "match": _match, "times": _times, "marks": _marks}[kind](unit)
    return _with_irm(Columns(kind=kind, of_each=made, own=plain, across=kind == "match"))


def _kept(rsc: Rsc) -> tuple[Column, ...]:
    """What is kept of a match while it runs: which period it is, and its clock."""
    if not formats.is_duel(rsc):
        return ()
    wanted = match_sheets.sheet(rsc)
    period = (Column(slot="period", name="now"),) if wanted.periods else ()
    return (*period, Column(slot="clock", name="clock")) if wanted.clock else period


def _with_irm(made: Columns) -> Columns:
    return msgspec.structs.replace(made, of_each=(*made.of_each, Column(slot="irm", name="irm")))


def _blank(blank: Blank) -> Column:
    return Column(
        slot=blank.slot,
        name=blank.slot.partition("/")[0],
        label=blank.head,
        text=dict(blank.text),
        short=dict(blank.short),
        group=blank.group,
        of=dict(blank.of),
        step=blank.check is cards.whole,
    )


def shape(rsc: Rsc) -> str:
    """Which desk a unit without a card needs."""
    for name in ("attempts", "heights"):
        if name in columns_of(rsc):
            return name
    if formats.is_duel(rsc):
        return "match"
    return "times" if mark_type(rsc) == "TIME" else "marks"


def _number(unit: UnitState, name: str, otherwise: int) -> int:
    """A number that the plan may name."""
    return Asked(rsc=unit.plan.rsc, facts=unit.plan.facts).number(name, otherwise)


def _attempts(unit: UnitState) -> tuple[Column, ...]:
    count = _number(unit, "attempts", TRIES)
    return tuple(Column(slot=f"attempt/{n}", name="attempt", label=str(n)) for n in range(1, count + 1))


def _heights(unit: UnitState) -> tuple[Column, ...]:
    """The heights of the plan and those that anybody has tried, from the lowest."""
    planned = unit.plan.facts.get("heights", ())
    named = {str(height) for height in planned} if isinstance(planned, list | tuple) else set()
    tried = {slot.partition("/")[2] for own in unit.slots.values() for slot in own if slot.startswith("height/")}
    return tuple(Column(slot=f"height/{one}", name="height", label=one) for one in sorted(named | tried, key=_metres))


def _metres(height: str) -> tuple[int, str]:
    whole, _, rest = height.partition(".")
    return (int(whole or 0) if whole.isdecimal() else 0, rest.ljust(3, "0"))


def _match(unit: UnitState) -> tuple[Column, ...]:
    wanted = match_sheets.sheet(unit.plan.rsc)
    periods = [Column(slot=f"period/{code}", name="period", label=code, step=True) for code in wanted.periods]
    noted = [Column(slot=slot, name=slot, step=True) for slot in wanted.noted]
    score = [Column(slot="mark", name="score", step=not wanted.summed)] if wanted.scored else []
    return (*periods, *score, *noted)


def _times(unit: UnitState) -> tuple[Column, ...]:
    reaction = "reaction" in columns_of(unit.plan.rsc)
    mark = Column(slot="mark", name="time")
    return (mark, Column(slot="reaction", name="reaction")) if reaction else (mark,)


def _marks(unit: UnitState) -> tuple[Column, ...]:
    judges = _number(unit, "judges", 0) if "judges" in unit.plan.facts else 0
    panel = [Column(slot=f"judge/{n}", name="judge", label=str(n)) for n in range(1, judges + 1)]
    return (*panel, Column(slot="mark", name="mark"))
