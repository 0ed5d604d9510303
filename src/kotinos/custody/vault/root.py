"""The root key: it wraps the key-encryption keys and never leaves where it is."""

from __future__ import annotations

from typing import Protocol


class RootUnavailable(Exception):
    """The root key cannot be used: wrong passphrase or PIN, no such token, a file of another domain. The message holds no secret."""


class Root(Protocol):
    """A root key of one residency domain."""

    @property
    def domain(self) -> str:
        """The residency domain that it belongs to."""
        ...

    def wrap(self, key: bytes, *context: str | int) -> bytes:
        """``key`` under the root, tied to ``context``."""
        ...

    def unwrap(self, wrapped: bytes, *context: str | int) -> bytes:
        """The key again; raises `kotinos.custody.vault.sealing.SealBroken` where the context is another."""
        ...

    def close(self) -> None:
        """Leave where the key is."""
        ...
