"""What the rest of the file does about the authority's answers, in the transaction that takes them in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.flow.approval import print_if_ready
from kotinos.custody.flow.policy import Policy
from kotinos.custody.vetting.values import Change


class Following:
    """Called by the exchange with every change (`kotinos.custody.vetting.inbox.Follow`)."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def __call__(self, connection: Connection, act: Act, changes: Sequence[Change]) -> None:
        """Suspend the cards of those whose answer no longer stands; print those that waited for theirs.

        A card that was suspended is not put back in force by a later favourable answer: a second person lifts it.
        """
        for change in changes:
            if change.closes:
                cards.suspend_of(connection, act, change.subject, "clearance")
            elif change.opens:
                for application in approved_of(connection, change.subject):
                    print_if_ready(connection, act, self._policy, application)
