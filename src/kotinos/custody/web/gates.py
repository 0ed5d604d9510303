"""The supervisor's gates: devices invited with a code, where they stand, when they were last seen, and the end of one that is lost."""

from __future__ import annotations

from starlette.responses import Response

from kotinos.custody.accreditation import reference
from kotinos.custody.act import Refused
from kotinos.custody.card import listing
from kotinos.custody.gate import devices
from kotinos.custody.gate.decision import CLOCK_OFF, FRESH, Post
from kotinos.custody.web.board import number, why
from kotinos.custody.web.leafing import leaf
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import DEVICE_STATES

LONGEST_PASSBACK = 24 * 60
"""Minutes."""


def front(visit: Visit, refused: Refused | None = None, code: str = "") -> Response:
    """Every device, and a form that invites one; ``code`` is shown on the page that follows, and nowhere else."""
    with visit.zone.database.reading() as connection:
        found = leaf(visit, lambda most, out: devices.devices(connection, most, out))
        edition = listing.edition(connection)
    return render(
        visit,
        "gates.html",
        refused=refused,
        found=found,
        states=DEVICE_STATES,
        edition=edition,
        quiet={row.id for row in found.lines if row.seen_at and visit.now - row.seen_at > FRESH},
        clock_off=CLOCK_OFF.total_seconds() / 2,
        venues=reference.on(visit.now.date()).venues.values(),
        code=code,
        address=f"{visit.zone.party.origin}/gate/",
        typed=visit.form,
    )


def invite(visit: Visit) -> Response:
    """A place for a device: its name, venue and zone, which way it lets, whether its guard sees photos."""
    form = visit.form
    try:
        gate, venue, zone = form.text("gate"), form.text("venue"), form.text("zone").upper()
        if not 0 < len(gate) <= 40:
            raise Refused("gate_missing")
        book = reference.on(visit.now.date()).venues
        if venue not in book or (zone and zone not in book[venue].zones.split()):
            raise Refused("place_unknown")
        direction = "out" if form.text("direction") == "out" else "in"
        passback = min(max(number(form.text("passback")), 0), LONGEST_PASSBACK)
        with visit.zone.database.writing() as connection:
            _, code = devices.invite(
                connection,
                visit.act(why(visit)),
                visit.zone.policy.games,
                Post(gate, venue, zone, direction, passback),
                photos=form.text("photos") == "yes",
            )
    except Refused as refused:
        return front(visit, refused)
    return front(visit, code=code)


def block(visit: Visit) -> Response:
    """Block a device that is lost or misused: from the next question on it gets nothing."""
    try:
        with visit.zone.database.writing() as connection:
            devices.block(connection, visit.act(why(visit)), visit.form.text("device"))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("gates")
