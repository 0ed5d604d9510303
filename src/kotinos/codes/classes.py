"""Sport classes: whom a Paralympic event is for, by its RSC, and the classes that each sport gives its athletes.

The modifier of an event begins with five characters ``HHNNZ``: the highest class, how many classes compete together, an index
(``09070``: highest 9, seven classes). Some programmes write the letter of the class before it and no index (``F5701``). The class of a
competitor (``T11``, ``SB9``) is a fact of its entry, and not in any code.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kotinos.codes import table
from kotinos.codes.rsc import Rsc
from kotinos.codes.table import Named

_DIGITS = re.compile(r"(\d\d)(\d\d)(\d)")
_LETTER = re.compile(r"([A-Z])(\d\d)(\d\d)")
_MODIFIER = slice(12, 17)


class Classes(msgspec.Struct, frozen=True, kw_only=True):
    """The classes of one event: the ``highest``, how ``many`` compete together, an ``index`` that tells events apart."""

    highest: int
    many: int
    index: int = 0
    letter: str = ""

    @property
    def combined(self) -> bool:
        """Whether athletes of several classes compete for the same medals."""
        return self.many > 1


def of(rsc: Rsc) -> Classes | None:
    """The classes of an event, or of the event that ``rsc`` lies in; `None` for one that is open to all, or for an age group."""
    text = rsc[_MODIFIER]
    if found := _DIGITS.fullmatch(text):
        highest, many, index = (int(part) for part in found.groups())
        return Classes(highest=highest, many=many, index=index)
    if found := _LETTER.fullmatch(text):
        return Classes(highest=int(found[2]), many=int(found[3]), letter=found[1])
    return None


class Group(Named, frozen=True, kw_only=True):
    """Classes of one kind of impairment in one discipline, lowest number (most severe) first."""

    discipline: str
    classes: str

    def codes(self) -> tuple[str, ...]:
        """The classes one by one."""
        return tuple(self.classes.split())


@cache
def _of_discipline(discipline: str) -> dict[str, Group]:
    groups = (row for row in table.rows("sport_classes", Group) if row.discipline == discipline)
    return {code: group for group in groups for code in group.codes()}


def all_of(discipline: str) -> tuple[str, ...]:
    """All classes of a discipline; empty where it has none."""
    return tuple(_of_discipline(discipline[:3]))


def group(discipline: str, sport_class: str) -> Group:
    """Whom a class is for; raises `table.UnknownCode`."""
    found = _of_discipline(discipline[:3]).get(sport_class)
    if found is None:
        known = " ".join(all_of(discipline)) or "none"
        raise table.UnknownCode(f"class {sport_class!r} of {discipline[:3]}: not in sport_classes.csv; {known}")
    return found


def name(discipline: str, sport_class: str, lang: str) -> str:
    """``T11 (Vision impairment)``; raises `table.UnknownCode`."""
    return f"{sport_class} ({group(discipline, sport_class).name(lang)})"
