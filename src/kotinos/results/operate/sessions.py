"""Who is signed in. A session is a random token of which only a digest is kept; it ends by itself, and with its account.

Sessions outlive a restart of the program, so that nobody has to sign in again while a competition runs.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec

from kotinos.codes import canonical
from kotinos.results.operate.accounts import NOBODY, Account, Accounts, matches

HOURS = 8
"""A shift: after that one signs in again."""
TRIES, EVERY = 5, 12.0
"""Wrong passwords for one name in a row, and the seconds after which there is one more try."""
_BUCKETS = 4096


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One sign-in. ``until`` is a time of the clock in seconds; ``csrf`` comes with every change that a page asks for; ``password``
    is a digest of what the account's password was: with a new password old sessions end."""

    name: str
    csrf: str
    until: float
    password: str


class Sessions:
    """The sessions of one platform, kept in ``path``."""

    def __init__(self, path: Path, accounts: Accounts, clock: Callable[[], float] = time.time) -> None:
        self._path, self._accounts, self._clock = path, accounts, clock
        self._tries = [(float(TRIES), 0.0)] * _BUCKETS
        self._open = self._kept()

    def wait(self, name: str) -> float:
        """0 when a password for ``name`` may be tried now, which counts as a try; else the seconds until it may."""
        at = int.from_bytes(sha256(name.encode()).digest()[:4], "big") % _BUCKETS
        now = self._clock()
        left, since = self._tries[at]
        left = min(float(TRIES), left + max(now - since, 0.0) / EVERY)
        if left < 1:
            self._tries[at] = (left, now)
            return (1 - left) * EVERY
        self._tries[at] = (left - 1, now)
        return 0.0

    def right(self, name: str, password: str) -> bool:
        """Whether the password is this person's. Slow on purpose: call it beside the event loop."""
        account = self._accounts.find(name) or NOBODY
        return matches(password, account.password) and account is not NOBODY

    def enter(self, name: str) -> tuple[str, Session] | None:
        """A new session and its token; ``None`` when the account is gone meanwhile."""
        account = self._accounts.find(name)
        if account is None:
            return None
        token = secrets.token_urlsafe(32)
        session = Session(
            name=name,
            csrf=secrets.token_urlsafe(24),
            until=self._clock() + HOURS * 3600,
            password=_digest(account.password),
        )
        self._open = {d: s for d, s in self._open.items() if s.until > self._clock()} | {_digest(token): session}
        self._keep()
        return token, session

    def find(self, token: str) -> tuple[Account, Session] | None:
        """Who holds this token now; ``None`` when it is unknown or over, or the account is gone or has another password."""
        session = self._open.get(_digest(token)) if token else None
        account = self._accounts.find(session.name) if session and session.until > self._clock() else None
        if session is None or account is None or session.password != _digest(account.password):
            return None
        return account, session

    def leave(self, token: str) -> None:
        """End a session."""
        if self._open.pop(_digest(token), None):
            self._keep()

    def _kept(self) -> dict[str, Session]:
        try:
            return canonical.decode(self._path.read_bytes(), dict[str, Session])
        except (OSError, ValueError):
            return {}  # unknown sessions are nobody's: people sign in again

    def _keep(self) -> None:
        waiting = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(canonical.encode(self._open))
        waiting.rename(self._path)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
