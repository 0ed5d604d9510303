"""What devices ask the zone, over HTTP: to be enrolled, a snapshot, what changed, photos, and to keep their scans.

Every request but the enrolment is signed by the device (``Authorization: Kotinos-Device ID TIME SIGNATURE``, see `devices.to_be_signed`).
"""

from __future__ import annotations

import asyncio
import time
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import listing, signers
from kotinos.custody.gate import carrying, devices, scans
from kotinos.custody.gate.devices import Device
from kotinos.custody.gate.held import REST_FOR, Held
from kotinos.custody.gate.scans import Scan
from kotinos.custody.vault.root import Root
from kotinos.custody.vault.vault import Vault

STATIC = Path(__file__).parent / "static"
LONGEST_WAIT = 25.0
"""Seconds that a device's question for changes may wait for an answer."""
NOTE_EVERY = 60.0
"""Seconds between two notes that a device was seen: there is one writer, and it has other work."""
LOOK_EVERY = 0.5
"""Seconds between two looks for a new edition, one look for all devices that wait."""
_STATUS = {"no_device": 401, "blocked": 403, "bad_signature": 401, "clock": 401, "no_invitation": 404, "no_photos": 403,
           "scan_differs": 409, "quota": 429}  # fmt: skip
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
}
_OF_PAGE = _ALWAYS | {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}


class Gates:
    """The gates of one zone: ``routes`` are to be mounted where devices reach them; ``rest_for`` as `held.REST_FOR`."""

    def __init__(
        self, vault: Vault, root: Root, clock: Callable[[], datetime], rest_for: tuple[float, float] = REST_FOR
    ) -> None:
        self._vault, self._root, self._clock = vault, root, clock
        self._database = vault.database
        self._held = Held(root, clock, rest_for)
        self._looked, self._edition = -LOOK_EVERY, 0
        self._noted: dict[str, float] = {}
        self._looking = asyncio.Lock()

    @property
    def routes(self) -> list[BaseRoute]:
        """The API, and the page for phones."""
        return [
            Route("/gate/api/enrol", self._answering(self._enrol), methods=["POST"]),
            Route("/gate/api/snapshot", self._answering(self._snapshot)),
            Route("/gate/api/changes", self._answering(self._changes)),
            Route("/gate/api/photos", self._answering(self._photos)),
            Route("/gate/api/scans", self._answering(self._scans), methods=["POST"]),
            Mount("/gate", _Pages(directory=STATIC, packages=[("kotinos.design", "static")], html=True)),
        ]

    def _answering(self, ask: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                found = await ask(request)
            except Refused as error:
                found = JSONResponse({"refused": error.code, **error.detail}, _STATUS.get(error.code, 400))
            except (msgspec.MsgspecError, ValueError, KeyError) as error:
                found = JSONResponse({"refused": "malformed", "says": str(error)}, 400)
            found.headers.update(_ALWAYS | {"Cache-Control": "no-store"})
            return found

        return answer

    async def _device(self, request: Request) -> tuple[Device, bytes]:
        words = request.headers.get("authorization", "").split()
        if len(words) != 4 or words[0] != "Kotinos-Device":
            raise Refused("no_device")
        body = await request.body()
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        signed = devices.to_be_signed(request.method, target, int(words[2]), body)

        def known() -> Device:
            now, said = self._clock(), int(words[2])
            with self._database.reading() as connection:
                found = devices.known(connection, now, words[1], said, b64decode(words[3]), signed)
            if time.monotonic() - self._noted.get(found.id, -NOTE_EVERY) >= NOTE_EVERY:
                self._noted[found.id] = time.monotonic()
                since = request.query_params.get("since", "")
                edition = int(since) if since.isdecimal() and len(since) < 10 else None
                with self._database.writing() as connection:
                    devices.note_seen(connection, now, found.id, int(now.timestamp()) - said, edition)
            return found

        return await run_in_threadpool(known), body

    async def _enrol(self, request: Request) -> Response:
        asked = msgspec.json.decode(await request.body(), type=_Enrolment)

        def enrol() -> dict[str, Any]:
            with self._database.writing() as connection:
                made = devices.enrol(connection, self._clock(), asked.invitation, asked.sign_key, asked.seal_key)
                anchor = signers.anchor(connection, self._root)
            return {
                "device": made.id,
                "games": made.games,
                "gate": made.post.gate,
                "anchor": b64encode(anchor.public).decode(),
            }

        return JSONResponse(await run_in_threadpool(enrol))

    async def _snapshot(self, request: Request) -> Response:
        device, _ = await self._device(request)

        def make() -> tuple[bytes, str]:
            with self._database.reading() as connection:
                ready = self._held.ready(connection)
            return carrying.snapshot_for(device, ready.carried, ready.statuses, ready.signer), carrying.rest(
                ready.carried, device
            )

        sealed, rest = await run_in_threadpool(make)
        return Response(sealed, media_type="application/octet-stream", headers={"Kotinos-Rest": rest})

    async def _changes(self, request: Request) -> Response:
        device, _ = await self._device(request)
        since, held = int(request.query_params["since"]), request.query_params.get("rest", "")
        wait = min(float(request.query_params.get("wait", "0")), LONGEST_WAIT)
        until = time.monotonic() + wait
        # Many wait and one looks (`_latest`): an event would need a thread of its own beside each database.
        while await self._latest() <= since and time.monotonic() < until:  # noqa: ASYNC110
            await asyncio.sleep(min(LOOK_EVERY, max(0.0, until - time.monotonic())))

        def make() -> dict[str, Any]:
            with self._database.reading() as connection:
                devices.one(connection, device.id)  # it may have been blocked while it waited
                ready = self._held.ready(connection)
                changes = self._held.changes(connection, since, ready)
            return {"changes": b64encode(changes).decode(), "snapshot": carrying.rest(ready.carried, device) != held}

        return JSONResponse(await run_in_threadpool(make))

    async def _latest(self) -> int:
        """The edition of the status list, looked up once for all who wait."""
        async with self._looking:
            if time.monotonic() - self._looked >= LOOK_EVERY:

                def look() -> int:
                    with self._database.reading() as connection:
                        return listing.edition(connection)

                self._edition = await run_in_threadpool(look)
                self._looked = time.monotonic()
        return self._edition

    async def _photos(self, request: Request) -> Response:
        device, _ = await self._device(request)
        after = int(request.query_params.get("after", "0"))
        act = Act(f"device:{device.id[:8]}", self._clock(), f"photos at gate {device.post.gate}")
        sealed, more = await run_in_threadpool(carrying.photos_for, self._vault, device, act, after)
        return Response(sealed, media_type="application/octet-stream", headers={"Kotinos-More": str(more)})

    async def _scans(self, request: Request) -> Response:
        device, body = await self._device(request)
        given = msgspec.json.decode(body, type=list[Scan])
        if len(given) > scans.AT_ONCE:
            raise ValueError(f"{len(given)} scans at once; at most {scans.AT_ONCE}")

        def keep() -> list[str]:
            with self._database.writing() as connection:
                return scans.keep(connection, self._clock(), device, given)

        return JSONResponse({"kept": await run_in_threadpool(keep)})


class _Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    invitation: str
    sign_key: bytes  # base64 in JSON
    seal_key: bytes


class _Pages(StaticFiles):
    def file_response(self, *args: Any, **more: Any) -> Response:
        """A file with the headers that keep a page of a sealed zone to itself."""
        found = super().file_response(*args, **more)
        found.headers.update(_OF_PAGE)
        return found
