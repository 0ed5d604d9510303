"""The life of key-encryption keys. ``pre_active → active → decrypt_only → destroyed``.

A new epoch takes over what is sealed from now on; the subjects' data keys are wrapped anew, some thousand a transaction, while everybody
reads and writes. No value is encrypted anew. An epoch on which nobody depends any more is destroyed when people of two organisations
agree.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import Database, bulk
from kotinos.custody.store.bulk import Rows
from kotinos.custody.vault import sealing, tables
from kotinos.custody.vault.keys import KeyRing

State = Literal["pre_active", "active", "decrypt_only", "destroyed"]
Event = Literal["activate", "supersede", "destroy"]

LIFE: dict[tuple[State, Event], State] = {
    ("pre_active", "activate"): "active",
    ("active", "supersede"): "decrypt_only",
    ("decrypt_only", "destroy"): "destroyed",
}
"""(state, event) → state; what does not stand here cannot happen."""

AT_ONCE = 500
"""Subjects in one transaction. Between two of them as long is left to everybody else as one took."""
APPROVALS = 2
"""People who must agree to destroy an epoch, at least two organisations among them."""

_e, _s = tables.epoch.c, tables.subject.c


def begin(connection: Connection, ring: KeyRing, act: Act) -> int:
    """Make the next epoch, ahead of its use; its number."""
    last: int = connection.execute(sa.select(sa.func.max(_e.epoch))).scalar_one()
    ring.make_epoch(connection, last + 1, "pre_active", act.at)
    _log(connection, act, "make-key", last + 1)
    return last + 1


def activate(connection: Connection, ring: KeyRing, act: Act, epoch: int) -> None:
    """What is sealed from now on is wrapped by ``epoch``; the epoch before only opens."""
    before = ring.active(connection)
    _move(connection, before, "supersede")
    _move(connection, epoch, "activate")
    _log(connection, act, "activate-key", epoch)


class Epoch(msgspec.Struct, frozen=True):
    """One key-encryption key: its number, state, the instant it was made, how many subjects depend on it, who agreed to destroy it."""

    epoch: int
    state: State
    made_at: str
    subjects: int
    agreed: tuple[str, ...]


def epochs(connection: Connection) -> list[Epoch]:
    """Every epoch there ever was."""
    a = tables.epoch_approval.c
    depend = sa.select(_s.epoch, sa.func.count().label("n")).where(_s.wrapped.is_not(None)).group_by(_s.epoch)
    counted = {row.epoch: row.n for row in connection.execute(depend)}
    agreed: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(sa.select(a.epoch, a.actor).order_by(a.epoch, a.actor)):
        agreed[row.epoch] = (*agreed.get(row.epoch, ()), row.actor)
    rows = connection.execute(sa.select(_e.epoch, _e.state, _e.made_at).order_by(_e.epoch))
    return [Epoch(r.epoch, r.state, r.made_at, counted.get(r.epoch, 0), agreed.get(r.epoch, ())) for r in rows]


def left(connection: Connection, ring: KeyRing) -> int:
    """How many subjects still depend on an epoch before the active one."""
    older = sa.and_(_s.epoch < ring.active(connection), _s.wrapped.is_not(None))
    found: int = connection.execute(sa.select(sa.func.count()).select_from(tables.subject).where(older)).scalar_one()
    return found


def rewrap(database: Database, ring: KeyRing, at_once: int = AT_ONCE) -> Iterator[int]:
    """Wrap every data key of older epochs by the active one; yields how many, a transaction each. It may be stopped and begun again."""

    def step(connection: Connection) -> int:
        active = ring.active(connection)
        rows = connection.execute(
            sa.select(_s.subject, _s.epoch, _s.wrapped).where(_s.epoch < active, _s.wrapped.is_not(None)).limit(at_once)
        ).all()
        new = ring.key_of(connection, active)
        changed = []
        for row in rows:
            context = ("data-key", ring.domain, row.subject)
            key = sealing.unseal(ring.key_of(connection, row.epoch), row.wrapped, *context)
            changed.append((row.subject, active, sealing.seal(new, key, *context)))
        bulk.write(connection, Rows(tables.subject, ("subject", "epoch", "wrapped"), changed, key=1))
        return len(rows)

    return in_turns(database, step)


def in_turns(database: Database, step: Callable[[Connection], int]) -> Iterator[int]:
    """Take ``step`` in a transaction of its own until it finds nothing more to do; yields how much each did."""
    while True:
        begun = time.perf_counter()
        with database.writing() as connection:
            count = step(connection)
        if not count:
            return
        yield count
        # Whoever waits for SQLite's writer sleeps and tries again: leave them a gap.
        time.sleep(time.perf_counter() - begun)


def agree_to_destroy(connection: Connection, act: Act, epoch: int, organisation: str) -> None:
    """``act.actor`` of ``organisation`` agrees that ``epoch`` be destroyed."""
    a = tables.epoch_approval.c
    there = connection.execute(sa.select(a.actor).where(a.epoch == epoch, a.actor == act.actor)).first()
    if there is not None:
        raise Refused("two_organisations")
    connection.execute(
        tables.epoch_approval.insert().values(
            epoch=epoch, organisation=organisation, actor=act.actor, at=act.at.isoformat()
        )
    )
    _log(connection, act, "agree-to-destroy-key", epoch)


def destroy(connection: Connection, ring: KeyRing, act: Act, epoch: int) -> None:
    """Destroy the key of ``epoch``. Refused("key_in_use") while a subject depends on it, Refused("two_organisations") before enough agreed.

    What an old backup holds under this epoch opens never again, unless the backup of the keys of that time is kept, too.
    """
    if connection.execute(sa.select(_s.subject).where(_s.epoch == epoch, _s.wrapped.is_not(None)).limit(1)).first():
        raise Refused("key_in_use", epoch=epoch)
    a = tables.epoch_approval.c
    agreed = connection.execute(sa.select(a.organisation, a.actor).where(a.epoch == epoch)).all()
    people, organisations = {row.actor for row in agreed}, {row.organisation for row in agreed}
    if len(people) < APPROVALS or len(organisations) < 2:
        raise Refused("two_organisations")
    _move(connection, epoch, "destroy")
    ring.drop(epoch)
    _log(connection, act, "destroy-key", epoch)


def _move(connection: Connection, epoch: int, event: Event) -> None:
    state = connection.execute(sa.select(_e.state).where(_e.epoch == epoch)).scalar()
    new = LIFE.get((state, event)) if state else None
    if new is None:
        raise Refused("wrong_state", epoch=epoch, state=str(state))
    changed = {"state": new, **({"wrapped": None} if new == "destroyed" else {})}
    connection.execute(sa.update(tables.epoch).where(_e.epoch == epoch).values(**changed))


def _log(connection: Connection, act: Act, verb: str, epoch: int) -> None:
    append(connection, [Entry(act.at, act.actor, verb, outcome=f"epoch {epoch}", detail=act.why)])
