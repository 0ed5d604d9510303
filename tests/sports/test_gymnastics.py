"""Scores, ties and finals of artistic gymnastics, with famous cards."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports import gymnastics
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit


def card(text: str, **facts: Any) -> Unit:
    """An apparatus as the sheet shows it, one gymnast a line: name, D, E, penalty, total; ``-`` where nothing is known."""
    entries = []
    for n, line in enumerate(text.strip().splitlines(), start=1):
        name, d, e, penalty, total = line.split()
        raw = {"d": d, "e": e, "penalty": penalty, "mark": total}
        entries.append(Entry(n=n, id=name, name=name, raw={k: v for k, v in raw.items() if v != "-"}))
    return Unit(id="apparatus", entries=tuple(entries), facts=facts)


def apparatus(text: str, **facts: Any) -> Ranking:
    return gymnastics.rank_apparatus(card(text, **facts), "test", ties_broken=True)


def order(ranking: Ranking) -> list[tuple[int | None, str]]:
    return [(row.rank, row.id) for row in ranking.rows]


def reasons(ranking: Ranking) -> list[str]:
    return [row.why.code for row in ranking.rows if row.why]


# -- famous ties -------------------------------------------------------------------------------------------------------


def test_paris_2024_high_bar_gold_by_execution() -> None:
    ranking = apparatus(
        """
        Barajas 6.600 7.933 - 14.533
        Oka     5.900 8.633 - 14.533
        """
    )
    assert order(ranking) == [(1, "Oka"), (2, "Barajas")]
    why = ranking.rows[1].why
    assert why is not None
    assert (why.code, why.values) == ("gym_execution", ("8.633", "7.933"))


PARIS_FLOOR = """
Andrade  5.900 8.266 -     14.166
Biles    6.900 7.833 0.600 14.133
Barbosu  5.700 8.000 -     13.700
Maneca   5.900 7.900 0.100 13.700
"""


def test_paris_2024_floor_before_the_inquiry() -> None:
    ranking = apparatus(PARIS_FLOOR + "Chiles 5.800 7.866 - 13.666", scores="judged")
    assert order(ranking) == [(1, "Andrade"), (2, "Biles"), (3, "Barbosu"), (4, "Maneca"), (5, "Chiles")]
    assert reasons(ranking)[2] == "gym_execution"


def test_paris_2024_floor_with_the_inquiry_upheld() -> None:
    ranking = apparatus(PARIS_FLOOR + "Chiles 5.900 7.866 - 13.766", scores="judged")
    assert order(ranking)[2:] == [(3, "Chiles"), (4, "Barbosu"), (5, "Maneca")]


def test_tokyo_2020_floor_gold_by_difficulty_when_execution_is_equal_too() -> None:
    ranking = apparatus(
        """
        Zapata    6.500 8.433 -     14.933
        Dolgopyat 6.600 8.433 0.100 14.933
        """
    )
    assert order(ranking) == [(1, "Dolgopyat"), (2, "Zapata")]
    assert reasons(ranking) == ["gym_difficulty"]


def test_equal_in_every_part_share_the_medal() -> None:
    ranking = apparatus("Alba 5.900 8.266 - 14.166\nBorea 5.900 8.266 - 14.166\nCelia 5.000 8.000 - 13.000")
    assert order(ranking) == [(1, "Alba"), (1, "Borea"), (3, "Celia")]
    assert [row.rank_equal for row in ranking.rows] == [True, True, False]


def test_tokyo_2020_vault_gold_by_the_better_of_the_two_vaults() -> None:
    entries = (
        Entry(n=1, id="Abliazin", raw={"vaults": ["14.766", "14.800"]}),
        Entry(n=2, id="Shin", raw={"vaults": ["14.733", "14.833"]}),
    )
    ranking = gymnastics.rank_vault_final(Unit(id="vault", entries=entries), "test")
    assert order(ranking) == [(1, "Shin"), (2, "Abliazin")]
    assert [row.values["total"] for row in ranking.rows] == ["14.783", "14.783"]
    assert reasons(ranking) == ["gym_best_vault"]


def test_london_2012_all_around_bronze_by_the_best_three_scores() -> None:
    entries = (
        Entry(n=1, id="Raisman", raw={"apparatus": {"VT": "15.900", "UB": "14.333", "BB": "14.200", "FX": "15.133"}}),
        Entry(n=2, id="Mustafina", raw={"apparatus": {"VT": "15.233", "UB": "16.100", "BB": "13.633", "FX": "14.600"}}),
    )
    ranking = gymnastics.rank_all_around(Unit(id="aa", entries=entries), "test")
    assert order(ranking) == [(1, "Mustafina"), (2, "Raisman")]
    assert [row.values["total"] for row in ranking.rows] == ["59.566", "59.566"]
    why = ranking.rows[1].why
    assert why is not None
    assert (why.code, why.values) == ("gym_best_scores", ("45.933", "45.366"))


# -- what a score is ---------------------------------------------------------------------------------------------------


def test_an_unfinished_sum_of_the_all_around_stands_while_it_grows() -> None:
    entries = (
        Entry(n=1, id="A", raw={"apparatus": {"VT": "14.000"}}),
        Entry(n=2, id="B", raw={"apparatus": {"VT": "13.000", "UB": "13.000"}}),
        Entry(n=3, id="C"),
    )
    ranking = gymnastics.rank_all_around(Unit(id="aa", entries=entries), "test")
    assert order(ranking) == [(1, "B"), (2, "A"), (None, "C")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Alba 5.000 8.066 0 13.100", "5.000 \\+ 8.066 - 0.000 = 13.066, recorded 13.100"),
        ("Alba 5.000 8.066 0.100 13.066", "recorded 13.066"),
        ("Alba 5.000 8.066 - 13.100", "recorded 13.100"),
    ],
)
def test_a_judged_total_that_its_parts_contradict_is_refused(line: str, text: str) -> None:
    with pytest.raises(CannotRank, match=f"entry 1 \\(Alba\\): .*{text}"):
        apparatus(line, scores="judged")


def test_a_published_total_stands_and_its_contradiction_is_shown() -> None:
    (row,) = apparatus("Alba 5.000 8.066 0 13.100").rows
    assert (row.rank, row.values["total"]) == (1, "13.100")
    assert row.values["contradiction"] == "5.000 + 8.066 - 0.000 = 13.066, recorded 13.100"


def test_where_no_penalty_was_recorded_there_may_have_been_one() -> None:
    (row,) = apparatus("Alba 5.000 8.000 - 12.700", scores="judged").rows
    assert row.values["total"] == "12.700"
    assert "contradiction" not in row.values


def test_a_total_without_parts_and_parts_without_a_total_both_rank() -> None:
    ranking = apparatus("Alba - - - 13.100\nBorea 5.000 8.200 0.050 -")
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("Borea", "13.150"), ("Alba", "13.100")]


def test_parts_break_no_tie_unless_all_who_are_tied_have_them() -> None:
    assert order(apparatus("Alba 5.000 8.000 - 13.000\nBorea - - - 13.000")) == [(1, "Alba"), (1, "Borea")]


def test_the_score_of_a_disaster_is_nought_not_less() -> None:
    (row,) = apparatus("Alba 0.300 0.100 1.000 -").rows
    assert row.values["total"] == "0.000"


@pytest.mark.parametrize("mark", ["14.9333", "fourteen", "NaN", "Infinity"])
def test_a_score_has_at_most_three_decimals(mark: str) -> None:
    with pytest.raises(CannotRank, match="a score with at most three decimals"):
        apparatus(f"Alba - - - {mark}")


def test_the_residue_of_binary_arithmetic_is_no_fourth_decimal() -> None:
    (row,) = apparatus("Alba 4.2 8.066 - 12.266000000000002", scores="judged").rows
    assert row.values["total"] == "12.266"


def test_a_penalty_is_written_without_a_sign() -> None:
    with pytest.raises(CannotRank, match="write what is taken off without a sign"):
        apparatus("Alba 5.000 8.000 -0.100 12.900")


def test_an_average_of_two_vaults_is_cut_off_not_rounded() -> None:
    entries = (Entry(n=1, id="A", raw={"vaults": ["14.999", "15.000"]}),)
    (row,) = gymnastics.rank_vault_final(Unit(id="vault", entries=entries), "test").rows
    assert row.values["total"] == "14.999"


def test_a_third_vault_is_refused() -> None:
    entries = (Entry(n=1, id="A", raw={"vaults": ["14.0", "14.0", "14.0"]}),)
    with pytest.raises(CannotRank, match="3 vaults; two are done"):
        gymnastics.rank_vault_final(Unit(id="vault", entries=entries), "test")


RANK_CARDS = {"vaults": gymnastics.rank_vault_final, "apparatus": gymnastics.rank_all_around}


@pytest.mark.parametrize("slot", RANK_CARDS)
def test_a_total_whose_exercises_are_not_known_ranks_and_ties_by_itself(slot: str) -> None:
    parts = ["14.000", "14.200"] if slot == "vaults" else {"VT": "7.000", "UB": "7.100"}
    entries = (Entry(n=1, id="A", raw={"mark": "14.100"}), Entry(n=2, id="B", raw={slot: parts}), Entry(n=3, id="C"))
    ranking = RANK_CARDS[slot](Unit(id="cards", entries=entries), "test")
    assert order(ranking) == [(1, "A"), (1, "B"), (None, "C")]


@pytest.mark.parametrize("slot", RANK_CARDS)
def test_a_total_that_its_exercises_contradict_is_refused(slot: str) -> None:
    entries = (Entry(n=1, id="A", raw={slot: ["14.000", "14.200"], "mark": "15.000"}),)
    with pytest.raises(CannotRank, match=f"entry 1 \\(A\\): {slot} give .*, recorded 15.000"):
        RANK_CARDS[slot](Unit(id="cards", entries=entries), "test")


# -- teams and finals --------------------------------------------------------------------------------------------------


def test_four_compete_and_three_count() -> None:
    cards = {"VT": [14000, 13000, 12000, 11000], "UB": [10000, 15000, 13000]}
    assert gymnastics.team_total(cards, start=4, count=3) == 39000 + 38000


def test_a_fourth_score_in_three_up_three_count_is_refused() -> None:
    with pytest.raises(CannotRank, match="VT: 4 scores where 3 gymnasts compete"):
        gymnastics.team_total({"VT": [14000, 13000, 12000, 11000]}, start=3, count=3)


def test_teams_rank_by_their_counting_scores() -> None:
    def team(name: str, *scores: str) -> Entry:
        return Entry(n=len(name), id=name, raw={"apparatus": {"VT": list(scores)}})

    unit = Unit(
        id="team", entries=(team("A", "14.0", "14.0", "14.0", "1.0"), team("BB", "14.1", "14.0", "13.9", "13.8"))
    )
    assert order(gymnastics.rank_teams(unit, "test", start=4, count=3)) == [(1, "A"), (1, "BB")]


def qualification(*nocs: str) -> tuple[Ranking, dict[str, str]]:
    """A qualification in its order; each gymnast is named by place and NOC."""
    names = [f"{place}{noc}" for place, noc in enumerate(nocs, start=1)]
    text = "\n".join(f"{name} - - - {15 - place * 0.1:.3f}" for place, name in enumerate(names))
    return apparatus(text), {name: name.lstrip("0123456789") for name in names}


def test_a_noc_has_two_finalists_and_the_next_ones_move_up() -> None:
    ranking, nocs = qualification(
        "USA", "USA", "USA", "BRA", "ITA", "ROU", "FRA", "JPN", "CHN", "GBR", "USA", "NED", "CAN"
    )
    marks = gymnastics.apparatus_finalists(ranking, nocs)
    assert [name for name, mark in marks.items() if mark == "Q"] == [
        *("1USA", "2USA", "4BRA", "5ITA"),
        *("6ROU", "7FRA", "8JPN", "9CHN"),
    ]
    assert {name: mark for name, mark in marks.items() if mark != "Q"} == {"10GBR": "R1", "12NED": "R2", "13CAN": "R3"}


def test_a_tie_for_the_last_place_of_a_final_must_be_decided_first() -> None:
    ranking = apparatus("A 5 8 - 13\nB 5 8 - 13\nC 5 7 - 12")
    nocs = {"A": "FRA", "B": "ITA", "C": "ESP"}
    with pytest.raises(CannotRank, match="A and B are tied for the last of 1 places"):
        gymnastics.apparatus_finalists(ranking, nocs, places=1)
    assert gymnastics.apparatus_finalists(ranking, nocs, places=2, reserves=1) == {"A": "Q", "B": "Q", "C": "R1"}


# -- what stays true ---------------------------------------------------------------------------------------------------

SCORES = st.lists(
    st.tuples(st.sampled_from(["5.0", "5.1"]), st.sampled_from(["8.0", "8.1"]), st.sampled_from(["0", "0.1"])),
    max_size=8,
)


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(scores: list[tuple[str, str, str]], dice: random.Random) -> None:
    entries = [Entry(n=n, id=f"G{n}", raw={"d": d, "e": e, "penalty": p}) for n, (d, e, p) in enumerate(scores)]
    turned = dice.sample(entries, len(entries))
    one, two = (
        gymnastics.rank_apparatus(Unit(id="x", entries=tuple(order)), "test", ties_broken=True)
        for order in (entries, turned)
    )
    assert one == two


@given(SCORES)
def test_breaking_ties_only_splits_places(scores: list[tuple[str, str, str]]) -> None:
    entries = tuple(Entry(n=n, id=f"G{n}", raw={"d": d, "e": e, "penalty": p}) for n, (d, e, p) in enumerate(scores))
    unit = Unit(id="x", entries=entries)
    stand = {row.id: row.rank or 0 for row in gymnastics.rank_apparatus(unit, "test", ties_broken=False).rows}
    broken = {row.id: row.rank or 0 for row in gymnastics.rank_apparatus(unit, "test", ties_broken=True).rows}
    assert all(broken[one] >= stand[one] for one in stand)
    assert all(broken[a] < broken[b] for a in stand for b in stand if stand[a] < stand[b])


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("GARM1APFX", "GAR-apparatus"),
        ("GARW1APBB", "GAR-apparatus"),
        ("GARM1AA", "GAR-all-around"),
        ("GARWTEAM", "GAR-team-final"),
        ("GARM1APVT", "GAR-vault-final"),
    ],
)
def test_each_event_has_exactly_one_rule(code: str, family: str) -> None:
    rsc = Rsc(f"{code:-<22}FNL-000001--")
    assert [r.family for r in gymnastics.RULE_SETS if r.covers(rsc)] == [family]
