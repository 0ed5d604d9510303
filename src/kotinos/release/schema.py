"""What crosses from the sealed zone to the open one, and nothing else. PURE.

A new field here is a decision: it stands with its reason in ``docs/decisions/0012-what-crosses.md``, and a test fails until it does.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

VERSION = 1
"""Of the schema. A reader that knows another one stops and says so."""

Token = Annotated[str, msgspec.Meta(pattern="^[A-Z2-7]{32}[0-9A-Z]$")]
"""A random name of a person for the open zone alone: 160 bits in base 32 and a check character. It says nothing and joins with nothing."""
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Code = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{1,12}$")]


class Athlete(msgspec.Struct, frozen=True, tag="athlete", forbid_unknown_fields=True):
    """The public name of an athlete, as it will stand in start lists: family name, given names, organisation and sport."""

    token: Token
    family: Text
    given: Annotated[str, msgspec.Meta(max_length=80)]
    organisation: Code
    sport: Code


class AthleteGone(msgspec.Struct, frozen=True, tag="athlete-gone", forbid_unknown_fields=True):
    """The person is no longer an athlete of these Games: the open zone forgets the name."""

    token: Token


CardState = Literal["not_active", "active", "suspended", "cancelled"]


class CardStatus(msgspec.Struct, frozen=True, tag="card", forbid_unknown_fields=True):
    """Whether a person's card opens doors at this moment. Never why not."""

    token: Token
    state: CardState


class Crossing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that crossed: its place in the order of everything that crosses, the instant in UTC, and what it is."""

    seq: Annotated[int, msgspec.Meta(ge=1)]
    at: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    body: Athlete | AthleteGone | CardStatus


class Crossings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything after a place, at most a thousand; ``more`` says that there is more at once."""

    version: int
    crossings: tuple[Crossing, ...]
    more: bool


class AgeOver(msgspec.Struct, frozen=True, tag="age-over", forbid_unknown_fields=True):
    """Has the person completed ``years`` years on the day ``on``?"""

    token: Token
    years: Annotated[int, msgspec.Meta(ge=1, le=120)]
    on: date


class Accredited(msgspec.Struct, frozen=True, tag="accredited", forbid_unknown_fields=True):
    """Does the person hold a card that is active now?"""

    token: Token


Question = AgeOver | Accredited


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Yes, no, or that the zone does not know, which is not a no and never counts as a yes."""

    answer: Literal["yes", "no", "unknown"]


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The way in: something personal that was sealed to the zone's public key before it touched a disk of the open zone.

    ``id`` is made by the sender, so that an envelope sent twice is opened once; ``key`` names the public key; ``sealed`` is
    HPKE (X25519, HKDF-SHA-256, AES-256-GCM) over the content, with the id as its associated information.
    """

    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    sealed: Annotated[bytes, msgspec.Meta(max_length=1_000_000)]


class EnvelopeKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The public key that envelopes are sealed to, X25519, and its name."""

    key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    public: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Received(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The envelope is in the sealed zone, on its disk. What was in it, and whether it was of use, is not said."""

    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class Nomination(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of an envelope: somebody whom an organisation names for a role, before there is an application.

    ``values`` are the fields of the application's form by name, as typed; the sealed zone checks them. Of this struct nothing ever
    leaves the sealed zone.
    """

    organisation: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    own_reference: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    category: Annotated[str, msgspec.Meta(min_length=1, max_length=10)]
    function: Annotated[str, msgspec.Meta(min_length=1, max_length=10)]
    sport: Annotated[str, msgspec.Meta(max_length=3)] = ""
    values: Annotated[dict[str, Annotated[str, msgspec.Meta(max_length=400)]], msgspec.Meta(max_length=30)] = {}
