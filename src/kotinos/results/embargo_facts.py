"""What is recorded of results that wait for a person's word before the public sees them. Part of `facts`."""

from __future__ import annotations

from typing import Literal

import msgspec

from kotinos.codes.rsc import Rsc

OFFICIALS, ANNOUNCER, JURY = "officials", "announcer", "jury"
ROLES = (OFFICIALS, ANNOUNCER, JURY)
"""Who may release; a key has them as scopes."""


class _Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    pass


class EmbargoPlanned(_Fact, frozen=True, kw_only=True, tag="embargo_planned"):
    """From now on every unit of ``scope`` (a discipline, an event …) is held by itself until the role ``until`` releases it.

    ``when``: as soon as its ``result`` is complete, or as soon as a protest ``decision`` is taken. The narrowest scope that covers a unit
    counts; an empty ``until`` plans no embargo there.
    """

    scope: Rsc
    until: str
    when: Literal["result", "decision"] = "result"
    reason: str = ""


class EmbargoSet(_Fact, frozen=True, kw_only=True, tag="embargo_set"):
    """Of ``scope`` (an event, a phase or a unit) nothing that happens is shown until the role ``until`` releases it."""

    scope: Rsc
    until: str
    reason: str


class EmbargoLifted(_Fact, frozen=True, kw_only=True, tag="embargo_lifted"):
    """Everything that happened in ``scope`` meanwhile is shown, at once. ``role``: in which role it was released, as the key proved."""

    scope: Rsc
    reason: str = ""
    role: str = ""
