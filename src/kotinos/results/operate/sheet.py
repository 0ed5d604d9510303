"""What a desk shows of one unit: columns, rows with every value as it stands, and what may be done next. PURE."""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes import irms
from kotinos.codes.rsc import Rsc
from kotinos.results import holds, shown, two_person
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.documents import CompetitorRef, Protest, Text, WeatherBody
from kotinos.results.life import TRANSITIONS
from kotinos.results.operate import teams, text
from kotinos.results.operate.accounts import Account
from kotinos.results.operate.columns import Column, columns
from kotinos.results.operate.matches import Match, match
from kotinos.results.operate.rights import may_set
from kotinos.results.operate.teams import Contest, Whole
from kotinos.results.projections import games as of_games
from kotinos.results.projections.communications import protest
from kotinos.results.projections.view import View
from kotinos.sports import protests


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
    """A unit as its desk shows it, of a ``kind`` and typed ``across`` or down as `Columns` says.
    ``own`` are columns of the unit itself, with their ``own_cells``. ``unranked`` says why it has no
    ranking; ``locked``: values change only with a reason."""

    rsc: Rsc
    name: Text
    kind: str
    across: bool = False
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
    place: str = ""
    """The code of the location, else of the venue: where the weather of this unit is observed."""
    weather: WeatherBody | None = None
    two_person: str = ""
    unranked: str = ""
    match: Match | None = None
    contests: tuple[Contest, ...] = ()
    whole: Whole | None = None
    line_up: tuple[tuple[CompetitorRef, ...], ...] = ()
    locked: bool = False
    manager: bool = False


def sheet(games: Games, rsc: Rsc, account: Account) -> Sheet:
    """The desk of a planned unit for one person; raises ``KeyError`` for another."""
    unit = games.units[rsc]
    view = View(games)
    asked = two_person.mode(games, unit)
    typed = columns(games, unit)
    return Sheet(
        rsc=rsc,
        name=teams.name_of(unit),
        kind=typed.kind,
        across=typed.across,
        status=unit.status,
        schedule=unit.schedule,
        start=unit.start,
        venue=unit.plan.venue_name or unit.plan.venue,
        columns=typed.of_each,
        rows=_rows(view, unit),
        own=typed.own,
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
        place=unit.plan.location or unit.plan.venue,
        weather=of_games.weather(view, rsc, unit.plan.location or unit.plan.venue),
        two_person=asked,
        unranked=view.problem(rsc),
        match=match(games, unit),
        contests=teams.contests(view, unit),
        whole=teams.whole(games, unit),
        line_up=teams.line_up(view, unit),
        locked=unit.stands,
        manager=account.role == "manager",
    )


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
