"""The desk's door on the pages' own address. It passes on what a browser says and adds nothing: the site holds no key of its own.

Who may do what is decided behind it, by the session that the browser brings. A request that another site caused is turned away here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kotinos.site.settings import Settings

PATH = "/v1/desk"
LIMIT = 200_000
"""Bytes of a request's body."""
_ASKED = ("content-type", "cookie", "x-csrf-token")
_TOLD = ("content-type", "cache-control", "retry-after", "x-sheet", "x-seq", "set-cookie")
_PATIENCE = httpx.Timeout(10.0, read=30.0).as_dict()
_MANY = httpx.Limits(max_connections=500, max_keepalive_connections=100)


def routes() -> list[Route]:
    """The door, where the settings name one."""
    return [Route(PATH + "/{path:path}", _pass_on, methods=["GET", "POST", "DELETE"])]


async def close(app: Starlette) -> None:
    """Let go of the connections to the platform."""
    transport: httpx.AsyncHTTPTransport | None = getattr(app.state, "desk_transport", None)
    if transport is not None:
        await transport.aclose()


def _transport(app: Starlette) -> httpx.AsyncHTTPTransport:
    """One for all requests, made when it is first needed: making one takes longer than any request.

    A bare transport, not a client: a client keeps cookies, and would bring one browser's session to the next.
    """
    if getattr(app.state, "desk_transport", None) is None:
        app.state.desk_transport = httpx.AsyncHTTPTransport(limits=_MANY, trust_env=False)
    transport: httpx.AsyncHTTPTransport = app.state.desk_transport
    return transport


async def _pass_on(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    if not settings.desk:
        return _problem(404, "there is no desk here", "a platform that serves one")
    if request.method != "GET" and not _own(request):
        return _problem(403, "another site asked for this", "the desk's own pages")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LIMIT:
            return _problem(413, f"more than {LIMIT} bytes", "a smaller message")
    headers = {name: request.headers[name] for name in _ASKED if name in request.headers}
    headers["x-forwarded-proto"] = request.url.scheme
    target = httpx.URL(settings.desk + request.url.path, query=request.url.query.encode())
    passed = httpx.Request(request.method, target, headers=headers, content=body, extensions={"timeout": _PATIENCE})
    try:
        answer = await _transport(request.app).handle_async_request(passed)
        await answer.aread()
    except httpx.TransportError:
        return _problem(503, "the platform does not answer", "send it again in a moment")
    told = {name: answer.headers[name] for name in _TOLD if name in answer.headers}
    return Response(answer.content, answer.status_code, headers=told)


def _own(request: Request) -> bool:
    """Whether a page of this very address asks. Browsers say so of every change; what does not say so is turned away."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "")


def _problem(status: int, what: str, right: str) -> Response:
    problem = {"what": what, "where": "desk", "would_be_right": right}
    return JSONResponse(problem, status, headers={"cache-control": "no-store"})
