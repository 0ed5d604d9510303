"""The records of a discipline, a line for each."""

from __future__ import annotations

from kotinos.forms.headline import COLON, SEMICOLON, event_name
from kotinos.forms.wire.people import record, who
from kotinos.forms.wire.words import word
from kotinos.results.documents import RecordLine, RecordsBody, RecordStanding


def listed(body: RecordsBody, lang: str) -> list[str]:
    """Event, record, mark, and whoever holds it."""
    return [_standing(one, lang) for one in body.records]


def _standing(one: RecordStanding, lang: str) -> str:
    event = event_name(one.event, one.event_name, lang)
    code = " ".join(filter(None, (one.code, one.scope, one.part)))
    holders = SEMICOLON[lang].join(_holder(line, lang) for line in one.holders) or word("none_yet", lang)
    again = f" ({word('reinstated', lang)})" if one.reinstated else ""
    return f"{event}, {code}{COLON[lang]}{holders}{again}."


def _holder(line: RecordLine, lang: str) -> str:
    """``1:52.23 Ada Anterior (AUS), 2024-06-12, Brisbane``."""
    name = who(line.competitor, lang) if line.competitor else f"{line.holder} ({line.noc})" if line.noc else line.holder
    first = " ".join(filter(None, (record(line.mark, line.pending, lang), name)))
    return ", ".join(filter(None, (first, line.date, line.place, word("equalled", lang) if line.equalled else "")))
