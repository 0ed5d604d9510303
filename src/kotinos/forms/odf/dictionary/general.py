"""What every discipline has in common; a discipline replaces the parts in which it differs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import msgspec

from kotinos.forms.odf.dictionary.rounds import standings
from kotinos.forms.odf.extension import Detail, Extension, Info, PeriodFact
from kotinos.forms.odf.values import behind, gap, mark, seconds, signed
from kotinos.results.documents import Period, ResultBody, ResultRow
from kotinos.sports.ranking import Row

LIVE = "LIVE"


def no_periods(_: Sheet) -> dict[str, list[PeriodFact]]:
    """``ExtendedPeriods`` where the discipline computes none."""
    return {}


def no_analysis(_: Sheet, __: ResultRow) -> Iterable[Detail]:
    """What DT_RESULT_ANALYSIS adds, where the discipline has no such message."""
    return ()


class Dictionary(msgspec.Struct, frozen=True, kw_only=True):
    """A discipline's part of DT_RESULT, as far as it is computed; what is only said otherwise comes from the table of codes.

    ``infos`` are facts of the unit, ``details`` of a competitor's result, ``entries`` of the competitor in this unit;
    ``analysis`` what DT_RESULT_ANALYSIS adds to it, ``periods`` of a period, by its code; ``diff`` what stands in ``Result/@Diff``.
    ``head_to_head``: two sides in a fixed order, without ranks.
    """

    infos: Callable[[Sheet], Iterable[Info]]
    details: Callable[[Sheet, ResultRow], Iterable[Detail]]
    entries: Callable[[ResultBody, ResultRow], dict[str, str]]
    diff: Callable[[ResultBody, ResultRow], str]
    analysis: Callable[[Sheet, ResultRow], Iterable[Detail]] = no_analysis
    periods: Callable[[Sheet], dict[str, list[PeriodFact]]] = no_periods
    head_to_head: bool = False


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A result with what is computed over all its rows, once."""

    body: ResultBody
    status: str
    passed: dict[str, list[tuple[Decimal, int, str]]]
    """By intermediate point, in the order in which they come: time, sort order and id of everyone, first to last."""
    heights: list[str]
    """Of a vertical jump, lowest first."""
    after: dict[int, Mapping[str, Row]]
    """Of a horizontal jump or throw: by complete round, where each competitor stood."""

    @classmethod
    def of(cls, body: ResultBody, status: str) -> Sheet:
        """Prepare ``body``."""
        passed: dict[str, list[tuple[Decimal, int, str]]] = {}
        for row in body.rows:
            for split in row.splits:
                passed.setdefault(split.point, []).append((seconds(split.time), row.sort_order, row.competitor.id))
        return cls(
            body=body,
            status=status,
            passed={point: sorted(passed[point]) for point in sorted(passed, key=_along)},
            heights=sorted({height.height for row in body.rows for height in row.heights}, key=Decimal),
            after=standings(body, status),
        )


def _along(point: str) -> tuple[int, str]:
    """Where on the course a point lies: by its distance, unnumbered ones last."""
    return (int(point) if point.isdigit() else 1 << 30, point)


def splits(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    """``ER/INTERMEDIATE``, one per point passed: time since the start, place there, gap to the leader there."""
    points = {point: pos for pos, point in enumerate(sheet.passed, 1)}
    for split in row.splits:
        there, own = sheet.passed[split.point], seconds(split.time)
        first = bisect_left(there, own, key=lambda entry: entry[0])
        tied = bisect_right(there, own, key=lambda entry: entry[0]) - first > 1
        yield Detail(
            code="INTERMEDIATE",
            pos=str(points[split.point]),
            value=mark(split.time),
            rank=first + 1,
            rank_equal=tied,
            sort_order=bisect_left(there, (own, row.sort_order, "")) + 1,
            diff=behind(own - there[0][0]) if first else "",
        )


def declared_points(sheet: Sheet, *, with_leader: bool = False) -> list[Info]:
    """``UI/INTERMEDIATE``: the points themselves, with who was first there and when; nobody where two were."""
    infos = []
    for pos, (point, there) in enumerate(sheet.passed.items(), 1):
        extensions: tuple[Extension, ...] = ()
        if with_leader and (len(there) == 1 or there[0][0] != there[1][0]):
            extensions = (Extension("TIME", _time_of(sheet, there[0][2], point)), Extension("LEADER", there[0][2]))
        infos.append(Info("INTERMEDIATE", point, str(pos), extensions=extensions))
    return infos


def _time_of(sheet: Sheet, competitor: str, point: str) -> str:
    found = (s.time for r in sheet.body.rows if r.competitor.id == competitor for s in r.splits if s.point == point)
    return mark(next(found))


def reaction(row: ResultRow) -> list[Detail]:
    """``ER/REACT_TIME``, of a start with blocks."""
    return [Detail("REACT_TIME", row.reaction)] if row.reaction else []


def bests(_: ResultBody, row: ResultRow) -> dict[str, str]:
    """``EUE`` of a start list: personal and season best, national record, world ranking, under their own codes."""
    return {code.upper(): mark(value) for code, value in sorted(row.bests.items())}


def wind(shown: str) -> str:
    """Wind speed in m/s with its sign and one decimal."""
    return signed(shown, 1)


def no_infos(_: Sheet) -> Iterable[Info]:
    """``UI`` where the discipline computes none."""
    return ()


def winner(period: Period) -> str:
    """``H`` or ``A``, whoever has more points in the period; empty where neither has, or a score is missing."""
    home, away = period.home_period, period.away_period
    if not (home.isdigit() and away.isdigit()) or int(home) == int(away):
        return ""
    return "H" if int(home) > int(away) else "A"


def no_diff(_: ResultBody, __: ResultRow) -> str:
    """``Diff`` where the discipline sends none."""
    return ""


def _infos(sheet: Sheet) -> Iterable[Info]:
    return declared_points(sheet)


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    yield from splits(sheet, row)
    yield from reaction(row)


def _diff(_: ResultBody, row: ResultRow) -> str:
    return gap(row.diff) if row.rank != 1 else ""


GENERAL = Dictionary(
    infos=_infos,
    details=_details,
    entries=bests,
    diff=_diff,
)

DUELS = Dictionary(infos=_infos, details=_details, entries=bests, diff=no_diff, head_to_head=True)
