"""A match of teams at its desk: the contests that it is made of, and who may play in one of them. PURE."""

from __future__ import annotations

import msgspec

from kotinos.codes import names
from kotinos.codes.rsc import Rsc
from kotinos.results.competition import Games, UnitState
from kotinos.results.documents import CompetitorRef, Text
from kotinos.results.facts import Participant
from kotinos.results.projections.view import View

OPEN = ("", "START_LIST")
"""Statuses in which it may still change who plays."""


class Contest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One contest of a match of teams: who plays, the ``score`` of either side, and the ``winner`` once it is over."""

    rsc: Rsc
    name: Text
    status: str = ""
    schedule: str = ""
    sides: tuple[CompetitorRef, ...] = ()
    score: tuple[str, ...] = ()
    winner: str = ""


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """The match of teams that a contest is part of."""

    rsc: Rsc
    name: Text


def contests(view: View, unit: UnitState) -> tuple[Contest, ...]:
    """The contests of a match of teams, in their order; none of any other unit."""
    return tuple(_contest(view, part) for part in view.games.parts_of(unit.plan.rsc))


def _contest(view: View, part: UnitState) -> Contest:
    rsc = part.plan.rsc
    rows = {row.id: row for row in view.rows(rsc)}
    ids = [start.competitor for start in part.starts]
    return Contest(
        rsc=rsc,
        name=name_of(part),
        status=part.status,
        schedule=part.schedule,
        sides=tuple(view.competitor(who) for who in ids),
        score=tuple(view.shown(rsc, rows[who]) if who in rows else "" for who in ids),
        winner=next((who for who in ids if who in rows and rows[who].wlt == "W"), ""),
    )


def whole(games: Games, unit: UnitState) -> Whole | None:
    """The match of teams that a unit is part of; ``None`` for any other unit."""
    rsc = games.whole_of(unit.plan.rsc)
    return Whole(rsc=rsc, name=name_of(games.units[rsc])) if rsc else None


def name_of(unit: UnitState) -> Text:
    """What a unit is called: as planned, else from its code."""
    return unit.plan.name or names.unit_text(unit.plan.rsc)


def line_up(view: View, unit: UnitState) -> tuple[tuple[CompetitorRef, ...], ...]:
    """Who may play for either team in a contest that has not begun, the players first, then pairs, then the team itself; nothing of any
    other unit, or while the teams are not known."""
    rsc = view.games.whole_of(unit.plan.rsc)
    if rsc is None or unit.status not in OPEN:
        return ()
    teams = [start.competitor for start in view.games.units[rsc].starts]
    return tuple(_players(view, team) for team in teams) if len(teams) == 2 else ()


def _players(view: View, team: str) -> tuple[CompetitorRef, ...]:
    known = view.games.participants
    members = [member.id for member in known[team].members] if team in known else []
    players = [who for who in members if who in known]
    pairs = sorted(one.id for one in known.values() if one.id != team and _is_pair_of(one, members))
    return tuple(view.competitor(who) for who in (*players, *pairs, team))


def _is_pair_of(one: Participant, members: list[str]) -> bool:
    return one.type == "T" and bool(one.members) and {member.id for member in one.members} <= set(members)
