"""Two rankers of judged sports that share no code agree on seeded boards full of equal totals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_judged as second
from tests.sports.two_rankers import Played, disagreement, disagreements, entries_of

FAST = 100
BMX_QUALIFICATION, BMX_FINAL = (Rsc.of("BMF", "W", "INDVFRST", phase) for phase in ("QUAL", "FNL"))
TRAMPOLINE = {code: Rsc.of("GTR", "W", "INDIVID", code, "000100") for code in ("FNL", "QUAL")}
SCORES = (0, 7000, 7100, 8000, 9000)


def names(dice, most=12):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def shown(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def numbered(**kinds):
    """``run=[7000]`` as the slots ``run/1`` …"""
    return {f"{kind}/{at}": shown(score) for kind, scores in kinds.items() for at, score in enumerate(scores, start=1)}


def out(dice, *irms):
    irm = dice.choice((None, *irms))
    return {"irm": irm} if irm else {}


def boards(dice, card, raw, *irms):
    """Cards and raw values of everybody; now and then somebody has no score yet, or is out."""
    cards, raws = {}, {}
    for who in names(dice):
        if dice.random() < 0.1:
            cards[who], raws[who] = None, out(dice, *irms)
            continue
        cards[who] = card()
        raws[who] = raw(cards[who])
    return cards, raws


def some(dice, least, most):
    return [dice.choice(SCORES) for _ in range(dice.randint(least, most))]


def street(dice):
    old = dice.random() < 0.5

    def card():
        scores = some(dice, 1, 2), some(dice, 0, 5)
        return tuple([score // 10 for score in kind] for kind in scores) if old else scores

    cards, raws = boards(dice, card, lambda c: numbered(run=c[0], trick=c[1]), "DNF", "DNS", "DSQ")
    rule = "SKB-street@2019-01-01" if old else "SKB-street@2022-06-26"
    return Played(rule, entries_of(raws), second.best_of(cards, runs=1, tricks=2, either=4 if old else 0))


def park(dice):
    cards, raws = boards(dice, lambda: (some(dice, 1, 3), []), lambda c: numbered(run=c[0]), "DNF", "DNS", "DSQ")
    return Played("skateboarding_park", entries_of(raws), second.best_of(cards, runs=1, tricks=0, either=0))


def surfing(dice):
    def card():
        return [score // 10 for score in some(dice, 1, 5)], []

    cards, raws = boards(dice, card, lambda c: numbered(wave=c[0]), "DNS", "DSQ")
    while len(cards) == 2:  # two who meet have winner and loser, also when one is out
        cards, raws = boards(dice, card, lambda c: numbered(wave=c[0]), "DNS", "DSQ")
    return Played("surfing_heat", entries_of(raws), second.best_of(cards, runs=2, tricks=0, either=0))


def bmx_freestyle(dice):
    final = dice.random() < 0.5
    cards, raws = boards(dice, lambda: some(dice, 2, 2), lambda c: numbered(run=c), "DNF", "DNS", "DSQ")
    rule = BMX_FINAL if final else BMX_QUALIFICATION
    return Played(rule, entries_of(raws), second.park_runs(cards, average=not final))


def award(dice):
    return f"{dice.choice((60, 65, 70, 75)) / 10}"


def diving(dice):
    judges, rounds = dice.choice((5, 7)), dice.randint(1, 3)

    def card():
        return [([award(dice) for _ in range(judges)], dice.choice(("3.0", "3.1"))) for _ in range(rounds)]

    def raw(dives):
        return {"dives": [{"code": "107B", "dd": dd, "judges": awards} for awards, dd in dives]}

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ")
    totals = {who: dives and sum(second.dive(*one) for one in dives) for who, dives in cards.items()}
    return Played("diving_points_desc", entries_of(raws), second.most(totals))


def synchronised(dice):
    judges, rounds = dice.choice((2, 3)), dice.randint(1, 3)

    def panel(size):
        return [award(dice) for _ in range(size)]

    def card():
        return [(panel(judges), panel(judges), panel(5), dice.choice(("3.0", "3.2"))) for _ in range(rounds)]

    def raw(dives):
        words = ("first", "second", "synchronisation", "dd")
        return {"dives": [{"code": "407C", **dict(zip(words, one, strict=True))} for one in dives]}

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ")
    # A board shows hundredths of each dive: 9 or 11 judges may give a third decimal, which is not shown.
    totals = {
        who: dives and sum(_hundredths(second.synchronised(*one)) for one in dives) for who, dives in cards.items()
    }
    return Played("diving_points_desc", entries_of(raws), second.most(totals))


def _hundredths(points):
    assert (points * 100).denominator == 1 or points * 100 % 1 != Fraction(1, 2)
    return round(points * 100)


def trampoline(dice):
    def card():
        parts = {letter: dice.choice((9000, 9100)) for letter in "ehtd"}
        hidden = {dice.choice("ehtd"): None} if dice.random() < 0.1 else {}
        return {"total": sum(parts.values()), **parts, **hidden}

    def raw(c):
        return {"mark": shown(c["total"] // 10)} | {x: shown(c[x] // 10) for x in "ehtd" if c[x] is not None}

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ")
    return Played(TRAMPOLINE["FNL"], entries_of(raws), second.most_then(cards, ("e", "h", "t", "d")))


def all_around(dice):
    apparatus = ("VT", "UB", "BB", "FX")
    cards, raws = boards(
        dice,
        lambda: [dice.choice((13_000, 13_100, 13_200, 12_900)) for _ in apparatus],
        lambda c: {
            "apparatus": {name: f"{score / 1000:.3f}" for name, score in zip(apparatus, c, strict=True)},
            "mark": f"{sum(c) / 1000:.3f}",
        },
        "DNF",
        "DNS",
        "DSQ",
    )
    return Played("gymnastics_all_around", entries_of(raws), second.all_around(cards))


def vaults(dice):
    cards, raws = boards(
        dice,
        lambda: [dice.choice((14_000, 14_200, 14_400)) for _ in range(2)],
        lambda c: {"vaults": [f"{score / 1000:.3f}" for score in c], "mark": f"{sum(c) / 2000:.3f}"},
        "DNF",
        "DNS",
        "DSQ",
    )
    return Played("gymnastics_vaults", entries_of(raws), second.vaults(cards))


def boulders(dice):
    since_2018 = dice.random() < 0.5

    def card():
        tops = dice.randint(0, 2)
        zones = tops + dice.randint(0, 1)
        return tops, tops + dice.randint(0, 2) * (tops > 0), zones, zones + dice.randint(0, 2) * (zones > 0)

    def raw(c):
        return {"Final": f"{c[0]}T{c[1]} {c[2]}Z{c[3]}"}

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ")
    rule = "CLB-boulder@2018-01-01" if since_2018 else "CLB-boulder@2007-01-01"
    return Played(rule, entries_of(raws), second.boulders(cards, since_2018))


FAMILIES = [street, park, surfing, bmx_freestyle, diving, synchronised, trampoline, all_around, vaults, boulders]

KEPT: list[tuple] = []
"""Competitions that once set the two apart, kept for ever: (family, seed)."""


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []


def test_both_rankers_agree_where_they_once_did_not():
    assert [found for play, seed in KEPT if (found := disagreement(play, seed))] == []
