"""Laws of every rule there is: order of the input, numbering, invalidity, the same bytes, a sentence for every neighbour, medals.

Each rule set of the rulebook is asked about seeded competitions of its own shape, in which marks of invalidity are strewn.
"""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from functools import cache
from itertools import pairwise

import msgspec
import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.medals import BRONZE, GOLD, SILVER, award
from kotinos.sports.ranking import Entry, Ranking, Row, RuleSet, Unit
from kotinos.sports.why import say
from tests.laws.rule_shapes import SHAPES, shape_of

SEEDS = range(8)
RULE_SETS = pytest.mark.parametrize("rule_set", rulebook.RULE_SETS, ids=lambda one: one.id)

KEEP_A_PLACE = {
    "BMX-race": {"DNF", "REL"},
    "CCS-race": {"LAP"},
    "CSL-cross": {"DNF", "DNS"},
    "CTR-keirin": {"DNF", "REL", "OVL"},
    "CTR-sprint": {"DNF", "REL", "DNS"},
    "CTR-time": {"OVL"},
    "MTB-cross-country": {"LAP"},
    "STK-race": {"DNF", "PEN", "YC"},
}
"""Marks of invalidity with which one keeps a place, where a federation says so."""


@cache
def competitions(rule_set_id: str) -> tuple[tuple[Unit, Ranking], ...]:
    """Units of this very rule set, with some marks of invalidity, and how they are ranked."""
    units = [competition(rulebook.by_id(rule_set_id), seed) for seed in SEEDS]
    return tuple((unit, rulebook.rank(unit)) for unit in units)


def competition(rule_set: RuleSet, seed: int) -> Unit:
    dice = random.Random(f"{rule_set.id} {seed}")
    played = shape_of(rule_set)(dice)
    entries = tuple(replace(entry, n=n, irm=_irm(dice, rule_set, entry)) for n, entry in enumerate(played.entries))
    return Unit(
        id=f"{rule_set.id}, seed {seed}",
        rule=rule_set.id,
        rsc=played.rule if isinstance(played.rule, Rsc) else None,
        entries=entries,
        matches=played.matches,
        facts=played.facts,
        date=played.day,
    )


def _irm(dice: random.Random, rule_set: RuleSet, entry: Entry) -> str | None:
    """The mark of invalidity that the entry has, if this rule set knows it, or now and then one more."""
    struck = dice.choice(rule_set.irms) if rule_set.irms and dice.random() < 0.08 else None
    return struck or (entry.irm if entry.irm in rule_set.irms else None)


def disordered(unit: Unit) -> Unit:
    """The same competition as it might come in: entries and matches in another order."""
    dice = random.Random(unit.id)
    entries = [replace(entry, n=n) for n, entry in enumerate(dice.sample(unit.entries, len(unit.entries)))]
    return replace(unit, entries=tuple(entries), matches=tuple(dice.sample(unit.matches, len(unit.matches))))


def without_positions(ranking: Ranking) -> Ranking:
    """The ranking without the position of the entries in the input, which is all that may differ."""
    return replace(ranking, rows=tuple(replace(row, n=0) for row in ranking.rows))


def lists(ranking: Ranking, unit: Unit) -> list[list[Row]]:
    """The rows from first to last; of heats, which have places of their own, each by itself."""
    heat = {entry.id: entry.group if ranking.rule_set.startswith("heats@") else None for entry in unit.entries}
    found: dict[str | None, list[Row]] = {}
    for row in ranking.rows:
        found.setdefault(heat[row.id], []).append(row)
    return list(found.values())


def test_every_rule_set_has_competitions_here():
    assert [one.id for one in rulebook.RULE_SETS if one.id not in SHAPES and one.family not in SHAPES] == []


def test_no_shape_makes_nobody():
    """A shape without entries or without anything recorded would make every law true."""
    for name, shape in SHAPES.items():
        made = [shape(random.Random(f"{name} {seed}")) for seed in range(5)]
        assert sum(len(played.entries) for played in made) > 5, name
        assert any(entry.raw for played in made for entry in played.entries) or any(p.matches for p in made), name


@RULE_SETS
def test_the_order_of_the_input_never_matters(rule_set):
    for unit, ranking in competitions(rule_set.id):
        again = rulebook.rank(disordered(unit))
        assert without_positions(ranking) == without_positions(again), unit


@RULE_SETS
def test_the_same_input_gives_the_same_bytes_and_names_its_rule_set(rule_set):
    for unit, ranking in competitions(rule_set.id):
        assert msgspec.json.encode(rulebook.rank(deepcopy(unit))) == msgspec.json.encode(ranking), unit
        assert ranking.rule_set == rule_set.id


@RULE_SETS
def test_everybody_stands_in_the_ranking_once(rule_set):
    for unit, ranking in competitions(rule_set.id):
        assert sorted((row.id, row.n) for row in ranking.rows) == sorted((one.id, one.n) for one in unit.entries), unit
        assert [row.sort_order for row in ranking.rows] == list(range(1, len(unit.entries) + 1))


@RULE_SETS
def test_a_place_is_one_more_than_the_number_of_those_ahead(rule_set):
    for unit, ranking in competitions(rule_set.id):
        for rows in lists(ranking, unit):
            placed = [row.rank for row in rows if row.rank is not None]
            assert [1 + sum(other < rank for other in placed) for rank in placed] == placed, unit
            assert [row.rank_equal for row in rows] == [placed.count(row.rank) > 1 for row in rows], unit


@RULE_SETS
def test_who_is_out_has_no_place_unless_the_rule_says_so(rule_set):
    kept = KEEP_A_PLACE.get(rule_set.family, set())
    for unit, ranking in competitions(rule_set.id):
        kept_by_a_duel = {row.id for row in ranking.rows if row.wlt}
        placed = {row.irm for row in ranking.rows if row.rank is not None and row.id not in kept_by_a_duel}
        assert placed - {None} <= kept, unit


@RULE_SETS
def test_whoever_has_no_place_stands_behind_everybody_who_has_one(rule_set):
    for unit, ranking in competitions(rule_set.id):
        if any(row.wlt for row in ranking.rows):
            continue  # the two of a duel keep their sides
        for rows in lists(ranking, unit):
            without = [row.rank is None for row in rows]
            assert without == sorted(without), unit


@RULE_SETS
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_row_but_the_first_says_why_it_stands_there(rule_set, lang):
    for unit, ranking in competitions(rule_set.id):
        said = [say(row.why, before.rank, row.rank, lang) for before, row in pairwise(ranking.rows)]
        assert all(said), (unit, said)
        assert not [text for text in said if "{" in text or "None" in text], said


@RULE_SETS
def test_the_medals_add_up(rule_set):
    """Shared places share medals: two golds leave no silver, and nobody among the first three is left without."""
    for unit, ranking in competitions(rule_set.id):
        places = Counter(row.rank for row in ranking.rows)
        given = Counter(one.medal for one in award(ranking))
        assert (given[GOLD], given[SILVER], given[BRONZE]) == (places[1], places[2], places[3])
        for rows in lists(ranking, unit):
            placed = [row for row in rows if row.rank is not None]
            assert sum(row.rank <= 3 for row in placed) >= min(3, len(placed)), unit
