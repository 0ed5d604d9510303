"""What the weather was at a place. Part of `facts`."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import Conditions


class WeatherObserved(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="weather_observed"
):
    """The weather for a unit or a whole discipline (``about``) at ``place``, a venue or location; empty only for a unit.

    ``at`` is when it was measured, by default when the fact arrived. What was measured later stands; no ``conditions`` take it back.
    """

    about: Rsc
    conditions: tuple[Conditions, ...] = ()
    place: str = ""
    at: str = ""
