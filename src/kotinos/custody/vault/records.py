"""Sealed values on their way into the database and out of it: one data key a subject, one row a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.log.access import Entry
from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Find, Rows
from kotinos.custody.vault import sealing, tables
from kotinos.custody.vault.fields import SCHEMA, plaintext, value_of
from kotinos.custody.vault.keys import ACTIVE, INDEXES, KeyRing, index_name, latest
from kotinos.custody.vault.plans import PLANS, Plan, blind

Values = Mapping[str, str | bytes]

_SUBJECT = ("subject", "epoch", "wrapped", "sealed_at", "restricted", "held")
_READ = ("subject", "epoch", "wrapped", "restricted", "held")
_VALUE = ("subject", "field", "version", "schema", "sealed")
INDEX = ("plan", "subject", "epoch", "hash")
_PLANNED = tuple(sorted({field for plan in PLANS.values() for field in plan.fields}))


class Sealed(msgspec.Struct, frozen=True):
    """What is read of one subject: its wrapped data key and its sealed values by field. Nothing of it can be read without the keys."""

    subject: str
    epoch: int
    wrapped: bytes | None
    restricted: bool
    held: bool
    values: dict[str, tuple[int, int, bytes]]


def read(connection: Connection, subjects: Sequence[str], fields: Sequence[str]) -> dict[str, Sealed]:
    """The rows of those of ``subjects`` that there are, with their sealed ``fields``."""
    return found(*bulk.find(connection, *asking(subjects, fields)))


def asking(subjects: Sequence[str], fields: Sequence[str]) -> tuple[Find, Find]:
    """The questions for ``subjects`` and their ``fields``; `found` puts together what they find."""
    return (
        Find(tables.subject, _READ, {"subject": subjects}),
        Find(tables.value, ("subject", "field", "schema", "version", "sealed"), {"subject": subjects, "field": fields}),
    )


def found(rows: Iterable[tuple[Any, ...]], values: Iterable[tuple[Any, ...]]) -> dict[str, Sealed]:
    """What `asking` found, by subject."""
    there = {
        subject: Sealed(subject, epoch, wrapped, bool(restricted), bool(held), {})
        for subject, epoch, wrapped, restricted, held in rows
    }
    for subject, field, *sealed in values:
        if subject in there:
            there[subject].values[field] = (sealed[0], sealed[1], sealed[2])
    return there


def data_key(connection: Connection, ring: KeyRing, sealed: Sealed) -> bytes:
    """The subject's data key; raises `kotinos.custody.act.Refused` where the subject was erased."""
    if sealed.wrapped is None:
        raise Refused("erased", subject=sealed.subject)
    kek = ring.key_of(connection, sealed.epoch)
    return sealing.unseal(kek, sealed.wrapped, "data-key", ring.domain, sealed.subject)


def opened(key: bytes, domain: str, sealed: Sealed, fields: Iterable[str]) -> dict[str, str | bytes]:
    """The values of ``fields`` that the subject has; raises `sealing.SealBroken` for what was changed or moved."""
    found = {}
    for field in fields:
        if field in sealed.values:
            schema, version, box = sealed.values[field]
            found[field] = value_of(field, sealing.unseal(key, box, domain, sealed.subject, field, schema, version))
    return found


def seal_many(connection: Connection, ring: KeyRing, act: Act, given: Mapping[str, Values]) -> None:
    """Seal ``given`` (subject → field → value), each field as a new version; a new subject gets its data key."""
    plain = {subject: {f: plaintext(f, v) for f, v in values.items()} for subject, values in given.items()}
    fields = sorted({f for values in plain.values() for f in values} | set(_PLANNED))
    subjects = list(plain)
    rows, values_of, [(epoch,)], indexes, *log = bulk.find(
        connection, *asking(subjects, fields), ACTIVE, INDEXES, *access.asking(subjects)
    )
    before = found(rows, values_of)
    kek = ring.key_of(connection, epoch)
    at = act.at.isoformat()
    keys, made = {}, []
    for subject in plain:
        if subject in before:
            keys[subject] = data_key(connection, ring, before[subject])
        else:
            keys[subject] = key = sealing.new_key()
            wrapped = sealing.seal(kek, key, "data-key", ring.domain, subject)
            made.append((subject, epoch, wrapped, at, False, False))
    beside = [
        Rows(tables.subject, _SUBJECT, made),
        _replaced(connection, ring.domain, plain, before, keys),
        _indexed(connection, ring, latest((n, e) for n, e in indexes), given, before, keys),
    ]
    entries = [
        Entry(act.at, act.actor, "seal", subject=s, fields=tuple(sorted(v)), detail=act.why) for s, v in given.items()
    ]
    access.append(connection, entries, beside, log)


def _replaced(
    connection: Connection,
    domain: str,
    plain: Mapping[str, Mapping[str, bytes]],
    before: Mapping[str, Sealed],
    keys: Mapping[str, bytes],
) -> Rows:
    """The sealed values, after what they replace was taken away."""
    old, new = [], []
    for subject, values in plain.items():
        known = before[subject].values if subject in before else {}
        for field, value in values.items():
            version = 1
            if field in known:
                version = known[field][1] + 1
                old.append({"s": subject, "f": field})
            box = sealing.seal(keys[subject], value, domain, subject, field, SCHEMA, version)
            new.append((subject, field, version, SCHEMA, box))
    v = tables.value.c
    if old:
        connection.execute(
            sa.delete(tables.value).where(v.subject == sa.bindparam("s"), v.field == sa.bindparam("f")), old
        )
    return Rows(tables.value, _VALUE, new)


def _indexed(
    connection: Connection,
    ring: KeyRing,
    epochs: Mapping[str, int],
    given: Mapping[str, Values],
    before: Mapping[str, Sealed],
    keys: Mapping[str, bytes],
) -> Rows:
    """The blind indexes of what is sealed, after those that they replace were taken away."""
    fields = {field for values in given.values() for field in values}
    plans = []
    for plan in PLANS.values():
        if fields & set(plan.fields):
            name = index_name(plan.name)
            plans.append((plan, epochs[name], ring.secret_of(connection, name, epochs[name])))
    rows: list[tuple[str, str, int, bytes]] = []
    for subject, values in given.items():
        touched = [which for which in plans if values.keys() & set(which[0].fields)]
        if touched:
            known = opened(keys[subject], ring.domain, before[subject], _PLANNED) if subject in before else {}
            rows += _rows(touched, subject, {**known, **values})
    old = [{"s": subject, "p": plan} for plan, subject, _, _ in rows if subject in before]
    if old:
        i = tables.index.c
        unindexed = sa.delete(tables.index).where(i.subject == sa.bindparam("s"), i.plan == sa.bindparam("p"))
        connection.execute(unindexed, old)
    return Rows(tables.index, INDEX, rows)


def _rows(
    plans: Iterable[tuple[Plan, int, bytes]], subject: str, values: Values
) -> Iterator[tuple[str, str, int, bytes]]:
    text = {name: value for name, value in values.items() if isinstance(value, str)}
    for plan, epoch, key in plans:
        found = blind(key, plan, text)
        if found is not None:
            yield plan.name, subject, epoch, found
