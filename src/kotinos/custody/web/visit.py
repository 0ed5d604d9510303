"""One visit to a page: who asks, in which language, with what; and the guards that every page stands behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kotinos.custody.act import Act
from kotinos.custody.people import sessions, tickets
from kotinos.custody.people.queries import Person
from kotinos.custody.people.sessions import Session
from kotinos.custody.web.forms import Form, read
from kotinos.custody.web.zone import Zone
from kotinos.design.languages import LANGUAGES, preferred

COOKIE = "__Host-session"
View = Callable[["Visit"], Response]
Endpoint = Callable[[Request], Any]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """``session`` is of whoever is signed in; ``form`` is empty unless something was sent."""

    zone: Zone
    request: Request
    language: str
    session: Session | None
    form: Form
    now: datetime

    @property
    def person(self) -> Person:
        """Who is signed in; only for pages behind `guarded`."""
        assert self.session is not None
        return self.session.person

    @property
    def token(self) -> str:
        """The session's token, from the cookie."""
        return self.request.cookies.get(COOKIE, "")

    @property
    def network(self) -> str:
        """Where the request comes from: an address of IPv4, or the first half of one of IPv6: a subscriber has all of it."""
        if self.request.client is None:
            return ""
        found = ip_address(self.request.client.host)
        return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))

    def act(self, why: str) -> Act:
        """A deed of whoever is signed in."""
        return Act(self.person.actor, self.now, why)

    def at(self, *path: str) -> str:
        """The address of another page in this language."""
        return "/" + "/".join((self.language, *path))

    def goes(self, *path: str) -> Response:
        """On to another page, after something was done."""
        return RedirectResponse(self.at(*path), 303)

    def may(self, permission: str) -> bool:
        """Whether who is signed in may do what ``permission`` names, now."""
        if self.session is None:
            return False
        with self.zone.database.reading() as connection:
            return tickets.allowed(connection, self.session.person, permission, self.now)


def language_of(request: Request) -> str:
    """The language of an address, else the one that the browser prefers."""
    asked = request.path_params.get("lang") or request.url.path.lstrip("/").split("/")[0]
    return asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def guarded(permission: str, view: View) -> Endpoint:
    """``view`` for those who may do what ``permission`` names. Others are led to signing in, or told that they may not."""

    def shown(visit: Visit) -> Response:
        if visit.session is None:
            if visit.request.method != "GET":
                raise HTTPException(401)
            return visit.goes("sign-in")
        if not visit.may(permission):
            raise HTTPException(403)
        if visit.request.method != "GET" and visit.form.text("csrf") != visit.session.csrf:
            raise HTTPException(403)
        return view(visit)

    return public(shown)


def public(view: View) -> Endpoint:
    """``view`` for everybody. What changes something must come from a page of this very address, which browsers say."""

    async def endpoint(request: Request) -> Response:
        if request.path_params.get("lang", LANGUAGES[0]) not in LANGUAGES:
            raise HTTPException(404)
        if request.method == "POST" and not _own(request):
            raise HTTPException(403)
        form = await read(request)
        return await run_in_threadpool(_answer, view, request, form)

    return endpoint


def visit_of(request: Request, form: Form) -> Visit:
    """The visit that a request is: with its session, where it has one that is not over."""
    zone: Zone = request.app.state.zone
    now = zone.clock()
    token = request.cookies.get(COOKIE, "")
    with zone.database.reading() as connection:
        session = sessions.find(connection, token, now) if token else None
    if session and sessions.stale(session, now):
        with zone.database.writing() as connection:
            sessions.touch(connection, token, now)
    return Visit(zone=zone, request=request, language=language_of(request), session=session, form=form, now=now)


def _answer(view: View, request: Request, form: Form) -> Response:
    return view(visit_of(request, form))


def _own(request: Request) -> bool:
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.scheme == "https" and origin.netloc == request.headers.get("host", "")
