"""Two rankers of routines that share no code agree on seeded boards: rhythmic, artistic swimming, trampoline, teams of gymnasts."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_routines as second
from tests.sports.two_rankers import Played, disagreements, entries_of

FAST = 150
HOOP, ALL_AROUND, GROUPS = (
    Rsc.of("GRY", "W", event, "FNL", unit) for event, unit in (("1AA", "A0000101"), ("1AA", ""), ("5AA", ""))
)
ROUTINE, DUETS = (Rsc.of("SWA", "W", "TEAM2", "FNL", unit) for unit in ("000100", ""))
TRAMPOLINE = Rsc.of("GTR", "W", "1TRA", "QUAL", "000001")
PARIS, TOKYO = date(2024, 8, 10), date(2021, 8, 7)
IRMS = ("DNF", "DNS", "WDR", "DSQ", "DQB")


def names(dice, most=12):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def shown(thousandths):
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def out(dice):
    irm = dice.choice((None, *IRMS))
    return {"irm": irm} if irm else {}


def performed(dice, letters):
    """One exercise: its score, its parts, and the raw values of both; now and then a part is missing, and only the board knows."""
    parts = {letter: dice.choice((8000, 8100, 8200)) for letter in letters}
    penalty = dice.choice((0, 0, 0, 100, 100, 50_000))
    whole = second.exercise(parts, letters, penalty, None)
    raw = {"mark": shown(whole)} if dice.random() < 0.5 else {}
    if dice.random() < 0.08:
        hidden = dice.choice(letters)
        parts[hidden], raw = None, {"mark": shown(whole)}
    raw |= {letter: shown(part) for letter, part in parts.items() if part is not None}
    return whole, parts, raw | ({"penalty": shown(penalty)} if penalty else {})


def rhythmic_exercise(dice):
    since_2022, cards, raws = dice.random() < 0.6, {}, {}
    letters, order = ("dae", "ead") if since_2022 else ("de", "ed")
    for who in names(dice):
        score, parts, raws[who] = performed(dice, letters)
        cards[who] = (score, parts)
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice)
    expected = second.by_parts(cards, order)
    return Played(HOOP, entries_of(raws), expected, day=PARIS if since_2022 else TOKYO)


def rhythmic_all_around(dice):
    since_2022, cards, raws = dice.random() < 0.6, {}, {}
    letters, order = ("dae", "ead") if since_2022 else ("de", "ed")
    group = dice.random() < 0.5
    for who in names(dice):
        made, parts = [], []
        for at in range(1, dice.randint(1, 2 if group else 4) + 1):
            score, known, raw = performed(dice, letters)
            made.append((score, known))
            parts.append({"unit": f"FNL-A000010{at}", "mark": shown(score), "raw": raw})
        cards[who] = second.added(made, order)
        if dice.random() < 0.1:
            irm = dice.choice((None, *IRMS))
            cards[who] = None
            parts = [*parts[:-1], {"unit": parts[-1]["unit"], "irm": irm}] if irm else []
        raws[who] = {"parts": parts}
    expected = second.by_parts(cards, order)
    return Played(GROUPS if group else ALL_AROUND, entries_of(raws), expected, day=PARIS if since_2022 else TOKYO)


def ten_thousandths(points):
    return f"{points // 10_000}.{points % 10_000:04d}"


def artistic_routine(dice):
    cards, raws = {}, {}
    for who in names(dice):
        elements, impression = dice.choice((1_500_000, 1_500_001)), dice.choice((1_000_000, 1_000_001))
        penalty = dice.choice((0, 0, 1, 5000))
        cards[who] = (elements + impression - penalty, {})
        known = {"elements": elements, "impression": impression, **({"penalty": penalty} if penalty else {})}
        raws[who] = {slot: ten_thousandths(points) for slot, points in known.items()}
        if dice.random() < 0.3:
            raws[who] = {"mark": ten_thousandths(cards[who][0])}
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice)
    return Played(ROUTINE, entries_of(raws), second.by_parts(cards, ""))


def artistic_total(dice):
    cards, raws = {}, {}
    for who in names(dice):
        routines = [dice.choice((2_500_000, 2_500_001, 2_400_000)) for _ in range(dice.randint(1, 3))]
        parts = [{"unit": f"FNL-000{at}00--", "mark": ten_thousandths(one)} for at, one in enumerate(routines, start=1)]
        cards[who] = second.added([(one, {}) for one in routines], "")
        if dice.random() < 0.1:
            irm = dice.choice((None, *IRMS))
            cards[who] = None
            parts = [*parts[:-1], {"unit": parts[-1]["unit"], "irm": irm}] if irm else []
        raws[who] = {"parts": parts}
    return Played(DUETS, entries_of(raws), second.by_parts(cards, ""))


def trampoline_qualification(dice):
    best_counts, cards, raws = dice.random() < 0.5, {}, {}
    for who in names(dice):
        routines = [dice.choice((54_000, 54_100, 54_200)) for _ in range(dice.randint(1, 2))]
        score = max(routines) if best_counts else sum(routines)
        parts = {letter: dice.choice((None, 17_000, 17_100, 17_100)) for letter in "ehtd"}
        cards[who] = (score, parts)
        raws[who] = {f"routine/{at}": shown(one) for at, one in enumerate(routines, start=1)}
        raws[who] |= {letter: shown(part) for letter, part in parts.items() if part is not None}
        if dice.random() < 0.5:
            raws[who]["mark"] = shown(score)
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice)
    rule = f"GTR-qualification@{'2022' if best_counts else '2011'}-01-01"
    return Played(rule, entries_of(raws), second.by_parts(cards, "ehtd"))


def gymnastics_team(dice):
    final, cards, raws = dice.random() < 0.5, {}, {}
    for who in names(dice, 8):
        most = 3 if final else 4
        scores = {
            name: [dice.choice((13_000, 13_100, 12_900)) for _ in range(dice.randint(1, most))]
            for name in ("VT", "UB", "BB", "FX")
        }
        cards[who] = (second.team(scores), {})
        raws[who] = {"apparatus": {name: [shown(one) for one in own] for name, own in scores.items()}}
        if dice.random() < 0.5:
            raws[who]["mark"] = shown(cards[who][0])
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice)
    rule = "gymnastics_team_333" if final else "gymnastics_team_543"
    return Played(rule, entries_of(raws), second.by_parts(cards, ""))


FAMILIES = [
    rhythmic_exercise,
    rhythmic_all_around,
    artistic_routine,
    artistic_total,
    trampoline_qualification,
    gymnastics_team,
]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
