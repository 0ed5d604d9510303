"""What a unit of each rule may look like: a seeded competition for every family of the rulebook.

Where a second ranker has competitions of a family (`tests.sports.test_second_opinion_*`) they serve here too. A shape gives entries
with marks; the laws add marks of invalidity, decisions and disorder.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from kotinos.sports.ranking import Match, RuleSet
from tests.sports import (
    test_second_opinion_athletics,
    test_second_opinion_duels,
    test_second_opinion_judged,
    test_second_opinion_races,
    test_second_opinion_series,
)
from tests.sports.two_rankers import Play, Played, entries_of

Raw = dict[str, Any]
Dice = random.Random


def names(dice: Dice, most: int = 10) -> list[str]:
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def alone(make: Callable[[Dice], Raw], facts: Mapping[str, Any] | None = None) -> Play:
    """Everybody has marks of its own, made alike; now and then none yet."""

    def play(dice: Dice) -> Played:
        raws = {who: make(dice) if dice.random() < 0.9 else {} for who in names(dice)}
        return Played("", entries_of(raws), {}, facts=facts or {})

    return play


def together(make: Callable[[Dice, int], list[Raw]]) -> Play:
    """Marks that depend on one another: places at a line, heats."""

    def play(dice: Dice) -> Played:
        who = names(dice)
        return Played("", entries_of(dict(zip(who, make(dice, len(who)), strict=True))), {})

    return play


def two(make: Callable[[Dice], Raw]) -> Play:
    """A duel: home and away."""

    def play(dice: Dice) -> Played:
        sides = {who: {**make(dice), "order": at} for at, who in enumerate("AB", start=1)}
        return Played("", entries_of(sides), {})

    return play


def pool(
    goals: int, facts: Callable[[Dice, int, int], Mapping[str, Any]] = lambda *_: {}, *, ties: bool = True
) -> Play:
    """Everybody meets everybody once; some matches are still to come."""

    def play(dice: Dice) -> Played:
        teams = [f"T{n}" for n in range(dice.randint(2, 6))]
        matches = []
        for home, away in combinations(dice.sample(teams, len(teams)), 2):
            own, other = dice.randint(0, goals), dice.randint(0, goals)
            if own == other and not ties:
                own += 1
            score = (own, other) if dice.random() < 0.9 else None
            matches.append(Match(home=home, away=away, score=score, facts=facts(dice, own, other) if score else {}))
        return Played("", entries_of({team: {} for team in teams}), {}, matches=tuple(matches))

    return play


# -- marks -------------------------------------------------------------------------------------------------------------


def seconds(dice: Dice) -> Raw:
    return {"mark": f"{dice.randint(58, 60)}.{dice.choice(('00', '01'))}"}


def points(dice: Dice) -> Raw:
    return {"mark": dice.choice(("70", "70.5", "71"))}


def thousandths(dice: Dice) -> str:
    return dice.choice(("13.000", "13.100", "14.200"))


def clock(dice: Dice) -> str:
    return dice.choice(("58.00", "58.01", "59.50"))


def hundredths(dice: Dice) -> str:
    return dice.choice(("70.10", "70.20", "71.00"))


def parts_of(*units: str, mark: Callable[[Dice], str], **raw: Callable[[Dice], str]) -> Callable[[Dice], Raw]:
    """The units of a series, with a mark in each, and what else was recorded there."""

    def make(dice: Dice) -> Raw:
        return {
            "parts": [
                {
                    "unit": one,
                    "of": 8,
                    "mark": (text := mark(dice)),
                    "raw": {"mark": text} | {k: v(dice) for k, v in raw.items()},
                }
                for one in units
            ]
        }

    return make


def boulder(dice: Dice) -> str:
    tops = dice.randint(0, 2)
    return f"{tops}T{tops * dice.randint(1, 2)} {tops + 1}Z{tops + dice.randint(1, 2)}"


def rounds(*texts: str) -> Callable[[Dice], Raw]:
    def make(dice: Dice) -> Raw:
        known = ("Qualification", "Semi-Final", "Final")[: dice.randint(1, 3)]
        return {name: dice.choice(texts) for name in known}

    return make


def boulder_rounds(dice: Dice) -> Raw:
    return {name: boulder(dice) for name in ("Qualification", "Semi-Final", "Final")[: dice.randint(1, 3)]}


def apparatus(dice: Dice) -> Raw:
    d, e, penalty = dice.choice((5000, 5100)), dice.choice((8000, 8100)), dice.choice((0, 100))
    shown = {"d": d, "e": e, "penalty": penalty, "mark": d + e - penalty}
    return {name: f"{value / 1000:.3f}" for name, value in shown.items()}


def team(dice: Dice) -> Raw:
    return {"apparatus": {name: [thousandths(dice) for _ in range(3)] for name in ("VT", "UB", "BB", "FX")}}


def judged(*letters: str) -> Callable[[Dice], Raw]:
    return lambda dice: {letter: dice.choice(("8.0", "8.1", "9.0")) for letter in letters}


def race_of_sailing(dice: Dice, boats: int) -> list[Raw]:
    return [{"place": str(place)} for place in dice.sample(range(1, boats + 1), boats)]


def heats(dice: Dice, runners: int) -> list[Raw]:
    return [{**seconds(dice), "group": f"H{dice.randint(1, 3)}"} for _ in range(runners)]


def at_the_line(dice: Dice, boats: int) -> list[Raw]:
    """Kayak cross: a place, and now and then a fault."""
    places = dice.sample(range(1, boats + 1), boats)
    return [
        {"place": str(place), **({"mark": dice.choice(("FLT (2)", "RAL"))} if dice.random() < 0.3 else {})}
        for place in places
    ]


def ride(dice: Dice, riders: int) -> list[Raw]:
    return [{"place": str(place)} for place in dice.sample(range(1, riders + 1), riders)]


def dressage(dice: Dice) -> Raw:
    return {
        "mark": dice.choice(("70.100", "71.500")),
        "artistic": dice.choice(("80", "81")),
        "collective": dice.choice(("7", "8")),
    }


def final_of_shooting(dice: Dice) -> Raw:
    era = (
        {"qualification": dice.choice(("580", "581"))}
        if dice.random() < 0.5
        else {"medal_match": dice.choice(("10", "16"))}
    )
    return {
        "mark": dice.choice(("30", "31")),
        "shots": dice.choice(("20", "25")),
        "shoot_off": dice.choice(("9", "10")),
    } | era


def ranking_round(dice: Dice) -> Raw:
    return {"mark": dice.choice(("640", "641")), "tens": dice.choice(("20", "21")), "xs": dice.choice(("5", "6"))}


def score(low: int, high: int) -> Callable[[Dice], Raw]:
    return lambda dice: {"mark": str(dice.randint(low, high))}


def _set_points(dice: Dice, own: int, other: int) -> Mapping[str, Any]:
    """Each set to 25 (the score counts sets)."""
    sets = [(25, dice.randint(18, 20))] * own + [(dice.randint(18, 20), 25)] * other
    return {"periods": {f"S{n}": one for n, one in enumerate(sets, start=1)}}


def speed_qualification(dice: Dice, climbers: int) -> list[Raw]:
    """Seeding, then heats of two."""
    made: list[Raw] = []
    for at in range(climbers):
        first, second = (dice.choice(("4.79", "4.80", "5.00")) for _ in range(2))
        heat = {"unit": f"QUAL0002EL{at // 2 + 1:02}", "of": 2, "mark": second, "rank": at % 2 + 1}
        made.append({"parts": [{"unit": "QUAL0001SD--", "of": climbers, "mark": first}, heat]})
    return made


def omnium(*races: str) -> Play:
    """Places in the races of one format, then points in the last."""

    def make(dice: Dice, riders: int) -> list[Raw]:
        orders = [dice.sample(range(1, riders + 1), riders) for _ in (*races, "PTS")]
        made = []
        for places in zip(*orders, strict=True):
            before = [
                {"unit": f"{race.ljust(4, '-')}000100--", "of": riders, "rank": place, "mark": str(place)}
                for race, place in zip(races, places, strict=False)
            ]
            last = {"sprint_points": dice.choice((0, 5)), "laps": dice.choice((-1, 0, 1)), "place": places[-1]}
            made.append({"parts": [*before, {"unit": "PTS-000100--", "of": riders, "raw": last}]})
        return made

    return together(make)


def sprints(dice: Dice, skaters: int) -> list[Raw]:
    """A mass start on the ice: sprints on the way, and the order at the line."""
    on_the_way, line = (dice.sample(range(1, skaters + 1), skaters) for _ in range(2))
    return [
        {"sprint/1": str(first), "sprint/2": str(last), "place": str(last), "laps": "16"}
        for first, last in zip(on_the_way, line, strict=True)
    ]


def figure(dice: Dice) -> Raw:
    return {
        "mark": dice.choice(("70.10", "70.20")),
        "tes": dice.choice(("40.1", "40.2")),
        "pcs": dice.choice(("30.1", "30")),
    }


def performance(dice: Dice) -> Raw:
    """A time or a throw of an athlete of some class."""
    return {"mark": dice.choice(("30.10", "30.20", "31.00")), "sport_class": dice.choice(("A", "B"))}


RAZA = {"raza": {"A": ["1200", "1.5", "0.05"], "B": ["1200", "1.6", "0.05"]}}
FACTORS = {"factors": {"A": "95.5", "B": "100"}}

_RACES, _SERIES = test_second_opinion_races, test_second_opinion_series
_JUDGED, _DUELS = test_second_opinion_judged, test_second_opinion_duels
_TIMED = alone(seconds)
_POINTED = alone(points)

SHAPES: Mapping[str, Play] = {
    "ARC-ranking": alone(ranking_round),
    "ARC-match": _DUELS.archery_arrows,
    "ARC-team": two(score(3, 5)),
    "ATH-track": test_second_opinion_athletics.track,
    "ATH-road": _TIMED,
    "ATH-vertical": test_second_opinion_athletics.high_jump,
    "ATH-horizontal": test_second_opinion_athletics.long_jump,
    "ATH-combined": test_second_opinion_athletics.decathlon,
    "BDM-pool": pool(2, ties=False),
    "BDM-match": two(score(0, 2)),
    "BK3-pool": pool(15, ties=False),
    "BK3-match": two(score(12, 20)),
    "BKB-pool": pool(80, ties=False),
    "BKB-match": two(score(60, 70)),
    "BKG-group": pool(2),
    "BKG-battle": _DUELS.breaking,
    "BMF-park": _JUDGED.bmx_freestyle,
    "BMX-race": _RACES.bmx_race,
    "BMX-motos": _RACES.motos,
    "BOX-bout": two(score(0, 3)),
    "CLB-boulder": alone(boulder_rounds),
    "CLB-boulder@2025-01-01": alone(rounds("84.5", "84.6", "60.0")),
    "CLB-lead": alone(rounds("TOP", "54+", "54", "40")),
    "CLB-combined-part": _POINTED,
    "CLB-combined": alone(
        parts_of("FNL-000100--", "FNL-000200--", mark=lambda dice: dice.choice(("84.5", "60", "24.1")))
    ),
    "CLB-speed-qualification": together(speed_qualification),
    "CLB-speed": two(seconds),
    "CRD-time-trial": _RACES.time_trial,
    "CRD-road-race": _RACES.mass_start,
    "CSL-cross": together(at_the_line),
    "CSL-heats": _RACES.slalom_heats,
    "CSL-run": _RACES.slalom_run,
    "CSP-round": _RACES.round_of_races,
    "CSP-race": _RACES.race,
    "CTR-omnium@2014-06-20": omnium("SCR", "IP", "ELIM", "TT", "FL"),
    "CTR-omnium@2016-11-04": omnium("SCR", "TEMP", "ELIM"),
    "CTR-sprint-200": _RACES.flying_200,
    "CTR-sprint": together(ride),
    "CTR-keirin": _RACES.keirin,
    "CTR-scratch": _RACES.scratch,
    "CTR-points": _RACES.points_race,
    "CTR-time": _TIMED,
    "DIV-points": _JUDGED.diving,
    "EQU-dressage": alone(dressage),
    "EQU-eventing": _SERIES.eventing,
    "EQU-jumping": _SERIES.jumping_final,
    "FBL-worldcup": pool(3),
    "FBL-group": pool(3),
    "FBL-match": two(score(0, 2)),
    "FEN-bout": _DUELS.fencing,
    "GAR-apparatus": alone(apparatus),
    "GAR-scores": alone(apparatus),
    "GAR-vault-final": _JUDGED.vaults,
    "GAR-all-around": _JUDGED.all_around,
    "GAR-team": alone(team),
    "GAR-team-final": alone(team),
    "GLF-stroke-play": _SERIES.golf,
    "GLF-round": alone(score(69, 71)),
    "GRY-exercise": alone(judged("d", "a", "e")),
    "GRY-all-around": alone(parts_of("FNL-A0000101", "FNL-A0000102", mark=thousandths)),
    "GTR-qualification": alone(lambda dice: {"routine/1": thousandths(dice), "routine/2": thousandths(dice)}),
    "GTR-routine": _JUDGED.trampoline,
    "HBL-pool": pool(30),
    "HBL-match": two(score(20, 25)),
    "HOC-pool": pool(4),
    "HOC-match": two(score(0, 3)),
    "JUD-contest": two(lambda dice: {"waza_ari": dice.randint(0, 1), "shido": dice.randint(0, 2)}),
    "JUD-team": two(score(0, 4)),
    "MPN-total": _SERIES.pentathlon,
    "MPN-swimming": alone(seconds),
    "MPN-points": _POINTED,
    "MTB-cross-country": _RACES.mass_start,
    "OWS-race": _RACES.race,
    "ROW-round": _RACES.round_of_races,
    "ROW-race": _RACES.race,
    "RU7-pool": pool(30),
    "RU7-match": two(score(5, 20)),
    "SAL-series": test_second_opinion_athletics.sailing,
    "SAL-opening": _SERIES.opening_series,
    "SAL-windsurf-knockout": _SERIES.board_final,
    "SAL-kite-wins": _SERIES.kite_final,
    "SAL-medal-race": _SERIES.medal_race,
    "SAL-race": together(race_of_sailing),
    "SHO-final": alone(final_of_shooting),
    "SHO-qualification": _SERIES.qualification,
    "SKB-street": _JUDGED.street,
    "SKB-park": _JUDGED.park,
    "SRF-heat": _JUDGED.surfing,
    "SWA-routine": _POINTED,
    "SWA-total": alone(parts_of("FNL-000100--", "FNL-000200--", mark=thousandths)),
    "SWM-time": test_second_opinion_athletics.swimming,
    "TEN-match": two(score(0, 2)),
    "TKW-contest": two(score(2, 5)),
    "TRI-race": _RACES.race,
    "TTE-match": two(score(0, 4)),
    "VBV-pool": pool(2, _set_points, ties=False),
    "VBV-match": two(score(0, 2)),
    "VVO-pool": pool(3, _set_points, ties=False),
    "VVO-match": two(score(0, 3)),
    "WLF-total": _SERIES.weightlifting,
    "WPO-pool": pool(12),
    "WPO-match": two(score(5, 9)),
    "WRE-bout": two(score(0, 6)),
    "ALP-match": two(score(0, 4)),
    "ALP-total": alone(parts_of("FNL-000100--", "FNL-000200--", mark=clock)),
    "ALP-run": _TIMED,
    "BOB-total": alone(parts_of("FNL-000100--", "FNL-000200--", mark=clock)),
    "BOB-run": _TIMED,
    "BTH-race": _RACES.race,
    "CCS-race": _RACES.race,
    "CUR-round-robin": pool(5, ties=False),
    "CUR-game": two(score(2, 5)),
    "FRS-unit": _POINTED,
    "FSK-team": alone(parts_of("QUAL000100--", "FNL-000100--", mark=hundredths)),
    "FSK-total": alone(parts_of("QUAL000100--", "FNL-000100--", mark=hundredths)),
    "FSK-segment": alone(figure),
    "IHO-group": pool(3, ties=False),
    "IHO-game": two(score(0, 3)),
    "LUG-total": alone(parts_of("FNL-000100--", "FNL-000200--", mark=clock)),
    "LUG-run": _TIMED,
    "NCB-jump": _POINTED,
    "NCB-race": _RACES.race,
    "SBD-unit": _POINTED,
    "SJP-rounds": alone(parts_of("FNL-000100--", "FNL-000200--", mark=hundredths)),
    "SJP-jump": _POINTED,
    "SKN-total": alone(parts_of("FNL-000100--", "FNL-000200--", mark=clock)),
    "SKN-run": _TIMED,
    "SSK-mass-start": together(sprints),
    "SSK-time": _TIMED,
    "SMT-race": _RACES.race,
    "STK-race": together(ride),
    "raza": alone(performance, facts=RAZA),
    "time-points": alone(performance, facts=RAZA),
    "factored-time": alone(performance, facts=FACTORS),
    "duel": two(score(0, 3)),
    "medal_table": alone(lambda dice: {colour: str(dice.randint(0, 2)) for colour in ("gold", "silver", "bronze")}),
    "time_asc": _TIMED,
    "points_desc": _POINTED,
    "points_asc": _POINTED,
    "distance_best_desc": _POINTED,
    "height_best_desc": _POINTED,
    "weight_desc": _POINTED,
    "strokes_asc": alone(score(69, 71)),
    "faults_then_time": alone(lambda dice: {"faults": str(dice.choice((0, 4))), "time": dice.choice(("60.1", "60.2"))}),
    "placing_only": together(ride),
    "sum_desc": alone(lambda dice: {"scores": [dice.choice(("9", "10")) for _ in range(2)]}),
    "sum_asc_strokes": alone(lambda dice: {"rounds": [str(dice.randint(69, 71)) for _ in range(2)]}),
    "h2h_points": two(points),
    "h2h_time_asc": two(seconds),
    "heats": together(heats),
}
"""A competition for every family of the rulebook (or for one rule set, where that reads other marks); a test says what is missing."""


def shape_of(rule_set: RuleSet) -> Play:
    """The competitions of a rule set; raises ``KeyError`` where there are none."""
    return SHAPES[rule_set.id] if rule_set.id in SHAPES else SHAPES[rule_set.family]
