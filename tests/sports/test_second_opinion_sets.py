"""Two rankers agree on seeded tables of volleyball and beach volleyball with forfeits, and on matches of sets and of goals."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports.ranking import Match
from tests.sports import second_opinion_duels as duels
from tests.sports import second_opinion_sets as second
from tests.sports.two_rankers import Played, disagreements, entries_of, outcome

FAST = 150
ABSENT = ("DNS", "WDR", "DSQ")


def drawn_sets(dice, won, to, last):
    """The sets of a match that home won: ``won`` to fewer, few different points."""
    lost = dice.randint(0, won - 1)
    order = [*dice.sample([1] * (won - 1) + [-1] * lost, won - 1 + lost), 1]
    sets = []
    for at, side in enumerate(order):
        points = last if at == 2 * won - 2 else to
        less = points - dice.randint(2, 3)
        sets.append((points, less) if side == 1 else (less, points))
    return sets


def table(dice, rule, won, to, last, ranked, day=None):
    """Everybody meets everybody; a match may be to come, forfeited, or without the points of its sets."""
    teams = [f"T{n}" for n in range(dice.randint(2, 5))]
    results, matches = [], []
    for one, two in combinations(dice.sample(teams, len(teams)), 2):
        home, away = dice.sample((one, two), 2)
        kind = dice.random()
        if kind < 0.05:
            matches.append(Match(home=home, away=away))
        elif kind < 0.15:
            out = dice.choice((home, away))
            matches.append(Match(home=home, away=away, facts={"irm": {out: dice.choice(ABSENT)}}))
            score = (0, won) if out == home else (won, 0)
            results.append(
                (
                    home,
                    away,
                    *score,
                    {"forfeit": True, "sets": [(to * (s > 0), to * (s == 0)) for s in score[:1] * won]},
                )
            )
        else:
            sets = drawn_sets(dice, won, to, last)
            if dice.random() < 0.5:
                sets = [one_set[::-1] for one_set in sets]
            known = dice.random() < 0.95
            score = second.sets_won(sets)
            results.append((home, away, *score, {"sets": sets} if known else {}))
            facts = {"periods": {f"S{n}": pair for n, pair in enumerate(sets, start=1)}} if known else {}
            matches.append(Match(home=home, away=away, score=score, facts=facts))
    expected = ranked(teams, results) if results else dict.fromkeys(teams)
    return Played(rule, entries_of({team: {} for team in teams}), expected, matches=tuple(matches), day=day)


def beach_volleyball(dice):
    return table(dice, "VBV_pool", 2, 21, 15, second.beach)


def volleyball(dice):
    wins_first = dice.random() < 0.5
    rule = f"VVO-pool@{'2013' if wins_first else '2009'}-01-01"
    return table(dice, rule, 3, 25, 15, lambda teams, results: second.volleyball(teams, results, wins_first))


# -- matches -----------------------------------------------------------------------------------------------------------

RETIRED = ("RET", "INJ", "DNS", "WDR", "DSQ", "DQB")
SETS = (
    ("VVOMTEAM6", date(2024, 8, 1), 3, (25, 23), (15, 13)),
    ("VVOMTEAM6", date(1996, 8, 1), 3, (15, 13), (15, 13)),
    ("VBVWTEAM2", date(2024, 8, 1), 2, (21, 19), (15, 13)),
    ("VBVWTEAM2", date(2000, 9, 20), 1, (15, 13), (15, 13)),
    ("BDMMSINGLES", date(2024, 8, 1), 2, (30, 29), (30, 28)),
    ("BDMMSINGLES", date(2004, 8, 20), 2, (15, 10), (17, 14)),
    ("BDMWSINGLES", date(2004, 8, 20), 2, (11, 8), (13, 11)),
    ("TTEMSINGLES", date(2024, 8, 1), 4, (11, 9), (13, 11)),
    ("TTEMSINGLES", date(2000, 9, 20), 3, (21, 19), (23, 21)),
    ("TTEMTEAM3", date(2024, 8, 1), 3, (11, 3), (12, 10)),
    ("TENWSINGLES", date(2024, 8, 1), 2, (7, 6), (7, 5)),
    ("TENMDOUBLES", date(2024, 8, 1), 2, (6, 4), (10, 8)),
    ("TENMSINGLES", date(2012, 8, 5), 3, (6, 4), (19, 17)),
    ("TENXDOUBLES", date(2012, 8, 5), 2, (7, 6), (10, 5)),
)
"""Event, day, sets to win, how a set may end, how the deciding one may."""


def match_of_sets(dice):
    event, day, won, common, deciding = dice.choice(SETS)
    lost = dice.randint(0, won - 1)
    order = [*dice.sample([1] * (won - 1) + [-1] * lost, won - 1 + lost), 1]
    irms = tuple(dice.choice((*RETIRED, *[None] * 40)) for _ in range(2))
    if dice.random() < 0.04 and irms == (None, None) and event.startswith(("TEN", "TTE")):
        irms = dice.choice((("W/O", None), (None, "W/O")))
    if irms != (None, None):
        order = order[: dice.randint(0, len(order))]
    home = dice.choice((1, -1))
    sets = []
    for at, side in enumerate(order):
        more, less = deciding if at == 2 * won - 2 else common
        sets.append((more, less) if side == home else (less, more))
    raws = {}
    for who, own in (("A", 0), ("B", 1)):
        periods = {"periods": [[f"S{n}", str(pair[own])] for n, pair in enumerate(sets, start=1)]} if sets else {}
        raws[who] = {**periods, "order": own + 1, **({"irm": irms[own]} if irms[own] else {})}
    verdict = second.match(*([one] for one in second.sets_won(sets)), irms)
    unit = Rsc(event.ljust(22, "-") + ("FNL-000101--" if event == "TTEMTEAM3" else "FNL-000100--"))
    return Played(unit, entries_of(raws), dict(zip("AB", duels.letters(verdict), strict=True)), day=day, read=outcome)


GOALS = (
    ("BKBMTEAM5", False, False),
    ("BK3WTEAM3", False, False),
    ("HBLMTEAM7", True, True),
    ("HOCWTEAM11", True, True),
    ("RU7MTEAM7", True, False),
    ("WPOMTEAM7", True, True),
    ("FBLWTEAM11", True, True),
    ("IHOMTEAM6", False, True),
    ("CURXDOUBLES", False, False),
)
"""Event, whether a match of a pool may be level, whether a shoot-out may decide."""


def match_of_goals(dice):
    event, ties, shootout = dice.choice(GOALS)
    pool = dice.random() < 0.5
    known = ("DQB", "WDR") if event.startswith("IHO") else ("DNS", "DSQ", "DQB")
    irms = tuple(dice.choice((*known, *[None] * 40)) for _ in range(2))
    goals = dice.choice(((21, 18), (18, 21), (20, 20), (19, 19)))
    raws, made = {}, [[goals[0]], [goals[1]]]
    shots = dice.choice(((4, 3), (3, 4), (5, 5))) if shootout and goals[0] == goals[1] and dice.random() < 0.6 else None
    running = dice.random() < 0.1
    for who, own in (("A", 0), ("B", 1)):
        raws[who] = {"mark": str(goals[own]), "order": own + 1, **({"irm": irms[own]} if irms[own] else {})}
        if shots:
            raws[who]["pso"] = str(shots[own])
            made[own].append(shots[own])
    verdict = second.match(*made, irms, ties=ties and pool)
    if running and irms == (None, None):
        verdict = None
    unit = Rsc(event.ljust(22, "-") + ("GPA-" if pool else "SFNL") + "000100--")
    expected = dict(zip("AB", duels.letters(verdict), strict=True))
    facts = {"running": True} if running else {}
    return Played(unit, entries_of(raws), expected, facts=facts, day=date(2024, 8, 1), read=outcome)


FAMILIES = [beach_volleyball, volleyball, match_of_sets, match_of_goals]


@pytest.mark.parametrize("play", FAMILIES, ids=lambda play: play.__name__)
def test_both_rankers_agree(play):
    assert disagreements(play, range(FAST)) == []
