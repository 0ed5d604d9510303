"""A card comes into being: closed, its number open for nobody, its privileges as they will be printed."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.accreditation.privileges import Privileges
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import tables
from kotinos.custody.card.actions import record
from kotinos.custody.card.claims import ALL, COMPETITION, OWN_SPORT
from kotinos.custody.vetting import queries as vetting


class Printed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is printed on a card but for the name and the photo: it names nobody, and lies in clear."""

    category: str
    organisation: str
    function: str = ""
    sport: str = ""
    venues: tuple[str, ...] = ()
    """As in the code: with words for groups of venues."""
    opens: tuple[str, ...] = ()
    """Every venue that it opens, written out."""
    zones: tuple[str, ...] = ()
    transport: tuple[str, ...] = ()
    dining: tuple[str, ...] = ()
    seating: tuple[str, ...] = ()
    prime: bool = False


def grouped(reference: Reference, venues: tuple[str, ...], sport: str) -> tuple[str, ...]:
    """``venues`` with a word where all of a group are among them."""
    if venues and set(venues) == set(reference.venues):
        return (ALL,)
    kinds = ("competition", "training")
    own = {v.code for v in reference.venues.values() if v.kind in kinds and sport and sport in v.sports.split()}
    competition = {v.code for v in reference.venues.values() if v.kind == "competition"}
    for word, group in ((COMPETITION, competition), (OWN_SPORT, own)):
        if group and group <= set(venues):
            return (word, *(venue for venue in venues if venue not in group))
    return venues


def produce(
    connection: Connection,
    act: Act,
    application: str,
    *,
    games: str,
    privileges: Privileges,
    reference: Reference,
    zone: tzinfo,
    clear_first: bool = False,
    replaces: int | None = None,
) -> int:
    """A pre-valid card for an approved application; its serial. The days of ``privileges`` are days in ``zone``.

    ``clear_first``: nothing is printed before the authority's favourable answer. Refused: no_application, not_approved, no_identity,
    no_photo, not_cleared, window_over.
    """
    a = accreditation.application
    file = connection.execute(sa.select(a).where(a.c.id == application)).one_or_none()
    if file is None:
        raise Refused("no_application", application=application)
    if file.state != "APPROVED":
        raise Refused("not_approved", state=file.state)
    p = accreditation.person.c
    mark = connection.execute(sa.select(p.identity_mark).where(p.subject == file.subject)).scalar_one()
    if not mark:
        raise Refused("no_identity")
    if file.photo != "sealed":
        raise Refused("no_photo")
    if clear_first:
        clearance = vetting.clearance_of(connection, file.subject)
        if clearance is None or clearance.verdict != "favourable" or clearance.identity_mark != mark:
            raise Refused("not_cleared")
    valid_to = _midnight(privileges.valid_to + timedelta(days=1), zone)
    if valid_to <= act.at:
        raise Refused("window_over")
    serial = record.number(connection, "card")
    c = tables.card.c
    before = connection.execute(
        sa.select(sa.func.max(c.seq)).where(c.subject == file.subject, c.games == games)
    ).scalar()
    connection.execute(
        tables.card.insert().values(
            serial=serial,
            games=games,
            subject=file.subject,
            identity_mark=mark,
            seq=(before or 0) + 1,
            application=application,
            version=file.version,
            privileges=msgspec.json.encode(_printed(file, privileges, reference)).decode(),
            valid_from=_midnight(privileges.valid_from, zone),
            valid_to=valid_to,
            state=record.card_event("", "produce"),
            replaces=replaces,
            produced_at=act.at,
            changed=record.edition(connection) + 1,
        )
    )
    record.log(connection, act, "produce-card", file.subject)
    return serial


def _printed(file: sa.Row[Any], privileges: Privileges, reference: Reference) -> Printed:
    return Printed(
        category=file.category,
        organisation=file.organisation,
        function=file.function,
        sport=file.sport,
        venues=grouped(reference, privileges.venues, file.sport),
        opens=privileges.venues,
        zones=privileges.zones,
        transport=privileges.transport,
        dining=privileges.dining,
        seating=privileges.seating,
        prime="PRIME" in privileges.ticket,
    )


def _midnight(day: Any, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
