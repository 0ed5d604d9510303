"""Day and guest passes: asked for, taken from an organisation's quota, handed out, handed back or cancelled; and the quotas."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody.accreditation import queries, reference
from kotinos.custody.accreditation.names import Name, card_name
from kotinos.custody.accreditation.standing import organisation_of
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.life import PASS
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.printing import print_cards
from kotinos.custody.card.tables import device, pass_quota
from kotinos.custody.web import finding
from kotinos.custody.web.board import number, why
from kotinos.custody.web.looking import look
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import PASS_CANCELLATIONS, PASS_KINDS, PASS_STATES

SHOWN = 200
WHY = "a pass"


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """The passes and quotas of a day; no name of anybody."""
    day = _day(visit.request.query_params.get("day", "")) or _today(visit)
    with visit.zone.database.reading() as connection:
        q, d = pass_quota.c, device.c
        quotas = connection.execute(sa.select(pass_quota).where(q.day == day).order_by(q.organisation, q.venue, q.kind))
        wanted = sa.select(device).where(d.day == day).order_by(d.serial.desc()).limit(SHOWN)
        return render(
            visit,
            "passes.html",
            refused=refused,
            day=day,
            quotas=quotas.all(),
            rows=[(row, serial_text(row.games, row.serial)) for row in connection.execute(wanted).all()],
            organisations=queries.organisations(connection),
            **_choices(visit),
            may_set=visit.may("pass-quotas"),
        )


def ask(visit: Visit) -> Response:
    """A pass for somebody who has no card: a visitor of a day, or the guest of whoever has one. Only the name is held."""
    form, zone = visit.form, visit.zone
    try:
        act = visit.act(why(visit))
        venue, zones = venue_and_zones(visit)
        day, begin, end = window(visit)
        family, kind, host = form.text("family_name")[:100], form.text("kind"), form.text("host")
        if kind not in ("day", "guest") or not any(letter.isalpha() for letter in family):
            raise Refused("pass_form")
        wanted = cards.Wanted(
            kind=kind,
            games=zone.policy.games,
            subject=secrets.token_hex(16),
            organisation=form.text("organisation"),
            venue=venue,
            zones=zones,
            day=day,
            valid_from=begin,
            valid_to=end,
            bearer=finding.serial(host) if kind == "guest" else None,
        )
        with zone.database.writing() as connection:
            organisation_of(connection, wanted.organisation)
            serial = cards.request_pass(connection, act, wanted)
            named = {"card_name": card_name(Name(family, form.text("given_names")[:100]))}
            zone.vault.seal(connection, act, wanted.subject, named)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("passes", str(serial))


def quota(visit: Visit) -> Response:
    """How many passes an organisation has for a venue on a day."""
    form = visit.form
    try:
        act, day, venue = visit.act(why(visit)), _day(form.text("day")), form.text("venue")
        many = number(form.text("number"))
        if day is None:
            raise Refused("hours_form")
        if many < 0:
            raise Refused("number_form")
        if form.text("kind") not in PASS_KINDS or venue not in reference.on(visit.now.date()).venues:
            raise Refused("pass_form")
        with visit.zone.database.writing() as connection:
            organisation_of(connection, form.text("organisation"))
            cards.set_quota(connection, act, form.text("organisation"), form.text("kind"), venue, day, many)
    except Refused as refused:
        return front(visit, refused)
    return visit.goes(f"passes?day={day.isoformat()}")


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One pass: whose, what it opens, and what may happen to it now."""
    row = _row(visit)
    try:
        values = look(visit, WHY, row.subject, ("card_name",))
    except Refused as hidden:
        values, refused = {}, refused or hidden
    return render(
        visit,
        "pass.html",
        refused=refused,
        row=row,
        serial=serial_text(row.games, row.serial),
        bearer=serial_text(row.games, row.bearer) if row.bearer else "",
        name=values.get("card_name", "–"),
        events=[event for (state, event) in PASS if state == row.state],
        reasons=PASS_CANCELLATIONS,
        **_choices(visit),
    )


def change(visit: Visit) -> Response:
    """The next step of a pass, with its reason."""
    row, form = _row(visit), visit.form
    step = form.text("do")
    try:
        act = visit.act(why(visit))
        with visit.zone.database.writing() as connection:
            if step == "approve":
                cards.approve_pass(connection, act, row.serial)
            elif step == "issue":
                escorted, left = bool(form.text("escorted")), bool(form.text("document_left"))
                cards.issue_pass(connection, act, row.serial, escorted=escorted, document_left=left)
            elif step == "return":
                cards.hand_back(connection, act, row.serial)
            elif step == "cancel" and form.text("reason") in PASS_CANCELLATIONS:
                cards.cancel_pass(connection, act, row.serial, form.text("reason"))
            else:
                raise Refused("reason_unknown")
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("passes", str(row.serial))


def pdf(visit: Visit) -> Response:
    """The pass, for the printer."""
    row, zone = _row(visit), visit.zone
    try:
        [made] = print_cards(zone.vault, zone.root, visit.act(WHY), [row.serial], zone=zone.policy.zone)
    except Refused as refused:
        return page(visit, refused)
    return Response(made, media_type="application/pdf", headers={"content-disposition": "inline; filename=pass.pdf"})


def venue_and_zones(visit: Visit) -> tuple[str, tuple[str, ...]]:
    """What a form asks to open: a venue and zones that it has. Raises Refused("pass_form")."""
    venue = reference.on(visit.now.date()).venues.get(visit.form.text("venue"))
    zones = visit.form.many("zone")
    if venue is None or not zones or not set(zones) <= set(venue.zones.split()):
        raise Refused("pass_form")
    return venue.code, zones


def window(visit: Visit) -> tuple[date, datetime, datetime]:
    """The day of a form, and when it begins and ends where the Games are; an end before the beginning is of the next day.

    Raises Refused("hours_form").
    """
    day = _day(visit.form.text("day"))
    begin, end = (_hour(visit.form.text(field)) for field in ("from", "until"))
    if day is None or begin is None or end is None:
        raise Refused("hours_form")
    ends_on = day if end > begin else day + timedelta(1)
    at = [
        datetime.combine(on, hour, visit.zone.policy.zone).astimezone(UTC)
        for on, hour in ((day, begin), (ends_on, end))
    ]
    return day, at[0], at[1]


def _choices(visit: Visit) -> dict[str, Any]:
    day = reference.on(visit.now.date())
    return {
        "venues": day.venues.values(),
        "zones": [code for (axis, _), code in day.codes.items() if axis == "zones"],
        "kinds": PASS_KINDS,
        "states": PASS_STATES,
        "form": visit.form,
    }


def _row(visit: Visit) -> Any:
    with visit.zone.database.reading() as connection:
        wanted = sa.select(device).where(device.c.serial == number(visit.request.path_params["serial"]))
        found = connection.execute(wanted).one_or_none()
    if found is None:
        raise HTTPException(404)
    return found


def _today(visit: Visit) -> date:
    return visit.now.astimezone(visit.zone.policy.zone).date()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is None else None
