"""Breaking: rounds and votes of a battle, groups, quarter-finals, the pre-qualifier."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import breaking, programme, rulebook
from kotinos.sports.ranking import Entry, Match, Ranking, Unit
from kotinos.sports.why import say
from tests.sports.combat import bout, event, places, said, wlt

EVENT = Rsc.of("BKG", "M", "INDIVID")
FINAL = Rsc.of("BKG", "M", "INDIVID", "FNL", "000100")
GROUP = Rsc.of("BKG", "M", "INDIVID", "GPA")
GROUP_BATTLE = Rsc.of("BKG", "M", "INDIVID", "GPA", "000100")
DAY = date(2024, 8, 10)


def votes(text: str) -> dict[str, object]:
    return {"periods": [[f"R{n}", one] for n, one in enumerate(text.split(), start=1)]}


def test_paris_2024_phil_wizard_won_all_three_rounds_of_the_final() -> None:
    ranking = bout(FINAL, DAY, ("Dany Dann", {"mark": "0"}), ("Phil Wizard", {"mark": "3"}))
    assert (wlt(ranking), said(ranking)) == ("LW", "Phil Wizard won 3 rounds to 0")
    assert said(ranking, "fr") == "Phil Wizard l’emporte 3 rounds à 0"


def test_rounds_go_before_votes() -> None:
    """Two rounds by a single vote beat one by nine."""
    ranking = bout(FINAL, DAY, ("Red", votes("5 5 0")), ("Blue", votes("4 4 9")))
    assert wlt(ranking) == "WL"
    assert [(row.values["score"], row.values["votes"]) for row in ranking.rows] == [(2, 10), (1, 17)]


def test_in_a_group_level_rounds_are_a_tie_and_in_the_knock_out_the_votes_decide() -> None:
    red, blue = votes("6 4"), votes("3 5")
    assert wlt(bout(GROUP_BATTLE, DAY, ("Red", red), ("Blue", blue))) == "TT"
    ranking = bout(FINAL, DAY, ("Red", red), ("Blue", blue))
    assert (wlt(ranking), said(ranking)) == ("WL", "Red won 10 votes to 8 after 1–1 in rounds")
    assert said(ranking, "fr") == "Red l’emporte 10 voix à 8 après 1–1 aux rounds"


def test_who_is_disqualified_loses_whatever_was_danced() -> None:
    assert said(bout(FINAL, DAY, ("Red", {"mark": "2", "irm": "DSQ"}), ("Blue", {"mark": "1"}))) == (
        "Blue won: Red is DSQ"
    )


# -- groups ------------------------------------------------------------------------------------------------------------


def group(scores: dict[str, tuple[int, int]], **raw: dict[str, object]) -> Ranking:
    matches = tuple(Match(home=pair[0], away=pair[1], score=score) for pair, score in scores.items())
    ids = sorted({who for pair in scores for who in pair})
    entries = tuple(Entry(n=n, id=who, raw=raw.get(who, {})) for n, who in enumerate(ids))
    return rulebook.rank(Unit(id=GROUP, rsc=GROUP, entries=entries, matches=matches, date=DAY))


def order(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_2024_b_boys_group_a_by_rounds_won() -> None:
    """Victor, Shigekix, Lithe-ing, Hiro10."""
    found = group({"VS": (1, 1), "HL": (0, 2), "HS": (0, 2), "LV": (0, 2), "SL": (1, 1), "VH": (2, 0)})
    assert order(found) == [("V", 1), ("S", 2), ("L", 3), ("H", 4)]
    assert [row.values["points"] for row in found.rows] == [5, 4, 3, 0]


THREE_LEVEL = {"AS": (1, 1), "KC": (2, 0), "KA": (1, 1), "SC": (2, 0), "CA": (0, 2), "SK": (1, 1)}
"""B-girls group D at Paris 2024: Ayumi, Kate and Stefani with four rounds each, Carlota without one."""


def test_level_rounds_are_parted_by_votes() -> None:
    found = group(THREE_LEVEL, A={"votes": 29}, K={"votes": 30}, S={"votes": 28}, C={"votes": 21})
    assert order(found) == [("K", 1), ("A", 2), ("S", 3), ("C", 4)]
    assert say(found.rows[1].why, 1, 2) == "1st before 2nd: both 4 rounds won; more votes (30 against 29)"
    assert say(found.rows[1].why, 1, 2, "fr").endswith("plus de voix (30 contre 29)")


def test_level_rounds_without_votes_wait_for_a_decision() -> None:
    assert order(group(THREE_LEVEL))[:3] == [("A", 1), ("K", 1), ("S", 1)]
    decided = group(THREE_LEVEL, A={"tie_break": 2}, K={"tie_break": 1}, S={"tie_break": 3})
    assert order(decided)[:3] == [("K", 1), ("A", 2), ("S", 3)]


# -- the event ---------------------------------------------------------------------------------------------------------

TREE = """
R321 A-Q 3-0
GPA1 A-M 2-0
GPA2 I-N 2-0
QFNL1 A-E 3-0
QFNL2 B-F 2-1
QFNL3 C-G 3-0
QFNL4 D-H 2-1
SFNL1 A-B 2-1
SFNL2 C-D 2-1
FNL1 A-C 3-0
FNL2 D-B 2-1
"""


def test_losers_of_the_quarter_finals_by_rounds_then_by_votes() -> None:
    results = event(EVENT, TREE, DAY, raws={"F": {"votes": "12"}, "H": {"votes": "13"}})
    found = places(results)
    assert [found[who] for who in "ACDBHFEG"] == [1, 2, 3, 4, 5, 6, 7, 7]
    ranking = programme.all()["BKG"].event(results)
    assert ranking is not None
    assert say(ranking.rows[5].why, 5, 6).endswith("both 1 rounds won; more votes (13 against 12)")
    assert "plus de rounds gagnés (1 contre 0)" in say(ranking.rows[6].why, 6, 7, "fr")


def test_who_stayed_in_a_group_follows_by_the_place_in_it_and_the_loser_of_the_pre_qualifier_is_last() -> None:
    results = event(EVENT, TREE, DAY)
    pools = tuple(
        replace(phase, ranking=group({"AM": (2, 0), "IN": (2, 0), "IM": (2, 0)})) if phase.kind == "pool" else phase
        for phase in results.phases
    )
    found = places(replace(results, phases=pools))
    assert [found[who] for who in "IMNQ"] == [9, 10, 10, 12]


def test_who_was_disqualified_in_the_pre_qualifier_has_no_place() -> None:
    ranking = breaking.event(event(EVENT, TREE, DAY, raws={"Q": {"irm": "DSQ"}}))
    assert ranking is not None
    last = ranking.rows[-1]
    assert (last.id, last.rank, last.irm) == ("Q", None, "DSQ")


def test_two_of_each_group_go_through_and_the_pre_qualifier_comes_before() -> None:
    units = [Rsc.of("BKG", "M", "INDIVID", phase, "000100") for phase in ("R32", "GPA", "GPB", "QFNL", "SFNL", "FNL")]
    phases = programme.phases(EVENT, units)
    assert [phase.phase.phase for phase in phases] == ["FNL", "SFNL", "QFNL", "GPA", "GPB", "R32"]
    assert [phase.level for phase in phases] == [1, 2, 3, 4, 4, 5]
    assert [dict(phase.qualify) for phase in phases if phase.kind == "pool"] == [{"place": 2}, {"place": 2}]


@pytest.mark.parametrize("pair", breaking.QUARTER_FINALS)
def test_nobody_meets_its_own_group_in_the_quarter_finals(pair: tuple[str, str]) -> None:
    assert pair[0][0] != pair[1][0]
    assert {pair[0][1], pair[1][1]} == {"1", "2"}
