"""A bracket played contest by contest ends as the same event played by hand, for any number of competitors and any outcomes."""

from __future__ import annotations

import random

from kotinos.codes.rsc import Rsc
from kotinos.sports.draws import Layout, Third, draw, line_up
from kotinos.sports.knockout import Bracket, Outcome, bracket_ranking, fill
from kotinos.sports.ranking import Entry, Ranking
from tests.sports import second_opinion_knockout as second

EVENT = Rsc.of("JUD", "M", "60KG")


def play(bracket: Bracket, entries: list[Entry], beats: second.Beats) -> Ranking:
    """Decide every contest by ``beats``, in the order of the bracket."""
    outcomes: dict[str, Outcome] = {}
    for contest in bracket.contests:
        home, away = fill(bracket, outcomes)[contest.unit]
        outcomes[contest.unit] = Outcome("W", "L") if beats(home.code, away.code) else Outcome("L", "W")
    return bracket_ranking(bracket, outcomes, entries, "test")


def brackets(seed: int) -> str:
    """What the two say of one event where they differ."""
    dice = random.Random(seed)
    names = [f"C{number:02d}" for number in range(1, dice.randint(2, 40) + 1)]
    third, layout = dice.choice(list(Third)), dice.choice(list(Layout))
    won = {(one, two): dice.random() < 0.5 for one in names for two in names if one < two}

    def beats(one: str, two: str) -> bool:
        return won[one, two] if one < two else not won[two, one]

    bracket = draw(EVENT, names, third=third, layout=layout)
    ranking = play(bracket, [Entry(n=n, id=name) for n, name in enumerate(names)], beats)
    first = {row.id: row.rank for row in ranking.rows}
    size = 1
    while size < len(names):
        size *= 2
    lines = [names[number - 1] if number <= len(names) else None for number in line_up(size, layout)]
    expected = second.play(lines, beats, bronze=third.value)
    return "" if first == expected else f"seed {seed}, {third}, {len(names)}: {first} against {expected}"


BY_SEED = [brackets]


def test_two_ways_to_play_an_event_agree() -> None:
    assert [found for seed in range(400) if (found := brackets(seed))] == []
