"""TLS 1.3 with the zone's own certificates: who presents what, and who is asked for a certificate.

A context lives as long as its program; `present` gives it a new certificate while it serves, and `believe` a new list of revocations.
Connections that are open stay; the next ones see the new.
"""

from __future__ import annotations

import secrets
import ssl
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from kotinos.custody.pki import files
from kotinos.custody.pki.authority import Key


def server(trust: Iterable[x509.Certificate] = ()) -> ssl.SSLContext:
    """A context that serves. With ``trust`` everybody who connects must hold a certificate from below it (mutual TLS)."""
    context = _context(ssl.PROTOCOL_TLS_SERVER)
    above = list(trust)
    if above:
        context.verify_mode = ssl.CERT_REQUIRED
        # Strict, and no list of revocations at hand means nobody: absence of an answer opens nothing.
        context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_CRL_CHECK_LEAF
        context.load_verify_locations(cadata=files.chain_pem(*above).decode())
    return context


def client(trust: Iterable[x509.Certificate]) -> ssl.SSLContext:
    """A context that connects, and only to what is certified below ``trust``."""
    context = _context(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cadata=files.chain_pem(*trust).decode())
    return context


def present(context: ssl.SSLContext, key: Key, *chain: x509.Certificate) -> None:
    """From now on ``context`` shows ``chain`` (its own certificate first). The key touches the disk only under a random password."""
    password = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory(
        prefix="kotinos-tls-"
    ) as folder:  # the only way in that Python's ssl offers is a file
        path = Path(folder) / "own.pem"
        files.write(path, files.key_pem(key, password) + files.chain_pem(*chain))
        context.load_cert_chain(path, password=password)


def believe(context: ssl.SSLContext, revoked: x509.CertificateRevocationList) -> None:
    """From now on ``context`` turns away whom ``revoked`` names. The newest list that it was given counts."""
    with tempfile.TemporaryDirectory(prefix="kotinos-tls-") as folder:
        path = Path(folder) / "revoked.pem"
        files.write(path, revoked.public_bytes(Encoding.PEM))
        context.load_verify_locations(cafile=path)


def peer(certificate: bytes | None) -> str:
    """The name in the certificate (DER) that the other end of a mutual connection showed; empty where it showed none."""
    if not certificate:
        return ""
    found = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""


def _context(protocol: int) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
