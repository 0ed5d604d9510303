"""Points of sport climbing: boulders and lead routes of the combined event, boulders since 2025. IFSC Rules 2023 to 2025."""

from __future__ import annotations

from decimal import Decimal

TOP, HIGH_ZONE, LOW_ZONE = Decimal(25), Decimal(10), Decimal(5)
"""Combined (2023, 2024): a top, zone 2, zone 1 of one boulder."""
ZONE_SINCE_2025 = Decimal(10)
PER_ATTEMPT = Decimal("0.1")

_HOLDS_OF_A_VALUE = 10
_VALUES = (4, 3, 2, 1)
"""Points of a hold: of the last ten below the top, the ten before them, and so on; a hold lower down gives nothing."""


def boulder_points(reached: Decimal, attempt: int) -> Decimal:
    """One boulder: what was ``reached`` (`TOP`, a zone, 0), less 0.1 for each attempt before the one (from 1) that reached it.

    Raises ``ValueError`` for an attempt below 1.
    """
    if attempt < 1:
        raise ValueError(f"attempt {attempt}; the first one is 1")
    return max(reached - (attempt - 1) * PER_ATTEMPT, Decimal(0)) if reached else Decimal(0)


def lead_points(hold: int, holds: int, *, onward: bool = False) -> Decimal:
    """A lead route of the combined event: the points of every hold up to ``hold`` of ``holds``, 100 at the top.

    ``onward``: the last hold was used to move on, which gives 0.1. Raises ``ValueError`` for a hold that the route has not.
    """
    if not 0 <= hold <= holds:
        raise ValueError(f"hold {hold} of a route with {holds}")
    below_top = holds - hold
    worth = sum(value_of(from_top) for from_top in range(below_top, holds))
    return Decimal(worth) + (PER_ATTEMPT if onward and below_top else Decimal(0))


def value_of(from_top: int) -> int:
    """What the hold is worth that has ``from_top`` holds above it."""
    step = from_top // _HOLDS_OF_A_VALUE
    return _VALUES[step] if step < len(_VALUES) else 0
