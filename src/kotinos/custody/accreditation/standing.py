"""Who may do this, and the line that every deed leaves in the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import life
from kotinos.custody.accreditation.tables import application, organisation, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append

Row = sa.Row[Any]


def note(
    connection: Connection, act: Act, verb: str, subject: str = "", fields: Sequence[str] = (), detail: str = ""
) -> None:
    """One entry for one deed, in its transaction."""
    entry = Entry(act.at, act.actor, verb, subject=subject, fields=tuple(fields), detail=detail or act.why)
    append(connection, [entry])


def organisation_of(connection: Connection, id: str) -> Row:
    """The organisation; raises Refused("unknown_organisation")."""
    found = connection.execute(sa.select(organisation).where(organisation.c.id == id)).one_or_none()
    if found is None:
        raise Refused("unknown_organisation", organisation=id)
    return found


def person_of(connection: Connection, subject: str) -> Row:
    """The person; raises Refused("unknown_person")."""
    found = connection.execute(sa.select(person).where(person.c.subject == subject)).one_or_none()
    if found is None:
        raise Refused("unknown_person")
    return found


def application_of(connection: Connection, act: Act, id: str) -> Row:
    """The application, for whoever may touch it; raises Refused("unknown_application") or ("not_yours")."""
    found = connection.execute(sa.select(application).where(application.c.id == id)).one_or_none()
    if found is None:
        raise Refused("unknown_application")
    own(act, found.organisation)
    return found


def own(act: Act, organisation: str) -> None:
    """Pass for everybody but the people of another organisation (``org:GBR:jo`` for FRA): Refused("not_yours")."""
    kind, _, rest = act.actor.partition(":")
    if kind == "org" and rest.partition(":")[0] != organisation:
        raise Refused("not_yours")


def officer(act: Act) -> None:
    """Pass for staff, and for whoever opened the zone at its own machine: neither an organisation nor an applicant decides about itself.

    Refused("not_an_officer").
    """
    if not act.actor.startswith(("staff:", "operator:")):
        raise Refused("not_an_officer")


def move(connection: Connection, act: Act, row: Row, event: str, detail: str = "", **values: Any) -> None:
    """Let ``event`` happen to an application, with what else changes; raises Refused("not_now")."""
    try:
        state = life.after(row.state, event)
    except life.NotNow as no:
        raise Refused("not_now", state=no.state, event=no.event) from no
    changed = sa.update(application).where(application.c.id == row.id).values(state=state, **values)
    connection.execute(changed)
    note(connection, act, event.replace("_", "-"), row.subject, detail=detail)
