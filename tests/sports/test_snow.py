"""Snow: alpine, cross-country, biathlon, jumping, nordic combined, freestyle and snowboard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import (
    alpine,
    biathlon,
    cross_country,
    cross_sprint,
    handicap,
    jump_points,
    programme,
    ski_jumping,
    snow_park,
)
from kotinos.sports.jump_points import Hill
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import CannotRank, Entry
from kotinos.sports.why import say
from tests.sports.winter import places, race, runs

DOWNHILL = Rsc.of("ALP", "W", "DH", "FNL", "000100")
SUPER_G = Rsc.of("ALP", "M", "SG", "FNL", "000100")
SLALOM = Rsc.of("ALP", "W", "SL", "FNL")
TEN_KM = Rsc.of("CCS", "W", "10KM", "FNL", "000100")
RELAY = Rsc.of("CCS", "M", "4X10KM", "FNL", "000100")
INDIVIDUAL = Rsc.of("BTH", "M", "LONG", "FNL", "000100")
MASS_START = Rsc.of("BTH", "M", "MASS", "FNL", "000100")


# -- alpine ------------------------------------------------------------------------------------------------------------


def test_sochi_2014_two_golds_in_the_downhill():
    ranking = race(DOWNHILL, {"Gut": "1:41.67", "Gisin": "1:41.57", "Maze": "1:41.57"}, date(2014, 2, 12))
    assert places(ranking) == [("Gisin", 1), ("Maze", 1), ("Gut", 3)]
    assert ranking.rows[0].rank_equal


def test_sochi_2014_two_bronzes_in_the_super_g():
    cards = {"Hudec": "1:18.67", "Miller": "1:18.67", "Weibrecht": "1:18.44", "Jansrud": "1:18.14"}
    ranking = race(SUPER_G, cards, date(2014, 2, 16))
    assert places(ranking) == [("Jansrud", 1), ("Weibrecht", 2), ("Hudec", 3), ("Miller", 3)]


def test_a_failure_is_listed_with_its_run_and_the_later_run_first():
    ranking = runs(SLALOM, {"A": "DNF", "B": "50.00 DSQ", "C": "50.10 51.00", "D": "49.00 DNF", "E": "DNS"})
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("C", 1, None),
        ("D", None, "DNF2"),
        ("B", None, "DSQ2"),
        ("A", None, "DNF1"),
        ("E", None, "DNS1"),
    ]
    assert "did not finish run 2" in say(ranking.rows[1].why, 1, None)
    assert "n’a pas terminé la manche 2" in say(ranking.rows[1].why, 1, None, "fr")


def test_while_the_second_run_is_on_who_is_down_twice_leads():
    ranking = runs(SLALOM, {"A": "49.00", "B": "50.00 50.00", "C": "51.00 48.90"})
    assert places(ranking) == [("C", 1), ("B", 2), ("A", 3)]
    assert (
        say(ranking.rows[1].why, 1, 2)
        == "1st before 2nd: both finished 2 runs; faster in total (1:39.90 against 1:40.00)"
    )
    assert "plus de manches terminées (2 contre 1)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_equal_totals_share_the_place_whatever_the_runs():
    assert places(runs(SLALOM, {"A": "50.00 51.00", "B": "51.00 50.00"})) == [("A", 1), ("B", 1)]


def test_the_best_thirty_are_reversed_and_all_who_share_the_thirtieth_place_with_them():
    first = Rsc.of("ALP", "M", "SL", "FNL", "000100")
    cards = {f"S{n:02d}": f"{50 + min(n, 30) if n < 32 else 50 + n}.00" for n in range(1, 34)}
    order = alpine.second_run(race(first, cards))
    assert order[:3] == ("S31", "S30", "S29")
    assert order[30:] == ("S01", "S32", "S33")


def test_a_start_order_that_reverses_nobody_is_refused():
    with pytest.raises(CannotRank, match="reverses the best 0"):
        alpine.second_run(race(DOWNHILL, {"A": "1:40.00"}), 0)


def test_a_team_match_level_on_points_goes_to_the_best_man_and_woman():
    match = Rsc.of("ALP", "X", "TEAM4", "QFNL", "00020000")
    ranking = race(match, {"SLO": {"mark": "2", "best_time": 4792}, "CAN": {"mark": "2", "best_time": 4824}})
    assert [(row.id, row.wlt) for row in ranking.rows] == [("CAN", "L"), ("SLO", "W")]
    said = {say(row.why, None, None, lang) for row in ranking.rows if row.why for lang in ("en", "fr")}
    assert any("times of the best man and woman, level on points 2–2" in one for one in said)
    assert any("à égalité de points 2–2" in one for one in said)


# -- cross-country -----------------------------------------------------------------------------------------------------


def test_pyeongchang_2018_two_bronzes_over_ten_kilometres():
    cards = {"Bjoergen": "25:32.4", "Paermaekoski": "25:32.4", "Kalla": "25:20.8", "Haga": "25:00.5"}
    assert places(race(TEN_KM, cards)) == [("Haga", 1), ("Kalla", 2), ("Bjoergen", 3), ("Paermaekoski", 3)]


def test_a_photo_tells_equal_times_at_the_line_apart():
    ranking = race(RELAY, {"A": {"mark": "1:40:00.0", "place": 2}, "B": {"mark": "1:40:00.0", "place": 1}})
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_lapped_teams_keep_a_place_behind_all_who_finished():
    ranking = race(
        RELAY, {"A": {"irm": "LAP", "place": 3}, "B": "2:04:57.8", "C": {"irm": "LAP", "place": 2}, "D": "DNF"}
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("B", 1, None),
        ("C", 2, "LAP"),
        ("A", 3, "LAP"),
        ("D", None, "DNF"),
    ]


def test_a_sprint_leads_thirty_to_heats_and_two_lucky_losers_to_the_next():
    event = Rsc.of("CCS", "M", "SPRINT")
    units = [
        Rsc.of("CCS", "M", "SPRINT", phase, f"{n:04d}00")
        for phase, count in (("QUAL", 1), ("QFNL", 5), ("SFNL", 2), ("FNL", 1))
        for n in range(1, count + 1)
    ]
    plan = {one.phase.phase: (one.level, one.kind, dict(one.qualify)) for one in cross_country.phases(event, units)}
    assert plan == {
        "FNL": (1, "final", {}),
        "SFNL": (2, "heats", {"place": 2, "time": 2}),
        "QFNL": (3, "heats", {"place": 2, "time": 2}),
        "QUAL": (4, "heats", {"total": 30}),
    }


def sprint_of(heats: dict[str, list[dict[str, str]]]) -> EventResults:
    event = Rsc.of("CCS", "W", "SPRINT")
    phases, names = [], set()
    for level, phase in enumerate(("FNL", "SFNL", "QUAL"), start=1):
        units = []
        for n, cards in enumerate(heats[phase], start=1):
            rsc = Rsc.of("CCS", "W", "SPRINT", phase, f"{n:04d}00")
            entries = tuple(
                Entry(n=k, id=who, raw={"mark": mark}, group=rsc) for k, (who, mark) in enumerate(cards.items())
            )
            units.append(UnitResult(rsc=rsc, entries=entries, ranking=race(rsc, cards), finished=True))
            names |= set(cards)
        together = {who: mark for cards in heats[phase] for who, mark in cards.items()}
        phase_rsc = Rsc.of("CCS", "W", "SPRINT", phase)
        kind = "final" if phase == "FNL" else "heats"
        phases.append(
            PhaseResult(
                rsc=phase_rsc,
                kind=kind,
                level=level,
                units=tuple(units),
                ranking=race(phase_rsc, together),
                complete=True,
            )
        )
    everybody = tuple(Entry(n=n, id=who) for n, who in enumerate(sorted(names)))
    return EventResults(event=event, phases=tuple(phases), entries=everybody)


def test_who_goes_no_further_stands_by_the_heat_and_then_by_the_qualification():
    results = sprint_of({
        "QUAL": [{"A": "3:00.00", "B": "3:01.00", "C": "3:02.00", "D": "3:03.00", "E": "3:04.00", "F": "3:05.00", "G": "3:09.00"}],
        "SFNL": [{"A": "3:10.00", "E": "3:11.00", "F": "3:12.00"}, {"B": "2:50.00", "C": "2:55.00", "D": "2:56.00"}],
        "FNL": [{"A": "3:00.00", "B": "3:00.10"}],
    })  # fmt: skip
    ranking = cross_country.rank_event(results)
    assert places(ranking) == [("A", 1), ("B", 2), ("C", 3), ("E", 4), ("D", 5), ("F", 6), ("G", 7)]
    assert "better in the qualification (3 against 5)" in say(ranking.rows[3].why, 3, 4)
    assert "meilleure place dans sa série (2 contre 3)" in say(ranking.rows[4].why, 4, 5, "fr")


def test_the_cuts_without_quarter_finals_begin_with_the_semi_finals():
    assert "QFNL" not in cross_sprint.cuts(12, 0)


# -- biathlon ----------------------------------------------------------------------------------------------------------


def test_every_miss_of_an_individual_costs_a_minute_and_of_a_short_one_45_seconds():
    cards = {
        "A": {"ski": "47:00.0", "shooting/1": 0, "shooting/2": 1, "shooting/3": 0, "shooting/4": 1},
        "B": {"ski": "48:10.0", "shooting/1": 0, "shooting/2": 0, "shooting/3": 0, "shooting/4": 0},
    }
    assert places(race(INDIVIDUAL, cards)) == [("B", 1), ("A", 2)]
    ranking = race(INDIVIDUAL, cards, penalty_seconds=45)
    assert [(row.id, row.values["t4"]) for row in ranking.rows] == [("B", 28_900_000), ("A", 29_100_000)]
    assert [row.values["misses"] for row in ranking.rows] == ["0+0+0+0", "0+1+0+1"]


def test_a_time_that_was_given_already_holds_the_penalties():
    ranking = race(INDIVIDUAL, {"A": {"mark": "49:00.0", "ski": "47:00.0", "shooting/1": 5}, "B": "49:30.0"})
    assert places(ranking) == [("A", 1), ("B", 2)]


def test_pyeongchang_2018_the_photo_of_the_mass_start():
    cards = {"Schempp": {"mark": "35:47.3", "place": 2}, "Fourcade": {"mark": "35:47.3", "place": 1}}
    assert places(race(MASS_START, cards)) == [("Fourcade", 1), ("Schempp", 2)]


@pytest.mark.parametrize(("slots", "message"), [({"shooting/1": 6}, "0 to 5"), ({"shooting/x": 1}, "shooting/x")])
def test_more_misses_than_targets_are_refused(slots, message):
    with pytest.raises(CannotRank, match=message):
        biathlon.misses(Entry(n=0, id="A", raw=slots))


def test_a_penalty_that_is_no_number_is_refused():
    with pytest.raises(CannotRank, match="penalty_seconds 'one minute'"):
        race(INDIVIDUAL, {"A": "49:00.0"}, penalty_seconds="one minute")


def test_a_pursuit_starts_by_full_seconds_behind_the_winner_of_the_sprint():
    sprint = race(MASS_START, {"A": "24:00.4", "B": "24:25.9", "C": "24:25.8", "D": "24:00.8", "E": "DNF"})
    assert handicap.from_times(sprint) == {"A": 0, "D": 0, "C": 25, "B": 26}


# -- jumps -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "metres", "points"),
    [
        ("95", "95", "60.0"),
        ("95", "104.5", "79.0"),
        ("125", "140", "87.0"),
        ("200", "200", "120.0"),
        ("90", "60", "0.0"),
    ],
)
def test_a_jump_to_the_k_point_has_sixty_points_and_each_metre_its_value(k, metres, points):
    assert jump_points.distance_points(Hill.of(Decimal(k)), Decimal(metres)) == Decimal(points)


def test_the_best_and_the_worst_of_five_awards_do_not_count():
    awards = tuple(Decimal(a) for a in ("17.5", "18.0", "18.5", "19.0", "16.0"))
    assert jump_points.style_points(awards) == Decimal("54.0")


@pytest.mark.parametrize("awards", [("18",) * 4, ("18", "18", "18", "18", "20.5"), ("18", "18", "18", "18", "18.2")])
def test_a_panel_that_is_none_is_refused(awards):
    with pytest.raises(ValueError, match="award"):
        jump_points.style_points(tuple(Decimal(a) for a in awards))


JUMP = Rsc.of("SJP", "M", "NH", "FNL", "000100")
PANEL = {f"judge/{n}": "18.0" for n in range(1, 6)}


def test_wind_and_gate_are_added_to_distance_and_style():
    cards = {
        "A": {"distance": "100.0", **PANEL, "wind": "-4.6", "gate": "0.0"},
        "B": {"distance": "97.0", **PANEL, "wind": "3.2", "gate": "-1.0"},
        "C": {"distance": "40.0", **dict.fromkeys(PANEL, "2.0")},
        "D": {"distance": "99.0"},
    }
    ranking = race(JUMP, cards, k="95")
    assert [(row.id, row.values.get("total")) for row in ranking.rows] == [
        ("B", "120.2"),
        ("A", "119.4"),
        ("C", "0"),
        ("D", None),
    ]


def test_the_thirtieth_and_all_who_share_that_place_jump_again_the_leader_last():
    first = race(JUMP, {f"J{n:02d}": str(200 - min(n, 30)) for n in range(1, 33)})
    order = ski_jumping.second_round(first)
    assert len(order) == 32
    assert order[-1] == "J01"
    assert len(ski_jumping.second_round(first, teams=True)) == 8


def test_fifteen_points_are_a_minute_and_half_seconds_go_up():
    jumps = race(Rsc.of("NCB", "M", "NH", "SJP", "000100"), {"A": "112.0", "B": "105.1", "C": "97.0", "D": "DNS"})
    assert ski_jumping.race_starts(jumps, Rsc.of("NCB", "M", "NH")) == {"A": 0, "B": 28, "C": 60}
    assert ski_jumping.race_starts(jumps, Rsc.of("NCB", "M", "TEAM4")) == {"A": 0, "B": 9, "C": 20}
    assert handicap.from_points(jumps, Fraction(5, 2))["B"] == 17  # 17.25 s


def test_nordic_combined_is_won_by_whoever_comes_in_first():
    ranking = race(Rsc.of("NCB", "M", "NH", "FNL", "000100"),
                   {"A": {"mark": "25:07.7", "place": 2}, "B": {"mark": "25:07.7", "place": 1}, "C": "DSQ"})  # fmt: skip
    assert places(ranking) == [("B", 1), ("A", 2), ("C", None)]


# -- parks -------------------------------------------------------------------------------------------------------------


def park(discipline: str, event: str, phase: str = "FNL") -> Rsc:
    return Rsc.of(discipline, "M", event, phase, "000100")


def test_pyeongchang_2018_halfpipe_the_last_run_wins():
    cards = {
        "Hirano": {"run/1": "35.25", "run/2": "95.25", "run/3": "43.25"},
        "White": {"run/1": "94.25", "run/2": "55.00", "run/3": "97.75"},
        "James": {"run/1": "92.00", "run/2": "81.75", "run/3": "40.25"},
    }
    assert places(race(park("SBD", "HP"), cards)) == [("White", 1), ("Hirano", 2), ("James", 3)]


def test_equal_best_runs_go_to_the_second_best():
    ranking = race(park("FRS", "SS"), {"A": {"run/1": "90", "run/2": "10"}, "B": {"run/1": "20", "run/2": "90"}})
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_a_big_air_counts_two_tricks_that_differ():
    cards = {
        "A": {
            "trick/1": "95",
            "kind/1": "BS1800",
            "trick/2": "94",
            "kind/2": "BS1800",
            "trick/3": "20",
            "kind/3": "FS1440",
        },
        "B": {"trick/1": "80", "kind/1": "BS1800", "trick/2": "70", "kind/2": "FS1440"},
    }
    ranking = race(park("SBD", "BA"), cards)
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("B", "150"), ("A", "115")]


def test_a_trick_of_no_kind_is_one_of_its_own():
    assert snow_park.two_tricks(Entry(n=0, id="A", raw={"trick/1": "80", "trick/2": "81", "trick/3": "79"})) == 161


def test_equal_moguls_go_to_the_better_turns_then_to_the_air():
    moguls = park("FRS", "MO")
    cards = {"A": {"mark": "80.00", "turns": "47.0", "air": "18"}, "B": {"mark": "80.00", "turns": "48.0", "air": "17"}}
    ranking = race(moguls, cards)
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "better turns (48.0 against 47.0)" in say(ranking.rows[1].why, 1, 2)
    even = {who: {**card, "turns": "48.0"} for who, card in cards.items()}
    assert places(race(moguls, even)) == [("A", 1), ("B", 2)]
    assert "meilleurs sauts (18 contre 17)" in say(race(moguls, even).rows[1].why, 1, 2, "fr")


def test_who_falls_in_a_heat_of_cross_stands_behind_by_how_far_he_came():
    cards = {"A": {"place": 1}, "B": {"irm": "DNF", "place": 4}, "C": {"place": 2}, "D": {"irm": "DNF", "place": 3}}
    ranking = race(park("FRS", "SX", "QFNL"), cards)
    assert places(ranking) == [("A", 1), ("C", 2), ("D", 3), ("B", 4)]


def test_who_does_not_finish_a_parallel_run_is_second():
    ranking = race(park("SBD", "PGS", "8FNL"), {"A": "DNF", "B": "43.10"})
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_a_cross_leads_two_of_four_to_the_next_heat_and_sixteen_to_the_first():
    event = Rsc.of("SBD", "W", "SBX")
    units = [
        Rsc.of("SBD", "W", "SBX", phase, f"{n:04d}00")
        for phase, count in (("QUAL", 1), ("QFNL", 4), ("SFNL", 2), ("FNL", 2))
        for n in range(1, count + 1)
    ]
    plan = {one.phase.phase: dict(one.qualify) for one in programme.phases(event, units)}
    assert plan == {"FNL": {}, "SFNL": {"place": 2}, "QFNL": {"place": 2}, "QUAL": {"total": 16}}
