"""What happens to cards and passes. Each takes the caller's writing transaction and leaves committing to it; each has its log entry."""

from kotinos.custody.card.actions.at_desk import print_at_desk
from kotinos.custody.card.actions.passes import (
    Wanted,
    approve_pass,
    cancel_pass,
    hand_back,
    issue_pass,
    request_pass,
    set_quota,
    upgrade,
)
from kotinos.custody.card.actions.producing import produce
from kotinos.custody.card.actions.shipping import lose_shipment, receive, ship
from kotinos.custody.card.actions.standing import cancel, expire, lift, reissue, suspend, suspend_of
from kotinos.custody.card.actions.validating import Findings, document_matches, validate

__all__ = [
    "Findings",
    "Wanted",
    "approve_pass",
    "cancel",
    "cancel_pass",
    "document_matches",
    "expire",
    "hand_back",
    "issue_pass",
    "lift",
    "lose_shipment",
    "print_at_desk",
    "produce",
    "receive",
    "reissue",
    "request_pass",
    "set_quota",
    "ship",
    "suspend",
    "suspend_of",
    "upgrade",
    "validate",
]
