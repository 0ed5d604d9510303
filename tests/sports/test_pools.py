"""Tables, their steps, and what stays true of every pool."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.sports import pool_tables, pools
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Row, Unit
from kotinos.sports.why import say

THREE = pool_tables.by_result(3, 1, 0)


def rank(
    results: list[tuple[str, str, int, int]],
    *steps: pools.Step,
    points: pool_tables.Points = THREE,
    raw: dict[str, dict[str, Any]] | None = None,
    irm: dict[str, str] | None = None,
    void: bool = False,
    **facts: Any,
) -> Ranking:
    teams = sorted({team for home, away, _, _ in results for team in (home, away)})
    unit = Unit(
        id="pool",
        entries=tuple(
            Entry(n=n, id=team, raw=(raw or {}).get(team, {}), irm=(irm or {}).get(team))
            for n, team in enumerate(teams)
        ),
        matches=tuple(Match(home=home, away=away, score=(own, other)) for home, away, own, other in results),
        facts=facts,
    )
    return pools.rank_pool(unit, pools.PoolRule(points=points, steps=steps or (pools.points_step,), void=void), "test")


def places(ranking: Ranking) -> dict[str, int | None]:
    return {row.id: row.rank for row in ranking.rows}


CYCLE = [("A", "B", 1, 0), ("B", "C", 1, 0), ("C", "A", 1, 0)]


def test_three_that_beat_each_other_alike_share_the_place() -> None:
    ranking = rank(CYCLE, pools.points_step, pools.head_to_head(restart=True))
    assert places(ranking) == {"A": 1, "B": 1, "C": 1}
    assert [row.rank_equal for row in ranking.rows] == [True, True, True]
    assert ranking.rows[1].why is not None
    assert ranking.rows[1].why.code == "tie"


def test_only_the_matches_among_exactly_the_tied_teams_count() -> None:
    """A and B have three points each; that B beat D by nine does not help B against A."""
    results = [("A", "B", 1, 0), ("B", "D", 9, 0), ("E", "A", 1, 0), ("E", "D", 1, 0)]
    assert places(rank(results, pools.points_step, pools.head_to_head(restart=False))) == {
        "E": 1,
        "A": 2,
        "B": 3,
        "D": 4,
    }
    assert places(rank(results, pools.points_step, pools.difference_step)) == {"E": 1, "B": 2, "A": 3, "D": 4}


def test_a_subgroup_is_compared_again_by_its_own_matches_only_with_restart() -> None:
    """Among the three: A +2, B and C level with -1 and two goals each; C beat B."""
    results = [("A", "B", 3, 0), ("C", "A", 2, 1), ("B", "C", 2, 0)]
    again = rank(results, pools.points_step, pools.head_to_head(restart=True))
    once = rank(results, pools.points_step, pools.head_to_head(restart=False))
    assert places(again) == {"A": 1, "B": 2, "C": 3}
    assert places(once) == {"A": 1, "B": 2, "C": 2}


def test_the_sentence_shows_the_numbers_of_every_comparison() -> None:
    ranking = rank(
        [("A", "B", 3, 0), ("C", "A", 2, 1), ("B", "C", 2, 0)], pools.points_step, pools.head_to_head(restart=True)
    )
    why = ranking.rows[2].why
    assert why is not None
    assert why.values == ("3, -1, 2; 3, +2, 2", "3, -1, 2; 0, -2, 0")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "1st before 2nd: both 3 points; better difference (+2 against +1)"),
        ("fr", "1er devant 2e : 3 points chacun ; meilleure différence (+2 contre +1)"),
    ],
)
def test_neighbours_are_explained_with_what_was_level_and_what_was_not(lang: str, sentence: str) -> None:
    ranking = rank([("A", "C", 3, 1), ("B", "D", 1, 0), ("E", "B", 1, 0)], pools.points_step, pools.difference_step)
    rows = {row.id: row for row in ranking.rows}
    assert [row.id for row in ranking.rows][:3] == ["A", "E", "B"]
    assert say(rows["E"].why, 1, 2, lang) == sentence


def test_lots_that_do_not_name_every_tied_team_decide_nothing() -> None:
    assert places(rank(CYCLE, pools.points_step, pools.lots_step, lots=["C", "A"])) == {"A": 1, "B": 1, "C": 1}
    assert places(rank(CYCLE, pools.points_step, pools.lots_step, lots=["C", "A", "B"])) == {"C": 1, "A": 2, "B": 3}


def test_a_recorded_decision_ends_a_tie_that_the_regulation_leaves() -> None:
    raw = {"A": {"tie_break": 2}, "B": {"tie_break": 1}, "C": {"tie_break": 3}}
    assert places(rank(CYCLE, pools.points_step, raw=raw)) == {"B": 1, "A": 2, "C": 3}


def test_volleyball_gives_two_to_one_after_five_sets_and_counts_wins_first() -> None:
    results = [("A", "B", 3, 2), ("A", "C", 3, 2), ("B", "C", 3, 0)]
    ranking = rank(results, pools.wins_step, pools.points_step, pools.average_step, points=pool_tables.by_sets)
    assert [(row.id, row.values["points"]) for row in ranking.rows] == [("A", 4), ("B", 4), ("C", 1)]
    assert places(rank(results, pools.points_step, pools.average_step, points=pool_tables.by_sets)) == {
        "B": 1,
        "A": 2,
        "C": 3,
    }


def test_a_ratio_is_exact_where_decimals_would_be_equal() -> None:
    results = [("A", "B", 10**16 + 1, 10**16), ("C", "D", 10**16 + 2, 10**16 + 1)]
    assert list(places(rank(results, pools.points_step, pools.average_step)))[:2] == ["A", "C"]


def test_a_forfeit_can_cost_the_point_that_a_defeat_still_gives() -> None:
    basketball = pool_tables.by_result(2, 0, 1, forfeit=0)
    played = Match(home="A", away="B", score=(80, 60))
    unit = Unit(
        id="pool",
        entries=(Entry(n=1, id="A"), Entry(n=2, id="B"), Entry(n=3, id="C")),
        matches=(played, Match(home="A", away="C", score=(20, 0), facts={"forfeit": "C"})),
    )
    ranking = pools.rank_pool(unit, pools.PoolRule(points=basketball, steps=(pools.points_step,)), "test")
    assert [(row.id, row.values["points"]) for row in ranking.rows] == [("A", 4), ("B", 1), ("C", 0)]


def test_the_matches_of_a_withdrawn_team_are_void_where_the_regulation_says_so() -> None:
    results = [("A", "B", 0, 1), ("A", "C", 9, 0), ("B", "C", 0, 1)]
    stand = rank(results, pools.points_step, pools.difference_step, irm={"C": "WDR"})
    void = rank(results, pools.points_step, pools.difference_step, irm={"C": "WDR"}, void=True)
    assert places(stand) == {"A": 1, "B": 2, "C": None}
    assert places(void) == {"B": 1, "A": 2, "C": None}
    assert [row.irm for row in void.rows] == [None, None, "WDR"]


def test_before_the_first_match_nobody_has_a_place() -> None:
    unit = Unit(id="pool", entries=(Entry(n=1, id="A"), Entry(n=2, id="B")), matches=(Match(home="A", away="B"),))
    ranking = pools.rank_pool(unit, pools.PoolRule(points=THREE, steps=(pools.points_step,)), "test")
    assert places(ranking) == {"A": None, "B": None}
    assert [row.sort_order for row in ranking.rows] == [1, 2]


def test_a_match_of_a_stranger_or_of_a_team_against_itself_is_refused() -> None:
    entries = (Entry(n=1, id="A"), Entry(n=2, id="B"))
    rule = pools.PoolRule(points=THREE, steps=(pools.points_step,))
    for home, away, text in (("A", "Z", "'Z' is not in this pool"), ("A", "A", "'A' cannot meet itself")):
        with pytest.raises(CannotRank, match=text):
            pools.rank_pool(
                Unit(id="pool", entries=entries, matches=(Match(home=home, away=away, score=(1, 0)),)), rule, "t"
            )


def test_recorded_totals_make_a_table_without_matches_and_must_add_up() -> None:
    raw = {"w": 2, "d": 1, "l": 0, "gf": 5, "ga": 1, "pts": 7}
    rule = pools.PoolRule(points=THREE, steps=(pools.points_step,))
    (row,) = pools.rank_pool(Unit(id="pool", entries=(Entry(n=1, id="A", raw=raw),)), rule, "test").rows
    assert row.values == {
        "played": 3,
        "won": 2,
        "tied": 1,
        "lost": 0,
        "for": 5,
        "against": 1,
        "diff": "+4",
        "points": 7,
    }
    wrong = Entry(n=1, id="A", raw={**raw, "pts": 5})
    with pytest.raises(CannotRank, match=r"entry 1 \(A\): 5 points recorded, 7 by won 2 tied 1"):
        pools.rank_pool(Unit(id="pool", entries=(wrong,)), rule, "test")


def test_the_cross_table_is_seen_from_the_row() -> None:
    matches = (
        Match(home="A", away="B", score=(3, 0)),
        Match(home="B", away="A", score=(1, 1)),
        Match(home="A", away="C"),
    )
    cells = pool_tables.cross_table(["A", "B", "C"], matches)
    assert cells["A"] == {"B": ("3-0", "1-1"), "C": ()}
    assert cells["B"] == {"A": ("0-3", "1-1"), "C": ()}


# -- what stays true of every pool -------------------------------------------------------------------------------------

STEPS = (pools.points_step, pools.head_to_head(restart=True), pools.difference_step, pools.scored_step)


@st.composite
def played(draw: st.DrawFn) -> list[tuple[str, str, int, int]]:
    teams = [f"T{n}" for n in range(draw(st.integers(2, 6)))]
    return [(one, two, draw(st.integers(0, 2)), draw(st.integers(0, 2))) for one, two in combinations(teams, 2)]


@given(played(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(results: list[tuple[str, str, int, int]], dice: random.Random) -> None:
    turned = [
        (a, h, q, p) if dice.random() < 0.5 else (h, a, p, q) for h, a, p, q in dice.sample(results, len(results))
    ]
    assert rank(results, *STEPS) == rank(turned, *STEPS)


@given(played())
def test_what_is_scored_is_conceded_and_what_is_won_is_lost(results: list[tuple[str, str, int, int]]) -> None:
    rows = rank(results, *STEPS).rows

    def total(name: str) -> int:
        return sum(int(row.values[name]) for row in rows)

    assert total("for") == total("against")
    assert total("won") == total("lost")
    assert total("played") == 2 * len(results)
    assert sum(int(row.values["diff"]) for row in rows) == 0
    assert total("points") == 3 * total("won") + total("tied")


@given(played())
def test_a_better_place_never_has_fewer_points_and_ranks_count_those_ahead(
    results: list[tuple[str, str, int, int]],
) -> None:
    rows: tuple[Row, ...] = rank(results, *STEPS).rows
    assert [row.values["points"] for row in rows] == sorted((row.values["points"] for row in rows), reverse=True)
    ranks = [row.rank for row in rows]
    assert all(
        rank == 1 + sum(other is not None and rank is not None and other < rank for other in ranks) for rank in ranks
    )


@given(played())
def test_a_longer_regulation_only_splits_places_never_turns_them(results: list[tuple[str, str, int, int]]) -> None:
    short, long = places(rank(results, *STEPS[:2])), places(rank(results, *STEPS))
    for one, two in combinations(short, 2):
        a, b, c, d = short[one], short[two], long[one], long[two]
        assert a is not None and b is not None and c is not None and d is not None
        assert (a < b) <= (c < d)
        assert (a > b) <= (c > d)


def test_every_phrase_is_said_in_both_languages_with_both_numbers() -> None:
    for code, phrase in pools.PHRASES.items():
        for language in ("en", "fr"):
            assert phrase[language].format("first", "second").count("first") == 1, code
            assert "second" in phrase[language].format("first", "second"), code
