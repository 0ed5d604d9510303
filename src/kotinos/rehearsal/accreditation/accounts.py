"""The people who work in the demonstration: added by an operator, their credentials made by their links, kept for whoever wants to look."""

from __future__ import annotations

import os
import re
import secrets
import time
from base64 import b32decode
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from kotinos.rehearsal.accreditation.operator import Operator
from kotinos.rehearsal.accreditation.pages import Browser, Refused, secret, text

FILE = "demo-people.json"
_STEP = 30
_ROLES = (
    # name, full name, role, of which organisation (empty: the zone's own staff)
    ("demo-supervisor", "Sidonie Clairquint", "supervisor", ""),
    ("demo-officer", "Oskar Lundmark", "officer", ""),
    ("demo-officer2", "Ondine Mirecorne", "officer", ""),
    ("demo-desk", "Dario Selvarossi", "desk", ""),
    ("demo-committee", "Camille Valnarde", "organisation", "OLV"),
    ("demo-caterer", "Thea Moorloh", "organisation", "BERYL"),
)
COMMITTEE, CATERER, OFFICER, SECOND, DESK = (
    "demo-committee",
    "demo-caterer",
    "demo-officer",
    "demo-officer2",
    "demo-desk",
)


class Account(msgspec.Struct):
    """One account. ``secret`` (Base32) is what its device shows codes by; ``step`` the last code that was used."""

    name: str
    full_name: str
    role: str
    password: str
    link: str
    secret: str = ""
    enrolled: bool = False
    step: int = 0

    @property
    def otpauth(self) -> str:
        """The address that a device takes its secret from."""
        return _device(self.secret).get_provisioning_uri(self.name, "Kotinos")

    def code(self) -> str:
        """A code that was not used yet: each opens once, and the next one is good a moment early."""
        now = int(time.time()) // _STEP
        if self.step > now:
            time.sleep((self.step - now) * _STEP - time.time() % _STEP + 1)
            now = int(time.time()) // _STEP
        self.step = max(now, self.step + 1)
        return _device(self.secret).generate(self.step * _STEP).decode()


class Kept(msgspec.Struct):
    """What one demonstration remembers, in a file that only its owner may read."""

    seed: int
    people: int
    begun: datetime
    accounts: dict[str, Account] = {}
    done: list[str] = []

    def save(self, folder: Path) -> None:
        """Write it; whole, or not at all."""
        part = folder / f".{FILE}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / FILE)


def load(folder: Path, seed: int, people: int) -> Kept:
    """What an earlier start of it left, with its own seed and people; else a new one."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Kept)
    except FileNotFoundError:
        return Kept(seed, people, datetime.now(UTC))


def add_all(kept: Kept, folder: Path, operator: Operator) -> list[Account]:
    """Add every account that is not there; the new ones. Staff come before anybody has credentials: later, two people must agree."""
    made = []
    for name, full_name, role, organisation in _ROLES:
        if name in kept.accounts:
            continue
        words = ("--full-name", full_name, "--organisation", organisation or "Olivier", "--role", role)
        said = operator.custody("people", "add", name, *words, "--why", "the demonstration")
        link = re.search(r"/enrol/(\S+)", said)
        if link is None:
            raise Refused(f"{name}: {said}")
        password = f"olive-{secrets.token_hex(6)}-wreath"
        kept.accounts[name] = Account(name, full_name, role, password, link[1])
        kept.save(folder)
        made.append(kept.accounts[name])
    return made


def enrol(kept: Kept, folder: Path, account: Account, browser: Browser) -> None:
    """Make the credentials of ``account`` by its link."""
    path = f"enrol/{account.link}"
    try:
        page = browser.page(path)
    except Refused:
        if not account.secret:
            raise
        # The link was used before the last start could write it down.
        account.enrolled = True
        kept.save(folder)
        return
    account.secret = text(page, "//code[@class='secret']").replace(" ", "")
    kept.save(folder)
    form = {"password": account.password, "again": account.password, "code": account.code()}
    answer = browser.post(path, {**form, "csrf": secret(page)})
    if answer.status_code != 303:
        raise Refused(f"{account.name}: {answer.status_code}")
    account.enrolled = True
    kept.save(folder)


def sign_in(kept: Kept, folder: Path, name: str, browser: Browser) -> Browser:
    """Sign ``name`` in, with a code that was not used; a visitor may have used this one."""
    account = kept.accounts[name]
    for _ in range(3):
        form = {"name": name, "password": account.password, "code": account.code()}
        kept.save(folder)
        answer = browser.post("sign-in", form)
        if answer.status_code == 303:
            return browser
        time.sleep(float(answer.headers.get("retry-after", 0)))
    raise Refused(f"{name} cannot sign in: {answer.status_code}")


def _device(secret: str) -> TOTP:
    return TOTP(b32decode(secret), 6, SHA1(), _STEP)  # noqa: S303 - RFC 6238, as every device has it
