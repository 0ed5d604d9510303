"""Grants: who may do what with which fields, for what purpose, how much, from when to when.

``requested → active`` at once for an answer; ``mask``, ``reveal`` and ``export`` need two people of two organisations, neither of whom
asked for it. ``active → suspended`` by anybody or by a burst, and back only by the same two approvals anew. A grant that nobody used for
14 days is dormant, and asked for anew; the zone's own standing grants are not used up by rest.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Find
from kotinos.custody.vault import tables
from kotinos.custody.vault.fields import FIELDS, Purpose

Operation = Literal["answer", "mask", "reveal", "export"]
OPERATIONS: tuple[Operation, ...] = ("answer", "mask", "reveal", "export")
"""Each includes those before it: who may see a value may also ask about it."""
DORMANT_AFTER = timedelta(days=14)
_COLUMNS = tuple(column.name for column in tables.grant.columns)  # the id first


class Grant(msgspec.Struct, frozen=True):
    """What is asked for. Window and quotas in UTC; quotas count subjects."""

    consumer: str
    purpose: Purpose
    operation: Operation
    fields: tuple[str, ...]
    per_minute: int
    per_day: int
    opens: datetime
    closes: datetime

    def __post_init__(self) -> None:
        if self.operation not in OPERATIONS:
            raise ValueError(f"a grant's operation is one of {', '.join(OPERATIONS)}, not {self.operation!r}")
        if self.opens >= self.closes or self.per_minute < 1 or self.per_day < 1:
            raise ValueError("a grant has quotas of at least 1 and a window that opens before it closes")
        for name in self.fields:
            if name not in FIELDS:
                raise ValueError(f"no field {name!r}; there are {', '.join(FIELDS)}")
            if self.purpose not in FIELDS[name].purposes:
                raise Refused("field_purpose", field=name, purpose=self.purpose)


class Approval(msgspec.Struct, frozen=True):
    """One person of one organisation who agrees."""

    actor: str
    organisation: str


class Kept(msgspec.Struct, frozen=True):
    """A grant as it stands."""

    id: str
    grant: Grant
    state: str
    standing: bool
    asked_by: str
    used_at: datetime

    @property
    def rests_at(self) -> datetime | None:
        """When it falls asleep unless somebody uses it; ``None`` for what does not."""
        return None if self.standing or self.state != "active" else self.used_at + DORMANT_AFTER

    def refusal(self, operation: Operation, fields: Sequence[str], at: datetime) -> str:
        """Why it does not allow this; empty where it does."""
        if self.state == "suspended":
            return "suspended"
        rested = self.rests_at is not None and at > self.rests_at
        fits = (
            self.state == "active"
            and not rested
            and self.grant.opens <= at < self.grant.closes
            and OPERATIONS.index(operation) <= OPERATIONS.index(self.grant.operation)
            and set(fields) <= set(self.grant.fields)
        )
        return "" if fits else "no_grant"


def request(connection: Connection, act: Act, grant: Grant, *, name: str = "", standing: bool = False) -> str:
    """Ask for a grant; its id. A grant for answers alone is active at once."""
    found = name or f"g-{secrets.token_hex(8)}"
    state = "active" if grant.operation == "answer" else "requested"
    at = act.at.isoformat()
    connection.execute(
        tables.grant.insert().values(
            id=found,
            consumer=grant.consumer,
            purpose=grant.purpose,
            operation=grant.operation,
            fields=" ".join(grant.fields),
            per_minute=grant.per_minute,
            per_day=grant.per_day,
            opens=grant.opens.isoformat(),
            closes=grant.closes.isoformat(),
            standing=standing,
            state=state,
            asked_by=act.actor,
            asked_at=at,
            used_at=at,
        )
    )
    _log(connection, act, "request-grant", found, grant, state)
    return found


def approve(connection: Connection, act: Act, grant: str, organisation: str) -> str:
    """``act.actor`` of ``organisation`` agrees; the state after that. Raises Refused("two_organisations") for who asked for it."""
    kept = one(connection, grant)
    if kept.state not in ("requested", "suspended", "dormant"):
        raise Refused("wrong_state", state=kept.state)
    if act.actor == kept.asked_by:
        raise Refused("two_organisations")
    a = tables.approval.c
    there = connection.execute(sa.select(a.organisation, a.actor).where(a.grant == grant)).all()
    if any(row.organisation == organisation or row.actor == act.actor for row in there):
        raise Refused("two_organisations")
    connection.execute(
        tables.approval.insert().values(grant=grant, organisation=organisation, actor=act.actor, at=act.at.isoformat())
    )
    state = "active" if len(there) >= 1 else kept.state
    if state == "active":
        _set(connection, grant, state=state, used_at=act.at.isoformat())
    _log(connection, act, "approve-grant", grant, kept.grant, state)
    return state


def suspend(connection: Connection, act: Act, grant: str) -> None:
    """Stop it at once; any one person may. Approvals given before no longer count."""
    _close(connection, act, grant, "suspend-grant", "suspended")


def expire(connection: Connection, act: Act, grant: str) -> None:
    """End it for good. Refused("standing") for one of the zone's own, which nobody could make anew: it can be suspended."""
    if one(connection, grant).standing:
        raise Refused("standing")
    _close(connection, act, grant, "expire-grant", "expired")


def rest(connection: Connection, act: Act) -> list[str]:
    """End what has passed its window and let sleep what nobody used for 14 days; the ids that changed. Run daily."""
    changed = []
    for kept in every(connection):
        if kept.state != "active":
            continue
        if kept.grant.closes <= act.at:
            expire(connection, act, kept.id)
        elif kept.rests_at is not None and act.at > kept.rests_at:
            _close(connection, act, kept.id, "rest-grant", "dormant")
        else:
            continue
        changed.append(kept.id)
    return changed


def _close(connection: Connection, act: Act, grant: str, verb: str, state: str) -> None:
    kept = one(connection, grant)
    if kept.state == "expired":
        raise Refused("wrong_state", state=kept.state)
    connection.execute(sa.delete(tables.approval).where(tables.approval.c.grant == grant))
    _set(connection, grant, state=state)
    _log(connection, act, verb, grant, kept.grant, state)


def _set(connection: Connection, grant: str, **values: str) -> None:
    connection.execute(sa.update(tables.grant).where(tables.grant.c.id == grant).values(**values))


def _log(connection: Connection, act: Act, verb: str, grant_id: str, grant: Grant, state: str) -> None:
    entry = Entry(act.at, act.actor, verb, grant.consumer, grant_id, fields=grant.fields, outcome=state, detail=act.why)
    append(connection, [entry])


def one(connection: Connection, grant: str) -> Kept:
    """The grant of this id; raises Refused("no_grant")."""
    found = several(connection, [grant])
    if grant not in found:
        raise Refused("no_grant", grant=grant)
    return found[grant]


def several(connection: Connection, grants: Sequence[str]) -> dict[str, Kept]:
    """Those of ``grants`` that there are, by id."""
    [found] = bulk.find(connection, asking(grants))
    return kept(found)


def asking(grants: Sequence[str]) -> Find:
    """The question for ``grants`` by their ids; `kept` reads what it finds."""
    return Find(tables.grant, _COLUMNS, {"id": grants})


def kept(rows: Iterable[tuple[Any, ...]]) -> dict[str, Kept]:
    """What `asking` found, by id."""
    return {row[0]: _kept(dict(zip(_COLUMNS, row, strict=True))) for row in rows}


def every(connection: Connection) -> list[Kept]:
    """All grants there ever were, by id."""
    rows = connection.execute(sa.select(tables.grant).order_by(tables.grant.c.id)).mappings()
    return [_kept(row) for row in rows]


def _kept(r: Mapping[Any, Any]) -> Kept:
    opens, closes = (datetime.fromisoformat(r[name]) for name in ("opens", "closes"))
    fields = tuple(r["fields"].split())
    asked = Grant(r["consumer"], r["purpose"], r["operation"], fields, r["per_minute"], r["per_day"], opens, closes)
    used_at = datetime.fromisoformat(r["used_at"])
    return Kept(r["id"], asked, r["state"], bool(r["standing"]), r["asked_by"], used_at)
