"""Invented people."""

from __future__ import annotations

import secrets

PHOTO = b"\xff\xd8\xff\xe0 not much of a picture"

MARTA = {
    "family_name": "Dubois-Keller",
    "given_names": "Marta Ines",
    "mrz_name": "DUBOIS<KELLER<<MARTA<INES",
    "card_name": "M. DUBOIS-KELLER",
    "birth_date": "1991-02-28",
    "birth_place": "Fribourg",
    "birth_country": "CHE",
    "sex": "F",
    "nationality": "CHE",
    "document_type": "P",
    "document_number": "X4827567",
    "document_issuer": "CHE",
    "document_expiry": "2031-05-04",
    "address": "12 rue des Tilleuls, 1700 Fribourg",
    "email": "marta@example.org",
    "phone": "+41 26 555 01 42",
    "photo": PHOTO,
}


def subject() -> str:
    """A new subject id."""
    return secrets.token_hex(16)
