"""What the authority will say of one case, and when: drawn from a seed before it is begun. PURE."""

from __future__ import annotations

import random
from dataclasses import dataclass

HOUR, DAY = 3600.0, 86400.0


@dataclass(frozen=True)
class Habits:
    """Shares of cases, from 0 to 1. The refusals are those of the screening before the Games of Paris: 4,355 of a million.

    ``more_time`` of the cases need it; ``withdrawals`` are of the favourable, half of them are themselves taken back; ``reversals`` are
    refusals that a judge turns round; ``silent`` cases are never answered; ``duplicates`` are said twice.
    """

    refusals: float = 0.0044
    more_time: float = 0.03
    withdrawals: float = 0.0005
    reversals: float = 0.01
    silent: float = 0.0005
    duplicates: float = 0.005


@dataclass(frozen=True)
class Saying:
    """One answer, ``after`` so many seconds from when the case was opened."""

    after: float
    verdict: str


def foresee(seed: int, case: int, habits: Habits) -> list[Saying]:
    """Everything that will be said of a case, in the order of time. The same seed and case give the same again."""
    rnd = random.Random(f"{seed} {case}")  # noqa: S311 -- a rehearsal, to be repeated exactly
    if rnd.random() < habits.silent:
        return []
    sayings = []
    at = min(rnd.lognormvariate(0, 1) * 8 * HOUR, 5 * DAY)
    if rnd.random() < habits.more_time:
        sayings.append(Saying(at, "P"))
        at += rnd.uniform(5, 40) * DAY
    verdict = "U" if rnd.random() < habits.refusals else "F"
    sayings.append(Saying(at, verdict))
    if rnd.random() < habits.duplicates:
        sayings.append(Saying(at + DAY, verdict))
    at += rnd.uniform(3, 20) * DAY
    if verdict == "F" and rnd.random() < habits.withdrawals:
        sayings.append(Saying(at, "W"))
        if rnd.random() < 0.5:
            sayings.append(Saying(at + 5 * DAY, "F"))
    elif verdict == "U" and rnd.random() < habits.reversals:
        sayings.append(Saying(at, "F"))
    return sorted(sayings, key=lambda saying: saying.after)
