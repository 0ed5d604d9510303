"""The applicant's page: an invitation opens the form once; afterwards the same link says, in neutral words, where the application stands.

A look at the link alone changes nothing: programs that read mail follow links. Beginning is a button.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kotinos.custody import flow
from kotinos.custody.accreditation import invitations, queries
from kotinos.custody.accreditation.letters.outbox import hashed
from kotinos.custody.accreditation.tables import invitation
from kotinos.custody.act import Act, Refused
from kotinos.custody.people import tokens
from kotinos.custody.web import tables
from kotinos.custody.web.filling import Filling, sent, shown
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit, language_of

COOKIE = "__Host-applicant"
LONGEST = timedelta(hours=12)
"""Then the link is sent anew, to the address in the file."""
ACTOR, WHY = "applicant", "the applicant's own form"
"""Whose it is, the entry says by its pseudonym alone."""


def unspoken(visit: Visit) -> Response:
    """The link of a letter names no language: go on in the one that the browser prefers."""
    return RedirectResponse(f"/{language_of(visit.request)}/invitation/{_token(visit)}", 302)


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Where the link leads: to the beginning, to the form under way, or to where the application stands."""
    row = _invited(visit)
    with visit.zone.database.reading() as connection:
        file = queries.application(connection, row.application) if row else None
    if row is None or file is None:
        return render(visit, "invitation_over.html", status=410)
    begun = row.used_at is not None
    if begun and _session(visit) and file.state == "DRAFT":
        return visit.goes("applicant")
    return render(
        visit,
        "invitation.html",
        refused=refused,
        begun=begun,
        state=file.state,
        link=_token(visit),
        until=row.expires_at,
    )


def begin(visit: Visit) -> Response:
    """Use the invitation up, and open the form in this browser."""
    try:
        with visit.zone.database.writing() as connection:
            id = invitations.redeem(connection, _act(visit), _token(visit))
            token, csrf = tokens.new(), tokens.new()
            row = {"digest": tokens.digest(token), "application": id, "csrf": csrf, "begun_at": visit.now}
            connection.execute(sa.delete(tables.applicant).where(tables.applicant.c.begun_at <= visit.now - LONGEST))
            connection.execute(tables.applicant.insert().values(**row))
    except Refused as refused:
        return front(visit, refused)
    gone = visit.goes("applicant")
    gone.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return gone


def again(visit: Visit) -> Response:
    """Send a new link to the address in the file: this browser has no session any more, or is another one."""
    row = _invited(visit)
    try:
        with visit.zone.database.writing() as connection:
            if row is None:
                raise Refused("invitation_over")
            invitations.invite_again(connection, _act(visit), row.application)
    except Refused as refused:
        return front(visit, refused)
    return render(visit, "invitation_sent.html")


def page(visit: Visit) -> Response:
    """The form; once it is submitted, where the application stands."""
    row, csrf = _own(visit)
    if row.state != "DRAFT":
        return render(visit, "applicant_status.html", state=row.state)
    return shown(visit, _filling(visit, row), row, csrf=csrf)


def keep(visit: Visit) -> Response:
    """Keep or submit what was typed."""
    row, csrf = _guarded(visit)
    return sent(visit, _filling(visit, row), csrf=csrf)


def withdraw(visit: Visit) -> Response:
    """The person no longer wishes to come."""
    row, csrf = _guarded(visit)
    try:
        with visit.zone.database.writing() as connection:
            flow.withdraw(connection, _act(visit), row.id, "person")
    except Refused as refused:
        return shown(visit, _filling(visit, row), row, csrf=csrf, refused=refused)
    return visit.goes("applicant")


def photo(visit: Visit) -> Response:
    """The photo that was sealed."""
    row, _ = _own(visit)
    found = _look(visit, row.subject, ("photo",)).get("photo")
    if not isinstance(found, bytes):
        raise HTTPException(404)
    return Response(found, media_type="image/jpeg")


def _filling(visit: Visit, row: Any) -> Filling:
    return Filling(
        id=row.id,
        act=_act(visit),
        look=lambda subject, fields: _look(visit, subject, fields),
        back="applicant",
        template="application.html",
    )


def _look(visit: Visit, subject: str, fields: tuple[str, ...]) -> Any:
    try:
        return queries.look(visit.zone.vault, _act(visit), [subject], fields).get(subject, {})
    except Refused as refused:
        if refused.code != "unknown_subject":
            raise
        return {}


def _act(visit: Visit) -> Act:
    return Act(ACTOR, visit.now, WHY)


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


def _invited(visit: Visit) -> Any:
    i = invitation.c
    with visit.zone.database.reading() as connection:
        good = (i.token_hash == hashed(_token(visit))) & (i.expires_at > visit.now)
        return connection.execute(sa.select(invitation).where(good)).one_or_none()


def _session(visit: Visit) -> Any:
    with visit.zone.database.reading() as connection:
        return _found(connection, visit.request.cookies.get(COOKIE, ""), visit.now)


def _found(connection: Connection, token: str, now: datetime) -> Any:
    a = tables.applicant.c
    young = (a.digest == tokens.digest(token)) & (a.begun_at > now - LONGEST)
    return connection.execute(sa.select(tables.applicant).where(young)).one_or_none()


def _own(visit: Visit) -> tuple[Any, str]:
    session = _session(visit)
    if session is None:
        raise HTTPException(401)
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, session.application)
    if row is None:
        raise HTTPException(404)
    return row, session.csrf


def _guarded(visit: Visit) -> tuple[Any, str]:
    row, csrf = _own(visit)
    if visit.form.text("csrf") != csrf:
        raise HTTPException(403)
    return row, csrf
