"""What is read of the accreditation file. Nothing here opens a seal but `look`, and that is logged with who looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.identity import GRANT
from kotinos.custody.accreditation.privileges import Facts, Override, Privileges, effective
from kotinos.custody.accreditation.privileges import opened as opened_by
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.tables import application as applications
from kotinos.custody.accreditation.tables import organisation, override, quota
from kotinos.custody.accreditation.tables import person as people
from kotinos.custody.accreditation.why import Why, why
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault

Row = sa.Row[Any]


def person(connection: Connection, subject: str) -> Row | None:
    """The person's row: subject, identity mark, language; ``None`` where there is none."""
    return connection.execute(sa.select(people).where(people.c.subject == subject)).one_or_none()


def application(connection: Connection, id: str) -> Row | None:
    """The application's row; ``None`` where there is none."""
    return connection.execute(sa.select(applications).where(applications.c.id == id)).one_or_none()


def applications_of(connection: Connection, subject: str) -> list[Row]:
    """Every application of a person, the newest first."""
    a = applications.c
    wanted = sa.select(applications).where(a.subject == subject).order_by(a.opened_at.desc(), a.id)
    return list(connection.execute(wanted).all())


def facts(connection: Connection, id: str) -> tuple[Facts, Row]:
    """What an application's privileges follow from, and its row; raises Refused("unknown_application")."""
    row = application(connection, id)
    if row is None:
        raise Refused("unknown_application")
    o = override.c
    given = connection.execute(sa.select(o.axis, o.value, o.given).where(o.application == id).order_by(o.axis, o.value))
    overrides = tuple(Override(axis, value, bool(yes)) for axis, value, yes in given)
    return Facts(row.category, row.function, row.sport, row.team, overrides), row


def privileges(connection: Connection, season: Season, id: str) -> Privileges:
    """What the application opens and when, by the reference data of its own day."""
    found, row = facts(connection, id)
    return effective(reference.on(row.reference), season, found)


def opened(connection: Connection, id: str) -> dict[str, tuple[str, ...]]:
    """What the application opens, by axis, whenever that is."""
    found, row = facts(connection, id)
    return opened_by(reference.on(row.reference), found)


def explanation(connection: Connection, id: str) -> tuple[Why, ...]:
    """A sentence for every privilege that the application gives or refuses."""
    found, row = facts(connection, id)
    return why(reference.on(row.reference), found)


def queue(
    connection: Connection,
    state: str = "SUBMITTED",
    limit: int = 50,
    after: str = "",
    category: str = "",
    organisation: str = "",
) -> list[Row]:
    """Applications in ``state``, the longest waiting first; ``after`` is the id of the last one that was seen."""
    a = applications.c
    wanted = sa.select(applications).where(a.state == state)
    for column, value in ((a.category, category), (a.organisation, organisation)):
        if value:
            wanted = wanted.where(column == value)
    if after:
        seen = sa.select(a.submitted_at, a.id).where(a.id == after)
        last = connection.execute(seen).one_or_none()
        if last is not None:
            later = (a.submitted_at > last.submitted_at) | ((a.submitted_at == last.submitted_at) & (a.id > last.id))
            wanted = wanted.where(later)
    return list(connection.execute(wanted.order_by(a.submitted_at, a.id).limit(limit)).all())


def of_organisation(connection: Connection, id: str, limit: int = 500, offset: int = 0) -> list[Row]:
    """The applications of one organisation, by its own reference, then by age."""
    a = applications.c
    wanted = sa.select(applications).where(a.organisation == id).order_by(a.own_reference, a.opened_at, a.id)
    return list(connection.execute(wanted.limit(limit).offset(offset)).all())


def counts(connection: Connection, organisation: str = "") -> dict[tuple[str, str], int]:
    """How many applications are in each state, by category: {(category, state): number}."""
    a = applications.c
    wanted = sa.select(a.category, a.state, sa.func.count()).group_by(a.category, a.state)
    if organisation:
        wanted = wanted.where(a.organisation == organisation)
    return {(category, state): number for category, state, number in connection.execute(wanted)}


def quotas(connection: Connection, id: str) -> list[Row]:
    """The lines of an organisation's quota: category, sport, number, reserved."""
    q = quota.c
    wanted = sa.select(quota).where(q.organisation == id)
    return list(connection.execute(wanted.order_by(q.category, q.sport)).all())


def organisations(connection: Connection) -> list[Row]:
    """Every organisation, by id."""
    return list(connection.execute(sa.select(organisation).order_by(organisation.c.id)).all())


def look(vault: Vault, act: Act, subjects: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, str | bytes]]:
    """The values of ``fields`` of each of ``subjects``. Who looked, and at what, is on disk before they are returned."""
    return vault.reveal(act, GRANT, subjects, fields)
