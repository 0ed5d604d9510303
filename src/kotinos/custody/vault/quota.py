"""How much a grant may still give. PURE.

Counted by minute and by day of UTC. A thief who holds a consumer's key pulls in a loop; a clerk who is refused stops. So what is asked
for beyond the quota is refused, and once twice the quota of a minute was asked for, the grant is suspended.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec


class Used(msgspec.Struct, frozen=True):
    """What was given and what was asked for in one span of time."""

    given: int = 0
    asked: int = 0


Decision = Literal["given", "quota", "burst"]


def spans(at: datetime) -> tuple[str, str]:
    """The minute and the day to which an instant counts."""
    return at.strftime("%Y-%m-%dT%H:%M"), at.strftime("%Y-%m-%d")


def decide(count: int, per_minute: int, per_day: int, minute: Used, day: Used) -> tuple[Decision, Used, Used]:
    """Whether ``count`` subjects more may be given, and what is used after that."""
    minute, day = Used(minute.given, minute.asked + count), Used(day.given, day.asked + count)
    if minute.given + count <= per_minute and day.given + count <= per_day:
        return "given", Used(minute.given + count, minute.asked), Used(day.given + count, day.asked)
    return ("burst" if minute.asked > 2 * per_minute else "quota"), minute, day
