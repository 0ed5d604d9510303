"""Two rankers agree on seeded classes in one event, medals, and the rules of no sport in particular."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.sports import second_opinion_boards as second
from tests.sports.test_second_opinion_boards import boards, given, names, seldom, shown
from tests.sports.two_rankers import Played, disagreements, entries_of

FAST = 120

# -- classes -----------------------------------------------------------------------------------------------------------

RAZA = {"T61": ("1200", "2.5", "0.4"), "T64": ("1200", "2.7", "0.41"), "F42": ("1150", "2.6", "0.405")}
SWUM = {"S8": ("1000", "2.2", "95"), "S9": ("1000", "2", "100"), "S10": ("1000", "2.2", "105.5")}
FACTORS = {"LW2": "91.5", "LW6/8-1": "98.25", "B2": "87.125"}


def class_points(dice):
    def card():
        return dice.choice(sorted(RAZA)), [dice.choice((None, 650, 651, 700)) for _ in range(dice.randint(1, 4))]

    def raw(c):
        tried = [{"n": n, "mark": "X" if d is None else shown(d)} for n, d in enumerate(c[1], start=1)]
        return {"sport_class": c[0], "attempts": tried}

    cards, raws = boards(dice, card, raw, "DNS", "DSQ")
    points = {}
    for who, one in cards.items():
        valid = [Fraction(d, 100) for d in one[1] if d] if one else []
        table = [Fraction(number) for number in RAZA[one[0]]] if one else []
        points[who] = [second.points_of_class(metres, *table) for metres in valid] or None
    return Played("raza_points", entries_of(raws), second.attempts(points), facts={"raza": RAZA})


def class_points_of_times(dice):
    cards, raws = boards(
        dice,
        lambda: (dice.choice(sorted(SWUM)), dice.choice((5000, 5001, 5100))),
        lambda c: {"sport_class": c[0], "mark": shown(c[1])},
        *("DNS", "DSQ"),
    )
    points = {
        who: c and [second.points_of_class(Fraction(100, c[1]), *map(Fraction, SWUM[c[0]]))] for who, c in cards.items()
    }
    return Played("time_points", entries_of(raws), second.attempts(points), facts={"raza": SWUM})


def class_times(dice):
    unit = dice.choice((1, 1, 10))
    cards, raws = boards(
        dice,
        lambda: (dice.choice(sorted(FACTORS)), dice.choice((6000, 6001, 6400, 5600))),
        lambda c: {"sport_class": c[0], "mark": f"{c[1] // 6000}:{c[1] // 100 % 60:02d}.{c[1] % 100:02d}"},
        *("DNF", "DNS", "DSQ"),
    )
    times = {who: c and (-second.factored(c[1], Fraction(FACTORS[c[0]]), unit),) for who, c in cards.items()}
    facts = {"factors": FACTORS, "factor_unit": "0.1" if unit == 10 else "0.01"}
    rule = dice.choice(("factored_time", "alpine_run"))
    return Played(rule, entries_of(raws), second.by(times, lambda c: c[0]), facts=facts)


# -- no sport in particular --------------------------------------------------------------------------------------------

MORE = (
    ("points_desc", "mark"),
    ("gymnastics_points", "mark"),
    ("climbing_combined_part", "mark"),
    ("height_best_desc", "mark"),
    ("distance_best_desc", "mark"),
    ("weight_desc", "total"),
)
FEWER = (("points_asc", "points"), ("strokes_asc", "strokes"), ("placing_only", "place"), ("golf_round", "mark"))


def one_number(dice):
    more = dice.random() < 0.5
    rule, slot = dice.choice(MORE if more else FEWER)
    cards, raws = boards(
        dice,
        lambda: (dice.randint(70, 72),),
        lambda c: {slot: f"{c[0]}.00" if "best_desc" in rule else str(c[0])},
        *("DNS", "DSQ"),
    )
    return Played(rule, entries_of(raws), second.by(cards, lambda c: c[0] if more else -c[0]))


def added_up(dice):
    more = dice.random() < 0.5
    rule, slot = ("sum_desc", "scores") if more else (dice.choice(("sum_asc_strokes", "sum_asc_penalties")), "rounds")

    def raw(c):
        return {slot: [str(one) for one in c], **({"mark": str(sum(c))} if dice.random() < 0.5 else {})}

    cards, raws = boards(dice, lambda: [dice.randint(69, 71) for _ in range(dice.randint(1, 4))], raw, "DNS", "DSQ")
    sums = {who: c and (sum(c),) for who, c in cards.items()}
    return Played(rule, entries_of(raws), second.by(sums, lambda c: c[0] if more else -c[0]))


def faults_and_time(dice):
    cards, raws = boards(
        dice,
        lambda: (dice.choice((0, 4, 8)), seldom(dice, dice.randint(6000, 6002))),
        lambda c: given(faults=c[0], time=c[1] and shown(c[1])),
        *("EL", "RT", "DNS"),
    )
    return Played(
        "faults_then_time",
        entries_of(raws),
        second.by(cards, lambda c: -c[0], lambda c: None if c[1] is None else -c[1]),
    )


def medal_table(dice):
    cards = {who: [dice.randint(0, 2) for _ in range(3)] for who in names(dice)}
    raws = {who: dict(zip(("gold", "silver", "bronze"), map(str, card), strict=True)) for who, card in cards.items()}
    return Played("medal_table", entries_of(raws), second.by(cards, *(lambda c, at=at: c[at] for at in range(3))))


def points_and_line(dice):
    cards, raws = boards(
        dice,
        lambda: (dice.randint(700, 701), dice.choice((None, 1, 2, 3))),
        lambda c: given(mark=c[0], place=c[1]),
        *("DNF", "DNS", "DSQ"),
    )
    expected = second.by(cards, lambda c: c[0], lambda c: None if c[1] is None else -c[1])
    return Played("modern_pentathlon_unit", entries_of(raws), expected)


FAMILIES = [
    class_points,
    class_points_of_times,
    class_times,
    points_and_line,
    one_number,
    added_up,
    faults_and_time,
    medal_table,
]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
