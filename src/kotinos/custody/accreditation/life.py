"""The life of an application, as a table: which event leads from which state to which, and what must be so. PURE.

`TRANSITIONS` is the only place that knows; the actions, the random walks of the tests and the drawing in the documentation read it.
What an application's approval is worth is not here: whether a card opens a door depends on the clearance and on the card.
"""

from __future__ import annotations

from typing import Literal

State = Literal["DRAFT", "SUBMITTED", "HELD_DUPLICATE", "APPROVED", "REJECTED", "WITHDRAWN"]
STATES: tuple[State, ...] = ("DRAFT", "SUBMITTED", "HELD_DUPLICATE", "APPROVED", "REJECTED", "WITHDRAWN")
LIVE: tuple[State, ...] = ("DRAFT", "SUBMITTED", "HELD_DUPLICATE", "APPROVED")
"""States in which something may still happen; the others are ends."""

TRANSITIONS: dict[tuple[str, str], tuple[State, str]] = {
    # (from, event): (to, what must be so). The empty state is that of an application nobody has opened yet.
    ("", "open"): ("DRAFT", "the organisation's window is open and it has a quota in this category"),
    ("DRAFT", "save"): ("DRAFT", "each field is one of the register"),
    ("DRAFT", "submit"): ("SUBMITTED", "mandatory fields, consent, age, photo or “at the desk”"),
    ("SUBMITTED", "return"): ("DRAFT", "an officer gives a reason"),
    ("SUBMITTED", "hold"): ("HELD_DUPLICATE", "another person's file looks like the same human being"),
    ("HELD_DUPLICATE", "keep"): ("SUBMITTED", "two officers say: two people"),
    ("HELD_DUPLICATE", "merge"): ("WITHDRAWN", "two officers say: one person"),
    ("HELD_DUPLICATE", "release"): ("SUBMITTED", "whoever it looked like was erased"),
    ("SUBMITTED", "approve"): ("APPROVED", "a place of the quota is reserved; the category's constraints hold"),
    ("APPROVED", "photograph"): ("APPROVED", "the photo was left for the desk; the person stands there"),
    ("APPROVED", "change_identity"): ("APPROVED", "clearance, card and visa that depended on it are re-opened"),
    ("APPROVED", "suspect"): (
        "APPROVED",
        "the new identity looks like another person's: no card comes into force until two officers decide",
    ),
    ("APPROVED", "keep"): ("APPROVED", "two officers say: two people"),
    ("APPROVED", "merge"): ("WITHDRAWN", "two officers say: one person; the place is given back"),
    ("APPROVED", "change_role"): ("APPROVED", "a place of the new quota is reserved before the old one is given back"),
    **{(state, "reject"): ("REJECTED", "an officer gives a reason code") for state in LIVE},
    **{
        (state, "withdraw"): ("WITHDRAWN", "the organisation or the person asks; the place is given back")
        for state in LIVE
    },
}

EVENTS: tuple[str, ...] = tuple(dict.fromkeys(event for _, event in TRANSITIONS))


class NotNow(Exception):
    """An event that this state does not have. Nothing has changed."""

    def __init__(self, state: str, event: str) -> None:
        allowed = ", ".join(e for s, e in TRANSITIONS if s == state) or "nothing does"
        super().__init__(f"{event} does not happen to an application that is {state or 'not opened'}: {allowed}")
        self.state = state
        self.event = event


def after(state: str, event: str) -> State:
    """The state that ``event`` leads to from ``state``; raises `NotNow`."""
    found = TRANSITIONS.get((state, event))
    if found is None:
        raise NotNow(state, event)
    return found[0]
