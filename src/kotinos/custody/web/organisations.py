"""The supervisor's organisations: which may apply, from when to when, and their quotas beside what is used of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody.accreditation import organisations, queries, reference
from kotinos.custody.accreditation.life import STATES as FILES
from kotinos.custody.accreditation.standing import organisation_of
from kotinos.custody.act import Refused
from kotinos.custody.web.board import why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import ORGANISATION_KINDS, STATES
from kotinos.design.languages import LANGUAGES


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Every organisation with its window and the sum of its places, and a form for a new one."""
    with visit.zone.database.reading() as connection:
        rows = queries.organisations(connection)
        lines = {row.id: queries.quotas(connection, row.id) for row in rows}
    places = {id: (sum(q.reserved for q in found), sum(q.number for q in found)) for id, found in lines.items()}
    return render(
        visit,
        "organisations.html",
        refused=refused,
        organisations=rows,
        places=places,
        kinds=ORGANISATION_KINDS,
        typed=visit.form,
        now=visit.now,
    )


def add(visit: Visit) -> Response:
    """Admit an organisation with its window."""
    form = visit.form
    code, kind, language = form.text("code").upper(), form.text("kind"), form.text("language")
    if not (code.isalnum() and len(code) <= 20 and form.text("name")) or kind not in ORGANISATION_KINDS:
        raise HTTPException(400)
    if language not in LANGUAGES:
        raise HTTPException(400)
    try:
        opens, closes = _window(visit)
        with visit.zone.database.writing() as connection:
            act = visit.act(why(visit))
            organisations.add_organisation(connection, act, code, kind, form.text("name"), language, opens, closes)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("organisations", code)


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One organisation: its window, each line of its quota with what is used, its applications in numbers."""
    id = visit.request.path_params["id"]
    try:
        with visit.zone.database.reading() as connection:
            row = organisation_of(connection, id)
            lines = queries.quotas(connection, id)
            files: Counter[str] = Counter()
            for (_, state), count in queries.counts(connection, id).items():
                files[state] += count
    except Refused as unknown:
        raise HTTPException(404) from unknown
    own = ZoneInfo(visit.zone.settings.timezone)
    return render(
        visit,
        "organisation.html",
        refused=refused,
        organisation=row,
        kind=ORGANISATION_KINDS.get(row.kind, row.kind),
        lines=lines,
        files=[(STATES[state], files[state]) for state in FILES],
        categories=reference.on(visit.now.date()).categories,
        opens=f"{row.opens_at.astimezone(own):%Y-%m-%dT%H:%M}",
        closes=f"{row.closes_at.astimezone(own):%Y-%m-%dT%H:%M}",
    )


def quota(visit: Visit) -> Response:
    """Set a line of the quota; below what is used it is refused, because a place that somebody holds cannot be taken back here."""
    form, id = visit.form, visit.request.path_params["id"]
    category, sport, places = form.text("category"), form.text("sport").upper(), form.text("number")
    known = category in reference.on(visit.now.date()).categories
    if not (known and places.isdecimal() and len(places) < 7) or not (
        sport == "" or (sport.isalnum() and len(sport) == 3)
    ):
        raise HTTPException(400)
    try:
        with visit.zone.database.writing() as connection:
            organisations.set_quota(connection, visit.act(why(visit)), id, category, int(places), sport)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("organisations", id)


def window(visit: Visit) -> Response:
    """Open or close its window at other times."""
    id = visit.request.path_params["id"]
    try:
        opens, closes = _window(visit)
        with visit.zone.database.writing() as connection:
            organisations.set_window(connection, visit.act(why(visit)), id, opens, closes)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("organisations", id)


def _window(visit: Visit) -> tuple[datetime, datetime]:
    """Two times of the Games' zone as instants of UTC; raises Refused("times_form")."""
    own = ZoneInfo(visit.zone.settings.timezone)
    try:
        opens, closes = (datetime.fromisoformat(visit.form.text(name)) for name in ("opens", "closes"))
    except ValueError as wrong:
        raise Refused("times_form") from wrong
    return opens.replace(tzinfo=own).astimezone(UTC), closes.replace(tzinfo=own).astimezone(UTC)
