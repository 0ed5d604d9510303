"""What a team of riders has in one test. FEI Olympic regulations: since 2021 three start and all count; before, the best three of four.

Slots of a team: ``member/1`` … (penalties of each rider, or ``EL``, ``RT``, ``WD``), ``substitutions`` (how many riders came in for
others in this test, unless the published ``mark`` holds their penalties already).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kotinos.sports import marks
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Entry

COUNTING = 3

NOT_COMPLETED: Mapping[str, int] = {"DRSS": 100, "XC": 200, "JUMP": 100}
"""Penalties of a rider who does not complete a test of eventing, by the code of its phase; the team goes on (since 2021)."""

SUBSTITUTION = 20
"""Penalties for each rider who comes in for another during an eventing competition."""

OUT = ("EL", "RT", "WD", "DNS", "DSQ")


def team_penalties(scores: Sequence[str], test: str, *, drop: bool) -> Decimal | None:
    """The penalties of a team from those of its riders; ``None`` where too few completed a test that allows no replacement score.

    ``drop``: the best three of those who completed. Otherwise all count, with the penalties for a test not completed.
    Raises `marks.MarkError`.
    """
    done = [marks.parse_points(score) for score in scores if score not in OUT]
    failed = len(scores) - len(done)
    if drop:
        return sum(sorted(done)[:COUNTING], Decimal(0)) if len(done) >= COUNTING else None
    if failed and test not in NOT_COMPLETED:
        return None
    return sum(done, Decimal(failed * NOT_COMPLETED.get(test, 0)))


def penalties_in(entry: Entry, raw: Mapping[str, Any], test: str, *, drop: bool) -> Decimal | None:
    """The penalties of a team in one test, ``None`` while there are none. Raises `CannotRank`."""
    mark = raw.get("mark")
    riders = [str(raw[name]) for name in sorted(raw) if name.startswith("member/")]
    try:
        shown = marks.parse_points(mark) if marks.given(mark) else None
        summed = team_penalties(riders, test, drop=drop) if len(riders) >= COUNTING else None
    except marks.MarkError as error:
        raise refuse(entry, f"{test}: {error}") from None
    if shown is not None and summed is not None and shown != summed:
        raise refuse(entry, f"{test}: {mark} penalties, but its riders give {marks.show_points(summed)}")
    return summed if shown is None else shown


def substitution_penalties(entry: Entry, raw: Mapping[str, Any]) -> int:
    """What the riders who came in for others cost in one test. Raises `CannotRank`."""
    value = raw.get("substitutions")
    if not marks.given(value):
        return 0
    if not str(value).isdigit():
        raise refuse(entry, f"substitutions {value!r}; how many riders came in for others (1)")
    return SUBSTITUTION * int(str(value))
