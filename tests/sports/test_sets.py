"""How a set may end in each game and each of its times, and what the sets make of a match."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import badminton, rulebook, sets, table_tennis, tennis, volleyball
from kotinos.sports.ranking import CannotRank, Entry, Unit
from tests.sports import matches
from tests.sports.matches import letters, match


@pytest.mark.parametrize(
    ("ends", "good", "bad"),
    [
        (volleyball.RALLY.ends, "25-23 26-24 38-36 25-0", "25-24 24-22 27-24 0-0"),
        (volleyball.RALLY.deciding, "15-13 16-14 15-0", "15-14 14-12 17-14"),
        (volleyball.SIDE_OUT.ends, "15-13 16-14 17-16 17-15", "15-14 17-14 18-16 16-15"),
        (volleyball.BEACH.ends, "21-19 24-22", "21-20 20-18 23-20"),
        (badminton.RALLY.ends, "21-19 22-20 29-27 30-28 30-29", "21-20 30-27 31-29 30-30"),
        (badminton.SERVICE.ends, "15-13 17-14 17-16 15-14", "16-14 17-13 18-16"),
        (badminton.SERVICE_WOMEN.ends, "11-9 13-10 11-10", "12-10 13-9 15-3"),
        (table_tennis.TO_ELEVEN, "11-9 12-10 18-16", "11-10 10-8 13-10"),
        (table_tennis.TO_TWENTY_ONE, "21-19 22-20", "21-20 11-9"),
        (tennis.tie_break_set, "6-0 6-4 7-5 7-6", "6-5 7-4 8-6"),
        (tennis.advantage_set, "6-4 7-5 19-17", "7-6 8-5"),
        (tennis.MATCH_TIE_BREAK, "10-8 12-10", "10-9 7-5"),
    ],
)
def test_a_set_ends_where_its_rule_lets_it(ends: sets.Ends, good: str, bad: str) -> None:
    def score(text: str) -> tuple[int, int]:
        more, less = text.split("-")
        return int(more), int(less)

    assert [text for text in good.split() if not ends(*score(text))] == []
    assert [text for text in bad.split() if ends(*score(text))] == []


def test_the_rule_of_the_day_says_whether_a_set_has_ended() -> None:
    """A set 15-13 was won in 1998 and is not in 1999; 11-9 is a game of table tennis since September 2001."""
    side_out = matches.sets((15, 13), (15, 9), (17, 16))
    assert letters(match("VVOMTEAM6", *side_out, day=date(1998, 11, 20))) == "WL"
    with pytest.raises(CannotRank, match=r"S1 15-13; a set cannot end so"):
        match("VVOMTEAM6", *side_out, day=date(1999, 11, 20))
    eleven = matches.sets((11, 9), (11, 6), (11, 8), name="G")
    with pytest.raises(CannotRank, match=r"G1 11-9"):
        match("TTEMSINGLES", *eleven, day=date(2000, 9, 24))
    assert letters(match("TTEMTEAM", *eleven, unit="00010001")) == "WL"
    service = matches.sets((15, 6), (15, 12), name="G")
    assert letters(match("BDMMSINGLES", *service, day=date(2004, 8, 21))) == "WL"
    with pytest.raises(CannotRank, match=r"G1 15-6"):
        match("BDMMSINGLES", *service)


def test_sets_make_the_score_and_a_score_that_they_contradict_is_refused() -> None:
    home, away = matches.sets((25, 18), (22, 25), (25, 20), (25, 21))
    assert [row.values["score"] for row in match("VVOMTEAM6", home, away).rows] == [3, 1]
    assert letters(match("VVOMTEAM6", {**home, "mark": "3"}, {**away, "mark": "1"})) == "WL"
    with pytest.raises(CannotRank, match=r"score 3-2, the sets make 3-1; correct one"):
        match("VVOMTEAM6", {**home, "mark": "3"}, {**away, "mark": "2"})


def test_nothing_is_played_after_the_match_is_won() -> None:
    with pytest.raises(CannotRank, match=r"S4 stands after the match was won 3-0; at most 5 sets"):
        match("VVOMTEAM6", *matches.sets((25, 18), (25, 18), (25, 18), (10, 8)))


def test_a_set_is_open_while_the_match_runs_or_when_one_gave_up() -> None:
    home, away = matches.sets((25, 18), (12, 10))
    assert letters(match("VVOMTEAM6", home, away, running=True)) == "--"
    with pytest.raises(CannotRank, match=r"S2 12-10; a set cannot end so"):
        match("VVOMTEAM6", home, away)
    home, away = matches.sets((21, 14), (6, 10), name="G")
    hurt = match("BDMWSINGLES", {**home, "mark": "1"}, {**away, "mark": "0"}, irms=("RET", None))
    assert letters(hurt) == "LW"
    assert [row.values["score"] for row in hurt.rows] == [1, 0]


def test_tennis_has_its_last_set_by_event_and_year() -> None:
    """Doubles end with a match tie-break; the men's final of 2016 was best of five and Murray won 7-5 4-6 6-2 7-5."""
    doubles = matches.sets((6, 7), (7, 6), (10, 8))
    assert letters(match("TENMDOUBLES", *doubles, phase="FNL")) == "WL"
    with pytest.raises(CannotRank, match=r"S3 10-8"):
        match("TENMSINGLES", *doubles, phase="FNL")
    london = matches.sets((3, 6), (7, 6), (19, 17))  # Federer against del Potro, semi-final of 2012
    assert letters(match("TENMSINGLES", *london, phase="SFNL", day=date(2012, 8, 3))) == "WL"
    with pytest.raises(CannotRank, match=r"S3 19-17"):
        match("TENMSINGLES", *london, phase="SFNL")
    rio = matches.sets((7, 5), (4, 6), (6, 2), (7, 5))
    assert letters(match("TENMSINGLES", *rio, phase="FNL", day=date(2016, 8, 14))) == "WL"
    paris = matches.sets((7, 6), (7, 6))  # Djokovic against Alcaraz
    assert letters(match("TENMSINGLES", *paris, phase="FNL")) == "WL"


@pytest.mark.parametrize(
    ("irms", "result"), [(("W/O", None), "WL"), (("WO", None), "WL"), (("RET", None), "LW"), (("DEF", None), "LW")]
)
def test_a_walkover_stands_on_the_side_that_goes_on(irms: tuple[str | None, str | None], result: str) -> None:
    assert letters(match("TENMSINGLES", {}, {}, irms=irms)) == result


@pytest.mark.parametrize(("bouts", "score"), [("HAHH", (3, 1)), ("HA-", (1, 1)), ("", (0, 0))])
def test_a_match_of_teams_is_the_matches_it_is_made_of(bouts: str, score: tuple[int, int]) -> None:
    """The first as the men's final of Paris (3-0) would have stood had Sweden won the second match."""
    assert table_tennis.team_score(list(bouts)) == score


def test_no_match_is_played_after_three_were_won() -> None:
    with pytest.raises(CannotRank, match=r"a match after 3-1; 3 matches win"):
        table_tennis.team_score(list("HAHHA"))


def test_the_score_of_a_match_of_teams_agrees_with_its_matches() -> None:
    unit = Rsc.of("TTE", "M", "TEAM3", "FNL", "00010000")
    teams = tuple(Entry(n=n, id=who, raw={"mark": mark}) for n, (who, mark) in enumerate((("CHN", "3"), ("SWE", "0"))))
    plain = tuple(replace(entry, raw={}) for entry in teams)
    facts = {"bouts": ["H", "A", "H", "H"]}
    found = rulebook.rank(Unit(id="final", rsc=unit, entries=plain, facts=facts))
    assert [(row.wlt, row.values["score"]) for row in found.rows] == [("W", 3), ("L", 1)]
    with pytest.raises(CannotRank, match="score 3-0, its matches make 3-1"):
        rulebook.rank(Unit(id="final", rsc=unit, entries=teams, facts=facts))
    while_it_runs = rulebook.rank(Unit(id="final", rsc=unit, entries=teams, facts={**facts, "running": True}))
    assert {row.wlt for row in while_it_runs.rows} == {None}


def test_a_match_whose_second_side_is_not_known_is_left_alone() -> None:
    unit = Unit(id="u", entries=(Entry(n=0, id="A"),))
    assert sets.counted(unit, volleyball.RALLY) is unit
