"""Where everyone stood after each complete round of a horizontal jump or throw, ranked by the sport's own rule."""

from __future__ import annotations

from collections.abc import Mapping

from kotinos.forms.odf.extension import Extension
from kotinos.results.documents import ResultBody
from kotinos.sports.horizontals import rank_trials
from kotinos.sports.ranking import CannotRank, Entry, Row, Unit

_BETWEEN_ROUNDS = frozenset({"INTERMEDIATE", "UNCONFIRMED", "UNOFFICIAL", "OFFICIAL"})


def standings(body: ResultBody, status: str) -> dict[int, Mapping[str, Row]]:
    """By complete round: each competitor's row after it. Empty where the marks cannot be ranked."""
    last = max((attempt.n for row in body.rows for attempt in row.attempts), default=0)
    rounds = range(1, last + 1)
    try:
        return {n: _after(body, n) for n in rounds if n < last or _is_complete(body, n, status)}
    except CannotRank:
        return {}


def _is_complete(body: ResultBody, n: int, status: str) -> bool:
    """Whether the round under way is over: it is said, or everyone has tried."""
    return status in _BETWEEN_ROUNDS or all(any(a.n == n for a in row.attempts) for row in body.rows)


def _after(body: ResultBody, n: int) -> Mapping[str, Row]:
    entries = tuple(
        Entry(
            n=at,
            id=row.competitor.id,
            name=row.competitor.name,
            order=row.start_sort or None,
            raw={"attempts": [attempt.mark for attempt in row.attempts if attempt.n <= n]},
        )
        for at, row in enumerate(body.rows)
    )
    ranking = rank_trials(Unit(id=body.unit.rsc, entries=entries), "after a round", ())
    return {row.id: row for row in ranking.rows}


def extensions(after: Mapping[int, Mapping[str, Row]], n: int, competitor: str) -> tuple[Extension, ...]:
    """``AFTER_INTERMEDIATE_*`` of one competitor's attempt; none while its round is not over."""
    row = after.get(n, {}).get(competitor)
    if row is None:
        return ()
    return (
        Extension("AFTER_INTERMEDIATE_RANK", str(row.rank or "")),
        Extension("AFTER_INTERMEDIATE_ERANK", "Y" if row.rank_equal else ""),
        Extension("AFTER_INTERMEDIATE_SORT_ORDER", str(row.sort_order)),
    )
