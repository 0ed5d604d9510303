"""The life of key-encryption keys. ``pre_active → active → decrypt_only → destroyed``.

A new epoch takes over what is sealed from now on; the subjects' data keys are wrapped anew, some thousand a transaction, while everybody
reads and writes. No value is encrypted anew. An epoch on which nobody depends any more is destroyed when enough custodians agree.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.settings import Quorum
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
PATIENCE = timedelta(days=7)
"""What somebody agreed to longer ago they must agree to anew."""

_e, _s = tables.epoch.c, tables.subject.c


def begin(connection: Connection, ring: KeyRing, act: Act) -> int:
    """Make the next epoch, ahead of its use; its number."""
    last: int = connection.execute(sa.select(sa.func.max(_e.epoch))).scalar_one()
    ring.make_epoch(connection, last + 1, "pre_active", act.at)
    _log(connection, act, "make-key", f"epoch {last + 1}")
    return last + 1


def activate(connection: Connection, ring: KeyRing, act: Act, epoch: int) -> None:
    """What is sealed from now on is wrapped by ``epoch``; the epoch before only opens."""
    before = ring.active(connection)
    _move(connection, before, "supersede")
    _move(connection, epoch, "activate")
    _log(connection, act, "activate-key", f"epoch {epoch}")


class Agreed(msgspec.Struct, frozen=True):
    """One person of one organisation who agreed that a key be destroyed, and until when that counts."""

    actor: str
    organisation: str
    until: datetime


class Epoch(msgspec.Struct, frozen=True):
    """One key-encryption key: its number, state, the instant it was made, how many subjects depend on it, who agrees to destroy it."""

    epoch: int
    state: State
    made_at: str
    subjects: int
    agreed: tuple[Agreed, ...]


def epochs(connection: Connection, now: datetime) -> list[Epoch]:
    """Every epoch there ever was, with what is agreed ``now``."""
    depend = sa.select(_s.epoch, sa.func.count().label("n")).where(_s.wrapped.is_not(None)).group_by(_s.epoch)
    counted = {row.epoch: row.n for row in connection.execute(depend)}
    rows = connection.execute(sa.select(_e.epoch, _e.state, _e.made_at).order_by(_e.epoch))
    agree = _agreed(connection, now)
    return [Epoch(r.epoch, r.state, r.made_at, counted.get(r.epoch, 0), tuple(agree[r.epoch])) for r in rows]


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


def _agreed(connection: Connection, now: datetime) -> defaultdict[int, list[Agreed]]:
    """Who agrees ``now`` to destroy which epoch, by name."""
    found: defaultdict[int, list[Agreed]] = defaultdict(list)
    for row in connection.execute(sa.select(tables.epoch_approval).order_by(tables.epoch_approval.c.actor)):
        one = Agreed(row.actor, row.organisation, datetime.fromisoformat(row.at) + PATIENCE)
        if one.until > now:
            found[row.epoch].append(one)
    return found


def agree_to_destroy(connection: Connection, act: Act, quorum: Quorum, epoch: int, organisation: str) -> None:
    """``act.actor`` of ``organisation`` agrees that ``epoch`` be destroyed.

    Raises Refused: ``not_custodian``, ``agreed_already``, ``wrong_state`` where there is nothing to destroy.
    """
    if not may_agree(quorum, act.actor):
        raise Refused("not_custodian")
    state = _state(connection, epoch)
    if (state, "destroy") not in LIFE:
        raise Refused("wrong_state", epoch=epoch, state=state)
    if act.actor in {one.actor for one in _agreed(connection, act.at)[epoch]}:
        raise Refused("agreed_already")
    a = tables.epoch_approval.c
    connection.execute(sa.delete(tables.epoch_approval).where(a.epoch == epoch, a.actor == act.actor))
    row = {"epoch": epoch, "organisation": organisation, "actor": act.actor, "at": act.at.isoformat()}
    connection.execute(tables.epoch_approval.insert().values(row))
    _log(connection, act, "agree-to-destroy-key", f"epoch {epoch}")


def may_agree(quorum: Quorum, actor: str) -> bool:
    """Whether ``actor`` is among those who are asked."""
    return not quorum.custodians or actor in {f"staff:{name}" for name in quorum.custodians}


def destroy(connection: Connection, ring: KeyRing, act: Act, quorum: Quorum, epoch: int) -> None:
    """Destroy the key of ``epoch``. Refused("key_in_use") while a subject depends on it, Refused("quorum") before enough agreed.

    What an old backup holds under this epoch opens never again, unless the backup of the keys of that time is kept, too.
    """
    if connection.execute(sa.select(_s.subject).where(_s.epoch == epoch, _s.wrapped.is_not(None)).limit(1)).first():
        raise Refused("key_in_use", epoch=epoch)
    # Who is no longer named when it happens does not count.
    there = [one for one in _agreed(connection, act.at)[epoch] if may_agree(quorum, one.actor)]
    organisations = {one.organisation for one in there}
    if len(there) < quorum.needed or len(organisations) < 2:
        raise Refused("quorum", needed=quorum.needed, agreed=len(there), organisations=len(organisations))
    _move(connection, epoch, "destroy")
    ring.drop(epoch)
    _log(connection, act, "destroy-key", f"epoch {epoch}, agreed by {', '.join(one.actor for one in there)}")


def _move(connection: Connection, epoch: int, event: Event) -> None:
    state = _state(connection, epoch)
    new = LIFE.get((state, event))
    if new is None:
        raise Refused("wrong_state", epoch=epoch, state=state)
    changed = {"state": new, **({"wrapped": None} if new == "destroyed" else {})}
    connection.execute(sa.update(tables.epoch).where(_e.epoch == epoch).values(**changed))


def _state(connection: Connection, epoch: int) -> Any:
    return connection.execute(sa.select(_e.state).where(_e.epoch == epoch)).scalar() or "unknown"


def _log(connection: Connection, act: Act, verb: str, outcome: str) -> None:
    append(connection, [Entry(act.at, act.actor, verb, outcome=outcome, detail=act.why)])
