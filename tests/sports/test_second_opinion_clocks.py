"""Two rankers agree on what a clock or a line decides: runs on ice and snow, laps, pursuits, sprints of two, speed climbing."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_clocks as second
from tests.sports import second_opinion_races as races
from tests.sports.two_rankers import Played, disagreements, entries_of, outcome

FAST = 150
PURSUIT, TEAM_SPRINT = Rsc.of("CTR", "M", "PURTEAM4", "RND1", "000100"), Rsc.of("CTR", "W", "TEAMSP", "FNL", "000100")
SPRINT = Rsc.of("CTR", "M", "SPRINT", "QFNL", "000100")
SPEED, SPEED_RACE = Rsc.of("CLB", "W", "SPEED", "QUAL"), Rsc.of("CLB", "W", "SPEED", "QFNL", "000100")
PARALLEL = Rsc.of("SBD", "M", "PGS", "8FNL", "000100")
MATCH = Rsc.of("ALP", "X", "TEAM4", "QFNL", "000100")
PARIS = date(2024, 8, 7)


def names(dice, most=12):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def clock(hundredths):
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def out(dice, *irms):
    irm = dice.choice((None, *irms))
    return {"irm": irm} if irm else {}


RUNS = (
    ("alpine_run", ("DNF", "DSQ", "DNS")),
    ("bob_run", ("DNF", "DNS", "DSQ")),
    ("skn_run", ("DNF", "DNS", "DSQ")),
    ("lug_run", ("DNF", "DNS", "DSQ")),
)
WITH_A_PHOTO = (
    ("time_asc", ("DNF", "DNS", "DSQ", "LAP")),
    ("speed_skating_time", ("DNF", "WDR", "DNS", "DQ")),
    ("SWM-time@1908-07-19", ("DNF", "DSQ", "DNS")),
    ("modern_pentathlon_swimming", ("DNF", "DNS", "DSQ")),
    ("ATH-road@1912-07-17", ("DNF", "DQ", "DNS")),
)


def against_the_clock(dice):
    photo = dice.random() < 0.5
    rule, irms = dice.choice(WITH_A_PHOTO if photo else RUNS)
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.12:
            cards[who], raws[who] = None, out(dice, *irms)
            continue
        time, place = dice.randint(9998, 10_001), dice.choice((None, 1, 2, 3, 4))
        cards[who] = (time, place if photo else None)
        raws[who] = {"mark": clock(time), **({"place": str(place)} if place else {})}
    return Played(rule, entries_of(raws), races.dead_heats(cards))


def ski_race(dice):
    cards, raws = {}, {}
    rule = dice.choice(("ccs_race", "smt_race", "gundersen"))
    for who in names(dice):
        place, kind = dice.choice((None, 1, 2, 3, 4)), dice.random()
        raws[who] = {"place": str(place)} if place else {}
        if kind < 0.1:
            cards[who] = None
            raws[who] |= {"irm": dice.choice(("DNF", "DNS", "DSQ", "DQB"))}
        elif kind < 0.25:
            cards[who] = ("LAP", None, place)
            raws[who] |= {"irm": "LAP"}
        else:
            time = dice.randint(9998, 10_000)
            cards[who] = ("home", time, place)
            raws[who] |= {"mark": clock(time)}
    return Played(rule, entries_of(raws), second.skied(cards))


def duel(rule, one, two, letters, **more):
    raws = {"A": {**one, "order": 1, "group": "H1"}, "B": {**two, "order": 2, "group": "H1"}}
    return Played(rule, entries_of(raws), dict(zip("AB", letters, strict=True)), read=outcome, **more)


def track_pursuit(dice):
    cards, raws = [], []
    for _ in range(2):
        kind = dice.random()
        if kind < 0.06:
            card, raw = None, {}
        elif kind < 0.24:
            irm = dice.choice(("OVL", "DNF", "REL", "DNS", "DSQ"))
            card, raw = irm if irm in ("OVL", "DNF", "REL") else "out", {"irm": irm}
        else:
            time = dice.randint(23_000, 23_002)
            card, raw = time, {"mark": clock(time)}
        cards.append(card)
        raws.append(raw)
    if cards == ["OVL", "OVL"]:
        cards[0], raws[0] = 23_000, {"mark": clock(23_000)}
    return duel(dice.choice((PURSUIT, TEAM_SPRINT)), *raws, second.pursuit(*cards))


def track_sprint(dice):
    home, away = [], []
    while max(home.count(1), away.count(1)) < 2 and dice.random() < 0.85:
        home.append(dice.choice((1, 2)))
        away.append(3 - home[-1])
    raws = [{f"ride/{n}": str(place) for n, place in enumerate(own, start=1)} for own in (home, away)]
    return duel(SPRINT, *raws, second.rides(home, away))


def speed_race(dice):
    cards, raws = [], []
    for _ in range(2):
        irm = dice.choice(("Fall", "FS", None, None, None, None))
        time = dice.randint(610, 612)
        cards.append(time if irm is None else {"Fall": "OVL", "FS": "DNF"}[irm])
        raws.append({"mark": f"{time // 100}.{time % 100:02d}"} if irm is None else {"irm": irm})
    return duel(SPEED_RACE, *raws, second.pursuit(*cards), day=PARIS)


def speed_qualification(dice):
    climbers = [f"C{n:02d}" for n in range(2 * dice.randint(4, 7))]
    times, raws, heats = {}, {}, []
    for who in climbers:
        seeding = [dice.choice((None, 610, 611, 612)) for _ in range(2)]
        times[who] = [time for time in seeding if time]
        parts = [
            {"unit": f"QUAL0001{lane:02d}--", **({"mark": f"6.{time % 100:02d}"} if time else {"irm": "Fall"})}
            for lane, time in enumerate(seeding, start=1)
        ]
        raws[who] = {"parts": parts}
    begun = dice.random() < 0.8
    for at, pair in enumerate(zip(climbers[::2], climbers[1::2], strict=True), start=1):
        heat, winner = [], dice.choice(pair)
        for who in pair:
            if not begun:
                continue
            part = {"unit": f"QUAL0002EL{at:02d}"[:12].ljust(12, "-"), "rank": 1 if who == winner else 2}
            time = dice.choice((609, 610, 611)) if who == winner else dice.choice((611, 612, None))
            if time:
                times[who].append(time)
                part["mark"] = f"6.{time % 100:02d}"
            else:
                part["irm"] = dice.choice(("Fall", "Fall", "FS", "DNS"))
            heat.append((who, who == winner, part.get("irm") != "DNS"))
            raws[who]["parts"].append(part)
        heats.append(heat)
    through = second.lucky(heats, times, 8) if begun else set()
    expected = second.climbed(times, through)
    return Played(SPEED, entries_of(raws), expected, day=PARIS)


def mass_start_on_ice(dice):
    since_2021 = dice.random() < 0.5
    skaters = names(dice)
    order = dice.sample(range(1, len(skaters) + 1), len(skaters))
    cards, raws = {}, {}
    for at, who in enumerate(skaters):
        kind = dice.random()
        sprints, laps = [dice.randint(1, 6) for _ in range(dice.randint(0, 3))], dice.choice((15, 16, 16))
        raws[who] = {f"sprint/{n}": str(place) for n, place in enumerate(sprints, start=1)} | {"laps": str(laps)}
        if kind < 0.15:
            irm = dice.choice(("DNF", "DNF", "DNS", "DQ"))
            raws[who] |= {"irm": irm}
            cards[who] = ("DNF", None) if irm == "DNF" else None
        else:
            raws[who]["place"] = str(order[at])
            cards[who] = ("home", sprints, laps, order[at])
    line = (60, 40, 20, 10, 6, 3) if since_2021 else (60, 40, 20)
    rule = f"SSK-mass-start@{'2021-07-01' if since_2021 else '2018-02-24'}"
    return Played(rule, entries_of(raws), second.skated(cards, line))


def parallel_run(dice):
    cards, raws = [], []
    for _ in range(2):
        irm = dice.choice(("RAL", "DNF", "DNS", *[None] * 6))
        time = dice.randint(4310, 4312)
        cards.append((0, time) if irm is None else (1 + ("RAL", "DNF", "DNS").index(irm), 0))
        raws.append({"mark": f"{time // 100}.{time % 100:02d}"} if irm is None else {"irm": irm})
    places = {"A": 1 + (cards[1] < cards[0]), "B": 1 + (cards[0] < cards[1])}
    return Played(PARALLEL, entries_of(dict(zip("AB", raws, strict=True))), places)


def alpine_match(dice):
    points = dice.choice(((2, 2), (3, 1), (1, 3), (2, 2)))
    times = [dice.choice((None, 4600, 4601)) for _ in range(2)]
    raws = [
        {"mark": str(own), **({"best_time": str(time)} if time else {})}
        for own, time in zip(points, times, strict=True)
    ]
    if points[0] != points[1]:
        letters = ("W", "L") if points[0] > points[1] else ("L", "W")
    elif None in times or times[0] == times[1]:
        letters = (None, None)
    else:
        letters = ("W", "L") if times[0] < times[1] else ("L", "W")
    return duel(MATCH, *raws, letters)


def sailing_race(dice):
    cards, raws = {}, {}
    for who in names(dice):
        points = dice.randint(1, 5)
        kind = dice.random()
        cards[who] = points
        raws[who] = {dice.choice(("mark", "place")): str(points)}
        if kind < 0.15:
            cards[who], raws[who] = None, {"irm": dice.choice(("DNF", "OCS", "RET", "DNS", "DNC", "BFD"))}
        elif kind < 0.25:
            raws[who]["irm"] = dice.choice(("DPI", "SCP", "RDG", "ZFP"))
    rule = dice.choice(("SAL-race@2001-04-01", "SAL-race@2021-01-01"))
    return Played(rule, entries_of(raws), second.boats(cards))


FAMILIES = [
    against_the_clock,
    ski_race,
    track_pursuit,
    track_sprint,
    speed_race,
    speed_qualification,
    mass_start_on_ice,
    parallel_run,
    alpine_match,
    sailing_race,
]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
