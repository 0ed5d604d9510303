"""Judged runs, tricks and waves of which the best count: totals from single scores, and ties broken by them.

Slots are numbered (``run/1``, ``trick/3``, ``wave/2``), each with the score that the panel gave. The ``mark`` of a competitor, where
an official gave one, is the total; the scores then only break ties (a penalty may have lowered the total).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import msgspec

from kotinos.sports import cards, marks
from kotinos.sports.cards import Asked, Blank, Card, CardOf
from kotinos.sports.generic import refuse
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED

Total = Callable[[Entry], Decimal]
"""What the single scores of an entry give together."""


def scores_of(entry: Entry, *kinds: str) -> tuple[Decimal, ...]:
    """The scores in the slots ``run/1``, ``run/2`` … of each of ``kinds``, in their order; raises `CannotRank`."""
    found: list[tuple[int, int, Decimal]] = []
    for slot, value in entry.raw.items():
        kind, _, number = slot.partition("/")
        if kind in kinds and marks.given(value):
            if not number.isascii() or not number.isdigit():
                raise refuse(entry, f"slot {slot!r}; the number of the {kind} after the stroke ({kind}/1)")
            found.append((kinds.index(kind), int(number), _score(entry, slot, value)))
    return tuple(score for _, _, score in sorted(found))


def _score(entry: Entry, slot: str, value: object) -> Decimal:
    try:
        return marks.parse_points(value)
    except marks.MarkError as error:
        raise refuse(entry, f"{slot}: {error}") from None


def best(scores: Sequence[Decimal], count: int) -> Decimal:
    """The sum of the ``count`` best scores, or of all where there are fewer."""
    return sum(sorted(scores, reverse=True)[:count], Decimal(0))


def rank_best(unit: Unit, rule_set: str, kinds: Sequence[str], total: Total, irms: Sequence[str]) -> Ranking:
    """The highest total first; ties by the best single score, then the next best, and so on, where all who are tied have some."""

    def scored(entry: Entry) -> bool:
        return marks.given(entry.raw.get("mark")) or bool(scores_of(entry, *kinds))

    def value(entry: Entry) -> Decimal:
        return _score(entry, "mark", entry.raw["mark"]) if marks.given(entry.raw.get("mark")) else total(entry)

    def from_the_best(entry: Entry, group: Group) -> tuple[Decimal, ...]:
        if not all(scores_of(other, *kinds) for other in group):
            return ()
        own = sorted(-score for score in scores_of(entry, *kinds))
        longest = max(len(scores_of(other, *kinds)) for other in group)
        return (*own, *[Decimal(0)] * (longest - len(own)))

    def show(entry: Entry, group: Group) -> str:
        return " ".join(marks.show_points(-score) for score in from_the_best(entry, group))

    criteria = (
        Criterion("points", lambda entry, _: -value(entry), lambda entry, _: marks.show_points(value(entry))),
        Criterion("single_scores", from_the_best, show),
        RECORDED,
    )
    return rank_by(
        unit.entries,
        criteria,
        rule_set,
        irms=irms,
        marked=scored,
        values=lambda entry: {"total": marks.show_points(value(entry))} if scored(entry) and not entry.irm else {},
    )


class Kind(msgspec.Struct, frozen=True):
    """One kind of single score: its slot, its name in two languages, and how many there are unless the plan says otherwise (``runs``)."""

    slot: str
    en: str
    fr: str
    count: int
    open: bool = False
    """Whether nobody knows before how many there will be: then there is always one more to write."""


def blanks(asked: Asked, kind: Kind) -> tuple[Blank, ...]:
    """The scores of one kind: as many as are planned, or were given."""
    count = max(asked.number(f"{kind.slot}s", kind.count), asked.reached(kind.slot) + kind.open)
    return cards.numbered(kind.slot, count, kind.en, kind.fr)


def card(*kinds: Kind) -> CardOf:
    """The card of single scores: one after the other of everybody, as they are performed."""

    def of(asked: Asked) -> Card:
        return Card(blanks=(*(one for kind in kinds for one in blanks(asked, kind)), cards.TOTAL), across=False)

    return of


PHRASES = {
    "single_scores": {
        "en": "higher single scores ({0} against {1})",
        "fr": "meilleures notes isolées ({0} contre {1})",
        "en_name": "single scores",
        "fr_name": "notes isolées",
    },
}
