"""What one statistic says: its value over several matches, and who is best in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from kotinos.codes.statistics import Statistic
from kotinos.results.documents import StatLine, StatPart, StatRow
from kotinos.sports import counts
from kotinos.sports.counts import Count, Counts

UNIT_NUM, SHARE = "UNIT_NUM", "share"


def lines(wanted: Sequence[Statistic], matches: Sequence[Counts], numbers: Sequence[str] = ()) -> tuple[StatLine, ...]:
    """Every statistic that was counted. ``numbers`` are those of the matches, for what is said to have been in one of them."""
    found = ((one, counts.value(one, matches)) for one in wanted)
    known = ((one, count) for one, count in found if count is not None and (count.made or one.form != SHARE))
    return tuple(_line(one, count, matches, numbers) for one, count in known)


def _line(one: Statistic, count: Count, matches: Sequence[Counts], numbers: Sequence[str]) -> StatLine:
    share = one.form == SHARE
    return StatLine(
        code=one.code,
        pos=one.pos,
        value=counts.shown(count.made, one.form),
        tried="" if count.tried is None or share else counts.shown(count.tried),
        average=_average(one, count, matches),
        percent=counts.percent(count, 2 if share else 0) if one.form in ("percent", SHARE) else "",
        parts=_where(one, count, matches, numbers),
    )


def _average(one: Statistic, count: Count, matches: Sequence[Counts]) -> str:
    """For each match, each set, or each match in which it was counted."""
    each, _, places = one.average.partition(":")
    if not each:
        return ""
    if each == "each":
        over = Decimal(sum(1 for match in matches if counts.in_match(one, match) is not None))
    else:
        name = "sets" if each == "set" else "mp"
        over = sum((match[name].made for match in matches if name in match), Decimal(0))
    return counts.average(count.made, over, int(places))


def _where(one: Statistic, count: Count, matches: Sequence[Counts], numbers: Sequence[str]) -> tuple[StatPart, ...]:
    """The number of the first match that was so long or so short."""
    if not one.form.endswith(":unit"):
        return ()
    found = (number for match, number in zip(matches, numbers, strict=True) if counts.in_match(one, match) == count)
    number = next(found, "")
    return (StatPart(code=UNIT_NUM, value=number),) if number else ()


def ranked(wanted: Sequence[Statistic], rows: Sequence[StatRow]) -> tuple[StatRow, ...]:
    """The rows in the order of the first statistic that is ranked, each with its places in all of them; none without such a one.

    Who has none of what is ranked has no place in it and stands behind, in the order of ``rows``.
    """
    if not any(_value(row, one) for row in rows for one in wanted):
        return ()
    for one in reversed(wanted):  # the last sort is by the first statistic
        rows = sorted(rows, key=lambda row: -_value(row, one))
        values = [_value(row, one) for row in rows]
        shared = Counter(values)
        rows = [
            _placed(row, one, values.index(own) + 1 if own > 0 else None, equal=own > 0 and shared[own] > 1, at=at)
            for at, (row, own) in enumerate(zip(rows, values, strict=True), start=1)
        ]
    return tuple(replace(row, order=at) for at, row in enumerate(rows, start=1))


def _placed(row: StatRow, one: Statistic, rank: int | None, *, equal: bool, at: int) -> StatRow:
    key = (one.code, one.pos)
    stats = (
        replace(line, rank=rank, rank_equal=equal, sort_order=at) if (line.code, line.pos) == key else line
        for line in row.stats
    )
    return replace(row, stats=tuple(stats))


def _value(row: StatRow, one: Statistic) -> Decimal:
    line = next((line for line in row.stats if (line.code, line.pos) == (one.code, one.pos)), None)
    return Decimal(line.value) if line else Decimal(0)
