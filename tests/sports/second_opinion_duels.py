"""A second judge of duels: who wins, told as the referee would, step by step. It shares no code with the first.

Every verdict is +1 where the first of the two wins, -1 where the second does, 0 for a tie, ``None`` while nobody has won, and
``"both"`` where both have lost.
"""

from __future__ import annotations

from typing import Any

Verdict = int | str | None


def higher(a: Any, b: Any) -> int:
    """Which of two numbers is higher: 1, -1 or 0."""
    return 1 if a > b else -1 if b > a else 0


def first_that_decides(*steps: int) -> int | None:
    for step in steps:
        if step:
            return step
    return None


def rounds_won(a: list[int], b: list[int], given: dict[int, int]) -> tuple[int, int]:
    """Rounds of either side; a level one goes to whom the referee gave it (``given``: round → 1 or -1)."""
    won = [0, 0]
    for at, (one, two) in enumerate(zip(a, b, strict=True)):
        side = higher(one, two) or given.get(at, 0)
        if side:
            won[side < 0] += 1
    return won[0], won[1]


def wrestling(a: dict[str, Any], b: dict[str, Any]) -> Verdict:
    """UWW: points; level, whoever has more holds of the highest value, then of the next; fewer cautions; the last point."""
    by_holds = 0
    for value in (5, 4, 2, 1):
        by_holds = by_holds or higher(a["holds"].count(value), b["holds"].count(value))
    last = 1 if a["last"] else -1 if b["last"] else 0
    return first_that_decides(higher(a["points"], b["points"]), by_holds, higher(b["cautions"], a["cautions"]), last)


def boxing(cards_a: list[int], cards_b: list[int], prefers: list[int], seated: list[int], review: bool) -> Verdict:
    """Each judge who is seated has a winner: the higher card, at level cards whom he prefers. Most judges win.

    With ``review`` the last two of the seven are evaluators, who join where five are split 3 to 2.
    """
    winners = [higher(a, b) or preferred for a, b, preferred in zip(cards_a, cards_b, prefers, strict=True)]
    panel = [winners[at] for at in seated]
    red, blue = panel.count(1), panel.count(-1)
    if review and {red, blue} == {3, 2}:
        red, blue = red + winners[5:].count(1), blue + winners[5:].count(-1)
    return first_that_decides(higher(red, blue))


def taekwondo_rounds(a: list[int], b: list[int], given: dict[int, int]) -> Verdict:
    """Two rounds of three win."""
    one, two = rounds_won(a, b, given)
    return first_that_decides(higher(one, two))


def fencing(a: int, b: int, priority: int) -> Verdict:
    """More hits; at a level score the side that has priority."""
    return first_that_decides(higher(a, b), priority)


def archery_sets(a: list[int], b: list[int], off: Any) -> Verdict:
    """Two set points for a set, one each for a level one; then the arrows of the shoot-off together; then the closest one."""
    points = sum(higher(one, two) for one, two in zip(a, b, strict=True))
    return first_that_decides(higher(points, 0), *_shot_off(off))


def archery_arrows(a: int, b: int, off: Any) -> Verdict:
    return first_that_decides(higher(a, b), *_shot_off(off))


def _shot_off(off: Any) -> list[int]:
    """``off``: (arrows, arrows, distance, distance) of the two; an X is ten."""
    if off is None:
        return []
    one, two = ([{"X": 10, "M": 0}.get(arrow, arrow) for arrow in arrows] for arrows in off[:2])
    return [higher(sum(one), sum(two)), higher(off[3], off[2])]


def judo(a: dict[str, int], b: dict[str, int], year: int) -> Verdict:
    """IJF: hansoku-make, ippon (since 2018 also of two waza-ari), waza-ari, yuko; before 2017 the fewer shidos."""
    most = 4 if year < 2017 else 3
    out_a, out_b = a["shido"] >= most, b["shido"] >= most
    if out_a and out_b:
        return "both"
    if out_a or out_b:
        return -1 if out_a else 1

    def ippon(side):
        return side["ippon"] > 0 or (year not in (2017,) and side["waza_ari"] == 2)

    decided = first_that_decides(
        higher(ippon(a), ippon(b)), higher(a["waza_ari"], b["waza_ari"]), higher(a["yuko"], b["yuko"])
    )
    if decided is None and year < 2017:
        return first_that_decides(higher(b["shido"], a["shido"]))
    return decided


def breaking(a: list[int], b: list[int], group: bool) -> Verdict:
    """Rounds by votes; level, in the knock-out the votes together, in a group a tie."""
    by_rounds = higher(*rounds_won(a, b, {}))
    return by_rounds if group or by_rounds else first_that_decides(higher(sum(a), sum(b)))


def step_by_step(*pairs: tuple[int | None, int | None]) -> Verdict:
    """Hits and their countback, points and the golden round: each is asked only where the one before it was level.

    What was not held at all (``None`` of both) is passed over; what is known of one side alone leaves it open.
    """
    for one, two in pairs:
        if one is None and two is None:
            continue
        if one is None or two is None:
            return None
        if one != two:
            return 1 if one > two else -1
    return None


def team_bouts(winners: str) -> Verdict:
    """Judo teams: first to four of six bouts; level after six, a seventh one decides. ``H``, ``A``, ``-`` for nobody."""
    home, away = winners.count("H"), winners.count("A")
    if max(home, away) >= 4 or (len(winners) >= 6 and home != away):
        return 1 if home > away else -1
    return None


def letters(verdict: Verdict) -> tuple[str | None, str | None]:
    """W and L, T for both, L for both, or nothing."""
    if verdict == "both":
        return "L", "L"
    if verdict is None:
        return None, None
    return {1: ("W", "L"), -1: ("L", "W"), 0: ("T", "T")}[int(verdict)]
