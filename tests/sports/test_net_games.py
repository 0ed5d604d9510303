"""Tables of volleyball, beach volleyball and badminton, and their deleted results."""

from __future__ import annotations

from datetime import date

from kotinos.sports import badminton, match_facts
from tests.sports.matches import Played, places, reason, table


def test_volleyball_counts_wins_before_points_since_2013_and_after_them_before() -> None:
    """B won two matches 3-2 and lost one; A won one 3-0 and lost two 2-3."""
    played: list[Played] = [
        ("B", "A", 3, 2),
        ("B", "C", 3, 2),
        ("D", "B", 3, 0),
        ("A", "C", 3, 0),
        ("D", "A", 3, 2),
        ("D", "C", 3, 0),
    ]
    assert places(table("VVOMTEAM6", played)) == "D B A C"
    assert places(table("VVOMTEAM6", played, day=date(2012, 8, 1))) == "D A B C"


def _set(points: tuple[int, int]) -> dict[str, object]:
    return {"periods": {"S1": points, "S2": (25, 20), "S3": (25, 20)}}


def test_quotients_of_sets_and_then_of_points_part_level_teams() -> None:
    circle: list[Played] = [
        ("A", "B", 3, 0, _set((25, 10))),
        ("B", "C", 3, 0, _set((25, 20))),
        ("C", "A", 3, 0, _set((25, 20))),
    ]
    ranking = table("VVOWTEAM6", circle)
    assert places(ranking) == "A C B"
    assert reason(ranking, 1) == (
        "both 1 wins; both 3 points; same average, 3:3; better ratio of points in the sets (135:125 against 135:135)"
    )
    assert "meilleur quotient de points (135:125 contre 135:135)" in reason(ranking, 1, "fr")
    unknown: list[Played] = [circle[0], circle[1], ("C", "A", 3, 0)]
    assert places(table("VVOWTEAM6", unknown)) == "A=B=C"


def test_beach_volleyball_gives_two_points_one_and_none_for_a_forfeit() -> None:
    played: list[Played] = [
        ("A", "B", 2, 0),
        ("A", "C", 2, 1),
        ("B", "C", None, None, {"irm": {"C": "DNS"}}),
    ]
    ranking = table("VBVMTEAM2", played)
    assert [(row.id, row.values["points"]) for row in ranking.rows] == [("A", 4), ("B", 3), ("C", 1)]
    assert ranking.rows[1].values["for"] == 2


def test_a_forfeit_counts_as_sets_lost_without_a_point() -> None:
    """A, B and C have three points and 2:2 sets; C won 0-21, 0-21 because D did not come, which decides the quotient of points."""
    played: list[Played] = [
        ("A", "B", 0, 2, {"periods": {"S1": (19, 21), "S2": (19, 21)}}),
        ("C", "A", 0, 2, {"periods": {"S1": (19, 21), "S2": (19, 21)}}),
        ("B", "D", 0, 2, {"periods": {"S1": (19, 21), "S2": (19, 21)}}),
        ("D", "C", None, None, {"irm": {"D": "DNS"}}),
    ]
    ranking = table("VBVMTEAM2", played)
    assert places(ranking) == "C B A D"
    assert "better ratio of points in the sets (80:42 against 80:80)" in reason(ranking, 1)


def test_badminton_parts_two_by_their_match_and_three_by_games_and_points() -> None:
    two: list[Played] = [
        ("A", "B", 2, 1),
        ("B", "C", 2, 0),
        ("B", "D", 2, 0),
        ("A", "C", 2, 1),
        ("D", "A", 2, 1),
        ("C", "D", 2, 0),
    ]
    ranking = table("BDMMDOUBLES", two)
    assert places(ranking) == "A B C D"
    assert reason(ranking, 1) == "both 2 wins; won the match between them"
    three: list[Played] = [("A", "B", 2, 0), ("B", "C", 2, 0), ("C", "A", 2, 1)]
    circle = table("BDMMDOUBLES", three)
    assert places(circle) == "A B C"
    assert reason(circle, 1).endswith("better difference (+1 against 0)")
    level: list[Played] = [
        ("A", "B", 2, 0, {"periods": {"G1": (21, 5), "G2": (21, 5)}}),
        ("B", "C", 2, 0, {"periods": {"G1": (21, 15), "G2": (21, 15)}}),
        ("C", "A", 2, 0, {"periods": {"G1": (21, 15), "G2": (21, 15)}}),
    ]
    by_points = table("BDMMDOUBLES", level)
    assert places(by_points) == "A C B"
    assert "better difference of points in the games (+20 against 0)" in reason(by_points, 1)
    assert "meilleure différence de points (+20 contre 0)" in reason(by_points, 1, "fr")


def test_when_two_of_three_stay_level_in_badminton_their_match_decides() -> None:
    """A, B and C won one match each; C is last on games, and A and B are level on them: A beat B."""
    played: list[Played] = [
        ("A", "B", 2, 1),
        ("B", "C", 2, 0),
        ("C", "A", 2, 1),
        ("D", "A", 0, 2),
        ("D", "B", 1, 2),
        ("D", "C", 1, 2),
    ]
    ranking = table("BDMMDOUBLES", played)
    assert places(ranking) == "A B C D"
    level = table("BDMMDOUBLES", [*played[:3], ("D", "A", 1, 2), ("D", "B", 1, 2), ("D", "C", 0, 2)])
    by_id = {row.id: row.values["diff"] for row in level.rows}
    assert by_id == {"A": "+1", "B": "+2", "C": "+1", "D": "-4"}
    assert places(level) == "B C A D"
    assert reason(level, 2).endswith("won the match between them")


def test_who_retires_in_a_group_of_badminton_has_never_played() -> None:
    """Kevin Cordon withdrew after his match with Lakshya Sen: it is deleted, and he has no place."""
    played: list[Played] = [
        ("SEN", "CORDON", 2, 0, {"irm": {"CORDON": "WDN"}}),
        ("CHRISTIE", "CARRAGGI", 2, 1),
        ("SEN", "CARRAGGI", 2, 0),
        ("SEN", "CHRISTIE", 2, 0),
    ]
    ranking = table("BDMMSINGLES", played)
    assert [(row.id, row.rank, row.values["won"]) for row in ranking.rows] == [
        ("SEN", 1, 2),
        ("CHRISTIE", 2, 1),
        ("CARRAGGI", 3, 0),
        ("CORDON", None, 0),
    ]
    assert ranking.rows[3].irm == "WDN"


def test_of_a_walkover_the_other_side_is_out() -> None:
    ranking = table("BDMMSINGLES", [("A", "B", None, None, {"irm": {"A": "W/O"}}), ("A", "C", 2, 0)])
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("A", 1, None), ("C", 2, None), ("B", None, "WDN")]


def test_a_winner_without_a_neighbour_waits() -> None:
    """The thirteen groups of Paris: A, E and P went straight to the quarter-finals."""
    pairs = badminton.winners_meet("ACDEGHIJKLMNP")
    assert pairs == (
        ("A", None),
        ("C", "D"),
        ("E", None),
        ("G", "H"),
        ("I", "J"),
        ("K", "L"),
        ("M", "N"),
        ("P", None),
    )


def test_a_total_among_the_sets_counts_for_nothing() -> None:
    home, away = {"periods": [["S1", 25], ["TOT", 3]]}, {"periods": [["S1", 20], ["TOT", 0]]}
    assert match_facts.facts_of(home, away) == {"periods": {"S1": (25, 20)}}
