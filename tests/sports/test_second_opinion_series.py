"""Two rankers of what is added up, sharing no code, agree on seeded competitions: golf, sailing, weights, pentathlon, horses, shots."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_series as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 100
DINGHY, BOARD, KITE = (Rsc.of("SAL", "M", event) for event in ("ILCA7", "IQFOIL", "FORMKITE"))
PISTOL, TRAP, RIFLE = (Rsc.of("SHO", "M", event, "QUAL", "000100") for event in ("APM", "TRM", "ARM"))
PISTOL_FINAL, TRAP_FINAL = (Rsc.of("SHO", "M", event, "FNL", "000100") for event in ("APM", "TRM"))


def names(dice, most=12):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def given(**slots):
    """Raw values: those that are known."""
    return {name.replace("_in_", "/"): str(value) for name, value in slots.items() if value is not None}


def seldom(dice, value):
    """The value, or sometimes nothing."""
    return None if dice.random() < 0.1 else value


# -- golf --------------------------------------------------------------------------------------------------------------


def golf(dice):
    cards, raws, played_off = {}, {}, dice.random() < 0.7
    rounds = dice.randint(1, 4)
    for who in names(dice):
        played = rounds - (dice.random() < 0.1)
        strokes = [dice.randint(70, 71) for _ in range(played)]
        holes = [dice.randint(3, 5) for _ in range(3)] if played_off and dice.random() < 0.9 else None
        parts = [{"unit": f"FNL-000{at}00--", "mark": str(mark)} for at, mark in enumerate(strokes, start=1)]
        if not strokes or dice.random() < 0.08:
            cards[who] = None
            irm = {"irm": dice.choice(("WD", "DNS", "DSQ"))} if strokes else {}
            parts.append({"unit": f"FNL-000{played + 1}00--", **irm})
        else:
            cards[who] = (strokes, holes)
            parts[-1]["raw"] = {"play_off": " ".join(map(str, holes))} if holes else {}
        raws[who] = {"parts": parts}
    return Played(Rsc.of("GLF", "M", "STROKE", "FNL"), entries_of(raws), second.golf(cards))


# -- sailing -----------------------------------------------------------------------------------------------------------

CODES = ("DNF", "DNS", "OCS", "UFD", "BFD", "DSQ", "DNE", "RET", "DNC")


def opening_series(dice):
    boats, races, discards = names(dice, 10), dice.randint(1, 6), dice.randint(0, 2)
    discards = min(discards, races - 1)
    cards = {who: [] for who in boats}
    raws = {who: {"parts": []} for who in boats}
    for race in range(1, races + 1):
        order = dice.sample(range(1, len(boats) + 1), len(boats))
        for who, place in zip(boats, order, strict=True):
            code = dice.choice(CODES) if dice.random() < 0.25 else ""
            cards[who].append((len(boats) + 1 if code else min(place, 4), code))
            known = {"irm": code} if code else {"raw": {"place": str(min(place, 4))}}
            raws[who]["parts"].append({"unit": f"PREL{race:04d}00--", "of": len(boats), **known})
    expected = second.opening_series(cards, discards)
    rule = Rsc.of("SAL", "M", "ILCA7", "PREL")
    return Played(rule, entries_of(raws), expected, facts={"discards": discards})


def after_the_opening(dice, phase, most):
    """Boats with a place and points in the opening series, some with equal points."""
    boats = names(dice, most)
    points = sorted(dice.randint(20, 30) for _ in boats)
    parts = {
        who: [{"unit": "PREL--------", "rank": place, "mark": str(net)}]
        for place, (who, net) in enumerate(zip(boats, points, strict=True), start=1)
    }
    return boats, points, parts


def medal_race(dice):
    boats, points, parts = after_the_opening(dice, "FNL", 10)
    cards = {}
    for at, who in enumerate(boats):
        place = dice.randint(1, 6)
        cards[who] = (points[at], at + 1, place)
        parts[who].append({"unit": "FNL-000100--", "of": len(boats), "raw": {"place": str(place)}})
    raws = {who: {"parts": own} for who, own in parts.items()}
    return Played(Rsc.of("SAL", "M", "ILCA7", "FNL"), entries_of(raws), second.medal_race(cards))


def kite_final(dice):
    boats, _, parts = after_the_opening(dice, "FNL", 4)
    sailed = {who: [] for who in boats}
    wins = {who: {0: 2, 1: 1}.get(at, 0) for at, who in enumerate(boats)}
    race = 0
    while max(wins.values()) < 3 and race < dice.randint(1, 6):
        race += 1
        order = dice.sample(boats, len(boats))
        wins[order[0]] += 1
        for place, who in enumerate(order, start=1):
            sailed[who].append(place)
            scored = {"mark": str(place), "rank": place, "raw": {"mark": str(place)}}
            parts[who].append({"unit": f"FNL-000{race}00--", "of": len(boats), **scored})
    cards = {who: (at + 1, sailed[who]) for at, who in enumerate(boats)} if race else dict.fromkeys(boats)
    raws = {who: {"parts": own} for who, own in parts.items()}
    return Played(Rsc.of("SAL", "M", "FORMKITE", "FNL"), entries_of(raws), second.kite_final(cards))


def board_final(dice):
    boats, _, parts = after_the_opening(dice, "FNL", 10)
    order = dice.sample(range(1, len(boats) + 1), len(boats))
    cards = {}
    for at, who in enumerate(boats):
        code = dice.choice(("DNF", "OCS", "RET", "DNS")) if dice.random() < 0.3 else None
        cards[who] = (at + 1, None if code else order[at])
        known = {"irm": code} if code else {"raw": {"place": str(order[at])}}
        parts[who].append({"unit": "FNL-000100--", "of": len(boats), **known})
    raws = {who: {"parts": own} for who, own in parts.items()}
    return Played(Rsc.of("SAL", "M", "IQFOIL", "FNL"), entries_of(raws), second.board_final(cards))


# -- weightlifting -----------------------------------------------------------------------------------------------------


def weightlifting(dice):
    lifters = names(dice, 8)
    session = {who: dice.choice((1, 1, 2)) for who in lifters}
    weight = {who: dice.choice(("55.10", "55.2", "55.3")) for who in lifters}
    cards, raws = {}, {}
    for group in (1, 2):
        start = {
            who: (number, dice.randint(100, 101), dice.randint(130, 131))
            for number, who in enumerate(lifters, start=1)
            if session[who] == group
        }

        def good():
            return dice.random() < 0.6

        def change(ok):
            return dice.choice((1, 1, 2) if ok else (0, 0, 1))

        for who, card in second.platform(start, good, change).items():
            reached = second.lifted(card)
            cards[who] = reached and (reached[0], (group, reached[1]), float(weight[who]))
            raws[who] = {"bodyweight": weight[who], "session": str(group), "order": start[who][0]}
            for lift in ("snatch", "clean"):
                for at, (bar, ok) in enumerate(card[lift], start=1):
                    raws[who][f"{lift}/{at}"] = str(bar) if ok else f"-{bar}"
    since = dice.choice(("WLF-total@1973-01-01", "WLF-total@2017-01-01"))
    expected = second.weightlifting(cards, by_weight="1973" in since)
    return Played(since, entries_of({who: raws[who] for who in lifters}), expected)


# -- pentathlon, horses, shots -----------------------------------------------------------------------------------------


def pentathlon(dice):
    cards, raws = {}, {}
    for who in names(dice):
        ranking, riding, bonus = dice.choice((200, 205)), dice.choice((293, 300)), dice.choice((0, 2))
        swim, run, place = dice.randint(11_990, 12_110), dice.choice((700, 701)), dice.choice((None, 1, 2, 3, 4, 5, 6))
        marks = {"RANK--------": ranking, "FNL-0001EQ--": riding, "FNL-0001FE--": bonus}
        marks |= {"FNL-0001SW01": f"{swim // 6000}:{swim // 100 % 60:02d}.{swim % 100:02d}"}
        parts = [{"unit": unit, "mark": str(mark)} for unit, mark in marks.items()]
        if dice.random() < 0.15:
            parts[1] = {"unit": "FNL-0001EQ--", "irm": "EL"}
            riding = 0
        parts.append({"unit": "FNL-0001LR--", "mark": str(run), "raw": given(mark=run, place=place)})
        cards[who] = (ranking, riding, bonus, swim, run, place)
        if dice.random() < 0.08:
            cards[who], parts[-1] = None, {"unit": "FNL-0001LR--", "irm": "DSQ"}
        raws[who] = {"parts": parts, "group": "FNL-0001"}
    return Played(Rsc.of("MPN", "M", "INDIVID", "FNL"), entries_of(raws), second.pentathlon(cards))


def eventing(dice):
    cards, raws = {}, {}
    for who in names(dice):
        marks = [dice.choice((200, 204)), dice.choice((0, 4, 8)), dice.choice((0, 4))]
        last = dice.choice((None, 0, 4))
        gap = dice.choice((None, -5, 4, 5))
        cards[who] = (*marks, last, gap)
        tests = ["DRSS000100--", "XC--000100--", "JUMP000200--"] + ["JUMP000100--"] * (last is not None)
        shown = [*marks, last] if last is not None else marks
        parts = [
            {"unit": unit, "mark": f"{mark // 10}.{mark % 10}0", "raw": given(optimum_gap=gap) if at == 1 else {}}
            for at, (unit, mark) in enumerate(zip(tests, shown, strict=True))
        ]
        if dice.random() < 0.1:
            cards[who] = None
            parts[1:] = [{"unit": tests[1], "irm": dice.choice(("EL", "RT", "WD"))}]
        raws[who] = {"parts": parts}
    return Played(Rsc.of("EQU", "O", "EVENINDV"), entries_of(raws), second.eventing(cards))


def jumping_final(dice):
    cards, raws = {}, {}
    riders = names(dice)
    first = {who: dice.choice((0, 0, 4, 8)) for who in riders}
    level = [who for who in riders if first[who] == min(first.values())]
    off = len(level) > 1 and dice.random() < 0.8
    for who in riders:
        seconds = dice.randint(7800, 7803)
        parts = [{"unit": "FNL-000100--", "mark": str(first[who]), "raw": given(time=_seconds(seconds))}]
        again = None
        if off and who in level:
            again = "EL" if dice.random() < 0.15 else (dice.choice((0, 4)), dice.randint(3800, 3802))
            known = {"irm": "EL"} if again == "EL" else {"mark": str(again[0]), "raw": given(time=_seconds(again[1]))}
            parts.append({"unit": "FNL-0002RR--", **known})
        cards[who], raws[who] = (first[who], seconds, again), {"parts": parts}
    return Played(Rsc.of("EQU", "O", "JUMPINDV", "FNL"), entries_of(raws), second.jumping(cards))


def _seconds(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def qualification(dice):
    tenths = dice.random() < 0.3
    cards, raws = {}, {}
    for who in names(dice):
        series = [dice.randint(94, 96) for _ in range(3)]
        inner, off = seldom(dice, dice.randint(10, 11)), dice.choice((None, [4, 3], [4, 4], [5, 1]))
        known = seldom(dice, series)
        if dice.random() < 0.1:
            irm = dice.choice((None, "DNF", "DNS", "WD", "DSQ"))
            cards[who], raws[who] = None, {"irm": irm} if irm else {}
            continue
        total = f"{sum(series)}.1" if tenths else str(sum(series))
        cards[who] = (sum(series), off, inner, known)
        shown = dict(zip(("series/1", "series/2", "series/3"), map(str, known or []), strict=False))
        raws[who] = given(mark=total, inner_tens=inner, shoot_off=off and " ".join(map(str, off))) | shown
    rule = RIFLE if tenths else dice.choice((PISTOL, TRAP))
    return Played(rule, entries_of(raws), second.qualification(cards, tenths))


def final(dice):
    cards, raws, trap = {}, {}, dice.random() < 0.5
    for who in names(dice, 8):
        total, shots = dice.randint(30, 32), seldom(dice, dice.choice((25, 30)))
        off, seed = dice.choice((None, [10, 3], [10, 4])), dice.randint(1, 8) if trap else None
        if dice.random() < 0.1:
            irm = dice.choice((None, "DNF", "DNS", "DSQ"))
            cards[who], raws[who] = None, {"irm": irm} if irm else {}
            continue
        cards[who] = (total, shots, off, seed)
        raws[who] = given(mark=total, shots=shots, shoot_off=off and " ".join(map(str, off)), bib=seed)
    return Played(TRAP_FINAL if trap else PISTOL_FINAL, entries_of(raws), second.final(cards))


FAMILIES = [
    golf,
    opening_series,
    medal_race,
    kite_final,
    board_final,
    weightlifting,
    pentathlon,
    eventing,
    jumping_final,
    qualification,
    final,
]

KEPT = [(jumping_final, 0)]
"""Competitions that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_rankers_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
