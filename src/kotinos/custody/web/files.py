"""Approved files: found again, their identity changed with what that re-opens said before, their cards upgraded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation import queries, reference
from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.accreditation.fields import FIELDS, IDENTITY, Field, read_all
from kotinos.custody.accreditation.identity import GRANT
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.life import LIVE
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.tables import card, device
from kotinos.custody.flow import Foreseen
from kotinos.custody.vetting import queries as vetting
from kotinos.custody.vetting import records
from kotinos.custody.web import finding
from kotinos.custody.web.board import why
from kotinos.custody.web.leafing import LINES, Leaf, leaf
from kotinos.custody.web.looking import look, name, names
from kotinos.custody.web.pages import render
from kotinos.custody.web.passes import venue_and_zones, window
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import CARD_STATES, CHOICES, GROUPS, PASS_STATES

WHY = "an approved file"
_FIELDS_OF_STATE = {field.number: field.vault for field in records.FIELDS}


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Find somebody by card or document, or among those of an organisation."""
    chosen = visit.request.query_params.get("organisation", "")
    with visit.zone.database.reading() as connection:
        read = partial(approved, connection, chosen)
        found = leaf(visit, read) if chosen else Leaf()
        organisations = queries.organisations(connection)
        held = _held(connection)[:LINES]
    return render(
        visit,
        "files.html",
        refused=refused,
        organisations=organisations,
        chosen=chosen,
        found=found,
        held=held,
        names=names(visit, WHY, [row.subject for row in (*found.lines, *(row for row, _ in held))]),
        day=reference.on(visit.now.date()),
        asked=visit.form.raw("asked"),
    )


def find(visit: Visit) -> Response:
    """The approved file that a card or a document leads to."""
    try:
        found = finding.applications(visit, visit.form.raw("asked"), GRANT)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("files", found[0])


def page(
    visit: Visit,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
    problems: list[Problem] | None = None,
    seen: Foreseen | None = None,
) -> Response:
    """One file: its identity as it may be changed, and upgrades of its card."""
    row = row_of(visit)
    try:
        values = look(visit, WHY, row.subject, tuple(FIELDS))
    except Refused as hidden:
        values, refused = {}, refused or hidden
    with visit.zone.database.reading() as connection:
        c, d = card.c, device.c
        live = (c.subject == row.subject) & (c.games == visit.zone.policy.games) & c.state.in_(LIVE)
        own = connection.execute(sa.select(card).where(live).order_by(c.serial.desc())).first()
        wanted = sa.select(device).where(d.kind == "upgrade", d.subject == row.subject).order_by(d.serial.desc())
        upgrades = connection.execute(wanted.limit(LINES)).all()
        clearance = vetting.clearance_of(connection, row.subject)
    day = reference.on(visit.now.date())
    return render(
        visit,
        "file.html",
        refused=refused,
        status=422 if problems else 200,
        row=row,
        name=name(values),
        day=day,
        fields=FIELDS,
        groups=[(title, [one for one in members if one in IDENTITY]) for title, members in GROUPS[:3]],
        choices=CHOICES,
        values={**values, **(typed or {})},
        faults={problem.field: problem for problem in reversed(problems or [])},
        seen=seen,
        held=FIELDS.get(_FIELDS_OF_STATE.get(clearance.held_field, "")) if clearance else None,
        in_identity=IDENTITY,
        word=_word(typed or {}, seen) if seen else "",
        own=own,
        serial=serial_text(own.games, own.serial) if own else "",
        print_serial=lambda number: serial_text(visit.zone.policy.games, number),
        states=CARD_STATES,
        pass_states=PASS_STATES,
        upgrades=upgrades,
        zones=[code for (axis, _), code in day.codes.items() if axis == "zones"],
        form=visit.form,
        today=visit.now.astimezone(visit.zone.policy.zone).date(),
    )


def change(visit: Visit) -> Response:
    """Say first what a change re-opens; do it when the same change is sent again from there, with a reason."""
    row, form = row_of(visit), visit.form
    day = reference.on(visit.now.date())
    typed = {field: form.raw(field) for field in IDENTITY if form.raw(field).strip()}
    values, problems = read_all(dict(typed), day)
    if problems:
        return page(visit, typed=typed, problems=problems)
    act, zone = visit.act(WHY), visit.zone
    seen = None
    try:
        with zone.database.writing() as connection:
            seen = flow.foresee(connection, act, zone.vault, zone.policy, row.subject, values)
        if form.text("do") != "change" or form.text("word") != _word(values, seen):
            return page(visit, typed=values, seen=seen)
        act = visit.act(why(visit))
        with zone.database.writing() as connection:
            flow.change_identity(connection, act, zone.vault, zone.policy, row.subject, values)
    except Refused as refused:
        return page(visit, refused, typed=values, seen=seen)
    return visit.goes("files", row.id)


def ask_again(visit: Visit) -> Response:
    """The field for which the State could not be asked is right now: the question goes out with the next batch."""
    row = row_of(visit)
    typed = {name: visit.form.raw(name) for name in ("address",) if visit.form.raw(name).strip()}
    values, problems = read_all(dict(typed), reference.on(visit.now.date()))
    if problems:
        return page(visit, problems=problems)
    try:
        with visit.zone.database.writing() as connection:
            flow.ask_again(connection, visit.act(why(visit)), visit.zone.vault, row.subject, values)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("files", row.id)


def upgrade(visit: Visit) -> Response:
    """More venues or zones than the card opens, until an end, for a reason."""
    row, form, zone = row_of(visit), visit.form, visit.zone
    try:
        act = visit.act(why(visit))
        venue, zones = venue_and_zones(visit)
        day, begin, end = window(visit)
        with zone.database.writing() as connection:
            c = card.c
            in_force = (c.subject == row.subject) & (c.games == zone.policy.games) & (c.state == "validated")
            bearer = connection.execute(sa.select(c.serial).where(in_force)).scalar()
            wanted = cards.Wanted(
                kind="upgrade",
                games=zone.policy.games,
                subject=row.subject,
                organisation=row.organisation,
                venue=venue,
                zones=zones,
                day=day,
                valid_from=begin,
                valid_to=end,
                session=form.text("session").upper()[:12],
                bearer=bearer,
            )
            serial = cards.upgrade(connection, act, wanted)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("passes", str(serial))


def approved(connection: sa.Connection, organisation: str, limit: int, offset: int) -> Sequence[Any]:
    """Approved applications of an organisation."""
    a = application.c
    wanted = sa.select(application).where(a.state == "APPROVED", a.organisation == organisation)
    return connection.execute(wanted.order_by(a.id).limit(limit).offset(offset)).all()


def _held(connection: sa.Connection) -> list[tuple[Any, Field | None]]:
    """The approved files of those about whom the State cannot be asked, the oldest first, and the field that is in the way."""
    found = []
    for one in vetting.held(connection):
        for id in approved_of(connection, one.subject)[:1]:
            found.append((queries.application(connection, id), FIELDS.get(_FIELDS_OF_STATE.get(one.held_field, ""))))
    return found


def row_of(visit: Visit) -> Any:
    """The approved application that the address names; 404 where there is none."""
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, visit.request.path_params["id"])
    if row is None or row.state != "APPROVED":
        raise HTTPException(404)
    return row


def _word(values: Mapping[str, str], seen: Foreseen) -> str:
    """What ties a change to what was said that it re-opens: another change, or a file that moved on, is another word."""
    return hashlib.sha256(msgspec.json.encode([sorted(values.items()), seen])).hexdigest()
