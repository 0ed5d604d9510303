"""A campaign under way: invented people sealed in the vault, and an authority that answers by the simulated one's own code."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.act import Act
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.store import Database
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions, batch, keys, queries
from kotinos.custody.vetting.actions.taking import Taken
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.inbox import Follow
from kotinos.custody.vetting.life import State
from kotinos.custody.vetting.revealing import under_grant
from kotinos.custody.vetting.values import Campaign, Change
from kotinos.rehearsal.authority import reading, writing
from kotinos.rehearsal.authority.keys import KeyFolder
from tests.custody.conftest import NOON

CAMPAIGN = Campaign("JO2030", "SNE", "decree 2029-77", "Europe/Paris", Delay(2), date(2027, 1, 1))
DOMAIN = Domain("FR", egress=frozenset({Egress("SNE", "vetting-batch")}))
LAST = date(2026, 12, 31)


def person(number: int) -> dict[str, str]:
    """An invented person."""
    return {
        "family_name": f"Ourson-{number}",
        "given_names": "Inès Zoé",
        "mrz_name": "OURSON<<INES<ZOE",
        "birth_date": "1991-02-28",
        "birth_place": "Fribourg",
        "birth_country": "CHE",
        "sex": "F",
        "nationality": "CHE",
        "address": f"{number} rue des Tilleuls\n1700 Fribourg",
    }


class Exchange:
    """Both ends of an exchange, at an instant that moves only when told."""

    def __init__(self, database: Database, vault: Vault, folder: Path) -> None:
        self.database, self.vault, self.now = database, vault, NOON
        self.reveal = under_grant(vault)
        signing = Ed25519PrivateKey.generate()
        keys.hand_over(folder / "zone", signing, NOON)
        self.theirs = KeyFolder(folder / "authority", NOON)
        (folder / "authority" / "zone.json").write_bytes((folder / "zone" / "zone.json").read_bytes())
        (folder / "zone" / "authority.json").write_bytes((folder / "authority" / "authority.json").read_bytes())
        self.keys = keys.load(folder / "zone", signing)
        self.batches: list[reading.Batch] = []
        self.sent = 0
        self.case = 0
        self.follow: Follow | None = None
        with database.writing() as connection:
            actions.open_campaign(connection, self.act(), CAMPAIGN)

    def act(self, actor: str = "staff:ines") -> Act:
        """A deed now."""
        return Act(actor, self.now, "a test")

    def later(self, **span: int) -> None:
        """Let time go by."""
        self.now += timedelta(**span)

    # -- the zone

    def person(self, values: Mapping[str, str] | None = None, mark: str = "m1", reason: str = "press") -> str:
        """Somebody new, sealed, for whom a clearance is required."""
        subject = secrets.token_hex(16)
        with self.database.writing() as connection:
            self.vault.seal(connection, self.act(), subject, dict(values or person(1)))
            actions.require(connection, self.act(), subject, mark, reason=reason)
        return subject

    def pack(self, limit: int = 10_000) -> reading.Batch:
        """Pack, and let the authority read it."""
        with self.database.writing() as connection:
            packed = actions.pack(
                connection,
                self.act("exchange"),
                "JO2030",
                domain=DOMAIN,
                keys=self.keys,
                reveal=self.reveal,
                limit=limit,
            )
        return self.read(packed.built)

    def read(self, built: batch.Built) -> reading.Batch:
        """What the authority reads in a batch."""
        found = reading.read(built.file, self.theirs.zone(), self.theirs.sealing, self.now.date())
        self.batches.append(found)
        return found

    def take(self, name: str, body: bytes, **more: object) -> Taken:
        """Take in a file under a name."""
        act = self.act("authority")
        with self.database.writing() as connection:
            taken = actions.take_in(connection, act, name, body, domain="FR", keys=self.keys, **more)  # type: ignore[arg-type]
            if self.follow:
                self.follow(connection, act, taken.changes)
            return taken

    def clock(self, today: date) -> list[Change]:
        """Strike a day."""
        with self.database.writing() as connection:
            changes = actions.run_clock(connection, self.act("clock"), today)
            if self.follow:
                self.follow(connection, self.act("clock"), changes)
            return changes

    def state(self, subject: str) -> State | None:
        """The state of the present clearance."""
        with self.database.reading() as connection:
            found = queries.clearance_of(connection, subject)
        return None if found is None else found.state

    # -- the authority

    def envelope(self, **changed: object) -> writing.Envelope:
        """The next number, or another."""
        given = {"domain": "FR", "campaign": "JO2030", "sequence": self.sent + 1, "created": self.now, **changed}
        return writing.Envelope(**given)  # type: ignore[arg-type]

    def acknowledgement(
        self, found: reading.Batch | None = None, fields: Mapping[str, int] | None = None
    ) -> tuple[str, bytes]:
        """The file that acknowledges a batch, the last one unless another is named."""
        found = found or self.batches[-1]
        receipts = [(record.token, (fields or {}).get(record.token, 0)) for record in found.records]
        envelope = self.envelope()
        return envelope.name, writing.acknowledgement(
            envelope, found.sequence, found.digest, receipts, self.theirs.signing
        )

    def acknowledge(self, found: reading.Batch | None = None, fields: Mapping[str, int] | None = None) -> Taken:
        """Acknowledge, and take it in."""
        taken = self.take(*self.acknowledgement(found, fields))
        self.sent += 1
        return taken

    def said(self, token: str, verdict: str, until: date = LAST) -> writing.Said:
        """One answer."""
        self.case += 1
        return writing.Said(token, verdict, self.case, until if verdict == "F" else None)

    def answers(self, *said: tuple[str, str] | writing.Said, **changed: object) -> tuple[str, bytes]:
        """The next answer file."""
        lines = [one if isinstance(one, writing.Said) else self.said(*one) for one in said]
        envelope = self.envelope(**changed)
        return envelope.name, writing.answers(envelope, lines, self.theirs.signing)

    def answer(self, *said: tuple[str, str] | writing.Said) -> Taken:
        """Answer, and take it in."""
        taken = self.take(*self.answers(*said))
        self.sent += 1
        return taken

    def asked(self, mark: str = "m1") -> tuple[str, str]:
        """Somebody who was asked for and acknowledged: the subject, and the token."""
        subject = self.person(mark=mark)
        token = self.pack().records[0].token
        self.acknowledge()
        return subject, token

    def cleared(self) -> tuple[str, str]:
        """Somebody with a favourable answer."""
        subject, token = self.asked()
        self.answer((token, "F"))
        return subject, token


@pytest.fixture
def exchange(database: Database, vault: Vault, tmp_path: Path) -> Exchange:
    """An open campaign, keys handed over both ways."""
    return Exchange(database, vault, tmp_path / "exchange")


def dump(database: Database) -> bytes:
    """Every row of every table but the log's, canonically: to see that nothing changed."""
    import sqlalchemy as sa

    from kotinos.custody.store import metadata

    told = {}
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            if not table.name.startswith("log_") and table.name != "alarm":
                rows = connection.execute(sa.select(table)).all()
                told[table.name] = sorted(repr(tuple(row)) for row in rows)
    return msgspec.json.encode(told)


def instant(text: str) -> datetime:
    """An instant of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
