"""What the rest of the file does about the authority's answers, in the transaction that takes them in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.accreditation.letters import outbox
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.flow.approval import print_if_ready
from kotinos.custody.flow.policy import Policy
from kotinos.custody.vetting.values import Change

_SAYS_NO = ("unfavourable", "deemed_unfavourable", "revoked")


class Following:
    """Called by the exchange with every change (`kotinos.custody.vetting.inbox.Follow`)."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def __call__(self, connection: Connection, act: Act, changes: Sequence[Change]) -> None:
        """Suspend the cards of those whose answer no longer stands; print those that waited for theirs; write to both.

        A card that was suspended is not put back in force by a later favourable answer: a second person lifts it. The letter after an
        unfavourable one quotes the law and gives no reason, because none is known here.
        """
        for change in changes:
            if change.closes:
                cards.suspend_of(connection, act, change.subject, "clearance")
            for application in (
                approved_of(connection, change.subject) if change.opens or change.new in _SAYS_NO else ()
            ):
                row = queries.application(connection, application)
                assert row is not None
                if change.opens:
                    print_if_ready(connection, act, self._policy, application)
                outbox.queue(connection, act, row, "card_ready" if change.opens else "refused")
