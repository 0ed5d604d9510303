"""Contests that are won round by round: how many rounds, sets or periods each side has won.

A round's points stand in ``raw["periods"]`` of both sides (slots ``period/R1`` …). A level round that was decided all the same (the
judges' superiority, the referee's criteria) has ``superiority/R1`` = ``Y`` of its winner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from kotinos.sports import marks
from kotinos.sports.ranking import CannotRank, Entry, Unit

DECIDED = "superiority"

Worth = Callable[[int], tuple[int, int]]
"""What a round gives the two sides: 1 it was won by home, -1 by away, 0 level."""


def one_for_the_winner(won: int) -> tuple[int, int]:
    """A round won is one, a level round nothing."""
    return int(won > 0), int(won < 0)


def two_for_the_winner(won: int) -> tuple[int, int]:
    """Two set points for a set, one each for a level set (archery)."""
    return 1 + won, 1 - won


def counted(unit: Unit, worth: Worth = one_for_the_winner) -> Unit:
    """The duel with ``score`` made of its rounds, where both sides have the same rounds; else the duel as it is.

    Raises `CannotRank` for points that are no number, and for a level round that both sides are said to have won.
    """
    if len(unit.entries) != 2:
        return unit
    home, away = unit.entries
    mine, theirs = points_of(home), points_of(away)
    if not mine or mine.keys() != theirs.keys():
        return unit
    scores = [worth(_winner(home, away, name, mine[name] - theirs[name])) for name in mine]
    return replace(
        unit,
        entries=tuple(
            replace(entry, raw={**entry.raw, "score": sum(score[at] for score in scores)})
            for at, entry in enumerate((home, away))
        ),
    )


_ROUND = re.compile(r"[A-Z][0-9]\Z")


def is_round(name: str) -> bool:
    """Whether a period is a round, a set or a game: a letter and a number (``R1``, ``S5``)."""
    return _ROUND.match(name) is not None


def points_of(entry: Entry) -> Mapping[str, int]:
    """Points by round: a letter and a number (``R1``, ``S5``); totals, golden rounds and shoot-offs (``TOT``, ``GR``, ``SO``) are none.

    Raises `CannotRank`.
    """
    found: dict[str, int] = {}
    for name, text in entry.raw.get("periods") or ():
        if not is_round(str(name)):
            continue
        try:
            points = marks.parse_points(text)
        except marks.MarkError as error:
            raise CannotRank(f"entry {entry.n} ({entry.id}), {name}: {error}") from None
        if points != int(points) or points < 0:
            raise CannotRank(f"entry {entry.n} ({entry.id}), {name}: {text!r}; a whole number, 0 or more")
        found[str(name)] = int(points)
    return found


def _winner(home: Entry, away: Entry, name: str, difference: int) -> int:
    if difference:
        return 1 if difference > 0 else -1
    given = [entry.raw.get(f"{DECIDED}/{name}") == "Y" for entry in (home, away)]
    if all(given):
        raise CannotRank(f"{DECIDED}/{name} is recorded of {home.id} and of {away.id}; only one has it")
    return int(given[0]) - int(given[1])
