"""The extension codes of each discipline's ODF Data Dictionary, and the slot or fact of Kotinos that each one says.

``source`` tells where a code comes from: ``documented`` in a Data Dictionary, named by published validation ``rules``, or ``ours`` where
the dictionary is not public. One table serves both ways, so that a message read is written again as it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from kotinos.codes import table
from kotinos.codes.table import Named

INFOS = ("UI", "DISPLAY", "STATS")
"""``ExtendedInfo`` types, filled from facts of the unit."""
ROWS = ("ER", "EUE", "ST")
"""``ExtendedResult``, ``EventUnitEntry``, ``StatsItem`` of a competitor, filled from its slots; with ``A.`` of a member of a team."""
PERIODS = ("EP", "TIME", "STARTER", "OFFICIAL")
"""``ExtendedPeriod`` types, filled from facts of the unit whose first ``*`` is the period."""

EVERY_DISCIPLINE = "*"
_OPTIONAL = "*|"

Source = Literal["documented", "rules", "ours"]


class OdfCode(Named, frozen=True, kw_only=True):
    """One code in one place of DT_RESULT.

    ``slot`` is a slot or fact, ``*`` any one word of it. ``code`` may name an attribute (``SRV@Attempt``) or a part (``SHOT/BLC``) of the
    element that ``code`` and ``pos`` make. ``pos`` is a fixed ``Pos``, ``*`` the last word of the slot, ``*|TOT`` that word or else
    ``TOT``, ``member`` the member of the team whose number that word is. ``form``: ``text``, ``mark``, ``signed``, ``flag``, ``made``
    (``6/8``: value and attempts), ``percent`` (the same with its percentage), ``list`` (words, one ``Pos`` each), ``side:RED BLUE`` (of
    the first and second side), or ``computed`` where code of the discipline makes it. ``live``: sent while the unit is LIVE only.
    """

    disciplines: str
    where: str
    code: str
    source: Source
    form: str
    slot: str = ""
    pos: str = ""
    live: str = ""

    @property
    def element(self) -> str:
        """The ``Code`` of the element itself."""
        return self.code.partition("/")[0].partition("@")[0]

    @property
    def part(self) -> str:
        """The ``Code`` of the part inside the element; empty for the element."""
        return self.code.partition("/")[2]

    @property
    def attribute(self) -> str:
        """The attribute that holds the value."""
        return self.code.partition("@")[2] or "Value"

    @property
    def stem(self) -> str:
        """The slot without its stars."""
        return self.slot.replace("/*", "")

    @property
    def stars(self) -> int:
        """How many words of the slot are free."""
        return self.slot.count("*")

    @property
    def default_pos(self) -> str | None:
        """The ``Pos`` of a slot that ends without its last word; ``None`` where that word is needed."""
        return self.pos.removeprefix(_OPTIONAL) if self.pos.startswith(_OPTIONAL) else None


class Place(msgspec.Struct, frozen=True):
    """What a slot's name says: the code and the free words, the last of which is the ``Pos`` where the code has one."""

    code: OdfCode
    words: tuple[str, ...]

    @property
    def pos(self) -> str:
        """The ``Pos`` that is sent."""
        if not self.code.pos or self.code.pos == "member":
            return ""
        if not self.code.pos.startswith("*"):
            return self.code.pos
        return self.words[-1] if len(self.words) == self.code.stars else self.code.default_pos or ""


@cache
def of(discipline: str) -> tuple[OdfCode, ...]:
    """All codes of a discipline in the order in which they are sent, those of every discipline first."""
    rows = table.rows("odf_codes", OdfCode)
    return tuple(row for row in rows if {EVERY_DISCIPLINE, discipline} & set(row.disciplines.split()))


@cache
def known(discipline: str, where: str) -> frozenset[str]:
    """The codes that may stand in a place; ``where`` may be any of `INFOS`, `ROWS` (with ``A.`` too) and `PERIODS`."""
    return frozenset(code.element for code in of(discipline) if code.where == where)


def places(discipline: str, where: Iterable[str], slot: str) -> tuple[Place, ...]:
    """The places in which the value of ``slot`` is sent; none where no code of ``where`` says it, or a word of it is empty."""
    words = slot.split("/")
    if not all(word.strip() for word in words):
        return ()
    by_slot = _by_slot(discipline)
    wanted = frozenset(where)
    return tuple(
        Place(code, tuple(words[at:]))
        for at in range(len(words), 0, -1)
        for code in by_slot.get(("/".join(words[:at]), len(words) - at), ())
        if code.where in wanted
    )


@cache
def _by_slot(discipline: str) -> dict[tuple[str, int], tuple[OdfCode, ...]]:
    """By stem and number of free words."""
    found: dict[tuple[str, int], tuple[OdfCode, ...]] = {}
    for code in of(discipline):
        if code.form == "computed" or not code.slot:
            continue
        for stars in {code.stars, code.stars - (code.default_pos is not None)}:
            found[code.stem, stars] = (*found.get((code.stem, stars), ()), code)
    return found


@cache
def slots(discipline: str) -> dict[tuple[str, str, str], tuple[OdfCode, ...]]:
    """Backwards: by place, element and attribute or part (``("ST", "SHOT", "/BLC")``), the codes that are not computed."""
    found: dict[tuple[str, str, str], tuple[OdfCode, ...]] = {}
    for code in of(discipline):
        if code.form != "computed" and code.slot:
            key = (code.where, code.element, f"/{code.part}" if code.part else code.attribute)
            found[key] = (*found.get(key, ()), code)
    return found


def slot_of(code: OdfCode, pos: str, period: str = "") -> str | None:
    """The slot of an element with this ``Pos`` (of ``period``, in `PERIODS`); ``None`` where the code has no such position."""
    words = [period] if period else []
    if code.pos.startswith("*"):
        if not pos and code.default_pos is None:
            return None
        words += [pos] if pos and pos != code.default_pos else []
    elif code.pos == "member":
        words += [pos] if pos else []
    elif code.pos != pos:
        return None
    return "/".join([code.stem, *words])
