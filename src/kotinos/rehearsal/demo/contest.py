"""How one contest of two sides goes: what is noted of either, step by step, until one of them has won."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

Noted = tuple[int, str, str]
"""A side (0 or 1), a slot, its value."""
Moment = list[Noted]
Course = list[Moment]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A way to keep the score. `course` is a whole contest that side ``winner`` wins; ``tight``: nothing but the last means decides."""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        """All moments in order; each says everything that changed."""
        raise NotImplementedError


class Sets(Form, frozen=True, kw_only=True):
    """Sets or games of ``points``, two ahead; ``deciding`` is what the last possible one goes to. The score counts sets."""

    letter: str
    to_win: int
    points: int
    deciding: int

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        lost = self.to_win - 1 if tight else lots.randrange(self.to_win)
        order = [winner] * (self.to_win - 1) + [1 - winner] * lost
        lots.shuffle(order)
        won = [0, 0]
        moments: Course = []
        for number, side in enumerate([*order, winner], start=1):
            end = self._end(lots, last=number == 2 * self.to_win - 1, tight=tight)
            for part in (1, 2, 3):
                if part == 3:
                    won[side] += 1
                own = [end[n != side] * part // 3 for n in (0, 1)]
                moments.append(_scored(won, f"{self.letter}{number}", own))
        return moments

    def _end(self, lots: Random, *, last: bool, tight: bool) -> tuple[int, int]:
        points = self.deciding if last else self.points
        if tight and last:
            return points + 1, points - 1
        return points, lots.randint(points // 3, points - 2)


class Periods(Form, frozen=True, kw_only=True):
    """Periods whose points add up; ``values`` are what a side may have of one. ``decider`` ends a level score: ``OT1`` (more
    points), ``pso`` (a shoot-out, noted by itself)."""

    names: tuple[str, ...]
    values: tuple[int, ...]
    decider: str = ""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        level = tight and bool(self.decider)
        own = [[lots.choice(self.values) for _ in (0, 1)] for _ in self.names]
        short = sum(p[1 - winner] for p in own) - sum(p[winner] for p in own)
        if level:
            own[-1][winner if short > 0 else 1 - winner] += abs(short)
        elif short >= 0:
            # Whoever is to win gets the points of the other.
            own = [[away, home] for home, away in own]
            own[-1][winner] += self.values[-1] if short == 0 else 0
        moments: Course = []
        total = [0, 0]
        for name, points in zip(self.names, own, strict=True):
            for part in (1, 2, 3):
                now = [points[n] * part // 3 for n in (0, 1)]
                moments.append(_scored([total[n] + now[n] for n in (0, 1)], name, now))
            total = [total[n] + points[n] for n in (0, 1)]
        return moments + (self._decide(total, winner) if level else [])

    def _decide(self, total: Sequence[int], winner: int) -> Course:
        shots = ((1, 1), (2, 1), (3, 2), (4, 3)) if self.decider == "pso" else ((2, 4), (7, 5), (9, 6))
        course = [[pair[n != winner] for n in (0, 1)] for pair in shots]
        if self.decider == "pso":
            return [[(n, "pso", str(made[n])) for n in (0, 1)] for made in course]
        return [_scored([total[n] + made[n] for n in (0, 1)], self.decider, made) for made in course]


class Race(Form, frozen=True, kw_only=True):
    """Single points, to ``points``; ``level`` is the slot that names the winner where time runs out at a level score."""

    points: int
    level: str = ""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        out = tight and bool(self.level)
        end = self.points - 3 if out else self.points
        lost = end if out else lots.randint(self.points // 2, self.points - 2)
        scores = sorted((lots.randint(0, end), lots.randint(0, lost)) for _ in range(9))
        best = [max(other for _, other in scores[: at + 1]) for at in range(len(scores))]
        pairs = [(0, 0), *((mine, other) for (mine, _), other in zip(scores, best, strict=True)), (end, lost)]
        moments: Course = [[(n, "mark", str(pair[n != winner])) for n in (0, 1)] for pair in pairs]
        return [*moments, [(winner, self.level, "Y")]] if out else moments


class Rounds(Form, frozen=True, kw_only=True):
    """Rounds won one by one, ``worth`` each, until a side has ``to_win``; ``low`` to ``high`` points in one, or ``judges`` votes.

    ``all``: every round is held, won or not. ``level``: how a contest is decided that a level last round leaves open.
    """

    letter: str
    to_win: int
    low: int = 0
    high: int = 0
    judges: int = 0
    worth: int = 1
    all: bool = False
    level: str = ""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        wins = -(-self.to_win // self.worth)
        lost = wins - 1 if tight or lots.random() < 0.4 else 0
        order = [winner] * (wins - 1) + [1 - winner] * lost
        lots.shuffle(order)
        order += [winner] * (1 + (wins - 1 - lost if self.all else 0))
        won = [0, 0]
        moments: Course = []
        for number, side in enumerate(order, start=1):
            name = f"{self.letter}{number}"
            even = tight and number == len(order) and bool(self.level)
            more, less = self._points(lots)
            points = [more if n == side or even else less for n in (0, 1)]
            won = self._won(won, side, even=even)
            moments.append(_scored(won, name, points))
            if even:
                moments.append(self._level(won, name, side))
        return moments

    def _points(self, lots: Random) -> tuple[int, int]:
        if self.judges:
            more = lots.randint(self.judges // 2 + 1, self.judges)
            return more, self.judges - more
        less = lots.randint(self.low, self.high - 1)
        return lots.randint(less + 1, self.high), less

    def _won(self, won: list[int], side: int, *, even: bool) -> list[int]:
        """Set points are shared in a level set (archery); a level round waits for the judges (taekwondo)."""
        gained = [self.worth // 2, self.worth // 2] if even else [self.worth * (n == side) for n in (0, 1)]
        return [won[n] + gained[n] for n in (0, 1)]

    def _level(self, won: list[int], name: str, side: int) -> Moment:
        marks: Moment = [(side, "mark", str(won[side] + 1))]
        if self.level == "shoot_off":
            return [*marks, (side, "shoot_off", "10"), (1 - side, "shoot_off", "9")]
        return [*marks, (side, f"{self.level}/{name}", "Y")]


class Cards(Form, frozen=True, kw_only=True):
    """Three rounds of boxing before five judges, ten points to the better one of each round."""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        against = 2 if tight else lots.choice((0, 0, 1))
        moments: Course = []
        for held in (1, 2, 3):
            moment: Moment = []
            for judge in range(5):
                for n in (0, 1):
                    lost = (n == winner) == (judge < against)
                    card = ["9" if lost == (number != 1) else "10" for number in range(3)]
                    moment.append((n, f"judge/J{judge + 1}", " ".join(card[:held])))
            moments.append(moment)
        moments[-1] += [(n, "mark", str(5 - against if n == winner else against)) for n in (0, 1)]
        return moments


class Waves(Form, frozen=True, kw_only=True):
    """Waves, of which the two best count."""

    def course(self, lots: Random, winner: int, *, tight: bool) -> Course:
        best = lots.randint(720, 870)
        behind = 2 if tight else lots.randint(30, 150)
        scores = [[best - 40 * at - (0 if n == winner else behind) for at in (4, 1, 6, 0)] for n in (0, 1)]
        return [
            [(n, f"wave/{number}", f"{scores[n][number - 1] // 100}.{scores[n][number - 1] % 100:02d}")]
            for number in (1, 2, 3, 4)
            for n in (0, 1)
        ]


def _scored(marks: Sequence[int], period: str, own: Sequence[int]) -> Moment:
    return [(n, slot, str(value)) for n in (0, 1) for slot, value in (("mark", marks[n]), (f"period/{period}", own[n]))]
