"""The zone's pages as one ASGI application: `create` and nothing to import for its effects."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kotinos.custody.gate.api import Gates
from kotinos.custody.web import (
    applicant,
    board,
    campaigns,
    console,
    crew,
    desk,
    enrolling,
    files,
    gates,
    keeping,
    lists,
    officer,
    organisations,
    passes,
    portal,
    protection,
    several,
    shipments,
    signing,
    visas,
)
from kotinos.custody.web.forms import Form
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Endpoint, guarded, language_of, public, visit_of
from kotinos.custody.web.zone import Zone
from kotinos.design import pages as design

STATIC = Path(__file__).parent / "static"


def create(zone: Zone) -> Starlette:
    """The pages of ``zone``. They keep no state of their own but lists that somebody looks at."""
    app = Starlette(
        routes=[
            Mount("/static", design.files(STATIC), name="static"),
            *Gates(zone.vault, zone.root, zone.clock).routes,
            *_routes(),
        ],
        middleware=[Middleware(Guarded)],
        exception_handlers={HTTPException: _trouble},
    )
    app.state.zone = zone
    app.state.lists = lists.Waitings()
    return app


def _routes() -> list[BaseRoute]:
    enrol = "/{lang}/enrol/{link}"
    return [
        Route("/", _language),
        _get("/{lang}/", public(signing.front)),
        _get("/{lang}/health", public(signing.health)),
        _get("/{lang}/sign-in", public(signing.page)),
        _post("/{lang}/sign-in", public(signing.with_code)),
        _post("/{lang}/sign-in/passkey/options", public(signing.passkey_options)),
        _post("/{lang}/sign-in/passkey", public(signing.with_passkey)),
        _post("/{lang}/sign-out", public(signing.out)),
        _post("/{lang}/theme", public(signing.theme)),
        _get(enrol, public(enrolling.page)),
        _post(enrol, public(enrolling.with_password)),
        _post(enrol + "/passkey/options", public(enrolling.passkey_options)),
        _post(enrol + "/passkey", public(enrolling.with_passkey)),
        *_applicant(),
        *_portal(),
        *_queue(),
        *_files(),
        *_desk(),
        *_passes(),
        *_shipments(),
        *_oversight(),
        *_campaigns(),
        *_custody(),
    ]


def _applicant() -> list[BaseRoute]:
    link = "/{lang}/invitation/{token}"
    return [
        _get("/invitation/{token}", public(applicant.unspoken)),
        _get(link, public(applicant.front)),
        _post(link, public(applicant.begin)),
        _post(link + "/again", public(applicant.again)),
        _get("/{lang}/applicant", public(applicant.page)),
        _post("/{lang}/applicant", public(applicant.keep)),
        _post("/{lang}/applicant/withdraw", public(applicant.withdraw)),
        _get("/{lang}/applicant/photo", public(applicant.photo)),
    ]


def _portal() -> list[BaseRoute]:
    one = "/{lang}/portal/application/{id}"
    return [
        _get("/{lang}/portal", guarded("portal", portal.front)),
        _get("/{lang}/portal/new", guarded("portal", portal.opening)),
        _post("/{lang}/portal/new", guarded("portal", portal.opened)),
        _get("/{lang}/portal/list", guarded("portal", lists.page)),
        _get("/{lang}/portal/list/template.xlsx", guarded("portal", lists.template)),
        _post("/{lang}/portal/list", guarded("portal", lists.look)),
        _post("/{lang}/portal/list/take", guarded("portal", lists.take)),
        _get(one, guarded("portal", portal.page)),
        _post(one, guarded("portal", portal.keep)),
        _get(one + "/photo", guarded("portal", portal.photo)),
        _post(one + "/withdraw", guarded("portal", portal.withdraw)),
    ]


def _queue() -> list[BaseRoute]:
    one = "/{lang}/queue/{id}"
    return [
        _get("/{lang}/queue", guarded("queue", officer.front)),
        _post("/{lang}/queue", guarded("queue", several.decide)),
        _get(one, guarded("queue", officer.page)),
        _post(one, guarded("queue", officer.decide)),
        _get(one + "/photo", guarded("queue", officer.photo)),
        _get(one + "/pair/{other}", guarded("queue", officer.pair)),
        _post(one + "/pair/{other}", guarded("queue", officer.settle)),
    ]


def _files() -> list[BaseRoute]:
    one, visa = "/{lang}/files/{id}", "/{lang}/visas/{id}"
    return [
        _get("/{lang}/files", guarded("files", files.front)),
        _post("/{lang}/files", guarded("files", files.find)),
        _get(one, guarded("files", files.page)),
        _post(one, guarded("files", files.change)),
        _post(one + "/upgrade", guarded("files", files.upgrade)),
        _post(one + "/ask", guarded("files", files.ask_again)),
        _get("/{lang}/visas", guarded("visas", visas.front)),
        _post("/{lang}/visas/message/{number}", guarded("visas", visas.tell)),
        _get(visa, guarded("visas", visas.page)),
        _post(visa, guarded("visas", visas.change)),
    ]


def _passes() -> list[BaseRoute]:
    one = "/{lang}/passes/{serial}"
    return [
        _get("/{lang}/passes", guarded("passes", passes.front)),
        _post("/{lang}/passes", guarded("passes", passes.ask)),
        _post("/{lang}/passes/quota", guarded("pass-quotas", passes.quota)),
        _get(one, guarded("passes", passes.page)),
        _post(one, guarded("passes", passes.change)),
        _get(one + "/pass.pdf", guarded("passes", passes.pdf)),
    ]


def _shipments() -> list[BaseRoute]:
    one, arrived = "/{lang}/shipments/{id}", "/{lang}/portal/deliveries/{id}"
    return [
        _get("/{lang}/shipments", guarded("shipments", shipments.front)),
        _post("/{lang}/shipments", guarded("shipments", shipments.send)),
        _get(one, guarded("shipments", shipments.page)),
        _post(one + "/lost", guarded("shipments", shipments.lost)),
        _get("/{lang}/shipments/{organisation}/cards/{part}", guarded("shipments", shipments.pdf)),
        _get("/{lang}/portal/deliveries", guarded("portal", shipments.deliveries)),
        _get(arrived, guarded("portal", shipments.delivery)),
        _post(arrived, guarded("portal", shipments.receive)),
    ]


def _desk() -> list[BaseRoute]:
    one = "/{lang}/desk/{id}"
    return [
        _get("/{lang}/desk", guarded("desk", desk.front)),
        _post("/{lang}/desk", guarded("desk", desk.find)),
        _get(one, guarded("desk", desk.page)),
        _post(one, guarded("desk", desk.put_in_force)),
        _get(one + "/done", guarded("desk", desk.done)),
        _post(one + "/replace", guarded("desk", desk.replace)),
        _get(one + "/card.pdf", guarded("desk", desk.pdf)),
        _get(one + "/photo", guarded("desk", desk.photo)),
    ]


def _oversight() -> list[BaseRoute]:
    return [
        _get("/{lang}/board", guarded("board", board.front)),
        _post("/{lang}/board/see", guarded("board", board.see)),
        _post("/{lang}/board/suspend", guarded("board", board.suspend)),
        _post("/{lang}/board/lift", guarded("board", board.lift)),
        _get("/{lang}/people", guarded("people", crew.front)),
        _post("/{lang}/people", guarded("people", crew.add)),
        _post("/{lang}/people/change", guarded("people", crew.change)),
        _get("/{lang}/countersign", guarded("countersign", crew.countersign)),
        _post("/{lang}/countersign", guarded("countersign", crew.agree)),
    ]


def _campaigns() -> list[BaseRoute]:
    one, other = "/{lang}/campaigns/{code}", "/{lang}/organisations/{id}"
    return [
        _get("/{lang}/campaigns", guarded("campaigns", campaigns.front)),
        _post("/{lang}/campaigns", guarded("campaigns", campaigns.add)),
        _get(one, guarded("campaigns", campaigns.page)),
        _post(one, guarded("campaigns", campaigns.end)),
        _get("/{lang}/organisations", guarded("organisations", organisations.front)),
        _post("/{lang}/organisations", guarded("organisations", organisations.add)),
        _get(other, guarded("organisations", organisations.page)),
        _post(other + "/quota", guarded("organisations", organisations.quota)),
        _post(other + "/window", guarded("organisations", organisations.window)),
        _get("/{lang}/gates", guarded("gates", gates.front)),
        _post("/{lang}/gates", guarded("gates", gates.invite)),
        _post("/{lang}/gates/block", guarded("gates", gates.block)),
    ]


def _custody() -> list[BaseRoute]:
    return [
        _get("/{lang}/console", guarded("console", console.front)),
        _post("/{lang}/console/ask", guarded("console", console.ask)),
        _post("/{lang}/console/end", guarded("console", console.end)),
        _post("/{lang}/console/suspend", guarded("console", console.suspend)),
        _post("/{lang}/console/rotate", guarded("keys", console.rotate)),
        _post("/{lang}/console/destroy", guarded("keys", console.destroy)),
        _post("/{lang}/console/reindex", guarded("keys", console.reindex)),
        _post("/{lang}/console/expire", guarded("grants", console.expire)),
        _post("/{lang}/console/rest", guarded("grants", console.rest)),
        _post("/{lang}/console/grant", guarded("grants", console.request)),
        _get("/{lang}/rights", guarded("rights", protection.front)),
        _post("/{lang}/rights", guarded("rights", protection.ask)),
        _post("/{lang}/rights/{id}", guarded("rights", protection.answer)),
        _get("/{lang}/keeping", guarded("keeping", keeping.front)),
        _post("/{lang}/keeping", guarded("keeping", keeping.hold)),
        _post("/{lang}/keeping/lift", guarded("keeping", keeping.lift)),
        _post("/{lang}/keeping/destroy", guarded("keeping", keeping.destroy)),
        _get("/{lang}/register", guarded("register", protection.processing)),
        _get("/{lang}/breach", guarded("breach", protection.notice)),
        _post("/{lang}/breach", guarded("breach", protection.drafted)),
    ]


def _get(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["GET"])


def _post(path: str, endpoint: Endpoint) -> Route:
    return Route(path, endpoint, methods=["POST"])


async def _language(request: Request) -> Response:
    return RedirectResponse(f"/{language_of(request)}/", 302, headers={"Vary": "Accept-Language"})


def _trouble(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return render(visit_of(request, Form()), "trouble.html", status=error.status_code)


class Guarded:
    """Adds the headers that keep a page to itself: no other origin, no inline script, nothing kept by browser or proxy, always TLS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._always = [
            *design.headers(),
            (b"permissions-policy", b"camera=(self), publickey-credentials-get=(self), geolocation=(), microphone=()"),
            (b"strict-transport-security", b"max-age=31536000"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/gate/"):  # devices have their own, see gate/api.py
            await self.app(scope, receive, send)
            return
        kept = b"no-cache" if scope["path"].startswith("/static/") else b"no-store"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._always, (b"cache-control", kept)]
            await send(message)

        await self.app(scope, receive, guarded)
