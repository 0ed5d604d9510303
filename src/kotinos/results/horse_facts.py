"""The horses that are entered. Part of `facts`."""

from __future__ import annotations

import msgspec

from kotinos.results.documents import Horse


class HorsesEntered(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="horses_entered"
):
    """Horses of a discipline that are new or told otherwise; none is forgotten, one that does not come has the status ``CANCEL``."""

    discipline: str
    horses: tuple[Horse, ...]
