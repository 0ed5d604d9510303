"""Tables of the team games: who is ahead of whom at equal points, and why."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.sports import games, handball, pools, water_polo
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Unit
from tests.sports.matches import Played, letters, match, places, reason, table

# -- basketball --------------------------------------------------------------------------------------------------------


def test_level_teams_in_basketball_are_parted_by_the_games_among_them() -> None:
    """The women's group B of Paris: France, Australia and Nigeria won two each, and Nigeria had beaten Australia."""
    played: list[Played] = [
        ("NGR", "AUS", 75, 62),
        ("FRA", "CAN", 75, 54),
        ("AUS", "CAN", 70, 65),
        ("FRA", "NGR", 75, 54),
        ("NGR", "CAN", 79, 70),
        ("AUS", "FRA", 79, 72),
    ]
    ranking = table("BKBWTEAM5", played)
    assert places(ranking) == "FRA AUS NGR CAN"
    assert [row.values["points"] for row in ranking.rows] == [5, 5, 5, 3]
    assert reason(ranking, 1).startswith("both 5 points; matches among the tied teams")
    assert reason(ranking, 1, "fr").startswith("5 points chacun")


@pytest.mark.parametrize("event", ["BKBMTEAM5", "WPOMTEAM7"])
def test_once_one_of_three_level_teams_is_placed_the_match_between_the_other_two_decides(event: str) -> None:
    """A, B and C beat each other in a circle. A is first by the difference; C scored more than B, but lost to B (FIBA D.1)."""
    played: list[Played] = [("A", "B", 63, 60), ("B", "C", 63, 61), ("C", "A", 63, 62)]
    ranking = table(event, played)
    assert places(ranking) == "A B C"
    assert reason(ranking, 2).endswith("points, difference, scored ({} against {})".format(*LEVEL_THEN_MET[event]))
    assert "puis tous" in reason(ranking, 2, "fr")


LEVEL_THEN_MET = {"BKBMTEAM5": ("3, -1; 2", "3, -1; 1"), "WPOMTEAM7": ("3, -1; 3", "3, -1; 0")}


def test_a_forfeit_in_basketball_is_twenty_nil_and_no_point() -> None:
    played: list[Played] = [("A", "B", None, None, {"irm": {"B": "DNS"}}), ("B", "C", 70, 60), ("A", "C", 50, 60)]
    ranking = table("BKBMTEAM5", played)
    points = {row.id: (row.values["points"], row.values["for"], row.values["against"]) for row in ranking.rows}
    assert points == {"A": (3, 70, 60), "B": (2, 70, 80), "C": (3, 120, 120)}


def test_three_a_side_counts_wins_among_level_teams_and_then_the_average() -> None:
    """A, B and C beat each other in a circle: points scored a game decide; D has the better average and fewer wins."""
    played: list[Played] = [
        ("A", "B", 21, 10),
        ("B", "C", 21, 19),
        ("C", "A", 15, 14),
        ("A", "D", 15, 14),
        ("B", "D", 15, 14),
        ("C", "D", 15, 21),
    ]
    ranking = table("BK3MTEAM3", played)
    assert places(ranking) == "A B D C"
    level = table("BK3MTEAM3", [*played[:5], ("C", "D", 21, 15)])
    assert places(level) == "C A B D"
    assert reason(level, 1) == ("both 2 wins; wins among them 1 each; more points a match (55/3 against 50/3)")
    assert reason(level, 1, "fr").endswith("plus de points par match (55/3 contre 50/3)")


@pytest.mark.parametrize(("home", "away", "good"), [(21, 20, True), (22, 20, True), (23, 20, False), (22, 21, False)])
def test_three_a_side_is_over_at_twenty_one(home: int, away: int, good: bool) -> None:
    if good:
        assert letters(match("BK3MTEAM3", {"mark": str(home)}, {"mark": str(away)})) == "WL"
    else:
        with pytest.raises(CannotRank, match=r"who has 21 first has won, with 22 at most"):
            match("BK3MTEAM3", {"mark": str(home)}, {"mark": str(away)})


# -- handball, hockey --------------------------------------------------------------------------------------------------


SLO_ESP_SWE: list[Played] = [
    ("SLO", "ESP", 25, 22),
    ("ESP", "SWE", 29, 26),
    ("SWE", "SLO", 29, 24),
    ("SLO", "X", 30, 20),
    ("ESP", "X", 21, 20),
    ("SWE", "X", 21, 20),
]


def test_handball_takes_the_meetings_before_all_matches_and_hockey_the_other_way_round() -> None:
    """Men's group A of Paris in small: the three beat each other in a circle."""
    handball = table("HBLMTEAM7", SLO_ESP_SWE)
    assert places(handball) == "SWE ESP SLO X"
    assert reason(handball, 1).startswith("both 4 points; matches among the tied teams")
    hockey = table("HOCMTEAM11", SLO_ESP_SWE)
    assert places(hockey) == "SLO SWE ESP X"
    assert reason(hockey, 1).endswith("better difference (+8 against +3)")


def test_hockey_counts_matches_won_before_goals() -> None:
    played: list[Played] = [
        ("A", "B", 1, 0),
        ("C", "A", 9, 0),
        ("C", "B", 1, 1),
        ("D", "A", 1, 0),
        ("D", "B", 0, 5),
        ("C", "D", 0, 1),
    ]
    ranking = table("HOCWTEAM11", [*played])
    assert places(ranking) == "D C B A"
    assert [row.values["points"] for row in ranking.rows] == [6, 4, 4, 3]
    draws = table(
        "HOCWTEAM11", [("A", "C", 1, 0), ("A", "D", 0, 9), ("B", "C", 9, 9), ("B", "D", 1, 1), ("B", "E", 1, 1)]
    )
    by_id = {row.id: row for row in draws.rows}
    assert by_id["A"].values["points"] == by_id["B"].values["points"] == 3
    assert (by_id["A"].rank or 0) < (by_id["B"].rank or 0)
    assert reason(draws, by_id["B"].sort_order - 1) == "both 3 points; more wins (1 against 0)"


@pytest.mark.parametrize("event", ["HBLMTEAM7", "HOCMTEAM11", "WPOMTEAM7"])
def test_a_level_knock_out_match_is_won_in_the_shoot_out(event: str) -> None:
    assert letters(match(event, {"mark": "1", "pso": "1"}, {"mark": "1", "pso": "2"}, phase="FNL")) == "LW"
    assert letters(match(event, {"mark": "1"}, {"mark": "1"}, phase="FNL")) == "--"


@pytest.mark.parametrize("event", ["HBLMTEAM7", "HOCMTEAM11", "RU7MTEAM7"])
def test_a_level_match_of_a_pool_is_a_tie(event: str) -> None:
    assert letters(match(event, {"mark": "12"}, {"mark": "12"}, phase="GPC")) == "TT"


@pytest.mark.parametrize("event", ["BKBMTEAM5", "VVOMTEAM6", "VBVMTEAM2", "TTEMTEAM"])
def test_some_games_know_no_tie(event: str) -> None:
    assert letters(match(event, {"mark": "1"}, {"mark": "1"}, phase="GPC", unit="00010000")) == "--"


# -- rugby sevens ------------------------------------------------------------------------------------------------------


def test_two_level_teams_in_sevens_are_parted_by_their_match_and_more_by_all_their_points() -> None:
    two: list[Played] = [("FRA", "USA", 12, 14), ("FRA", "URU", 50, 0), ("USA", "URU", 5, 7), ("URU", "X", 0, 0)]
    ranking = table("RU7MTEAM7", two)
    assert places(ranking)[:7] == "URU USA"
    assert reason(ranking, 2) == "both 4 points; won the match between them"
    assert reason(ranking, 2, "fr").endswith("a gagné le match entre les deux")


def test_tries_part_those_whose_points_are_level() -> None:
    played: list[Played] = [
        ("A", "B", 12, 12, {"tries": (2, 2)}),
        ("A", "C", 15, 10, {"tries": (2, 2)}),
        ("B", "C", 15, 10, {"tries": (3, 2)}),
    ]
    ranking = table("RU7WTEAM7", played)
    assert places(ranking) == "B A C"
    assert "better difference of tries (+1 against 0)" in reason(ranking, 1)
    unknown: list[Played] = [played[0], ("A", "C", 15, 10), played[2]]
    assert places(table("RU7WTEAM7", unknown)) == "A=B C"


def test_who_does_not_come_has_no_point_in_sevens() -> None:
    ranking = table("RU7WTEAM7", [("A", "B", 28, 0, {"irm": {"B": "DNS"}}), ("B", "C", 0, 5)])
    assert {row.id: row.values["points"] for row in ranking.rows} == {"A": 3, "B": 1, "C": 3}


# -- water polo --------------------------------------------------------------------------------------------------------


def test_a_shoot_out_is_two_points_to_one_and_its_goals_count_in_no_table() -> None:
    for score in ((10, 10), (15, 14)):
        ranking = table("WPOWTEAM7", [("AUS", "NED", *score, {"pso": (5, 4)}), ("NED", "CHN", 12, 8)])
        shown = {row.id: (row.values["points"], row.values["for"], row.values["against"]) for row in ranking.rows}
        assert shown == {"AUS": (2, 10, 10), "NED": (4, 22, 18), "CHN": (0, 8, 12)}


def test_a_shoot_out_that_does_not_fit_the_score_is_refused() -> None:
    with pytest.raises(CannotRank, match=r"15-13 with 5-4 in the shoot-out; level without it"):
        water_polo.without_shootout(Match(home="A", away="B", score=(15, 13), facts={"pso": (5, 4)}))


def test_before_2023_a_tie_was_worth_a_point_in_water_polo() -> None:
    played: list[Played] = [("A", "B", 10, 10), ("A", "C", 12, 9)]
    then = table("WPOMTEAM7", played, day=date(2021, 7, 27))
    assert {row.id: row.values["points"] for row in then.rows} == {"A": 3, "B": 1, "C": 0}
    assert {row.id: row.values["points"] for row in table("WPOMTEAM7", played).rows} == {"A": 4, "B": 1, "C": 0}


# -- over several pools ------------------------------------------------------------------------------------------------


def _two_pools(loser: int) -> tuple[dict[str, Ranking], Unit]:
    a: list[Played] = [("A1", "A2", 30, 20), ("A1", "A3", 30, 20), ("A2", "A3", 30, 20)]
    b: list[Played] = [("B1", "B2", 40, 20), ("B1", "B3", 30, 20), ("B2", "B3", 30, loser)]
    played = [Match(home=one[0], away=one[1], score=(one[2] or 0, one[3] or 0)) for one in (*a, *b)]
    ids = sorted({team for one in played for team in (one.home, one.away)})
    unit = Unit(id="over", entries=tuple(Entry(n=n, id=team) for n, team in enumerate(ids)), matches=tuple(played))
    return {"A": table("HBLMTEAM7", a), "B": table("HBLMTEAM7", b)}, unit


STEPS = (pools.points_step, pools.difference_step, pools.scored_step)


def _over(loser: int) -> tuple[dict[str, Ranking], Ranking]:
    of_pool, unit = _two_pools(loser)
    return of_pool, games.rank_over_pools(list(of_pool.values()), unit, handball.POOL.points, STEPS, "over")


def test_teams_of_several_pools_stand_by_their_place_and_then_by_their_matches() -> None:
    of_pool, ranking = _over(25)
    assert places(ranking) == "B1 A1 A2 B2 B3 A3"
    assert reason(ranking, 2) == "better place in the pool (1 against 2)"
    assert reason(ranking, 2, "fr") == "mieux placé dans la poule (1 contre 2)"
    assert games.best_of_place(ranking, of_pool, 3, 1) == ("B",)
    assert games.seeded([row.id for row in ranking.rows]) == (("B1", "A3"), ("A1", "B3"), ("A2", "B2"))
    with pytest.raises(CannotRank, match="3 teams cannot meet two by two"):
        games.seeded(["A", "B", "C"])


def test_best_thirds_that_are_level_wait_for_the_lots() -> None:
    of_pool, ranking = _over(20)
    with pytest.raises(CannotRank, match="A3 and B3 are level for the last place; record the lots"):
        games.best_of_place(ranking, of_pool, 3, 1)
