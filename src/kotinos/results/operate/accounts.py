"""The people who may work at a desk: a file of accounts, each with a password of which only a slow hash is kept (scrypt, RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from kotinos.codes import canonical

Role = Literal["operator", "manager"]
ROLES: tuple[Role, ...] = ("operator", "manager")
"""An operator enters and corrects up to unofficial; a manager also makes official, decides ties and protests, and withdraws."""
EVERYTHING = "*"
SHORTEST = 10
"""Characters of a password at least."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}\Z")
_N, _R, _P = 2**15, 8, 1
"""Cost of one hash: 32 MiB and some tens of milliseconds, which OWASP's password storage advice asks for."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person. ``name`` stands in the journal as the actor; ``full_name`` is shown. ``venues`` and ``disciplines`` hold codes, or
    ``*``; nobody may touch what is not named."""

    name: str
    full_name: str
    role: Role
    password: str
    venues: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()


class AccountError(ValueError):
    """An account that cannot be made; the message says what would be right."""


def hashed(password: str) -> str:
    """What is kept of a password: ``scrypt$n$r$p$salt$hash``; raises `AccountError` for one that is too short."""
    if len(password) < SHORTEST:
        raise AccountError(f"a password of {len(password)} characters: at least {SHORTEST}")
    salt = os.urandom(16)
    return "$".join(("scrypt", str(_N), str(_R), str(_P), _text(salt), _text(_scrypt(password, salt, _N, _R, _P))))


def matches(password: str, kept: str) -> bool:
    """Whether ``kept`` was made from ``password``. Takes as long for any password; a hash of an unknown kind matches none."""
    kind, *parts = kept.split("$")
    if kind != "scrypt" or len(parts) != 5:
        return False
    n, r, p = (int(part) for part in parts[:3])
    salt, wanted = (base64.b64decode(part) for part in parts[3:])
    return hmac.compare_digest(_scrypt(password, salt, n, r, p), wanted)


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


NOBODY = Account(name="", full_name="", role="operator", password=hashed(secrets.token_hex(16)))
"""Stands in where a name is unknown, so that a wrong name takes as long as a wrong password."""


def checked(account: Account) -> Account:
    """``account`` if its name and role can be used; raises `AccountError`."""
    if not _NAME.match(account.name):
        raise AccountError(f"name {account.name!r}: 1 to 40 of a-z, 0-9, '.', '-' and '_', a letter or digit first")
    if account.role not in ROLES:
        raise AccountError(f"role {account.role!r}: one of {', '.join(ROLES)}")
    if not account.full_name.strip():
        raise AccountError(f"account {account.name}: the person's name as it is shown is missing")
    return account


def read(path: Path) -> tuple[Account, ...]:
    """The accounts of a file; none where there is no file. Raises ``msgspec.ValidationError`` for one that is wrong."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    return tuple(canonical.decode(data, list[Account]))


def write(path: Path, accounts: Iterable[Account]) -> None:
    """Replace the file, whole or not at all; its owner alone may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(canonical.encode(sorted(accounts, key=lambda a: a.name)), indent=2))
        file.flush()
        os.fsync(file.fileno())
    waiting.rename(path)


class Accounts:
    """The accounts of a file, read again when it has changed. A file that cannot be read lets nobody in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._by_name: dict[str, Account] = {}

    def find(self, name: str) -> Account | None:
        """The account of that name as the file has it now."""
        try:
            stat = self._path.stat()
            stamp = (stat.st_mtime_ns, stat.st_ino)
            if stamp != self._stamp:
                self._by_name = {account.name: account for account in read(self._path)}
                self._stamp = stamp
        except (OSError, ValueError):
            self._by_name, self._stamp = {}, None
        return self._by_name.get(name)
