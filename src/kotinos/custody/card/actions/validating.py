"""The desk: a card comes into force, in one step that checks everything that must be so.

Whether the travel document is the file's is asked of the vault before (`document_matches`), as an answer: no datum reaches the desk for it.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import life, tables
from kotinos.custody.card.actions import record
from kotinos.custody.vault.answers import DocumentValidOn, MatchesDocument
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import queries as vetting
from kotinos.custody.vetting.values import Clearance


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the person at the desk found. Everything is false until somebody looked; ``terms`` is the version that the bearer accepted."""

    bearer_present: bool = False
    document_matches: bool = False
    document_valid: bool = False
    photo_compared: bool = False
    terms: str = ""


def document_matches(vault: Vault, act: Act, grant: str, subject: str, document: MatchesDocument) -> tuple[bool, bool]:
    """Whether it is the document in the file, and whether that is valid today. What the file does not decide is no."""
    return (
        vault.answer(act, grant, subject, document) is True,
        vault.answer(act, grant, subject, DocumentValidOn(act.at.date())) is True,
    )


def validate(connection: Connection, act: Act, serial: int, findings: Findings) -> None:
    """Put a card in force. Refused names the first thing that is not so; nothing has changed then."""
    row = record.card(connection, serial)
    record.card_event(row.state, "validate")
    _findings(findings)
    clearance = in_force(connection, act, row)
    visa_settled(connection, row)
    others = sa.select(tables.card.c.serial).where(
        tables.card.c.subject == row.subject,
        tables.card.c.games == row.games,
        tables.card.c.state.in_(("validated", "suspended")),
    )
    other = connection.execute(others).scalar()
    if other is not None:
        raise Refused("card_in_force", serial=other)
    record.move_card(
        connection,
        act,
        row,
        "validate",
        clearance_id=clearance.id,
        clearance_verdict="favourable",
        valid_mark=row.identity_mark,
        terms=findings.terms,
        validated_at=act.at,
    )


def _findings(found: Findings) -> None:
    for holds, code in (
        (found.bearer_present, "bearer_absent"),
        (found.document_matches, "document_differs"),
        (found.document_valid, "document_expired"),
        (found.photo_compared, "photo_not_compared"),
        (bool(found.terms), "terms_not_accepted"),
    ):
        if not holds:
            raise Refused(code)


def in_force(connection: Connection, act: Act, row: record.Row) -> Clearance:
    """The favourable clearance for the identity on the card, which is the person's present one, on this day where the authority is.

    Raises Refused("duplicate_open"), Refused("identity_changed") or Refused("not_cleared"); why the authority has not said yes is
    nobody's business here.
    """
    d, a = accreditation.duplicate.c, accreditation.application.c
    doubted = sa.select(a.id).join(accreditation.duplicate, d.application == a.id)
    if connection.execute(doubted.where(a.subject == row.subject, a.state == "APPROVED", d.second_by == "")).first():
        raise Refused("duplicate_open")
    p = accreditation.person.c
    mark = connection.execute(sa.select(p.identity_mark).where(p.subject == row.subject)).scalar() or ""
    found = vetting.clearance_of(connection, row.subject)
    if found is None:
        raise Refused("identity_changed" if mark != row.identity_mark else "not_cleared")
    campaign = vetting.campaign(connection, found.campaign)
    assert campaign is not None
    today = act.at.astimezone(ZoneInfo(campaign.zone)).date()
    why = life.closed_because(row.identity_mark, mark, found.identity_mark, found.verdict, found.valid_until, today)
    if why:
        raise Refused(why)
    return found


def visa_settled(connection: Connection, row: record.Row) -> None:
    """Raises Refused("visa_missing") where a visa is needed and not issued. Nobody asked about a visa: none is needed."""
    v = tables.visa.c
    state = connection.execute(sa.select(v.state).where(v.subject == row.subject, v.games == row.games)).scalar()
    if state not in (None, "not_needed", "issued"):
        raise Refused("visa_missing")
