"""What the pages of a desk send."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from kotinos.results.facts import Fact, Typed
from kotinos.results.intake import observations
from kotinos.results.operate import text

Id = observations.Name
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Line = Annotated[str, msgspec.Meta(max_length=4000)]


class TypedText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell as it was typed. ``seen`` is the value that stood there, as the desk was told it."""

    competitor: str
    slot: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    text: Line
    seen: Any = None


class TypedMarks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was typed and committed at once."""

    id: Id
    items: Annotated[tuple[TypedText, ...], msgspec.Meta(min_length=1, max_length=50)]
    reason: Reason = ""
    agree: bool = False
    confirm: bool = False


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Put back what ``event`` (the id of a line of the unit's journal) changed, as a correction with its reason."""

    id: Id
    event: Id
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything else that is decided of the unit. ``items`` are the values that change with a protest that is upheld."""

    id: Id
    fact: Fact
    items: Annotated[tuple[TypedText, ...], msgspec.Meta(max_length=50)] = ()
    confirm: bool = False


def meant(items: tuple[TypedText, ...]) -> tuple[Typed, ...]:
    """The values that were typed."""
    return tuple(
        Typed(competitor=i.competitor, slot=i.slot, value=text.meant(i.slot, i.text), seen=i.seen) for i in items
    )
