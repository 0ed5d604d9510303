"""Who may send. A key is 32 or more random characters; only its SHA-256 is kept, with what it may do."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Iterable
from hashlib import sha256

import msgspec

from kotinos.results.embargo_facts import ANNOUNCER, JURY, OFFICIALS, ROLES

__all__ = ["ANNOUNCER", "DEVICE", "JURY", "OFFICIALS", "SCOPES", "Key", "Keys", "digest_of", "new_key", "scopes_for"]

DEVICE = "device"
SCOPES = (DEVICE, *ROLES)
"""What a key may do: send what a device saw; decide as officials do; release as the announcer; decide protests and release as the jury."""
_OF_THE_JURY = ("protest_adjourned", "protest_decided", "protest_reopened")


def scopes_for(kind: str) -> frozenset[str]:
    """The scopes of which a key needs one to send a fact of this kind; whose embargo it may lift is checked against the embargo."""
    if kind == "embargo_lifted":
        return frozenset(ROLES)
    if kind == "weather_observed":
        return frozenset({OFFICIALS, DEVICE})
    return frozenset({OFFICIALS, JURY}) if kind in _OF_THE_JURY else frozenset({OFFICIALS})


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One sender. ``name`` becomes the source of everything it sends, so a device keeps its name when its key is renewed.

    ``digest`` is the SHA-256 of the key in hexadecimal. ``rate`` is messages a second, with as many in one burst as ``burst``.
    """

    name: str
    digest: str
    scopes: frozenset[str] = frozenset({DEVICE})
    rate: float = 200
    burst: int = 1000


def new_key() -> tuple[str, str]:
    """A fresh key to hand over, and the digest to configure."""
    key = secrets.token_urlsafe(32)
    return key, digest_of(key)


def digest_of(key: str) -> str:
    """What is kept of a key. It is long and random, so that a plain hash cannot be guessed back."""
    return sha256(key.encode()).hexdigest()


class Keys:
    """The keys of one server and how much each has sent lately."""

    def __init__(self, keys: Iterable[Key], clock: Callable[[], float] = time.monotonic) -> None:
        self._keys, self._clock = tuple(keys), clock
        self._left: dict[str, tuple[float, float]] = {}
        names = [k.name for k in self._keys]
        if len(set(names)) != len(names):
            raise ValueError(f"two keys with one name among {sorted(names)}: each device needs a name of its own")
        for key in self._keys:
            if key.rate <= 0 or key.burst < 1:
                raise ValueError(
                    f"key {key.name}: rate {key.rate:g}, burst {key.burst}; a rate above 0 and a burst of 1 or more"
                )
            if not key.scopes <= set(SCOPES):
                raise ValueError(f"key {key.name}: scopes {sorted(key.scopes)}; known are {', '.join(SCOPES)}")

    def find(self, presented: str) -> Key | None:
        """Whose key this is. Every key is compared, in constant time, so that the answer's delay tells nothing."""
        digest = digest_of(presented)
        found = None
        for key in self._keys:
            if hmac.compare_digest(key.digest.encode(), digest.encode()):
                found = key
        return found

    def wait(self, key: Key) -> float:
        """0 when ``key`` may send now, which counts as one message; else the seconds until it may."""
        now = self._clock()
        left, since = self._left.get(key.name, (float(key.burst), now))
        left = min(float(key.burst), left + (now - since) * key.rate)
        if left < 1:
            self._left[key.name] = (left, now)
            return (1 - left) / key.rate
        self._left[key.name] = (left - 1, now)
        return 0.0
