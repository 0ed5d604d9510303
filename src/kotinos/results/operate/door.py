"""Signing in and out, and who asks: a cookie that scripts cannot read, and a token that every change must carry."""

from __future__ import annotations

import asyncio
import hmac
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kotinos.codes import canonical
from kotinos.results.intake import observations
from kotinos.results.intake.body import body_of
from kotinos.results.operate import answers
from kotinos.results.operate.accounts import Account
from kotinos.results.operate.answers import Stop
from kotinos.results.operate.sessions import HOURS, Session, Sessions

COOKIE = "kotinos_desk"
PATH = "/v1/desk"
LIMIT = 100_000
"""Bytes of a request's body."""
_AT_ONCE = 2
"""Passwords that are checked at the same time: each costs much memory and time, on purpose."""


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person gives to sign in."""

    name: Annotated[str, msgspec.Meta(max_length=100)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, and the token that each change must carry as ``X-CSRF-Token``."""

    name: str
    full_name: str
    role: str
    csrf: str


class Door:
    """Lets people in whom the accounts know, and nobody else."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._checking = asyncio.Semaphore(_AT_ONCE)

    async def sign_in(self, request: Request) -> Response:
        """A name and its password give a session."""
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise Stop(415, "not JSON", "content-type", "application/json")
        said = observations.typed(await body_of(request, LIMIT), SignIn)
        wait = self._sessions.wait(said.name)
        if wait:
            seconds = str(int(wait) + 1)
            raise Stop(429, "too many tries", "password", f"again in {seconds} s", **{"retry-after": seconds})
        async with self._checking:
            right = await asyncio.to_thread(self._sessions.right, said.name, said.password)
        entered = self._sessions.enter(said.name) if right else None
        found = self._sessions.find(entered[0]) if entered else None
        if entered is None or found is None:
            raise Stop(401, "name and password do not belong together", "password", "a name and its own password")
        answer = answers.json(_me(*found))
        secure = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
        answer.set_cookie(
            COOKIE, entered[0], max_age=HOURS * 3600, path=PATH, httponly=True, samesite="strict", secure=secure
        )
        return answer

    async def who(self, request: Request) -> Response:
        """Who is signed in; 204 for nobody."""
        found = self._sessions.find(request.cookies.get(COOKIE, ""))
        return answers.json(_me(*found)) if found else Response(status_code=204, headers={"cache-control": "no-store"})

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        self.admit(request)
        self._sessions.leave(request.cookies[COOKIE])
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
        return answer

    def admit(self, request: Request) -> Account:
        """The person who asks; raises `Stop` for nobody, and for a change that does not carry the session's own token."""
        account, session = self._session(request)
        if request.method not in ("GET", "HEAD"):
            given = request.headers.get("x-csrf-token", "")
            if not hmac.compare_digest(given.encode(), session.csrf.encode()):
                raise Stop(403, "the session's token is missing or another's", "X-CSRF-Token", "sign in again")
        return account

    def _session(self, request: Request) -> tuple[Account, Session]:
        found = self._sessions.find(request.cookies.get(COOKIE, ""))
        if found is None:
            raise Stop(401, "nobody is signed in", "session", "sign in")
        return found


def _me(account: Account, session: Session) -> dict[str, str]:
    me = Me(name=account.name, full_name=account.full_name, role=account.role, csrf=session.csrf)
    return dict(canonical.plain(me))
