"""What the authority may say, as a table: the lines of an inbound file, column by column. PURE. The parser is built from it.

Every line is 63 printable bytes and a line feed; nothing else exists, and no column takes free text: there is no place in which a reason
for a refusal could arrive. `docs/reference/vetting-protocol.md` prints the same table (a test compares them).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Literal

import msgspec

WIDTH = 64
"""Bytes of a line, its line feed included."""
MOST = 50_000
"""Items that one file may hold."""


class Column(msgspec.Struct, frozen=True):
    """One column: its name, its width in bytes, and the pattern that its bytes match whole."""

    name: str
    width: int
    pattern: str


def _hex(name: str, width: int) -> Column:
    return Column(name, width, f"[0-9a-f]{{{width}}}")


_SEQUENCE = Column("sequence", 8, "[0-9]{8}")
_COUNT = Column("count", 8, "[0-9]{8}")
_BATCH = Column("batch", 8, "[0-9]{8}")
_TOKEN = Column("token", 32, "[A-Z2-7]{32}")

LINES: Mapping[str, tuple[Column, ...]] = {
    "H": (
        Column("version", 1, "1"),
        Column("kind", 3, "ACK|ANS"),
        Column("domain", 2, "[A-Z]{2}"),
        Column("campaign", 12, "[A-Z0-9]{2,12}-*"),
        _SEQUENCE,
        _COUNT,
        Column("created", 16, "[0-9]{8}T[0-9]{6}Z"),
    ),
    "K": (_hex("key", 16),),
    "B": (Column("part", 1, "[12]"), _BATCH, _hex("digest", 32)),
    "R": (_TOKEN, Column("field", 2, "0[0-9]|10")),
    "A": (
        _TOKEN,
        Column("verdict", 1, "[FUPW]"),
        Column("case", 12, "[0-9]{12}"),
        Column("until", 8, "[0-9]{8}"),
    ),
    "T": (Column("part", 1, "[12]"), _COUNT, _hex("digest", 32)),
    "S": (Column("part", 1, "[1-4]"), _hex("signature", 32)),
}
"""The kinds of line: one letter, a space, and the columns with a space between them; the rest is spaces."""

ORDER: Mapping[str, re.Pattern[str]] = {"ACK": re.compile("HKBBR*TTSSSS"), "ANS": re.compile("HKA*TTSSSS")}
"""Which kinds of line stand in a file, in which order."""


def _compiled(kind: str, columns: tuple[Column, ...]) -> re.Pattern[bytes]:
    cells = " ".join(f"(?=.{{{c.width}}}(?: |$))({c.pattern})" for c in columns)
    return re.compile(f"{kind} {cells} *".encode())


_PARSERS = {kind: _compiled(kind, columns) for kind, columns in LINES.items()}
_NONE = "00000000"

Verdict = Literal["F", "U", "P", "W"]


class Malformed(Exception):
    """Bytes that are no inbound file. ``line`` counts from 1; nothing of what stood there is repeated."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what


class Answer(msgspec.Struct, frozen=True):
    """One line of an answer: F favourable until a day, U unfavourable, P more time, W withdrawn. ``case`` is the authority's number."""

    token: str
    verdict: Verdict
    case: str
    until: date | None


class Receipt(msgspec.Struct, frozen=True):
    """One line of an acknowledgement: 0, or the number of the field that could not be read (`records.FIELDS`)."""

    token: str
    field: int


class Inbound(msgspec.Struct, frozen=True):
    """An inbound file whose grammar, count and hash are right.

    Its signature has not been looked at: ``signature`` stands for the bytes ``signed``. ``batch`` and ``manifest`` are what an ACK answers.
    """

    kind: Literal["ACK", "ANS"]
    domain: str
    campaign: str
    sequence: int
    created: datetime
    key: str
    batch: int
    manifest: str
    answers: tuple[Answer, ...]
    receipts: tuple[Receipt, ...]
    signed: bytes
    signature: bytes
    digest: str


def parse(body: bytes) -> Inbound:
    """Read an inbound file; raises `Malformed`."""
    kinds, cells = _split(body)
    header = cells[0]
    kind = "ACK" if header[1] == "ACK" else "ANS"
    if not ORDER[kind].fullmatch(kinds):
        raise Malformed(len(kinds), f"an {kind} file has lines in the order {ORDER[kind].pattern}")
    first = 4 if kind == "ACK" else 2
    items = cells[first:-6]
    hash_at, signature_at = (len(cells) - 6) * WIDTH, (len(cells) - 4) * WIDTH
    trailer = cells[-6:]
    _parts(cells[2:4] if kind == "ACK" else (), len(kinds), "batch")
    _parts(trailer[:2], len(kinds) - 4, "trailer")
    _parts(trailer[2:], len(kinds), "signature")
    if not int(header[5]) == int(trailer[0][1]) == int(trailer[1][1]) == len(items):
        raise Malformed(1, "the counts of header and trailer and the number of items differ")
    if hashlib.sha256(body[:hash_at]).hexdigest() != trailer[0][2] + trailer[1][2]:
        raise Malformed(len(kinds) - 5, "the hash is not the hash of the lines above it")
    return Inbound(
        kind=kind,  # type: ignore[arg-type]
        domain=header[2],
        campaign=header[3].rstrip("-"),
        sequence=int(header[4]),
        created=_instant(header[6]),
        key=cells[1][0],
        batch=int(cells[2][1]) if kind == "ACK" else 0,
        manifest=cells[2][2] + cells[3][2] if kind == "ACK" else "",
        answers=tuple(_answer(n, c) for n, c in enumerate(items, first + 1)) if kind == "ANS" else (),
        receipts=tuple(Receipt(token, int(field)) for token, field in items) if kind == "ACK" else (),
        signed=body[:signature_at],
        signature=bytes.fromhex("".join(part[1] for part in trailer[2:])),
        digest=hashlib.sha256(body).hexdigest(),
    )


def _split(body: bytes) -> tuple[str, list[tuple[str, ...]]]:
    """The kinds of the lines, and their cells."""
    count, rest = divmod(len(body), WIDTH)
    if rest or count < 8:
        raise Malformed(count + 1, f"a file is at least eight lines of {WIDTH} bytes")
    if count > MOST + 10:
        raise Malformed(MOST + 11, f"a file holds at most {MOST} items")
    kinds, cells = [], []
    for at in range(count):
        line = body[at * WIDTH : (at + 1) * WIDTH]
        kind = chr(line[0])
        parser = _PARSERS.get(kind)
        found = parser.fullmatch(line, 0, WIDTH - 1) if parser and line[-1] == 10 else None
        if found is None:
            raise Malformed(at + 1, "no line of the grammar")
        kinds.append(kind)
        cells.append(tuple(cell.decode("ascii") for cell in found.groups()))
    if kinds[0] != "H":
        raise Malformed(1, "a file begins with its header")
    return "".join(kinds), cells


def _parts(lines: list[tuple[str, ...]] | tuple[()], last: int, what: str) -> None:
    if [line[0] for line in lines] != [str(n) for n in range(1, len(lines) + 1)]:
        raise Malformed(last, f"the parts of the {what} are out of order")
    if what == "batch" and lines and lines[0][1] != lines[1][1]:
        raise Malformed(4, "the two parts name two batches")


def _answer(line: int, cells: tuple[str, ...]) -> Answer:
    token, verdict, case, until = cells
    if (verdict == "F") != (until != _NONE):
        raise Malformed(line, "a last day stands with F, and with nothing else")
    return Answer(token, verdict, case, _date(line, until) if verdict == "F" else None)  # type: ignore[arg-type]


def _date(line: int, text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise Malformed(line, "the last day is no day of the calendar") from None


def _instant(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise Malformed(1, "the instant of creation is none of the calendar") from None
