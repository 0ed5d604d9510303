"""Famous groups, shoot-outs and tournaments, and what each regulation would have made of them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import football
from kotinos.sports.phrases import PHRASES
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Unit

Facts = dict[str, Any]


def card(results: str, raw: dict[str, Facts] | None = None, **facts: Any) -> Unit:
    """A group as the papers print it: ``"FRG 1-2 ALG, CHI 0-1 AUT"``; ``then`` starts the play-offs."""
    matches = []
    for day, part in enumerate(results.split(",")):
        home, score, away = part.split()
        own, other = score.split("-")
        matches.append(Match(home=home, away=away, score=(int(own), int(other)), facts={"date": f"{day:02d}"}))
    teams = sorted({m.home for m in matches} | {m.away for m in matches})
    entries = tuple(Entry(n=n, id=team, raw=(raw or {}).get(team, {})) for n, team in enumerate(teams))
    return Unit(id="group", entries=entries, matches=tuple(matches), facts=facts)


def by_year(year: int, unit: Unit) -> Ranking:
    return [r for r in football.RULE_SETS if "group_standings" in r.names and r.effective <= date(year, 7, 1)][-1].rank(
        unit
    )


def order(ranking: Ranking) -> list[tuple[int | None, str]]:
    return [(row.rank, row.id) for row in ranking.rows]


def reason(ranking: Ranking, team: str) -> tuple[str, tuple[str, ...]]:
    (why,) = [row.why for row in ranking.rows if row.id == team]
    assert why is not None
    return why.code, why.values


GIJON = "FRG 1-2 ALG, CHI 0-1 AUT, FRG 4-1 CHI, ALG 0-2 AUT, ALG 3-2 CHI, FRG 1-0 AUT"


def test_gijon_1982_three_teams_with_four_points_are_separated_by_goal_difference() -> None:
    ranking = by_year(1982, card(GIJON))
    assert order(ranking) == [(1, "FRG"), (2, "AUT"), (3, "ALG"), (4, "CHI")]
    assert reason(ranking, "AUT") == ("pool_difference", ("+3", "+2"))
    assert reason(ranking, "ALG") == ("pool_difference", ("+2", "0"))
    assert reason(ranking, "CHI") == ("pool_points", ("4", "0"))


def test_1982_italy_went_through_on_goals_scored_without_winning_a_match() -> None:
    ranking = by_year(1982, card("ITA 0-0 POL, PER 0-0 CMR, ITA 1-1 PER, POL 0-0 CMR, POL 5-1 PER, ITA 1-1 CMR"))
    assert order(ranking) == [(1, "POL"), (2, "ITA"), (3, "CMR"), (4, "PER")]
    assert reason(ranking, "CMR") == ("pool_scored", ("2", "1"))


GROUP_H = "COL 1-2 JPN, POL 1-2 SEN, JPN 2-2 SEN, POL 0-3 COL, JPN 0-1 POL, SEN 0-1 COL"


def test_2018_japan_goes_on_before_senegal_by_fair_play() -> None:
    ranking = by_year(2018, card(GROUP_H, {"JPN": {"fair_play": -4}, "SEN": {"fair_play": -6}}))
    assert order(ranking) == [(1, "COL"), (2, "JPN"), (3, "SEN"), (4, "POL")]
    assert reason(ranking, "SEN") == ("pool_fair_play", ("-4", "-6"))


def test_the_same_group_in_2014_would_have_gone_to_lots() -> None:
    unit = card(GROUP_H, {"JPN": {"fair_play": -4}, "SEN": {"fair_play": -6}})
    assert order(by_year(2014, unit)) == [(1, "COL"), (2, "JPN"), (2, "SEN"), (4, "POL")]
    drawn = card(GROUP_H, lots=["SEN", "JPN"])
    assert order(by_year(2014, drawn)) == [(1, "COL"), (2, "SEN"), (3, "JPN"), (4, "POL")]


def test_fair_play_decides_nothing_while_one_of_the_tied_has_none_recorded() -> None:
    ranking = by_year(2018, card(GROUP_H, {"JPN": {"fair_play": -4}}))
    assert order(ranking)[1:3] == [(2, "JPN"), (2, "SEN")]


GROUP_D_1994 = "ARG 4-0 GRE, NGA 3-0 BUL, ARG 2-1 NGA, BUL 4-0 GRE, GRE 0-2 NGA, ARG 0-2 BUL"


def test_1994_bulgaria_stands_before_argentina_by_the_match_between_them() -> None:
    ranking = by_year(1994, card(GROUP_D_1994))
    assert order(ranking) == [(1, "NGA"), (2, "BUL"), (3, "ARG"), (4, "GRE")]
    assert reason(ranking, "BUL") == ("pool_difference", ("+4", "+3"))
    assert reason(ranking, "ARG") == ("pool_head_to_head", ("3, +2, 2", "0, -2, 0"))


def test_under_the_regulations_of_2026_the_same_group_starts_with_the_matches_among_the_three() -> None:
    """All three won one and lost one of those: by 4:2, 2:3 and 2:3 goals, then Bulgaria and Argentina by their own match."""
    ranking = by_year(2026, card(GROUP_D_1994))
    assert order(ranking) == [(1, "NGA"), (2, "BUL"), (3, "ARG"), (4, "GRE")]
    assert reason(ranking, "BUL") == ("pool_head_to_head", ("3, +2, 4", "3, -1, 2; 3, +2, 2"))


def test_in_2026_the_match_between_two_goes_before_the_goal_difference_of_all() -> None:
    results = "A 1-0 B, A 0-1 C, A 1-0 D, B 5-0 C, B 4-0 D, C 0-0 D"
    assert order(by_year(2022, card(results)))[:2] == [(1, "B"), (2, "A")]
    assert order(by_year(2026, card(results)))[:2] == [(1, "A"), (2, "B")]


def test_in_2026_the_world_ranking_decides_where_lots_did() -> None:
    results = "A 0-0 B"
    unit = card(results, {"A": {"world_ranking": 12}, "B": {"world_ranking": 7}}, lots=["A", "B"])
    assert order(by_year(2022, unit)) == [(1, "A"), (2, "B")]
    assert order(by_year(2026, unit)) == [(1, "B"), (2, "A")]


def test_1962_england_stands_before_argentina_by_goal_average() -> None:
    ranking = by_year(1962, card("ARG 1-0 BUL, HUN 2-1 ENG, ENG 3-1 ARG, HUN 6-1 BUL, HUN 0-0 ARG, ENG 0-0 BUL"))
    assert order(ranking) == [(1, "HUN"), (2, "ENG"), (3, "ARG"), (4, "BUL")]
    assert reason(ranking, "ARG") == ("pool_average", ("4:3", "2:3"))


def test_average_and_difference_can_put_two_teams_the_other_way_round() -> None:
    results = "A 1-0 C, A 1-1 D, B 5-2 C, B 3-3 D"
    assert order(by_year(1966, card(results)))[:2] == [(1, "A"), (2, "B")], "2:1 is more than 8:5"
    assert order(by_year(1970, card(results)))[:2] == [(1, "B"), (2, "A")], "+3 is more than +1"


def test_a_team_without_a_goal_against_has_the_best_average() -> None:
    ranking = by_year(1966, card("A 9-1 C, B 1-0 C"))
    assert order(ranking)[:2] == [(1, "B"), (2, "A")]


def test_1958_the_soviet_union_beat_england_in_a_play_off_that_is_not_part_of_the_table() -> None:
    results = "BRA 3-0 AUT, URS 2-2 ENG, BRA 0-0 ENG, URS 2-0 AUT, BRA 2-0 URS, ENG 2-2 AUT, URS 1-0 ENG"
    ranking = by_year(1958, card(results))
    assert order(ranking) == [(1, "BRA"), (2, "URS"), (3, "ENG"), (4, "AUT")]
    assert reason(ranking, "ENG") == ("football_play_off", ("1–0", "0–1"))
    assert [row.values["played"] for row in ranking.rows] == [3, 3, 3, 3]


def test_with_three_points_one_win_is_worth_three_ties() -> None:
    results = "A 5-0 D, A 0-1 C, A 0-1 E, B 0-0 C, B 0-0 D, B 0-0 E"
    before, after = (by_year(year, card(results)) for year in (1990, 1994))
    points = [{row.id: row.values["points"] for row in ranking.rows} for ranking in (before, after)]
    assert [(p["A"], p["B"]) for p in points] == [(2, 3), (3, 3)]
    assert [row.id for row in before.rows if row.id in "AB"] == ["B", "A"]
    assert [row.id for row in after.rows if row.id in "AB"] == ["A", "B"]


def test_the_points_rule_of_the_unit_stands_against_the_year() -> None:
    ranking = by_year(1990, card("A 1-0 B", points_rule="3-1-0"))
    assert [row.values["points"] for row in ranking.rows] == [3, 0]
    with pytest.raises(CannotRank, match="points rule '4-2-0'; one of 2-1-0, 3-1-0"):
        by_year(1990, card("A 1-0 B", points_rule="4-2-0"))


# -- the Olympic tournament --------------------------------------------------------------------------------------------

OLYMPIC = partial(football.rank_group, rule=football.OLYMPIC_2024, rule_set="FBL-group@2020-01-01")
WOMEN_A = "FRA 3-2 COL, CAN 2-1 NZL, FRA 1-2 CAN, NZL 0-2 COL, NZL 1-2 FRA, COL 0-1 CAN"
WOMEN_B = "USA 3-0 ZAM, GER 3-0 AUS, USA 4-1 GER, AUS 6-5 ZAM, AUS 1-2 USA, ZAM 1-4 GER"
WOMEN_C = "ESP 2-1 JPN, NGR 0-1 BRA, ESP 1-0 NGR, BRA 1-2 JPN, BRA 0-2 ESP, JPN 3-1 NGR"


def test_paris_canada_won_all_three_and_was_second_after_losing_six_points() -> None:
    ranking = OLYMPIC(card(WOMEN_A, {"CAN": {"deduction": 6}}))
    assert order(ranking) == [(1, "FRA"), (2, "CAN"), (3, "COL"), (4, "NZL")]
    canada = ranking.rows[1].values
    assert [canada[name] for name in ("won", "for", "against", "diff", "points")] == [3, 5, 2, "+3", 3]


def test_paris_colombia_and_brazil_were_the_best_thirds() -> None:
    cards = {"A": card(WOMEN_A, {"CAN": {"deduction": 6}}), "B": card(WOMEN_B), "C": card(WOMEN_C)}
    groups = {letter: OLYMPIC(unit) for letter, unit in cards.items()}
    thirds = Unit(id="thirds", entries=tuple(Entry(n=n, id=team) for n, team in enumerate(("AUS", "BRA", "COL"))))
    ranking = football.rank_third_placed(groups, thirds)
    assert order(ranking) == [(1, "COL"), (2, "BRA"), (3, "AUS")]
    assert reason(ranking, "BRA") == ("pool_difference", ("0", "-2"))
    assert football.quarter_finals_of_three_groups("CA") == (("A1", "C3"), ("C1", "A3"), ("B1", "C2"), ("A2", "B2"))


def test_a_team_that_is_not_third_cannot_be_compared_with_the_thirds() -> None:
    thirds = Unit(id="thirds", entries=(Entry(n=1, id="FRA"),))
    with pytest.raises(CannotRank, match="third-placed are"):
        football.rank_third_placed({"A": OLYMPIC(card(WOMEN_A))}, thirds)


@pytest.mark.parametrize("letters", ["AB", "AC", "BC"])
def test_no_group_winner_meets_the_third_of_its_own_group(letters: str) -> None:
    pairs = football.quarter_finals_of_three_groups(letters)
    assert all(one[0] != two[0] for one, two in pairs)
    assert {name for pair in pairs for name in pair} == {"A1", "A2", "B1", "B2", "C1", "C2"} | {
        f"{x}3" for x in letters
    }


@pytest.mark.parametrize("letters", ["A", "AA", "ABC", "AD"])
def test_the_best_thirds_come_from_two_of_the_three_groups(letters: str) -> None:
    with pytest.raises(CannotRank, match="two of A B C"):
        football.quarter_finals_of_three_groups(letters)


# -- matches -----------------------------------------------------------------------------------------------------------


def match(rsc: str, home: Facts, away: Facts, **facts: Any) -> Ranking:
    code = Rsc(rsc)
    entries = (Entry(n=1, id="EGY", order=1, raw=home), Entry(n=2, id="PAR", order=2, raw=away))
    (rule,) = [r for r in football.RULE_SETS if r.covers(code)]
    return rule.rank(Unit(id=rsc, rsc=code, entries=entries, facts=facts))


QUARTER_FINAL = "FBLMTEAM11------------QFNL000200--"
GROUP_MATCH = "FBLMTEAM11------------GPD-000100--"


def test_paris_egypt_beat_paraguay_on_penalties() -> None:
    ranking = match(QUARTER_FINAL, {"score": 1, "pso": 5}, {"score": 1, "pso": 4})
    assert [(row.wlt, row.rank) for row in ranking.rows] == [("W", 1), ("L", 2)]
    why = ranking.rows[1].why
    assert why is not None
    assert PHRASES[why.code]["en"].format(*why.values) == "EGY won 5–4 on penalties after 1–1"
    assert ranking.rows[0].values == {"score": 1}, "shoot-out goals are never added"


def test_a_level_knock_out_match_is_open_until_the_shoot_out_is_over() -> None:
    assert [row.wlt for row in match(QUARTER_FINAL, {"score": 1}, {"score": 1}).rows] == [None, None]
    assert [row.wlt for row in match(QUARTER_FINAL, {"score": 1, "pso": 3}, {"score": 1, "pso": 3}).rows] == [
        None,
        None,
    ]


def test_a_level_group_match_is_a_tie() -> None:
    assert [row.wlt for row in match(GROUP_MATCH, {"score": 0}, {"score": 0}).rows] == ["T", "T"]


# -- the tournament ----------------------------------------------------------------------------------------------------


def test_the_ranking_of_the_lost_quarter_finalists_follows_their_points() -> None:
    """Paris 2024, men, the four that lost their quarter-final, with all their matches."""
    results = (
        "JPN 5-0 PAR, JPN 1-0 MLI, ISR 0-1 JPN, JPN 0-3 ESP, ISR 2-4 PAR, PAR 1-0 MLI, EGY 1-1 PAR, "
        "ARG 1-2 MAR, ARG 3-1 IRQ, UKR 0-2 ARG, FRA 1-0 ARG, FRA 3-0 USA, NZL 1-4 USA, USA 3-0 GUI, MAR 4-0 USA"
    )
    unit = card(results)
    places = dict.fromkeys((entry.id for entry in unit.entries), 9) | dict.fromkeys(("JPN", "PAR", "ARG", "USA"), 5)
    ranking = football.rank_tournament(unit, places)
    assert order(ranking)[:4] == [(1, "JPN"), (2, "PAR"), (3, "ARG"), (4, "USA")]
    assert reason(ranking, "USA") == ("pool_difference", ("+2", "-1"))


def test_a_team_without_a_stage_is_refused() -> None:
    with pytest.raises(CannotRank, match="no stage is known for B"):
        football.rank_tournament(card("A 1-0 B"), {"A": 1})


def test_the_rule_sets_have_dates_that_grow_and_phrases_for_every_step() -> None:
    world_cups = [r for r in football.RULE_SETS if r.family == "FBL-worldcup"]
    assert [r.effective.year for r in world_cups] == [1930, 1962, 1970, 1986, 1994, 2018, 2026]
    for year in (1930, 1962, 1970, 1986, 1994, 2018, 2026):
        for row in by_year(year, card(GIJON)).rows[1:]:
            assert row.why is not None
            assert row.why.code in PHRASES
