"""What every discipline has in common; a discipline replaces the parts in which it differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from kotinos.forms.odf.extension import Detail, Extension, Info
from kotinos.forms.odf.values import behind, gap, mark, seconds, signed
from kotinos.results.documents import ResultBody, ResultRow

LIVE = "LIVE"


class Dictionary(msgspec.Struct, frozen=True, kw_only=True):
    """A discipline's part of DT_RESULT.

    ``infos`` are facts of the unit, ``details`` of a competitor's result, ``entries`` of the competitor in this unit;
    ``diff`` what stands in ``Result/@Diff``. ``head_to_head``: two sides in a fixed order, without ranks.
    """

    infos: Callable[[ResultBody, str], Iterable[Info]]
    details: Callable[[ResultBody, ResultRow, str], Iterable[Detail]]
    entries: Callable[[ResultBody, ResultRow], dict[str, str]]
    diff: Callable[[ResultBody, ResultRow], str]
    head_to_head: bool = False


def points_of(body: ResultBody) -> list[str]:
    """The intermediate points of a race, in the order in which they come."""
    points: dict[str, None] = {}
    for row in body.rows:
        points.update(dict.fromkeys(split.point for split in row.splits))
    return sorted(points, key=lambda point: (int(point) if point.isdigit() else 1 << 30, point))


def splits(body: ResultBody, row: ResultRow) -> list[Detail]:
    """``ER/INTERMEDIATE``, one per point passed: time since the start, place there, gap to the leader there."""
    points = points_of(body)
    details = []
    for split in row.splits:
        there = sorted((seconds(s.time), r.sort_order) for r in body.rows for s in r.splits if s.point == split.point)
        times = [time for time, _ in there]
        own = seconds(split.time)
        details.append(
            Detail(
                code="INTERMEDIATE",
                pos=str(points.index(split.point) + 1),
                value=mark(split.time),
                rank=split.rank or times.index(own) + 1,
                rank_equal=times.count(own) > 1,
                sort_order=there.index((own, row.sort_order)) + 1,
                diff=gap(split.diff) or (behind(own - times[0]) if own > times[0] else ""),
            )
        )
    return details


def declared_points(body: ResultBody, *, with_leader: bool = False) -> list[Info]:
    """``UI/INTERMEDIATE``: the points themselves, with the leader's time there."""
    infos = []
    for pos, point in enumerate(points_of(body), 1):
        extensions: tuple[Extension, ...] = ()
        leader = _leader(body, point) if with_leader else None
        if leader is not None:
            extensions = (Extension("TIME", leader[1]), Extension("LEADER", leader[0]))
        infos.append(Info("INTERMEDIATE", point, str(pos), extensions=extensions))
    return infos


def reaction(row: ResultRow) -> list[Detail]:
    """``ER/REACT_TIME``, of a start with blocks."""
    return [Detail("REACT_TIME", row.reaction)] if row.reaction else []


def bests(_: ResultBody, row: ResultRow) -> dict[str, str]:
    """``EUE`` of a start list: personal and season best, national record, world ranking, under their own codes."""
    return {code.upper(): mark(value) for code, value in sorted(row.bests.items())}


def wind(shown: str) -> str:
    """Wind speed in m/s with its sign and one decimal."""
    return signed(shown, 1)


def _leader(body: ResultBody, point: str) -> tuple[str, str] | None:
    """Who was first at ``point``, and the time; nobody where two were."""
    there = sorted((seconds(s.time), r.competitor.id, s.time) for r in body.rows for s in r.splits if s.point == point)
    if not there or (len(there) > 1 and there[0][0] == there[1][0]):
        return None
    return there[0][1], mark(there[0][2])


def no_diff(_: ResultBody, __: ResultRow) -> str:
    """``Diff`` where the discipline sends none."""
    return ""


def _infos(body: ResultBody, _: str) -> Iterable[Info]:
    return declared_points(body)


def _details(body: ResultBody, row: ResultRow, _: str) -> Iterable[Detail]:
    yield from splits(body, row)
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
