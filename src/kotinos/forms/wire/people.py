"""Whom a line speaks of, and in which place."""

from __future__ import annotations

from collections.abc import Sequence

from kotinos.forms.headline import COLON, SEMICOLON
from kotinos.forms.odf.values import mark as plain_time
from kotinos.forms.wire.words import WORDS, word
from kotinos.results.documents import CompetitorRef, MemberRef, PoolRow, ResultRow

_SQUAD = 6
"""Members of a team are named up to this many: a relay, not a football squad."""


def who(competitor: CompetitorRef, lang: str, *, squad: bool = False) -> str:
    """``Tane Exempla (NZL)``; with ``squad`` a small team's members as well. A placeholder says what it stands for."""
    if competitor.id in WORDS:
        return word(competitor.id, lang)
    inside = [competitor.noc if competitor.noc != _name(competitor) else ""]
    if squad and 0 < len(competitor.members) <= _SQUAD:
        members = sorted(competitor.members, key=lambda m: (m.order or len(competitor.members), m.id))
        inside.append(", ".join(_name(member) for member in members))
    shown = COLON[lang].join(filter(None, inside))
    return _name(competitor) + (f" ({shown})" if shown else "")


def _name(person: CompetitorRef | MemberRef) -> str:
    """Given and family name as they are written, else the name there is, else the code."""
    whole = " ".join(filter(None, (person.given_name, person.family_name)))
    return (whole if person.family_name else person.name or whole) or getattr(person, "noc", "") or person.id


def place(row: ResultRow | PoolRow) -> str:
    """``1.``, ``=2.`` where the place is shared; nothing without one."""
    return "" if row.rank is None else f"{'=' if row.rank_equal else ''}{row.rank}."


def entries(rows: Sequence[ResultRow], lang: str) -> str:
    """Rows one after the other: those ranked, those still waiting, then who has no valid result, with the reason first."""
    ordered = sorted(rows, key=lambda row: (bool(row.irm), row.sort_order))
    shown = SEMICOLON[lang].join(_entry(row, lang) for row in ordered)
    return f"{shown}." if shown else ""


def _entry(row: ResultRow, lang: str) -> str:
    lead = row.irm or place(row) or (f"{row.start_order}:" if row.start_order else "")
    made = " ".join(record(code, code in row.pending, lang) for code in row.records)
    extra = (mark(row, lang), made, f"({row.wind})" if row.wind else "", row.qual)
    return " ".join(filter(None, (lead, who(row.competitor, lang, squad=True), *extra)))


def record(code: str, pending: bool, lang: str) -> str:
    """A record as its code; one that is not ratified yet says so."""
    return word("pending", lang, code) if pending else code


def mark(row: ResultRow, lang: str) -> str:
    """The mark as shown; a time without empty hours and minutes; points are called so. None beside a reason why it does not count."""
    if row.irm:
        return ""
    if row.mark_type == "TIME":
        return plain_time(row.mark)
    return word("points", lang, row.mark) if row.mark and row.mark_type == "POINTS" and not row.wlt else row.mark
