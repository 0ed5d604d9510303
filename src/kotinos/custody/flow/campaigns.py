"""The end of a campaign: first the cards that lean on its clearances, then what it kept about people, in one transaction."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.flow.ending import cancel_cards
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting.actions import Purged
from kotinos.custody.vetting.tables import clearance


def purge_campaign(connection: Connection, act: Act, code: str, today: date) -> Purged:
    """Purge a campaign when its day has come; see `vetting.purge_campaign` for what it refuses.

    Cards whose window is over expire; every other live card of whom the campaign cleared is cancelled: nothing stands behind it any more.
    """
    vetting.may_be_purged(connection, code, today)
    cards.expire(connection, act)
    c = clearance.c
    for subject in connection.execute(sa.select(c.subject).where(c.campaign == code, c.present)).scalars().all():
        cancel_cards(connection, act, subject, "purge")
    return vetting.purge_campaign(connection, act, code, today)
