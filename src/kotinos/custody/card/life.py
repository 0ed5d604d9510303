"""The lives of cards and of passes, as tables: which event leads from which state to which, and what must be so. PURE.

`CARD` and `PASS` are the only places that know; actions, random walks and the drawings in the documentation read them. A card printed
at the desk is produced and validated in one transaction.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from kotinos.custody.card.status import Status

CardState = Literal["prevalid", "shipped", "received", "validated", "suspended", "cancelled", "expired"]
CARD_STATES: tuple[CardState, ...] = (
    "prevalid", "shipped", "received", "validated", "suspended", "cancelled", "expired",
)  # fmt: skip
UNUSED: tuple[CardState, ...] = ("prevalid", "shipped", "received")
"""Printed, and not yet in force: no gate opens."""
LIVE: tuple[CardState, ...] = (*UNUSED, "validated", "suspended")
"""States in which something may still happen; the others are ends."""

_GUARD = "bearer present, document is the file's, photo compared, favourable answer in force, visa where needed, terms accepted"

CARD: dict[tuple[str, str], tuple[CardState, str]] = {
    # (from, event): (to, what must be so). The empty state is that of a card that does not exist.
    ("", "produce"): ("prevalid", "application approved, photo sealed"),
    ("prevalid", "ship"): ("shipped", "on the manifest of a shipment"),
    ("shipped", "receive"): ("received", "the organisation signs the manifest"),
    **{(state, "validate"): ("validated", _GUARD) for state in UNUSED},
    ("validated", "suspend"): ("suspended", "a reason: clearance withdrawn, identity changed, misuse, photo in doubt"),
    ("suspended", "lift"): ("validated", "a second person; a favourable answer in force for the present identity"),
    **{(state, "cancel"): ("cancelled", "a reason: lost, stolen, damaged, replaced, role ended") for state in LIVE},
    **{(state, "expire"): ("expired", "its window is over") for state in LIVE},
}
ENDED: tuple[CardState, ...] = ("cancelled", "expired")
"""Ends: the serial is spent."""
STATUS: dict[str, Status] = {
    **dict.fromkeys(UNUSED, Status.NOT_ACTIVE),
    "validated": Status.ACTIVE,
    "suspended": Status.SUSPENDED,
    "cancelled": Status.CANCELLED,
    "expired": Status.CANCELLED,
}
"""What the status list says of a card in each state."""

PassState = Literal["requested", "approved", "issued", "returned", "expired", "cancelled"]
PASS_STATES: tuple[PassState, ...] = ("requested", "approved", "issued", "returned", "expired", "cancelled")
PASS: dict[tuple[str, str], tuple[PassState, str]] = {
    ("", "request"): ("requested", "kind, venue, zones, window"),
    ("requested", "approve"): ("approved", "a place of the quota; upgrade and guest: the bearer's or host's card is validated"),
    ("approved", "issue"): ("issued", "signed for; guest: identity document left, host's card validated, escorted or cleared"),
    ("issued", "return"): ("returned", "handed back"),
    **{(state, "expire"): ("expired", "its window is over") for state in ("requested", "approved", "issued")},
    **{(state, "cancel"): ("cancelled", "a reason; the place of the quota is given back") for state in
       ("requested", "approved", "issued")},
}  # fmt: skip
PASS_ENDED: tuple[PassState, ...] = ("returned", "expired", "cancelled")
PASS_STATUS: dict[str, Status] = {
    "requested": Status.NOT_ACTIVE,
    "approved": Status.NOT_ACTIVE,
    "issued": Status.ACTIVE,
    "returned": Status.CANCELLED,
    "expired": Status.CANCELLED,
    "cancelled": Status.CANCELLED,
}


class NotNow(Exception):
    """An event that this state does not have. Nothing has changed."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"{event} does not happen to what is {state or 'not there'}")
        self.state = state
        self.event = event


def card_after(state: str, event: str) -> CardState:
    """The state that ``event`` leads a card to; raises `NotNow`."""
    found = CARD.get((state, event))
    if found is None:
        raise NotNow(state, event)
    return found[0]


def pass_after(state: str, event: str) -> PassState:
    """The state that ``event`` leads a pass to; raises `NotNow`."""
    found = PASS.get((state, event))
    if found is None:
        raise NotNow(state, event)
    return found[0]


def closed_because(
    printed: str, present: str, asked: str, verdict: str, valid_until: date | None, today: date
) -> Literal["", "identity_changed", "not_cleared"]:
    """Why a card may not be in force; empty where it may. ``printed``, ``present``, ``asked`` are the marks of the identity on the card, of
    the person's present one, and of the one that the authority was asked about; ``today`` is the day where the authority is.
    """
    if not present or printed != present:
        return "identity_changed"
    if verdict != "favourable" or asked != present or valid_until is None or today > valid_until:
        return "not_cleared"
    return ""
