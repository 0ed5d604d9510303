"""The fields that an applicant or an organisation fills in: what each is called, how it is read, what it may hold. PURE.

A field is read the same way from a form and from a cell of a list: generously (``23/04/1998``, ``France``, ``homme``), kept strictly
(``1998-04-23``, ``FRA``, ``M``). What cannot be read is a `Problem` that says what would be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from rapidfuzz import process

from kotinos.codes.table import Named
from kotinos.custody.accreditation.names import clean
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.reference import Reference

Cell = object
"""What a spreadsheet may hold: text, numbers, days, instants, yes and no, nothing."""
Read = Callable[[str, str, Reference], str | Problem]


class Field(Named, frozen=True, kw_only=True):
    """One field of the register, as a person sees it: names, an example, and how it is read."""

    field: str
    example: str
    read: Read


def text(cell: Cell) -> str:
    """A cell as its text: whole numbers without ``.0``, days as ISO dates, white space made single."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(cell if isinstance(cell, str) else str(cell))


def _name(field: str, value: str, reference: Reference) -> str | Problem:
    if len(value) > 100:
        return Problem(field, "too_long", right="100")
    return value if any(c.isalpha() for c in value) else Problem(field, "no_letters", value)


def _free(field: str, value: str, reference: Reference) -> str | Problem:
    return value if len(value) <= 300 else Problem(field, "too_long", right="300")


_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_LOCAL = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")


@lru_cache(maxsize=65536)
def day_of(value: str) -> str:
    """An ISO date from ``1998-04-23``, ``19980423`` or ``23/04/1998`` (the day first, as in Europe); empty where it is none.

    ``1998-00-00`` stays: there are people whose document does not say the day.
    """
    if found := _ISO.fullmatch(value):
        year, month, day = found.groups()
    elif found := _LOCAL.fullmatch(value):
        day, month, year = found.groups()
    else:
        return ""
    month, day = month.zfill(2), day.zfill(2)
    try:
        date(int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return ""
    return f"{year}-{month}-{day}" if int(month) or not int(day) else ""


def _day(field: str, value: str, reference: Reference) -> str | Problem:
    return day_of(value) or Problem(field, "no_date", value)


@lru_cache(maxsize=4)
def _states(reference: Reference) -> dict[str, str]:
    """Every way to name a State (code of three or two letters, English or French name), folded, to its three letters."""
    found: dict[str, str] = {}
    for row in reference.countries.values():
        for name in (row.fr, row.en, row.alpha2, row.code):
            if name:
                found[_folded(name)] = row.code
    return found


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def _country(field: str, value: str, reference: Reference) -> str | Problem:
    known = _states(reference)
    found = known.get(_folded(value))
    if found:
        return "DEU" if found == "D" else found
    near = process.extractOne(_folded(value), known.keys(), score_cutoff=75)
    hint = known[near[0]] if near else ""
    names = reference.countries[hint] if hint else None
    right = (f", {hint} ({names.en})", f", {hint} ({names.fr})") if names else ("", "")
    return Problem(field, "no_country", value, *right)


_SEXES = {"M": "M H MALE MAN HOMME MASCULIN", "F": "F W FEMALE WOMAN FEMME FEMININ FÉMININ", "X": "X"}
_DOCUMENTS = {"P": "P PASSPORT PASSEPORT", "I": "I ID CARD IDENTITY CARTE CNI", "V": "V VISA"}


def _choice(code: str, words: dict[str, str]) -> Read:
    known = {word: key for key, text in words.items() for word in text.split()}

    def read(field: str, value: str, reference: Reference) -> str | Problem:
        return known.get(value.upper()) or Problem(field, code, value)

    return read


def _number(field: str, value: str, reference: Reference) -> str | Problem:
    plain = re.sub(r"[\s./-]", "", value).upper()
    return plain if re.fullmatch(r"[A-Z0-9]{4,20}", plain) else Problem(field, "no_number", value)


def _email(field: str, value: str, reference: Reference) -> str | Problem:
    fits = re.fullmatch(r"[^@\s\"<>,;]{1,64}@[^@\s.\"<>,;]+(\.[^@\s.\"<>,;]+)+", value) and len(value) <= 254
    return value if fits else Problem(field, "no_email", value)


def _phone(field: str, value: str, reference: Reference) -> str | Problem:
    plain = re.sub(r"[\s().-]", "", value)
    plain = "+" + plain[2:] if plain.startswith("00") else plain
    return plain if re.fullmatch(r"\+\d{7,15}", plain) else Problem(field, "no_phone", value)


def _zone(field: str, value: str, reference: Reference) -> str | Problem:
    """A machine-readable zone keeps its lines; whether it is right is for an officer to see, not for us to refuse."""
    return value if len(value) <= 120 else Problem(field, "too_long", right="120")


def _field(name: str, en: str, fr: str, example: str, read: Read) -> Field:
    return Field(field=name, en=en, fr=fr, example=example, read=read)


_ALL = (
    _field("family_name", "Family name", "Nom", "Lacroix-Öztürk", _name),
    _field("given_names", "Given names", "Prénoms", "Maëlle Ana", _name),
    _field("local_name", "Name in own script", "Nom dans l'écriture d'origine", "王小明", _name),
    _field("birth_date", "Date of birth", "Date de naissance", "1998-04-23", _day),
    _field("birth_place", "Place of birth", "Lieu de naissance", "Lyon", _free),
    _field("birth_country", "Country of birth", "Pays de naissance", "FRA", _country),
    _field("sex", "Sex", "Sexe", "F", _choice("no_sex", _SEXES)),
    _field("nationality", "Nationality", "Nationalité", "FRA", _country),
    _field("document_type", "Kind of document", "Type de document", "P", _choice("no_document", _DOCUMENTS)),
    _field("document_number", "Document number", "Numéro de document", "12AB34567", _number),
    _field("document_issuer", "Issuing State", "État de délivrance", "FRA", _country),
    _field("document_expiry", "Document valid until", "Document valable jusqu'au", "2031-05-09", _day),
    _field("mrz", "Machine-readable zone", "Zone de lecture optique", "P<UTOERIKSSON<<ANNA<MARIA", _zone),
    _field("address", "Home address", "Adresse du domicile", "1 rue des Fleurs, 69001 Lyon", _free),
    _field("email", "E-mail", "Courriel", "maelle@example.org", _email),
    _field("phone", "Telephone", "Téléphone", "+33123456789", _phone),
)
FIELDS: dict[str, Field] = {field.field: field for field in _ALL}
IDENTITY = ("family_name", "given_names", "birth_date", "birth_place", "birth_country", "nationality", "sex",
            "document_type", "document_number", "document_issuer", "document_expiry", "mrz", "local_name")  # fmt: skip
"""What an approved file changes only by `changes.change_identity`."""


def read(name: str, cell: Cell, reference: Reference) -> str | Problem:
    """The value of one field, empty for an empty cell, or what is wrong with it; raises `KeyError` for a field that nobody fills in."""
    value = cell.strip() if name == "mrz" and isinstance(cell, str) else text(cell)
    return FIELDS[name].read(name, value, reference) if value else ""


def read_all(given: dict[str, Cell], reference: Reference) -> tuple[dict[str, str], list[Problem]]:
    """The values that can be read, and the problems of those that cannot; empty cells are left out."""
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for name, cell in given.items():
        found = read(name, cell, reference)
        if isinstance(found, Problem):
            problems.append(found)
        elif found:
            values[name] = found
    return values, problems
