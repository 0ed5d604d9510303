"""What a card says of itself: the claims inside its code, as a value and as CBOR. PURE.

The outer map is a CWT claims set (RFC 8392), so that any CWT library reads issuer and validity. What only a Games knows stands under one
private key in a map of its own, with keys of one byte. A key is left out where its value is the ordinary one. There is exactly one
encoding of a card: anything else, be it a longer form of the same number, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

import cbor2
import msgspec

ISS, EXP, NBF, CTI = 1, 4, 5, 7  # RFC 8392 §4
GAMES = -65537  # the first number of the range that the CWT registry leaves to private use

ALL, OWN_SPORT, COMPETITION, LISTED = "ALL", "OWN", "CMP", "LST"
"""Words among the venue codes: every venue; those of the own sport; every competition venue; more than fit, so that only the gate's list
knows them. The first and the last stand alone."""

BITS: dict[str, tuple[str, ...]] = {
    "zones": ("BLUE", "RED", "WHITE", "1", "2", "4", "5", "6", "R"),
    "transport": ("T1", "T2", "T3", "TA", "TF", "TM", "TP"),
    "dining": ("DIN", "DW", "DL"),
    "seating": ("SA", "SE", "SB", "SG"),
}
"""The values of each axis by their bit. The order is fixed for ever; new values are added at the end.

Zones: field of play, operations, general circulation, athlete preparation (1, 2), press, broadcast, Games family, residential zone."""


class Kind(IntEnum):
    """What sort of pass it is."""

    CARD = 0
    UPGRADE = 1
    DAY = 2
    GUEST = 3


class BadClaims(ValueError):
    """These are not the claims of a card. The message says which claim, and what would be right."""


def in_order(axis: str, values: Collection[str]) -> tuple[str, ...]:
    """``values`` of an axis in the order of their bits. Raises `BadClaims` for one that no bit stands for."""
    unknown = sorted(set(values) - set(BITS[axis]))
    if unknown:
        raise BadClaims(f"{axis}: there is no {', '.join(unknown)}; there are {', '.join(BITS[axis])}")
    return tuple(value for value in BITS[axis] if value in values)


def mask(axis: str, values: Collection[str]) -> int:
    """The bits of ``values`` of an axis."""
    return sum(1 << BITS[axis].index(value) for value in in_order(axis, values))


def unmasked(axis: str, bits: int) -> tuple[str, ...]:
    """The values whose bits are set. Raises `BadClaims` for a bit that stands for nothing."""
    _whole(axis, bits, 1 << len(BITS[axis]))
    return tuple(value for bit, value in enumerate(BITS[axis]) if bits >> bit & 1)


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """A card's claims. ``name`` is the card form (FAMILY Given); ``venues`` are codes of three letters, or the words above; ``prime`` opens
    high-demand events without a ticket; ``visa``: the visa number pair is printed on the card.

    The validity window is closed at its beginning and open at its end, in whole seconds of UTC. ``bearer`` is the serial of the card
    that an upgrade belongs to; ``session`` the unit of competition that a pass is bound to.
    """

    games: str
    serial: int
    category: str
    name: str
    organisation: str
    function: str = ""
    sport: str = ""
    venues: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    transport: tuple[str, ...] = ()
    dining: tuple[str, ...] = ()
    seating: tuple[str, ...] = ()
    prime: bool = False
    visa: bool = False
    valid_from: datetime
    valid_to: datetime
    kind: Kind = Kind.CARD
    bearer: int | None = None
    session: str = ""

    def __post_init__(self) -> None:
        for name, rule in _TEXTS.items():
            value = getattr(self, name)
            if not isinstance(value, str) or not re.fullmatch(rule, value):
                raise BadClaims(f"{name} {value!r}: does not read {rule}")
        _whole("serial", self.serial, 2**32)
        for axis in BITS:
            if getattr(self, axis) != in_order(axis, getattr(self, axis)):
                raise BadClaims(
                    f"{axis} {' '.join(getattr(self, axis))}: each once, in the order {' '.join(BITS[axis])}"
                )
        if self.bearer is not None:
            _whole("bearer", self.bearer, 2**32)
        for word in self.venues:
            if not re.fullmatch(r"[A-Z0-9]{3}", word):
                raise BadClaims(f"venue {word!r}: a venue is three capitals or digits")
        if len(set(self.venues)) != len(self.venues):
            raise BadClaims(f"venues {' '.join(self.venues)}: one stands twice")
        if {ALL, LISTED} & set(self.venues) and len(self.venues) > 1:
            raise BadClaims(f"venues {' '.join(self.venues)}: {ALL} and {LISTED} stand alone")
        if OWN_SPORT in self.venues and not self.sport:
            raise BadClaims(f"venues {OWN_SPORT}: the sport is missing")
        if (self.kind is Kind.UPGRADE) != (self.bearer is not None):
            raise BadClaims("bearer: an upgrade, and nothing else, names the card of its bearer")
        for name in ("valid_from", "valid_to"):
            at = getattr(self, name)
            if at.tzinfo is None or at.utcoffset() or at.microsecond:
                raise BadClaims(f"{name} {at.isoformat()}: an instant of UTC in whole seconds")
            _whole(name, int(at.timestamp()), 2**32)
        if self.valid_from >= self.valid_to:
            raise BadClaims(f"valid_to {self.valid_to.isoformat()}: not after {self.valid_from.isoformat()}")


_TEXTS = {
    "games": r"[A-Z]{2}[0-9]{4}",
    "category": r"[A-Za-z0-9]{1,5}",
    "name": r"[^\x00-\x1f\x7f]{1,120}",
    "organisation": r"[A-Z0-9]{1,8}",
    "function": r"[A-Z0-9-]{0,12}",
    "sport": r"(?:[A-Z0-9]{3})?",
    "session": r"[A-Z0-9]{0,12}",
}
_INNER = (
    # (key, claim, type): bytes of the key are the order of the map
    (0, "kind", int),
    (1, "category", str),
    (2, "name", str),
    (3, "organisation", str),
    (4, "function", str),
    (5, "sport", str),
    (6, "venues", str),
    (7, "zones", int),
    (8, "transport", int),
    (9, "dining", int),
    (10, "seating", int),
    (11, "prime", bool),
    (12, "visa", bool),
    (13, "bearer", int),
    (14, "session", str),
)
_NEEDED = ("category", "name", "organisation")


def _whole(name: str, value: object, limit: int) -> None:
    if type(value) is not int or not 0 <= value < limit:
        raise BadClaims(f"{name} {value!r}: a whole number from 0 to {limit - 1}")


def to_cbor(claims: Claims) -> bytes:
    """The one encoding of ``claims`` (RFC 8949 §4.2.1)."""
    inner: dict[int, Any] = {}
    for key, name, _ in _INNER:
        value = getattr(claims, name)
        if name == "venues":
            value = "".join(value)
        elif name in BITS:
            value = mask(name, value)
        elif name == "kind":
            value = int(value)
        if value or (name == "bearer" and value is not None):  # what is empty is left out
            inner[key] = value
    return cbor2.dumps(
        {
            ISS: claims.games,
            EXP: int(claims.valid_to.timestamp()),
            NBF: int(claims.valid_from.timestamp()),
            CTI: claims.serial.to_bytes(4, "big"),
            GAMES: inner,
        },
        canonical=True,
    )


def from_cbor(raw: bytes) -> Claims:
    """The claims that ``raw`` encodes. Raises `BadClaims`, also where the same claims have another encoding, shorter or in order."""
    try:
        outer = cbor2.loads(raw)
    except Exception as error:  # the decoder raises several kinds, and all of them mean this
        raise BadClaims(f"not CBOR: {error}") from error
    try:
        claims = _read(outer)
    except BadClaims:
        raise
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadClaims(str(error)) from error
    if to_cbor(claims) != raw:
        raise BadClaims("not the one encoding of these claims: keys in order, shortest forms, nothing else")
    return claims


def _read(outer: object) -> Claims:
    if not isinstance(outer, dict) or set(outer) != {ISS, EXP, NBF, CTI, GAMES}:
        raise BadClaims(f"a card has the claims {ISS}, {EXP}, {NBF}, {CTI} and {GAMES}, no more and no fewer")
    inner, serial = outer[GAMES], outer[CTI]
    if not isinstance(serial, bytes) or len(serial) != 4:
        raise BadClaims(f"claim {CTI}: the serial is four bytes")
    if not isinstance(inner, dict):
        raise BadClaims(f"claim {GAMES}: a map")
    known = {key: (name, kind) for key, name, kind in _INNER}
    found: dict[str, Any] = {}
    for key, value in inner.items():
        if type(key) is not int or key not in known:
            raise BadClaims(f"claim {GAMES}/{key!r}: not known")
        name, kind = known[key]
        if type(value) is not kind:
            raise BadClaims(f"claim {GAMES}/{key} ({name}): {kind.__name__} expected")
        found[name] = value
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        raise BadClaims(f"missing: {', '.join(missing)}")
    venues = found.pop("venues", "")
    if len(venues) % 3:
        raise BadClaims("venues: three letters each, written together")
    for axis in BITS:
        if axis in found:
            found[axis] = unmasked(axis, found[axis])
    _whole("exp", outer[EXP], 2**32)
    _whole("nbf", outer[NBF], 2**32)
    return Claims(
        games=outer[ISS],
        serial=int.from_bytes(serial, "big"),
        valid_from=datetime.fromtimestamp(outer[NBF], UTC),
        valid_to=datetime.fromtimestamp(outer[EXP], UTC),
        venues=tuple(venues[at : at + 3] for at in range(0, len(venues), 3)),
        kind=Kind(found.pop("kind", 0)),
        **found,
    )
