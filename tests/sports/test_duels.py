"""Two competitors: who won, why, and that their order stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit

PLAIN = duels.DuelRule(steps=(duels.by_score(),))
POOL = duels.DuelRule(steps=(duels.by_score(),), level=lambda _: True)


def duel(home: dict[str, Any], away: dict[str, Any], rule: duels.DuelRule = PLAIN, **facts: Any) -> Ranking:
    """White against blue."""
    sides = []
    for order, (name, raw) in enumerate((("White", home), ("Blue", away)), start=1):
        irm = raw.pop("irm", None)
        sides.append(Entry(n=order, id=name.lower(), name=name, raw=raw, irm=irm, order=order))
    return duels.decide(Unit(id="duel", entries=tuple(sides), facts=facts), rule, "test")


def said(ranking: Ranking) -> str:
    """The sentence of the duel in English."""
    why = ranking.rows[1].why
    assert why is not None
    return duels.PHRASES[why.code]["en"].format(*why.values)


def wlt(ranking: Ranking) -> tuple[str | None, str | None]:
    home, away = ranking.rows
    return home.wlt, away.wlt


@pytest.mark.parametrize(
    ("home", "away", "letters", "ranks", "sentence"),
    [
        (3, 1, ("W", "L"), (1, 2), "White won 3–1"),
        (0, 2, ("L", "W"), (2, 1), "Blue won 2–0"),
        (1, 1, (None, None), (None, None), "level 1–1, not decided yet"),
    ],
)
def test_the_higher_score_wins_and_the_order_stays(
    home: int, away: int, letters: tuple[str, str], ranks: tuple[int, int], sentence: str
) -> None:
    ranking = duel({"score": home}, {"score": away})
    assert [(row.id, row.sort_order) for row in ranking.rows] == [("white", 1), ("blue", 2)]
    assert wlt(ranking) == letters
    assert tuple(row.rank for row in ranking.rows) == ranks
    assert said(ranking) == sentence


def test_a_level_score_in_a_pool_is_a_tie_without_ranks() -> None:
    ranking = duel({"score": 1}, {"score": 1}, POOL)
    assert wlt(ranking) == ("T", "T")
    assert [row.rank for row in ranking.rows] == [None, None]
    assert said(ranking) == "tied 1–1"


@pytest.mark.parametrize("irm", ["DNS", "DSQ", "DQB", "WDR"])
def test_an_irm_loses_whatever_the_score(irm: str) -> None:
    ranking = duel({"score": 5, "irm": irm}, {"score": 0})
    assert wlt(ranking) == ("L", "W")
    assert [(row.rank, row.irm) for row in ranking.rows] == [(None, irm), (1, None)]
    assert said(ranking) == f"Blue won: White is {irm}"


def test_two_irms_lose_both_and_nobody_has_a_rank() -> None:
    ranking = duel({"irm": "DSQ"}, {"irm": "DNS"})
    assert wlt(ranking) == ("L", "L")
    assert [row.rank for row in ranking.rows] == [None, None]
    assert said(ranking) == "nobody won: DSQ DNS"


def test_a_walkover_stands_on_the_side_that_goes_on() -> None:
    ranking = duel({"irm": "W/O"}, {}, duels.GENERAL)
    assert wlt(ranking) == ("W", "L")
    assert [(row.rank, row.irm) for row in ranking.rows] == [(1, "W/O"), (2, None)]
    assert said(ranking) == "White goes on by walkover"
    with pytest.raises(CannotRank, match="white and blue both have a walkover; only one goes on"):
        duel({"irm": "W/O"}, {"irm": "W/O"}, duels.GENERAL)


def test_a_recorded_decision_stands_against_the_score() -> None:
    ranking = duel({"score": 0, "wlt": "W"}, {"score": 1})
    assert wlt(ranking) == ("W", "L")
    assert said(ranking) == "White won by decision over Blue"


def test_a_recorded_double_loss_has_no_winner() -> None:
    assert wlt(duel({"score": 0, "wlt": "L"}, {"score": 0, "wlt": "L"})) == ("L", "L")


@pytest.mark.parametrize(("one", "two"), [("W", "W"), ("W", "T"), ("T", "L")])
def test_records_that_contradict_each_other_are_refused(one: str, two: str) -> None:
    with pytest.raises(CannotRank, match=f"white is recorded {one} and blue {two}"):
        duel({"wlt": one}, {"wlt": two})


def test_a_running_duel_has_a_score_but_no_winner() -> None:
    ranking = duel({"score": 2}, {"score": 0}, running=True)
    assert wlt(ranking) == (None, None)
    assert [row.values["score"] for row in ranking.rows] == [2, 0]
    assert said(ranking) == "2–0, still running"


def test_one_score_alone_decides_nothing() -> None:
    assert wlt(duel({"score": 2}, {})) == (None, None)
    assert said(duel({"score": 2}, {})) == "not decided yet"


@pytest.mark.parametrize("bad", ["-1", "1.5", "three", "²", True])
def test_a_score_is_a_whole_number(bad: object) -> None:
    with pytest.raises(CannotRank, match=r"entry 1 \(white\): score .*; a whole number"):
        duel({"score": bad}, {"score": 0})


def test_a_start_list_may_know_one_side_or_none() -> None:
    for entries in ((), (Entry(n=1, id="A", order=2),)):
        ranking = duels.decide(Unit(id="U", entries=entries), PLAIN, "test")
        assert [(row.id, row.rank, row.wlt) for row in ranking.rows] == [(entry.id, None, None) for entry in entries]


def test_three_entries_or_the_same_twice_are_not_a_duel() -> None:
    one = Entry(n=1, id="A")
    for entries in ((one, one), (one, Entry(n=2, id="B"), Entry(n=3, id="C"))):
        with pytest.raises(CannotRank, match="a duel needs two competitors"):
            duels.decide(Unit(id="U", entries=entries), PLAIN, "test")


def test_two_homes_are_refused() -> None:
    entries = (Entry(n=1, id="A", order=1), Entry(n=2, id="B", order=1))
    with pytest.raises(CannotRank, match="A and B both have order 1; home is 1, away 2"):
        duels.decide(Unit(id="U", entries=entries), PLAIN, "test")


def test_an_irm_that_the_discipline_does_not_have_is_refused() -> None:
    rule = duels.DuelRule(steps=(duels.by_score(),), irms=("DSQ",))
    with pytest.raises(CannotRank, match="IRM 'WDR'; this discipline knows DSQ"):
        duel({"irm": "WDR"}, {}, rule)


@given(
    st.tuples(st.integers(0, 3), st.sampled_from([None, "DSQ", "DNS"]), st.sampled_from([None, "W", "L"])),
    st.tuples(st.integers(0, 3), st.sampled_from([None, "DSQ", "DNS"])),
    st.booleans(),
)
def test_the_input_order_never_matters(
    home: tuple[int, str | None, str | None], away: tuple[int, str | None], pool: bool
) -> None:
    white = Entry(n=1, id="A", order=1, irm=home[1], raw={"score": home[0]} | ({"wlt": home[2]} if home[2] else {}))
    blue = Entry(n=2, id="B", order=2, irm=away[1], raw={"score": away[0]})
    rule = POOL if pool else PLAIN
    one = duels.decide(Unit(id="U", entries=(white, blue)), rule, "test")
    two = duels.decide(Unit(id="U", entries=(blue, white)), rule, "test")
    assert one == two
    assert wlt(one) in {("W", "L"), ("L", "W"), ("L", "L"), ("T", "T"), (None, None)}


def test_every_phrase_is_said_in_both_languages() -> None:
    for code, phrase in duels.PHRASES.items():
        assert set(phrase) >= {"en", "fr"}, code
        assert phrase["en"].count("{") == phrase["fr"].count("{"), code


def test_the_rule_book_keeps_home_before_away_in_every_discipline_of_duels() -> None:
    rsc = Rsc("HBLMTEAM7-------------GPA-000100--")
    entries = (Entry(n=1, id="away", order=2, raw={"mark": "30"}), Entry(n=2, id="home", order=1, raw={"mark": "29"}))
    ranking = rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries))
    assert [(row.id, row.sort_order, row.rank, row.wlt) for row in ranking.rows] == [
        ("home", 1, 2, "L"),
        ("away", 2, 1, "W"),
    ]
