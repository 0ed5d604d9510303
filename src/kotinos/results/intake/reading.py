"""What one device message says, before anybody asks whether the unit and its competitors exist. PURE values."""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.facts import Fact, Observation, Participant, Start, UnitPlan


class BadMessage(ValueError):
    """A message, or a part of one, that cannot be read: what is wrong, where in it, and what would be right."""

    def __init__(self, what: str, where: str = "", right: str = "") -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what, self.where, self.right = what, where, right


class _Reading(msgspec.Struct, frozen=True, kw_only=True, tag_field="reading"):
    where: str
    """The place in the message, for whoever has to find it: ``line 3``, ``heat 8614``."""


class Marks(_Reading, frozen=True, kw_only=True, tag="marks"):
    """Values of one unit. ``unit`` is an RSC or a device name (``lynx:33/1/1``).

    ``whole``: the message is all that its source has to say about this unit, so what it no longer says is taken back.
    ``spots`` gives the place of each item in the message, where the format has one (``line 3``).
    """

    unit: str
    items: tuple[Observation, ...]
    spots: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    complete: bool = False
    whole: bool = False
    reason: str = ""
    """Why values change that were official, where the message says so."""


class Listed(_Reading, frozen=True, kw_only=True, tag="listed"):
    """The start list of one unit. ``missing_only``: it counts only where it names somebody who is not listed."""

    unit: str
    starts: tuple[Start, ...]
    missing_only: bool = False


class Entered(_Reading, frozen=True, kw_only=True, tag="entered"):
    """Competitors. ``missing_only``: a result names them in passing, which must not overwrite a fuller entry; then a known one only
    gains the events that the message enters it in.
    """

    participants: tuple[Participant, ...]
    missing_only: bool = False


class Planned(_Reading, frozen=True, kw_only=True, tag="planned"):
    """Units as scheduled. What the platform knows beyond the message (device names, facts) stays as it is."""

    plans: tuple[UnitPlan, ...]


class Scheduled(_Reading, frozen=True, kw_only=True, tag="scheduled"):
    """A change of one unit's schedule status."""

    unit: Rsc
    status: str
    start: str = ""
    end: str = ""
    actual: str = ""


class Said(_Reading, frozen=True, kw_only=True, tag="said"):
    """A fact that needs nothing added."""

    fact: Fact


class Broken(_Reading, frozen=True, kw_only=True, tag="broken"):
    """A part that could not be read, in a format whose other parts still stand. ``final``: nothing will ever make it readable."""

    what: str
    right: str = ""
    final: bool = False


Reading = Marks | Listed | Entered | Planned | Scheduled | Said | Broken


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """How a producer orders its own messages: by ``version`` within one ``source``, by ``at`` when another took over.

    ``key`` names what a newer message replaces; ``at`` is milliseconds, comparable between messages of one feed. An ``update`` replaces
    no other message, only the entities that it carries: all updates are applied, each entity as it was last. One that ``voids`` declares
    the message of the same version void, copies of it included.
    """

    key: str
    source: str
    version: int
    at: int
    update: bool = False
    voids: bool = False


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One message as read. Without a ``stamp`` its place among others is told by whoever delivers it.

    ``feed`` is the Games and the feed flag that it belongs to (``OG2024/P``), where it says so.
    """

    readings: tuple[Reading, ...]
    stamp: Stamp | None = None
    feed: str = ""
