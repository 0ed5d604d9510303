"""Ice: sleds, speed skating, short track, figure skating, curling, ice hockey."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import curling, figure_skating, programme, rulebook, sliding, speed_skating
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import CannotRank, Entry, Match, Unit
from kotinos.sports.why import say
from tests.sports.winter import places, pool, race, runs

TWO_MAN = Rsc.of("BOB", "M", "2MAN", "FNL")
SINGLES = Rsc.of("LUG", "W", "SINGLES", "FNL")


# -- sleds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "cards", "order"),
    [
        (
            date(2018, 2, 19),  # totals as published, 3:16.86, 3:16.86 and 3:16.91; the runs are made up to give them
            {"LAT": "49.20 49.30 49.20 49.21", "CAN": "49.10 49.40 49.10 49.26", "GER": "49.30 49.20 49.20 49.16"},
            [("CAN", 1), ("GER", 1), ("LAT", 3)],
        ),
        (
            date(1998, 2, 15),  # 3:37.24 for both
            {"ITA": "54.30 54.40 54.30 54.24", "CAN": "54.20 54.50 54.20 54.34"},
            [("CAN", 1), ("ITA", 1)],
        ),
    ],
)
def test_two_bobs_with_one_total_share_the_gold(day, cards, order):
    ranking = runs(TWO_MAN, cards, day)
    assert places(ranking) == order
    assert ranking.rows[0].rank_equal
    assert ranking.rows[0].values["total"] == ranking.rows[1].values["total"]


def test_luge_is_decided_by_a_thousandth():
    ranking = runs(SINGLES, {"A": "58.345 58.231", "B": "58.344 58.231"})
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("B", "1:56.575"), ("A", "1:56.576")]
    assert "faster in total (1:56.575 against 1:56.576)" in say(ranking.rows[1].why, 1, 2)
    assert "plus rapide au total" in say(ranking.rows[1].why, 1, 2, "fr")


def test_who_fails_in_a_heat_is_out_and_who_has_not_come_down_yet_stands_behind():
    ranking = runs(SINGLES, {"A": "58.1 DNF", "B": "58.9", "C": "59.0 59.0", "D": "DNS"})
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("C", 1, None),
        ("B", 2, None),
        ("A", None, "DNF"),
        ("D", None, "DNS"),
    ]


def test_all_who_share_the_twentieth_place_start_in_the_last_run():
    cards = {f"S{n:02d}": f"{50 + min(n, 20)}.00" for n in range(1, 23)}
    cards["S23"] = "99.00"
    order = sliding.last_run(runs(TWO_MAN, cards))
    assert len(order) == 22
    assert order[-1] == "S01"


def test_a_relay_is_one_run():
    relay = Rsc.of("LUG", "X", "RELAY4", "FNL", "000100")
    (phase,) = programme.phases(relay.at(Level.EVENT), (relay,))
    assert phase.kind == "final"
    assert places(race(relay, {"AUT": "3:03.486", "GER": "3:03.406", "SVK": "DNF"})) == [
        ("GER", 1),
        ("AUT", 2),
        ("SVK", None),
    ]


# -- speed skating -----------------------------------------------------------------------------------------------------


def test_sochi_2014_three_thousandths_over_1500_metres():
    cards = {
        "Verweij": {"mark": "1:45.00", "t4": 1_050_090},
        "Brodka": {"mark": "1:45.00", "t4": 1_050_060},
        "Morrison": "1:45.22",
    }
    ranking = race(Rsc.of("SSK", "M", "1500M", "FNL", "000100"), cards, date(2014, 2, 15))
    assert places(ranking) == [("Brodka", 1), ("Verweij", 2), ("Morrison", 3)]


def test_equal_times_without_thousandths_share_the_medal():
    ranking = race(Rsc.of("SSK", "W", "500M", "FNL", "000100"), {"A": "37.33", "B": "37.33", "C": "37.40"})
    assert places(ranking) == [("A", 1), ("B", 1), ("C", 3)]


MASS = Rsc.of("SSK", "M", "MS", "FNL", "000100")


@pytest.mark.parametrize(("day", "fourth"), [(date(2018, 2, 24), 3), (date(2022, 2, 19), 13)])
def test_sprints_count_and_the_line_gives_points_to_three_in_2018_and_to_six_since(day, fourth):
    cards = {
        "A": {"place": 1},
        "B": {"place": 2, "sprint/1": 2},
        "C": {"place": 3},
        "D": {"place": 4, "sprint/2": 1},
        "E": {"place": 7, "sprint/3": 1, "sprint/1": 1},
        "F": {"place": 8},
    }
    ranking = race(MASS, cards, day)
    assert {row.id: row.values["points"] for row in ranking.rows} == {
        "A": 60, "B": 42, "C": 20, "D": fourth, "E": 6, "F": 0,
    }  # fmt: skip
    assert [row.id for row in ranking.rows[:3]] == ["A", "B", "C"]


def test_who_has_no_points_stands_by_laps_and_then_by_the_line():
    cards = {"A": {"place": 9, "laps": 16}, "B": {"place": 10, "laps": 16}, "C": {"place": 8, "laps": 15}}
    ranking = race(MASS, cards, date(2022, 2, 19))
    assert places(ranking) == [("A", 1), ("B", 2), ("C", 3)]
    assert "more laps skated (16 against 15)" in say(ranking.rows[2].why, 2, 3)
    assert "plus de tours patinés (16 contre 15)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_a_sprint_without_a_place_is_refused():
    with pytest.raises(CannotRank, match=r"sprint/1 'first'"):
        speed_skating.sprint_points(Entry(n=0, id="A", raw={"sprint/1": "first"}), speed_skating.LAST_SPRINT_2022)


# -- short track -------------------------------------------------------------------------------------------------------

THOUSAND = Rsc.of("STK", "M", "1000M", "FNL", "A00100")


def test_salt_lake_2002_the_last_one_standing():
    """Ahn, Ohno, Li and Turcotte fell in the last corner; Li was disqualified."""
    cards = {
        "Li": {"irm": "PEN"},
        "Ahn": {"place": 4},
        "Ohno": {"place": 2},
        "Turcotte": {"place": 3},
        "Bradbury": {"place": 1},
    }
    ranking = race(THOUSAND, cards, date(2002, 2, 16))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("Bradbury", 1, None),
        ("Ohno", 2, None),
        ("Turcotte", 3, None),
        ("Ahn", 4, None),
        ("Li", 5, "PEN"),
    ]


def test_a_red_card_leaves_no_place():
    ranking = race(THOUSAND, {"A": {"place": 1}, "B": "RC", "C": "YC"})
    assert [(row.id, row.rank) for row in ranking.rows] == [("A", 1), ("C", 2), ("B", None)]


def test_final_b_follows_all_of_final_a_and_the_penalised_of_it():
    finals = {"A00100": {"A": {"place": 1}, "B": {"irm": "PEN"}}, "B00100": {"C": {"place": 2}, "D": {"place": 1}}}
    heats = {"A": {"place": 1}, "C": {"place": 3}, "B": {"place": 2}, "D": {"place": 4}, "E": {"place": 5}}
    event = Rsc.of("STK", "M", "1000M")

    def unit(code: str, phase: str, cards):
        rsc = Rsc.of("STK", "M", "1000M", phase, code)
        entries = tuple(Entry(n=n, id=who, raw=card) for n, (who, card) in enumerate(cards.items()))
        return UnitResult(rsc=rsc, entries=entries, ranking=race(rsc, cards), finished=True)

    final = tuple(unit(code, "FNL", cards) for code, cards in finals.items())
    semi = unit("000100", "SFNL", heats)
    phases = (
        PhaseResult(rsc=Rsc.of("STK", "M", "1000M", "FNL"), kind="final", level=1, units=final, ranking=None),
        PhaseResult(rsc=semi.rsc.at(Level.PHASE), kind="heats", level=2, units=(semi,), ranking=semi.ranking),
    )
    results = EventResults(event=event, phases=phases, entries=tuple(Entry(n=n, id=w) for n, w in enumerate("ABCDE")))
    ranking = programme.of(event).event(results)
    assert places(ranking) == [("A", 1), ("B", 2), ("D", 3), ("C", 4), ("E", 5)]


# -- figure skating ----------------------------------------------------------------------------------------------------


def programmes(cards: dict[str, tuple[str, str]], day: date = date(2018, 2, 23)):
    entries = []
    for n, (who, (short, free)) in enumerate(cards.items()):
        parts = [{"unit": "QUAL", "mark": short}]
        if free:
            parts.append({"unit": "FNL-000100--", **({"irm": free} if free.isalpha() else {"mark": free})})
        entries.append(Entry(n=n, id=who, raw={"parts": parts}))
    rsc = Rsc.of("FSK", "W", "SINGLES", "FNL")
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=day))


def test_pyeongchang_2018_the_short_programme_decides_between_equal_free_skatings():
    ranking = programmes({
        "Medvedeva": ("81.61", "156.65"), "Osmond": ("78.87", "152.15"), "Zagitova": ("82.92", "156.65"),
    })  # fmt: skip
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("Zagitova", "239.57"),
        ("Medvedeva", "238.26"),
        ("Osmond", "231.02"),
    ]


def test_equal_totals_go_to_the_better_free_skating():
    ranking = programmes({"A": ("80.00", "150.00"), "B": ("79.00", "151.00"), "C": ("90.00", "WD")})
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", 2, None), ("C", None, "WD")]
    assert "better free skating (151 against 150)" in say(ranking.rows[1].why, 1, 2)
    assert "meilleur programme libre (151 contre 150)" in say(ranking.rows[1].why, 1, 2, "fr")


@pytest.mark.parametrize(("phase", "first"), [("QUAL", "A"), ("FNL", "B")])
def test_equal_segments_go_to_the_technical_score_first_and_to_the_components_in_the_free(phase, first):
    cards = {"A": {"mark": "80.00", "tes": "45", "pcs": "35"}, "B": {"mark": "80.00", "tes": "44", "pcs": "36"}}
    ranking = race(Rsc.of("FSK", "W", "SINGLES", phase, "000100"), cards)
    assert places(ranking) == [(first, 1), ("B" if first == "A" else "A", 2)]


def test_the_free_carries_the_short_programme():
    event = Rsc.of("FSK", "X", "PAIRS")
    units = [Rsc.of("FSK", "X", "PAIRS", phase, "000100") for phase in ("QUAL", "FNL")]
    free, short = programme.phases(event, units)
    assert (free.kind, free.carries, dict(free.qualify)) == ("series", ("QUAL",), {})
    assert (short.kind, dict(short.qualify)) == ("heats", {"total": 16})


def test_a_team_has_ten_points_for_the_first_of_a_segment_and_ties_go_to_its_two_best():
    def team(n, who, *segments):
        parts = [
            {"unit": f"FNL-{at:04d}00--", "mark": score, "rank": rank} for at, (rank, score) in enumerate(segments, 1)
        ]
        return Entry(n=n, id=who, raw={"parts": parts})

    rsc = Rsc.of("FSK", "X", "TEAM", "FNL")
    entries = (
        team(0, "A", (2, "90.00"), (2, "91.00"), (2, "70.00")),
        team(1, "B", (1, "95.00"), (2, "80.00"), (3, "60.00")),
        team(2, "C", (1, "94.00"), (3, "60.00"), (2, "79.00")),
    )
    ranking = rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2022, 2, 7)))
    assert [(row.id, row.rank, row.values["total"]) for row in ranking.rows] == [
        ("B", 1, "27"),
        ("C", 2, "27"),
        ("A", 3, "27"),
    ]
    assert "higher scores in the two best segments (175 against 173)" in say(ranking.rows[1].why, 1, 2)
    assert "plus de points dans les deux meilleurs segments (19 contre 18)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_a_team_brings_the_points_of_its_first_segments_to_the_last_ones():
    carried = {"unit": "QUAL", "mark": "19", "raw": {"segments": [[10, "90.00"], [9, "80.00"]]}}
    entry = Entry(n=0, id="A", raw={"parts": [carried, {"unit": "FNL-000100--", "mark": "70.5", "rank": 3}]})
    assert figure_skating.segments(entry) == ((10, Decimal("90.00")), (9, Decimal("80.00")), (8, Decimal("70.5")))


# -- curling -----------------------------------------------------------------------------------------------------------

ROUND_ROBIN = Rsc.of("CUR", "M", "TEAM4", "GPA")
THREE_WAY = """
USA-SUI 8-4
USA-GBR 10-4
GBR-SUI 6-5
"""
MILANO = date(2026, 2, 11)


def test_three_with_as_many_wins_stand_by_the_games_among_them():
    ranking = pool(
        ROUND_ROBIN, THREE_WAY + "SUI-AAA 9-1\nSUI-BBB 9-1\nGBR-AAA 9-1\nBBB-USA 3-2\nAAA-USA 3-2", day=MILANO
    )
    assert places(ranking) == [("USA", 1), ("GBR", 2), ("SUI", 3), ("AAA", 4), ("BBB", 4)]
    assert {row.values["won"] for row in ranking.rows[:3]} == {2}
    assert "games among the tied teams (2–0 against 1–1)" in say(ranking.rows[1].why, 1, 2)


def test_a_tie_breaker_decides_the_fourth_place_and_not_the_third_in_2018():
    """PyeongChang: three teams with five wins; the United States beat both others, Switzerland won the game for the fourth place."""
    slots = {"SUI": {"play_off": 1}, "GBR": {"play_off": 2}}
    games = THREE_WAY + "SUI-X 5-1\nSUI-Y 5-1\nGBR-X 5-1"
    level = pool(ROUND_ROBIN, games, slots, date(2018, 2, 21))
    assert [row.id for row in level.rows if row.id in ("USA", "SUI", "GBR")] == ["USA", "SUI", "GBR"]
    assert "placed by the tie-breaker" in say(level.rows[2].why, 2, 3)
    assert "match de barrage" in say(level.rows[2].why, 2, 3, "fr")
    assert [row.id for row in pool(ROUND_ROBIN, games, slots, MILANO).rows][:3] == ["USA", "GBR", "SUI"]


def test_a_ring_of_wins_goes_to_the_draw_shot_challenge():
    games = "A-B 5-4\nB-C 5-4\nC-A 5-4"
    ranking = pool(ROUND_ROBIN, games, {"A": {"dsc": "31.20"}, "B": {"dsc": "18.45"}, "C": {"dsc": "25.00"}}, MILANO)
    assert places(ranking) == [("B", 1), ("C", 2), ("A", 3)]
    assert "draw shot challenge (18.45 cm against 25.00 cm)" in say(ranking.rows[1].why, 1, 2)
    assert "lancers de placement (18,45 cm contre 25,00 cm)" in say(ranking.rows[1].why, 1, 2, "fr")


def test_a_draw_shot_that_one_team_lacks_decides_nothing():
    games = "A-B 5-4\nB-C 5-4\nC-A 5-4"
    assert places(pool(ROUND_ROBIN, games, {"A": {"dsc": "31.20"}}, MILANO)) == [("A", 1), ("B", 1), ("C", 1)]


def test_a_level_score_is_a_game_that_is_not_over():
    match = Rsc.of("CUR", "M", "TEAM4", "GPA", "000100")
    ranking = rulebook.rank(Unit(id=match, rsc=match, entries=(
        Entry(n=0, id="A", raw={"mark": "5"}, order=1), Entry(n=1, id="B", raw={"mark": "5"}, order=2),
    )))  # fmt: skip
    assert [row.wlt for row in ranking.rows] == [None, None]
    assert curling.MATCH.level(Unit(id=match, entries=())) is False


# -- ice hockey --------------------------------------------------------------------------------------------------------

GROUP = Rsc.of("IHO", "M", "TEAM6", "GPA")


def test_pyeongchang_2018_group_a_two_points_for_a_shoot_out():
    games = """
    KOR-CZE 1-2
    SUI-CAN 1-5
    CAN-CZE 2-3+
    KOR-SUI 0-8
    CZE-SUI 4-1
    CAN-KOR 4-0
    """
    ranking = pool(GROUP, games, day=date(2018, 2, 18))
    assert [(row.id, row.values["points"]) for row in ranking.rows] == [("CZE", 8), ("CAN", 7), ("SUI", 3), ("KOR", 0)]


def test_level_teams_stand_by_the_games_among_them_before_all_goals():
    games = "A-B 1-0\nB-C 9-0\nC-D 2-1\nA-D 0-9\nB-D 3-2+\nA-C 2-3+"
    ranking = pool(GROUP, games)
    assert [(row.id, row.values["points"]) for row in ranking.rows] == [("B", 5), ("C", 5), ("D", 4), ("A", 4)]
    assert ranking.rows[1].why.code == "pool_from_the_beginning"


def test_once_two_of_three_level_teams_are_left_the_game_between_them_decides():
    """A, B and C beat each other in a circle. A is first by the difference; C scored more than B, but lost to B (IIHF)."""
    ranking = pool(GROUP, "A-B 4-1\nB-C 3-1\nC-A 5-4")
    assert [row.id for row in ranking.rows] == ["A", "B", "C"]


def test_a_group_before_its_first_game_has_nobody_in_a_place():
    entries = (Entry(n=0, id="A"), Entry(n=1, id="B"))
    ranking = rulebook.rank(Unit(id=GROUP, rsc=GROUP, entries=entries))
    assert [(row.id, row.rank) for row in ranking.rows] == [("A", None), ("B", None)]


def test_a_game_without_a_winner_has_no_points():
    rule = programme.all()["IHO"].rule_sets[0]
    entries = (Entry(n=0, id="A"), Entry(n=1, id="B"))
    with pytest.raises(CannotRank, match="a game has a winner"):
        rule.rank(Unit(id=GROUP, rsc=GROUP, entries=entries, matches=(Match(home="A", away="B", score=(2, 2)),)))


def test_the_seeding_is_the_last_to_decide():
    games = "A-B 2-1\nB-C 2-1\nC-A 2-1"
    ranking = pool(GROUP, games, {"A": {"world_ranking": 7}, "B": {"world_ranking": 2}, "C": {"world_ranking": 5}})
    assert places(ranking) == [("B", 1), ("C", 2), ("A", 3)]
