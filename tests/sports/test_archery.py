"""Archery: the ranking round and its ties, the set system and what was before it, shoot-offs, charts, and the places of the losers."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import archery, programme, rulebook
from kotinos.sports.outcome import UnitResult
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say
from tests.sports.combat import bout, event, places, said, wlt

EVENT = Rsc.of("ARC", "M", "INDIVID")
ROUND = Rsc.of("ARC", "M", "INDIVID", "QUAL", "000100")
MATCH = Rsc.of("ARC", "M", "INDIVID", "FNL", "000100")
TEAMS = Rsc.of("ARC", "M", "TEAM3", "FNL", "000100")
PARIS, BEIJING = date(2024, 8, 4), date(2008, 8, 14)


def ranking_round(**archers: dict[str, object]) -> Ranking:
    entries = tuple(Entry(n=n, id=who, raw=raw) for n, (who, raw) in enumerate(archers.items()))
    return rulebook.rank(Unit(id=ROUND, rsc=ROUND, entries=entries, date=PARIS))


def order(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_the_ranking_round_by_points_then_tens_then_xs() -> None:
    ranking = ranking_round(
        A={"mark": "680", "tens": "40", "xs": "9"},
        B={"mark": "680", "tens": "41", "xs": "3"},
        C={"mark": "680", "tens": "40", "xs": "12"},
        D={"mark": "686", "tens": "30", "xs": "3"},
    )
    assert order(ranking) == [("D", 1), ("B", 2), ("C", 3), ("A", 4)]
    sentences = [say(row.why, at, at + 1) for at, row in enumerate(ranking.rows)][1:]
    assert sentences == [
        "1st before 2nd: more points (686 against 680)",
        "2nd before 3rd: both 680 points; more tens (41 against 40)",
        "3rd before 4th: both 680 points; both 40 tens; more Xs (12 against 9)",
    ]
    french = [say(row.why, at, at + 1, "fr") for at, row in enumerate(ranking.rows)][1:]
    assert french[0] == "1er devant 2e\N{NO-BREAK SPACE}: plus de points (686 contre 680)"
    assert french[1].endswith("plus de dix (41 contre 40)")
    assert french[2].endswith("plus de X (12 contre 9)")


def test_unknown_tens_part_nobody_and_a_tie_stands() -> None:
    ranking = ranking_round(A={"mark": "680", "tens": "40"}, B={"mark": "680"})
    assert order(ranking) == [("A", 1), ("B", 1)]


def test_a_shoot_off_at_the_cut_counts_the_arrow_then_its_distance_from_the_centre() -> None:
    level = {"mark": "640", "tens": "30", "xs": "5"}
    ranking = ranking_round(
        A={**level, "shoot_off": "9"},
        B={**level, "shoot_off": "X", "shoot_off_mm": "12.5"},
        C={**level, "shoot_off": "10", "shoot_off_mm": "9"},
    )
    assert order(ranking) == [("C", 1), ("B", 2), ("A", 3)], "nobody measures an arrow that has lost already"
    assert "won the shoot-off (X against 9)" in say(ranking.rows[2].why, 2, 3)
    assert "vainqueur du tir de barrage (X contre 9)" in say(ranking.rows[2].why, 2, 3, "fr")
    assert "nearer the centre, in mm (9 against 12.5)" in say(ranking.rows[1].why, 1, 2)
    assert "plus proche du centre, en mm (9 contre 12,5)" in say(ranking.rows[1].why, 1, 2, "fr")
    unmeasured = ranking_round(B={**level, "shoot_off": "X"}, C={**level, "shoot_off": "10", "shoot_off_mm": "9"})
    assert order(unmeasured) == [("B", 1), ("C", 1)], "an arrow that is not measured yet is not the farther one"


def test_a_toss_of_the_disk_is_a_recorded_decision() -> None:
    level = {"mark": "640", "tens": "30", "xs": "5"}
    assert order(ranking_round(A={**level, "tie_break": 2}, B={**level, "tie_break": 1})) == [("B", 1), ("A", 2)]


def test_who_did_not_start_has_no_place() -> None:
    entries = (Entry(n=0, id="A", irm="DNS"), Entry(n=1, id="B", raw={"mark": "600"}))
    ranking = rulebook.rank(Unit(id=ROUND, rsc=ROUND, entries=entries, date=PARIS))
    assert order(ranking) == [("B", 1), ("A", None)]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"shoot_off": "11"}, "shoot_off '11'; the arrows, 1 to 10, X or M"),
        ({"shoot_off": "ten"}, "shoot_off 'ten'; the arrows"),
        ({"shoot_off": "10", "shoot_off_mm": "12.55"}, "shoot_off_mm '12.55'; millimetres with at most one decimal"),
        ({"shoot_off": "10", "shoot_off_mm": "near"}, "shoot_off_mm: points 'near'"),
    ],
)
def test_a_shoot_off_that_is_none_is_refused(raw: dict[str, str], text: str) -> None:
    with pytest.raises(CannotRank, match=rf"entry 1 \(A\): {text}"):
        bout(MATCH, PARIS, ("A", {"mark": "5", **raw}), ("B", {"mark": "5", "shoot_off": "10", "shoot_off_mm": "1"}))


def test_the_points_of_teams_are_those_of_their_best_archers() -> None:
    archers = [("KOR", "M", 690), ("KOR", "M", 680), ("KOR", "W", 694), ("FRA", "M", 678), ("FRA", "M", 679)]
    assert archery.team_points(archers, "MW") == {"KOR": 1384}
    assert archery.team_points(archers, "MM") == {"KOR": 1370, "FRA": 1357}


# -- matches -----------------------------------------------------------------------------------------------------------


def sets(points: str) -> list[list[str]]:
    return [[f"S{n}", text] for n, text in enumerate(points.split(), start=1)]


def test_paris_2024_kim_beat_ellison_by_the_arrow_closer_to_the_centre() -> None:
    ranking = bout(
        MATCH,
        PARIS,
        ("Ellison", {"mark": "5", "shoot_off": "10", "shoot_off_mm": "60.7"}),
        ("Kim", {"mark": "5", "shoot_off": "10", "shoot_off_mm": "55.8"}),
    )
    assert (wlt(ranking), said(ranking)) == ("LW", "Kim won the shoot-off after 5–5, closest to the centre")
    assert said(ranking, "fr") == "Kim gagne le tir de barrage après 5–5, flèche la plus proche du centre"


def test_the_point_of_the_shoot_off_counts_once_it_is_given() -> None:
    assert said(bout(MATCH, PARIS, ("A", {"mark": "6"}), ("B", {"mark": "5"}))) == "A won 6–5 in set points"


def test_a_shoot_off_by_the_higher_arrow() -> None:
    ranking = bout(
        TEAMS, PARIS, ("A", {"mark": "4", "shoot_off": "10 9 9"}), ("B", {"mark": "4", "shoot_off": "X 10 9"})
    )
    assert (wlt(ranking), said(ranking)) == ("LW", "B won the shoot-off 29–28 after 4–4")
    assert said(ranking, "fr") == "B gagne le tir de barrage 29–28 après 4–4"


def test_a_set_gives_two_points_and_a_level_one_a_point_each() -> None:
    ranking = bout(MATCH, PARIS, ("A", {"periods": sets("28 27 30 29")}), ("B", {"periods": sets("28 29 28 27")}))
    assert [row.values["score"] for row in ranking.rows] == [5, 3]
    assert said(ranking, "fr") == "A l’emporte 5–3 aux points de set"


def test_a_shoot_off_or_a_total_among_the_periods_is_no_set() -> None:
    one = {"periods": [*sets("28 27"), ["SO", "10"], ["TOT", "65"]]}
    two = {"periods": [*sets("27 28"), ["SO", "9"], ["TOT", "64"]]}
    ranking = bout(MATCH, PARIS, ("A", one), ("B", two))
    assert [row.values["score"] for row in ranking.rows] == [2, 2]


def test_beijing_2008_zhang_beat_park_by_one_point_over_all_arrows() -> None:
    unit = Rsc.of("ARC", "W", "INDIVID", "FNL", "000100")
    ranking = bout(unit, BEIJING, ("Park", {"mark": "109"}), ("Zhang", {"mark": "110"}))
    assert (wlt(ranking), said(ranking), said(ranking, "fr")) == ("LW", "Zhang won 110–109", "Zhang l’emporte 110–109")


@pytest.mark.parametrize(
    ("unit", "day", "rule_set"),
    [
        (MATCH, BEIJING, "ARC-match@1992-01-01"),
        (MATCH, date(2012, 8, 3), "ARC-match@2010-04-01"),
        (TEAMS, date(2012, 7, 28), "ARC-team@1992-01-01"),
        (TEAMS, PARIS, "ARC-team@2014-04-01"),
    ],
)
def test_teams_came_to_the_set_system_four_years_after_individuals(unit: Rsc, day: date, rule_set: str) -> None:
    assert bout(unit, day, ("A", {"mark": "5"}), ("B", {"mark": "3"})).rule_set == rule_set


# -- the event ---------------------------------------------------------------------------------------------------------

TREE = """
8FNL1 A-I 6-4
QFNL1 A-B 6-4
QFNL2 C-D 6-4
QFNL3 E-F 6-0
QFNL4 G-H 7-3
SFNL1 A-C 6-2
SFNL2 E-G 6-2
FNL1 E-A 6-5
FNL2 C-G 7-1
"""


def test_losers_of_the_quarter_finals_by_set_points_then_by_arrows_and_those_before_share() -> None:
    results = event(EVENT, TREE, PARIS, raws={"B": {"arrows": "136"}, "D": {"arrows": "139"}})
    assert places(results) == {"E": 1, "A": 2, "C": 3, "G": 4, "D": 5, "B": 6, "H": 7, "F": 8, "I": 9}
    ranking = programme.all()["ARC"].event(results)
    assert ranking is not None
    assert say(ranking.rows[5].why, 5, 6) == (
        "5th before 6th: both 4 set points in the quarter-final; more points in the quarter-final (139 against 136)"
    )
    assert "plus de points de set en quart de finale (4 contre 3)" in say(ranking.rows[6].why, 6, 7, "fr")


def test_losers_of_a_quarter_final_who_agree_share_the_place() -> None:
    found = places(event(EVENT, TREE, PARIS))
    assert (found["B"], found["D"], found["H"]) == (5, 5, 7)


def test_who_missed_the_cut_stands_by_the_ranking_round() -> None:
    entries = tuple(Entry(n=n, id=who, raw={"mark": str(700 - n)}) for n, who in enumerate("ABCDEFGHIXY"))
    unit = UnitResult(
        rsc=ROUND, entries=entries, ranking=rulebook.rank(Unit(id=ROUND, rsc=ROUND, entries=entries)), finished=True
    )
    found = places(event(EVENT, TREE, PARIS, units=[unit]))
    assert (found["I"], found["X"], found["Y"]) == (9, 10, 11)


def test_nobody_has_a_place_before_the_first_match() -> None:
    entries = tuple(Entry(n=n, id=who, raw={"mark": str(700 - n)}) for n, who in enumerate("AB"))
    unit = UnitResult(
        rsc=ROUND, entries=entries, ranking=rulebook.rank(Unit(id=ROUND, rsc=ROUND, entries=entries)), finished=True
    )
    assert places(event(EVENT, "", PARIS, units=[unit])) == {"A": None, "B": None}


@pytest.mark.parametrize(("event_type", "cut"), [("INDIVID", 64), ("TEAM3", 12), ("TEAM2", 16)])
def test_how_many_go_through_from_the_ranking_round(event_type: str, cut: int) -> None:
    of = Rsc.of("ARC", "X", event_type)
    units = [Rsc.of("ARC", "X", event_type, phase, "000100") for phase in ("QUAL", "FNL")]
    final, ranking = programme.phases(of, units)
    assert (final.kind, ranking.kind, ranking.qualify) == ("knockout", "heats", {"total": cut})


def test_the_chart_of_twelve_rests_the_first_four() -> None:
    assert archery.match_chart(12) == (1, None, 9, 8, 5, 12, None, 4, 3, None, 11, 6, 7, 10, None, 2)


def test_the_chart_of_104_rests_the_first_eight_for_two_rounds() -> None:
    chart = archery.match_chart(104)
    fours = [chart[at : at + 4] for at in range(0, 128, 4)]
    assert fours[0] == (1, None, None, None)
    assert (9, 104, 56, 57) in fours
    assert sorted(line for line in chart if line) == list(range(1, 105))
    assert sum(None in four for four in fours) == 8


@pytest.mark.parametrize("count", range(2, 105))
def test_every_chart_has_everybody_once_and_the_best_rest(count: int) -> None:
    chart = archery.match_chart(count)
    assert sorted(line for line in chart if line) == list(range(1, count + 1))


def test_a_chart_of_more_than_104_is_refused() -> None:
    with pytest.raises(ValueError, match="105 archers; 2 to 104"):
        archery.match_chart(105)


def test_who_lost_the_first_quarter_final_has_no_place_before_the_others_are_over() -> None:
    """Losers of the quarter-finals are told apart, so that the first of them may still become eighth."""
    fought = "QFNL1 A-B 6-2\nQFNL2 C-D 6-4\nQFNL3 E-F 6-0\n"
    assert places(event(EVENT, fought + "QFNL4 G-H", PARIS))["B"] is None
    over = places(event(EVENT, fought + "QFNL4 G-H 6-4", PARIS))
    assert {who: over[who] for who in "BDFH"} == {"D": 5, "H": 5, "B": 7, "F": 8}
