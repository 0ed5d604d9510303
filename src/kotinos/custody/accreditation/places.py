"""Places of a quota: reserved in one statement that cannot take more than there are, given back when they are no longer needed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.accreditation.standing import Row
from kotinos.custody.accreditation.tables import application, quota
from kotinos.custody.act import Refused


def line(connection: Connection, organisation: str, category: str, sport: str) -> Row:
    """The line of the quota that serves this sport: its own, or that of every sport; raises Refused("no_quota")."""
    wanted = sa.select(quota).where(
        quota.c.organisation == organisation, quota.c.category == category, quota.c.sport.in_({sport, ""})
    )
    rows = connection.execute(wanted.order_by(quota.c.sport.desc())).all()
    if not rows:
        raise Refused("no_quota", organisation=organisation, category=category, sport=sport)
    return rows[0]


def reserve(connection: Connection, organisation: str, category: str, sport: str) -> str:
    """Take one place; the sport of the line it was taken from. Raises Refused("no_quota") or ("quota_full")."""
    found = line(connection, organisation, category, sport)
    here = (quota.c.organisation == organisation) & (quota.c.category == category) & (quota.c.sport == found.sport)
    # One statement, so that two approvals at once cannot both see the last place free.
    free = here & (quota.c.reserved < quota.c.number)
    taken = connection.execute(sa.update(quota).where(free).values(reserved=quota.c.reserved + 1))
    if taken.rowcount != 1:
        raise Refused(
            "quota_full", organisation=organisation, category=category, sport=found.sport, number=found.number
        )
    return str(found.sport)


def give_back(connection: Connection, row: Row) -> None:
    """Give the place of an application back, where it holds one."""
    if row.place is None:
        return
    here = (
        (quota.c.organisation == row.organisation) & (quota.c.category == row.category) & (quota.c.sport == row.place)
    )
    connection.execute(sa.update(quota).where(here).values(reserved=quota.c.reserved - 1))


def within_most(connection: Connection, reference: Reference, organisation: str, facts: Facts) -> None:
    """Pass where the category sets no limit to each organisation, or it is not reached; raises Refused("most")."""
    for rule in reference.constraints_of(facts.category):
        if rule.rule != "most":
            continue
        a = application.c
        counted = sa.select(sa.func.count()).where(
            a.organisation == organisation, a.category == facts.category, a.state == "APPROVED"
        )
        if connection.execute(counted).scalar_one() >= rule.value:
            raise Refused("most", organisation=organisation, category=facts.category, number=rule.value)
