"""What is recorded of values that wait for a person: what is held and why, and the answer. Part of `facts`."""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports.plausible import Limits

STATUS = "status"
"""The slot of a unit's own step (``UNOFFICIAL``, ``OFFICIAL``) that waits for confirmation."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a value is held: ``code`` for programs, ``text`` for a person, by language."""

    code: str
    text: dict[str, str]


class MarkHeld(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="mark_held"):
    """One value that waits. ``competitor`` is empty for the unit's own values; ``slot`` is `STATUS` for a step in its life.

    ``hold`` names it for the answer: the same for the same value of the same source, another one as soon as the value changes.
    """

    unit: Rsc
    hold: str
    competitor: str = ""
    slot: str
    value: Any
    source: str
    revision: int = 0
    reasons: tuple[Reason, ...]


class HoldConfirmed(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="hold_confirmed"
):
    """A person says that the held value is right: it counts from now on. ``held`` is filled in when it is recorded: the value, and what
    says the same result in another way."""

    unit: Rsc
    hold: str
    reason: str
    by: str = ""
    held: tuple[MarkHeld, ...] = ()


class HoldRejected(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="hold_rejected"
):
    """A person says that the held value is wrong: it never counts. ``held`` is filled in when it is recorded: the value, and what
    says the same result in another way."""

    unit: Rsc
    hold: str
    reason: str
    by: str = ""
    held: tuple[MarkHeld, ...] = ()


class PlausibilityTuned(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="plausibility_tuned"
):
    """How an organiser sets the checks of these Games, for all RSCs that begin with ``scope`` (``ATHM100M``; empty for all).

    ``limits`` replace those of the table; ``off`` are codes of checks that are not made, ``*`` for all. The longest scope that fits
    counts; the same scope again replaces what was set for it.
    """

    reason: str
    scope: str = ""
    limits: Limits | None = None
    off: tuple[str, ...] = ()
