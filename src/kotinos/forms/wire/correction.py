"""What a correction changed, for whoever has already printed what was sent before."""

from __future__ import annotations

from collections.abc import Mapping

from kotinos.forms.headline import COLON, SEMICOLON
from kotinos.forms.wire.people import mark, place, who
from kotinos.forms.wire.words import word
from kotinos.results import documents
from kotinos.results.documents import Body, Document, Medallist, PoolRow, ResultRow

_CORRECTING = frozenset({"corrected", "tie_broken", "protest_decided"})
_Rows = Mapping[str, ResultRow | PoolRow | Medallist]


def is_correction(document: Document, before: Document | None) -> bool:
    """Whether an official result was changed.

    The document says so itself (its last change, or its notes, which tell of changes after it was official); or the version before
    was official and gave somebody another place, mark or medal.
    """
    body = document.body
    change = getattr(body, "change", None)
    if change is not None:
        corrected = change.code == "corrected" or (change.code in _CORRECTING and bool(getattr(body, "notes", ())))
        return corrected or _differs(document, before)
    told = not isinstance(body, documents.ResultBody) and bool(getattr(body, "notes", ()))
    return told or _differs(document, before)


def _differs(document: Document, before: Document | None) -> bool:
    return before is not None and before.status == "OFFICIAL" and bool(_changes(document, before, "en"))


def told(document: Document, before: Document | None, lang: str) -> list[str]:
    """What was changed in words, then each competitor with what stood before."""
    change = getattr(document.body, "change", None)
    paragraphs = [change.text[lang]] if change is not None and change.text.get(lang) else []
    changes = _changes(document, before, lang) if before is not None else _marked(document.body, lang)
    if changes:
        paragraphs.append(f"{word('changed', lang)}{COLON[lang]}{SEMICOLON[lang].join(changes)}.")
    return paragraphs


def _marked(body: Body | None, lang: str) -> list[str]:
    """Who was touched, where the version before is not at hand."""
    rows = _rows(body).values()
    return [who(row.competitor, lang) for row in rows if isinstance(row, ResultRow) and row.changed]


def _changes(document: Document, before: Document, lang: str) -> list[str]:
    old, new = _rows(before.body), _rows(document.body)
    changes = []
    for id_, row in new.items():
        now, then = _standing(row, lang), _standing(old[id_], lang) if id_ in old else ""
        if now != then:
            was = word("was", lang, then) if then else word("new", lang)
            changes.append(" ".join(filter(None, (who(row.competitor, lang), now, f"({was})"))))
    gone = (who(row.competitor, lang) for id_, row in old.items() if id_ not in new)
    return changes + [f"{name} {word('gone', lang)}" for name in gone]


def _standing(row: ResultRow | PoolRow | Medallist, lang: str) -> str:
    """Place, mark and the like, or the medal."""
    if isinstance(row, Medallist):
        return word(row.medal, lang)
    if isinstance(row, PoolRow):
        return " ".join(filter(None, (row.irm or place(row), word("points", lang, row.points) if row.points else "")))
    return " ".join(filter(None, (row.irm or place(row), mark(row, lang))))


def _rows(body: Body | None) -> _Rows:
    rows: tuple[ResultRow | PoolRow, ...] = ()
    match body:
        case documents.ResultBody() | documents.PhaseResultBody() | documents.RankingBody():
            rows = body.rows
        case documents.PoolBody():
            rows = body.rows
        case documents.CumulativeBody():
            rows = tuple(entry.row for entry in body.rows)
        case documents.MedallistsBody():
            return {f"{medal.competitor.id} {medal.unit}": medal for medal in body.medals}
    return {row.competitor.id: row for row in sorted(rows, key=lambda r: r.sort_order)}
