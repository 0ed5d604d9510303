"""Records as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Words

from kotinos.results.documents import RecordLine, RecordsBody, RecordStanding

HEADS = {
    "en": ("Event", "Record", "Mark", "NOC", "Holder", "Date", ""),
    "fr": ("Épreuve", "Record", "Marque", "CNO", "Détenteur", "Date", ""),
}
WORDS = {
    "en": {
        "new": "new",
        "equalled": "equalled",
        "pending": "not ratified",
        "again": "reinstated",
        "none": "not established",
    },
    "fr": {"new": "nouveau", "equalled": "égalé", "pending": "non homologué", "again": "rétabli", "none": "non établi"},
}


def records(
    bodies: Iterable[RecordsBody], lang: str, event: str = "", here: bool = False
) -> tuple[RenderableType, int]:
    """The records of events whose RSC begins with ``event``, and how many; with ``here`` only those set at these Games."""
    table = Table(*HEADS[lang], box=None, pad_edge=False)
    count = 0
    for record in (one for body in bodies for one in body.records if one.event.startswith(event)):
        if here and not any(line.unit for line in record.holders):
            continue
        count += 1
        for cells in _lines(record, lang):
            table.add_row(*map(Words, cells))
    return table, count


def _lines(record: RecordStanding, lang: str) -> Iterator[tuple[str, ...]]:
    code = " ".join(part for part in (record.code, record.scope, record.part) if part)
    name = record.event_name.get(lang, record.event)
    if not record.holders:
        yield (name, code, "", "", "", "", WORDS[lang]["none"])
    for line in record.holders:
        yield (name, code, line.mark, line.noc, line.holder, line.date, ", ".join(_said(record, line, lang)))


def _said(record: RecordStanding, line: RecordLine, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    if line.unit:
        yield words["equalled"] if line.equalled else words["new"]
    if line.pending:
        yield words["pending"]
    if record.reinstated:
        yield words["again"]
