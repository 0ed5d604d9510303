"""What one happening means for the whole file: every action that touches more than one room, in one transaction."""

from kotinos.custody.flow.answers import Following
from kotinos.custody.flow.approval import approve, print_if_ready
from kotinos.custody.flow.ending import cancel_cards, reject, withdraw
from kotinos.custody.flow.identity import change_identity
from kotinos.custody.flow.policy import Policy
from kotinos.custody.flow.roles import change_role, reprint, set_override

__all__ = [
    "Following",
    "Policy",
    "approve",
    "cancel_cards",
    "change_identity",
    "change_role",
    "print_if_ready",
    "reject",
    "reprint",
    "set_override",
    "withdraw",
]
