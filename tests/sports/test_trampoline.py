"""Trampoline: the better of two routines since 2022, their sum before; finals from zero."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say

QUALIFICATION = Rsc.of("GTR", "W", "1TRA", "QUAL", "000001")
FINAL = Rsc.of("GTR", "W", "1TRA", "FNL", "000001")
PARIS, TOKYO = date(2024, 8, 2), date(2021, 7, 30)


def rank(rsc: Rsc, *entries: Entry, day: date = PARIS) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day))


def two(n: int, who: str, first: str, second: str, **raw: str) -> Entry:
    return Entry(n=n, id=who, raw={"routine/1": first, "routine/2": second, **raw})


def places(ranking: Ranking) -> list[tuple[str, int | None, str | None]]:
    return [(row.id, row.rank, row.values.get("total")) for row in ranking.rows]


def test_the_better_routine_counts_since_2022_and_both_did_before() -> None:
    entries = (two(0, "A", "56.720", "10.000"), two(1, "B", "55.000", "54.000"))
    assert places(rank(QUALIFICATION, *entries)) == [("A", 1, "56.720"), ("B", 2, "55.000")]
    assert places(rank(QUALIFICATION, *entries, day=TOKYO)) == [("B", 1, "109.000"), ("A", 2, "66.720")]


def test_paris_page_won_a_final_that_began_at_zero() -> None:
    """Zhu led the qualification by 56.720; Hu, third in it, broke off her final."""
    final = {"ZHU": "55.510", "PAGE": "56.480", "BARDZILOUSKAYA": "56.060", "METHOT": "55.650", "HU": "11.790"}
    ranking = rank(FINAL, *(Entry(n=n, id=who, raw={"mark": mark}) for n, (who, mark) in enumerate(final.items())))
    assert [row.id for row in ranking.rows] == ["PAGE", "BARDZILOUSKAYA", "METHOT", "ZHU", "HU"]


@pytest.mark.parametrize(
    ("first", "second", "code", "english", "french"),
    [
        ({"e": "16"}, {"e": "17"}, "judged_e", "higher execution", "d’exécution"),
        ({"e": "16", "h": "9"}, {"e": "16", "h": "9.5"}, "judged_h", "staying in the middle", "déplacement"),
        ({"e": "16", "h": "9", "t": "16"}, {"e": "16", "h": "9", "t": "17"}, "judged_t", "time of flight", "de vol"),
        ({"d": "14"}, {"d": "15"}, "judged_d", "higher difficulty", "de difficulté"),
    ],
)
def test_a_tie_goes_down_the_parts(
    first: dict[str, str], second: dict[str, str], code: str, english: str, french: str
) -> None:
    ranking = rank(
        FINAL, Entry(n=0, id="A", raw={"mark": "56", **first}), Entry(n=1, id="B", raw={"mark": "56", **second})
    )
    assert [(row.id, row.rank) for row in ranking.rows] == [("B", 1), ("A", 2)]
    why = ranking.rows[1].why
    assert why is not None and why.code == code
    assert english in say(why, 1, 2, "en") and french in say(why, 1, 2, "fr")


def test_equal_routines_without_their_parts_share_the_place() -> None:
    ranking = rank(FINAL, Entry(n=0, id="A", raw={"mark": "56"}), Entry(n=1, id="B", raw={"mark": "56"}))
    assert [row.rank for row in ranking.rows] == [1, 1]


def test_a_routine_is_the_sum_of_its_four_scores() -> None:
    raw = {"d": "14.8", "e": "16.1", "h": "9.6", "t": "15.980", "penalty": "0.2"}
    assert rank(FINAL, Entry(n=0, id="A", raw=raw)).rows[0].values["total"] == "56.280"


def test_penalties_take_no_routine_below_zero() -> None:
    raw = {"d": "0.0", "e": "0.1", "h": "0.0", "t": "0.5", "penalty": "1.0"}
    assert rank(FINAL, Entry(n=0, id="A", raw=raw)).rows[0].values["total"] == "0"


def test_a_third_routine_is_refused() -> None:
    entry = two(0, "A", "50", "51", **{"routine/3": "52"})
    with pytest.raises(CannotRank, match="3 routines; 2 are done in qualification"):
        rank(QUALIFICATION, entry)


def test_a_mark_that_its_routines_do_not_give_is_refused() -> None:
    with pytest.raises(CannotRank, match="mark 53, but its routines give 52"):
        rank(QUALIFICATION, two(0, "A", "52", "51", mark="53"))
