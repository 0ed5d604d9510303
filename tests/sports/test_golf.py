"""Golf: rounds that count together, withdrawals, and play-offs for a medal."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

EVENT = Rsc.of("GLF", "M", "STROKE")
FINAL = Rsc.of("GLF", "M", "STROKE", "FNL")


def card(n, who, rounds, **last):
    """``rounds`` as they stand on a card: ``67 69 67 62``, or a mark of invalidity in the place of a round."""
    parts = []
    for at, text in enumerate(rounds.split(), start=1):
        mark = {"mark": text} if text.isdigit() else {"irm": text}
        parts.append({"unit": f"FNL-000{at}00--", **mark})
    parts[-1]["raw"] = last
    return Entry(n=n, id=who, raw={"parts": parts})


def rank(*entries):
    return rulebook.rank(Unit(id=FINAL, rsc=FINAL, entries=entries, date=date(2024, 8, 4)))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_2024_men_by_the_sum_of_four_rounds():
    ranking = rank(
        card(0, "Matsuyama", "63 68 71 65"),
        card(1, "Fleetwood", "67 64 69 66"),
        card(2, "Scheffler", "67 69 67 62"),
        card(3, "Perez", "70 67 68 63"),
    )
    assert places(ranking) == [("Scheffler", 1), ("Fleetwood", 2), ("Matsuyama", 3), ("Perez", 4)]
    assert [row.values["total"] for row in ranking.rows] == ["265", "266", "267", "268"]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: both played 4 rounds; fewer strokes (265 against 266)"
    assert say(ranking.rows[1].why, 1, 2, "fr") == (
        "1er devant 2e\N{NO-BREAK SPACE}: 4 tours joués chacun\N{NARROW NO-BREAK SPACE}; moins de coups (265 contre 266)"
    )


def test_a_play_off_for_bronze_gives_one_medal_and_leaves_the_others_tied():
    """As in Tokyo 2020, where seven players with 269 strokes played for one bronze medal: the other six were fourth."""
    field = [card(0, "gold", "68 63 68 67"), card(1, "silver", "67 70 69 61")]
    tied = {"Pan": "4 4 2 4", "Morikawa": "4 4 2 5", "McIlroy": "4 4 3", "Casey": "5"}
    field += [card(n, who, "66 67 68 68", play_off=holes) for n, (who, holes) in enumerate(tied.items(), start=2)]
    ranking = rank(*field)
    assert places(ranking)[2] == ("Pan", 3)
    assert dict(places(ranking)[3:]) == {"Morikawa": 4, "McIlroy": 4, "Casey": 4}
    assert "won the play-off (holes in 4 4 2 4 against" in say(ranking.rows[3].why, 3, 4)


def test_a_play_off_for_gold_gives_silver_too():
    ranking = rank(card(0, "A", "70 70 70 70", play_off="5"), card(1, "B", "70 70 70 70", play_off="4"))
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_a_tie_outside_the_medals_stands_even_where_a_play_off_was_noted():
    field = [card(n, f"P{n}", f"6{n} 70 70 70") for n in range(4)]
    ranking = rank(*field, card(4, "X", "65 70 70 70", play_off="3"), card(5, "Y", "65 70 70 70", play_off="4"))
    assert places(ranking)[4:] == [("X", 5), ("Y", 5)]


def test_who_withdrew_in_any_round_has_no_place():
    ranking = rank(card(0, "A", "70 75 74 WD"), card(1, "B", "80 80 80 80"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, "WD")]


def test_a_play_off_that_is_no_strokes_is_refused_with_its_place():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): play_off 'won'; the strokes of each hole"):
        rank(card(0, "A", "70 70 70 70", play_off="won"), card(1, "B", "70 70 70 70", play_off="4"))


def test_the_four_rounds_are_one_series():
    units = [Rsc.of("GLF", "M", "STROKE", "FNL", f"000{n}00") for n in range(1, 5)]
    (phase,) = programme.phases(EVENT, units)
    assert (phase.phase, phase.kind, phase.level) == (FINAL, "series", 1)
