"""The platform's own form for devices: JSON, one attempt, one split, one score or a whole result in a message."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from kotinos.codes import canonical
from kotinos.results.facts import Observation
from kotinos.results.intake.reading import BadMessage, Marks, Sheet

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Revision = Annotated[int, msgspec.Meta(ge=1, le=2**62)]


class Observations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Values that a device saw in one unit.

    ``id`` names the message for ever: sending it again changes nothing. ``unit`` is an RSC or a name that the unit's plan gives
    its devices. ``revision`` grows with each message about the same values; the greatest wins, in whatever order they arrive.
    ``whole``: this is all that the device has to say about the unit; what it said before and no longer says is taken back.
    """

    id: Name
    unit: Name
    revision: Revision
    items: Annotated[tuple[Observation, ...], msgspec.Meta(max_length=5000)] = ()
    facts: dict[str, Any] = {}
    complete: bool = False
    whole: bool = False


def parse(message: bytes) -> Observations:
    """The message as typed values; raises `BadMessage` that names the path."""
    return typed(message, Observations)


def typed(message: bytes, wanted: type[canonical.T]) -> canonical.T:
    """JSON as ``wanted``; raises `BadMessage` with the path of what does not fit."""
    try:
        return canonical.decode(message, wanted)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `")
        raise BadMessage(what, where.rstrip("`") or "$", "see /openapi.json") from error
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadMessage(f"not JSON: {error}", "$", "a JSON object, see /openapi.json") from error


def read(message: bytes) -> Sheet:
    """The marks of one unit."""
    said = parse(message)
    marks = Marks(
        where="$",
        unit=said.unit,
        items=said.items,
        spots=tuple(f"$.items[{n}]" for n in range(len(said.items))),
        facts=said.facts,
        complete=said.complete,
        whole=said.whole,
    )
    return Sheet(readings=(marks,))
