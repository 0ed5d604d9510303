"""What a desk shows of one unit: its kind, columns, rows with every value as it stands, and what may be done next. PURE."""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes import irms, names
from kotinos.codes.rsc import Rsc
from kotinos.results import holds, shown, two_person
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.documents import CompetitorRef, Protest, Text
from kotinos.results.life import TRANSITIONS
from kotinos.results.operate import text
from kotinos.results.operate.accounts import Account
from kotinos.results.operate.rights import may_set
from kotinos.results.projections.communications import protest
from kotinos.results.projections.inputs import PANEL
from kotinos.results.projections.view import View
from kotinos.sports import formats, match_sheets, protests
from kotinos.sports.columns import columns as columns_of
from kotinos.sports.columns import mark_type
from kotinos.sports.columns_of_athletics import has_wind

TRIES = 6
"""Attempts of a horizontal jump or a throw in a final (World Athletics TR25.6), unless the plan names another number."""
DIVES = {"M": 6, "W": 5}
"""Dives of an individual contest (World Aquatics DV 2), unless the plan names another number."""


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is typed of each competitor. ``name`` is what a page calls it; ``label`` says it where it has its own text."""

    slot: str
    name: str
    label: str = ""
    group: str = ""
    """Columns of one group are shown together, one group at a time: a dive and its judges."""
    step: bool = False
    """Whether ``+`` and ``-`` count it up and down."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value that stands, as recorded and as typed; ``held``: an official decided it."""

    value: Any
    text: str
    held: bool = False


class Waiting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value that waits for a second person. Blind, nobody but its own author sees the value."""

    competitor: str
    slot: str
    by: str
    at: str
    value: Any = None
    text: str = ""
    hidden: bool = False
    reason: str = ""


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a device said and nobody has confirmed: it is neither shown nor ranked. ``slot`` ``status``: the unit's own step waits."""

    hold: str
    competitor: str
    slot: str
    text: str
    stands: str = ""
    source: str
    at: str
    why: Text


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One competitor."""

    competitor: CompetitorRef
    order: str
    bib: str = ""
    rank: int | None = None
    rank_equal: bool = False
    shown: str = ""
    wlt: str = ""
    cells: dict[str, Cell] = {}


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A status that may follow; whether it needs a reason, and whether this person may set it."""

    to: str
    reason: bool
    allowed: bool


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit as its desk shows it. ``own`` are columns of the unit itself, with their ``own_cells``. ``unranked`` says why it has no
    ranking; ``locked``: values change only with a reason."""

    rsc: Rsc
    name: Text
    kind: str
    status: str
    schedule: str
    start: str = ""
    venue: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    own: tuple[Column, ...] = ()
    own_cells: dict[str, Cell] = {}
    waiting: tuple[Waiting, ...] = ()
    held: tuple[Held, ...] = ()
    moves: tuple[Move, ...] = ()
    irms: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    protests: tuple[Protest, ...] = ()
    protest_until: str = ""
    notes: tuple[str, ...] = ()
    two_person: str = ""
    unranked: str = ""
    locked: bool = False
    manager: bool = False


def sheet(games: Games, rsc: Rsc, account: Account) -> Sheet:
    """The desk of a planned unit for one person; raises ``KeyError`` for another."""
    unit = games.units[rsc]
    view = View(games)
    asked = two_person.mode(games, unit)
    return Sheet(
        rsc=rsc,
        name=unit.plan.name or names.unit_text(rsc),
        kind=kind(rsc),
        status=unit.status,
        schedule=unit.schedule,
        start=unit.start,
        venue=unit.plan.venue_name or unit.plan.venue,
        columns=columns(unit),
        rows=_rows(view, unit),
        own=(Column(slot="wind", name="wind"),) if has_wind(rsc) else (),
        own_cells=_cells(unit, UNIT),
        waiting=tuple(_waiting(unit, asked, account)) if asked else (),
        held=tuple(_held(unit, hold) for hold in holds.questions(unit.holds)),
        moves=tuple(
            Move(to=to, reason=reason, allowed=may_set(account, unit.status, to))
            for (now, to), reason in TRANSITIONS.items()
            if now == unit.status
        ),
        irms=tuple(irm.code for irm in irms.of(rsc.discipline)),
        ties=unit.ties,
        protests=tuple(protest(view, one) for one in unit.protests),
        protest_until=protests.written(shown.closes(unit)),
        notes=unit.notes,
        two_person=asked,
        unranked=view.problem(rsc),
        locked=unit.stands,
        manager=account.role == "manager",
    )


def kind(rsc: Rsc) -> str:
    """Which desk a unit needs: ``attempts``, ``heights``, ``dives``, ``judged``, ``match``, ``times`` or ``marks``."""
    for name in ("attempts", "heights"):
        if rsc.discipline == "ATH" and name in columns_of(rsc):
            return name
    if formats.is_duel(rsc):
        return "match"
    if rsc.discipline == "DIV":
        return "dives"
    if mark_type(rsc) == "TIME":
        return "times"
    return "judged" if "d" in columns_of(rsc) else "marks"


def columns(unit: UnitState) -> tuple[Column, ...]:
    """What is typed of each competitor, in the order of the grid."""
    rsc = unit.plan.rsc
    plain = {
        "attempts": _attempts,
        "heights": _heights,
        "dives": _dives,
        "judged": lambda _: tuple(Column(slot=slot, name=slot) for slot in ("d", "e", "penalty")),
        "match": _match,
        "times": _times,
        "marks": _marks,
    }[kind(rsc)](unit)
    return (*plain, Column(slot="irm", name="irm"))


def _number(unit: UnitState, name: str, otherwise: int) -> int:
    """A number that the plan may name."""
    found = unit.plan.facts.get(name, otherwise)
    return found if isinstance(found, int) and 0 < found < 100 else otherwise


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


def _dives(unit: UnitState) -> tuple[Column, ...]:
    judges = _number(unit, "judges", PANEL)
    made = []
    for dive in range(1, _number(unit, "dives", DIVES.get(unit.plan.rsc.gender, 5)) + 1):
        made.append(Column(slot=f"dd/{dive}", name="dd", group=str(dive)))
        made += [
            Column(slot=f"award/{dive}.{n}", name="award", label=str(n), group=str(dive)) for n in range(1, judges + 1)
        ]
    return tuple(made)


def _match(unit: UnitState) -> tuple[Column, ...]:
    wanted = match_sheets.sheet(unit.plan.rsc)
    periods = [Column(slot=f"period/{code}", name="period", label=code, step=True) for code in wanted.periods]
    noted = [Column(slot=slot, name=slot, step=True) for slot in wanted.noted]
    score = [] if unit.plan.rsc.discipline == "JUD" else [Column(slot="mark", name="score", step=not wanted.summed)]
    return (*periods, *score, *noted)


def _times(unit: UnitState) -> tuple[Column, ...]:
    reaction = "reaction" in columns_of(unit.plan.rsc)
    mark = Column(slot="mark", name="time")
    return (mark, Column(slot="reaction", name="reaction")) if reaction else (mark,)


def _marks(unit: UnitState) -> tuple[Column, ...]:
    judges = _number(unit, "judges", 0) if "judges" in unit.plan.facts else 0
    panel = [Column(slot=f"judge/{n}", name="judge", label=str(n)) for n in range(1, judges + 1)]
    return (*panel, Column(slot="mark", name="mark"))


def _rows(view: View, unit: UnitState) -> tuple[Line, ...]:
    ranked = {row.id: row for row in view.rows(unit.plan.rsc)}
    made = []
    for start in unit.starts:
        row = ranked.get(start.competitor)
        made.append(
            Line(
                competitor=view.competitor(start.competitor, start.bib),
                order=start.order,
                bib=start.bib,
                rank=row.rank if row else None,
                rank_equal=row.rank_equal if row else False,
                shown=view.shown(unit.plan.rsc, row) if row else "",
                wlt=(row.wlt or "") if row else "",
                cells=_cells(unit, start.competitor),
            )
        )
    return tuple(made)


def _cells(unit: UnitState, competitor: str) -> dict[str, Cell]:
    return {
        name: Cell(value=slot.value, text=text.shown(name, slot.value), held=slot.held)
        for name, slot in unit.slots.get(competitor, {}).items()
        if slot.value is not None or slot.held
    }


def _waiting(unit: UnitState, asked: str, account: Account) -> list[Waiting]:
    made = []
    for one in unit.proposals:
        hidden = asked == two_person.BLIND and one.by != account.name and not _disputed(unit, one.competitor, one.slot)
        made.append(
            Waiting(
                competitor=one.competitor,
                slot=one.slot,
                by=one.by,
                at=one.at,
                value=None if hidden else one.value,
                text="" if hidden else text.shown(one.slot, one.value),
                hidden=hidden,
                reason=one.reason,
            )
        )
    return made


def _held(unit: UnitState, hold: holds.Hold) -> Held:
    held = hold.held
    return Held(
        hold=held.hold,
        competitor=held.competitor,
        slot=held.slot,
        text=text.shown(held.slot, held.value),
        stands=text.shown(held.slot, unit.value(held.competitor, held.slot)),
        source=held.source,
        at=hold.at,
        why={lang: "; ".join(reason.text[lang] for reason in held.reasons) for lang in ("en", "fr")},
    )


def _disputed(unit: UnitState, competitor: str, slot: str) -> bool:
    """Two have typed without seeing, and differently: now both see both."""
    return len({repr(p.value) for p in two_person.waiting(unit, competitor, slot)}) > 1
