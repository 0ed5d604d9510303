"""What vetting hands out: a clearance, a change of one, a campaign. PURE."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.life import State, Verdict, verdict


class Campaign(msgspec.Struct, frozen=True):
    """A vetting campaign: one authority, asked under one legal act, with the delay that the act gives it.

    ``code`` is two to twelve capitals and digits; ``zone`` the authority's time zone; on ``purge_on`` everything that the campaign
    kept about people is destroyed.
    """

    code: str
    authority: str
    legal_act: str
    zone: str
    delay: Delay
    purge_on: date


class Clearance(msgspec.Struct, frozen=True):
    """Where a person stands with the authority.

    ``held_field`` is the number of a field that has to be mended before the authority can be asked (0: none).
    """

    id: int
    subject: str
    identity_mark: str
    campaign: str
    reason: str
    state: State
    verdict: Verdict
    held_field: int
    due_on: date | None
    valid_until: date | None
    changed_at: datetime


class Change(msgspec.Struct, frozen=True):
    """A clearance that went from one state to another: what cards have to follow at once."""

    subject: str
    clearance_id: int
    old: State
    new: State

    @property
    def closes(self) -> bool:
        """Whether what was favourable no longer is: a valid card must be suspended."""
        return verdict(self.old) == "favourable" and verdict(self.new) != "favourable"

    @property
    def opens(self) -> bool:
        """Whether it became favourable."""
        return verdict(self.old) != "favourable" and verdict(self.new) == "favourable"
