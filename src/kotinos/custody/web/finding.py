"""Who stands at the desk: found by the code on a card, its number, or the travel document, whichever the reader was held to."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import mrz
from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.act import Refused
from kotinos.custody.card import code, signers
from kotinos.custody.card.code import PREFIX, BadCode
from kotinos.custody.card.print import serial_text
from kotinos.custody.card.tables import card
from kotinos.custody.web.visit import Visit

GRANT = "desk"
WHY = "at the accreditation desk"
_SERIAL = re.compile(r"(?:[A-Z]{2}\d{4}\s*)?(\d{1,7})(?:-(\d))?")
_DOCUMENT = re.compile(r"([A-Z0-9]{4,20})[\s/]+([A-Z]{3})")


def applications(visit: Visit, asked: str, grant: str = GRANT) -> list[str]:
    """The approved applications that ``asked`` leads to; a document is searched for under ``grant``.

    Raises Refused: ``nobody_found``, ``code_not_ours``, ``serial_typo``.
    """
    text = asked.strip().upper() if not asked.startswith(PREFIX) else asked.strip()
    if text.startswith(PREFIX):
        found = _of_serial(visit, _read(visit, text))
    elif _SERIAL.fullmatch(text):
        found = _of_serial(visit, serial(text))
    else:
        found = _of_document(visit, asked, grant)
    if not found:
        raise Refused("nobody_found")
    return found


def _read(visit: Visit, text: str) -> int:
    """The serial in a card's code. A code that our keys did not sign leads nowhere."""
    with visit.zone.database.reading() as connection:
        trusted = signers.trust_list(connection, visit.now)
    try:
        return code.read(text, {key.kid: key for key in trusted.keys}, visit.now).serial
    except BadCode as bad:
        raise Refused("code_not_ours") from bad


def serial(text: str) -> int:
    """The number of a card as it is printed or typed. Raises Refused: ``no_card`` where it is none, ``serial_typo``."""
    typed = _SERIAL.fullmatch(text.strip().upper())
    if typed is None:
        raise Refused("no_card")
    if typed[2] and not serial_text("", int(typed[1])).endswith(f"-{typed[2]}"):
        raise Refused("serial_typo")
    return int(typed[1])


def _of_serial(visit: Visit, serial: int) -> list[str]:
    with visit.zone.database.reading() as connection:
        row = card_row(connection, serial)
        return approved_of(connection, row.subject) if row else []


def _of_document(visit: Visit, asked: str, grant: str) -> list[str]:
    with visit.zone.database.writing() as connection:
        return [
            id for subject in of_document(visit, connection, asked, grant) for id in approved_of(connection, subject)
        ]


def of_document(visit: Visit, connection: Connection, asked: str, grant: str) -> list[str]:
    """The subjects who hold the travel document in ``asked`` (its lines, or number and State), searched for under ``grant``."""
    read = document(visit, asked)
    if not read and (typed := _DOCUMENT.fullmatch(asked.strip().upper())):
        read = (typed[1], typed[2])
    if not read:
        return []
    values = {"document_number": read[0], "document_issuer": read[1]}
    return visit.zone.vault.search(connection, visit.act(WHY), grant, "document", values)


def document(visit: Visit, zone: str) -> tuple[str, str] | None:
    """Number and issuing State in a machine-readable zone; ``None`` where it is none."""
    read = mrz.read(zone, visit.now.date())
    if not read.layout or not read.number:
        return None
    return read.number, "DEU" if read.issuer == "D" else read.issuer


def card_row(connection: Connection, serial: int) -> Any:
    """The card with this number; ``None`` where there is none."""
    return connection.execute(sa.select(card).where(card.c.serial == serial)).one_or_none()
