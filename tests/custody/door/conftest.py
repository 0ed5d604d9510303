"""A sealed zone with its door open: a real server over mutual TLS, with certificates of an authority of its own."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from kotinos.custody.act import Act
from kotinos.custody.door import serving
from kotinos.custody.pki import authority, certificates, files, tls
from kotinos.custody.pki.authority import Authority
from kotinos.custody.pki.renewing import ServerCertificate
from kotinos.custody.vault.vault import Vault
from kotinos.release import link
from kotinos.release.mirror import Mirror
from tests.custody.accreditation import games
from tests.servers import wait_until

ZONE = "custody.fr.internal"


@pytest.fixture
def vault(vault: Vault) -> Vault:
    """The vault, and the organisations of `games`."""
    with vault.database.writing() as connection:
        games.begin(connection)
    return vault


class Door:
    """The door at ``url``; `client` makes the open zone's end of it, under any name."""

    def __init__(self, vault: Vault, port: int, folder: Path) -> None:
        self.vault, self.url, self._folder = vault, f"https://localhost:{port}", folder
        self._now = datetime.now(UTC)  # TLS asks the machine's clock
        self._issuing = self._authority()
        self.context = tls.server([self._issuing.certificate, self._root.certificate])
        with vault.database.writing() as connection:
            certificates.publish(connection, Act("clock", self._now, "a test"), self._issuing)
        self._certificate = ServerCertificate(
            self.context, vault.database, self._issuing, "door", ["localhost"], lambda: self._now
        )
        self._server = serving.server(vault, self.context, "127.0.0.1", port)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        wait_until(lambda: self._server.started, 10, "the door")

    async def _serve(self) -> None:
        await self._server.serve()
        await asyncio.sleep(
            0.2
        )  # connections that were turned away in their handshake are unknown to the server: let them end

    def _authority(self) -> Authority:
        self._root = authority.make_root("FR", self._now)
        return authority.make_issuing(self._root, ZONE, ["localhost", "127.0.0.1"], self._now)

    def trust(self, name: str = "open-zone", issuing: Authority | None = None) -> ssl.SSLContext:
        """What a client called ``name`` presents, certified by the zone's authority unless told otherwise."""
        key = authority.new_key()
        by = issuing or self._issuing
        made: x509.Certificate
        if issuing is None:
            with self.vault.database.writing() as connection:
                act = Act("staff:ines", self._now, "a test")
                made = certificates.issue(connection, act, by, "client", name, [f"{name}.{ZONE}"], key.public_key())
        else:
            made = authority.certify(by, "client", name, [f"{name}.{ZONE}"], key.public_key(), self._now)
        self._certificate.look()
        own, theirs = self._folder / f"{name}.pem", self._folder / "authority.pem"
        own.write_bytes(files.key_pem(key) + files.chain_pem(made, by.certificate))
        theirs.write_bytes(files.chain_pem(self._issuing.certificate, self._root.certificate))
        return link.context(theirs, own, own)

    def stranger(self) -> Authority:
        """Another authority that calls itself the same."""
        root = authority.make_root("FR", self._now)
        return authority.make_issuing(root, ZONE, ["localhost", "127.0.0.1"], self._now)

    def link(self, mirror: Mirror, trust: ssl.SSLContext | None = None) -> link.Link:
        """The open zone's end."""
        return link.Link(self.url, trust or self.trust(), mirror)

    def publish(self) -> None:
        """Let cross what changed."""
        serving._once(self.vault)

    def close(self) -> None:
        """Shut the door."""
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def open_door(vault: Vault, free_port: int, tmp_path: Path) -> Iterator[Callable[[], Door]]:
    """Opens the door, as often as one likes, always at the same address."""
    opened: list[Door] = []

    def make() -> Door:
        opened.append(Door(vault, free_port, tmp_path))
        return opened[-1]

    yield make
    for door in opened:
        door.close()


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "release.db")
