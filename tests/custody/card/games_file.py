"""A small accreditation file of invented people, on a real database."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.accreditation.privileges import Facts, Privileges, effective
from kotinos.custody.accreditation.reference import Reference, on
from kotinos.custody.accreditation.season import Season
from kotinos.custody.act import Act
from kotinos.custody.card import actions
from kotinos.custody.card.actions import Findings
from kotinos.custody.vetting import tables as vetting
from tests.custody.conftest import NOON

PARIS = ZoneInfo("Europe/Paris")
LAST = date(2026, 9, 30)
GAMES = "OG2026"
FOUND = Findings(bearer_present=True, document_matches=True, document_valid=True, photo_compared=True, terms="2026-1")


def book() -> Reference:
    return on(date(2026, 7, 1))


def privileges(category: str = "E", function: str = "") -> Privileges:
    return effective(book(), Season(), Facts(category, function))


def row(connection: Connection, table: sa.Table, **values: Any) -> Any:
    """Insert one row; its key."""
    found = connection.execute(sa.insert(table).values(**values)).inserted_primary_key
    assert found is not None
    return found[0]


def setting(connection: Connection) -> None:
    """One organisation, one campaign."""
    row(connection, accreditation.organisation, id="PRS", kind="press", name="An agency", language="en",
        opens_at=NOON, closes_at=NOON.replace(year=2027))  # fmt: skip
    row(connection, vetting.campaign, code="JO2026", authority="SNE", legal_act="decree 1", zone="Europe/Paris",
        delay_months=2, delay_days=0, opened_at=NOON, purge_on=date(2027, 1, 1))  # fmt: skip


def person(connection: Connection, mark: str = "m1") -> tuple[str, str]:
    """A person with an approved application; subject and application."""
    subject, application = secrets.token_hex(16), secrets.token_hex(16)
    row(connection, accreditation.person, subject=subject, identity_mark=mark, language="en", made_at=NOON)
    row(connection, accreditation.application, id=application, subject=subject, organisation="PRS", category="E",
        function="", state="APPROVED", reference=date(2026, 7, 1), photo="sealed", place="E|", opened_at=NOON)  # fmt: skip
    return subject, application


def clearance(connection: Connection, subject: str, mark: str = "m1") -> int:
    """A clearance that the authority has not answered."""
    of = row(connection, vetting.dossier, subject=subject, identity_mark=mark, campaign="JO2026")
    row(connection, vetting.clearance, id=of, subject=subject, identity_mark=mark, campaign="JO2026", reason="press",
        state="acknowledged", verdict="none", present=True, held_field=0, changed_at=NOON)  # fmt: skip
    return int(of)


def favourable(connection: Connection, of: int, mark: str = "m1", until: date = LAST) -> None:
    """The authority answers F."""
    seq = (connection.execute(sa.select(sa.func.max(vetting.batch.c.seq))).scalar() or 0) + 1
    batch = row(connection, vetting.batch, campaign="JO2026", seq=seq, count=1, manifest=b"", digest="", created_at=NOON,
                due_on=LAST)  # fmt: skip
    request = row(connection, vetting.request, clearance_id=of, token=f"{seq:032}", batch_id=batch, outcome="favourable",
                  accepted=True)  # fmt: skip
    file = row(connection, vetting.answer_file, campaign="JO2026", seq=seq, kind="ANS", count=1, digest=f"{seq}",
               created_at=NOON, applied_at=NOON, file=b"")  # fmt: skip
    line = row(connection, vetting.answer_line, id=seq, file_id=file, line=1, request_id=request, clearance_id=of,
               identity_mark=mark, code="F", says="favourable", case_number="000000000001", valid_until=until)  # fmt: skip
    c = vetting.clearance
    connection.execute(
        sa.update(c)
        .where(c.c.id == of)
        .values(state="favourable", verdict="favourable", answer_id=line, valid_until=until)
    )


def withdraw(connection: Connection, of: int) -> None:
    """The authority takes its answer back (in the file: the row as vetting leaves it)."""
    c = vetting.clearance
    connection.execute(
        sa.update(c)
        .where(c.c.id == of)
        .values(state="revoked", verdict="unfavourable", answer_id=None, valid_until=None)
    )


def cleared(connection: Connection) -> tuple[str, str]:
    """A person with a favourable answer."""
    subject, application = person(connection)
    favourable(connection, clearance(connection, subject))
    return subject, application


def card(connection: Connection, act: Act, application: str) -> int:
    """A pre-valid card."""
    return actions.produce(
        connection, act, application, games=GAMES, privileges=privileges(), reference=book(), zone=PARIS
    )


def valid_card(connection: Connection, act: Act, application: str) -> int:
    """A card in force."""
    serial = card(connection, act, application)
    actions.validate(connection, act, serial, FOUND)
    return serial
