"""Two judges of who goes through, sharing no code, agree on seeded rounds with equal times at every cut."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_progression as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 400
TRACK = Rsc.of("ATH", "M", "400M", "RND1")
POOL = Rsc.of("SWM", "W", "100MFR", "HEAT")


def qual(row):
    return row.qual


def field(dice, most, *irms):
    """Runners of up to four heats: cards and raw values."""
    cards, raws = {}, {}
    for number in range(dice.randint(1, most)):
        who, heat = f"C{number:02d}", f"Heat {dice.randint(1, 4)}"
        if dice.random() < 0.1:
            cards[who], raws[who] = None, {"irm": dice.choice(irms), "group": heat}
            continue
        time, lot = dice.randint(4500, 4508), dice.choice((None, None, None, 1, 2, 3))
        cards[who] = (heat, time, lot)
        raws[who] = {"mark": f"{time // 100}.{time % 100:02d}", "group": heat, **({"tie_break": lot} if lot else {})}
    return cards, raws


def by_place_and_time(dice):
    cards, raws = field(dice, 20, "DNS", "DQ", "DNF")
    place, time = dice.randint(1, 3), dice.randint(0, 4)
    facts = {"qualify": {"place": place, "time": time}}
    expected = second.by_place_and_time(cards, place, time)
    return Played(TRACK, entries_of(raws), expected, facts=facts, read=qual)


def by_total(dice):
    cards, raws = field(dice, 20, "DNS", "DSQ")
    seats, reserves = dice.randint(1, 8), dice.randint(0, 2)
    facts = {"qualify": {"total": seats, **({"reserves": reserves} if reserves else {})}}
    expected = second.by_total(cards, seats, reserves)
    return Played(POOL, entries_of(raws), expected, facts=facts, read=qual)


def within_nocs(dice):
    rule, of_one = dice.choice((("GRY-all-around@2022-01-01", 2), ("GTR-routine@2011-01-01", 2), ("points_desc", 1)))
    cards, raws = {}, {}
    for number in range(dice.randint(1, 14)):
        who, noc = f"C{number:02d}", dice.choice(("BUL", "ITA", "UKR", "JPN", "ISR"))
        score = dice.randint(30, 35)
        cards[who], raws[who] = (score, noc), {"mark": str(score), "noc": noc}
        if rule.startswith("GRY"):
            raws[who] = {"parts": [{"unit": "QUALA0000101", "mark": str(score)}], "noc": noc}
        if dice.random() < 0.1:
            cards[who], raws[who] = None, {"irm": "DNS", "noc": noc}
    seats, reserves = dice.randint(1, 8), dice.randint(0, 2)
    facts = {"qualify": {"total": seats, "per_noc": of_one, "reserves": reserves}}
    expected = second.within_nocs(cards, seats, of_one, reserves)
    phase = {"GRY": Rsc.of("GRY", "W", "1AA", "QUAL"), "GTR": Rsc.of("GTR", "W", "1TRA", "FNL")}.get(rule[:3], rule)
    return Played(phase, entries_of(raws), expected, facts=facts, read=qual)


def heat_by_heat(dice):
    cards, raws = field(dice, 20, "DNS", "DQ", "DNF")
    place, time = dice.randint(1, 3), dice.randint(0, 4)
    facts = {"qualify": {"place": place, "time": time}}
    through = second.by_place_and_time(cards, place, time)
    expected = {who: (place, through[who]) for who, place in second.in_own_heat(cards).items()}
    rule = "progression_Q_by_place_q_by_time"
    return Played(rule, entries_of(raws), expected, facts=facts, read=lambda row: (row.rank, row.qual))


FAMILIES = [by_place_and_time, by_total, within_nocs, heat_by_heat]

KEPT = [(by_total, 0), (by_total, 9)]
"""Rounds that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_judges_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_judges_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
