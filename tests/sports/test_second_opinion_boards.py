"""Two rankers agree on seeded boards: arrows, shots, jumps, parks, ice, routes."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_boards as second
from tests.sports import second_opinion_series as series
from tests.sports.two_rankers import Played, disagreements, entries_of

FAST = 120
TRAP, PISTOL = (Rsc.of("SHO", "M", event, "FNL", "000100") for event in ("TRM", "APM"))
JUMP, COMBINED_JUMP = Rsc.of("SJP", "M", "NH", "FNL", "000100"), Rsc.of("NCB", "M", "NH", "SJP", "000100")
CLIMBING = Rsc.of("CLB", "W", "BLCOMB", "FNL")
CLIMBING_PART = Rsc.of("CLB", "W", "BLCOMB", "FNL", "000100")


def names(dice, most=12):
    return [f"C{n:02d}" for n in range(dice.randint(1, most))]


def shown(number, digits=2):
    whole, rest = divmod(abs(number), 10**digits)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{digits}d}"


def seldom(dice, value):
    return None if dice.random() < 0.1 else value


def given(**slots):
    return {name: str(value) for name, value in slots.items() if value is not None}


def boards(dice, card, raw, *irms, most=12):
    """Cards and raw values of everybody; now and then somebody has no mark yet, or is out."""
    cards, raws = {}, {}
    for who in names(dice, most):
        if dice.random() < 0.1:
            irm = dice.choice((None, *irms))
            cards[who], raws[who] = None, {"irm": irm} if irm else {}
        else:
            cards[who] = card()
            raws[who] = raw(cards[who])
    return cards, raws


# -- arrows and shots --------------------------------------------------------------------------------------------------


def ranking_round(dice):
    def card():
        off = [dice.choice((9, 10, "X")) for _ in range(dice.randint(1, 2))] if dice.random() < 0.6 else None
        closest = dice.randint(10, 11) if off and dice.random() < 0.8 else None
        return (
            dice.randint(660, 661),
            seldom(dice, dice.randint(30, 31)),
            seldom(dice, dice.randint(10, 11)),
            off,
            closest,
        )

    def raw(c):
        off = c[3] and " ".join(map(str, c[3]))
        return given(mark=c[0], tens=c[1], xs=c[2], shoot_off=off, shoot_off_mm=c[4] and f"{c[4] / 10}")

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ")
    return Played("archery_ranking_round", entries_of(raws), second.archery(cards))


def final_of_its_time(dice):
    year, trap = dice.choice((1986, 2013, 2022)), dice.random() < 0.5

    def card():
        off = dice.choice((None, [10, 3], [10, 4]))
        more = dice.choice((None, 570, 571)), dice.choice((None, 14, 16))
        return dice.randint(30, 31), seldom(dice, dice.choice((25, 30))), off, dice.randint(1, 8), more

    def raw(c):
        off = c[2] and " ".join(map(str, c[2]))
        return given(mark=c[0], shots=c[1], shoot_off=off, bib=c[3], qualification=c[4][0], medal_match=c[4][1])

    cards, raws = boards(dice, card, raw, "DNF", "DNS", "DSQ", most=8)

    def total(c):
        if year == 1986:
            return c[0] + (c[4][0] or 0)
        return c[0] if year == 2013 else (-1 if c[4][1] is None else c[4][1], c[0])

    finals = {who: c and (total(c), c[1], c[2], c[3] if trap else None) for who, c in cards.items()}
    day = {1986: date(2008, 8, 10), 2013: date(2016, 8, 10), 2022: date(2022, 8, 10)}[year]
    return Played(TRAP if trap else PISTOL, entries_of(raws), series.final(finals), day=day)


# -- jumps, parks, ice -------------------------------------------------------------------------------------------------


def ski_jump(dice):
    k = dice.choice((75, 95, 120, 200))

    def card():
        awards = [dice.choice((34, 35, 36, 36)) for _ in range(5)]
        metres = 2 * k + dice.choice((-1, 0, 1, 1, 10, -100)) * (1 if k in (75, 95, 120) else 10)
        return metres, awards, dice.choice((0, 0, -6, 9)), dice.choice((0, 0, 18))

    def raw(c):
        panel = {f"judge/{n}": shown(5 * award, 1) for n, award in enumerate(c[1], start=1)}
        return {**panel, "distance": shown(5 * c[0], 1), "wind": shown(c[2], 1), "gate": shown(c[3], 1)}

    cards, raws = boards(dice, card, raw, "DNS", "DSQ")
    totals = {who: c and (second.jump(c[0], k, *c[1:]),) for who, c in cards.items()}
    expected = second.by(totals, lambda c: c[0])
    return Played(dice.choice((JUMP, COMBINED_JUMP)), entries_of(raws), expected, facts={"k": str(k)})


SCORES = (0, 7000, 7100, 8000, 9000)


def slopestyle(dice):
    cards, raws = boards(
        dice,
        lambda: [dice.choice(SCORES) for _ in range(dice.randint(1, 3))],
        lambda c: {f"run/{n}": shown(score) for n, score in enumerate(c, start=1)},
        *("DNF", "DNS", "DSQ"),
    )
    totals = {who: c and (max(c), c) for who, c in cards.items()}
    rule = Rsc.of(*dice.choice((("SBD", "M", "HP"), ("FRS", "W", "SS"))), "FNL", "000100")
    return Played(rule, entries_of(raws), second.park(totals))


def big_air(dice):
    def raw(c):
        slots = {f"trick/{n}": shown(score) for n, (score, _) in enumerate(c, start=1)}
        return slots | {f"kind/{n}": kind for n, (_, kind) in enumerate(c, start=1) if kind}

    cards, raws = boards(
        dice,
        lambda: [
            (dice.choice(SCORES), dice.choice(("BS1800", "FS1440", "SW1620", ""))) for _ in range(dice.randint(1, 3))
        ],
        raw,
        *("DNF", "DNS", "DSQ"),
    )
    totals = {who: c and (second.two_tricks(c), [score for score, _ in c]) for who, c in cards.items()}
    rule = Rsc.of(dice.choice(("SBD", "FRS")), "M", "BA", "FNL", "000100")
    return Played(rule, entries_of(raws), second.park(totals))


def moguls(dice):
    cards, raws = boards(
        dice,
        lambda: (dice.randint(8000, 8001), seldom(dice, dice.randint(470, 471)), seldom(dice, dice.randint(180, 181))),
        lambda c: given(mark=shown(c[0]), turns=c[1] and shown(c[1], 1), air=c[2] and shown(c[2], 1)),
        *("DNF", "DNS", "DSQ"),
    )
    expected = second.by(cards, *(lambda c, at=at: c[at] for at in range(3)))
    return Played(Rsc.of("FRS", "M", "MO", "FNL", "000100"), entries_of(raws), expected)


def skating_team(dice):
    cards, raws = {}, {}
    for who in names(dice, 10):
        cards[who] = [(dice.randint(1, 11), dice.randint(7000, 7003)) for _ in range(dice.randint(1, 8))]
        raws[who] = {
            "parts": [
                {"unit": f"FNL-{n:04d}00--", "rank": place, "mark": shown(score)}
                for n, (place, score) in enumerate(cards[who], start=1)
            ]
        }
    return Played("skating_team", entries_of(raws), second.skating_team(cards))


# -- climbing ----------------------------------------------------------------------------------------------------------


def climbing_rounds(dice):
    lead, one_group = dice.random() < 0.5, dice.random() < 0.5

    def result():
        return dice.choice(("TOP", "40", "40+", "40-", "41")) if lead else dice.choice((845, 846, 0))

    def card():
        last = dice.choice((1, 2, 2, 3, 3))
        return {name: result() for name in ("Qualification", "Semi-Final", "Final")[:last]}

    cards, raws = boards(
        dice,
        card,
        lambda c: {name: text if lead else shown(text, 1) for name, text in c.items()},
        *("DNF", "DNS", "DSQ"),
    )
    worth = (
        (lambda text: (-1, 0) if text is None else second.route(text)) if lead else (lambda n: -1 if n is None else n)
    )
    rule = "lead_rounds_height_countback" if lead else "CLB-boulder@2025-01-01"
    expected = second.climbed(cards, worth, one_group)
    return Played(rule, entries_of(raws), expected, facts={"one_qualification_group": one_group})


def boulder_and_lead(dice):
    cards, raws = {}, {}
    for who in names(dice, 8):
        before, now = (
            seldom(dice, dice.randint(1200, 1201)),
            [dice.choice((540, 600, 660)) for _ in range(dice.randint(1, 2))],
        )
        cards[who] = (sum(now), before)
        parts = [{"unit": "SFNL--------", "mark": shown(before, 1)}] if before else []
        parts += [{"unit": f"FNL-000{n}00--", "mark": shown(one, 1)} for n, one in enumerate(now, start=1)]
        if dice.random() < 0.1:
            irm = dice.choice(("DNF", "DNS", "DSQ"))
            cards[who], parts = None, [{"unit": "FNL-000100--", "irm": irm}]
        raws[who] = {"parts": parts}
    return Played(CLIMBING, entries_of(raws), second.by(cards, lambda c: c[0], lambda c: c[1]))


FAMILIES = [
    ranking_round,
    final_of_its_time,
    ski_jump,
    slopestyle,
    big_air,
    moguls,
    skating_team,
    climbing_rounds,
    boulder_and_lead,
]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
