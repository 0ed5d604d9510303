"""A root key in a file under a passphrase: for a laptop, a rehearsal, a zone without a hardware module."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from pathlib import Path

import msgspec
from argon2.low_level import Type, hash_secret_raw

from kotinos.custody.vault import sealing
from kotinos.custody.vault.root import RootUnavailable

_FORMAT = "kotinos root key 1"


class _File(msgspec.Struct, frozen=True):
    format: str
    domain: str
    salt: str
    passes: int
    memory_kib: int
    lanes: int
    key: str


class FileRoot:
    """The root key in the file at ``path``, opened with its passphrase. Raises `RootUnavailable`."""

    def __init__(self, path: Path, passphrase: str) -> None:
        try:
            kept = msgspec.json.decode(path.read_bytes(), type=_File)
            if kept.format != _FORMAT:
                raise RootUnavailable(f"{path}: {kept.format!r} is not {_FORMAT!r}")
            stretched = _stretched(passphrase, b64decode(kept.salt), kept.passes, kept.memory_kib, kept.lanes)
            self._key = sealing.unseal(stretched, b64decode(kept.key), _FORMAT, kept.domain)
        except OSError as error:
            raise RootUnavailable(f"{path}: {error.strerror}") from error
        except (msgspec.DecodeError, ValueError) as error:
            raise RootUnavailable(f"{path} is not a root key file: {error}") from None
        except sealing.SealBroken:
            raise RootUnavailable(f"{path}: the passphrase does not open it, or the file was changed") from None
        self.domain = kept.domain

    @classmethod
    def make(cls, path: Path, passphrase: str, domain: str, *, passes: int = 3, memory_kib: int = 65536) -> FileRoot:
        """A new root key of ``domain`` in a new file that only its owner may read. The passphrase has at least 12 characters.

        ``passes`` and ``memory_kib`` are what a guess costs (argon2id; the defaults are the second choice of RFC 9106, section 4).
        """
        if len(passphrase) < 12:
            raise ValueError("the passphrase of a root key has at least 12 characters")
        salt = os.urandom(16)
        sealed = sealing.seal(_stretched(passphrase, salt, passes, memory_kib, 4), sealing.new_key(), _FORMAT, domain)
        kept = _File(_FORMAT, domain, b64encode(salt).decode(), passes, memory_kib, 4, b64encode(sealed).decode())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return cls(path, passphrase)

    def wrap(self, key: bytes, *context: str | int) -> bytes:
        """See `kotinos.custody.vault.root.Root`."""
        return sealing.seal(self._key, key, "root", self.domain, *context)

    def unwrap(self, wrapped: bytes, *context: str | int) -> bytes:
        """See `kotinos.custody.vault.root.Root`."""
        return sealing.unseal(self._key, wrapped, "root", self.domain, *context)

    def close(self) -> None:
        """See `kotinos.custody.vault.root.Root`: forget the key."""
        self._key = b""


def _stretched(passphrase: str, salt: bytes, passes: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, passes, memory_kib, lanes, sealing.KEY, Type.ID)
