"""The turning over of the keys of blind indexes, while everybody seals and searches.

From `begin` on, what is sealed is indexed by the new keys, and a search asks for the hash under the old key, too, until nobody is indexed
by it. Then the old keys are destroyed: hashes in an old copy of the database can no longer be tried with what this one holds.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import Database, bulk
from kotinos.custody.store.bulk import Rows
from kotinos.custody.vault import records, rotation, tables
from kotinos.custody.vault.keys import KeyRing, index_name
from kotinos.custody.vault.plans import PLANS, blind

AT_ONCE = 250
"""Rows of the index in one transaction: each opens some fields of a person, for this and nothing else."""

_i, _k = tables.index.c, tables.secret.c


def begin(connection: Connection, ring: KeyRing, act: Act) -> None:
    """Make the next key of every blind index. Refused("turning") where the turn before is not done."""
    if turning(connection, ring):
        raise Refused("turning")
    for name, epoch in ring.indexes(connection).items():
        ring.make_secret(connection, name, epoch + 1)
    append(connection, [Entry(act.at, act.actor, "make-index-keys", detail=act.why)])


def turning(connection: Connection, ring: KeyRing) -> bool:
    """Is there still an index key that another has taken over from?"""
    return any(
        connection.execute(sa.select(_k.epoch).where(_k.name == name, _k.epoch < epoch)).first()
        for name, epoch in ring.indexes(connection).items()
    )


class Index(msgspec.Struct, frozen=True):
    """One blind index: how many people are in it, and how many of them by an older key still."""

    name: str
    fields: tuple[str, ...]
    people: int
    older: int


def indexes(connection: Connection, ring: KeyRing) -> list[Index]:
    """Every planned index as it stands."""
    latest = ring.indexes(connection)
    rows = connection.execute(sa.select(_i.plan, _i.epoch, sa.func.count()).group_by(_i.plan, _i.epoch))
    counted = {(plan, epoch): count for plan, epoch, count in rows}

    def people(name: str, *, older: bool) -> int:
        now = latest[index_name(name)]
        return sum(count for (plan, epoch), count in counted.items() if plan == name and (epoch < now or not older))

    return [
        Index(name, plan.fields, people(name, older=False), people(name, older=True)) for name, plan in PLANS.items()
    ]


def reindex(database: Database, ring: KeyRing, at_once: int = AT_ONCE) -> Iterator[int]:
    """Index everybody by the latest keys; yields how many rows, a transaction each. It may be stopped and begun again."""
    for plan in PLANS:

        def step(connection: Connection, plan: str = plan) -> int:
            return _step(connection, ring, plan, at_once)

        yield from rotation.in_turns(database, step)


def _step(connection: Connection, ring: KeyRing, name: str, at_once: int) -> int:
    plan, epoch = PLANS[name], ring.indexes(connection)[index_name(name)]
    key = ring.secret_of(connection, index_name(name), epoch)
    older = sa.select(_i.subject).where(_i.plan == name, _i.epoch < epoch).limit(at_once)
    subjects = list(connection.execute(older).scalars())
    rows = []
    for subject, sealed in records.read(connection, subjects, plan.fields).items():
        values = records.opened(records.data_key(connection, ring, sealed), ring.domain, sealed, plan.fields)
        found = blind(key, plan, {field: value for field, value in values.items() if isinstance(value, str)})
        if found is not None:
            rows.append((name, subject, epoch, found))
    # Taken away and written anew: a row whose values are gone is gone with them.
    connection.execute(sa.delete(tables.index).where(_i.plan == name, _i.subject.in_(subjects)))
    bulk.write(connection, Rows(tables.index, records.INDEX, rows))
    return len(subjects)


def destroy_old(connection: Connection, ring: KeyRing, act: Act) -> bool:
    """Destroy the index keys that others took over from, if there are any. Refused("key_in_use") while somebody is indexed by one.

    No value is lost with an index key, and so no second person is asked.
    """
    if not turning(connection, ring):
        return False
    for name, epoch in ring.indexes(connection).items():
        plan = name.removeprefix(index_name(""))
        if connection.execute(sa.select(_i.subject).where(_i.plan == plan, _i.epoch < epoch).limit(1)).first():
            raise Refused("key_in_use", epoch=epoch - 1)
        connection.execute(sa.delete(tables.secret).where(_k.name == name, _k.epoch < epoch))
    append(connection, [Entry(act.at, act.actor, "destroy-index-keys", detail=act.why)])
    return True
