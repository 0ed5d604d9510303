"""What the authority is told of a person, as a table: the fields that the law names, in their canonical form, and no others. PURE.

The law: article R.211-32 of the French code of internal security (identity, nationality, date and place of birth, home address, reason
of access). A record is one line of UTF-8: the token and the ten fields, a tab between them, a line feed behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

import msgspec


class Field(msgspec.Struct, frozen=True):
    """One field: its number (the code with which the authority sends a record back), name, source in the vault, limit in bytes, pattern."""

    number: int
    name: str
    vault: str
    limit: int
    pattern: str
    """What it matches whole; empty for text."""


FIELDS = (
    Field(1, "family_name", "family_name", 156, ""),
    Field(2, "given_names", "given_names", 156, ""),
    Field(3, "mrz_name", "mrz_name", 39, "[A-Z][A-Z<]{0,38}"),
    Field(4, "nationality", "nationality", 3, "[A-Z]{1,3}"),
    Field(5, "sex", "sex", 1, "[FMX]"),
    Field(6, "birth_date", "birth_date", 10, "[0-9]{4}-(?:[0-9]{2}|XX)-(?:[0-9]{2}|XX)"),
    Field(7, "birth_place", "birth_place", 160, ""),
    Field(8, "birth_country", "birth_country", 3, "[A-Z]{1,3}"),
    Field(9, "home_address", "address", 400, ""),
    Field(10, "reason", "", 10, "FAMILY|DELEGATION|TECHNICAL|PRESS|BROADCAST|PARTNERS|WORKFORCE|GUESTS"),
)
MAY_BE_EMPTY = {1, 2}
"""A passport may have one name only: one of these two is there."""


class Unfit(Exception):
    """A field cannot be sent as it is; ``field`` is its number. What stands in it is not repeated."""

    def __init__(self, field: int, what: str) -> None:
        super().__init__(f"field {field}: {what}")
        self.field = field
        self.what = what


def canonical(text: str) -> str:
    """``text`` in Unicode form NFC, line breaks as a comma and a space, other runs of white space as one space, none at the ends."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return ", ".join(line for line in lines if line)


def record(token: str, values: Mapping[str, str], reason: str) -> bytes:
    """One line for the authority. ``values`` are the vault's fields; ``reason`` the family of the category. Raises `Unfit`."""
    cells = [token]
    for field in FIELDS:
        cells.append(_fit(field, canonical(values.get(field.vault, "")) if field.vault else reason.upper()))
    if not cells[1] and not cells[2]:
        raise Unfit(1, "a person has a family name or given names")
    return "\t".join(cells).encode() + b"\n"


def _fit(field: Field, text: str) -> str:
    if not text and field.number in MAY_BE_EMPTY:
        return text
    if not text:
        raise Unfit(field.number, "nothing is known")
    if len(text.encode()) > field.limit:
        raise Unfit(field.number, f"longer than {field.limit} bytes")
    if field.pattern and not re.fullmatch(field.pattern, text):
        raise Unfit(field.number, f"not of the form {field.pattern}")
    if any(unicodedata.category(c)[0] == "C" for c in text):
        raise Unfit(field.number, "holds a character that cannot be printed")
    if field.name == "birth_date" and not _is_day(text):
        raise Unfit(field.number, "no day of the calendar")
    return text


def _is_day(text: str) -> bool:
    """A day; where a passport leaves day, or day and month, open, they are XX."""
    year, month, day = text.split("-")
    if month == "XX" and day != "XX":
        return False
    try:
        date(int(year), 1 if month == "XX" else int(month), 1 if day == "XX" else int(day))
    except ValueError:
        return False
    return True
