"""Keys and certificates at rest. A private key is never written in clear.

An authority lies in a PKCS #12 file under a passphrase (PBES2, AES-256, 600,000 rounds), which ``openssl pkcs12`` opens as well.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from kotinos.custody.pki.authority import Authority, Key

ROUNDS = 600_000


class KeyFileError(Exception):
    """A file of keys is missing, broken, or under another passphrase."""


def keep(path: Path, authority: Authority, passphrase: bytes) -> None:
    """Write ``authority`` to ``path`` under ``passphrase``. A file that is there already is left alone: raises `KeyFileError`."""
    if not passphrase:
        raise KeyFileError(f"{path}: an authority needs a passphrase")
    sealing = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase)
    )
    sealed = pkcs12.serialize_key_and_certificates(
        b"authority", authority.key, authority.certificate, authority.above or None, sealing
    )
    try:
        write(path, sealed, new=True)
    except FileExistsError:
        raise KeyFileError(f"{path} is there already: an authority is never written over") from None


def load(path: Path, passphrase: bytes) -> Authority:
    """The authority in ``path``; raises `KeyFileError`."""
    try:
        found = pkcs12.load_pkcs12(path.read_bytes(), passphrase)
    except FileNotFoundError:
        raise KeyFileError(f"{path} is not there: kotinos custody pki init") from None
    except ValueError as wrong:
        raise KeyFileError(f"{path}: not a PKCS #12 file, or under another passphrase") from wrong
    if not isinstance(found.key, ec.EllipticCurvePrivateKey) or found.cert is None:
        raise KeyFileError(f"{path}: holds no elliptic-curve key with its certificate")
    above = tuple(one.certificate for one in found.additional_certs)
    return Authority(found.cert.certificate, found.key, above)


def write(path: Path, content: bytes, *, new: bool = False) -> None:
    """Put ``content`` on disk whole, readable by its owner alone; ``new`` raises `FileExistsError` rather than replacing a file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if new and path.exists():
        raise FileExistsError(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def key_pem(key: Key, password: bytes = b"") -> bytes:
    """A key as text, under ``password`` where there is one."""
    sealing = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)


def chain_pem(*certificates: x509.Certificate) -> bytes:
    """Certificates as text, in the given order."""
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)
