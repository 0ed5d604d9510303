"""Several units that count together: rounds of golf, races of a series, routines, runs of which the best counts.

The input of such a ranking has one entry a competitor; ``raw["parts"]`` lists what each unit gave, in the order of the schedule.
Its rows say in ``values["total"]`` what the total is, and in ``values["parts"]`` what each unit gave toward it ({unit: points}).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kotinos.sports import marks
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit gave one competitor.

    ``unit`` is the last twelve characters of its RSC (``FNL-000100--``), ``mark`` the mark shown there, ``irm`` and ``rank`` what the
    unit's own ranking said, ``of`` how many competitors that unit had, ``raw`` everything that was measured in it.
    """

    unit: str
    mark: str = ""
    irm: str | None = None
    rank: int | None = None
    of: int = 0
    raw: Mapping[str, Any] = {}

    @property
    def phase(self) -> str:
        """The phase of the unit: ``FNL``."""
        return self.unit[:4].rstrip("-")

    @property
    def number(self) -> str:
        """The unit without padding: ``000100``."""
        return self.unit[4:].rstrip("-")


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """The parts of an entry, as values or as a file gives them; raises `CannotRank`."""
    given = entry.raw.get("parts") or ()
    try:
        return tuple(one if isinstance(one, Part) else msgspec.convert(one, Part) for one in given)
    except (TypeError, msgspec.ValidationError) as error:
        raise CannotRank(f"entry {entry.n} ({entry.id}): parts {given!r}: {error}") from None


def points_in(entry: Entry, part: Part) -> Decimal:
    """The mark of a part as points; raises `CannotRank`."""
    try:
        return marks.parse_points(part.mark)
    except marks.MarkError as error:
        raise CannotRank(f"entry {entry.n} ({entry.id}), {part.unit}: {error}") from None


def scored(part: Part) -> bool:
    """Whether a part has a mark that counts."""
    return part.irm is None and marks.given(part.mark)


def begun(entry: Entry) -> bool:
    """Whether any part has a mark that counts."""
    return any(scored(part) for part in parts_of(entry))


def total(entry: Entry) -> Decimal:
    """The sum of all parts that have a mark."""
    return sum((points_in(entry, part) for part in parts_of(entry) if scored(part)), Decimal(0))


Read = Callable[[Entry], Any]
"""A value of an entry that can be compared."""


def read_once(entries: Sequence[Entry], read: Read) -> Read:
    """``read``, asked once for each of ``entries``: a criterion is asked for the same value often."""
    known = {entry.id: read(entry) for entry in entries}
    return lambda entry: known[entry.id]


def more(code: str, value: Read, show: Callable[[Any], str] = str) -> Criterion:
    """More of ``value`` is better."""
    return Criterion(code, lambda entry, _: -value(entry), lambda entry, _: show(value(entry)))


def fewer(code: str, value: Read, show: Callable[[Any], str] = str) -> Criterion:
    """Less of ``value`` is better."""
    return Criterion(code, lambda entry, _: value(entry), lambda entry, _: show(value(entry)))


def where_all_known(code: str, value: Read, show: Callable[[Any], str] = str) -> Criterion:
    """Less is better, compared only where every one of the tied has a value: an unknown one must not pass for a good one."""

    def key(entry: Entry, group: Group) -> Any:
        return 0 if any(value(other) is None for other in group) else value(entry)

    def text(entry: Entry, _: Group) -> str:
        found = value(entry)
        return "" if found is None else show(found)

    return Criterion(code, key, text)
