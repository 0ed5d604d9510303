"""Two rankers of races in heats that share no code agree on seeded heats and events: cross on snow, short track."""

from __future__ import annotations

import random

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme
from tests.sports import second_opinion_heats as second
from tests.sports.two_rankers import Played, disagreements, entries_of
from tests.sports.whole_events import Event, by_seed, results_of

FAST = 150
SKI_CROSS, BOARD_CROSS = Rsc.of("FRS", "M", "SX"), Rsc.of("SBD", "W", "SBX")
THOUSAND = Rsc.of("STK", "M", "1000M")
ON_SNOW, ON_ICE = ("RAL", "DNF", "DNS"), ("DNF", "PEN", "YC")


def names(dice, most=6):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def clock(hundredths):
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def snow_heat(dice, who):
    """Cards and raw values of one heat of cross: everybody has a place at the line or a reason why not."""
    cards, raws = {}, {}
    for place, one in enumerate(dice.sample(who, len(who)), start=1):
        irm = dice.choice(("RAL", "DNF", "DNS", "DSQ", "DQB", *[None] * 20))
        cards[one] = ("home", place, None) if irm is None else (irm, place) if irm in ON_SNOW else None
        raws[one] = {"place": str(place), **({"irm": irm} if irm else {})}
        if irm and irm != "DNF":
            del raws[one]["place"]
            cards[one] = cards[one] and (irm, None)
    return cards, raws


def ice_race(dice, who):
    """Cards and raw values of one race of short track: place at the line, and mostly a time."""
    cards, raws = {}, {}
    for place, one in enumerate(dice.sample(who, len(who)), start=1):
        irm = dice.choice(("DNF", "PEN", "YC", "DNS", "RC", "DQB", *[None] * 24))
        time = dice.randint(8500, 8502) + 10 * place
        if irm is None:
            cards[one], raws[one] = ("home", place, time), {"place": str(place), "mark": clock(time)}
        else:
            cards[one], raws[one] = ((irm, None) if irm in ON_ICE else None), {"irm": irm}
    return cards, raws


def cross_heat(dice):
    cards, raws = snow_heat(dice, names(dice))
    for who in raws:  # the photo did not tell all of them apart
        if cards[who] and cards[who][0] != "DNF" and "place" in raws[who] and dice.random() < 0.3:
            place = dice.randint(1, 4)
            cards[who], raws[who] = ("home", place, None), {"place": str(place)}
    event = dice.choice((SKI_CROSS, BOARD_CROSS))
    rule = Rsc.of(event.discipline, event.gender, event.event, "QFNL", "000100")
    return Played(rule, entries_of(raws), second.heat(cards, ON_SNOW))


def short_track_race(dice):
    cards, raws = ice_race(dice, names(dice, 8))
    for who, card in cards.items():
        if card and card[0] == "home" and dice.random() < 0.3:  # no place was recorded, or no time was taken
            known = dice.choice(((None, dice.randint(8500, 8502)), (dice.randint(1, 3), None)))
            cards[who] = ("home", *known)
            raws[who] = {"mark": clock(known[1])} if known[1] else {"place": str(known[0])}
    rule = Rsc.of("STK", "M", "1000M", "QFNL", "000100")
    return Played(rule, entries_of(raws), second.heat(cards, ON_ICE))


def _race(cards, raws, behind, out, struck):
    irms = {who: raw.get("irm") for who, raw in raws.items()}
    return second.Race(
        second.heat(cards, behind),
        {who for who, irm in irms.items() if irm in out},
        {who for who, irm in irms.items() if irm == struck},
    )


def _through(race, count):
    """Who goes on from a heat: the first ``count``."""
    return [who for who, place in sorted(race.places.items(), key=lambda one: one[1] or 99) if place][:count]


def cross_event(dice):
    event = dice.choice((SKI_CROSS, BOARD_CROSS))
    riders = [f"C{n:02d}" for n in range(dice.choice((18, 16, 9, 8)))]
    heats = 4 if len(riders) >= 16 else 2
    units, first = {}, {}
    times = {who: dice.randint(6000, 6030) for who in riders}
    missing = {who: dice.choice(("DNF", "DNS", "DSQ")) for who in riders[4 * heats :]}
    units["QUAL", "000100"] = {
        who: {"irm": missing[who]} if who in missing else {"mark": clock(times[who])} for who in riders
    }
    for who in riders:
        first[who] = None if who in missing else 1 + sum(times[o] < times[who] for o in riders if o not in missing)
    going = [sorted(riders[: 4 * heats], key=lambda who: (times[who], who))[at::heats] for at in range(heats)]
    rounds, finals = [], []
    depth = dice.choice((1, 2, 3, 3, 3))
    for phase in ("QFNL", "SFNL")[-(heats // 2) :][:depth]:
        races = []
        for at, who in enumerate(going, start=1):
            cards, raws = snow_heat(dice, who)
            units[phase, f"{at:04d}00"] = raws
            races.append(_race(cards, raws, ON_SNOW, {"DSQ"}, "DQB"))
        rounds.insert(0, races)
        through = [_through(race, 2) for race in races]
        losers = [
            [who for who, place in race.places.items() if place and who not in on]
            for race, on in zip(races, through, strict=True)
        ]
        going = [one + two for one, two in zip(through[::2], through[1::2], strict=True)]
    if depth == 3 or (depth == 2 and heats == 2):
        small = [who for one in losers for who in one]
        for number, who in (("000100", going[0]), ("000200", small)):
            if who:
                cards, raws = snow_heat(dice, who)
                units["FNL", number] = raws
                finals.append(_race(cards, raws, ON_SNOW, {"DSQ"}, "DQB"))
    return Event(event, units, second.event(finals, rounds, first))


def short_track_event(dice):
    skaters = [f"C{n:02d}" for n in range(dice.choice((16, 12)))]
    units, rounds, finals, cards_of_heats = {}, [], [], {}
    going = [skaters[at::4] for at in range(4)]
    depth = dice.choice((1, 2, 3, 3))
    for at, who in enumerate(going, start=1):
        cards, raws = ice_race(dice, who)
        units["HEAT", f"{at:04d}00"] = raws
        cards_of_heats |= cards
    first = second.heat(cards_of_heats, ON_ICE)
    advanced = [who for who in skaters if first[who]][:10]
    going = [advanced[::2], advanced[1::2]]
    if depth >= 2:
        races = []
        for at, who in enumerate(going, start=1):
            cards, raws = ice_race(dice, who)
            units["SFNL", f"{at:04d}00"] = raws
            races.append(_race(cards, raws, ON_ICE, {"RC"}, "DQB"))
        rounds.insert(0, races)
        in_a = [who for race in races for who in _through(race, 2)]
        in_b = [who for race in races for who, place in race.places.items() if place and who not in in_a]
        for number, who in (("A00100", in_a), ("B00100", in_b)):
            if depth == 3 and who:
                cards, raws = ice_race(dice, who)
                units["FNL", number] = raws
                finals.append(_race(cards, raws, ON_ICE, {"RC"}, "DQB"))
    return Event(THOUSAND, units, second.event(finals, rounds, first))


FAMILIES = [cross_heat, short_track_race]
BY_SEED = [by_seed(cross_event), by_seed(short_track_event)]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


@pytest.mark.parametrize("event", BY_SEED, ids=lambda event: event.__name__)
def test_both_rankers_agree_on_whole_events(event):
    assert [found for seed in range(FAST) if (found := event(seed))] == []


def test_a_red_card_in_a_semi_final_leaves_no_place_in_the_event():
    heats = {who: {"place": place} for place, who in enumerate("ABCD", start=1)}
    units = {
        ("HEAT", "000100"): heats,
        ("SFNL", "000100"): {"A": {"irm": "RC"}, "B": {"place": 1}, "C": {"place": 2}},
        ("FNL", "A00100"): {"B": {"place": 1}},
    }
    played = Event(THOUSAND, units, dict.fromkeys("ABCD"))
    ranking = programme.all()["STK"].event(results_of(played, random.Random(0)))
    assert {row.id: row.rank for row in ranking.rows} == {"B": 1, "C": 2, "A": None, "D": 4}
