"""The portal of a responsible organisation: places left, its applications, a new one, and what becomes of each."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.codes import disciplines
from kotinos.custody import flow
from kotinos.custody.accreditation import applications, checks, invitations, queries, reference
from kotinos.custody.accreditation.fields import read_all
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.standing import organisation_of
from kotinos.custody.act import Refused
from kotinos.custody.web.filling import Filling, sent, shown
from kotinos.custody.web.leafing import leaf
from kotinos.custody.web.looking import look, names, portrait
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import STATES

WHY = "the organisation's portal"


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Places, then the applications, fifty at a time."""
    mine = visit.person.organisation
    with visit.zone.database.reading() as connection:
        organisation = organisation_of(connection, mine)
        quotas = queries.quotas(connection, mine)
        counts = queries.counts(connection, mine)
        found = leaf(visit, partial(queries.of_organisation, connection, mine))
    return render(
        visit,
        "portal.html",
        refused=refused,
        organisation=organisation,
        is_open=organisation.opens_at <= visit.now < organisation.closes_at,
        quotas=quotas,
        waiting={key: number for key, number in counts.items() if key[1] in ("DRAFT", "SUBMITTED", "HELD_DUPLICATE")},
        found=found,
        names=names(visit, WHY, [row.subject for row in found.lines]),
        states=STATES,
        day=reference.on(visit.now.date()),
    )


def opening(visit: Visit, refused: Refused | None = None, problems: tuple[Problem, ...] = ()) -> Response:
    """What the new person is to be: a category that the organisation has places in, and a function of it."""
    with visit.zone.database.reading() as connection:
        quotas = queries.quotas(connection, visit.person.organisation)
    day = reference.on(visit.now.date())
    categories = [
        day.categories[code] for code in dict.fromkeys(row.category for row in quotas) if code in day.categories
    ]
    chosen = visit.form.text("category") or visit.request.query_params.get("category", "")
    return render(
        visit,
        "opening.html",
        refused=refused,
        status=422 if problems else 200,
        problems=problems,
        categories=categories,
        chosen=chosen if any(one.code == chosen for one in categories) else "",
        functions=day.functions_of(chosen),
        sports=sorted(disciplines.all(), key=lambda one: one.name(visit.language)),
        teams=day.teams.values(),
        typed=visit.form,
    )


def opened(visit: Visit) -> Response:
    """Open it, and go on to its form."""
    form = visit.form
    role = Facts(form.text("category"), form.text("function"), form.text("sport"), form.text("team"))
    mine, act, language = visit.person.organisation, visit.act(WHY), form.text("language")
    try:
        with visit.zone.database.writing() as connection:
            if email := form.text("email"):
                read = read_all({"email": email}, reference.on(visit.now.date()))[1]
                if read:
                    return opening(visit, problems=tuple(read))
                invitations.invite(connection, act, visit.zone.vault, mine, role, email, language)
                return visit.goes("portal")
            own = form.text("reference") or None
            id = applications.open_application(connection, act, mine, role, language, own_reference=own)
    except Refused as refused:
        if refused.code == "incomplete":
            return opening(visit, problems=checks.role(reference.on(visit.now.date()), role))
        return opening(visit, refused)
    return visit.goes("portal", "application", id)


def page(visit: Visit) -> Response:
    """The form of one application."""
    row = _row(visit)
    return shown(visit, _filling(visit, row), row)


def keep(visit: Visit) -> Response:
    """Keep or submit what was typed."""
    return sent(visit, _filling(visit, _row(visit)))


def withdraw(visit: Visit) -> Response:
    """Take an application back."""
    row = _row(visit)
    try:
        with visit.zone.database.writing() as connection:
            flow.withdraw(connection, visit.act(WHY), row.id, "organisation")
    except Refused as refused:
        return shown(visit, _filling(visit, row), row, refused=refused)
    return visit.goes("portal")


def photo(visit: Visit) -> Response:
    """The photo that was sealed."""
    return portrait(visit, WHY, _row(visit).subject)


def _row(visit: Visit) -> Any:
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, visit.request.path_params["id"])
    if row is None or row.organisation != visit.person.organisation:
        raise HTTPException(404)  # of another organisation: not even that it exists
    return row


def _filling(visit: Visit, row: Any) -> Filling:
    return Filling(
        id=row.id,
        act=visit.act(WHY),
        look=lambda subject, fields: look(visit, WHY, subject, fields),
        back="portal",
        template="application.html" if row.state == "DRAFT" else "application_sent.html",
    )
