"""Signing in and out, and the theme."""

from __future__ import annotations

import math

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from kotinos.custody.act import Refused
from kotinos.custody.people import passkeys, sessions
from kotinos.custody.people.signing_in import Opened, with_password
from kotinos.custody.web import refusals
from kotinos.custody.web.menu import entries
from kotinos.custody.web.pages import THEME, render
from kotinos.custody.web.visit import COOKIE, Visit
from kotinos.design.pages import THEMES


def front(visit: Visit) -> Response:
    """No page in the address: the first one that who comes may open."""
    if visit.session is None:
        return visit.goes("sign-in")
    first = entries(visit)
    return RedirectResponse(first[0][0], 303) if first else render(visit, "nothing.html")


def page(visit: Visit) -> Response:
    """The form."""
    return visit.goes("") if visit.session else render(visit, "sign_in.html", name="")


def with_code(visit: Visit) -> Response:
    """Name, password and the code of the moment."""
    name = visit.form.text("name").lower()
    zone = visit.zone
    outcome = with_password(
        zone.database,
        zone.people_key,
        name,
        visit.form.raw("password"),
        visit.form.text("code").replace(" ", ""),
        visit.now,
    )
    if isinstance(outcome, Opened):
        return _opened(visit, outcome.token)
    wait = math.ceil(outcome.wait.total_seconds())
    return _turned_away(visit, Refused("wait", seconds=wait) if wait else Refused("credentials_wrong"), name)


def passkey_options(visit: Visit) -> Response:
    """What a browser needs to ask for a passkey."""
    try:
        with visit.zone.database.writing() as connection:
            options = passkeys.asking(connection, visit.zone.party, visit.network, visit.now)
    except Refused as refused:
        return too_many(visit, refused)
    return Response(options, media_type="application/json")


def with_passkey(visit: Visit) -> Response:
    """The answer of a passkey."""
    zone = visit.zone
    try:
        token = passkeys.sign_in(zone.database, zone.party, visit.form.raw("answer"), visit.network, visit.now)
    except Refused as refused:
        return _turned_away(visit, refused)
    return _opened(visit, token)


def too_many(visit: Visit, refused: Refused) -> Response:
    """What is said to a script whose holder has to wait."""
    return _waits(PlainTextResponse(refusals.sentence(visit.language, refused)), refused)


def _turned_away(visit: Visit, refused: Refused, name: str = "") -> Response:
    said = render(visit, "sign_in.html", name=name, refused=refused)
    return _waits(said, refused) if refused.code == "wait" else said


def _waits(said: Response, refused: Refused) -> Response:
    said.status_code = 429
    said.headers["retry-after"] = str(refused.detail["seconds"])
    return said


def out(visit: Visit) -> Response:
    """Sign out."""
    if visit.session:
        if visit.form.text("csrf") != visit.session.csrf:
            raise HTTPException(403)
        with visit.zone.database.writing() as connection:
            sessions.end(connection, visit.act("sign-out"), visit.token)
    gone = visit.goes("sign-in")
    gone.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return gone


def theme(visit: Visit) -> Response:
    """Keep a theme, and go back to the page that it was chosen on."""
    chosen, back = visit.form.text("theme"), visit.form.text("back")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    gone = RedirectResponse(back if own else visit.at(""), 303)
    if chosen in THEMES:
        gone.set_cookie(THEME, chosen, max_age=31_536_000, path="/", secure=True, httponly=True, samesite="strict")
    else:
        gone.delete_cookie(THEME, path="/", secure=True, httponly=True, samesite="strict")
    return gone


def health(visit: Visit) -> Response:
    """Whether the zone answers and its database can be read."""
    return JSONResponse({"at": visit.now.isoformat()})


def _opened(visit: Visit, token: str) -> Response:
    """A new token at each sign-in: one that somebody else put into the browser before is worth nothing."""
    gone = visit.goes("")
    # It ends with the browser; how long it lasts at most is the table's business.
    gone.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return gone
