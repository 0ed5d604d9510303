"""Which door a unit's results come through: photo finish, swimming timing, a table from the field, or a venue system's ODF."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.paris.source import Mark


class Door(Enum):
    """A way in."""

    PHOTO_FINISH = "lynx"
    SWIMMING = "lenex"
    FIELD_TABLE = "csv"
    VENUE_SYSTEM = "odf"


def door(rsc: Rsc, marks: Sequence[Mark]) -> Door:
    """The door of one unit."""
    if rsc.discipline == "ATH":
        timed = any(m.kind == "TIME" for m in marks)
        return Door.PHOTO_FINISH if timed else Door.FIELD_TABLE
    if rsc.discipline == "SWM" and not any(m.team for m in marks):
        return Door.SWIMMING
    return Door.VENUE_SYSTEM


def device_name(rsc: Rsc, marks: Sequence[Mark]) -> str:
    """The name under which the device knows the unit: event, round and heat as the operator would type them."""
    event, round_, heat = device_parts(rsc)
    return f"{door(rsc, marks).value}:{event}/{round_}/{heat}"


def device_parts(rsc: Rsc) -> tuple[str, str, str]:
    """Event, round and heat: ``M100M``, ``FNL``, ``1``."""
    heat = rsc.unit.strip("-")
    return f"{rsc.gender}{rsc.event}", rsc.phase, heat.lstrip("0") or "0"
