"""A device's side of the wire: signed requests to the zone, and the loop that keeps what it carries fresh and its scans handed over."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import structlog

from kotinos.custody.card.status import BadStatus
from kotinos.custody.gate import carried
from kotinos.custody.gate.carried import Carried, Identity
from kotinos.custody.gate.devices import to_be_signed
from kotinos.custody.gate.snapshot import BadSnapshot

WAIT = 20
"""Seconds that the zone may hold a question for changes."""
_TRY_AGAIN = 2.0

log = structlog.get_logger("kotinos.gate")


class Unanswered(Exception):
    """The zone was not reached, or refused. What the device carries goes on being good for a day."""


class Link:
    """Requests in the name of a device."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._http = _client(identity.url, identity.ca)

    def ask(self, method: str, target: str, body: bytes = b"", *, timeout: float = 15.0) -> httpx.Response:
        """One signed request; raises `Unanswered`."""
        at = int(time.time())
        signature = self._identity.sign_key.sign(to_be_signed(method, target, at, body))
        words = f"Kotinos-Device {self._identity.device} {at} {carried.in_base64(signature)}"
        try:
            found = self._http.request(method, target, content=body, headers={"Authorization": words}, timeout=timeout)
        except httpx.HTTPError as error:
            raise Unanswered(f"{self._identity.url}: {error or type(error).__name__}") from error
        if found.status_code != 200:
            raise Unanswered(f"{method} {target}: {found.status_code} {found.text[:200]}")
        return found

    def close(self) -> None:
        """Hang up."""
        self._http.close()


def enrol(url: str, invitation: str, folder: Path, ca: str = "") -> Identity:
    """Take the place that ``invitation`` stands for, with keys made here. Raises `Unanswered`; `FileExistsError` over another device."""
    if (folder / "device.json").exists():
        raise FileExistsError(f"{folder} already holds a device")
    sign_secret, seal_secret = carried.new_secrets()
    made = Identity(url=url, device="", gate="", anchor=b"", sign_secret=sign_secret, seal_secret=seal_secret, ca=ca)
    body = {
        "invitation": invitation,
        "sign_key": made.sign_key.public_key().public_bytes_raw(),
        "seal_key": made.seal_key.public_key().public_bytes_raw(),
    }
    with _client(url, ca) as http:
        try:
            answer = http.post("/gate/api/enrol", content=msgspec.json.encode(body))
        except httpx.HTTPError as error:
            raise Unanswered(f"{url}: {error or type(error).__name__}") from error
    if answer.status_code != 200:
        raise Unanswered(f"{url}: {answer.status_code} {answer.text[:200]}")
    told: dict[str, Any] = answer.json()
    made = msgspec.structs.replace(
        made, device=told["device"], gate=told["gate"], anchor=carried.from_base64(told["anchor"])
    )
    carried.write_identity(folder, made)
    return made


def synchronise(store: Carried, link: Link, wait: int = 0) -> None:
    """Hand over the scans, then take what changed: within ``wait`` seconds, as soon as something did. Raises `Unanswered`."""
    hand_over(store, link)
    if store.snapshot is not None:
        target = f"/gate/api/changes?since={store.edition}&rest={store.rest}&wait={wait}"
        told: dict[str, Any] = link.ask("GET", target, timeout=wait + 15).json()
        try:
            store.take_changes(carried.from_base64(told["changes"]))
            if not told["snapshot"]:
                return
        except BadStatus as error:
            log.warning("changes do not fit, taking a whole snapshot", why=str(error))
    found = link.ask("GET", "/gate/api/snapshot", timeout=60)
    try:
        store.take_snapshot(found.content, found.headers["Kotinos-Rest"])
    except BadSnapshot as error:
        raise Unanswered(str(error)) from error


def hand_over(store: Carried, link: Link) -> None:
    """Send every scan that waits, in messages of some hundreds; each is marked only when the zone says that it is on disk."""
    while waiting := store.waiting():
        told: dict[str, Any] = link.ask("POST", "/gate/api/scans", msgspec.json.encode(waiting)).json()
        store.sent(told["kept"])


class Keeping:
    """The loop in a thread of its own; `close` ends it. ``noticed`` hears of each round: None, or what was wrong."""

    def __init__(self, store: Carried, noticed: Callable[[Unanswered | None], None]) -> None:
        self._store, self._noticed = store, noticed
        self._link = Link(store.identity)
        self._end = threading.Event()
        self._scans = threading.Thread(target=self._hand_over_often, daemon=True)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._scans.start()

    def _run(self) -> None:
        while not self._end.is_set():
            try:
                synchronise(self._store, self._link, WAIT)
                self._noticed(None)
            except Unanswered as error:
                self._noticed(error)
                self._end.wait(_TRY_AGAIN)

    def _hand_over_often(self) -> None:
        own = Link(self._store.identity)
        while not self._end.wait(_TRY_AGAIN):
            try:
                hand_over(self._store, own)
            except Unanswered:
                continue  # the other thread says so; the scans wait on disk
        own.close()

    def close(self) -> None:
        """End the loop, after the question that is being asked."""
        self._end.set()
        self._link.close()
        self._scans.join(5)


def _client(url: str, ca: str) -> httpx.Client:
    context = ssl.create_default_context(cafile=ca or None)
    return httpx.Client(base_url=url, verify=context)
