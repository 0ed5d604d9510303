"""The supervisor's campaigns: opened under a legal act, closed, purged on their day; how far the State has answered, and its clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation import reference
from kotinos.custody.act import Refused
from kotinos.custody.residency import ForbiddenEgress, may_leave
from kotinos.custody.vetting import actions, clock, queries, reconcile
from kotinos.custody.vetting.actions.packing import WHAT
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.tables import campaign, clearance
from kotinos.custody.vetting.values import Campaign
from kotinos.custody.web.board import number, why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Every campaign there ever was, and a form for a new one."""
    with visit.zone.database.reading() as connection:
        rows = connection.execute(sa.select(campaign).order_by(campaign.c.opened_at, campaign.c.code)).all()
        people = {row.code: sum(queries.states(connection, row.code).values()) for row in rows}
    own = visit.zone.settings
    return render(
        visit,
        "campaigns.html",
        refused=refused,
        campaigns=rows,
        people=people,
        opening=own.opening,
        zone_name=own.timezone,
        typed=visit.form,
    )


def add(visit: Visit) -> Response:
    """Open a campaign, for an authority to which the domain has a way out."""
    form, zone = visit.form, visit.zone
    code, authority = form.text("code").upper(), form.text("authority")
    try:
        reason = why(visit)
        may_leave(zone.settings.domain, authority, WHAT)
        delay = Delay(number(form.text("months")), number(form.text("days")))
        wanted = Campaign(
            code, authority, form.text("legal_act"), form.text("zone"), delay, date.fromisoformat(form.text("purge_on"))
        )
        clock.day(visit.now, wanted.zone)
        with zone.database.writing() as connection:
            actions.open_campaign(connection, visit.act(reason), wanted)
    except ForbiddenEgress:
        return front(visit, Refused("authority_no_way", authority=authority))
    except (ValueError, LookupError, OSError):  # a time zone that is none is one of the last two
        return front(visit, Refused("campaign_form"))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("campaigns", code)


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One campaign: its legal clock, what was answered, and its end."""
    with visit.zone.database.reading() as connection:
        row = _row(connection, visit)
        account = reconcile.total(reconcile.accounts(connection, row.code))
        waiting = _waiting(connection, row.code)
        last = _last_day(visit)
        running_out = len(queries.running_out(connection, row.code, last))
    today = clock.day(visit.now, row.zone)
    return render(
        visit,
        "campaign.html",
        refused=refused,
        campaign=row,
        account=account,
        waiting=waiting,
        today=today,
        last=last,
        running_out=running_out,
        until=clock.last_day(today, Delay(row.delay_months, row.delay_days)),
    )


def end(visit: Visit) -> Response:
    """Ask again about those whose answer runs out; close it; or purge it when its day has come: cards that lean on it go first."""
    do = visit.form.text("do")
    if do not in ("close", "purge", "again"):
        raise HTTPException(400)
    try:
        until = date.fromisoformat(visit.form.text("until")) if do == "again" else visit.now.date()
    except ValueError:
        return page(visit, Refused("campaign_form"))
    try:
        with visit.zone.database.writing() as connection:
            row = _row(connection, visit)
            act = visit.act(why(visit))
            if do == "close":
                actions.close_campaign(connection, act, row.code)
            elif do == "again":
                actions.rescreen_until(connection, act, row.code, until)
            else:
                flow.purge_campaign(connection, act, row.code, clock.day(visit.now, row.zone))
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("campaigns", row.code)


def _last_day(visit: Visit) -> date:
    """The last day on which a card opens anything: answers that run out before it leave somebody without."""
    day = reference.on(visit.now.date())
    return max(visit.zone.policy.season.of(day, code).valid_to for code in day.categories)


def _row(connection: Connection, visit: Visit) -> sa.Row[Any]:
    code = visit.request.path_params["code"]
    found = connection.execute(sa.select(campaign).where(campaign.c.code == code)).one_or_none()
    if found is None:
        raise HTTPException(404)
    return found


def _waiting(connection: Connection, code: str) -> list[tuple[date, int]]:
    """The last days that the authority still has, and for how many people each is the last, the nearest first."""
    c = clearance.c
    wanted = sa.select(c.due_on, sa.func.count()).where(c.campaign == code, c.present, c.verdict == "none")
    rows = connection.execute(wanted.where(c.due_on.is_not(None)).group_by(c.due_on).order_by(c.due_on).limit(14))
    return [(day, count) for day, count in rows]
