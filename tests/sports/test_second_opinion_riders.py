"""Two rankers of riders that share no code agree on seeded show grounds: dressage, teams of eventing and of jumping, of both formats."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_riders as second
from tests.sports.two_rankers import Played, disagreements, entries_of

FAST = 150
FREESTYLE, SPECIAL, GRAND_PRIX = (
    Rsc.of("EQU", "O", event, phase, "000100")
    for event, phase in (("DRESINDV", "GPFR"), ("DRESTEAM", "GPSP"), ("DRESINDV", "GP"))
)
EVENTING, JUMPING = Rsc.of("EQU", "O", "EVENTEAM"), Rsc.of("EQU", "O", "JUMPTEAM", "FNL")
THREE, FOUR = date(2024, 8, 2), date(2016, 8, 17)
UNITS = {"DRSS": "DRSS000100--", "XC": "XC--000100--", "JUMP": "JUMP000100--"}


def names(dice, most=10):
    return [f"T{n:02d}" for n in range(dice.randint(1, most))]


def tenths(penalties):
    return f"{penalties // 10}.{penalties % 10}"


def seldom(dice, value):
    """The value, or sometimes nothing."""
    return None if dice.random() < 0.1 else value


def dressage(dice):
    cards, raws = {}, {}
    test = dice.choice((FREESTYLE, SPECIAL, GRAND_PRIX))
    parts = ("artistic", "collective", "lowest")[: 3 if test == SPECIAL else 2]  # riders have no lowest score of a team
    for who in names(dice, 12):
        if dice.random() < 0.1:
            irm = dice.choice((None, "EL", "RT", "WD", "DSQ", "NS"))
            cards[who], raws[who] = None, {"irm": irm} if irm else {}
            continue
        percent, *more = dice.choice((80_000, 80_001, 80_100)), *(seldom(dice, dice.randint(90, 91)) for _ in parts)
        cards[who] = (percent, *more, *[None] * (3 - len(more)))
        known = zip(parts, more, strict=True)
        raws[who] = {
            "mark": f"{percent / 1000:.3f}",
            **{slot: str(value) for slot, value in known if value is not None},
        }
    return Played(test, entries_of(raws), second.dressage(cards))


def riders_of(dice, test, four):
    """Three riders, or four of whom at least three come home."""
    scores = {"DRSS": (250, 290, 294), "XC": (0, 0, 4), "JUMP": (0, 40, 44)}[
        test
    ]  # what one test costs another gives back
    riders = [dice.choice(scores) for _ in range(3)]
    if four:
        return dice.sample([*riders, dice.choice((*scores, "EL", "RT"))], 4)
    return [dice.choice(("EL", "RT", "WD")) if dice.random() < 0.05 else one for one in riders]


def eventing_teams(dice):
    four, cards, raws = dice.random() < 0.4, {}, {}
    held = list(UNITS)[: dice.randint(1, 3)]
    for who in names(dice):
        mine = held if dice.random() < 0.8 else held[:-1]
        ridden, subs, parts = {}, 0, []
        for test in mine:
            riders = riders_of(dice, test, four)
            ridden[test] = second.team_in(test, riders, four)
            raw = {f"member/{n}": one if isinstance(one, str) else tenths(one) for n, one in enumerate(riders, start=1)}
            if not four and dice.random() < 0.15:
                subs, raw["substitutions"] = subs + 1, "1"
            told = dice.choice((True, True, False))  # by its riders, or by what the board shows of the team
            shown = {} if told and dice.random() < 0.5 else {"mark": tenths(ridden[test])}
            kept = {slot: value for slot, value in raw.items() if told or not slot.startswith("member/")}
            parts.append({"unit": UNITS[test], "raw": kept, **shown})
        cards[who], raws[who] = (ridden, subs), {"parts": parts}
        if dice.random() < 0.08:
            cards[who], raws[who]["irm"] = None, dice.choice(("WD", "EL", "DSQ"))
    return Played(EVENTING, entries_of(raws), second.eventing(cards), day=FOUR if four else THREE)


def clock(hundredths):
    return {} if hundredths is None else {"time": f"{hundredths // 100}.{hundredths % 100:02d}"}


def jumping_teams(dice):
    four, cards, raws, rounds = dice.random() < 0.4, {}, {}, {}
    for who in names(dice):
        riders = [dice.choice((0, 0, 4)) for _ in range(3)]
        if four:
            riders = dice.sample([*riders, dice.choice((4, 8, "EL", "RT"))], 4)
        counted = [one for one in riders if not isinstance(one, str)]
        rounds[who] = riders, sum(counted) - (max(counted) if len(counted) == 4 else 0)
    best = min(penalties for _, penalties in rounds.values())
    level = [who for who, (_, penalties) in rounds.items() if penalties == best]
    jumped_off = len(level) > 1 and dice.random() < 0.7
    for who, (riders, penalties) in rounds.items():
        time, off = seldom(dice, dice.randint(23_400, 23_402)), None
        raw = {**{f"member/{n}": str(one) for n, one in enumerate(riders, start=1)}, **clock(time)}
        parts = [{"unit": "FNL-000100--", "mark": str(penalties), "raw": raw}]
        if jumped_off and who in level:
            off = "EL" if dice.random() < 0.2 else (dice.choice((0, 4)), seldom(dice, dice.randint(12_000, 12_001)))
            known = {"irm": "EL"} if off == "EL" else {"mark": str(off[0]), "raw": clock(off[1])}
            parts.append({"unit": "FNL-0002RR--", **known})
        cards[who], raws[who] = (penalties, time, off), {"parts": parts}
        if off is None and dice.random() < 0.1:
            irm = dice.choice(("EL", "RT", "WD"))
            cards[who], raws[who] = None, {"parts": [{"unit": "FNL-000100--", "irm": irm}]}
    return Played(JUMPING, entries_of(raws), second.jumping(cards), day=FOUR if four else THREE)


FAMILIES = [dressage, eventing_teams, jumping_teams]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
