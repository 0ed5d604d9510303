"""A second ranker of races: on water, on the road, in the saddle and between the gates. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sports.second_opinion import first_difference, ranks

Places = dict[str, int | None]


def dead_heats(cards: Mapping[str, Any]) -> Places:
    """Cards: (time, place on the photo). The photo tells apart those of one time if it shows every one of them."""

    def better(a, b):
        if a[0] != b[0]:
            return a[0] < b[0]
        same = [card for card in cards.values() if card and card[0] == a[0]]
        return all(card[1] is not None for card in same) and a[1] < b[1]

    return ranks(cards, better)


def rounds(cards: Mapping[str, Any]) -> Places:
    """Cards: (race, time, place on the photo): the place in one's own race, then the time."""
    own: Places = {}
    for race in {card[0] for card in cards.values() if card}:
        own |= dead_heats({who: card[1:] for who, card in cards.items() if card and card[0] == race})

    def better(a, b):
        return own[a[0]] < own[b[0]] if own[a[0]] != own[b[0]] else a[1] < b[1]

    return ranks({who: card and (who, card[1]) for who, card in cards.items()}, better)


def fastest(cards: Mapping[str, Any]) -> Places:
    """Cards: times. Equal ones share the place."""
    return ranks(cards, lambda a, b: a < b)


def mass_start(cards: Mapping[str, Any], open_race: bool = False) -> Places:
    """Cards: ("home", time, place or None) or ("lapped", laps behind, place or None).

    The judges at the line tell apart those of one time; who was not told apart is behind those who were.
    """

    def better(a, b):
        if a[0] != b[0]:
            return a[0] == "home"
        if a[1] != b[1]:
            return a[1] < b[1]
        if a[2] is None:
            return False
        return b[2] is None or a[2] < b[2]

    running = {who: None if card and card[0] == "lapped" and open_race else card for who, card in cards.items()}
    return ranks(running, better)


def arrivals(cards: Mapping[str, Any], behind: Sequence[str], open_race: bool = False) -> Places:
    """Cards: ("home", whatever was compared, first the better) or (IRM, place or None).

    Who has one of the IRMs ``behind`` stands behind everybody who came home, in that order, by the judges' place if there is one.
    """

    def better(a, b):
        if a[0] == "home" and b[0] == "home":
            return first_difference(a[1], b[1], high=False) or False
        if a[0] == "home" or b[0] == "home":
            return a[0] == "home"
        if a[0] != b[0]:
            return behind.index(a[0]) < behind.index(b[0])
        if a[1] is None:
            return False
        return b[1] is None or a[1] < b[1]

    running = {who: None if card and card[0] != "home" and open_race else card for who, card in cards.items()}
    return ranks(running, better)


def on_points(cards: Mapping[str, Any]) -> Places:
    """Cards: (points of the sprints, laps, place in the last sprint or None). A lap is worth 20 points."""

    def better(a, b):
        mine, theirs = a[0] + 20 * a[1], b[0] + 20 * b[1]
        if mine != theirs:
            return mine > theirs
        same = [card for card in cards.values() if card and card[0] + 20 * card[1] == mine]
        return all(card[2] is not None for card in same) and a[2] < b[2]

    return ranks(cards, better)


def omnium_points(place: int) -> int:
    """40, 38, 36 … 2 for the twentieth, then 1."""
    table = dict(zip(range(1, 21), range(40, 0, -2), strict=True))
    return table.get(place, 1)


def omnium(cards: Mapping[str, Any]) -> Places:
    """Cards: (places in the races before, sprint points, laps, place in the last sprint)."""
    return on_points({who: (sum(map(omnium_points, c[0])) + c[1], c[2], c[3]) for who, c in cards.items()})


def slalom_run(cards: Mapping[str, Any]) -> Places:
    """Cards: (hundredths, gates touched, gates missed)."""
    return fastest({who: card and card[0] + 200 * card[1] + 5000 * card[2] for who, card in cards.items()})


def slalom_heats(cards: Mapping[str, Any]) -> Places:
    """Cards: the results of two runs, ``None`` where there is none: the better one counts."""
    best: dict[str, Any] = {}
    for who, runs in cards.items():
        done = [run for run in runs if run is not None]
        best[who] = min(done) if done else None
    return fastest(best)


def kayak_cross(cards: Mapping[str, Any]) -> Places:
    """Cards: (what: "clean", "FLT", "RAL" or an IRM, place): faults behind the clean, those ranked last and those out behind them."""
    behind = ("clean", "FLT", "RAL", "DNF", "DNS")

    def better(a, b):
        if a[0] != b[0]:
            return behind.index(a[0]) < behind.index(b[0])
        return a[0] not in ("DNF", "DNS") and a[1] < b[1]

    return ranks(cards, better)


def motos(cards: Mapping[str, Any], riders: int) -> Places:
    """Cards: (places or IRMs of the runs, time of the last run or None) among ``riders`` a heat."""

    def points(run):
        return run if isinstance(run, int) else riders + (2 if run in ("DNS", "DSQ") else 0)

    def better(a, b):
        mine, theirs = sum(map(points, a[0])), sum(map(points, b[0]))
        if mine != theirs:
            return mine < theirs
        last_a, last_b = points(a[0][-1]), points(b[0][-1])
        if last_a != last_b:
            return last_a < last_b
        if a[1] is None or b[1] is None:
            return a[1] is not None and b[1] is None
        return a[1] < b[1]

    return ranks(cards, better)
