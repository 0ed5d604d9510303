"""Scores that can end a set, and a match played in sets. PURE.

ITTF 2.11, 2.12; BWF Laws 7; FIVB Volleyball 6.2, 6.3; FIVB Beach Volleyball 6; ITF Rules of Tennis 5, 6 and Appendix VI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kotinos.codes.rsc import Rsc
from kotinos.sports.plausible_text import Finding

Set = tuple[int, int]
"""What each side has, home first."""


def _to(points: int) -> Callable[[int, int], bool]:
    """A set to ``points``, two ahead."""

    def ends(more: int, less: int) -> bool:
        return (more == points and less <= points - 2) or (more > points and more - less == 2)

    return ends


def _badminton(more: int, less: int) -> bool:
    return (more == 21 and less <= 19) or (21 < more < 30 and more - less == 2) or (more == 30 and less in (28, 29))


def _tennis(more: int, less: int) -> bool:
    return (more == 6 and less <= 4) or (more == 7 and less in (5, 6))


def _match_tie_break(more: int, less: int) -> bool:
    return _tennis(more, less) or (more, less) == (1, 0) or _to(10)(more, less)


_TABLE_TENNIS, _VOLLEYBALL, _DECIDER, _BEACH = _to(11), _to(25), _to(15), _to(21)
_NEEDED = {"BDM": (2,), "VBV": (2,), "VVO": (3,), "TEN": (2, 3)}


def needed(rsc: Rsc) -> tuple[int, ...]:
    """How many sets win a match: one of these; empty for a sport without sets."""
    if rsc.discipline == "TTE":
        return (3,) if _of_matches(rsc) else (4,)
    return _NEEDED.get(rsc.discipline, ())


def ends(rsc: Rsc, at: int, score: Set) -> bool:
    """Whether ``score`` ends set number ``at`` (from 1) of a match of this discipline."""
    more, less = max(score), min(score)
    match rsc.discipline:
        case "TTE":
            return _TABLE_TENNIS(more, less)
        case "BDM":
            return _badminton(more, less)
        case "VVO":
            return (_DECIDER if at == 5 else _VOLLEYBALL)(more, less)
        case "VBV":
            return (_DECIDER if at == 3 else _BEACH)(more, less)
        case "TEN":
            return (_match_tie_break if at in (3, 5) else _tennis)(more, less)
        case _:
            return True


def match(rsc: Rsc, score: Set | None, sets: Sequence[tuple[str, Set]]) -> Finding | None:
    """What is wrong with a match that is said to be over: its ``score`` in sets, its ``sets`` in order with their names."""
    wanted = needed(rsc)
    if not wanted:
        return None
    if score is not None and (max(score) not in wanted or min(score) >= max(score)):
        return Finding("unfinished", (_text(score),))
    for at, (name, points) in enumerate(sets, start=1):
        if not ends(rsc, at, points):
            return Finding("set_score", (name, _text(points)))
    won = (sum(a > b for _, (a, b) in sets), sum(b > a for _, (a, b) in sets))
    if sets and score is not None and not _of_matches(rsc) and won != score:
        return Finding("sets_won", (_text(won), _text(score)))
    return None


def _of_matches(rsc: Rsc) -> bool:
    """Whether the score counts matches, as of teams in table tennis."""
    return rsc.discipline == "TTE" and rsc.event.startswith("TEAM")


def _text(score: Set) -> str:
    return f"{score[0]}–{score[1]}"
