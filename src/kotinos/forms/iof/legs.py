"""The legs of a relay: who is in, who is out, who waits. A later leg is never ``OK`` because the team is.

A team's splits are its times at the change-overs where there are as many as legs, or one fewer; the last leg ends with the team.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from kotinos.forms.iof.status import Status, is_time
from kotinos.forms.odf.values import seconds
from kotinos.results.documents import MemberRef, ResultRow


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """One leg: its runner where one is named, how it stands, its time and the team's time after it in seconds, where known."""

    number: int
    runner: MemberRef | None
    status: Status
    time: Decimal | None = None
    total: Decimal | None = None


def legs_of(row: ResultRow, team: Status, *, validated: bool) -> list[Leg]:
    """The legs in running order; a team that names nobody has one. ``team`` is how it stands; ``validated``: the list is official."""
    members = row.competitor.members
    runners: list[MemberRef | None] = [*sorted(members, key=lambda m: (m.order or len(members), m.id))] or [None]
    ends = _ends(row, len(runners))
    in_ = ends[-1] is not None
    legs: list[Leg] = []
    start: Decimal | None = Decimal(0)
    waiting = False
    for number, (runner, end) in enumerate(zip(runners, ends, strict=True), 1):
        over = in_ or end is not None
        own = end - start if end is not None and start is not None else None
        status = _status(team, over=over, waiting=waiting, validated=validated)
        legs.append(Leg(number=number, runner=runner, status=status, time=own, total=end))
        waiting, start = waiting or not over, end
    return legs


def _ends(row: ResultRow, count: int) -> list[Decimal | None]:
    """The team's time at the end of each leg."""
    changes = [seconds(split.time) if is_time(split.time) else None for split in row.splits]
    if len(changes) not in (count, count - 1):
        changes = [None] * (count - 1)
    last = seconds(row.mark) if is_time(row.mark) else None
    return [*changes[: count - 1], last]


def _status(team: Status, *, over: bool, waiting: bool, validated: bool) -> Status:
    """A leg that is over counts by itself; the first that is not carries how the team stands; those behind it wait.

    Once the team is out of the race for good they did not start.
    """
    if team in ("DidNotStart", "Inactive"):
        return team
    if over:
        return "OK" if validated else "Finished"
    if waiting:
        return "Inactive" if team == "Active" else "DidNotStart"
    return team
