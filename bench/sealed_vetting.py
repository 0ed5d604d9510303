"""The exchange with the State on a Paris peak day: a batch of 50,000 people, and 20,000 answers.

A batch: 50,000 requests are chosen, their values revealed by the vault under its grant (with the log entries), brought into canonical
form, padded, sealed to the authority (HPKE), signed, and all of it committed. Answers: one file of 20,000 lines is parsed, its hash and
signature checked, applied and committed with its log entries; before it, the acknowledgement of its 50,000 records. SQLite with full
durability. The peer for building seals and signs each record by itself. Run: ``python -m bench sealed_vetting``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kotinos.custody.act import Act
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.ledger import Ledger
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions, batch, keys, queries, reconcile
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.revealing import under_grant
from kotinos.custody.vetting.values import Campaign
from kotinos.rehearsal.authority import reading, writing
from kotinos.rehearsal.authority.keys import KeyFolder

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ACT = Act("bench", NOON, "a benchmark")
DOMAIN = Domain("FR", egress=frozenset({Egress("SNE", "vetting-batch")}))
ASKED, ANSWERED, AT_ONCE = 50_000, 20_000, 5_000


def person(number: int) -> dict[str, str]:
    """An invented person."""
    return {
        "family_name": f"Ourson-{number}", "given_names": "Inès Zoé", "mrz_name": "OURSON<<INES<ZOE", "birth_date": "1991-02-28",
        "birth_place": "Fribourg", "birth_country": "CHE", "sex": "F", "nationality": "CHE",
        "address": f"{number} rue des Tilleuls, 1700 Fribourg",
    }  # fmt: skip


def timed(what: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how many seconds it took."""
    begun = time.perf_counter()
    found = what()
    return found, time.perf_counter() - begun


class Zone:
    """A zone with 50,000 people who wait to be asked about, and its authority."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder / 'sealed.db'}", "FR")
        root = FileRoot.make(folder / "root.key", "a passphrase for a benchmark", "FR", passes=1, memory_kib=64)
        ledger = Ledger(folder / "ledger", Ed25519PrivateKey.generate(), "FR")
        self.vault = Vault(self.database, root, "FR", lambda: NOON, ledger)
        signing = Ed25519PrivateKey.generate()
        keys.hand_over(folder / "keys", signing, NOON)
        self.theirs = KeyFolder(folder / "theirs", NOON)
        (folder / "theirs" / "zone.json").write_bytes((folder / "keys" / "zone.json").read_bytes())
        (folder / "keys" / "authority.json").write_bytes((folder / "theirs" / "authority.json").read_bytes())
        self.keys = keys.load(folder / "keys", signing)
        with self.database.writing() as connection:
            ensure_standing(connection, ACT, [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")])
            campaign = Campaign("JO2030", "SNE", "decree 2029-77", "Europe/Paris", Delay(2), date(2027, 1, 1))
            actions.open_campaign(connection, ACT, campaign)
        for begin in range(0, ASKED, AT_ONCE):
            people = {f"{n:032x}": person(n) for n in range(begin, begin + AT_ONCE)}
            with self.database.writing() as connection:
                self.vault.seal_many(connection, ACT, people)
                for subject in people:
                    actions.require(connection, ACT, subject, f"mark {subject}", reason="workforce")

    def pack(self) -> batch.Built:
        """One batch of all of them."""
        with self.database.writing() as connection:
            packed = actions.pack(
                connection, ACT, "JO2030", domain=DOMAIN, keys=self.keys, reveal=under_grant(self.vault), limit=ASKED
            )
        assert packed.sent == ASKED
        return packed.built

    def take(self, name: str, body: bytes) -> None:
        """Take a file in."""
        with self.database.writing() as connection:
            taken = actions.take_in(connection, ACT, name, body, domain="FR", keys=self.keys)
        assert taken.fate == "applied"


def peer() -> float:
    """Seal and sign 50,000 records one by one."""
    suite, signing = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM), Ed25519PrivateKey.generate()
    to = X25519PrivateKey.generate().public_key()
    record = "\t".join(person(1).values()).encode()
    return timed(lambda: [signing.sign(suite.encrypt(record, to, b"info")) for _ in range(ASKED)])[1]


def main() -> dict[str, Any]:
    """The figures."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("KOTINOS_BENCH_FOLDER")) as folder:
        zone, prepared = timed(lambda: Zone(Path(folder)))
        built, packing = timed(zone.pack)
        theirs = zone.theirs
        found, opening = timed(lambda: reading.read(built.file, theirs.zone(), theirs.sealing, NOON.date()))
        first, second = (writing.Envelope("FR", "JO2030", n, NOON) for n in (1, 2))
        receipts = [(record.token, 0) for record in found.records]
        acknowledged = writing.acknowledgement(first, 1, found.digest, receipts, theirs.signing)
        _, acknowledging = timed(lambda: zone.take(first.name, acknowledged))
        said = [
            writing.Said(record.token, "U" if n % 227 == 0 else "F", n, None if n % 227 == 0 else date(2026, 12, 31))
            for n, record in enumerate(found.records[:ANSWERED])
        ]
        answered = writing.answers(second, said, theirs.signing)
        _, applying = timed(lambda: zone.take(second.name, answered))
        with zone.database.reading() as connection:
            states = queries.states(connection, "JO2030")
            (account,), accounting = timed(lambda: reconcile.accounts(connection, "JO2030"))
            findings, auditing = timed(lambda: reconcile.audit(connection, "JO2030", zone.keys.authority))
        zone.database.close()
    assert account.holds
    assert findings == []
    assert account.open == ASKED - ANSWERED
    return {
        "people asked about": ASKED,
        "batch built, sealed, signed and committed, s": round(packing, 2),
        "batch, MB": round(len(built.file) / 1e6, 1),
        "peer, each record sealed and signed by itself (no vault, no database), s": round(peer(), 2),
        "the authority reads it, s": round(opening, 2),
        "acknowledgement of 50,000 taken in, s": round(acknowledging, 2),
        "answers": ANSWERED,
        "20,000 answers checked, applied and committed, s": round(applying, 2),
        "account of the batch, s": round(accounting, 3),
        "audit of every kept line against its signed file, s": round(auditing, 2),
        "preparation (sealing 50,000 people), s": round(prepared, 1),
        "favourable": states["favourable"],
    }


if __name__ == "__main__":
    print(main())
    sys.exit(0)
