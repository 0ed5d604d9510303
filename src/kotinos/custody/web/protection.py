"""The data protection officer's page: the register, requests of persons, the notice of a breach as far as the log can write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape
from starlette.responses import Response

from kotinos.custody.accreditation.fields import FIELDS
from kotinos.custody.act import Refused
from kotinos.custody.rights import access, breach, erasure, register, requests
from kotinos.custody.rights.breach import Scope
from kotinos.custody.rights.life import KINDS, REFUSALS
from kotinos.custody.vault import grants
from kotinos.custody.vault.fields import FIELDS as SEALED
from kotinos.custody.web import finding
from kotinos.custody.web.board import why
from kotinos.custody.web.pages import render, say
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import BASES, HELD, OPERATIONS, RECIPIENTS, REQUEST_REFUSALS, REQUESTS

GRANT = "rights"
assert set(REQUESTS) == set(KINDS)
assert set(REQUEST_REFUSALS) == set(REFUSALS)
assert {field.basis for field in SEALED.values()} <= set(BASES)
assert set(SEALED) <= FIELDS.keys() | HELD.keys()


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Requests, the most urgent first."""
    with visit.zone.database.reading() as connection:
        found = requests.open_requests(connection)
    return render(
        visit,
        "rights.html",
        refused=refused,
        requests=found,
        kinds=REQUESTS,
        reasons=REQUEST_REFUSALS,
        today=visit.now.date(),
        asked=visit.form.raw("asked"),
    )


def ask(visit: Visit) -> Response:
    """Note a request of whom a travel document leads to."""
    try:
        kind: Any = visit.form.text("kind")
        if kind not in KINDS:
            raise Refused("reason_missing")
        with visit.zone.database.writing() as connection:
            for subject in finding.of_document(visit, connection, visit.form.raw("asked"), GRANT):
                requests.ask(connection, visit.act(why(visit)), subject, kind)
                break
            else:
                raise Refused("nobody_found")
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("rights")


def answer(visit: Visit) -> Response:
    """Check, extend, refuse or fulfil. What the person receives is given as a file, once."""
    id, do, zone = visit.request.path_params["id"], visit.form.text("do"), visit.zone
    act = visit.act("a request of the person")
    try:
        with zone.database.writing() as connection:
            if do in ("check", "extend"):
                (requests.check if do == "check" else requests.extend)(connection, act, id)
            elif do == "refuse":
                requests.refuse(connection, act, id, visit.form.text("reason"))
            else:
                kind = requests.one(connection, id).kind
                if kind in _FILES:
                    made = _FILES[kind](connection, act, zone.vault, id)
                elif kind == "erasure":
                    erasure.fulfil_erasure(connection, act, zone.vault, id)
                elif kind == "restriction":
                    requests.fulfil_restriction(connection, act, zone.vault, id)
                else:
                    requests.fulfilled(connection, act, id, "correction")
    except Refused as refused:
        return front(visit, Refused("request_not_now") if refused.code == "not_now" else refused)
    if do == "fulfil" and kind in _FILES:
        named = {"content-disposition": f"attachment; filename={kind}.json"}
        return Response(made, media_type="application/json", headers=named)
    return visit.goes("rights")


_FILES: dict[str, Callable[..., bytes]] = {
    "access": access.fulfil_access,
    "portability": access.fulfil_portability,
}


def processing(visit: Visit) -> Response:
    """The register of processing, made from what runs."""
    with visit.zone.database.reading() as connection:
        activities = register.activities(grants.every(connection))
    return render(
        visit,
        "register.html",
        activities=activities,
        purposes=register.PURPOSES,
        names=FIELDS,
        held=HELD,
        recipients=RECIPIENTS,
        operations=OPERATIONS,
    )


def notice(visit: Visit, refused: Refused | None = None, text: str = "") -> Response:
    """A draft of the notice to the authority: of what, from when, known since when."""
    return render(visit, "breach.html", refused=refused, text=_marked(text), typed=visit.form)


def drafted(visit: Visit) -> Response:
    """The draft. That it was made is in the log."""
    form = visit.form
    try:
        since, until, aware = (_instant(visit, form.text(name)) for name in ("since", "until", "aware"))
        scope = Scope(since, until, form.text("actor"), form.text("consumer"), form.text("grant"))
        with visit.zone.database.writing() as connection:
            language: Any = visit.language
            words = {one: FIELDS[one].name(language) if one in FIELDS else say(language, HELD[one]) for one in SEALED}
            text = breach.draft(connection, visit.act(why(visit)), scope, aware, language, words)
    except ValueError:
        return notice(visit, Refused("breach_times"))
    except Refused as refused:
        return notice(visit, refused)
    return notice(visit, text=text)


def _instant(visit: Visit, text: str) -> datetime:
    """What a person types is a time of the Games' zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(visit.zone.settings.timezone)).astimezone(UTC)


def _marked(text: str) -> Markup:
    """The Markdown of a draft as a page shows it: a title, paragraphs, a numbered list, what is strong and what is still open."""
    shown = Markup()
    for block in text.strip().split("\n\n") if text else ():
        lines = [re.sub(r"\s+", " ", line) for line in re.split(r"\n(?=\d+\. )", block)]
        if block.startswith("# "):
            shown += Markup("<h3>{}</h3>").format(block[2:])
        elif block[0].isdecimal():
            shown += Markup("<ol>{}</ol>").format(
                Markup().join(Markup("<li>{}</li>").format(_inline(line)) for line in lines)
            )
        else:
            shown += Markup("<p>{}</p>").format(_inline(lines[0]))
    return shown


def _inline(line: str) -> Markup:
    strong = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(line)))
    return Markup(re.sub(r"(?<!\w)_([^_]+)_(?!\w)", r"<em>\1</em>", strong))  # noqa: S704 - escaped before it is marked
