"""Responsible organisations: who may send applications, from when to when, and how many places each has."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.standing import note, officer, organisation_of
from kotinos.custody.accreditation.tables import organisation, quota
from kotinos.custody.act import Act, Refused


def add_organisation(
    connection: Connection,
    act: Act,
    id: str,
    kind: str,
    name: str,
    language: str,
    opens_at: datetime,
    closes_at: datetime,
) -> None:
    """Admit an organisation (``FRA``, kind ``noc``); its window is open from ``opens_at`` until ``closes_at``, not included.

    Refused: ``organisation_exists``, ``window_order``.
    """
    officer(act)
    _in_order(opens_at, closes_at)
    if connection.execute(sa.select(organisation.c.id).where(organisation.c.id == id)).first():
        raise Refused("organisation_exists", organisation=id)
    connection.execute(
        organisation.insert().values(
            id=id, kind=kind, name=name, language=language, opens_at=opens_at, closes_at=closes_at
        )
    )
    note(connection, act, "add-organisation", detail=f"{id}: {act.why}")


def set_window(connection: Connection, act: Act, id: str, opens_at: datetime, closes_at: datetime) -> None:
    """Give an organisation other days; raises Refused("window_order")."""
    officer(act)
    _in_order(opens_at, closes_at)
    organisation_of(connection, id)
    connection.execute(
        sa.update(organisation).where(organisation.c.id == id).values(opens_at=opens_at, closes_at=closes_at)
    )
    note(connection, act, "set-window", detail=f"{id}: {act.why}")


def _in_order(opens_at: datetime, closes_at: datetime) -> None:
    if opens_at >= closes_at:
        raise Refused("window_order")


def set_quota(connection: Connection, act: Act, id: str, category: str, number: int, sport: str = "") -> None:
    """Give an organisation ``number`` places in a category, or in one sport of it; raises Refused("quota_below_reserved")."""
    officer(act)
    organisation_of(connection, id)
    here = (quota.c.organisation == id) & (quota.c.category == category) & (quota.c.sport == sport)
    reserved = connection.execute(sa.select(quota.c.reserved).where(here)).scalar()
    if reserved is None:
        row = quota.insert().values(organisation=id, category=category, sport=sport, number=number, reserved=0)
        connection.execute(row)
    elif reserved > number:
        raise Refused("quota_below_reserved", reserved=reserved, number=number)
    else:
        connection.execute(sa.update(quota).where(here).values(number=number))
    note(connection, act, "set-quota", detail=f"{id} {category} {sport or '*'} {number}: {act.why}")
