"""The custodian's console: keys, grants, the log and its witnesses. Looking is free; doing takes a ticket with a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import stored
from kotinos.custody.log.checkpoint import read_key, signed_by
from kotinos.custody.people import tickets
from kotinos.custody.vault import grants, reindexing, rotation
from kotinos.custody.vault.fields import FIELDS, Purpose
from kotinos.custody.vault.grants import Grant, Operation
from kotinos.custody.web.board import number, why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import GRANT_STATES, KEY_STATES, OPERATIONS

Deed = Callable[[Connection, Act], object]


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Keys, grants, log; and the ticket."""
    zone, ring = visit.zone, visit.zone.vault.ring
    with zone.database.reading() as connection:
        ticket = tickets.open_for(connection, visit.person.name, visit.now)
        asked = [one for one in tickets.asked(connection, visit.now) if one.name == visit.person.name]
        epochs = rotation.epochs(connection, visit.now)
        left = rotation.left(connection, ring)
        indexes, turning = reindexing.indexes(connection, ring), reindexing.turning(connection, ring)
        every = grants.every(connection)
        size, note = stored.head(connection).size, stored.last_note(connection)
    witnesses = [read_key(one.key) for one in zone.settings.witnesses]
    return render(
        visit,
        "console.html",
        refused=refused,
        ticket=ticket,
        asked=asked,
        longest=tickets.LONGEST,
        epochs=epochs,
        left=left,
        quorum=zone.settings.quorum,
        indexes=indexes,
        turning=turning,
        grants=every,
        operations=OPERATIONS,
        grant_states=GRANT_STATES,
        key_states=KEY_STATES,
        purposes=get_args(Purpose),
        fields=FIELDS,
        size=size,
        signed=note.checkpoint.size if note else 0,
        witnesses=[(key.name, bool(note and signed_by(note, key))) for key in witnesses],
        log_key=str(zone.log_key),
    )


def ask(visit: Visit) -> Response:
    """Ask for a ticket."""
    minutes = number(visit.form.text("minutes"))
    return _done(visit, lambda connection, act: tickets.ask(connection, act, visit.person, minutes))


def end(visit: Visit) -> Response:
    """End the ticket: the work is done."""
    with visit.zone.database.writing() as connection:
        if found := tickets.open_for(connection, visit.person.name, visit.now):
            tickets.end(connection, visit.act("the work is done"), found.id)
    return visit.goes("console")


def rotate(visit: Visit) -> Response:
    """A new key from now on; the program wraps the data keys anew behind this page."""
    ring = visit.zone.vault.ring

    def deed(connection: Connection, act: Act) -> None:
        rotation.activate(connection, ring, act, rotation.begin(connection, ring, act))

    return _done(visit, deed)


def reindex(visit: Visit) -> Response:
    """New keys of the blind indexes from now on; the program indexes everybody anew behind this page, and destroys the old keys."""
    ring = visit.zone.vault.ring
    return _done(visit, lambda connection, act: reindexing.begin(connection, ring, act))


def destroy(visit: Visit) -> Response:
    """Destroy an old key, to which enough custodians agreed."""
    ring, quorum, epoch = visit.zone.vault.ring, visit.zone.settings.quorum, number(visit.form.text("epoch"))
    return _done(visit, lambda connection, act: rotation.destroy(connection, ring, act, quorum, epoch))


def suspend(visit: Visit) -> Response:
    """Stop a grant at once. This takes no ticket: whoever sees a leak closes it."""
    return _done(visit, lambda connection, act: grants.suspend(connection, act, visit.form.text("grant")))


def expire(visit: Visit) -> Response:
    """End a grant for good."""
    return _done(visit, lambda connection, act: grants.expire(connection, act, visit.form.text("grant")))


def rest(visit: Visit) -> Response:
    """Do now what the program does once a day: end the grants whose time is over, and let sleep those that nobody uses."""
    return _done(visit, grants.rest)


def request(visit: Visit) -> Response:
    """Ask for a grant; what is more than answers waits for two people of two organisations."""
    form = visit.form

    def deed(connection: Connection, act: Act) -> None:
        grants.request(connection, act, _wanted(visit))

    if form.text("operation") not in OPERATIONS or form.text("purpose") not in get_args(Purpose):
        raise HTTPException(400)
    return _done(visit, deed)


def _wanted(visit: Visit) -> Grant:
    form = visit.form
    operation: Any = form.text("operation")
    purpose: Any = form.text("purpose")
    assert operation in get_args(Operation)
    try:
        closes = datetime.fromisoformat(form.text("closes")).replace(tzinfo=UTC)
        return Grant(
            form.text("consumer"),
            purpose,
            operation,
            tuple(form.many("field")),
            number(form.text("per_minute")),
            number(form.text("per_day")),
            visit.now,
            closes,
        )
    except ValueError as wrong:
        raise Refused("grant_form") from wrong


def _done(visit: Visit, deed: Deed) -> Response:
    try:
        with visit.zone.database.writing() as connection:
            deed(connection, visit.act(why(visit)))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("console")
