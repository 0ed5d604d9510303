"""Fencing: hits, priority, relays of a team, and the places by initial ranking."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme
from kotinos.sports.ranking import CannotRank
from kotinos.sports.why import say
from tests.sports.combat import bout, event, places, said, wlt

FOIL = Rsc.of("FEN", "M", "FOIL")
BOUT = Rsc.of("FEN", "M", "FOIL", "FNL", "000100")
TEAM = Rsc.of("FEN", "W", "TEAMEPEE")
MATCH = Rsc.of("FEN", "W", "TEAMEPEE", "FNL", "000100")
DAY = date(2024, 7, 29)


def test_paris_2024_cheung_beat_macchi_by_the_last_hit() -> None:
    ranking = bout(BOUT, DAY, ("Cheung", {"mark": "15"}), ("Macchi", {"mark": "14"}))
    assert (wlt(ranking), said(ranking), said(ranking, "fr")) == (
        "WL",
        "Cheung won 15–14",
        "Cheung l’emporte 15–14",
    )


def test_paris_2024_italy_beat_france_thirty_to_twenty_nine() -> None:
    ranking = bout(MATCH, date(2024, 7, 30), ("Italy", {"mark": "30"}), ("France", {"mark": "29"}))
    assert said(ranking) == "Italy won 30–29"


def test_priority_wins_a_level_bout() -> None:
    ranking = bout(BOUT, DAY, ("A", {"mark": "9"}), ("B", {"mark": "9", "priority": "Y"}))
    assert (wlt(ranking), said(ranking)) == ("LW", "B won by priority at 9–9")
    assert said(ranking, "fr") == "B l’emporte à la priorité à 9–9"


def test_london_2012_priority_lost_to_a_hit_in_the_last_second() -> None:
    """Shin had priority at 5-5; Heidemann hit."""
    unit = Rsc.of("FEN", "W", "EPEE", "SFNL", "000200")
    ranking = bout(unit, date(2012, 7, 30), ("Heidemann", {"mark": "6"}), ("Shin", {"mark": "5", "priority": "Y"}))
    assert said(ranking) == "Heidemann won 6–5"


def test_a_level_bout_without_priority_is_open_and_one_with_it_runs_on() -> None:
    assert wlt(bout(BOUT, DAY, ("A", {"mark": "9"}), ("B", {"mark": "9"}))) == "--"
    assert wlt(bout(BOUT, DAY, ("A", {"mark": "9", "priority": "Y"}), ("B", {"mark": "9"}), running=True)) == "--"


@pytest.mark.parametrize(
    ("rsc", "one", "two", "text"),
    [
        (BOUT, "16", "3", r"entry 1 \(A\): 16 hits; at most 15"),
        (MATCH, "46", "3", r"entry 1 \(A\): 46 hits; at most 45"),
        (BOUT, "15", "15", "both have 15 hits"),
    ],
)
def test_a_score_beyond_the_last_hit_is_refused(rsc: Rsc, one: str, two: str, text: str) -> None:
    with pytest.raises(CannotRank, match=text):
        bout(rsc, DAY, ("A", {"mark": one}), ("B", {"mark": two}))


def test_priority_of_both_is_refused() -> None:
    with pytest.raises(CannotRank, match="priority is recorded of both sides"):
        bout(BOUT, DAY, ("A", {"mark": "9", "priority": "Y"}), ("B", {"mark": "9", "priority": "Y"}))


def relays(sums: str) -> dict[str, list[list[str]]]:
    return {"periods": [[f"B{n}", text] for n, text in enumerate(sums.split(), start=1)]}


def test_the_score_of_a_team_is_that_after_the_last_relay() -> None:
    ranking = bout(MATCH, DAY, ("A", relays("5 10 15 20 25 30 35 40 45")), ("B", relays("3 8 9 14 20 26 31 33 41")))
    assert said(ranking) == "A won 45–41"


def test_hits_by_period_are_no_relays() -> None:
    one = {"mark": "15", "periods": [["P1", "8"], ["P2", "7"]]}
    two = {"mark": "9", "periods": [["P1", "2"], ["P2", "7"]]}
    assert said(bout(BOUT, DAY, ("A", one), ("B", two))) == "A won 15–9"


@pytest.mark.parametrize(
    ("sums", "text"), [("6", "B1: 6 hits; the score so far, 0 to 5"), ("5 4", "B2: 4 hits; the score so far, 5 to 10")]
)
def test_a_relay_goes_to_five_more_and_never_back(sums: str, text: str) -> None:
    with pytest.raises(CannotRank, match=rf"entry 1 \(A\), {text}"):
        bout(MATCH, DAY, ("A", relays(sums)), ("B", relays("1 2")))


# -- the event ---------------------------------------------------------------------------------------------------------

TABLE = """
8FNL1 A-S 15-3
QFNL1 A-B 15-3
QFNL2 C-D 15-3
QFNL3 E-F 15-3
QFNL4 G-H 15-3
SFNL1 A-C 15-3
SFNL2 E-G 15-3
"""


def test_who_went_out_in_one_round_stands_by_initial_ranking() -> None:
    seeds = {who: {"seed": seed} for who, seed in {"B": 8, "D": 4, "F": 12, "H": 1}.items()}
    results = event(FOIL, TABLE + "FNL1 A-E 15-9\nFNL2 C-G 15-10", DAY, raws=seeds)
    assert places(results) == {"A": 1, "E": 2, "C": 3, "G": 4, "H": 5, "D": 6, "B": 7, "F": 8, "S": 9}
    ranking = programme.all()["FEN"].event(results)
    assert ranking is not None
    assert say(ranking.rows[5].why, 5, 6) == "5th before 6th: better initial ranking (1 against 4)"
    assert say(ranking.rows[5].why, 5, 6, "fr") == (
        "5e devant 6e\N{NO-BREAK SPACE}: meilleur classement initial (1 contre 4)"
    )


def test_an_unknown_initial_ranking_passes_for_none() -> None:
    results = event(FOIL, TABLE + "FNL1 A-E 15-9\nFNL2 C-G 15-10", DAY, raws={"B": {"seed": 8}})
    assert {places(results)[who] for who in "BDFH"} == {5}


def test_an_initial_ranking_that_is_no_number_is_refused() -> None:
    results = event(FOIL, TABLE, DAY, raws={"B": {"seed": "first"}})
    with pytest.raises(CannotRank, match=r"\(B\): seed 'first'; a whole number"):
        programme.all()["FEN"].event(results)


def test_the_losers_of_the_semi_finals_wait_for_their_match_and_share_the_bronze_where_there_is_none() -> None:
    assert [places(event(FOIL, TABLE + "FNL1 A-E", DAY))[who] for who in "CG"] == [None, None]
    assert [places(event(FOIL, TABLE + "FNL1 A-E 15-9", DAY))[who] for who in "CG"] == [3, 3]


def test_teams_fence_for_every_place_to_the_eighth() -> None:
    lines = TABLE.replace("8FNL1 A-S 15-3\n", "").replace("15-3", "45-30")
    lines += "SF51 B-D 45-40\nSF52 H-F 45-44\nFNL1 E-A 45-41\nFNL2 G-C 45-20\nFNL3 H-B 45-38\n"
    before = places(event(TEAM, lines, DAY))
    assert [before[who] for who in "EAGCHB"] == [1, 2, 3, 4, 5, 6]
    assert [before[who] for who in "DF"] == [7, 7], "their match was not planned"
    found = places(event(TEAM, lines + "FNL4 F-D 45-43", DAY))
    assert [found[who] for who in "EAGCHBFD"] == [1, 2, 3, 4, 5, 6, 7, 8]
