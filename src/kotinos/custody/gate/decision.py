"""What a gate answers to a code that is held before it. PURE: the same code, post, snapshot and instant give the same answer.

Three answers: GRANTED; DENIED, which says that the card is known not to open this; REFER, which says that the device does not know, or that
a person has to look. Only GRANTED opens. A device never calls a card bad because it knows too little itself. The page for phones has
the same rules in JavaScript (``static/decision.js``); tests put the same thousands of cases to both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

import msgspec

from kotinos.custody.card import code
from kotinos.custody.card.claims import ALL, COMPETITION, LISTED, OWN_SPORT, Claims, Kind
from kotinos.custody.card.code import Flaw
from kotinos.custody.card.keys import SignerKey
from kotinos.custody.card.status import Status, StatusList

FRESH = timedelta(hours=24)
"""How old a snapshot may be."""
CLOCK_OFF = timedelta(minutes=5)
"""How far a device's clock may be behind the snapshot that it carries."""


class Answer(StrEnum):
    """What the gate does."""

    GRANTED = "GRANTED"
    DENIED = "DENIED"
    REFER = "REFER"


Reason = Literal[
    "open", "open_upgrade", "not_a_card", "not_genuine", "old_key", "other_games", "not_yet", "over", "not_validated", "suspended",
    "cancelled", "bearer", "venue", "zone", "prime", "unknown_key", "unknown_card", "stale", "clock", "passback", "no_snapshot",
]  # fmt: skip
"""Why; for each there are words in ``static/words.json``."""


class Venue(msgspec.Struct, frozen=True):
    """A venue as far as words on cards depend on it."""

    code: str
    kind: str
    sports: tuple[str, ...] = ()


class Session(msgspec.Struct, frozen=True):
    """A high-demand event: between these instants its venue opens only to who may see it."""

    code: str
    venue: str
    opens: datetime
    closes: datetime


class Access(msgspec.Struct, frozen=True):
    """What a card opens where that is not what its code says: more venues than fit, or a role that changed after the print."""

    venues: tuple[str, ...]
    zones: tuple[str, ...]
    prime: bool = False


class Upgrade(msgspec.Struct, frozen=True):
    """An issued upgrade: it adds to its bearer's card."""

    serial: int
    bearer: int
    venue: str
    zones: tuple[str, ...]
    opens: datetime
    closes: datetime
    session: str = ""


class Post(msgspec.Struct, frozen=True):
    """Where a device stands: at the edge of a venue (``zone`` empty) or of a zone in it, and for which way. ``passback`` is for how many
    minutes a card that went in does not go in again (0: as often as it likes).
    """

    gate: str
    venue: str
    zone: str = ""
    direction: str = "in"
    passback: int = 0


class Passage(msgspec.Struct, frozen=True):
    """The last time a card went through here, as far as the device knows."""

    at: datetime
    gate: str
    direction: str


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a device decides by."""

    games: str
    issued: datetime
    trust: tuple[SignerKey, ...]
    status: StatusList
    venues: tuple[Venue, ...]
    sessions: tuple[Session, ...] = ()
    access: Mapping[int, Access] = {}
    upgrades: tuple[Upgrade, ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """The answer, its reason, and what was read on the way."""

    answer: Answer
    reason: Reason
    claims: Claims | None = None
    upgrade: int | None = None


_UNREADABLE: dict[Flaw, Reason] = {Flaw.PREFIX: "not_a_card", Flaw.BASE45: "not_a_card", Flaw.OLD_KEY: "old_key"}
_STATUS: dict[Status, Reason] = {
    Status.NOT_ACTIVE: "not_validated",
    Status.SUSPENDED: "suspended",
    Status.CANCELLED: "cancelled",
}


def decide(text: str, post: Post, snapshot: Snapshot, at: datetime, last: Passage | None = None) -> Decision:
    """What the gate at ``post`` answers to ``text`` at ``at``. ``last`` is the card's last passage, see `passed_lately`."""
    if at < snapshot.issued - CLOCK_OFF:
        return Decision(Answer.REFER, "clock")
    try:
        claims = code.read(text, {key.kid: key for key in snapshot.trust}, at)
    except code.BadCode as error:
        if error.flaw is Flaw.UNKNOWN_KEY:
            return Decision(Answer.REFER, "unknown_key")
        return Decision(Answer.DENIED, _UNREADABLE.get(error.flaw, "not_genuine"))
    certain = _certain(claims, snapshot, at)
    if certain:
        return Decision(Answer.DENIED, certain, claims)
    if at - snapshot.issued > FRESH:
        return Decision(Answer.REFER, "stale", claims)
    return _authorised(claims, post, snapshot, at, last)


def _certain(claims: Claims, snapshot: Snapshot, at: datetime) -> Reason | None:
    """What stays true however old the snapshot is; None where nothing speaks against the card for good."""
    if claims.games != snapshot.games:
        return "other_games"
    if at < claims.valid_from:
        return "not_yet"
    if at >= claims.valid_to:
        return "over"
    return "cancelled" if snapshot.status.of(claims.serial) is Status.CANCELLED else None


def _authorised(claims: Claims, post: Post, snapshot: Snapshot, at: datetime, last: Passage | None) -> Decision:
    if not snapshot.status.reaches(claims.serial):
        return Decision(Answer.REFER, "unknown_card", claims)
    status = snapshot.status.of(claims.serial)
    if status is not Status.ACTIVE:
        return Decision(Answer.DENIED, _STATUS[status], claims)
    if claims.kind is Kind.UPGRADE and snapshot.status.of(claims.bearer or 0) is not Status.ACTIVE:
        return Decision(Answer.DENIED, "bearer", claims)
    access = snapshot.access.get(claims.serial) or Access(claims.venues, claims.zones, claims.prime)
    if LISTED in access.venues:
        return Decision(Answer.REFER, "unknown_card", claims)
    session = next((s for s in snapshot.sessions if s.venue == post.venue and s.opens <= at < s.closes), None)
    reason = _closed(access, claims, post, snapshot, session)
    upgrade = None
    if reason:
        upgrade = _upgrade(claims, post, snapshot, at, session)
        if upgrade is None:
            return Decision(Answer.DENIED, reason, claims)
    if passed_lately(post, at, last):
        return Decision(Answer.REFER, "passback", claims, upgrade)
    return Decision(Answer.GRANTED, "open" if upgrade is None else "open_upgrade", claims, upgrade)


def _closed(access: Access, claims: Claims, post: Post, snapshot: Snapshot, session: Session | None) -> Reason | None:
    """Why the card alone does not open this; None where it does."""
    venue = next((one for one in snapshot.venues if one.code == post.venue), Venue(post.venue, ""))
    if not _names(access.venues, venue, claims.sport):
        return "venue"
    if post.zone and post.zone not in access.zones:
        return "zone"
    if session is not None and not access.prime and claims.session != session.code:
        return "prime"
    return None


def _names(venues: tuple[str, ...], venue: Venue, sport: str) -> bool:
    return (
        venue.code in venues
        or ALL in venues
        or (COMPETITION in venues and venue.kind == "competition")
        or (OWN_SPORT in venues and venue.kind in ("competition", "training") and sport in venue.sports)
    )


def _upgrade(claims: Claims, post: Post, snapshot: Snapshot, at: datetime, session: Session | None) -> int | None:
    """The upgrade by which the card opens this after all."""
    for one in snapshot.upgrades:
        if (
            one.bearer == claims.serial
            and one.venue == post.venue
            and one.opens <= at < one.closes
            and (not post.zone or post.zone in one.zones)
            and (session is None or one.session == session.code)
            and snapshot.status.of(one.serial) is Status.ACTIVE
        ):
            return one.serial
    return None


def passed_lately(post: Post, at: datetime, last: Passage | None) -> bool:
    """Whether a card goes in that went in a moment ago: it may have been handed back, or copied. Who went out may come in."""
    return (
        post.direction == "in"
        and last is not None
        and last.direction == "in"
        and abs(at - last.at) < timedelta(minutes=post.passback)
    )
