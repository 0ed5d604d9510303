"""Printed cards on their way: packed and sent by an officer, signed for by the organisation, or lost."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.printing import print_cards
from kotinos.custody.card.tables import card, shipment
from kotinos.custody.web.board import number, why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import CARD_STATES, SHIPMENT_STATES

SHOWN = 200
SHEET = 40
"""Cards of one file for the printer."""
CODE = 12
"""Digits of a manifest's hash that stand on its paper and are typed by who signs for it: 48 bits."""


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """What waits to be sent, and what was."""
    with visit.zone.database.reading() as connection:
        c, a = card.c, application.c
        counted = sa.select(a.organisation, sa.func.count().label("number")).join(card, c.application == a.id)
        waiting = counted.where(c.state == "prevalid").group_by(a.organisation).order_by(a.organisation)
        return render(
            visit,
            "shipments.html",
            refused=refused,
            waiting=connection.execute(waiting).all(),
            sheet=SHEET,
            rows=_shipments(connection),
            states=SHIPMENT_STATES,
        )


def send(visit: Visit) -> Response:
    """Every printed card of an organisation is in the parcel now; on to its manifest."""
    try:
        with visit.zone.database.writing() as connection:
            sent = cards.ship(connection, visit.act(why(visit)), visit.form.text("organisation"))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("shipments", str(sent.id))


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One shipment: its manifest, and what became of each card."""
    with visit.zone.database.reading() as connection:
        found = _shipment(visit, connection)
        return _shown(visit, connection, "shipment.html", found, refused)


def lost(visit: Visit) -> Response:
    """It never arrived: what was in it is cancelled and made anew."""
    with visit.zone.database.reading() as connection:
        found = _shipment(visit, connection)
    try:
        with visit.zone.database.writing() as connection:
            flow.lose(connection, visit.act(why(visit)), visit.zone.policy, found.id)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("shipments", str(found.id))


def pdf(visit: Visit) -> Response:
    """One file of an organisation's cards that wait to be sent, for the printer."""
    zone, part = visit.zone, number(visit.request.path_params["part"])
    c, a = card.c, application.c
    wanted = sa.select(c.serial).join(application, a.id == c.application).order_by(c.serial)
    here = a.organisation == visit.request.path_params["organisation"]
    with zone.database.reading() as connection:
        serials = list(connection.execute(wanted.where(here, c.state == "prevalid")).scalars())
    own = serials[part * SHEET : (part + 1) * SHEET] if part >= 0 else []
    if not own:
        raise HTTPException(404)
    try:
        [made] = print_cards(zone.vault, zone.root, visit.act("cards to be sent"), own, zone=zone.policy.zone)
    except Refused as refused:
        return front(visit, refused)
    return Response(made, media_type="application/pdf", headers={"content-disposition": "inline; filename=cards.pdf"})


def deliveries(visit: Visit) -> Response:
    """What is on its way to who is signed in, and what arrived."""
    with visit.zone.database.reading() as connection:
        rows = _shipments(connection, visit.person.organisation)
    return render(visit, "deliveries.html", rows=rows, states=SHIPMENT_STATES)


def delivery(visit: Visit, refused: Refused | None = None) -> Response:
    """One shipment, for who signs for it. Another organisation's is not there."""
    with visit.zone.database.reading() as connection:
        found = _shipment(visit, connection, visit.person.organisation)
        return _shown(visit, connection, "delivery.html", found, refused)


def receive(visit: Visit) -> Response:
    """Sign for a shipment by the code on its paper; what was not in it is cancelled."""
    mine, form = visit.person.organisation, visit.form
    with visit.zone.database.reading() as connection:
        found = _shipment(visit, connection, mine)
    typed = "".join(form.text("code").lower().split())
    try:
        if len(typed) < CODE or not found.digest.startswith(typed):
            raise Refused("manifest_differs")
        missing = [number(one) for one in form.many("missing")]
        with visit.zone.database.writing() as connection:
            act = visit.act("signed for, and counted")
            cards.receive(connection, act, found.id, mine, found.digest, missing)
    except Refused as refused:
        return delivery(visit, refused)
    return visit.goes("portal", "deliveries", str(found.id))


def _shown(visit: Visit, connection: Connection, template: str, found: Any, refused: Refused | None) -> Response:
    serials = [int(one) for one in found.manifest.split()]
    rows = connection.execute(sa.select(card).where(card.c.serial.in_(serials)).order_by(card.c.serial)).all()
    code = found.digest[:CODE]
    return render(
        visit,
        template,
        refused=refused,
        shipment=found,
        state=_state(found),
        states=SHIPMENT_STATES,
        cards=[(row, serial_text(row.games, row.serial)) for row in rows],
        card_states=CARD_STATES,
        on_its_way=sum(row.state == "shipped" for row in rows),
        code=" ".join(code[at : at + 4] for at in range(0, CODE, 4)),
        form=visit.form,
    )


def _shipments(connection: Connection, organisation: str = "") -> list[tuple[Any, str, int]]:
    """Shipments, the latest first, with their state and how many cards they hold."""
    s = shipment.c
    wanted = sa.select(shipment).order_by(s.id.desc()).limit(SHOWN)
    if organisation:
        wanted = wanted.where(s.organisation == organisation)
    return [(row, _state(row), len(row.manifest.split())) for row in connection.execute(wanted).all()]


def _shipment(visit: Visit, connection: Connection, organisation: str = "") -> Any:
    wanted = sa.select(shipment).where(shipment.c.id == number(visit.request.path_params["id"]))
    found = connection.execute(wanted).one_or_none()
    if found is None or (organisation and found.organisation != organisation):
        raise HTTPException(404)
    return found


def _state(row: Any) -> str:
    return "received" if row.received_at else "lost" if row.lost_at else "sent"
