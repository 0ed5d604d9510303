"""The officer's queue: who waits longest, everything that a decision needs on one page, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation import decisions, findings, likenesses, mrz, queries, reference
from kotinos.custody.accreditation.agreement import findings as findings_of
from kotinos.custody.accreditation.fields import FIELDS
from kotinos.custody.accreditation.findings import Finding
from kotinos.custody.accreditation.photo import NOT_CHECKED
from kotinos.custody.accreditation.reference import Reason, Reference
from kotinos.custody.act import Act, Refused
from kotinos.custody.web.forms import Form
from kotinos.custody.web.looking import look, names, portrait
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import AXES, CHOICES, GROUPS, STATES

PAGE = 50
"""Files on a page: each name on it is a look at a person's data."""
WHY = "deciding about an application"
COMPARED = (
    "family_name",
    "given_names",
    "birth_date",
    "birth_place",
    "nationality",
    "document_number",
    "document_issuer",
)


def front(visit: Visit, refused: Refused | None = None, outcomes: Sequence[Any] = ()) -> Response:
    """Who waits, the longest first, and pairs that two people must decide about; ``outcomes`` of what was decided just now."""
    asked = {name: visit.request.query_params.get(name, "") for name in ("category", "organisation")}
    with visit.zone.database.reading() as connection:
        rows = queries.queue(connection, limit=PAGE + 1, **asked)
        pairs = likenesses.open_pairs(connection, PAGE)
        counts = queries.counts(connection)
    waiting: dict[str, int] = {}
    for (category, state), number in counts.items():
        if state == "SUBMITTED":
            waiting[category] = waiting.get(category, 0) + number
    subjects = [one.row.subject for one in outcomes]
    subjects += [*(row.subject for row in rows[:PAGE]), *(row.subject for row in pairs), *(row.other for row in pairs)]
    day = reference.on(visit.now.date())
    return render(
        visit,
        "queue.html",
        refused=refused,
        status=422 if outcomes and all(one.refused for one in outcomes) else 200,
        outcomes=outcomes,
        states=STATES,
        form=visit.form,
        reasons=_reasons(day),
        rows=rows[:PAGE],
        more=len(rows) > PAGE,
        pairs=pairs,
        names=names(visit, WHY, subjects),
        waiting=waiting,
        asked=asked,
        query=urlencode({name: value for name, value in asked.items() if value}),
        day=day,
    )


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One application: the person, the document, what the card would open and why."""
    row = _row(visit)
    values = look(visit, WHY, row.subject, (*FIELDS, "photo"))
    text = {name: value for name, value in values.items() if isinstance(value, str)}
    with visit.zone.database.reading() as connection:
        whys = queries.explanation(connection, row.id)
        privileges = queries.privileges(connection, visit.zone.policy.season, row.id)
    day = reference.on(visit.now.date())
    until = privileges.valid_to
    return render(
        visit,
        "decide.html",
        refused=refused,
        row=row,
        day=day,
        values=text,
        photo="photo" in values,
        fields=FIELDS,
        groups=GROUPS,
        choices=CHOICES,
        states=STATES,
        document=mrz.read(text["mrz"], visit.now.date()) if text.get("mrz") else None,
        warnings=_warnings(row, text, visit.now.date(), until),
        not_checked=NOT_CHECKED[visit.language == "fr"],
        axes=AXES,
        given=[why for why in whys if why.given],
        refusals=[why for why in whys if not why.given],
        privileges=privileges,
        reasons=_reasons(day),
    )


def decide(visit: Visit) -> Response:
    """Approve, return or reject; then the next one that waits."""
    row = _row(visit)
    try:
        with visit.zone.database.writing() as connection:
            take_step(connection, visit.act(WHY), visit, row.id)
    except Refused as refused:
        return page(visit, refused)
    with visit.zone.database.reading() as connection:
        following = queries.queue(connection, limit=1)
    return visit.goes("queue", following[0].id) if following else visit.goes("queue")


def step_of(form: Form) -> tuple[str, str]:
    """What a form says to do about a file, and the reason code; raises Refused("reason_missing")."""
    if form.text("do") == "approve":
        return "approve", ""
    step, _, reason = form.text("reason").partition(":")
    if step not in ("return", "reject"):
        raise Refused("reason_missing")
    return step, reason


def take_step(connection: Connection, act: Act, visit: Visit, id: str) -> None:
    """Do to one file what the form says."""
    step, reason = step_of(visit.form)
    if step == "approve":
        flow.approve(connection, act, visit.zone.policy, id)
    else:
        deed = decisions.return_to_draft if step == "return" else flow.reject
        deed(connection, act, id, reason)


def _reasons(day: Reference) -> list[Reason]:
    return [reason for reason in day.reasons.values() if reason.step in ("return", "reject")]


def pair(visit: Visit, refused: Refused | None = None) -> Response:
    """Two files that may be one human being, side by side."""
    found = _pair(visit)
    both = [look(visit, "comparing two files", subject, COMPARED) for subject in (found.subject, found.other)]
    return render(
        visit,
        "pair.html",
        refused=refused,
        pair=found,
        fields=[(FIELDS[name], str(both[0].get(name, "")), str(both[1].get(name, ""))) for name in COMPARED],
        mine=found.first_by == visit.person.actor,
    )


def settle(visit: Visit) -> Response:
    """One person, or two people: settled when a second officer says the same."""
    found = _pair(visit)
    verdict = visit.form.text("verdict")
    if verdict not in ("merge", "keep"):
        raise HTTPException(400)
    try:
        with visit.zone.database.writing() as connection:
            flow.settle_pair(connection, visit.act("comparing two files"), found.application, found.other, verdict)
    except Refused as refused:
        return pair(visit, refused)
    return visit.goes("queue")


def photo(visit: Visit) -> Response:
    """The photo of who is decided about."""
    return portrait(visit, WHY, _row(visit).subject)


def _row(visit: Visit) -> Any:
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, visit.request.path_params["id"])
    if row is None:
        raise HTTPException(404)
    return row


def _pair(visit: Visit) -> Any:
    wanted = visit.request.path_params["id"], visit.request.path_params["other"]
    with visit.zone.database.reading() as connection:
        for row in likenesses.open_pairs(connection, 10_000):
            if (row.application, row.other) == wanted:
                return row
    raise HTTPException(404)


def _warnings(row: Any, values: dict[str, str], today: date, until: date) -> list[Finding]:
    found = list(findings_of(values, today, until))
    seen = {one.code for one in found}
    # The photo's own findings were made when it was sealed; only their codes are kept.
    return found + [Finding(code) for code in row.findings.split() if code not in seen and code in findings.CODES]
