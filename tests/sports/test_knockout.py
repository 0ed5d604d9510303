"""Who stands where in a bracket, and what place everybody has at the end or on the way."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports import knockout
from kotinos.sports.draws import Third, draw
from kotinos.sports.knockout import (
    Bracket,
    BracketError,
    Contest,
    Occupant,
    Origin,
    Outcome,
    Seat,
    bracket_ranking,
    fill,
)
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Ranking, Row

EVENT = Rsc.of("JUD", "W", "57KG")
HOME, AWAY, NOBODY = Outcome("W", "L"), Outcome("L", "W"), Outcome("L", "L")


def unit(short: str) -> str:
    """``QFNL3`` is the third quarter-final."""
    return f"JUDW57KG--------------{short[:4]}000{short[4]}00--"


def event(count: int = 8, third: Third = Third.REPECHAGE) -> tuple[Bracket, list[Entry]]:
    names = [f"S{seed}" for seed in range(1, count + 1)]
    return draw(EVENT, names, third=third), [Entry(n=n, id=name) for n, name in enumerate(names)]


def codes(bracket: Bracket, outcomes: dict[str, Outcome], short: str) -> list[str]:
    return [side.code for side in fill(bracket, outcomes)[unit(short)]]


def ranks(ranking: Ranking) -> dict[str, int | None]:
    return {row.id: row.rank for row in ranking.rows}


QUARTERS = {unit(f"QFNL{n}"): HOME for n in (1, 2, 3, 4)}
"""S1 beats S8, S4 beats S5, S2 beats S7, S3 beats S6."""


def test_places_are_to_be_determined_until_their_contests_are_decided() -> None:
    bracket, _ = event()
    assert codes(bracket, {}, "QFNL1") == ["S1", "S8"]
    assert codes(bracket, {}, "SFNL1") == ["TBD", "TBD"]
    assert codes(bracket, {unit("QFNL2"): AWAY}, "SFNL1") == ["TBD", "S5"]


def test_losers_of_the_quarter_finals_of_one_half_meet_in_the_repechage() -> None:
    bracket, _ = event()
    assert codes(bracket, QUARTERS, "REP11") == ["S8", "S5"]
    assert codes(bracket, QUARTERS, "REP12") == ["S7", "S6"]


def test_the_winner_of_a_repechage_meets_the_semi_final_loser_of_the_other_half() -> None:
    bracket, _ = event()
    semis = QUARTERS | {unit("SFNL1"): HOME, unit("SFNL2"): AWAY, unit("REP11"): HOME, unit("REP12"): AWAY}
    assert codes(bracket, semis, "REPF1") == ["S8", "S2"]
    assert codes(bracket, semis, "REPF2") == ["S6", "S4"]
    assert codes(bracket, semis, "FNL-1") == ["S1", "S3"]


FINISHED = QUARTERS | {
    unit(short): HOME for short in ("SFNL1", "SFNL2", "REP11", "REP12", "REPF1", "FNL-1")
} | {unit("REPF2"): AWAY}  # fmt: skip


def test_a_finished_judo_event_ranks_1_2_3_3_5_5_7_7_and_counts_contests() -> None:
    bracket, entries = event()
    ranking = bracket_ranking(bracket, FINISHED, entries, "test")
    assert ranks(ranking) == {"S1": 1, "S2": 2, "S4": 3, "S8": 3, "S3": 5, "S7": 5, "S5": 7, "S6": 7}
    assert [row.sort_order for row in ranking.rows] == list(range(1, 9))
    assert [row.rank_equal for row in ranking.rows] == [False, False, *[True] * 6]
    by_id = {row.id: row.values for row in ranking.rows}
    assert by_id["S1"] == {"played": 3, "won": 3, "lost": 0}
    assert by_id["S8"] == {"played": 3, "won": 2, "lost": 1}


def test_a_place_is_given_only_when_it_can_no_longer_change() -> None:
    bracket, entries = event()
    early = QUARTERS | {unit("REP11"): HOME}
    ranking = bracket_ranking(bracket, early, entries, "test")
    assert {name for name, rank in ranks(ranking).items() if rank} == {"S5"}
    assert ranks(ranking)["S5"] == 7
    assert ranking.rows[1].why is not None
    assert ranking.rows[1].why.code == "bracket_still_in"


def test_boxing_gives_two_bronzes_without_a_contest() -> None:
    bracket, entries = event(4, Third.SHARED)
    assert [contest.phase for contest in bracket.contests] == ["SFNL", "SFNL", "FNL-"]
    outcomes = {unit("SFNL1"): HOME, unit("SFNL2"): HOME}
    assert ranks(bracket_ranking(bracket, outcomes, entries, "test")) == {"S3": 3, "S4": 3, "S1": None, "S2": None}


def test_a_bronze_match_gives_one_bronze_and_a_fourth_place() -> None:
    bracket, entries = event(4, Third.MATCH)
    outcomes = {unit("SFNL1"): HOME, unit("SFNL2"): HOME, unit("FNL-2"): AWAY, unit("FNL-1"): AWAY}
    assert codes(bracket, outcomes, "FNL-2") == ["S4", "S3"]
    assert ranks(bracket_ranking(bracket, outcomes, entries, "test")) == {"S2": 1, "S1": 2, "S3": 3, "S4": 4}


# -- nobody wins, or somebody is excluded ------------------------------------------------------------------------------


def test_when_nobody_wins_a_contest_the_next_opponent_has_no_contestant() -> None:
    bracket, entries = event()
    outcomes = QUARTERS | {unit("QFNL1"): NOBODY}
    assert codes(bracket, outcomes, "SFNL1") == ["NCT", "S4"]
    assert codes(bracket, outcomes, "FNL-1") == ["S4", "TBD"], "S4 goes on without a contest"
    assert codes(bracket, outcomes, "REP11") == ["NCT", "S5"]
    assert codes(bracket, outcomes, "REPF1") == ["S5", "TBD"]
    found = ranks(bracket_ranking(bracket, outcomes, entries, "test"))
    assert (found["S1"], found["S8"]) == (7, 7)


def test_a_walkover_has_a_winner_but_no_loser() -> None:
    bracket, entries = event()
    outcomes = QUARTERS | {unit("QFNL1"): NOBODY, unit("REP12"): HOME}
    assert codes(bracket, outcomes, "REPF2") == ["S7", "NCT"], "no loser comes from the semi-final that S4 won alone"
    assert {name for name, rank in ranks(bracket_ranking(bracket, outcomes, entries, "test")).items() if rank == 3} == {
        "S7"
    }


def test_a_finalist_without_an_opponent_wins_and_nobody_is_second() -> None:
    bracket, entries = event(4, Third.SHARED)
    outcomes = {unit("SFNL1"): NOBODY, unit("SFNL2"): HOME}
    found = ranks(bracket_ranking(bracket, outcomes, entries, "test"))
    assert found == {"S2": 1, "S1": 3, "S3": 3, "S4": 3}


def test_who_is_disqualified_for_behaviour_is_out_of_the_event_and_not_ranked() -> None:
    """As in the dictionary's example: the next one goes on, and the seventh place stays with one competitor."""
    bracket, entries = event()
    excluded = QUARTERS | {unit("REP11"): Outcome("L", "W", ("DQB", None)), unit("REP12"): HOME}
    ranking = bracket_ranking(bracket, excluded, entries, "test")
    last = ranking.rows[-1]
    assert (last.id, last.rank, last.irm, last.sort_order) == ("S8", None, "DQB", 8)
    assert ranks(ranking)["S6"] == 7


def test_a_quarter_finalist_disqualified_for_behaviour_leaves_the_repechage_to_the_opponent() -> None:
    bracket, _ = event()
    outcomes = QUARTERS | {unit("QFNL1"): Outcome("W", "L", (None, "DQB"))}
    assert codes(bracket, outcomes, "REP11") == ["NCT", "S5"]
    assert codes(bracket, outcomes, "REPF1")[0] == "S5"


def test_a_disqualification_in_one_contest_costs_only_that_contest() -> None:
    bracket, _ = event()
    outcomes = QUARTERS | {unit("QFNL1"): Outcome("W", "L", (None, "DSQ"))}
    assert codes(bracket, outcomes, "REP11") == ["S8", "S5"]


# -- pools, tie order, errors ------------------------------------------------------------------------------------------


def after_pools() -> Bracket:
    seats = (Seat(origin=Origin("A", rank=1)), Seat(origin=Origin("B", rank=2)))
    final = Contest(unit="F", phase="FNL-", sides=seats, stop=2)
    return Bracket((final,), ((Seat(origin=Origin("F", "W")), 1), (Seat(origin=Origin("F", "L")), 2)))


def test_a_place_after_a_pool_waits_for_that_pool() -> None:
    assert fill(after_pools(), {}, {"A": {1: "X"}})["F"] == (Occupant("X", known=True), knockout.TBD)


def test_a_shared_place_of_a_pool_brings_nobody_on() -> None:
    rows = (
        Row(n=1, id="X", sort_order=1, rank=1),
        Row(n=2, id="Y", sort_order=2, rank=2, rank_equal=True),
        Row(n=3, id="Z", sort_order=3, rank=2, rank_equal=True),
    )
    assert knockout.pool_places(Ranking(rule_set="test", rows=rows)) == {1: "X"}


def test_competitors_of_one_stage_can_be_told_apart() -> None:
    bracket, entries = event()
    seed = Criterion("seed", lambda e, _: int(e.id[1:]), lambda e, _: e.id)
    found = ranks(bracket_ranking(bracket, FINISHED, entries, "test", within=(seed,)))
    assert found == {"S1": 1, "S2": 2, "S4": 3, "S8": 4, "S3": 5, "S7": 6, "S5": 7, "S6": 8}


def test_an_outcome_between_unknown_competitors_is_refused() -> None:
    bracket, _ = event()
    with pytest.raises(BracketError, match=r"SFNL000100-- has an outcome, but \['S1', 'TBD'\] meet in it"):
        fill(bracket, {unit("QFNL1"): HOME, unit("SFNL1"): HOME})


def test_an_outcome_of_a_stranger_unit_and_two_winners_are_refused() -> None:
    bracket, _ = event()
    with pytest.raises(BracketError, match="outcomes of X, which are not in the bracket"):
        fill(bracket, {"X": HOME})
    with pytest.raises(BracketError, match="outcome W/W; W/L, L/W or L/L"):
        fill(bracket, {unit("QFNL1"): Outcome("W", "W")})


def test_a_bracket_whose_contests_stand_before_their_feeders_is_refused() -> None:
    bracket, _ = event()
    with pytest.raises(BracketError, match="feeds a contest that stands before it"):
        fill(Bracket(bracket.contests[::-1], bracket.places), {})


def test_a_tie_cannot_leave_a_bracket() -> None:
    rows = (Row(n=1, id="X", sort_order=1, wlt="T"), Row(n=2, id="Y", sort_order=2, wlt="T"))
    with pytest.raises(BracketError, match="X and Y tied"):
        knockout.outcome_of(Ranking(rule_set="test", rows=rows))


def test_a_competitor_of_the_bracket_must_be_entered() -> None:
    bracket, entries = event()
    with pytest.raises(CannotRank, match="S1 in the bracket but not among the entries"):
        bracket_ranking(bracket, FINISHED, entries[1:], "test")


# -- what stays true of every bracket ----------------------------------------------------------------------------------

_ANY = st.sampled_from(
    [HOME, AWAY, HOME, AWAY, NOBODY, Outcome("W", "L", (None, "DQB")), Outcome("L", "W", ("DSQ", None))]
)
_DECISIVE = st.sampled_from([HOME, AWAY])


def play(
    bracket: Bracket, data: st.DataObject, kind: st.SearchStrategy[Outcome], stop: int | None = None
) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for contest in bracket.contests[:stop]:
        if all(side.known for side in fill(bracket, outcomes)[contest.unit]):
            outcomes[contest.unit] = data.draw(kind)
    return outcomes


@settings(max_examples=60)
@given(st.integers(2, 40), st.sampled_from(Third), st.data())
def test_everybody_ends_once_and_the_medals_are_one_gold_one_silver_and_the_bronzes(
    count: int, third: Third, data: st.DataObject
) -> None:
    bracket, entries = event(count, third)
    ranking = bracket_ranking(bracket, play(bracket, data, _DECISIVE), entries, "test")
    assert sorted(row.id for row in ranking.rows) == sorted(entry.id for entry in entries)
    found = Counter(row.rank for row in ranking.rows)
    bronzes = 1 if third is Third.MATCH else 2
    assert (found[1], found[2], found[3]) == (1, 1, min(bronzes, count - 2))
    assert None not in found
    assert [row.rank or 0 for row in ranking.rows] == sorted(row.rank or 0 for row in ranking.rows)


@settings(max_examples=60)
@given(st.integers(2, 20), st.sampled_from(Third), st.data())
def test_double_losses_and_exclusions_lose_nobody_either(count: int, third: Third, data: st.DataObject) -> None:
    bracket, entries = event(count, third)
    ranking = bracket_ranking(bracket, play(bracket, data, _ANY), entries, "test")
    assert sorted(row.id for row in ranking.rows) == sorted(entry.id for entry in entries)
    assert [row.sort_order for row in ranking.rows] == list(range(1, count + 1))
    assert all((row.rank is None) == (row.irm == "DQB") for row in ranking.rows)
    assert Counter(row.rank for row in ranking.rows)[1] <= 1


@settings(max_examples=40)
@given(st.integers(2, 20), st.sampled_from(Third), st.data(), st.randoms(use_true_random=False))
def test_a_place_once_given_stays_and_the_input_order_never_matters(
    count: int, third: Third, data: st.DataObject, dice: random.Random
) -> None:
    bracket, entries = event(count, third)
    outcomes = play(bracket, data, _DECISIVE)
    done = dict(list(outcomes.items())[: dice.randint(0, len(outcomes))])
    early = ranks(bracket_ranking(bracket, done, entries, "test"))
    final = bracket_ranking(bracket, outcomes, entries, "test")
    assert all(final_rank == early[name] for name, final_rank in ranks(final).items() if early[name])
    assert bracket_ranking(bracket, outcomes, dice.sample(entries, count), "test") == final
