"""Who races where: heats made even, lanes by time. World Athletics TR20.3; World Aquatics SW 3.1 (heats) and SW 3.1.2 (lanes)."""

from __future__ import annotations

from collections.abc import Sequence

LANES_OF_EIGHT = (4, 5, 3, 6, 2, 7, 1, 8)
"""Swimming: the fastest in lane 4, the next in lane 5, then outwards (SW 3.1.2.1)."""
LANES_OF_TEN = (4, 5, 3, 6, 2, 7, 1, 8, 0, 9)
"""The same in a pool whose lanes are numbered from 0."""


def zigzag(ranked: Sequence[str], heats: int) -> tuple[tuple[str, ...], ...]:
    """Spread the ranked over so many heats, there and back, so that each is as strong as the others (TR20.3.2).

    Of three heats the first gets the 1st, 6th, 7th, 12th …, the second the 2nd, 5th, 8th …, the third the 3rd, 4th, 9th …
    """
    _at_least_one(heats)
    made: list[list[str]] = [[] for _ in range(heats)]
    for at, who in enumerate(ranked):
        turn, step = divmod(at, heats)
        made[step if turn % 2 == 0 else heats - 1 - step].append(who)
    return tuple(tuple(heat) for heat in made)


def circle(ranked: Sequence[str], heats: int, *, last: int = 3, lanes: int = 8) -> tuple[tuple[str, ...], ...]:
    """Heats of swimming from entry times, fastest first (SW 3.1.1): the ``last`` heats share the fastest in turn, those before them
    are filled by time. Heats swim in the order given, so that the fastest are in the last one.

    ``last`` is 3 up to 200 m and 2 for 400 m and more. At least three stand in every heat, as far as there are so many.
    """
    _at_least_one(heats)
    if len(ranked) > heats * lanes:
        raise ValueError(f"{len(ranked)} entries for {heats} heats of {lanes}; at most {heats * lanes}")
    shared = min(last, heats)
    earlier = heats - shared
    slow = max(3 * earlier, len(ranked) - shared * lanes) if earlier else 0
    fast = list(ranked[: len(ranked) - slow])
    circled: list[list[str]] = [[] for _ in range(shared)]
    for at, who in enumerate(fast):
        circled[at % shared].append(who)
    rest = list(ranked[len(fast) :])
    before: list[tuple[str, ...]] = []
    for left in range(earlier, 0, -1):
        size = min(lanes, len(rest) - 3 * (left - 1))
        before.append(tuple(rest[:size]))
        rest = rest[size:]
    return (*reversed(before), *(tuple(heat) for heat in reversed(circled)))


def lanes(heat: Sequence[str], order: Sequence[int] = LANES_OF_EIGHT) -> dict[str, int]:
    """The lane of each swimmer of a heat, fastest first; raises ``ValueError`` where they are more than the lanes."""
    if len(heat) > len(order):
        raise ValueError(f"{len(heat)} in a heat of {len(order)} lanes")
    return dict(zip(heat, order, strict=False))


def _at_least_one(heats: int) -> None:
    if heats < 1:
        raise ValueError(f"{heats} heats; at least one")
