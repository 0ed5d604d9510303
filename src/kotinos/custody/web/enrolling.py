"""The page behind an enrolment link: somebody makes their own credentials, a password with a device that shows codes, or a passkey."""

from __future__ import annotations

from base64 import b32encode

import segno
from markupsafe import Markup
from starlette.responses import Response

from kotinos.custody.act import Act, Refused
from kotinos.custody.people import codes, enrolment, passkeys
from kotinos.custody.people.passwords import SHORTEST
from kotinos.custody.web.pages import render
from kotinos.custody.web.signing import too_many
from kotinos.custody.web.visit import Visit


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """Both ways, side by side."""
    zone, link = visit.zone, _link(visit)
    with zone.database.reading() as connection:
        whose = enrolment.whose(connection, link, visit.now)
        secret = enrolment.offered(connection, zone.people_key, link, visit.now)
    if whose is None or secret is None:
        return render(visit, "enrolment_over.html", status=410)
    address = codes.address(secret, whose.name, zone.settings.name("en"))
    picture = segno.make(address, error="m").svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
    return render(
        visit,
        "enrol.html",
        refused=refused,
        whose=whose,
        link=link,
        picture=Markup(picture),  # noqa: S704 - drawn here, from our own words
        secret=" ".join(_fours(b32encode(secret).decode())),
        least=SHORTEST,
    )


def with_password(visit: Visit) -> Response:
    """A password, twice, and the code that the device shows now."""
    try:
        if visit.form.raw("password") != visit.form.raw("again"):
            raise Refused("passwords_differ")
        with visit.zone.database.writing() as connection:
            whose = enrolment.whose(connection, _link(visit), visit.now)
            actor = whose.actor if whose else "nobody"
            shown = visit.form.text("code").replace(" ", "")
            enrolment.with_password(
                connection,
                Act(actor, visit.now, "enrolment"),
                visit.zone.people_key,
                _link(visit),
                visit.form.raw("password"),
                shown,
            )
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("sign-in")


def passkey_options(visit: Visit) -> Response:
    """What a browser needs to make a passkey."""
    with visit.zone.database.writing() as connection:
        whose = enrolment.whose(connection, _link(visit), visit.now)
        if whose is None:
            return Response(status_code=410)
        try:
            options = passkeys.creation(connection, visit.zone.party, whose, visit.now)
        except Refused as refused:
            return too_many(visit, refused)
    return Response(options, media_type="application/json")


def with_passkey(visit: Visit) -> Response:
    """The passkey that the browser made."""
    try:
        with visit.zone.database.writing() as connection:
            whose = enrolment.whose(connection, _link(visit), visit.now)
            act = Act(whose.actor if whose else "nobody", visit.now, "enrolment")
            passkeys.enrol(connection, act, visit.zone.party, _link(visit), visit.form.raw("answer"))
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("sign-in")


def _link(visit: Visit) -> str:
    return str(visit.request.path_params["link"])


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]
