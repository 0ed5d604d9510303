"""A register of the zone that only ever grows, copied to its witnesses as it does: the ledger of erasures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx
import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kotinos.custody.log.checkpoint import Key

_PART = 32 * 1024  # bytes of whole lines in one request
_PATIENCE = 2.0

_lines = structlog.get_logger("kotinos.custody.log")


def _message(origin: str, at: int, lines: bytes) -> bytes:
    return b"kotinos ledger copy 1\n%s\n%d\n%s" % (origin.encode(), at, lines)


def signed_copy(log: Key, at: int, lines: bytes, signature: str) -> bool:
    """Whether ``log`` asked for ``lines`` to be kept behind the first ``at`` bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(log.public).verify(bytes.fromhex(signature), _message(log.name, at, lines))
    except (InvalidSignature, ValueError):
        return False
    return True


class Copies:
    """Keeps the copies of the file at ``path`` at ``urls`` (witnesses) as long as it is. One that is away gets the rest later."""

    def __init__(self, path: Path, origin: str, private: Ed25519PrivateKey, urls: Sequence[str]) -> None:
        self._path, self._origin, self._private = path, origin, private
        self._kept = dict.fromkeys(urls, 0)

    def step(self) -> bool:
        """Send what is new; whether every copy is whole."""
        whole = self._path.read_bytes() if self._path.exists() else b""
        whole = whole[: whole.rfind(b"\n") + 1]
        for url in self._kept:
            try:
                while self._kept[url] < len(whole) and self._send(url, whole):
                    pass
                if self._kept[url] > len(whole):
                    _lines.error("the ledger is shorter than its copy", witness=url)
            except (httpx.HTTPError, ValueError) as error:
                _lines.warning("copy of the ledger not taken", witness=url, error=type(error).__name__)
        return all(kept == len(whole) for kept in self._kept.values())

    def _send(self, url: str, whole: bytes) -> bool:
        """Send one part; whether the copy has grown, or is known to be longer than was believed."""
        at = self._kept[url]
        part = whole[at : at + _PART]
        part = part[: part.rfind(b"\n") + 1]
        signature = self._private.sign(_message(self._origin, at, part)).hex()
        answer = httpx.post(
            f"{url}/add-erasures",
            params={"origin": self._origin, "at": at},
            content=part,
            headers={"x-signature": signature},
            timeout=_PATIENCE,
            trust_env=False,
        )
        answer.raise_for_status()
        self._kept[url] = int(answer.text)
        return self._kept[url] > at
