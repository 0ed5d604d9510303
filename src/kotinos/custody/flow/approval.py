"""Approval, and what follows from it: the authority is asked, and a card is printed as soon as the policy and the file allow."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import decisions, queries, reference
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card.life import LIVE
from kotinos.custody.card.tables import card
from kotinos.custody.flow.policy import Policy
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries as clearances


def approve(connection: Connection, act: Act, policy: Policy, application: str) -> None:
    """Approve an application and ask the authority about the person's present identity. Raises what `decisions.approve` raises."""
    decisions.approve(connection, act, application)
    _ask(connection, act, policy, application)
    print_if_ready(connection, act, policy, application)


def _ask(connection: Connection, act: Act, policy: Policy, application: str) -> None:
    row = queries.application(connection, application)
    assert row is not None
    whom = queries.person(connection, row.subject)
    assert whom is not None
    family = reference.on(row.reference).categories[row.category].family
    vetting.require(connection, act, row.subject, whom.identity_mark, reason=family, campaign=policy.campaign)


def print_if_ready(connection: Connection, act: Act, policy: Policy, application: str) -> int | None:
    """Print the closed card of an approved application, unless there is a live one of these Games; its serial, None where it has to wait
    (for the photo, or for the authority where the policy says so) or the days on which it would open anything are over.
    """
    row = queries.application(connection, application)
    if row is None or row.state != "APPROVED" or row.photo != "sealed":
        return None
    c = card.c
    live = sa.select(c.serial).where(c.subject == row.subject, c.games == policy.games, c.state.in_(LIVE))
    if connection.execute(live).scalar() is not None:
        return None
    if not policy.print_first and not _favourable(connection, row.subject):
        return None
    privileges = queries.privileges(connection, policy.season, application)
    if act.at.astimezone(policy.zone).date() > privileges.valid_to:
        return None
    return cards.produce(
        connection,
        act,
        application,
        games=policy.games,
        privileges=privileges,
        reference=reference.on(row.reference),
        zone=policy.zone,
    )


def _favourable(connection: Connection, subject: str) -> bool:
    found = clearances.clearance_of(connection, subject)
    whom = queries.person(connection, subject)
    return (
        found is not None
        and whom is not None
        and found.verdict == "favourable"
        and found.identity_mark == whom.identity_mark
    )
