"""The supervisor's board: what is happening, what waits, what is wrong; people, and cards that are in question."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa
from starlette.responses import Response

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.life import STATES as FILES
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.life import CARD_STATES as LIVES
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.refusals import SUSPENSIONS
from kotinos.custody.card.tables import card
from kotinos.custody.gate import scans
from kotinos.custody.log import alarms
from kotinos.custody.vetting import queries as vetting
from kotinos.custody.vetting import reconcile
from kotinos.custody.vetting.tables import clearance
from kotinos.custody.web import finding
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import ALARMS, CARD_STATES, DOUBTS, STATES

assert set(DOUBTS) <= set(SUSPENSIONS)
SHOWN = 100


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Everything in numbers; no name of anybody."""
    with visit.zone.database.reading() as connection:
        files: Counter[str] = Counter()
        for (_, state), number in queries.counts(connection).items():
            files[state] += number
        c = card.c
        counted = connection.execute(sa.select(c.state, sa.func.count().label("n")).group_by(c.state))
        made = {row.state: row.n for row in counted}
        a = application.c
        waits = sa.select(sa.func.min(a.submitted_at)).where(a.state == "SUBMITTED")
        oldest = connection.execute(waits).scalar()
        wanted = sa.select(card).where(c.state == "suspended").order_by(c.changed.desc()).limit(SHOWN)
        suspended = connection.execute(wanted).all()
        campaigns = [_campaign(connection, one) for one in vetting.open_campaigns(connection, closed=True)]
        unseen = alarms.unseen(connection)
        copied = scans.cards_of_alarms(connection, [one.detail for one in unseen if one.kind == scans.COPIED])
    return render(
        visit,
        "board.html",
        refused=refused,
        files=[(STATES[state], files[state]) for state in FILES],
        cards=[(CARD_STATES[state], made.get(state, 0)) for state in LIVES],
        oldest=oldest,
        suspended=[(row, serial_text(row.games, row.serial)) for row in suspended],
        campaigns=campaigns,
        alarms=unseen,
        copied=copied,
        print_serial=lambda number: serial_text(visit.zone.policy.games, number),
        card_states=CARD_STATES,
        alarm_words=ALARMS,
        doubts=DOUBTS,
    )


def see(visit: Visit) -> Response:
    """Say that somebody looked at an alarm, and what came of it."""
    try:
        with visit.zone.database.writing() as connection:
            alarms.see(connection, visit.act(why(visit)), number(visit.form.text("alarm")))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("board")


def suspend(visit: Visit) -> Response:
    """Take a card out of force, by its number, until it is looked at."""
    try:
        reason = visit.form.text("reason")
        if reason not in DOUBTS:
            raise Refused("reason_unknown")
        with visit.zone.database.writing() as connection:
            serial = finding.serial(visit.form.text("serial"))
            cards.suspend(connection, visit.act(f"the supervisor: {reason}"), serial, reason)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("board")


def lift(visit: Visit) -> Response:
    """Put a suspended card back in force: another person than who suspended it, and only where everything is so today."""
    try:
        with visit.zone.database.writing() as connection:
            cards.lift(connection, visit.act(why(visit)), number(visit.form.text("serial")))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("board")


def why(visit: Visit) -> str:
    """The reason that somebody gives; raises Refused("reason_missing")."""
    said = visit.form.text("why")
    if not said:
        raise Refused("reason_missing")
    return said[:200]


def number(text: str) -> int:
    """A number from a form; one that nothing has where it is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _campaign(connection: Any, campaign: Any) -> dict[str, Any]:
    c = clearance.c
    due = sa.select(sa.func.min(c.due_on)).where(c.present, c.campaign == campaign.code, c.due_on.is_not(None))
    return {
        "campaign": campaign,
        "states": vetting.states(connection, campaign.code),
        "account": reconcile.total(reconcile.accounts(connection, campaign.code)),
        "due": connection.execute(due.where(c.verdict == "none")).scalar(),
    }
