"""The life of a request, and the month in which it is answered (GDPR, article 12). PURE."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal

Kind = Literal["access", "correction", "restriction", "erasure", "portability"]
KINDS: tuple[Kind, ...] = ("access", "correction", "restriction", "erasure", "portability")
"""GDPR, articles 15, 16, 18, 17 and 20."""
State = Literal["asked", "checked", "fulfilled", "refused"]
STATES: tuple[State, ...] = ("asked", "checked", "fulfilled", "refused")

TRANSITIONS: dict[tuple[str, str], tuple[State, str]] = {
    ("", "ask"): ("asked", "the person, or somebody who says so, asks"),
    ("asked", "check"): ("checked", "an officer is sure that it is the person (article 12(6))"),
    ("checked", "fulfil"): ("fulfilled", "what was asked for is done"),
    ("asked", "refuse"): ("refused", "a reason code; the letter names the authority to complain to (article 12(4))"),
    ("checked", "refuse"): ("refused", "a reason code; the letter names the authority to complain to (article 12(4))"),
}
REFUSALS = ("not_the_person", "legal_duty", "legal_claim", "excessive")
"""Why a request is refused: identity not shown; a duty to keep (article 17(3)(b)); a claim (17(3)(e)); manifestly excessive (12(5))."""


def after(state: str, event: str) -> State | None:
    """The state that ``event`` leads to; None where it does not happen."""
    found = TRANSITIONS.get((state, event))
    return found[0] if found else None


def due(asked: date, months: int = 1) -> date:
    """The last day to answer: the same day of the month after, or its last (Regulation 1182/71, article 3); three months if extended."""
    year, month = divmod(asked.year * 12 + asked.month - 1 + months, 12)
    return date(year, month + 1, min(asked.day, calendar.monthrange(year, month + 1)[1]))
