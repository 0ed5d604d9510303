"""Road and mountain bike: groups with one time, lapped riders, and time trials to the hundredth."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks, programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say

ROAD = Rsc.of("CRD", "W", "RR", "FNL", "000100")
TRIAL = Rsc.of("CRD", "M", "TT", "FNL", "000100")
XCO = Rsc.of("MTB", "W", "XCTRY", "FNL", "000100")


def rank(rsc: Rsc, *entries: Entry) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2024, 8, 4)))


def rider(n: int, who: str, mark: str = "", irm: str | None = None, **raw: object) -> Entry:
    return Entry(n=n, id=who, irm=irm, raw={**({"mark": mark} if mark else {}), **raw})


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_2024_road_race_medals_of_a_group_with_one_time_by_the_line() -> None:
    ranking = rank(
        ROAD,
        rider(0, "Vas", "4:00:21", place=4),
        rider(1, "Kopecky", "4:00:21", place=3),
        rider(2, "Vos", "4:00:21", place=2),
        rider(3, "Faulkner", "3:59:23", place=1),
    )
    assert places(ranking) == [("Faulkner", 1), ("Vos", 2), ("Kopecky", 3), ("Vas", 4)]
    assert say(ranking.rows[2].why, 2, 3) == (
        "2nd before 3rd: both 4:00:21; ahead at the finish line (place 2 against 3)"
    )
    assert say(ranking.rows[2].why, 2, 3, "fr").endswith("devant sur la ligne d’arrivée (place 2 contre 3)")


def test_those_of_a_group_whom_nobody_told_apart_share_the_place_behind_the_others() -> None:
    ranking = rank(ROAD, rider(0, "A", "4:00:21"), rider(1, "B", "4:00:21", place=3), rider(2, "C", "4:00:21"))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 2)]


def test_a_place_never_overrules_a_time() -> None:
    assert places(rank(ROAD, rider(0, "A", "4:00:22", place=1), rider(1, "B", "4:00:21", place=2)))[0] == ("B", 1)


def test_who_did_not_finish_was_outside_the_time_limit_or_did_not_start_has_no_place() -> None:
    ranking = rank(
        ROAD,
        rider(0, "A", irm="DNS"),
        rider(1, "B", irm="OTL"),
        rider(2, "C", irm="DNF"),
        rider(3, "D", irm="DSQ"),
        rider(4, "E", "4:00:00"),
    )
    assert [(row.id, row.rank) for row in ranking.rows] == [
        ("E", 1),
        ("C", None),
        ("B", None),
        ("A", None),
        ("D", None),
    ]
    assert say(ranking.rows[2].why, None, None).startswith("OTL: outside the time limit")


def test_paris_2024_time_trial_to_the_hundredth() -> None:
    ranking = rank(
        TRIAL, rider(0, "van Aert", "36:37.79"), rider(1, "Ganna", "36:27.08"), rider(2, "Evenepoel", "36:12.16")
    )
    assert places(ranking) == [("Evenepoel", 1), ("Ganna", 2), ("van Aert", 3)]


def test_equal_hundredths_share_the_place_unless_the_clock_was_finer() -> None:
    assert places(rank(TRIAL, rider(0, "A", "36:12.16"), rider(1, "B", "36:12.16"))) == [("A", 1), ("B", 1)]
    finer = rank(TRIAL, rider(0, "A", "36:12.16", t4=21721610), rider(1, "B", "36:12.16", t4=21721600))
    assert places(finer) == [("B", 1), ("A", 2)]


def test_a_place_does_not_separate_riders_who_started_one_by_one() -> None:
    ranking = rank(TRIAL, rider(0, "A", "36:12.16", place=2), rider(1, "B", "36:12.16", place=1))
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_lapped_riders_keep_a_place_by_laps_then_by_the_order_in_which_they_were_taken_out() -> None:
    ranking = rank(
        XCO,
        rider(0, "two laps", "LAP", laps="-2", place=24),
        rider(1, "later", "LAP", laps=1, place=22),
        rider(2, "earlier", irm="LAP", laps=1, place=23),
        rider(3, "last home", "1:36:26"),
        rider(4, "out", irm="DNF"),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("last home", 1, None),
        ("later", 2, "LAP"),
        ("earlier", 3, "LAP"),
        ("two laps", 4, "LAP"),
        ("out", None, "DNF"),
    ]
    assert say(ranking.rows[3].why, 3, 4).endswith("fewer laps behind (-1 against -2)")
    assert say(ranking.rows[3].why, 3, 4, "fr").endswith("moins de tours de retard (-1 contre -2)")


def test_laps_that_are_no_number_are_refused() -> None:
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): laps 'two'; how many laps behind"):
        rank(XCO, rider(0, "A", "LAP", laps="two"), rider(1, "B", "LAP", laps=1))


def test_an_irm_of_another_sport_is_refused() -> None:
    with pytest.raises(CannotRank, match="IRM 'LAP'; this discipline knows DNF, OTL, DNS, DSQ"):
        rank(ROAD, rider(0, "A", irm="LAP"))


def test_a_mark_is_a_time_or_a_lap_in_cross_country_only() -> None:
    mountain, road = programme.of(XCO), programme.of(ROAD)
    assert mountain is not None and road is not None
    assert (mountain.read_mark(XCO, "LAP"), road.read_mark(ROAD, "3:59:23")) == ("LAP", "3:59:23")
    with pytest.raises(marks.MarkError, match="time 'LAP'"):
        road.read_mark(ROAD, "LAP")
