"""The door itself: four addresses, for the one client whose certificate says ``open-zone``."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kotinos.codes import canonical
from kotinos.custody.act import Act, Refused
from kotinos.custody.door import crossings, envelopes, questions
from kotinos.custody.vault.vault import Vault
from kotinos.release.schema import Crossings, Envelope, Question, Received

CLIENT = "open-zone"
"""The name in the certificate of the only client."""
_LOOK = 0.5  # seconds between two looks for news while a client waits
_WAIT_AT_MOST = 25
_BODY_AT_MOST = 2_000_000


def create(vault: Vault) -> Starlette:
    """The door to ``vault``. Serve it with `peers.Named` over mutual TLS: without a name in ``scope["peer"]`` it answers nobody."""
    app = Starlette(
        routes=[
            Route("/v1/crossings", _for_the_client(_crossings)),
            Route("/v1/questions", _for_the_client(_question), methods=["POST"]),
            Route("/v1/envelope-key", _for_the_client(_envelope_key)),
            Route("/v1/envelopes", _for_the_client(_envelope), methods=["POST"]),
        ]
    )
    app.state.vault = vault
    app.state.closing = lambda: (
        False
    )  # whoever serves it says when it is about to end: nobody is kept waiting for news then
    return app


def _for_the_client(view: Callable[[Request, Vault], Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        if request.scope.get("peer") != CLIENT:
            return Response(status_code=403)
        try:
            return _said(await view(request, request.app.state.vault))
        except _Wrong as wrong:
            return _said({"error": str(wrong)}, 422)
        except Refused as refused:
            return _said({"error": refused.code}, 429 if refused.code in ("quota", "suspended") else 409)

    return guarded


class _Wrong(ValueError):
    """A request that does not fit the schema; the text says where, and repeats nothing of it."""


async def _crossings(request: Request, vault: Vault) -> Crossings:
    after, wait = (_number(request, name, most) for name, most in (("after", 2**53), ("wait", _WAIT_AT_MOST)))
    until = asyncio.get_running_loop().time() + wait
    while True:
        found = await run_in_threadpool(_after, vault, after)
        if found.crossings or asyncio.get_running_loop().time() >= until or request.app.state.closing():
            return found
        await asyncio.sleep(_LOOK)


def _after(vault: Vault, place: int) -> Crossings:
    with vault.database.reading() as connection:
        return crossings.after(connection, vault, place)


async def _question(request: Request, vault: Vault) -> Any:
    asked: Any = await _body(request, Question)
    return await run_in_threadpool(questions.answer, vault, _act(vault, "the open zone asks"), asked)


async def _envelope_key(request: Request, vault: Vault) -> Any:
    with vault.database.reading() as connection:
        return envelopes.public_key(connection, vault)


async def _envelope(request: Request, vault: Vault) -> Received:
    envelope: Envelope = await _body(request, Envelope)
    await run_in_threadpool(_take, vault, envelope)
    return Received(envelope.id)


def _take(vault: Vault, envelope: Envelope) -> None:
    with vault.database.writing() as connection:
        envelopes.take(connection, _act(vault, "an envelope from the open zone"), vault, envelope)


def _act(vault: Vault, why: str) -> Act:
    return Act(f"consumer:{crossings.CONSUMER}", vault.clock(), why)


async def _body(request: Request, wanted: Any) -> Any:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY_AT_MOST:
            raise _Wrong(f"more than {_BODY_AT_MOST} bytes")
    try:
        return canonical.decode(body, wanted)
    except msgspec.MsgspecError as error:
        raise _Wrong(f"does not fit the schema at {str(error).rpartition(' - at ')[2]}") from None


def _number(request: Request, name: str, most: int) -> int:
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdecimal() and int(text) <= most):
        raise _Wrong(f"{name} is a number from 0 to {most}")
    return int(text)


def _said(value: Any, status: int = 200) -> Response:
    return Response(canonical.encode(value), status, media_type="application/json")
