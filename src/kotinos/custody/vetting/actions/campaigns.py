"""Campaigns: opened under a legal act, closed after the Games, purged on their date."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.vetting import queries, refusals, tables
from kotinos.custody.vetting.actions.changing import entry
from kotinos.custody.vetting.values import Campaign


class Purged(msgspec.Struct, frozen=True):
    """What a purge destroyed: how many rows of each kind, and how many are left (none)."""

    clearances: int
    requests: int
    answers: int
    files: int
    left: int


def open_campaign(connection: Connection, act: Act, campaign: Campaign) -> None:
    """Open a campaign. Raises `Refused` (``campaign_exists``), `ValueError` for a code that cannot name files."""
    if not re.fullmatch(r"[A-Z0-9]{2,12}", campaign.code):
        raise ValueError(f"a campaign's code is two to twelve capitals and digits, not {campaign.code!r}")
    if queries.campaign(connection, campaign.code) is not None:
        raise Refused(refusals.CAMPAIGN_EXISTS, campaign=campaign.code)
    connection.execute(
        sa.insert(tables.campaign).values(
            code=campaign.code,
            authority=campaign.authority,
            legal_act=campaign.legal_act,
            zone=campaign.zone,
            delay_months=campaign.delay.months,
            delay_days=campaign.delay.days,
            opened_at=act.at,
            purge_on=campaign.purge_on,
        )
    )
    access.append(connection, [entry(act, "open-campaign", outcome=campaign.code)])


def close_campaign(connection: Connection, act: Act, code: str) -> None:
    """Ask for no more clearances under ``code``; answers are still taken. Raises `Refused` (``no_campaign``)."""
    c = tables.campaign.c
    closed = connection.execute(
        sa.update(tables.campaign).where(c.code == code, c.closed_at.is_(None)).values(closed_at=act.at)
    )
    if not closed.rowcount:
        raise Refused(refusals.NO_CAMPAIGN, campaign=code)
    access.append(connection, [entry(act, "close-campaign", outcome=code)])


def may_be_purged(connection: Connection, code: str, today: date) -> None:
    """Pass where the day of the purge has come; raises `Refused` (``no_campaign``, ``not_yet``)."""
    found = queries.campaign(connection, code)
    if found is None:
        raise Refused(refusals.NO_CAMPAIGN, campaign=code)
    if today < found.purge_on:
        raise Refused(refusals.NOT_YET, on=found.purge_on.isoformat())


def purge_campaign(connection: Connection, act: Act, code: str, today: date) -> Purged:
    """Destroy what the campaign kept about people. Its batches stay, as numbers and hashes, and the report says what went.

    Raises `Refused` (``no_campaign``, ``not_yet``, ``clearance_still_in_use`` while a card leans on one of its clearances).
    """
    may_be_purged(connection, code, today)
    t = tables
    of = sa.select(t.dossier.c.id).where(t.dossier.c.campaign == code)
    try:
        # Superseded first: nothing favourable may outlive the answer that it stands on, not even inside this transaction.
        connection.execute(
            sa.update(t.clearance)
            .where(t.clearance.c.campaign == code)
            .values(state="superseded", verdict="none", present=False, valid_until=None, answer_id=None)
        )
        clearances = connection.execute(sa.delete(t.clearance).where(t.clearance.c.campaign == code)).rowcount
        answers = connection.execute(sa.delete(t.answer_line).where(t.answer_line.c.clearance_id.in_(of))).rowcount
        requests = connection.execute(sa.delete(t.request).where(t.request.c.clearance_id.in_(of))).rowcount
        files = connection.execute(sa.delete(t.answer_file).where(t.answer_file.c.campaign == code)).rowcount
        connection.execute(sa.delete(t.dossier).where(t.dossier.c.campaign == code))
    except sa.exc.IntegrityError as refused:
        raise Refused(refusals.STILL_IN_USE, campaign=code) from refused
    ours = sa.update(t.campaign).where(t.campaign.c.code == code)
    connection.execute(ours.where(t.campaign.c.closed_at.is_(None)).values(closed_at=act.at))
    connection.execute(ours.values(purged_at=act.at))
    left = connection.execute(
        sa.select(sa.func.count()).select_from(t.dossier).where(t.dossier.c.campaign == code)
    ).scalar_one()
    access.append(connection, [entry(act, "purge-campaign", outcome=code)])
    return Purged(clearances, requests, answers, files, left)
