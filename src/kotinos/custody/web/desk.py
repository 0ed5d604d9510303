"""The accreditation desk: one person, one page, six actions.

With a card that was sent ahead: read the card, read the document, compare, have the terms accepted, put in force, hand over. With nothing
yet: read the document, take the photo, compare, have the terms accepted, put in force, print; the page then waits for the next person.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody import flow
from kotinos.custody.accreditation import photos, queries, reference
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card.actions.validating import Findings, in_force, visa_settled
from kotinos.custody.card.life import LIVE, UNUSED
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.printing import print_cards
from kotinos.custody.card.refusals import CANCELLATIONS
from kotinos.custody.card.tables import card
from kotinos.custody.vault.answers import MatchesDocument
from kotinos.custody.web import finding
from kotinos.custody.web.finding import GRANT, WHY
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import CARD_STATES, REPLACEMENTS

TERMS = "2026-1"
"""The version of the terms of use that the bearer accepts: the card is personal, shown on demand, and may be taken back."""
SHOWN = ("card_name", "birth_date", "nationality")
assert set(REPLACEMENTS) <= set(CANCELLATIONS)


def front(visit: Visit, refused: Refused | None = None) -> Response:
    """Whoever comes next."""
    return render(visit, "desk.html", refused=refused, asked=visit.form.raw("asked"))


def find(visit: Visit) -> Response:
    """The person that a card or a document leads to. A document that was under the reader is not asked for again: it goes on with the
    page, which no address could carry.
    """
    asked = visit.form.raw("asked")
    try:
        found = finding.applications(visit, asked)
    except Refused as refused:
        return front(visit, refused)
    if finding.document(visit, asked):
        return _shown(visit, *_both(visit, found[0]), document=asked)
    return visit.goes("desk", found[0])


def page(visit: Visit, refused: Refused | None = None) -> Response:
    """One person: what is there, what is missing, what to do next."""
    return _shown(visit, *_own(visit), refused, document=visit.form.raw("document"))


def _shown(
    visit: Visit, row: Any, own: Any, refused: Refused | None = None, *, document: str = "", done: bool = False
) -> Response:
    found = visit.zone.vault.reveal(visit.act(WHY), GRANT, [row.subject], SHOWN).get(row.subject, {})
    day = reference.on(row.reference)
    return render(
        visit,
        "desk_person.html",
        refused=refused,
        row=row,
        day=day,
        own=own,
        serial=serial_text(own.games, own.serial) if own else "",
        done=done,
        document=document,
        values=found,
        states=CARD_STATES,
        usable=own is None or own.state in UNUSED,
        missing=_missing(visit, row, own),
        privileges=_privileges(visit, row.id),
        terms=TERMS,
        replacements=REPLACEMENTS,
        asked=visit.form,
    )


def put_in_force(visit: Visit) -> Response:
    """Everything at once: the photo if it is taken here, the document asked of the vault, then the card, printed if there is none."""
    row, own = _own(visit)
    act, form, zone = visit.act(WHY), visit.form, visit.zone
    try:
        read = finding.document(visit, form.raw("document"))
        if read is None:
            raise Refused("document_unread")
        matches = MatchesDocument(*read)
        same, valid = cards.document_matches(zone.vault, act, GRANT, row.subject, matches)
        found = Findings(
            bearer_present=bool(form.text("present")),
            document_matches=same,
            document_valid=valid,
            photo_compared=bool(form.text("compared")),
            terms=TERMS if form.text("present") else "",
        )
        with zone.database.writing() as connection:
            if upload := form.file("photo"):
                photos.photograph(connection, act, zone.vault, row.id, upload.content)
            serial = own.serial if own else _printed(connection, visit, row)
            cards.validate(connection, act, serial, found)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("desk", row.id, "done")


def done(visit: Visit) -> Response:
    """In force: print, hand over, next."""
    row, own = _own(visit)
    if own is None or own.state != "validated":
        return visit.goes("desk", row.id)
    return _shown(visit, row, own, done=True)


def replace(visit: Visit) -> Response:
    """A new card in place of one that was lost or is damaged; the old one opens nothing from this moment."""
    row, own = _own(visit)
    try:
        reason = visit.form.text("reason")
        if own is None or reason not in REPLACEMENTS:
            raise Refused("reason_missing")
        with visit.zone.database.writing() as connection:
            flow.replace_card(connection, visit.act(WHY), visit.zone.policy, own.serial, row.id, reason)
    except Refused as refused:
        return page(visit, refused)
    return visit.goes("desk", row.id)


def pdf(visit: Visit) -> Response:
    """The card, for the printer of this desk."""
    _, own = _own(visit)
    if own is None:
        raise HTTPException(404)
    zone = visit.zone
    try:
        [made] = print_cards(zone.vault, zone.root, visit.act(WHY), [own.serial], zone=zone.policy.zone)
    except Refused as refused:
        return page(visit, refused)
    return Response(made, media_type="application/pdf", headers={"content-disposition": "inline; filename=card.pdf"})


def photo(visit: Visit) -> Response:
    """The photo to compare with who stands there."""
    row, _ = _own(visit)
    found = visit.zone.vault.reveal(visit.act(WHY), GRANT, [row.subject], ("photo",)).get(row.subject, {}).get("photo")
    if not isinstance(found, bytes):
        raise HTTPException(404)
    return Response(found, media_type="image/jpeg")


def _own(visit: Visit) -> tuple[Any, Any]:
    """The application that the address names, and its live card."""
    return _both(visit, visit.request.path_params["id"])


def _both(visit: Visit, id: str) -> tuple[Any, Any]:
    c = card.c
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, id)
        if row is None or row.state != "APPROVED":
            raise HTTPException(404)
        live = (c.application == row.id) & (c.games == visit.zone.policy.games) & c.state.in_(LIVE)
        own = connection.execute(sa.select(card).where(live)).one_or_none()
    return row, own


def _missing(visit: Visit, row: Any, own: Any) -> list[Refused]:
    """What keeps the card from being put in force, as the desk may know it: never why the State has not said yes."""
    found: list[Refused] = []
    with visit.zone.database.reading() as connection:
        whom = queries.person(connection, row.subject)
        mark = whom.identity_mark if whom else ""
        stands: Any = own or _Unprinted(row.subject, visit.zone.policy.games, mark)
        for check in (lambda: in_force(connection, visit.act(WHY), stands), lambda: visa_settled(connection, stands)):
            try:
                check()
            except Refused as refused:
                found.append(refused)
    return found


class _Unprinted(msgspec.Struct, frozen=True):
    """What a card that is printed now would be for."""

    subject: str
    games: str
    identity_mark: str


def _printed(connection: Connection, visit: Visit, row: Any) -> int:
    policy = visit.zone.policy
    return cards.produce(
        connection,
        visit.act(WHY),
        row.id,
        games=policy.games,
        privileges=queries.privileges(connection, policy.season, row.id),
        reference=reference.on(row.reference),
        zone=policy.zone,
        clear_first=True,
    )


def _privileges(visit: Visit, id: str) -> Any:
    with visit.zone.database.reading() as connection:
        return queries.privileges(connection, visit.zone.policy.season, id)
