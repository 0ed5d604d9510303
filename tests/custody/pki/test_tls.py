"""Mutual TLS 1.3 between real sockets on loopback, with certificates that change while it serves."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from kotinos.custody.pki import authority, tls
from kotinos.custody.pki.authority import Authority, Key
from tests.custody.pki.conftest import ZONE

NOW = datetime.now(UTC)
# TLS looks at the clock of the machine, so these authorities are of today.


@pytest.fixture(scope="module")
def root() -> Authority:
    return authority.make_root("FR", NOW)


@pytest.fixture(scope="module")
def issuing(root: Authority) -> Authority:
    return authority.make_issuing(root, ZONE, ["localhost"], NOW)


def own(issuing: Authority, kind: str, name: str, at: datetime = NOW) -> tuple[Key, x509.Certificate]:
    key = authority.new_key()
    host = "localhost" if kind == "server" else f"{name}.{ZONE}"
    return key, authority.certify(issuing, kind, name, [host], key.public_key(), at)


class Echo:
    """Answers each connection with the name of who connected."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            try:
                with self._context.wrap_socket(plain, server_side=True) as one:
                    one.sendall((tls.peer(one.getpeercert(binary_form=True)) or "nobody").encode())
            except OSError:
                plain.close()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()


def asked(port: int, context: ssl.SSLContext) -> tuple[str, int, str]:
    """The server's answer, the serial that it showed, and the version of TLS."""
    with (
        closing(socket.create_connection(("127.0.0.1", port))) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as one,
    ):
        answer = one.recv(100).decode()
        shown = x509.load_der_x509_certificate(one.getpeercert(binary_form=True) or b"")
        return answer, shown.serial_number, one.version() or ""


@pytest.fixture
def context(issuing: Authority, root: Authority) -> ssl.SSLContext:
    made = tls.server([root.certificate, issuing.certificate])
    key, certificate = own(issuing, "server", "door")
    tls.present(made, key, certificate, issuing.certificate)
    tls.believe(made, authority.revocations(issuing, [], 1, NOW))
    return made


@pytest.fixture
def door(context: ssl.SSLContext) -> Iterator[Echo]:
    echo = Echo(context)
    yield echo
    echo.close()


def connecting(issuing: Authority, root: Authority, name: str, at: datetime = NOW) -> tuple[ssl.SSLContext, int]:
    made = tls.client([root.certificate])
    key, certificate = own(issuing, "client", name, at)
    tls.present(made, key, certificate, issuing.certificate)
    return made, certificate.serial_number


def test_both_ends_know_each_other_over_tls_1_3(door: Echo, issuing: Authority, root: Authority) -> None:
    answer, _, version = asked(door.port, connecting(issuing, root, "open")[0])
    assert (answer, version) == ("open", "TLSv1.3")


def test_nobody_gets_in_without_a_certificate(door: Echo, root: Authority) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        asked(door.port, tls.client([root.certificate]))


def test_nor_with_one_from_elsewhere_a_servers_or_an_old_one(door: Echo, issuing: Authority, root: Authority) -> None:
    other_root = authority.make_root("DE", NOW)
    other = authority.make_issuing(other_root, ZONE, [], NOW)
    foreign, _ = connecting(other, root, "open")
    old, _ = connecting(issuing, root, "open", NOW - timedelta(days=8))
    servers = tls.client([root.certificate])
    tls.present(servers, *own(issuing, "server", "door"), issuing.certificate)
    for context in (foreign, old, servers):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            asked(door.port, context)


def test_a_revoked_client_is_turned_away_by_a_door_that_never_stopped(
    door: Echo, context: ssl.SSLContext, issuing: Authority, root: Authority
) -> None:
    thief, serial = connecting(issuing, root, "thief")
    honest, _ = connecting(issuing, root, "open")
    assert asked(door.port, thief)[0] == "thief"
    tls.believe(context, authority.revocations(issuing, [(serial, NOW)], 2, NOW + timedelta(seconds=1)))
    with pytest.raises((ssl.SSLError, ConnectionError)):
        asked(door.port, thief)
    assert asked(door.port, honest)[0] == "open"


def test_without_a_list_of_revocations_nobody_gets_in(issuing: Authority, root: Authority) -> None:
    made = tls.server([root.certificate, issuing.certificate])
    key, certificate = own(issuing, "server", "door")
    tls.present(made, key, certificate, issuing.certificate)
    echo = Echo(made)
    try:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            asked(echo.port, connecting(issuing, root, "open")[0])
    finally:
        echo.close()


def test_the_certificate_is_changed_while_it_serves(
    door: Echo, context: ssl.SSLContext, issuing: Authority, root: Authority
) -> None:
    who, _ = connecting(issuing, root, "open")
    before = asked(door.port, who)[1]
    key, certificate = own(issuing, "server", "door")
    tls.present(context, key, certificate, issuing.certificate)
    assert asked(door.port, who)[1] == certificate.serial_number != before


def test_a_client_does_not_believe_a_server_of_another_authority(
    door: Echo, issuing: Authority, root: Authority
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        asked(door.port, tls.client([authority.make_root("FR", NOW).certificate]))


def test_older_tls_is_not_spoken(door: Echo, issuing: Authority, root: Authority) -> None:
    who, _ = connecting(issuing, root, "open")
    who.minimum_version = ssl.TLSVersion.TLSv1_2
    who.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        asked(door.port, who)
