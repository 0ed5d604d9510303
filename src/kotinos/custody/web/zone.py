"""One sealed zone, open: everything a page needs, put together from its folder and the passphrase of its root key."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody import settings as zones
from kotinos.custody.accreditation.letters.outbox import Office
from kotinos.custody.accreditation.letters.post import Sender
from kotinos.custody.accreditation.season import Season
from kotinos.custody.act import Act
from kotinos.custody.card import signers
from kotinos.custody.flow import Policy
from kotinos.custody.log import stored
from kotinos.custody.log.checkpoint import LOG, Key, public_key, read_key
from kotinos.custody.log.checkpoints import Address, Checkpoints
from kotinos.custody.log.copying import Copies
from kotinos.custody.people.passkeys import Party
from kotinos.custody.pki import authority, files
from kotinos.custody.pki.authority import Authority
from kotinos.custody.settings import Settings
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.ledger import Ledger
from kotinos.custody.vault.root import Root
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.root_pkcs11 import ModuleRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault

Clock = Callable[[], datetime]


class ZoneExists(Exception):
    """A zone is founded once; its folder holds one already."""


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """``people_key`` seals the second factors of the staff; ``issuing`` certifies the zone's servers and clients; ``signing`` signs the
    log and the ledger of erasures.
    """

    settings: Settings
    database: Database
    vault: Vault
    root: Root
    people_key: bytes
    issuing: Authority
    signing: Ed25519PrivateKey
    clock: Clock

    @property
    def policy(self) -> Policy:
        """What the organiser decided about the whole file."""
        own = self.settings
        return Policy(own.code, own.timezone, own.campaign, own.print_first, Season(own.opening))

    @property
    def office(self) -> Office:
        """Who writes letters, and where they lead people to."""
        own = self.settings
        return Office(Sender(own.letters_from, own.zone), self.party.origin, own.domain)

    @property
    def party(self) -> Party:
        """The zone as a passkey knows it."""
        host = self.settings.hosts[0]
        return Party(host, self.settings.name("en"), f"https://{host}:{self.settings.port}")

    @property
    def checkpoints(self) -> Checkpoints:
        """What signs the log, and asks its witnesses."""
        witnesses = [Address(one.url, read_key(one.key)) for one in self.settings.witnesses]
        return Checkpoints(self.database, self.settings.log, self.signing, self.clock, witnesses)

    @property
    def copies(self) -> Copies:
        """What keeps the witnesses' copies of the ledger of erasures."""
        urls = [one.url for one in self.settings.witnesses]
        return Copies(_ledger(self.settings), self.log_key.name, self.signing, urls)

    @property
    def log_key(self) -> Key:
        """The public key of the log in its present lineage, for whoever wants to check it."""
        with self.database.reading() as connection:
            return public_key(stored.origin(connection, self.settings.log), LOG, self.signing)

    @property
    def vetting_key(self) -> Ed25519PrivateKey:
        """What signs the batches to the State."""
        wrapped = (self.settings.folder / "keys" / "vetting").read_bytes()
        return Ed25519PrivateKey.from_private_bytes(self.root.unwrap(wrapped, "vetting"))

    def close(self) -> None:
        """Give back the database."""
        self.database.close()


def utc() -> datetime:
    """Now."""
    return datetime.now(UTC)


def found(
    settings: Settings, passphrase: str, ca_passphrase: str, approvals: Sequence[Approval], clock: Clock = utc
) -> None:
    """Found a zone in the folder of ``settings``: root key, authority, database, and the zone's own working grants.

    ``passphrase`` opens the root key and with it everything that serves. ``ca_passphrase`` opens the root of the certificates, which is
    needed once a year: its file (``pki/root.p12``) is to be kept elsewhere. Raises `ZoneExists`; ValueError for a short passphrase.
    """
    keys = settings.folder / "keys"
    if (settings.folder / zones.FILE).exists():
        raise ZoneExists(f"{settings.folder} holds a zone already")
    if len(ca_passphrase) < 12 or ca_passphrase == passphrase:
        raise ValueError("the passphrase of the certificates' root has at least 12 characters and is another one")
    for folder in (keys, settings.folder / "ledger"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = root_of(settings, passphrase, new=True)
    files.write(keys / "people", root.wrap(secrets.token_bytes(32), "people"), new=True)
    above = authority.make_root(settings.domain.country, clock())
    files.keep(settings.folder / "pki" / "root.p12", above, ca_passphrase.encode())
    _keep_issuing(settings, root, authority.make_issuing(above, settings.zone, settings.hosts, clock()))
    for name in ("log", "vetting"):
        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        files.write(keys / name, root.wrap(seed, name), new=True)
    zones.write(settings)
    zone = open_zone(settings, root, clock)
    act = Act("operator:founding", clock(), "the zone is founded")
    with zone.database.writing() as connection:
        ensure_standing(connection, act, approvals)
        signers.ensure(connection, act, root)
    (settings.folder / "log.pub").write_text(f"{zone.log_key}\n")
    zone.close()
    root.close()


def renew_authority(settings: Settings, root: Root, ca_passphrase: str, clock: Clock = utc) -> None:
    """A new issuing authority, from the root of the certificates; the servers take it up when they start again."""
    above = files.load(settings.folder / "pki" / "root.p12", ca_passphrase.encode())
    _keep_issuing(settings, root, authority.make_issuing(above, settings.zone, settings.hosts, clock()))


def root_of(settings: Settings, passphrase: str, *, new: bool = False) -> Root:
    """The zone's root key, opened with its passphrase or the module's PIN, or made ``new``; raises RootUnavailable."""
    country = settings.domain.country
    if settings.module:
        of_module = ModuleRoot.make if new else ModuleRoot
        return of_module(settings.module.library, settings.module.token, passphrase, country)
    path = settings.folder / "keys" / "root.json"
    return FileRoot.make(path, passphrase, country) if new else FileRoot(path, passphrase)


def open_zone(settings: Settings, root: Root, clock: Clock = utc) -> Zone:
    """The zone in the folder of ``settings``. Raises `kotinos.custody.vault.sealing.SealBroken` where a key is another zone's."""
    keys = settings.folder / "keys"
    people = root.unwrap((keys / "people").read_bytes(), "people")
    opens = root.unwrap((keys / "issuing").read_bytes(), "issuing")
    issuing = files.load(_issuing(settings), opens)
    database = settings.open()
    signing = Ed25519PrivateKey.from_private_bytes(root.unwrap((keys / "log").read_bytes(), "log"))
    ledger = Ledger(_ledger(settings), signing, settings.domain.country)
    vault = Vault(database, root, settings.domain.country, clock, ledger)
    return Zone(
        settings=settings,
        database=database,
        vault=vault,
        root=root,
        people_key=people,
        issuing=issuing,
        signing=signing,
        clock=clock,
    )


def _keep_issuing(settings: Settings, root: Root, issuing: Authority) -> None:
    passphrase = secrets.token_hex(32).encode()
    _issuing(settings).unlink(missing_ok=True)
    files.keep(_issuing(settings), issuing, passphrase)
    files.write(settings.folder / "keys" / "issuing", root.wrap(passphrase, "issuing"))


def _issuing(settings: Settings) -> Path:
    return settings.folder / "pki" / "issuing.p12"


def _ledger(settings: Settings) -> Path:
    return settings.folder / "ledger" / "erased.jsonl"
