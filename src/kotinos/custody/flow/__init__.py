"""What one happening means for the whole file: every action that touches more than one room, in one transaction."""

from kotinos.custody.flow.answers import Following
from kotinos.custody.flow.approval import approve, print_if_ready
from kotinos.custody.flow.asking import ask_again
from kotinos.custody.flow.campaigns import purge_campaign
from kotinos.custody.flow.ending import cancel_cards, reject, settle_pair, withdraw
from kotinos.custody.flow.identity import Foreseen, change_identity, foresee
from kotinos.custody.flow.policy import Policy
from kotinos.custody.flow.replacing import replace_card
from kotinos.custody.flow.roles import change_role, reprint, set_override
from kotinos.custody.flow.shipments import lose
from kotinos.custody.flow.visas import issue_visa, need_visa, refuse_visa

__all__ = [
    "Following",
    "Foreseen",
    "Policy",
    "approve",
    "ask_again",
    "cancel_cards",
    "change_identity",
    "change_role",
    "foresee",
    "issue_visa",
    "lose",
    "need_visa",
    "print_if_ready",
    "purge_campaign",
    "refuse_visa",
    "reject",
    "replace_card",
    "reprint",
    "set_override",
    "settle_pair",
    "withdraw",
]
