"""Several classes in one event: points of a class table, factored times. The coefficients are invented; the arithmetic is not."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.sports import factors, rulebook
from kotinos.sports.marks import HUNDREDTH, TENTH
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

RAZA = {"F56": ["1200", "2.5", "0.1"], "F57": ["1200", "3", "0.1"]}


def field(*cards, **facts):
    """Each card: who, class, attempts (``30.00 X 31.50``), or a mark of invalidity."""
    entries = []
    for n, (who, sport_class, text) in enumerate(cards):
        irm = text if text.isalpha() and text != "X" else None
        attempts = [] if irm else [{"n": k, "mark": mark} for k, mark in enumerate(text.split(), start=1)]
        entries.append(Entry(n=n, id=who, raw={"sport_class": sport_class, "attempts": attempts}, irm=irm))
    return rulebook.rank(Unit(id="field", rule="raza_points", entries=tuple(entries), facts={"raza": RAZA, **facts}))


def race(rule, *cards, **facts):
    entries = tuple(
        Entry(
            n=n,
            id=who,
            raw={"sport_class": sport_class, **({"mark": mark} if mark[0].isdigit() else {})},
            irm=None if mark[0].isdigit() else mark,
        )
        for n, (who, sport_class, mark) in enumerate(cards)
    )
    return rulebook.rank(Unit(id="race", rule=rule, entries=entries, facts=facts))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


# -- points ------------------------------------------------------------------------------------------------------------


def test_points_are_the_double_exponential_cut_to_whole_ones():
    # b - c x is exactly 0: the points are a / e, and e is 2.718281828…
    assert factors.raza(Decimal(10), (Decimal(1000), Decimal(1), Decimal("0.1"))) == 367
    assert 1000 / math.e == pytest.approx(367.879441)


def test_points_never_reach_the_next_whole_one_by_rounding():
    """1000 · e^(−e^(−45)) lies below a thousand by less than a hundred-trillionth part: it is 999 points, not 1000."""
    assert factors.raza(Decimal(46), (Decimal(1000), Decimal(1), Decimal(1))) == 999


@given(st.integers(0, 90_000), st.integers(1, 90_000), st.integers(1, 50), st.integers(1, 40))
def test_a_better_performance_never_has_fewer_points(millimetres, more, b, c):
    coefficients = (Decimal(1200), Decimal(b) / 10, Decimal(c) / 100)
    less, better = Decimal(millimetres) / 1000, Decimal(millimetres + more) / 1000
    assert factors.raza(less, coefficients) <= factors.raza(better, coefficients) <= 1200


def test_a_shorter_throw_of_a_more_severe_class_may_win():
    ranking = field(("A", "F57", "40.00"), ("B", "F56", "38.00"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert [row.values["points"] for row in ranking.rows] == [913, 830]
    assert ranking.rows[0].values["best"] == "38.00"
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: more points of the class table (913 against 830)"
    assert "plus de points au barème des classes (913 contre 830)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_equal_points_go_to_the_next_best_attempt():
    ranking = field(("A", "F57", "40.00 30.00 X"), ("B", "F57", "X 40.00 31.00"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert ranking.rows[1].why.code == "class_next_points"
    assert [row.values["best_attempt"] for row in ranking.rows] == [2, 1]


def test_equal_in_all_attempts_share_the_place_and_failures_do_not_count():
    ranking = field(("A", "F57", "40.00 X"), ("B", "F57", "X 40.00"), ("C", "F56", "NM"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("A", 1, None), ("B", 1, None), ("C", None, "NM")]


def test_who_has_only_failures_yet_waits():
    assert places(field(("A", "F57", "X X"), ("B", "F57", "20.00"))) == [("B", 1), ("A", None)]


@pytest.mark.parametrize(
    ("sport_class", "facts", "message"),
    [
        ("", {}, r"entry 0 \(A\): no sport class"),
        ("F55", {}, r"class F55 is not in the event's raza: F56, F57"),
        ("F57", {"raza": None}, "no raza among the facts of the event"),
        ("F57", {"raza": {"F57": ["1200", "3"]}}, r"three coefficients \[a, b, c\]"),
        ("F57", {"raza": {"F57": [1200.5, "3", "1"]}}, "binary fraction"),
        ("F57", {"raza": {"F57": ["many", "3", "1"]}}, "points 'many'"),
    ],
)
def test_what_the_table_lacks_is_refused_never_guessed(sport_class, facts, message):
    with pytest.raises(CannotRank, match=message):
        field(("A", sport_class, "40.00"), **facts)


def test_swimmers_of_several_classes_by_the_points_of_their_times():
    """x is one over the seconds: at 50 s it is 0.02, so that with b = c · x the points are a / e."""
    table = {"S9": ["1000", "2", "100"], "S10": ["1000", "2.2", "100"]}
    ranking = race("time_points", ("A", "S9", "50.00"), ("B", "S10", "50.00"), ("C", "S9", "DSQ"), raza=table)
    assert places(ranking) == [("A", 1), ("B", 2), ("C", None)]
    assert ranking.rows[0].values["points"] == 367


# -- factored times ----------------------------------------------------------------------------------------------------


def test_a_factored_time_is_cut_and_never_rounded():
    assert factors.factored(599_900, Decimal("92.53")) == 555_000  # 55.508747 s
    assert factors.factored(599_900, Decimal("92.53"), TENTH) == 555_000
    assert factors.factored(600_000, Decimal(100), HUNDREDTH) == 600_000


@given(st.integers(1, 10**8), st.integers(1, 10_000))
def test_the_cut_takes_less_than_a_hundredth(t4, permyriad):
    exact = Decimal(t4) * permyriad / 10_000
    shown = factors.factored(t4, Decimal(permyriad) / 100)
    assert shown % HUNDREDTH == 0
    assert 0 <= exact - shown < HUNDREDTH


def test_the_slower_skier_of_a_more_severe_class_may_win():
    percent = {"LW2": "92.53", "LW4": "98.12", "B3": "100"}
    ranking = race(
        "factored_time", ("A", "LW4", "1:00.00"), ("B", "LW2", "1:03.00"), ("C", "B3", "DNF"), factors=percent
    )
    assert [(row.id, row.rank, row.values.get("t4")) for row in ranking.rows] == [
        ("B", 1, 582_900),
        ("A", 2, 588_700),
        ("C", None, None),
    ]
    assert "faster by the class factor (58.29 against 58.87)" in say(ranking.rows[1].why, 1, 2)


def test_equal_factored_times_share_the_place():
    ranking = race("factored_time", ("A", "T1", "10:00.00"), ("B", "T1", "10:00.00"), factors={"T1": "86.38"})
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_factored_runs_are_added_up_as_they_were_cut():
    """The unit's own ranking gives the factored time as ``t4``, and the total of a slalom adds those."""
    parts = [{"unit": f"FNL-000{n}00--", "mark": "1:00.00", "raw": {"t4": 555_500}} for n in (1, 2)]
    unit = Unit(id="sl", rule="alpine_total", entries=(Entry(n=0, id="A", raw={"parts": parts}),))
    assert rulebook.rank(unit).rows[0].values["total"] == "1:51.10"
