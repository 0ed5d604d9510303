"""Who gets what: every request is decided, counted and logged in one transaction, before anything is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import access, alarms
from kotinos.custody.log.access import Entry
from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Find, Rows
from kotinos.custody.vault import canaries, grants, quota, records, tables
from kotinos.custody.vault.grants import Kept, Operation
from kotinos.custody.vault.keys import KeyRing
from kotinos.custody.vault.quota import Used
from kotinos.custody.vault.records import Sealed

_USE = ("grant", "span", "given", "asked")
_STAMP_EVERY = 3600  # seconds: a grant's last use is written once an hour, not at each use


class Ask(msgspec.Struct, frozen=True):
    """What is asked for: ``detail`` is what the log says besides (the name of a predicate)."""

    act: Act
    grant: str
    operation: Operation
    subjects: tuple[str, ...]
    fields: tuple[str, ...]
    detail: str = ""


class Released(msgspec.Struct, frozen=True):
    """What may be opened, once the transaction is on disk: the sealed rows, and the keys of their epochs."""

    sealed: Mapping[str, Sealed]
    keys: Mapping[int, bytes]


class Refusal(msgspec.Struct, frozen=True):
    """Why not."""

    code: str
    detail: dict[str, str]


Outcome = Released | Refusal


def decide(connection: Connection, ring: KeyRing, now: datetime, asks: Sequence[Ask]) -> list[Outcome]:
    """The outcome of each of ``asks``, in their order, counted and logged."""
    known, rows, uses, planted, log = _read(connection, ring, now, asks)
    outcomes: list[Outcome] = []
    entries: list[Entry] = []
    for ask in asks:
        kept, found = known.get(ask.grant), rows[ask.fields]
        refusal = _forbidden(ask, kept, found, now) or uses.count(ask)
        consumer = kept.grant.consumer if kept else ""
        # Who was erased, or never was, is not named: that would give them a new pseudonym.
        present = {s for s in ask.subjects if s in found and found[s].wrapped is not None}
        base = Entry(ask.act.at, ask.act.actor, ask.operation, consumer, ask.grant, fields=ask.fields)
        base = msgspec.structs.replace(base, detail=ask.detail or ask.act.why)
        if refusal:
            outcomes.append(refusal)
            subject = next(iter(present), "") if len(ask.subjects) == 1 else ""
            entries.append(msgspec.structs.replace(base, subject=subject, outcome=refusal.code))
            continue
        taken = {subject: found[subject] for subject in ask.subjects if subject in present}
        epochs = {sealed.epoch for sealed in taken.values()}
        outcomes.append(Released(taken, {epoch: ring.key_of(connection, epoch) for epoch in epochs}))
        entries += [
            msgspec.structs.replace(base, subject=subject if subject in taken else "") for subject in ask.subjects
        ]
    access.append(connection, entries, uses.changed(), log)
    uses.stamp(connection)
    _watch(connection, planted, uses, zip(asks, outcomes, strict=True))
    return outcomes


def _read(
    connection: Connection, ring: KeyRing, now: datetime, asks: Sequence[Ask]
) -> tuple[dict[str, Kept], dict[tuple[str, ...], dict[str, Sealed]], _Uses, set[str], access.Found]:
    """All that a decision needs, in one exchange: grants, sealed rows by fields, what was used, which subjects are canaries."""
    wanted: dict[tuple[str, ...], set[str]] = {}
    for ask in asks:
        wanted.setdefault(ask.fields, set()).update(ask.subjects)
    everybody = sorted(set().union(*wanted.values()))
    names = sorted({ask.grant for ask in asks})
    used = Find(tables.use, _USE, {"grant": names, "span": quota.spans(now)})
    planted, marks = canaries.asking(connection, ring, everybody)
    questions = [one for fields, subjects in wanted.items() for one in records.asking(sorted(subjects), fields)]
    agreed, given, hits, head, home, salts, *rows = bulk.find(
        connection, grants.asking(names), used, planted, *access.asking(everybody), *questions
    )
    pairs = zip(rows[::2], rows[1::2], strict=True)
    sealed = {fields: records.found(*pair) for fields, pair in zip(wanted, pairs, strict=True)}
    known = grants.kept(agreed)
    return known, sealed, _Uses(known, now, given), {marks[mark] for (mark,) in hits}, (head, home, salts)


def _forbidden(ask: Ask, kept: Kept | None, found: Mapping[str, Sealed], now: datetime) -> Refusal | None:
    code = kept.refusal(ask.operation, ask.fields, now) if kept else "no_grant"
    if kept is None or code:
        return Refusal(code, {"grant": ask.grant})
    for subject in ask.subjects:
        sealed = found.get(subject)
        if sealed is None or sealed.wrapped is None:
            if ask.operation != "answer":
                return Refusal("unknown_subject" if sealed is None else "erased", {"subject": subject})
        elif sealed.restricted and kept.grant.purpose != "rights":  # the person's own access goes on (article 18(2))
            return Refusal("restricted", {"subject": subject})
    return None


class _Uses:
    """What the grants of one batch have given, before it and with it."""

    def __init__(self, known: Mapping[str, Kept], now: datetime, used: Iterable[tuple[str, str, int, int]]) -> None:
        self._known, self._now = known, now
        self._spans = quota.spans(now)
        self._used = {(grant, span): Used(given, asked) for grant, span, given, asked in used}
        self._there = set(self._used)
        self._changed: set[tuple[str, str]] = set()
        self.suspended: set[str] = set()

    def count(self, ask: Ask) -> Refusal | None:
        grant = self._known[ask.grant].grant
        if ask.grant in self.suspended:
            return Refusal("suspended", {"grant": ask.grant})
        minute, day = ((ask.grant, span) for span in self._spans)
        used = self._used.get(minute, Used()), self._used.get(day, Used())
        decision, self._used[minute], self._used[day] = quota.decide(
            max(1, len(ask.subjects)), grant.per_minute, grant.per_day, *used
        )
        self._changed |= {minute, day}
        if decision == "burst":
            self.suspended.add(ask.grant)
        return None if decision == "given" else Refusal("quota", {"grant": ask.grant})

    def changed(self) -> list[Rows]:
        """What is to be written of it."""
        rows = [(*which, used.given, used.asked) for which, used in self._used.items() if which in self._changed]
        old = [row for row in rows if row[:2] in self._there]
        new = [row for row in rows if row[:2] not in self._there]
        return [Rows(tables.use, _USE, new), Rows(tables.use, _USE, old, key=2)]

    def stamp(self, connection: Connection) -> None:
        """Write down that the grants were used, once an hour."""
        stale = [
            grant
            for grant, _ in self._changed
            if (self._now - self._known[grant].used_at).total_seconds() > _STAMP_EVERY
        ]
        if stale:
            stamp = sa.update(tables.grant).where(tables.grant.c.id.in_(stale)).values(used_at=self._now.isoformat())
            connection.execute(stamp)


def _watch(connection: Connection, planted: set[str], uses: _Uses, decided: zip[tuple[Ask, Outcome]]) -> None:
    """Suspend what burst, and raise the alarm for it and for canaries that were taken."""
    taken: dict[str, Ask] = {}
    for ask, outcome in decided:
        if isinstance(outcome, Released) and ask.operation != "answer":
            taken.update(dict.fromkeys(outcome.sealed, ask))
        if ask.grant in uses.suspended:
            uses.suspended.discard(ask.grant)
            act = Act(ask.act.actor, ask.act.at, "more than twice the quota of a minute was asked for")
            grants.suspend(connection, act, ask.grant)
            alarms.sound(connection, act, "over_quota", ask.grant)
    for subject in sorted(planted & taken.keys()):
        ask = taken[subject]
        alarms.sound(connection, ask.act, "canary", f"{ask.operation} by grant {ask.grant}")
