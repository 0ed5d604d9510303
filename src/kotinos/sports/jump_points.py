"""What a jump from a hill gives: distance, style, wind and gate. FIS ICR 431, 432.1, 433.

Five judges give up to 20 points in halves; the best and the worst award do not count. A jump to the K point has 60 points, on a flying hill
120, and each metre more or less the metre value of the hill.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from kotinos.sports import cards, marks
from kotinos.sports.cards import Blank, Card
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import CannotRank, Entry, Unit

JUDGES = 5
_FLYING = Decimal(170)
_TENTH = Decimal("0.1")
_METRES = ((24, "4.8"), (29, "4.4"), (34, "4.0"), (39, "3.6"), (49, "3.2"), (59, "2.8"), (69, "2.4"), (79, "2.2"))
_MORE = ((99, "2.0"), (169, "1.8"))


class Hill(msgspec.Struct, frozen=True):
    """A hill: the K point in metres, and what one metre is worth."""

    k: Decimal
    metre: Decimal

    @classmethod
    def of(cls, k: Decimal) -> Hill:
        """The hill with this K point and the metre value that follows from it (ICR 431.1)."""
        found = next((value for most, value in (*_METRES, *_MORE) if k <= most), "1.2")
        return cls(k, Decimal(found))


def distance_points(hill: Hill, metres: Decimal) -> Decimal:
    """The points for a distance; less than none for a very short one."""
    base = Decimal(120) if hill.k >= _FLYING else Decimal(60)
    return base + (metres - hill.k) * hill.metre


def style_points(awards: tuple[Decimal, ...]) -> Decimal:
    """The sum of the three awards in the middle of five; raises ``ValueError`` for another panel or an award that is none."""
    if len(awards) != JUDGES:
        raise ValueError(f"{len(awards)} awards; five judges")
    for award in awards:
        if not 0 <= award <= 20 or award % Decimal("0.5"):
            raise ValueError(f"award {award}; 0 to 20 in halves")
    return sum(sorted(awards)[1:-1], Decimal(0))


def hill_of(unit: Unit) -> Hill | None:
    """The hill of a unit by its facts ``k`` and, where it differs from the table, ``metre_value``; `None` without them."""
    if not marks.given(unit.facts.get("k")):
        return None
    try:
        hill = Hill.of(marks.parse_points(unit.facts["k"]))
        given = unit.facts.get("metre_value")
        return Hill(hill.k, marks.parse_points(given)) if given is not None else hill
    except marks.MarkError as error:
        raise CannotRank(f"{unit.id}: hill: {error}") from None


def points_of(entry: Entry, hill: Hill) -> Decimal | None:
    """The points of a jump by its slots ``distance``, ``judge/1`` to ``judge/5``, ``wind`` and ``gate`` (compensations in points);
    `None` before distance and all awards are known. Never less than zero. Raises `CannotRank`."""
    awards = [entry.raw.get(f"judge/{n}") for n in range(1, JUDGES + 1)]
    if not marks.given(entry.raw.get("distance")) or not all(marks.given(award) for award in awards):
        return None
    try:
        total = distance_points(hill, marks.parse_points(entry.raw["distance"]))
        total += style_points(tuple(marks.parse_points(award) for award in awards))
        total += sum(
            (marks.parse_points(entry.raw[c]) for c in ("wind", "gate") if marks.given(entry.raw.get(c))), _NONE
        )
    except ValueError as error:
        raise refuse(entry, error) from None
    return max(total, _NONE).quantize(_TENTH)


_NONE = Decimal(0)

CARD = Card(
    blanks=(
        Blank(slot="distance", text={"en": "Distance, m", "fr": "Longueur, m"}),
        *(
            Blank(
                slot=f"judge/{n}",
                head=str(n),
                text={"en": f"Style, judge {n}", "fr": f"Style, juge {n}"},
                check=cards.award(20, "0.5"),
            )
            for n in range(1, JUDGES + 1)
        ),
        Blank(slot="wind", text={"en": "Wind points", "fr": "Points du vent"}, check=cards.signed),
        Blank(slot="gate", text={"en": "Gate points", "fr": "Points de la porte"}, check=cards.signed),
        cards.TOTAL,
    ),
    own=(
        Blank(slot="k", text={"en": "K point, m", "fr": "Point K, m"}, makes=()),
        Blank(slot="metre_value", text={"en": "Metre value", "fr": "Valeur du mètre"}, makes=()),
    ),
)
"""A jump, where the points are computed here; else its total."""
