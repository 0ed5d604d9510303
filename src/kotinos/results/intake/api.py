"""The intake over HTTP: devices and feeds send, officials decide, and a message is acknowledged when it is durable.

Answers: 200 with a report; 401 without a known key; 403 for what the key may not do; 409 where a message reads well but contradicts
what is known (it may be right later: send it again); 413 and 429 beyond the bounds; 422 where it cannot be read; 503 when the record
cannot be written. Errors are ``{"what", "where", "would_be_right"}``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc, RscError
from kotinos.results.embargo_facts import ROLES
from kotinos.results.engine import EngineStopped
from kotinos.results.facts import Command, Fact, Refused
from kotinos.results.held import held_values
from kotinos.results.intake import backstage, observations
from kotinos.results.intake.body import LIMIT, TooLarge, Unreadable, body_of
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.keys import DEVICE, OFFICIALS, Key, Keys, scopes_for
from kotinos.results.intake.message import Message, identity
from kotinos.results.intake.openapi import document
from kotinos.results.intake.reading import BadMessage
from kotinos.results.intake.report import Report

FILES = ("lynx", "evt", "lenex", "csv")
"""Forms that are files: their sender says the name and the revision."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong, where, and what would be right."""

    what: str
    where: str = ""
    would_be_right: str = ""


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A command as officials send it. ``id`` makes it idempotent; ``by`` is the person who decided."""

    id: observations.Name
    fact: Fact
    by: Annotated[str, msgspec.Meta(max_length=100)] = ""


class _Stop(Exception):
    def __init__(self, status: int, problem: Problem, **headers: str) -> None:
        super().__init__(problem.what)
        self.status, self.problem, self.headers = status, problem, headers


Endpoint = Callable[[Request], Awaitable[Response]]


def intake_app(desk: Desk, keys: Keys, limit: int = LIMIT) -> Starlette:
    """The routes of the intake, ready to be served or mounted. ``limit`` bounds a body in bytes."""
    api = _Api(desk, keys, limit)
    return Starlette(
        routes=[
            *(Route(f"/v1/{form}", api.answer(api.file), methods=["POST"]) for form in FILES),
            Route("/v1/odf", api.answer(api.odf), methods=["POST"]),
            Route("/v1/observations", api.answer(api.observations), methods=["POST"]),
            Route("/v1/commands", api.answer(api.commands), methods=["POST"]),
            Route("/v1/holds", api.answer(api.holds), methods=["GET"]),
            Route("/v1/embargoes", api.answer(api.embargoes), methods=["GET"]),
            Route("/v1/units/{rsc}", api.answer(api.unit), methods=["GET"]),
            Route("/v1/progress", api.answer(api.progress), methods=["GET"]),
            Route("/v1/refused", api.answer(api.refused), methods=["GET"]),
            Route("/v1/refused/{digest}", api.answer(api.refused_body), methods=["GET"]),
            Route("/openapi.json", _openapi, methods=["GET"]),
        ]
    )


class _Api:
    def __init__(self, desk: Desk, keys: Keys, limit: int) -> None:
        self._desk, self._keys, self._limit = desk, keys, limit

    def answer(self, endpoint: Endpoint) -> Endpoint:
        """``endpoint``, with every way of failing turned into its answer."""

        async def answered(request: Request) -> Response:
            try:
                return await endpoint(request)
            except _Stop as stop:
                return _json(stop.problem, stop.status, **stop.headers)
            except TooLarge as large:
                return _json(Problem(what=str(large), where="body", would_be_right=f"at most {self._limit} bytes"), 413)
            except Unreadable as bad:
                return _json(Problem(what=str(bad), where="body", would_be_right="gzip, whole, or no encoding"), 400)
            except BadMessage as bad:
                return _json(Problem(what=bad.what, where=bad.where, would_be_right=bad.right), 422)
            except EngineStopped as stopped:
                return _json(Problem(what=str(stopped), where="journal", would_be_right="send it again later"), 503)

        return answered

    async def file(self, request: Request) -> Response:
        """A results file as the device wrote it."""
        key = self._admit(request, DEVICE)
        form = request.url.path.rpartition("/")[2]
        message = Message(
            form=form,
            name=_parameter(request, "name"),
            body=await body_of(request, self._limit),
            source=key.name,
            actor=key.name,
            revision=_revision(request),
            encoding=request.query_params.get("encoding", ""),
        )
        return _report(await self._desk.take(message))

    async def odf(self, request: Request) -> Response:
        """An ODF message.

        Its producer repeats a message until it hears 200, which means received. So what was kept as refused because this platform
        will never read it is answered 200 with the report; only what may be right later is answered 409, and what may have been
        damaged on the way 422.
        """
        key = self._admit(request, DEVICE)
        body = await body_of(request, self._limit)
        report = await self._desk.take(Message(form="odf", name="odf", body=body, source=key.name, actor=key.name))
        return _report(report, final_is_200=True)

    async def observations(self, request: Request) -> Response:
        """Values in the platform's own form."""
        key = self._admit(request, DEVICE)
        body = await body_of(request, self._limit)
        try:
            said = observations.parse(body)
            identifier, revision = said.id, said.revision
        except BadMessage:
            identifier, revision = "", 0
        message = Message(
            form="json",
            name=identifier or "observations",
            body=body,
            source=key.name,
            actor=key.name,
            revision=revision,
            id=identifier,
        )
        return _report(await self._desk.take(message))

    async def commands(self, request: Request) -> Response:
        """A decision of officials, or the weather from whoever measures it."""
        key = self._admit(request, DEVICE, *ROLES)
        wish = observations.typed(await body_of(request, self._limit), Wish)
        self._allow(key, *scopes_for(str(wish.fact.__struct_config__.tag)))
        command = Command(
            id=f"command-{identity(key.name, wish.id)}",
            fact=wish.fact,
            actor=f"{key.name}/{wish.by}" if wish.by else key.name,
            source=key.name,
            roles=key.scopes,
        )
        try:
            outcome = await self._desk.record(command)
        except Refused as refused:
            raise _Stop(409, Problem(what=str(refused), where=refused.where)) from refused
        return _json(outcome)

    async def holds(self, request: Request) -> Response:
        """What waits for confirmation, oldest first: ``?unit=`` of one unit, ``?answered=1`` with what was answered."""
        self._admit(request, OFFICIALS)
        named = request.query_params.get("unit", "")
        try:
            unit = Rsc(named) if named else None
        except RscError as error:
            raise _Stop(422, Problem(what=str(error), where="?unit", would_be_right="the RSC of a unit")) from error
        answered = request.query_params.get("answered", "") in ("1", "true")
        return _json(held_values(self._desk.engine.games, unit, answered))

    async def embargoes(self, request: Request) -> Response:
        """What is held, until whose word and since when."""
        self._admit(request, *ROLES)
        return _json(backstage.embargoes(self._desk.engine.games))

    async def unit(self, request: Request) -> Response:
        """What is really known of a unit, also while the public does not see it."""
        self._admit(request, OFFICIALS)
        found = backstage.unit(self._desk.engine.games, request.path_params["rsc"])
        if found is None:
            problem = Problem(
                what="no unit of the schedule has this code", where="rsc", would_be_right="an RSC as planned"
            )
            raise _Stop(404, problem)
        return _json(found)

    async def progress(self, request: Request) -> Response:
        """How far what was sent is published: for whoever must know that everything is."""
        self._admit(request, DEVICE, *ROLES)
        return _json(self._desk.engine.progress)

    async def refused(self, request: Request) -> Response:
        """What was refused lately, newest first."""
        self._admit(request, OFFICIALS)
        return _json(self._desk.shelf.notes())

    async def refused_body(self, request: Request) -> Response:
        """The bytes of a refused message, as they came."""
        self._admit(request, OFFICIALS)
        body = self._desk.shelf.body(request.path_params["digest"])
        if body is None:
            problem = Problem(
                what="no refused message has this digest", where="digest", would_be_right="see /v1/refused"
            )
            raise _Stop(404, problem)
        # Bytes of a stranger: never to be shown as a page.
        headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
        return Response(body, media_type="application/octet-stream", headers=headers)

    def _admit(self, request: Request, *scopes: str) -> Key:
        """The key of a request, which must have one of ``scopes``, counted as one message."""
        bearer = request.headers.get("authorization", "")
        presented = request.headers.get("x-api-key") or bearer.removeprefix("Bearer ").strip()
        key = self._keys.find(presented) if presented else None
        if key is None:
            problem = Problem(
                what="no key, or an unknown one", where="X-API-KEY", would_be_right="the key of this device"
            )
            raise _Stop(401, problem, **{"www-authenticate": "Bearer"})
        self._allow(key, *scopes)
        wait = self._keys.wait(key)
        if wait:
            problem = Problem(
                what="more messages than this key may send", where="rate", would_be_right=f"{key.rate:g} a second"
            )
            raise _Stop(429, problem, **{"retry-after": str(int(wait) + 1)})
        return key

    @staticmethod
    def _allow(key: Key, *scopes: str) -> None:
        if key.scopes.isdisjoint(scopes):
            problem = Problem(
                what=f"key {key.name} may do: {', '.join(sorted(key.scopes))}",
                where="X-API-KEY",
                would_be_right=f"a key with the scope {' or '.join(sorted(scopes))}",
            )
            raise _Stop(403, problem)


def _parameter(request: Request, name: str) -> str:
    value = request.query_params.get(name, "")
    if not 0 < len(value) <= 200:
        problem = Problem(
            what=f"{name} is missing or longer than 200 characters",
            where=f"?{name}",
            would_be_right="the name of the file that the device rewrites",
        )
        raise _Stop(422, problem)
    return value


def _revision(request: Request) -> int:
    text = request.query_params.get("revision", "")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) < 2**62):
        problem = Problem(
            what=f"revision {text[:40]!r}",
            where="?revision",
            would_be_right="a whole number that grows with each save, such as the file's time of change in nanoseconds",
        )
        raise _Stop(422, problem)
    return int(text)


def _report(report: Report, final_is_200: bool = False) -> Response:
    status = 200
    if report.refused:
        may_be_right_later = any(f.known for f in report.refused)
        settled = final_is_200 and all(f.final for f in report.refused)
        status = 409 if may_be_right_later else 200 if settled else 422
    first = report.refused[0] if report.refused else None
    problem = {"what": first.what, "where": first.where, "would_be_right": first.would_be_right} if first else {}
    return _json({"outcome": report.outcome, **problem, **canonical.plain(report)}, status)


async def _openapi(_: Request) -> Response:
    return _json(document())


def _json(value: Any, status: int = 200, **headers: str) -> Response:
    return Response(canonical.encode(value), status, media_type="application/json", headers=headers)
