"""Athletics: SOG-2024-ATH, DT_RESULT. Track, road, jumps, throws, combined events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kotinos.codes.rsc import Level
from kotinos.forms.odf.dictionary import rounds
from kotinos.forms.odf.dictionary.general import (
    LIVE,
    Dictionary,
    Sheet,
    bests,
    declared_points,
    reaction,
    splits,
    wind,
)
from kotinos.forms.odf.extension import Detail, Extension, Info
from kotinos.forms.odf.values import gap, mark
from kotinos.results.documents import Attempt, ResultBody, ResultRow
from kotinos.sports.athletics import event_kind

_OVER = frozenset({"UNCONFIRMED", "UNOFFICIAL", "OFFICIAL"})


def rounds_of(body: ResultBody) -> int:
    """How many attempts everyone may have: three in qualification and combined events, else six (World Athletics TR25.6)."""
    rsc = body.unit.rsc
    planned = 3 if rsc.phase == "QUAL" or event_kind(rsc.at(Level.EVENT)) == "combined" else 6
    return max(planned, *(attempt.n for row in body.rows for attempt in row.attempts), 0)


def _infos(sheet: Sheet) -> Iterable[Info]:
    body = sheet.body
    kind = event_kind(body.unit.rsc)
    if kind == "vertical":
        yield from (Info("INTERMEDIATE", height, str(pos)) for pos, height in enumerate(sheet.heights, 1))
        yield from _total(len(sheet.heights))
    elif kind == "horizontal":
        yield from _total(rounds_of(body))
    else:
        relay = any(row.competitor.type == "T" for row in body.rows)
        points = declared_points(sheet, with_leader=not relay)
        if points:
            yield from (*points, Info("INTERMEDIATE", "Finish", str(len(points) + 1)))
            yield from _total(len(points) + 1)
    yield from _qualification(body)
    yield Info("WIND_SPEED", wind(body.wind))
    yield from _current(body, sheet.status)


def _total(count: int) -> Iterable[Info]:
    if count:
        yield Info("INTERMEDIATES_TOTAL", str(count))


def _qualification(body: ResultBody) -> Iterable[Info]:
    """QUAL_*: places and times on the track, standard and number in the field."""
    rule = body.facts.get("qualify")
    if not isinstance(rule, Mapping):
        return
    if event_kind(body.unit.rsc) in ("vertical", "horizontal"):
        yield Info("QUAL_BP", _shown(rule, "standard"), "1")
        yield Info("QUAL_BP", _shown(rule, "total"), "2")
        return
    yield Info("QUAL_BT", _shown(rule, "time"))
    if _shown(rule, "place"):
        yield Info("QUAL_FROM_RANK", "1")
        yield Info("QUAL_TO_RANK", _shown(rule, "place"))


def _current(body: ResultBody, status: str) -> Iterable[Info]:
    """DISPLAY/CURRENT: who is about to try, while it is live."""
    current = body.facts.get("current")
    if status == LIVE and isinstance(current, str):
        yield Info("CURRENT", current, type="DISPLAY")


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    kind = event_kind(sheet.body.unit.rsc)
    if kind == "vertical":
        yield from _vertical(sheet, row)
    elif kind == "horizontal":
        yield from _horizontal(sheet, row)
    elif kind == "road" or row.competitor.type == "T":
        yield from splits(sheet, row)
    yield from reaction(row)
    yield Detail("MS", row.parts.get("thousandths", ""))
    yield Detail("PTS", row.parts.get("points", ""))


def _analysis(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    """An individual's splits on the track, which DT_RESULT leaves out."""
    if event_kind(sheet.body.unit.rsc) == "track" and row.competitor.type != "T":
        yield from splits(sheet, row)


def _vertical(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    heights, status = sheet.heights, sheet.status
    for height in row.heights:
        yield Detail("INTERMEDIATE", height.attempts.lower(), str(heights.index(height.height) + 1))
    if status == LIVE or status in _OVER:
        out = status in _OVER or bool(row.irm) or _is_out(row)
        yield Detail("IN_COMP", "N" if out else "Y")


def _is_out(row: ResultRow) -> bool:
    """Three failures in a row, over all heights, or a retirement, end an athlete's competition (World Athletics TR26)."""
    tries = "".join(height.attempts for height in row.heights).upper().replace("-", "")
    return tries.endswith("XXX") or "R" in tries


def _horizontal(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    best: Attempt | None = None
    for attempt in row.attempts:
        if _metres(attempt.mark) is not None and (
            best is None or (_metres(attempt.mark) or 0) > (_metres(best.mark) or 0)
        ):
            best = attempt
        extensions = (
            Extension("AFTER_ATTEMPT_BEST", mark(best.mark) if best else ""),
            *rounds.extensions(sheet.after, attempt.n, row.competitor.id),
            Extension("WIND_SPEED", wind(attempt.wind)),
        )
        yield Detail("INTERMEDIATE", mark(attempt.mark).lower(), str(attempt.n), extensions=extensions)
    if best is not None and not row.irm:
        yield Detail("BEST_ATTEMPT_NUM", str(best.n))
        yield Detail("WIND_SPEED", wind(best.wind or row.wind))


def _metres(shown: str) -> Decimal | None:
    try:
        return Decimal(shown)
    except InvalidOperation:
        return None


def _shown(rule: Mapping[str, Any], name: str) -> str:
    return str(rule.get(name) or "")


def _diff(body: ResultBody, row: ResultRow) -> str:
    return gap(row.diff) if event_kind(body.unit.rsc) == "road" and row.rank != 1 else ""


DICTIONARY = Dictionary(
    infos=_infos,
    details=_details,
    entries=bests,
    diff=_diff,
    analysis=_analysis,
)
