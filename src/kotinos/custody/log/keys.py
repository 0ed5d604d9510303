"""Signing keys of the log and of witnesses, in files that only their owner may read; the log's under a passphrase."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class KeyUnavailable(Exception):
    """A signing key cannot be used: no such file, another kind of key, or the passphrase does not open it."""


def make(path: Path, passphrase: str | None) -> Ed25519PrivateKey:
    """A new Ed25519 key in a new file (PKCS #8); without a passphrase only the file's mode keeps it."""
    key = Ed25519PrivateKey.generate()
    how: KeySerializationEncryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how))
        file.flush()
        os.fsync(file.fileno())
    return key


def load(path: Path, passphrase: str | None) -> Ed25519PrivateKey:
    """The key in the file; raises `KeyUnavailable`."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase.encode() if passphrase else None)
    except OSError as error:
        raise KeyUnavailable(f"{path}: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise KeyUnavailable(f"{path}: {error}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnavailable(f"{path} is not an Ed25519 key")
    return key
