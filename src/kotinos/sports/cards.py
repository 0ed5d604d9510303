"""What is written down of each competitor so that a rule can rank it: the card of a sport of judges. PURE.

A rule set that reads single parts names them (`kotinos.sports.ranking.RuleSet.card`), so that a desk can ask for exactly what the rule
reads. Rule sets without a card read a mark, attempts, heights, or the sheet of a match.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks

Text = Mapping[str, str]
Check = Callable[[Any], str]
"""Brings a value into its one form; raises ``ValueError`` that says what was read and what would be right."""


# -- what may be written ---------------------------------------------------------------------------------------------------


def points(value: Any) -> str:
    """A decimal number without a sign: what is taken off is written without one too."""
    text = str(value).strip().replace(",", ".")
    if marks.parse_points(text) < 0:
        raise ValueError(f"{text!r}: a number without a sign (14.333)")
    return text


def signed(value: Any) -> str:
    """A decimal number that may be less than zero: what wind or another gate gives or takes."""
    text = str(value).strip().replace(",", ".")
    marks.parse_points(text)
    return text


def whole(value: Any) -> str:
    """A count."""
    text = str(value).strip()
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r}: a count, 0 or more")
    return text


def flag(value: Any) -> str:
    """``Y`` of the one that it is true of."""
    text = str(value).strip().upper()
    if text not in ("Y", "N"):
        raise ValueError(f"{text!r}: Y, or nothing")
    return text


def words(value: Any) -> str:
    """A text, with single blanks."""
    return " ".join(str(value).split())


def award(most: Any, step: Any) -> Check:
    """An award of a judge from 0 to ``most`` in steps of ``step``."""

    def check(value: Any) -> str:
        text = points(value)
        if Decimal(text) > Decimal(most) or Decimal(text) % Decimal(step):
            raise ValueError(f"award {text}: 0 to {most} in steps of {step}")
        return text

    return check


# -- the card --------------------------------------------------------------------------------------------------------------


class Blank(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to write down: the ``slot`` that the rule reads, its name in full, and what stands over its column where that is not
    the name: a sign (``head``), or a ``short`` name.

    Blanks of one ``group`` (``of`` is its name) are shown together, one group at a time: a dive with its judges. ``makes`` are slots that
    the rule computes from it: what a device gave there goes when it is written.
    """

    slot: str
    text: Text
    head: str = ""
    short: Text = {}
    check: Check = points
    group: str = ""
    of: Text = {}
    makes: tuple[str, ...] = ("mark",)


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is written of each competitor, in order, and of the unit itself (``own``). ``across``: one competitor after the other, as
    they perform; else one blank of everybody, then the next."""

    blanks: tuple[Blank, ...]
    own: tuple[Blank, ...] = ()
    across: bool = True


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which unit a card is asked for: the facts of its plan, and the slots in which anybody has a value already."""

    rsc: Rsc
    facts: Mapping[str, Any] = {}
    used: Collection[str] = ()

    def number(self, name: str, otherwise: int) -> int:
        """A number that the plan may name."""
        found = self.facts.get(name, otherwise)
        return found if isinstance(found, int) and 0 < found < 100 else otherwise

    def reached(self, kind: str) -> int:
        """The greatest number in use among the slots ``kind/1``, ``kind/2`` …; 0 for none."""
        numbers = (slot.partition("/")[2] for slot in self.used if slot.startswith(f"{kind}/"))
        return max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0)


CardOf = Callable[[Asked], Card | None]
"""The card of a unit; ``None`` where this unit has none (the races of a discipline that also judges)."""

TOTAL = Blank(
    slot="mark",
    head="Total",
    text={"en": "Total, where only that is known", "fr": "Total, si lui seul est connu"},
    makes=(),
)
"""What a board shows, instead of the parts."""


def apart(blank: Blank) -> Blank:
    """A blank of the whole, in a group after those of the parts."""
    return msgspec.structs.replace(blank, group="total", of={"en": "Total", "fr": "Total"})


def no_card(_: Asked) -> Card | None:
    """Nothing but what every unit of the discipline has."""
    return None


def fixed(*blanks: Blank, across: bool = True) -> CardOf:
    """The same card for every unit."""
    card = Card(blanks=blanks, across=across)
    return lambda _: card


def numbered(
    kind: str, count: int, en: str, fr: str, check: Check = points, makes: tuple[str, ...] = ("mark",)
) -> tuple[Blank, ...]:
    """``kind/1`` to ``kind/{count}``."""
    return tuple(
        Blank(slot=f"{kind}/{n}", text={"en": f"{en} {n}", "fr": f"{fr} {n}"}, check=check, makes=makes)
        for n in range(1, count + 1)
    )
