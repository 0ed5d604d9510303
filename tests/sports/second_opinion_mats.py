"""A second ranker of events of duels, told from their bouts: mats, rings, pistes, targets. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tests.sports.second_opinion import piles

Places = dict[str, int | None]


class Bout(NamedTuple):
    """One bout: its round, winner and loser, and the technical points of both. ``kind``: ``fall`` (also injury, forfeit,
    disqualification, told apart by ``pinned``), ``superiority``, ``points``."""

    round: str
    winner: str
    loser: str
    kind: str = "points"
    pinned: bool = False
    of_winner: int = 0
    of_loser: int = 0


def last_lost(bouts: Sequence[Bout]) -> dict[str, str]:
    """The round of the last bout of everybody who lost it."""
    lost: dict[str, str] = {}
    for bout in bouts:
        lost[bout.loser] = bout.round
        lost.pop(bout.winner, None)
    return lost


def medals(bouts: Sequence[Bout], places: Places) -> None:
    """Gold and silver in the final; in each of the two bouts for bronze a third and a fifth place."""
    for bout in bouts:
        if bout.round == "FNL":
            places[bout.winner], places[bout.loser] = 1, 2
        if bout.round == "REPF":
            places[bout.winner], places[bout.loser] = 3, 5


def worth(bout: Bout) -> tuple[int, int]:
    """Classification points of winner and loser: 5-0 by fall, 4-0 or 4-1 by superiority, 3-0 or 3-1 by points."""
    if bout.kind == "fall":
        return 5, 0
    return (4 if bout.kind == "superiority" else 3), 1 if bout.of_loser else 0


def sheet(who: str, bouts: Sequence[Bout]) -> tuple[int, int, int, int, int]:
    """Classification points, falls, superiorities, technical points scored, and those conceded, with a minus."""
    points = falls = superior = scored = conceded = 0
    for bout in bouts:
        if bout.winner == who:
            points += worth(bout)[0]
            falls += bout.pinned
            superior += bout.kind == "superiority"
            scored, conceded = scored + bout.of_winner, conceded + bout.of_loser
        if bout.loser == who:
            points += worth(bout)[1]
            scored, conceded = scored + bout.of_loser, conceded + bout.of_winner
    return points, falls, superior, scored, -conceded


def wrestling(everybody: Sequence[str], bouts: Sequence[Bout], out: set[str]) -> Places:
    """UWW: from the seventh place on, those who lost in one round stand by their sheet; equal in all of it they share the place.

    Who is ``out`` is last without a place, and leaves no gap.
    """
    places: Places = dict.fromkeys(everybody)
    medals(bouts, places)
    lost = last_lost(bouts)
    ahead = 6
    for one in ("REP2", "REP1", "QFNL", "8FNL", "R32"):
        here = [who for who in everybody if lost.get(who) == one and who not in out]
        tests: list[Callable[[list[str]], Mapping[str, int]]] = [
            lambda pile, at=at: {who: sheet(who, bouts)[at] for who in pile} for at in range(5)
        ]
        for pile in piles(here, tests):
            for who in pile:
                places[who] = ahead + 1
            ahead += len(pile)
    return {who: None if who in out else place for who, place in places.items()}


SHARED = {
    "TKW": {"REP1": 7, "QFNL": 9, "8FNL": 11, "R32": 17},
    "JUD": {"REP1": 7, "8FNL": 9, "R32": 17, "R64": 33},
    "BOX": {"SFNL": 3, "QFNL": 5, "8FNL": 9, "R32": 17, "R64": 33},
}
"""The place that all share who lost their last bout in a round: World Taekwondo, IJF, and boxing with its two bronzes without a bout."""


def by_round(sport: str, everybody: Sequence[str], bouts: Sequence[Bout], out: set[str]) -> Places:
    """Medals by their bouts, all others by the round in which they lost last. Who is ``out`` has no place, and nobody moves up."""
    places: Places = dict.fromkeys(everybody)
    for who, one in last_lost(bouts).items():
        places[who] = SHARED[sport].get(one)
    medals(bouts, places)
    return {who: None if who in out else place for who, place in places.items()}


def told_apart(
    places: Places, left: Sequence[str], tests: Sequence[Callable[[list[str]], Mapping[str, object] | None]]
) -> Places:
    """Those of ``left`` who share a place, in piles by ``tests``: the first pile keeps it, the next stands behind as many as lie before."""
    after = dict(places)
    for place in {places[who] for who in left}:
        ahead = 0
        for pile in piles([who for who in left if places[who] == place], list(tests)):
            for who in pile:
                after[who] = None if place is None else place + ahead
            ahead += len(pile)
    return after


def pairs_for_medals(bouts: Sequence[Bout], places: Places) -> None:
    """Gold and silver in the final, third and fourth in the bout for bronze."""
    for bout in bouts:
        if bout.round in ("FNL", "FNL2"):
            places[bout.winner], places[bout.loser] = (1, 2) if bout.round == "FNL" else (3, 4)


ROUNDS = {"QFNL": 5, "8FNL": 9, "R32": 17, "R64": 33}


def fencing(everybody: Sequence[str], bouts: Sequence[Bout], seeds: Mapping[str, int | None]) -> Places:
    """FIE: those who lost in one round stand by their initial ranking, where it is known of all of them."""
    places: Places = {who: ROUNDS.get(one) for who, one in last_lost(bouts).items()} | dict.fromkeys([bouts[-1].winner])
    pairs_for_medals(bouts, places)

    def seeded(pile):
        return None if any(seeds[who] is None for who in pile) else {who: -(seeds[who] or 0) for who in pile}

    return told_apart(places, [who for who in everybody if (places[who] or 0) >= 5], [seeded])


def archery(
    everybody: Sequence[str], bouts: Sequence[Bout], arrows: Mapping[str, int], ranking_round: Mapping[str, int]
) -> Places:
    """World Archery: losers of the quarter-finals by set points, then by arrows there; those of other rounds share the place; who missed
    the cut follows by the place in the ranking round."""
    met = {who for bout in bouts for who in (bout.winner, bout.loser)}
    places: Places = {who: ROUNDS.get(one) for who, one in last_lost(bouts).items()} | dict.fromkeys([bouts[-1].winner])
    pairs_for_medals(bouts, places)
    sets = {bout.loser: bout.of_loser for bout in bouts if bout.round == "QFNL"}
    places = told_apart(
        places,
        list(sets),
        [lambda pile: {who: sets[who] for who in pile}, lambda pile: {who: arrows[who] for who in pile}],
    )
    for who in everybody:
        if who not in met:
            ahead = sum(ranking_round[other] < ranking_round[who] for other in everybody if other not in met)
            places[who] = len(met) + ahead + 1
    return places
