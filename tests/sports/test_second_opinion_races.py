"""Two rankers of races that share no code agree on seeded races full of equal times, photos, falls and lapped riders."""

from __future__ import annotations

import pytest

from tests.sports import second_opinion_races as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 100


def names(dice, most=12, least=1):
    return [f"C{n:02d}" for n in range(dice.randint(least, most))]


def clock(hundredths, digits=2):
    """``1:40.05``: a time of a few different hundredths."""
    minutes, rest = divmod(hundredths, 60 * 10**digits)
    return f"{minutes}:{rest // 10**digits:02d}.{rest % 10**digits:0{digits}d}"


def out(dice, *irms):
    """Raw values of who is not to be placed: no mark yet, or out."""
    irm = dice.choice((None, *irms))
    return {"irm": irm} if irm else {}


def place_at(raw, place):
    return raw if place is None else {**raw, "place": place}


def race(dice):
    cards, raws = {}, {}
    for who in names(dice, 8):
        if dice.random() < 0.12:
            cards[who], raws[who] = None, out(dice, "DNF", "DNS", "DSQ", "RET")
            continue
        time, place = dice.randint(9998, 10_001), dice.choice((None, 1, 2, 3, 4, 5))
        cards[who], raws[who] = (time, place), place_at({"mark": clock(time)}, place)
    rule = dice.choice(("row_race", "csp_race", "ows_race", "tri_race"))
    return Played(rule, entries_of(raws), second.dead_heats(cards))


def round_of_races(dice):
    cards, raws = {}, {}
    for who in names(dice, 16):
        heat = f"H{dice.randint(1, 3)}"
        if dice.random() < 0.12:
            cards[who], raws[who] = None, {**out(dice, "DNF", "DNS", "DSQ"), "group": heat}
            continue
        time, place = dice.randint(9998, 10_001), dice.choice((None, 1, 2, 3, 4))
        cards[who] = (heat, time, place)
        raws[who] = {**place_at({"mark": clock(time)}, place), "group": heat}
    return Played(dice.choice(("row_round", "csp_round")), entries_of(raws), second.rounds(cards))


def time_trial(dice):
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.12:
            cards[who], raws[who] = None, out(dice, "DNF", "OTL", "DNS", "DSQ")
            continue
        t4 = dice.randint(9998, 10_001) * 100
        cards[who], raws[who] = t4, {"mark": clock(t4 // 100), "t4": t4}
    return Played("road_time_trial", entries_of(raws), second.fastest(cards))


def mass_start(dice):
    cross_country, cards, raws, waiting = dice.random() < 0.6, {}, {}, False
    for who in names(dice):
        place = dice.choice((None, 1, 2, 3, 4, 5))
        kind = dice.random()
        if kind < 0.1:
            raw = out(dice, "DNF", "DNS", "DSQ") if dice.random() < 0.7 else {"irm": "DNF"}
            cards[who], raws[who], waiting = None, raw, waiting or not raw
        elif kind < 0.4 and cross_country:
            laps = dice.randint(1, 3)
            cards[who] = ("lapped", laps, place)
            raws[who] = place_at({"irm": "LAP", "laps": dice.choice((laps, -laps))}, place)
        else:
            seconds = dice.randint(5998, 6001)
            cards[who] = ("home", seconds, place)
            mark = f"1:{seconds // 60 - 60:02d}:{seconds % 60:02d}" if seconds >= 3600 else clock(seconds, 0)
            raws[who] = place_at({"mark": mark}, place)
    rule = "cross_country" if cross_country else "road_race"
    return Played(rule, entries_of(raws), second.mass_start(cards, open_race=waiting))


def keirin(dice):
    cards, raws, waiting = {}, {}, False
    for who in names(dice, 8):
        place, kind = dice.randint(1, 6), dice.random()
        if kind < 0.1:
            cards[who], raws[who] = None, out(dice, "DNS", "DSQ")
            waiting = waiting or not raws[who]
        elif kind < 0.4:
            irm = dice.choice(("DNF", "REL"))
            known = dice.choice((None, place))
            cards[who], raws[who] = (irm, known), place_at({"irm": irm}, known)
        else:
            cards[who], raws[who] = ("home", [place]), {"place": place}
    return Played("track_keirin", entries_of(raws), second.arrivals(cards, ("DNF", "REL"), open_race=waiting))


def scratch(dice):
    cards, raws = {}, {}
    for who in names(dice):
        place, laps = dice.randint(1, 6), dice.choice((-1, 0, 0, 1))
        if dice.random() < 0.1:
            cards[who], raws[who] = None, {"irm": dice.choice(("DNS", "DSQ"))}
        else:
            cards[who] = ("home", [-laps, place])
            raws[who] = {"place": place, **({"laps": laps} if laps or dice.random() < 0.5 else {})}
    return Played("track_scratch", entries_of(raws), second.arrivals(cards, ("DNF", "REL")))


def flying_200(dice):
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice, "DNF", "DNS", "DSQ")
            continue
        time, last = dice.randint(9998, 10_000), dice.randint(4998, 5000)
        cards[who] = time * 100_000 + last
        raws[who] = {"mark": clock(time), "last_100": clock(last)}
    return Played("track_sprint_200", entries_of(raws), second.fastest(cards))


def points_race(dice):
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.1:
            cards[who], raws[who] = None, {"irm": dice.choice(("DNF", "DNS", "DSQ"))}
            continue
        sprints, laps, last = dice.choice((0, 5, 20, 25)), dice.choice((-1, 0, 1)), dice.choice((None, 1, 2, 3, 4))
        cards[who] = (sprints, laps, last)
        raws[who] = place_at({"sprint_points": sprints, "laps": laps}, last)
    return Played("track_points", entries_of(raws), second.on_points(cards))


def omnium(dice):
    riders = names(dice, 24)
    races, rule = dice.choice(
        (
            (("SCR", "TEMP", "ELIM"), "CTR-omnium@2016-11-04"),
            (("SCR", "IP", "ELIM", "TT", "FL"), "CTR-omnium@2014-06-20"),
        )
    )
    orders = [dice.sample(range(1, len(riders) + 1), len(riders)) for _ in races]
    at_the_line = dice.sample(range(1, len(riders) + 1), len(riders))
    cards, raws = {}, {}
    for at, who in enumerate(riders):
        before = [order[at] for order in orders]
        sprints, laps = dice.choice((0, 2, 4, 5)), dice.choice((-1, 0, 0, 1))
        cards[who] = (before, sprints, laps, at_the_line[at])
        parts = [
            {"unit": f"{race.ljust(4, '-')}000100--", "rank": place, "of": len(riders), "mark": str(place)}
            for race, place in zip(races, before, strict=True)
        ]
        last = {"sprint_points": sprints, "laps": laps, "place": at_the_line[at]}
        raws[who] = {"parts": [*parts, {"unit": "PTS-000100--", "of": len(riders), "raw": last}]}
    return Played(rule, entries_of(raws), second.omnium(cards))


def slalom_run(dice):
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice, "DNF", "DSQ-R", "DNS", "DSQ")
            continue
        time, touched, missed = dice.choice((9000, 9001, 9200, 9201)), dice.randint(0, 2), dice.choice((0, 0, 1))
        gates = dice.sample([2] * touched + [50] * missed + [0] * (6 - touched - missed), 6)
        cards[who] = (time, touched, missed)
        shown = f"{time // 100}.{time % 100:02d}"
        raws[who] = {"time": shown, **{f"gate/{at}": value for at, value in enumerate(gates, start=1)}}
    return Played("canoe_slalom_run", entries_of(raws), second.slalom_run(cards))


def slalom_heats(dice):
    cards, raws = {}, {}
    for who in names(dice):
        runs = [dice.choice((None, 9000, 9001, 9002)) for _ in range(2)]
        cards[who] = runs
        parts = [
            {"unit": f"HEAT000{at}00--", **({"irm": dice.choice(("DNF", "DSQ-R", "DNS"))} if run is None else {})}
            | ({} if run is None else {"mark": f"{run // 100}.{run % 100:02d}"})
            for at, run in enumerate(runs, start=1)
        ]
        raws[who] = {"parts": parts}
    return Played("canoe_slalom_heats", entries_of(raws), second.slalom_heats(cards))


def kayak_cross(dice):
    cards, raws = {}, {}
    for who in names(dice, 4):
        what, place = dice.choice(("clean", "clean", "clean", "FLT", "RAL", "DNF", "DNS", "DSQ")), dice.randint(1, 4)
        cards[who] = None if what == "DSQ" else (what, place)
        if what in ("DNF", "DNS", "DSQ"):
            raws[who] = {"irm": what}
        else:
            mark = {"FLT": "FLT (2, 8)", "RAL": "RAL"}.get(what)
            raws[who] = {"place": place, **({"mark": mark} if mark else {})}
    return Played("kayak_cross_heat", entries_of(raws), second.kayak_cross(cards))


def bmx_race(dice):
    cards, raws, waiting = {}, {}, False
    for who in names(dice, 8):
        kind, place = dice.random(), dice.randint(1, 8)
        if kind < 0.1:
            cards[who], raws[who] = None, out(dice, "DNS", "DSQ")
            waiting = waiting or not raws[who]
        elif kind < 0.3:
            irm = dice.choice(("DNF", "REL"))
            cards[who], raws[who] = (irm, None), {"irm": irm}
        else:
            time = dice.randint(31_000, 31_002)
            cards[who] = ("home", [time, place])
            raws[who] = {"mark": f"{time // 1000}.{time % 1000:03d}", "place": place}
    return Played("bmx_race", entries_of(raws), second.arrivals(cards, ("DNF", "REL"), open_race=waiting))


def motos(dice):
    cards, raws = {}, {}
    for who in names(dice, 16):
        runs = [dice.choice((1, 2, 3, 4, 5, 6, 7, 8, "DNF", "REL")) for _ in range(3)]
        if dice.random() < 0.1:
            runs[dice.randint(0, 2)] = "DNS"
        time = dice.randint(31_000, 31_004) if isinstance(runs[-1], int) else None
        cards[who] = (runs, time)
        parts = []
        for at, run in enumerate(runs, start=1):
            own = {"rank": run} if isinstance(run, int) else {"irm": run}
            mark = {"mark": f"{time // 1000}.{time % 1000:03d}"} if time and at == len(runs) else {}
            parts.append({"unit": f"QFNL000{at}01--", "of": 8, **own, **mark})
        raws[who] = {"parts": parts}
    return Played("bmx_motos", entries_of(raws), second.motos(cards, riders=8))


FAMILIES = [
    race,
    round_of_races,
    time_trial,
    mass_start,
    keirin,
    scratch,
    flying_200,
    points_race,
    omnium,
    slalom_run,
    slalom_heats,
    kayak_cross,
    bmx_race,
    motos,
]

KEPT = [(round_of_races, 0), (round_of_races, 2), (motos, 5)]
"""Competitions that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_rankers_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
