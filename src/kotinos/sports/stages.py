"""The whole event from first to last: who reached the final before who went out in the semifinals, and so on down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from kotinos.sports.ranking import Ranking, Row
from kotinos.sports.why import Why

_GONE = frozenset({"DQB", "DNE"})
"""Removed from the event altogether: nobody's place is kept for them."""


class Stage(msgspec.Struct, frozen=True):
    """One phase, all its units ranked together. ``level`` 1 is the final, 2 the phase before it."""

    level: int
    ranking: Ranking


def event_ranking(stages: Sequence[Stage]) -> Ranking:
    """Rank the event: each competitor by the last phase it reached, there in the order of that phase.

    A final in which somebody was disqualified or did not start keeps that place: the best of those who went out before it
    come after all finalists. Several stages of one level (an A and a B final) are taken in the order given.
    """
    rows: list[Row] = []
    seen: set[str] = set()
    rule_set = ""
    for stage in sorted(stages, key=lambda one: one.level):
        rule_set = rule_set or stage.ranking.rule_set
        left = [row for row in stage.ranking.rows if row.id not in seen]
        seen.update(row.id for row in left)
        offset = sum(row.irm not in _GONE for row in rows)
        rows.extend(_placed(left, offset, len(rows)))
    kept = [row for row in rows if row.irm not in _GONE]
    ordered = kept + [row for row in rows if row.irm in _GONE]
    return Ranking(
        rule_set=rule_set, rows=tuple(replace(row, sort_order=at) for at, row in enumerate(ordered, start=1))
    )


def _placed(rows: Sequence[Row], offset: int, before: int) -> list[Row]:
    """The rows of one stage with their places in the event, 1224 again after those who went on have left."""
    placed: list[Row] = []
    for rank, tied in groupby(rows, key=lambda row: row.rank):
        group = list(tied)
        place = offset + len(placed) + 1 if rank is not None else None
        for row in group:
            why = row.why
            if not placed:
                why = Why("stage") if before and rank is not None else why if before else None
            placed.append(replace(row, rank=place, rank_equal=rank is not None and len(group) > 1, qual=None, why=why))
    return placed


PHRASES = {
    "stage": {
        "en": "reached a later round of the event",
        "fr": "est allé plus loin dans l’épreuve",
        "en_name": "round",
        "fr_name": "tour",
    },
}
