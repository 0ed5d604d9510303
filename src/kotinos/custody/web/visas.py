"""The visa that is the card: where each stands, by delegation; the pair of numbers; what the authority has to be told."""

from __future__ import annotations

import sqlalchemy as sa
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Refused
from kotinos.custody.card import tables, visa
from kotinos.custody.web.board import number, why
from kotinos.custody.web.files import row_of
from kotinos.custody.web.leafing import LINES, Leaf, leaf
from kotinos.custody.web.looking import look, name, names
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import VISA_MESSAGES, VISA_STATES

PAIR = ("visa_number", "document_number", "document_issuer", "family_name", "given_names")
WHY = "visas"
STEPS = ("pending", "not_needed", "issued", "refused")
"""What an officer says of a visa; the rest follows from other changes."""


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Where the visas stand, organisation by organisation; one of them by name; what is still to be told."""
    asked = visit.request.query_params
    chosen, state = (asked.get(key, "") for key in ("organisation", "state"))
    a, v, m = application.c, tables.visa.c, tables.visa_message.c
    own = (v.subject == a.subject) & (v.games == visit.zone.policy.games)
    stands = sa.func.coalesce(v.state, "")
    files = sa.select(a.id, a.subject, a.organisation, a.category, stands.label("state"), v.changed_at)
    files = files.outerjoin(tables.visa, own).where(a.state == "APPROVED")
    with visit.zone.database.reading() as connection:
        counted = sa.select(a.organisation, stands, sa.func.count()).outerjoin(tables.visa, own)
        counts: dict[str, dict[str, int]] = {}
        for organisation, where, many in connection.execute(
            counted.where(a.state == "APPROVED").group_by(a.organisation, stands).order_by(a.organisation)
        ):
            counts.setdefault(organisation, {})[where] = many
        wanted = files.where(a.organisation == chosen).order_by(a.id)
        if state in VISA_STATES and "state" in asked:
            wanted = wanted.where(stands == state)
        found = (
            leaf(visit, lambda most, out: connection.execute(wanted.limit(most).offset(out)).all())
            if chosen
            else Leaf()
        )
        waiting = sa.select(tables.visa_message).where(m.sent_at.is_(None)).order_by(m.id).limit(LINES)
        messages = connection.execute(waiting).all()
    people = [row.subject for row in (*found.lines, *messages)]
    return render(
        visit,
        "visas.html",
        refused=refused,
        counts=counts,
        chosen=chosen,
        found=found,
        messages=messages,
        what=VISA_MESSAGES,
        names=names(visit, WHY, people),
        states=VISA_STATES,
    )


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One visa: its state, its pair of numbers, what may be said of it now, and what was told about it."""
    row = row_of(visit)
    games = visit.zone.policy.games
    try:
        values = look(visit, WHY, row.subject, PAIR)
    except Refused as hidden:
        values, refused = {}, refused or hidden
    v, m = tables.visa.c, tables.visa_message.c
    with visit.zone.database.reading() as connection:
        found = connection.execute(sa.select(tables.visa).where(v.subject == row.subject, v.games == games)).first()
        told = sa.select(tables.visa_message).where(m.subject == row.subject, m.games == games).order_by(m.id)
        messages = connection.execute(told).all()
    stands = found.state if found else ""
    return render(
        visit,
        "visa.html",
        refused=refused,
        row=row,
        name=name(values),
        values=values,
        day=reference.on(visit.now.date()),
        found=found,
        stands=stands,
        steps=[step for step in STEPS if stands in visa.STEPS[step]],
        messages=messages,
        what=VISA_MESSAGES,
        states=VISA_STATES,
        form=visit.form,
    )


def change(visit: Visit) -> Response:
    """Needed, not needed, issued with its number, refused: said with a reason."""
    row, form, zone = row_of(visit), visit.form, visit.zone
    step = form.text("do")
    try:
        act = visit.act(why(visit))
        with zone.database.writing() as connection:
            if step in ("pending", "not_needed"):
                flow.need_visa(connection, act, zone.policy, row.subject, needed=step == "pending")
            elif step == "issued":
                typed = "".join(form.text("number").upper().split())
                flow.issue_visa(connection, act, zone.vault, zone.policy, row.subject, typed)
            elif step == "refused":
                flow.refuse_visa(connection, act, zone.policy, row.subject)
            else:
                raise Refused("visa_not_now")
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("visas", row.id)


def tell(visit: Visit) -> Response:
    """Somebody passed a message on to the authority, and says how."""
    try:
        with visit.zone.database.writing() as connection:
            visa.tell(connection, visit.act(why(visit)), number(visit.request.path_params["number"]))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("visas")
