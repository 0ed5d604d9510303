"""Two rankers, written apart, on thousands of seeded competitions: they must never differ."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_athletics as second
from tests.sports.cards import MEN_100M, MEN_DECATHLON, MEN_HIGH_JUMP, MEN_LONG_JUMP, unit
from tests.sports.two_rankers import Played, disagreements

FAST = 400
SWUM = Rsc.of("SWM", "W", "100MFR", "HEAT")


def played(what, marks, expected, day=None):
    """Marks as they stand on a field card, and the place of each in the same order."""
    named = {f"c{n:02d}": mark for n, mark in enumerate(marks)}
    return Played(what, unit(what, named).entries, dict(zip(named, expected, strict=True)), day=day)


def track(rnd):
    """Few different times, so that ties and thousandths matter."""
    cards, marks = [], []
    for _ in range(rnd.randint(1, 9)):
        if rnd.random() < 0.1:
            cards.append(None)
            marks.append(rnd.choice(["DNS", "DQ", "DNF", None]))
            continue
        hundredths = rnd.randint(985, 989)
        fraction = rnd.randint(hundredths * 10 - 9, hundredths * 10) if rnd.random() < 0.7 else None
        text = f"{hundredths // 100}.{hundredths % 100:02d}"
        cards.append((text, fraction))
        known = {} if fraction is None else {"thousandths": f"{fraction // 1000}.{fraction % 1000:03d}"}
        marks.append({"mark": text, **known})
    # A reading counts only where all who are tied have one: the two-at-a-time view needs the same.
    for text in {card[0] for card in cards if card}:
        if any(card and card[0] == text and card[1] is None for card in cards):
            cards = [(text, None) if card and card[0] == text else card for card in cards]
    return played(MEN_100M, marks, second.ranks(cards, second.track_better))


def swimming(rnd):
    cards, marks = [], []
    for _ in range(rnd.randint(1, 24)):
        if rnd.random() < 0.1:
            cards.append(None)
            marks.append(rnd.choice(["DNS", "DSQ", "DNF", None]))
            continue
        hundredths = rnd.randint(5995, 6012)
        text = (
            f"1:{(hundredths - 6000) // 100:02d}.{hundredths % 100:02d}"
            if hundredths >= 6000
            else f"59.{hundredths % 100:02d}"
        )
        cards.append((text, None))
        marks.append({"mark": text, "t4": hundredths * 100 + rnd.randint(0, 99)})
    return played(SWUM, marks, second.ranks(cards, second.track_better))


def high_jump(rnd):
    cards, marks = [], []
    for _ in range(rnd.randint(1, 10)):
        card, failures = [], 0
        for height in range(220, 241, 3):
            tried = ""
            if rnd.random() < 0.15:
                card.append((height, "-"))
                continue
            while failures < 3 and not tried.endswith("O"):
                if tried and rnd.random() < 0.1:
                    tried += "-"
                    break
                if rnd.random() < 0.6:
                    tried, failures = tried + "O", 0
                else:
                    tried, failures = tried + "X", failures + 1
            card.append((height, tried))
            if failures == 3:
                break
        off = "".join(rnd.choice("OX") for _ in range(rnd.randint(0, 4))) if rnd.random() < 0.5 else ""
        cards.append((card, off))
        marks.append({"heights": [{"height": f"{h / 100:.2f}", "attempts": t} for h, t in card], "jump_off": off})
    return played(MEN_HIGH_JUMP, marks, second.jump_ranks(cards))


def long_jump(rnd):
    cards, marks = [], []
    for _ in range(rnd.randint(1, 12)):
        trials = [rnd.choice([None, None, 790, 795, 800, 801]) for _ in range(rnd.randint(1, 6))]
        valid = [trial for trial in trials if trial]
        cards.append(valid or None)
        shown = ["X" if trial is None else f"{trial / 100:.2f}" for trial in trials]
        marks.append({"attempts": [{"n": n, "mark": mark} for n, mark in enumerate(shown, start=1)]})
    return played(MEN_LONG_JUMP, marks, second.ranks(cards, second.throw_better))


def decathlon(rnd):
    old = rnd.random() < 0.5
    cards = []
    for _ in range(rnd.randint(1, 6)):
        card = [rnd.randint(7, 10) * 100 for _ in range(4)]
        cards.append(card)
    events = ("100m", "LJ", "SP", "HJ")
    marks = [{"events": {e: {"points": p} for e, p in zip(events, card, strict=True)}} for card in cards]
    expected = second.ranks(cards, lambda a, b: second.decathlon_better(a, b, cards, old))
    return played(MEN_DECATHLON, marks, expected, day=date(2015, 8, 29) if old else date(2024, 8, 3))


def sailing(rnd):
    races = rnd.randint(1, 5)
    cards = []
    for _ in range(rnd.randint(1, 8)):
        card = [[rnd.randint(1, 4), False] for _ in range(races)]
        if races > 2:
            max(card, key=lambda race: race[0])[1] = True
        cards.append([tuple(race) for race in card])
    marks = [{"races": [{"points": str(p), "discarded": gone} for p, gone in card]} for card in cards]
    return played("sailing_low_point_series", marks, second.ranks(cards, second.sailing_better))


FAMILIES = [track, swimming, high_jump, long_jump, decathlon, sailing]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
