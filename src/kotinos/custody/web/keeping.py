"""The data protection officer's clocks: what is destroyed when, on whom a legal hold is, and the purge of what is over."""

from __future__ import annotations

import sqlalchemy as sa
from starlette.responses import Response

from kotinos.custody.accreditation.fields import FIELDS
from kotinos.custody.act import Refused
from kotinos.custody.rights import clocks, holds, purge
from kotinos.custody.rights.purge import Report
from kotinos.custody.vault.fields import SCAN_DAYS
from kotinos.custody.vetting.tables import campaign
from kotinos.custody.web import finding
from kotinos.custody.web.board import why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import HELD, RETENTIONS

GRANT = "rights"


def front(visit: Visit, refused: Refused | None = None, report: Report | None = None) -> Response:
    """The clocks, the nearest first; everybody under a hold."""
    c = campaign.c
    with visit.zone.database.reading() as connection:
        found = clocks.clocks(connection, visit.zone.policy.season.last_day)
        held = holds.every(connection)
        wanted = sa.select(c.code, c.purge_on).where(c.purged_at.is_(None)).order_by(c.purge_on, c.code)
        campaigns = connection.execute(wanted).all()
    return render(
        visit,
        "keeping.html",
        refused=refused,
        report=report,
        clocks=found,
        over=[one for one in found if one.is_over(visit.now.date())],
        held=held,
        campaigns=campaigns,
        games_end=visit.zone.policy.season.last_day,
        scan_days=SCAN_DAYS,
        kinds=RETENTIONS,
        names=FIELDS,
        words=HELD,
        typed=visit.form,
    )


def hold(visit: Visit) -> Response:
    """Put a legal hold on whom a travel document leads to."""
    try:
        reason = why(visit)
        with visit.zone.database.writing() as connection:
            subjects = finding.of_document(visit, connection, visit.form.raw("asked"), GRANT)
            if not subjects:
                raise Refused("nobody_found")
            for subject in subjects:
                visit.zone.vault.hold(connection, visit.act(reason), subject)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("keeping")


def lift(visit: Visit) -> Response:
    """End the holds on a person."""
    try:
        with visit.zone.database.writing() as connection:
            visit.zone.vault.hold(connection, visit.act(why(visit)), visit.form.text("subject"), held=False)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("keeping")


def destroy(visit: Visit) -> Response:
    """Destroy what is over today, and say what is left."""
    try:
        reason, end = why(visit), visit.zone.policy.season.last_day
        with visit.zone.database.writing() as connection:
            if end is None or not any(one.is_over(visit.now.date()) for one in clocks.clocks(connection, end)):
                raise Refused("nothing_over")
            report = purge.purge(connection, visit.act(reason), end)
    except Refused as refused:
        return front(visit, refused)
    return front(visit, report=report)
