"""Results as a table: UTF-8, one header line, one line for each competitor, ``;`` or ``,`` or tab between the fields.

Columns, in any order and case: ``unit`` (an RSC or a device name); ``id``, ``bib``, ``lane`` (at least one filled); ``name`` and
``noc`` as a check, ``club``; ``mark``, ``time``, ``irm``, ``place``, ``wind``, ``reaction``, ``points``, ``d``, ``e``, ``penalty``,
``wlt``, ``tie_break``; ``attempt 1`` … with ``wind 1`` …; ``height 2.10`` …; ``split 50`` …; ``period H1`` …. A column that begins
with ``#`` is a remark. An empty field says nothing; ``~`` takes a value back.

A line that cannot be read is refused by its number and the others are taken: a table is typed by people, line by line. Every line
ends with a line break, the last one too, so that a file that was cut off is noticed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kotinos.results.facts import Locator, Observation
from kotinos.results.intake import clock
from kotinos.results.intake.encoding import decode
from kotinos.results.intake.reading import BadMessage, Broken, Marks, Reading

_WHO = ("unit", "id", "bib", "lane", "name", "noc")
_IGNORED = frozenset({"club"})
_VALUES = frozenset(
    {"mark", "time", "irm", "place", "wind", "reaction", "points", "d", "e", "penalty", "wlt", "tie_break"}
)
_NUMBERED = re.compile(r"(attempt|wind|height|split|period)[ _/]([0-9A-Z.-]{1,10})\Z", re.IGNORECASE)
_NUMBERS = frozenset({"place", "tie_break"})
TAKEN_BACK = "~"


class _Table(msgspec.Struct):
    columns: list[str]
    delimiter: str


def read(message: bytes, name: str = "", encoding: str = "") -> list[Reading]:
    """One set of marks for each unit named, and the lines that could not be read; raises `BadMessage` for the header."""
    text, _ = decode(message, encoding or "utf-8")
    lines = text.replace("\r\n", "\n").split("\n")
    cut = lines.pop()
    if not lines:
        raise BadMessage("the header line ends without a line break", "line 1", "a line break after every line")
    table = _table(lines[0])
    units: dict[str, tuple[list[Observation], list[str]]] = {}
    broken: list[Reading] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            unit, items = _line(table, line, f"line {number}")
        except BadMessage as bad:
            broken.append(Broken(where=bad.where, what=bad.what, right=bad.right))
            continue
        seen, spots = units.setdefault(unit, ([], []))
        seen += items
        spots += [f"line {number}"] * len(items)
    if cut.strip():
        where = f"line {len(lines) + 1}"
        broken.append(
            Broken(where=where, what="the file ends in the middle of this line", right="a line break after every line")
        )
    marks: list[Reading] = [
        Marks(where=spots[0], unit=unit, items=tuple(items), spots=tuple(spots))
        for unit, (items, spots) in units.items()
        if items
    ]
    if not marks and not broken:
        raise BadMessage("no line with a value", "line 2", "a competitor and a value")
    return marks + broken


def _table(header: str) -> _Table:
    delimiter = max(";\t,", key=header.count)
    columns = [_column(n, c) for n, c in enumerate(_fields(header, delimiter, "line 1"), 1)]
    for column in columns:
        if columns.count(column) > 1 and column:
            raise BadMessage(f"column {column!r} stands twice", "line 1", "each column once")
    if "unit" not in columns or not {"id", "bib", "lane"} & set(columns):
        raise BadMessage(f"columns {', '.join(filter(None, columns))}", "line 1", "unit, and id, bib or lane")
    return _Table(columns, delimiter)


def _column(number: int, title: str) -> str:
    """The slot or field that a column fills; empty for one that is not read."""
    word = title.strip()
    if word.startswith("#") or word.lower() in _IGNORED:
        return ""
    numbered = _NUMBERED.match(word)
    if numbered:
        return f"{numbered[1].lower()}/{numbered[2].upper()}"
    if word.lower() in _VALUES or word.lower() in _WHO:
        return word.lower()
    known = ", ".join((*_WHO, *sorted(_VALUES), "attempt 1", "wind 1", "height 2.10", "split 50", "period H1"))
    raise BadMessage(f"column {number}, {word[:40]!r}, is not known", "line 1", f"{known}; a remark begins with #")


def _fields(line: str, delimiter: str, where: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise BadMessage(f"quotes: {error}", where, 'quoted fields such as "Doe; Jane"') from error


def _line(table: _Table, line: str, where: str) -> tuple[str, list[Observation]]:
    fields = [f.strip() for f in _fields(line, table.delimiter, where)]
    if len(fields) != len(table.columns):
        raise BadMessage(f"{len(fields)} fields", where, f"{len(table.columns)}, as in the header")
    row = {column: field for column, field in zip(table.columns, fields, strict=True) if column and field}
    unit = row.get("unit", "")
    if not unit:
        raise BadMessage("no unit", f"{where}, unit", "an RSC or a device name")
    who = Locator(**{name: row.get(name, "") for name in _WHO if name != "unit"})
    if not (who.id or who.bib or who.lane):
        raise BadMessage("names nobody", where, "an id, a bib or a lane")
    return unit, [Observation(who=who, slot=slot, value=value) for slot, value in _values(row, where)]


def _values(row: dict[str, str], where: str) -> Iterator[tuple[str, Any]]:
    for column, text in row.items():
        spot = f"{where}, {column}"
        value = None if text == TAKEN_BACK else text
        kind, _, number = column.partition("/")
        if column in _WHO:
            continue
        if column == "time":
            yield "t4", clock.t4(text, spot) if value else None
            if "mark" not in row:
                yield "mark", value
        elif kind == "attempt":
            wind = row.get(f"wind/{number}")
            yield column, None if value is None else {"mark": text} | ({"wind": wind} if wind else {})
        elif kind == "wind" and number:
            if f"attempt/{number}" not in row:
                raise BadMessage("a wind without its attempt", spot, f"attempt {number} beside it")
        elif column in _NUMBERS and value is not None:
            yield column, _whole(text, spot)
        else:
            yield column, value


def _whole(text: str, spot: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadMessage(f"{text!r}", spot, "a whole number")
    return int(text)
