"""An invented Games: organisations with quotas, and people who want to come."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import applications, organisations, photos, queries
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.season import Season
from kotinos.custody.act import Act
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON

INES = Act("staff:ines", NOON, "a test")
OMAR = Act("staff:omar", NOON, "a test")
FRA = Act("org:FRA:jo", NOON, "a test")
GBR = Act("org:GBR:kit", NOON, "a test")
SWIMMER = Facts("Aa", "ATH", "SWM")
JOURNALIST = Facts("E", "JOURN")
SUMMER = Season()
"""The days as the reference data have them: those of 2026."""

MARTA: dict[str, str] = {
    "family_name": "Dubois-Keller",
    "given_names": "Marta Ines",
    "birth_date": "1999-02-28",
    "birth_place": "Fribourg",
    "birth_country": "CHE",
    "sex": "F",
    "nationality": "FRA",
    "address": "12 rue des Tilleuls, 69001 Lyon",
    "document_type": "P",
    "document_number": "X4827567",
    "document_issuer": "FRA",
    "document_expiry": "2031-05-04",
    "email": "marta@example.org",
}
TOM = MARTA | {
    "family_name": "Okafor",
    "given_names": "Tom",
    "birth_date": "1990-11-05",
    "nationality": "GBR",
    "document_number": "G7720011",
    "document_issuer": "GBR",
    "sex": "M",
}


def begin(connection: Connection) -> None:
    """Two committees and a newspaper, open for ten days around noon."""
    opens, closes = NOON - timedelta(5), NOON + timedelta(5)
    for id, kind, language in (("FRA", "noc", "fr"), ("GBR", "noc", "en"), ("GAZ", "press", "en")):
        organisations.add_organisation(connection, INES, id, kind, f"Organisation {id}", language, opens, closes)
    for id, category, number, sport in (
        ("FRA", "Aa", 2, ""), ("FRA", "Aa", 1, "JUD"), ("FRA", "E", 5, ""), ("FRA", "ENR", 9, ""),
        ("GBR", "Aa", 3, ""), ("GAZ", "E", 4, ""),
    ):  # fmt: skip
        organisations.set_quota(connection, INES, id, category, number, sport)


def submitted(
    connection: Connection,
    vault: Vault,
    values: dict[str, str],
    act: Act = FRA,
    organisation: str = "FRA",
    role: Facts = SWIMMER,
) -> str:
    """An application that was filled in and submitted; its id."""
    id = applications.open_application(connection, act, organisation, role)
    applications.save_draft(connection, act, vault, id, values)
    photos.photo_at_desk(connection, act, id)
    applications.submit(connection, act, vault, SUMMER, id, NOTICE)
    return id


def subject(connection: Connection, id: str) -> str:
    """Whose application it is."""
    row = queries.application(connection, id)
    assert row is not None
    return str(row.subject)
