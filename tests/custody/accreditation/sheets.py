"""Lists as office programs write them, of invented people."""

from __future__ import annotations

import csv
import random
from io import BytesIO, StringIO

import xlsxwriter

HEADER = [
    "reference", "category", "function", "sport", "Family name", "Prénoms", "birth_date", "Place of birth", "Country of birth", "Sex",
    "Nationality", "Kind of document", "Document number", "Issuing State", "Document valid until", "Home address", "E-mail",
]  # fmt: skip
_SYLLABLES = (
    "ba",
    "ko",
    "ri",
    "sa",
    "lo",
    "me",
    "ta",
    "vi",
    "du",
    "na",
    "pe",
    "zo",
    "fi",
    "ga",
    "lu",
    "che",
    "bra",
    "mon",
    "tel",
    "ros",
)


def word(rnd: random.Random) -> str:
    """A name that nobody has."""
    return "".join(rnd.choice(_SYLLABLES) for _ in range(rnd.randrange(2, 5))).capitalize()


def row(n: int, rnd: random.Random) -> list[str]:
    """One athlete or journalist, number ``n``."""
    role = ["Aa", "ATH", rnd.choice(["SWM", "JUD", "ATH", "ROW"])] if n % 3 else ["E", "JOURN", ""]
    birth = f"{rnd.randrange(1960, 2008)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
    state = rnd.choice(["FRA", "BEL", "CHE", "SEN"])
    return [
        f"N{n:06}", *role, word(rnd) + rnd.choice(["", "-" + word(rnd)]), word(rnd), birth, word(rnd), state, rnd.choice("MF"), state, "P",
        f"{n:07}{rnd.randrange(100):02}", state, f"{rnd.randrange(2027, 2036)}-05-04", f"{n} rue des Tilleuls, Lyon", f"p{n}@example.org",
    ]  # fmt: skip


def people(count: int, seed: str = "a list") -> list[list[str]]:
    """``count`` lines."""
    rnd = random.Random(seed)
    return [row(n, rnd) for n in range(count)]


def workbook(rows: list[list[str]], header: list[str] = HEADER) -> bytes:
    """An xlsx."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, cells in enumerate([header, *rows]):
            sheet.write_row(n, 0, cells)
    return out.getvalue()


def separated(
    rows: list[list[str]], separator: str = ";", encoding: str = "utf-8", header: list[str] = HEADER
) -> bytes:
    """A csv."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    return out.getvalue().encode(encoding)
