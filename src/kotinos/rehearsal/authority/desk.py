"""The authority at work: it empties the zone's spool, acknowledges, and answers at its own pace into the other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.rehearsal.authority.keys import KeyFolder
from kotinos.rehearsal.authority.misbehaviour import BAD, REORDER, Right
from kotinos.rehearsal.authority.officer import DAY, Habits, foresee
from kotinos.rehearsal.authority.reading import Batch, Unreadable, read
from kotinos.rehearsal.authority.register import Due, Register
from kotinos.rehearsal.authority.writing import Envelope, Said, acknowledgement, answers

MOST = 50_000
"""Answers in one file."""


@dataclass
class Told:
    """What happened since the program began, for who watches it."""

    batches: int = 0
    records: int = 0
    unreadable: int = 0
    refused: list[str] = field(default_factory=list)
    verdicts: dict[str, int] = field(default_factory=dict)
    files: int = 0
    misbehaved: list[str] = field(default_factory=list)


class Desk:
    """One authority between two spools. ``speed`` is how many of its seconds go by in one of ours; ``a_day`` how many answers it gives,
    ``a_file`` how many of them at most in one file."""

    def __init__(
        self,
        folder: Path,
        incoming: Path,
        outgoing: Path,
        keys: KeyFolder,
        *,
        seed: int,
        speed: float,
        a_day: int = 18_000,
        a_file: int = MOST,
        habits: Habits | None = None,
        valid_days: int = 365,
        misbehave: tuple[str, ...] = (),
    ) -> None:
        self.incoming, self.outgoing, self.aside = incoming, outgoing, folder / "aside"
        for made in (folder, incoming, outgoing, self.aside):
            made.mkdir(parents=True, exist_ok=True)
        self.register = Register(folder / "register.db")
        self.keys, self.seed, self.speed, self.a_day, self.a_file = keys, seed, speed, a_day, a_file
        self.habits, self.valid_days = habits or Habits(), valid_days
        self.to_misbehave = list(misbehave)
        self.told = Told()
        self._last: datetime | None = None

    def turn(self, now: datetime) -> None:
        """One round: read what came, say what is due, put out what may go."""
        sim = self._simulated(now)
        for path in sorted(p for p in self.incoming.iterdir() if not p.name.startswith(".") and p.is_file()):
            self._receive(path, now, sim)
        self._answer(now, sim)
        self._put_out()

    def is_done(self) -> bool:
        """Whether something was asked, and all that will ever be said of it has gone out."""
        waits = self.register.count("due") + self.register.count("outbox")
        return self.register.count("cases") > 0 and not waits

    def _simulated(self, now: datetime) -> float:
        """Seconds of the authority's time since its register was begun."""
        passed = (now - self._last).total_seconds() * self.speed if self._last else 0.0
        self._last = now
        sim = self.register.value("time") + max(passed, 0.0)
        self.register.remember("time", sim)
        self.register.remember("may", min(self.register.value("may") + max(passed, 0.0) / DAY * self.a_day, self.a_day))
        return sim

    # -- in

    def _receive(self, path: Path, now: datetime, sim: float) -> None:
        body = path.read_bytes()
        try:
            batch = read(body, self.keys.zone(), self.keys.sealing, now.date())
            self._take(batch, now, sim)
        except Unreadable as why:
            self.told.refused.append(str(why))
            path.rename(self.aside / f"{hashlib.sha256(body).hexdigest()[:16]}.kvb")
            return
        path.unlink()

    def _take(self, batch: Batch, now: datetime, sim: float) -> None:
        last, digest = self.register.last_batch(batch.domain, batch.campaign)
        if batch.sequence <= last:
            again = self.register.receipt_of(batch.domain, batch.campaign, batch.sequence)
            if again is None or self.register.digest_of(batch) != batch.digest:
                raise Unreadable(f"batch {batch.sequence} is another one than that which was taken under its number")
            self.register.put_out(*again)
            return
        if batch.sequence != last + 1 or batch.previous != digest:
            raise Unreadable(f"batch {batch.sequence} does not follow batch {last}")
        number = self.register.next_case()
        cases = [
            (case, record.token, foresee(self.seed, case, self.habits))
            for case, record in enumerate((r for r in batch.records if not r.unreadable), number)
        ]
        with self._transaction():
            self.register.open_cases(batch, cases, sim)
            envelope = self._next(batch.domain, batch.campaign, now)
            receipts = [(record.token, record.unreadable) for record in batch.records]
            body = acknowledgement(envelope, batch.sequence, batch.digest, receipts, self.keys.signing)
            self.register.say(batch.domain, batch.campaign, envelope.sequence, batch.sequence, envelope.name, body)
            self.register.put_out(envelope.name, body)
        self.told.batches += 1
        self.told.records += len(batch.records)
        self.told.unreadable += len(batch.records) - len(cases)

    # -- out

    def _answer(self, now: datetime, sim: float) -> None:
        may = int(self.register.value("may"))
        due = self.register.due(sim, min(may, self.a_file)) if may else []
        for domain, campaign in sorted({(one.domain, one.campaign) for one in due}):
            self._say(domain, campaign, [d for d in due if (d.domain, d.campaign) == (domain, campaign)], now)

    def _say(self, domain: str, campaign: str, due: list[Due], now: datetime) -> None:
        until = now.date() + timedelta(days=self.valid_days)
        said = [Said(d.token, d.verdict, d.number, until if d.verdict == "F" else None) for d in due]
        envelope = self._next(domain, campaign, now)
        body = answers(envelope, said, self.keys.signing)
        before = self.register.last_said(domain, campaign)
        with self._transaction():
            self.register.say(domain, campaign, envelope.sequence, 0, envelope.name, body)
            self.register.done(due)
            self.register.remember("may", self.register.value("may") - len(due))
            self._out(envelope, said, body, before)
        self.told.files += 1
        for one in said:
            self.told.verdicts[one.verdict] = self.told.verdicts.get(one.verdict, 0) + 1

    def _out(self, envelope: Envelope, said: list[Said], body: bytes, before: tuple[str, bytes] | None) -> None:
        """Put a right file out: after a bad one under its number, or after the next right one, where that was asked for."""
        wanted = self.to_misbehave[0] if self.to_misbehave and not self.register.holds() else ""
        if wanted in BAD and before is not None:
            stranger = Ed25519PrivateKey.generate()
            right = Right(envelope, said, self.keys.signing, body, self.keys.old, stranger, before)
            self.register.put_out(*BAD[wanted](right))
        self.register.put_out(envelope.name, body, held=wanted == REORDER)
        if wanted != REORDER:
            self.register.release_held(envelope.name)
        if wanted == REORDER or (wanted and before is not None):
            self.told.misbehaved.append(self.to_misbehave.pop(0))

    def _next(self, domain: str, campaign: str, now: datetime) -> Envelope:
        return Envelope(domain, campaign, self.register.next_file(domain, campaign), now.replace(microsecond=0))

    def _put_out(self) -> None:
        """Into the spool goes what has no namesake there: what was put there before has to be carried away first."""
        if not self.register.count("due"):
            self.register.release_held("")  # nothing will come that it could go behind
        for id_, name, body, behind in self.register.outbox():
            if any((self.outgoing / one).exists() for one in (name, behind) if one):
                return
            partial = self.outgoing / f".{name}.part"
            with partial.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(self.outgoing / name)
            self.register.went_out(id_)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.register.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.register.db.execute("ROLLBACK")
            raise
        self.register.db.execute("COMMIT")
