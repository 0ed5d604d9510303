"""Two rankers of an apparatus that share no code agree on seeded fields with many equal totals."""

from __future__ import annotations

import random

from kotinos.sports.gymnastics import rank_apparatus
from kotinos.sports.gymnastics_scores import shown
from kotinos.sports.ranking import Entry, Unit
from tests.sports import second_opinion_gymnastics as second


def apparatus(seed: int) -> str:
    """What the two say of one field where they differ."""
    dice = random.Random(seed)
    cards = {
        f"G{number}": (dice.randrange(5000, 5500, 100), dice.randrange(8000, 8600, 100), dice.choice((0, 0, 100)))
        for number in range(dice.randint(1, 12))
    }
    entries = [
        Entry(n=n, id=name, raw={"mark": shown(d + e - p), "d": shown(d), "e": shown(e), "penalty": shown(p)})
        for n, (name, (d, e, p)) in enumerate(cards.items())
    ]
    dice.shuffle(entries)
    ties_broken = dice.random() < 0.7
    unit = Unit(id=f"seed {seed}", entries=tuple(entries), facts={"scores": "judged"})
    first = {row.id: row.rank for row in rank_apparatus(unit, "test", ties_broken=ties_broken).rows}
    expected = second.ranks(cards, ties_broken=ties_broken)
    return "" if first == expected else f"seed {seed}: {first} against {expected}"


BY_SEED = [apparatus]


def test_two_rankers_agree_on_seeded_fields() -> None:
    assert [found for seed in range(3000) if (found := apparatus(seed))] == []
