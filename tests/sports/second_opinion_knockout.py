"""A second way to play a judo or a boxing event: by hand, round after round, with lists and no bracket.

Shares no code with the first. ``beats`` says whether the first of two wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Beats = Callable[[str, str], bool]


def play(lines: Sequence[str | None], beats: Beats, *, bronze: str) -> dict[str, int]:
    """Final places. ``lines`` from top to bottom, ``None`` for a bye; ``bronze``: repechage, shared or match."""
    place: dict[str, int] = {}
    losers_of: dict[int, list[str | None]] = {}
    field = list(lines)
    while len(field) > 1:
        losers: list[str | None] = []
        winners: list[str | None] = []
        for top, bottom in zip(field[::2], field[1::2], strict=True):
            winner, loser = _contest(top, bottom, beats)
            winners.append(winner)
            losers.append(loser)
        losers_of[len(field)] = losers
        for loser in losers:
            if loser is not None:
                place[loser] = len(field) // 2 + 1
        field = winners
    assert field[0] is not None
    place[field[0]] = 1
    semi = losers_of.get(4)
    if semi and bronze == "match":
        third, fourth = _contest(semi[0], semi[1], beats)
        _give(place, third, 3)
        _give(place, fourth, 4)
    if semi and bronze == "repechage":
        quarter = losers_of.get(8, [None, None, None, None])
        for half in (0, 1):
            survivor, seventh = _contest(quarter[2 * half], quarter[2 * half + 1], beats)
            third, fifth = _contest(survivor, semi[1 - half], beats)
            for who, number in ((seventh, 7), (third, 3), (fifth, 5)):
                _give(place, who, number)
    return place


def _contest(top: str | None, bottom: str | None, beats: Beats) -> tuple[str | None, str | None]:
    if top is None or bottom is None:
        return (bottom if top is None else top), None
    return (top, bottom) if beats(top, bottom) else (bottom, top)


def _give(place: dict[str, int], who: str | None, number: int) -> None:
    if who is not None:
        place[who] = number
