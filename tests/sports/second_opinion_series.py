"""A second ranker of what is added up: golf, sailing, lifts, five sports, three tests, shots. It shares no code with the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.sports.second_opinion import first_difference, known_of_all, piles, places_of, ranks

Places = dict[str, int | None]


def golf(cards: Mapping[str, Any]) -> Places:
    """Cards: (strokes of the rounds, strokes of the holes of a play-off or None).

    A play-off gives the medals that are left to those who tie, in its order; everybody else of the tie keeps the tie.
    """
    playing = {who: card for who, card in cards.items() if card is not None}
    rounds = known_of_all(playing, lambda card: len(card[0]))
    strokes = known_of_all(playing, lambda card: -sum(card[0]))
    laid: list[list[str]] = []
    for pile in piles(list(playing), [rounds, strokes]):
        medals_left = 3 - sum(map(len, laid))
        if len(pile) == 1 or medals_left < 1 or any(playing[who][1] is None for who in pile):
            laid.append(pile)
            continue
        holes = known_of_all(playing, lambda card: [-strokes for strokes in card[1]])
        losers: list[str] = []
        for part in piles(pile, [holes]):
            if medals_left > 0:
                laid.append(part)
            else:
                losers += part
            medals_left -= len(part)
        if losers:
            laid.append(losers)
    return places_of(laid, cards)


# -- sailing -----------------------------------------------------------------------------------------------------------


def discarded(scores: list[tuple[int, str]], number: int) -> set[int]:
    """Which races are excluded: the worst ones, of equal ones the first; a boat keeps what a rule says it must keep (A2.1)."""
    gone: set[int] = set()
    for _ in range(number):
        worst = None
        for at, (points, code) in enumerate(scores):
            if at not in gone and code not in ("DNE", "DGM") and (worst is None or points > scores[worst][0]):
                worst = at
        if worst is not None:
            gone.add(worst)
    return gone


def opening_series(cards: Mapping[str, Any], discards: int) -> Places:
    """Cards: [(points, code)…] in the order of the races; A8.1, then A8.2."""

    def better(a, b):
        gone_a, gone_b = discarded(a, discards), discarded(b, discards)
        kept_a = [points for at, (points, _) in enumerate(a) if at not in gone_a]
        kept_b = [points for at, (points, _) in enumerate(b) if at not in gone_b]
        if sum(kept_a) != sum(kept_b):
            return sum(kept_a) < sum(kept_b)
        by_score = first_difference(_ascending(kept_a), _ascending(kept_b), high=False)
        if by_score is not None:
            return by_score
        return first_difference([p for p, _ in a[::-1]], [p for p, _ in b[::-1]], high=False) or False

    return ranks(cards, better)


def _ascending(numbers: list[int]) -> list[int]:
    left, taken = list(numbers), []
    while left:
        taken.append(min(left))
        left.remove(min(left))
    return taken


def medal_race(cards: Mapping[str, Any]) -> Places:
    """Cards: (opening points, opening place, place in the medal race). It counts double, and breaks ties before the opening."""

    def better(a, b):
        if a[0] + 2 * a[2] != b[0] + 2 * b[2]:
            return a[0] + 2 * a[2] < b[0] + 2 * b[2]
        return a[2] < b[2] if a[2] != b[2] else a[1] < b[1]

    return ranks(cards, better)


def kite_final(cards: Mapping[str, Any]) -> Places:
    """Cards: (opening place, places in the races): the first of the opening brings two wins, the second one."""

    def wins(card):
        return card[1].count(1) + {1: 2, 2: 1}.get(card[0], 0)

    def better(a, b):
        if wins(a) != wins(b):
            return wins(a) > wins(b)
        last = first_difference(a[1][::-1], b[1][::-1], high=False)
        return a[0] < b[0] if last is None else last

    return ranks(cards, better)


def board_final(cards: Mapping[str, Any]) -> Places:
    """Cards: (opening place, place at the line or None for who did not finish)."""

    def better(a, b):
        if a[1] is None and b[1] is None:
            return a[0] < b[0]
        return a[1] is not None and (b[1] is None or a[1] < b[1])

    return ranks(cards, better)


# -- weightlifting -----------------------------------------------------------------------------------------------------


def platform(lifters: Mapping[str, Any], good: Any, change: Any) -> dict[str, Any]:
    """One group lifts, bar by bar, as the marshals call it: {who: {lift: [(kilograms, good)…]}} and when each bar was lifted.

    ``lifters``: (start number, first bar in the snatch, first bar in the clean and jerk); ``good`` and ``change`` decide what
    happens. Called is the lightest bar; then the lower attempt; then who lifted earlier before; then the lower start number.
    """
    done: dict[str, Any] = {who: {"snatch": [], "clean": [], "when": {}} for who in lifters}
    now = 0
    for at, lift in ((1, "snatch"), (2, "clean")):
        bar = {who: lifter[at] for who, lifter in lifters.items()}
        last: dict[str, int] = {}
        waiting = [who for who in lifters if lift == "snatch" or any(ok for _, ok in done[who]["snatch"])]
        while waiting:
            called = waiting[0]
            for who in waiting[1:]:
                if _before(who, called, bar, done, lift, last, lifters):
                    called = who
            now += 1
            ok = good()
            done[called][lift].append((bar[called], ok))
            done[called]["when"][lift, len(done[called][lift])] = now
            last[called] = now
            bar[called] += change(ok)
            if len(done[called][lift]) == 3:
                waiting.remove(called)
    return done


def _before(one, two, bar, done, lift, last, lifters) -> bool:
    if bar[one] != bar[two]:
        return bar[one] < bar[two]
    if len(done[one][lift]) != len(done[two][lift]):
        return len(done[one][lift]) < len(done[two][lift])
    if one in last and two in last:
        return last[one] < last[two]
    return lifters[one][0] < lifters[two][0]


def lifted(card: Any) -> tuple[int, int] | None:
    """Total, and when it was complete: ``None`` for who has no good lift of one kind."""
    best = {}
    for lift in ("snatch", "clean"):
        for at, (kilograms, ok) in enumerate(card[lift], start=1):
            if ok and kilograms > best.get(lift, (0, 0))[0]:
                best[lift] = (kilograms, card["when"][lift, at])
    if len(best) < 2:
        return None
    return best["snatch"][0] + best["clean"][0], best["clean"][1]


def weightlifting(cards: Mapping[str, Any], by_weight: bool) -> Places:
    """Cards: (total, (session, when it was complete), bodyweight). Until 2016 the lighter one goes before the earlier one."""

    def better(a, b):
        if a[0] != b[0]:
            return a[0] > b[0]
        if by_weight and a[2] != b[2]:
            return a[2] < b[2]
        return a[1] < b[1]

    return ranks(cards, better)


# -- five sports, three tests ------------------------------------------------------------------------------------------


def swum(hundredths: int) -> int:
    """Points of 200 m: 250 from 2:30.00 to 2:30.49, one more for every half second that is begun below, one less above."""
    points, slowest = 250, 15_049
    while hundredths < slowest - 49:
        points, slowest = points + 1, slowest - 50
    while hundredths > slowest:
        points, slowest = points - 1, slowest + 50
    return points


def pentathlon(cards: Mapping[str, Any]) -> Places:
    """Cards: (ranking round, riding, bonus, swim in hundredths, laser run, place over the line or None)."""
    here = {who: card for who, card in cards.items() if card is not None}
    total = known_of_all(here, lambda c: c[0] + c[1] + c[2] + swum(c[3]) + c[4])
    line = known_of_all(here, lambda c: None if c[5] is None else -c[5])
    return places_of(piles(list(here), [total, line]), cards)


def eventing(cards: Mapping[str, Any]) -> Places:
    """Cards: (penalties of dressage, cross-country, jumping, last jumping or None; seconds from the optimum time or None)."""
    here = {who: card for who, card in cards.items() if card is not None}
    tests = known_of_all(here, lambda c: 3 if c[3] is None else 4)
    total = known_of_all(here, lambda c: -(c[0] + c[1] + c[2] + (c[3] or 0)))
    cross_country = known_of_all(here, lambda c: -c[1])
    optimum = known_of_all(here, lambda c: None if c[4] is None else -abs(c[4]))
    jumping = known_of_all(here, lambda c: -(c[2] + (c[3] or 0)))
    return places_of(piles(list(here), [tests, total, cross_country, optimum, jumping]), cards)


def jumping(cards: Mapping[str, Any]) -> Places:
    """Cards: (penalties, time, jump-off): the jump-off is (penalties, time), ``EL`` or ``None``.

    Who jumped off is placed by that alone; others of equal penalties by the time of the round.
    """

    def better(a, b):
        if a[0] != b[0]:
            return a[0] < b[0]
        if a[2] is None and b[2] is None:
            return a[1] < b[1]
        if "EL" in (a[2], b[2]):
            return b[2] == "EL" and a[2] != "EL"
        return a[2] < b[2]

    return ranks(cards, better)


# -- shooting ----------------------------------------------------------------------------------------------------------


def qualification(cards: Mapping[str, Any], tenths: bool) -> Places:
    """Cards: (total, shoot-off, inner tens, series), each of the last three ``None`` where it is not known."""
    here = {who: card for who, card in cards.items() if card is not None}
    total = known_of_all(here, lambda c: c[0])
    shot_off = known_of_all(here, lambda c: c[1])
    inner = known_of_all(here, lambda c: c[2])
    last = known_of_all(here, lambda c: None if c[3] is None else c[3][::-1])
    tests = [total, shot_off, last] if tenths else [total, shot_off, inner, last]
    return places_of(piles(list(here), tests), cards)


def final(cards: Mapping[str, Any]) -> Places:
    """Cards: (total, shots before elimination, shoot-off, place in qualification)."""
    here = {who: card for who, card in cards.items() if card is not None}
    total = known_of_all(here, lambda c: c[0])
    shots = known_of_all(here, lambda c: c[1])
    shot_off = known_of_all(here, lambda c: c[2])
    seed = known_of_all(here, lambda c: None if c[3] is None else -c[3])
    return places_of(piles(list(here), [total, shots, shot_off, seed]), cards)
