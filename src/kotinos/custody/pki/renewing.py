"""A certificate of the zone's own servers that renews itself while they serve, long before it ends."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography import x509

from kotinos.custody.act import Act
from kotinos.custody.pki import authority, certificates, tls
from kotinos.custody.pki.authority import Authority
from kotinos.custody.pki.profiles import due
from kotinos.custody.store import Database


class ServerCertificate:
    """The certificate that ``context`` shows as the server called ``name`` under ``hosts``. Its key lives in this process alone.

    A context that asks for certificates (mutual TLS) is kept fresh with the list of revocations as well.
    """

    def __init__(
        self,
        context: ssl.SSLContext,
        database: Database,
        issuing: Authority,
        name: str,
        hosts: Sequence[str],
        clock: Callable[[], datetime],
    ) -> None:
        self._context, self._database, self._issuing = context, database, issuing
        self._name, self._hosts, self._clock = name, tuple(hosts), clock
        self._mutual = context.verify_mode is ssl.CERT_REQUIRED
        self.certificate = self._issue()
        self._revoked: x509.CertificateRevocationList | None = None
        self.look()

    def look(self) -> bool:
        """Renew what is due, believe what is new; whether anything changed. Call it every few seconds: it mostly only looks."""
        changed = False
        if due(self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc, self._clock()):
            self.certificate = self._issue()
            changed = True
        return self._believe() or changed

    def _issue(self) -> x509.Certificate:
        key = authority.new_key()
        act = Act("clock", self._clock(), "a server's certificate, made before its predecessor is half over")
        with self._database.writing() as connection:
            made = certificates.issue(
                connection, act, self._issuing, "server", self._name, self._hosts, key.public_key()
            )
        tls.present(self._context, key, made, self._issuing.certificate)
        return made

    def _believe(self) -> bool:
        if not self._mutual:
            return False
        with self._database.reading() as connection:
            newest = certificates.revoked(connection)
        if newest is None or certificates.list_due(newest, self._clock()):
            act = Act("clock", self._clock(), "a list of revocations, made before its predecessor is half over")
            with self._database.writing() as connection:
                newest = certificates.publish(connection, act, self._issuing)
        if newest == self._revoked:
            return False
        tls.believe(self._context, newest)
        self._revoked = newest
        return True
