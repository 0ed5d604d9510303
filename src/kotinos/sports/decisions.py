"""What a jury or a tribunal makes of a ranking: places that are shared, and places that are taken away. PURE.

Both act on a ranking that the sport's rule has made, so that the rule itself never has to know of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from kotinos.sports.ranking import Ranking, Row
from kotinos.sports.why import Why


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """One competitor out of the ranking under ``irm``; ``promote``: those behind move up, else the place stays vacant."""

    id: str
    irm: str = "DSQ"
    promote: bool = True


def share(ranking: Ranking, groups: Iterable[Sequence[str]]) -> Ranking:
    """``ranking`` with the competitors of each group on the best of their places; those between move down as 1224 numbering has it.

    A group of which fewer than two have a place changes nothing.
    """
    rows = ranking.rows
    for group in groups:
        rows = _shared(rows, frozenset(group))
    return ranking if rows is ranking.rows else replace(ranking, rows=_numbered(rows))


def _shared(rows: tuple[Row, ...], group: frozenset[str]) -> tuple[Row, ...]:
    placed = [row for row in rows if row.id in group and row.rank is not None]
    best = min((row.rank for row in placed if row.rank is not None), default=None)
    if best is None or len(placed) < 2:
        return rows
    joined = [replace(row, rank=best, why=Why("shared_by_decision")) for row in placed if row.rank != best]
    moved = {row.id for row in joined}
    there = [row for row in rows if row.rank is not None and row.rank <= best]
    after = [row for row in rows if row not in there and row.id not in moved]
    ranks = _ranks([*there, *joined, *after])
    return tuple(replace(row, rank=rank) for row, rank in zip([*there, *joined, *after], ranks, strict=True))


def _ranks(rows: Sequence[Row]) -> list[int | None]:
    """1224 numbering of rows in order; equal ranks before are equal ranks after."""
    ranks: list[int | None] = []
    for at, row in enumerate(rows):
        same = at > 0 and row.rank is not None and row.rank == rows[at - 1].rank
        ranks.append(ranks[-1] if same else None if row.rank is None else at + 1)
    return ranks


def remove(ranking: Ranking, removals: Iterable[Removal], *, keep_order: bool = False) -> Ranking:
    """``ranking`` after each removal in turn. Whoever is removed stands last, with no place; a place left vacant stays so for ever.

    ``keep_order``: sides of a match keep their places in the list, and what was won stays won; they only carry the IRM.
    """
    rows = ranking.rows
    if keep_order:
        marks = {removal.id: removal.irm for removal in removals}
        return replace(ranking, rows=tuple(replace(row, irm=marks.get(row.id, row.irm)) for row in rows))
    for removal in removals:
        rows = _removed(rows, removal)
    return ranking if rows is ranking.rows else replace(ranking, rows=_numbered(rows))


def _removed(rows: tuple[Row, ...], removal: Removal) -> tuple[Row, ...]:
    gone = next((row for row in rows if row.id == removal.id), None)
    if gone is None:
        return rows
    at = rows.index(gone)
    left = list(rows[:at] + rows[at + 1 :])
    if removal.promote and gone.rank is not None:
        left = [replace(row, rank=row.rank - 1) if row.rank and row.rank > gone.rank else row for row in left]
    if at < len(left) and at > 0 and left[at].rank is not None and left[at].rank != left[at - 1].rank:
        left[at] = replace(left[at], why=Why("behind_removed"))
    elif at == 0 and left:
        left[0] = replace(left[0], why=None)
    out = replace(gone, rank=None, irm=removal.irm, qual=None, why=Why("irm", (removal.irm,)) if left else None)
    return (*left, out)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    ranks = [row.rank for row in rows]
    return tuple(
        replace(row, sort_order=at, rank_equal=row.rank is not None and ranks.count(row.rank) > 1)
        for at, row in enumerate(rows, start=1)
    )


PHRASES = {
    "shared_by_decision": {
        "en": "shares this place by decision of the jury",
        "fr": "partage cette place par décision du jury",
    },
    "behind_removed": {
        "en": "follows after a disqualification between them",
        "fr": "suit après une disqualification entre les deux",
    },
}
