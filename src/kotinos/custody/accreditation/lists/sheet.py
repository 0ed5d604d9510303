"""A spreadsheet as rows of cells: xlsx, or csv in whatever encoding and with whatever separator an office program wrote it."""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO

import python_calamine

from kotinos.custody.accreditation.fields import Cell
from kotinos.custody.act import Refused

MOST_LINES = 200_000
MOST_BYTES = 100_000_000
_MOST_UNPACKED = 1_500_000_000  # an xlsx of a hundred thousand people unpacks to some 150 MB; a bomb to much more
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Row = list[Cell]


def rows(given: bytes) -> Iterator[Row]:
    """The rows of the first sheet, the header first; raises Refused ``list_unreadable`` or ``list_too_large``."""
    if len(given) > MOST_BYTES:
        raise Refused("list_too_large", megabytes=MOST_BYTES // 1_000_000)
    if given.startswith(b"PK"):
        return _workbook(given)
    return _separated(given)


def _workbook(given: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(BytesIO(given)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise Refused("list_too_large", megabytes=_MOST_UNPACKED // 1_000_000)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(given))
        sheet = book.get_sheet_by_index(0)
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        raise Refused("list_unreadable") from error
    if sheet.height > MOST_LINES + 1:
        raise Refused("list_too_many", lines=MOST_LINES)
    return (list(row) for row in sheet.iter_rows())


def _half(given: bytes) -> str:
    """UTF-16 without its mark: every second byte of the beginning is empty."""
    head = given[:200]
    even, odd = head[::2], head[1::2]
    if head and odd.count(0) > 0.6 * len(odd):
        return "utf-16-le"
    return "utf-16-be" if head and even.count(0) > 0.6 * len(even) else ""


def decoded(given: bytes) -> str:
    """The text of a csv: by its mark, else UTF-16 where every second byte is empty, else UTF-8, else Windows' Latin-1."""
    for mark, encoding in _MARKS:
        if given.startswith(mark):
            return given.decode(encoding, "replace")
    if encoding := _half(given):
        return given.decode(encoding, "replace")
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 is what "Latin-1" means on the machines that write such files; its five holes are read as Latin-1 proper.
        try:
            return given.decode("cp1252")
        except UnicodeDecodeError:
            return given.decode("latin-1")


def _separated(given: bytes) -> Iterator[Row]:
    text = decoded(given)
    if "\x00" in text[:4096]:  # a picture, an old xls, anything but text
        raise Refused("list_unreadable")
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    # strict: a quote that is never closed is an error, not a cell of ten thousand lines.
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    return _counted(reader)


def _counted(reader: Iterator[list[str]]) -> Iterator[Row]:
    try:
        for number, row in enumerate(reader):
            if number > MOST_LINES:
                raise Refused("list_too_many", lines=MOST_LINES)
            yield list(row)
    except csv.Error as error:
        raise Refused("list_unreadable") from error
