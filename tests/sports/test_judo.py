"""One contest under the rules of its year, and team matches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, judo
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit

CONTEST = Rsc("JUDW57KG--------------SFNL000100--")
TEAM_MATCH = Rsc("JUDXTEAM6-------------FNL-00010000")
BOUT = Rsc("JUDXTEAM6-------------FNL-00010003")


def ranked(rsc: Rsc, year: int, white: dict[str, Any], blue: dict[str, Any], **facts: Any) -> Ranking:
    """By the rule set that was in force in the middle of ``year``."""
    entries = tuple(
        Entry(n=order, id=name.lower(), name=name, raw=dict(raw), irm=raw.get("irm"), order=order)
        for order, (name, raw) in enumerate((("White", white), ("Blue", blue)), start=1)
    )
    rule = [r for r in judo.RULE_SETS if r.covers(rsc) and r.effective <= date(year, 7, 1)][-1]
    return rule.rank(Unit(id=rsc, rsc=rsc, entries=entries, facts=facts))


def wlt(ranking: Ranking) -> str:
    return "".join(row.wlt or "-" for row in ranking.rows)


def said(ranking: Ranking, language: str = "en") -> str:
    why = ranking.rows[1].why
    assert why is not None
    return (judo.PHRASES | duels.PHRASES)[why.code][language].format(*why.values)


@pytest.mark.parametrize(
    ("year", "white", "blue", "letters", "sentence"),
    [
        (2024, {"ippon": 1}, {"waza_ari": 1}, "WL", "White won by ippon"),
        (2024, {"waza_ari": 1}, {"waza_ari": 0}, "WL", "White won by waza-ari 1–0"),
        (2024, {"waza_ari": 1}, {"waza_ari": 2}, "LW", "Blue won by ippon"),
        (2017, {"waza_ari": 3}, {"waza_ari": 2}, "WL", "White won by waza-ari 3–2"),
        (2025, {"yuko": 1}, {"yuko": 0}, "WL", "White won by yuko 1–0"),
        (2025, {"yuko": 9}, {"waza_ari": 1}, "LW", "Blue won by waza-ari 1–0"),
        (2024, {"shido": 3}, {"shido": 2}, "LW", "Blue won: hansoku-make by shidos"),
        (2024, {"waza_ari": 1, "shido": 3}, {"shido": 0}, "LW", "Blue won: hansoku-make by shidos"),
        (2024, {"shido": 2}, {"shido": 1}, "--", "level 1–1, not decided yet"),
        (2016, {"shido": 2}, {"shido": 1}, "LW", "Blue won with fewer shidos"),
        (2016, {"shido": 3}, {"shido": 4}, "WL", "White won: hansoku-make by shidos"),
    ],
)
def test_what_decides_a_contest_depends_on_the_year(
    year: int, white: dict[str, int], blue: dict[str, int], letters: str, sentence: str
) -> None:
    ranking = ranked(CONTEST, year, white, blue)
    assert wlt(ranking) == letters
    assert said(ranking) == sentence


def test_both_with_three_shidos_lose_both() -> None:
    ranking = ranked(CONTEST, 2024, {"shido": 3}, {"shido": 3})
    assert wlt(ranking) == "LL"
    assert [row.rank for row in ranking.rows] == [None, None]


@pytest.mark.parametrize(
    ("year", "raw", "text"),
    [
        (2024, {"yuko": 1}, "1 yuko; yuko is not a score under these rules"),
        (2024, {"waza_ari": 3}, "3 waza-ari; the second one is ippon"),
        (2024, {"ippon": 2}, "2 ippon; the first one ends the contest"),
        (2024, {"shido": 4}, "4 shidos; the contest ended with 3"),
    ],
)
def test_scores_that_the_rules_of_the_year_do_not_have_are_refused(year: int, raw: dict[str, int], text: str) -> None:
    with pytest.raises(CannotRank, match=f"entry 1 \\(white\\): {text}"):
        ranked(CONTEST, year, raw, {"shido": 0})


def test_scores_of_one_side_only_are_refused() -> None:
    with pytest.raises(CannotRank, match="scores of one side only"):
        ranked(CONTEST, 2024, {"ippon": 1}, {"mark": "0"})


@pytest.mark.parametrize(
    ("code", "golden", "en", "fr"),
    [
        ("IPP", False, "White won by ippon", "White l’emporte par ippon"),
        ("WAZ", True, "White won by waza-ari in golden score", "White l’emporte par waza-ari au golden score"),
        ("PEN", True, "White won by penalty in golden score", "White l’emporte par pénalité au golden score"),
        ("FUS", False, "White won by default (fusen-gachi)", "White l’emporte par forfait (fusen-gachi)"),
        ("KIK", False, "White won by withdrawal (kiken-gachi)", "White l’emporte par abandon (kiken-gachi)"),
    ],
)
def test_the_recorded_decision_is_said(code: str, golden: bool, en: str, fr: str) -> None:
    ranking = ranked(CONTEST, 2024, {"mark": "10"}, {"mark": "0"}, res_code=code, golden_score=golden)
    assert (said(ranking), said(ranking, "fr")) == (en, fr)


def test_a_board_mark_of_ippon_beats_one_of_waza_ari() -> None:
    """The digits stand side by side, ippon first: ``10`` against ``1``."""
    assert wlt(ranked(CONTEST, 2024, {"mark": "1"}, {"mark": "10"})) == "LW"


def test_a_disqualified_judoka_loses_with_the_better_score() -> None:
    ranking = ranked(CONTEST, 2024, {"waza_ari": 1, "irm": "DSQ"}, {"waza_ari": 0})
    assert wlt(ranking) == "LW"
    assert [row.irm for row in ranking.rows] == ["DSQ", None]


COUNTS = st.fixed_dictionaries(
    {"ippon": st.integers(0, 1), "waza_ari": st.integers(0, 2), "yuko": st.integers(0, 3), "shido": st.integers(0, 3)}
)


@given(COUNTS, COUNTS)
def test_changing_the_colours_changes_the_winner_with_them(white: dict[str, int], blue: dict[str, int]) -> None:
    one, two = ranked(CONTEST, 2025, white, blue), ranked(CONTEST, 2025, blue, white)
    assert wlt(one) == wlt(two)[::-1]
    if white["shido"] < 3 and white["ippon"] and not blue["ippon"] and blue["waza_ari"] < 2:
        assert wlt(one) == "WL"


# -- teams -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bouts", "home", "away", "over", "golden"),
    [
        ("", 0, 0, False, False),
        ("HHH", 3, 0, False, False),
        ("HHHH", 4, 0, True, False),
        ("HAHAH", 3, 2, False, False),
        ("HAHAHA", 3, 3, False, True),
        ("HAHAHAH", 4, 3, True, False),
        ("HA-H-H", 3, 1, True, False),
        ("HA--HA", 2, 2, False, True),
        ("HA--HA-", 2, 2, False, True),
    ],
)
def test_first_to_four_or_ahead_after_six_else_one_more_bout(
    bouts: str, home: int, away: int, over: bool, golden: bool
) -> None:
    score = judo.team_score(list(bouts))
    assert (score.home, score.away, score.over, score.golden_bout) == (home, away, over, golden)


@pytest.mark.parametrize("bouts", ["HHHHA", "HA-H-HA", "HAHAHAHA"])
def test_no_bout_is_fought_after_the_end(bouts: str) -> None:
    with pytest.raises(CannotRank, match=f"bout {len(bouts)} after the match was over"):
        judo.team_score(list(bouts))


def test_paris_2024_france_won_the_seventh_bout_against_japan() -> None:
    ranking = ranked(TEAM_MATCH, 2024, {}, {}, bouts=["A", "A", "H", "A", "H", "H", "H"])
    assert wlt(ranking) == "WL"
    assert [row.values["score"] for row in ranking.rows] == [4, 3]
    assert said(ranking) == "White won 4 bouts to 3"


def test_a_team_match_at_three_all_has_no_winner_yet() -> None:
    ranking = ranked(TEAM_MATCH, 2024, {}, {}, bouts=["A", "A", "H", "A", "H", "H"])
    assert wlt(ranking) == "--"
    assert [row.values["score"] for row in ranking.rows] == [3, 3]


def test_a_team_that_leads_has_not_won_before_its_fourth_bout() -> None:
    assert wlt(ranked(TEAM_MATCH, 2024, {}, {}, bouts=["H", "H", "H"])) == "--"


def test_bouts_won_decide_where_the_bouts_are_not_known() -> None:
    assert wlt(ranked(TEAM_MATCH, 2024, {"mark": "3"}, {"mark": "4"})) == "LW"


@pytest.mark.parametrize(
    ("rsc", "families"),
    [(CONTEST, {"JUD-contest"}), (BOUT, {"JUD-contest"}), (TEAM_MATCH, {"JUD-team"})],
)
def test_a_bout_of_a_team_match_is_a_contest_and_the_match_is_not(rsc: Rsc, families: set[str]) -> None:
    assert {r.family for r in judo.RULE_SETS if r.covers(rsc)} == families
