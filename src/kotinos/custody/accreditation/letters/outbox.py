"""The outbox of letters: queued in the transaction of what they tell, written and sent afterwards, until they are out.

The outbox holds no datum of the person: address and name are read, with an entry in the log, at the moment in which a letter is sent.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.identity import GRANT
from kotinos.custody.accreditation.letters.paper import pdf
from kotinos.custody.accreditation.letters.post import Post, Sender, message
from kotinos.custody.accreditation.letters.wording import Content, Template, Words, language_of, newest, words
from kotinos.custody.accreditation.standing import Row, note
from kotinos.custody.accreditation.tables import application, invitation, letter, organisation, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.residency import Domain, may_leave
from kotinos.custody.vault.vault import Vault

STATES = ("queued", "sent", "unaddressed", "refused", "failed")
"""Where a letter may be: to be sent; out; of somebody without an address; of somebody who was erased or restricted; given up."""
INVITATION_DAYS = 21
"""How long an invitation may be used."""
MOST_ATTEMPTS = 10


class Office(msgspec.Struct, frozen=True):
    """What sending needs to know: the sender, where applicants go, and the domain whose rules say what may leave."""

    sender: Sender
    portal: str
    domain: Domain


def queue(connection: Connection, act: Act, row: Row, template: Template, reason: str = "") -> str:
    """Queue a letter to the person of an application, in the newest version, in the person's language; its id."""
    id = secrets.token_hex(16)
    spoken = connection.execute(sa.select(person.c.language).where(person.c.subject == row.subject)).scalar_one()
    connection.execute(
        letter.insert().values(
            id=id, subject=row.subject, application=row.id, template=template, template_version=newest(template),
            language=language_of(spoken), reason=reason, state="queued", queued_at=act.at, attempts=0,
        )
    )  # fmt: skip
    return id


def send(vault: Vault, act: Act, office: Office, post: Post, limit: int = 100) -> dict[str, int]:
    """Send up to ``limit`` queued letters, the oldest first; how many were ``sent``, ``unaddressed``, ``failed``.

    A letter that fails stays queued, `MOST_ATTEMPTS` times. Raises `kotinos.custody.residency.ForbiddenEgress` where letters may not leave
    by mail, before anything is read.
    """
    may_leave(office.domain, "mail", "letter")
    with vault.database.reading() as connection:
        wanted = sa.select(letter).where(letter.c.state == "queued").order_by(letter.c.queued_at, letter.c.id)
        waiting = connection.execute(wanted.limit(limit)).all()
    counts = {"sent": 0, "unaddressed": 0, "failed": 0}
    for row in waiting:
        counts[_send(vault, act, office, post, row)] += 1
    return counts


def counts(connection: Connection) -> list[tuple[str, str, int]]:
    """How many letters of each template are in each state: (state, template, number)."""
    kept = letter.c
    wanted = sa.select(kept.state, kept.template, sa.func.count()).group_by(kept.state, kept.template)
    return [
        (state, template, number)
        for state, template, number in connection.execute(wanted.order_by(kept.state, kept.template))
    ]


def in_state(connection: Connection, state: str, limit: int) -> list[Row]:
    """Letters in ``state``, the oldest first."""
    wanted = sa.select(letter).where(letter.c.state == state).order_by(letter.c.queued_at, letter.c.id)
    return list(connection.execute(wanted.limit(limit)))


def reprint(vault: Vault, act: Act, office: Office, id: str) -> bytes:
    """A letter once more, as PDF for paper, whatever became of it; the log says who has it. An invitation gets a new link, with which
    earlier ones that were not used are no longer good.

    Raises Refused: ``unknown_letter``, and what the vault refuses.
    """
    with vault.database.reading() as connection:
        row = connection.execute(sa.select(letter).where(letter.c.id == id)).one_or_none()
    if row is None:
        raise Refused("unknown_letter")
    found = vault.reveal(act, GRANT, [row.subject], ["card_name"])[row.subject]
    said = _written(vault, act, office, row, str(found.get("card_name", "")))
    with vault.database.writing() as connection:
        note(connection, act, "print-letter", row.subject, detail=f"{row.template} {row.template_version}: {act.why}")
    return pdf(said, row.language)


def _send(vault: Vault, act: Act, office: Office, post: Post, row: Row) -> str:
    try:
        found = vault.reveal(act, GRANT, [row.subject], ["email", "card_name"])[row.subject]
    except Refused as refused:
        if refused.code not in ("erased", "restricted", "unknown_subject"):
            raise
        return _ended(vault, act, row, "refused")
    address = str(found.get("email", ""))
    if not address:
        return _ended(vault, act, row, "unaddressed")
    said = _written(vault, act, office, row, str(found.get("card_name", "")))
    try:
        post(row.id, message(office.sender, act, row.id, address, said, row.language, pdf(said, row.language)))
    except OSError:
        tried = row.attempts + 1
        state = "failed" if tried >= MOST_ATTEMPTS else "queued"
        with vault.database.writing() as connection:
            connection.execute(sa.update(letter).where(letter.c.id == row.id).values(attempts=tried, state=state))
        return "failed"
    return _ended(vault, act, row, "sent")


def _ended(vault: Vault, act: Act, row: Row, state: str) -> str:
    with vault.database.writing() as connection:
        done = (
            sa.update(letter)
            .where(letter.c.id == row.id)
            .values(state=state, sent_at=act.at, attempts=row.attempts + 1)
        )
        connection.execute(done)
        note(connection, act, "send-letter", row.subject, detail=f"{row.template} {row.template_version}: {state}")
    return "sent" if state == "sent" else "unaddressed"


def _written(vault: Vault, act: Act, office: Office, row: Row, name: str) -> Words:
    """The words of a letter; for an invitation, with a token that exists in this letter only."""
    with vault.database.writing() as connection:
        link = (
            f"{office.portal}/invitation/{_invite(connection, act, row.application)}"
            if row.template == "invitation"
            else ""
        )
        content = content_of(connection, act, row, name, link)
    return words(row.template, row.template_version, row.language, content)


def content_of(connection: Connection, act: Act, row: Row, name: str, link: str = "") -> Content:
    """What a letter is about, from its file."""
    a, o = application.c, organisation.c
    wanted = sa.select(a.id, a.category, a.reference, o.name).join(organisation, o.id == a.organisation)
    file = connection.execute(wanted.where(a.id == row.application)).one()
    day = reference.on(file.reference)
    reason = day.reasons[row.reason].name(row.language) if row.reason else ""
    return Content(
        file=file.id[:8].upper(),
        organisation=file.name,
        category=day.categories[file.category].name(row.language),
        day=row.queued_at.date(),
        name=name,
        reason=reason,
        link=link,
        until=(act.at + timedelta(INVITATION_DAYS)).date() if link else None,
    )


def _invite(connection: Connection, act: Act, id: str) -> str:
    """A new token for an application; those that were sent before and not used are no longer good."""
    token = secrets.token_urlsafe(32)
    i = invitation.c
    connection.execute(sa.delete(invitation).where(i.application == id, i.used_at.is_(None)))
    connection.execute(
        invitation.insert().values(
            token_hash=hashed(token), application=id, made_at=act.at, expires_at=act.at + timedelta(INVITATION_DAYS)
        )
    )
    return token


def hashed(token: str) -> str:
    """What is kept of an invitation's token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
