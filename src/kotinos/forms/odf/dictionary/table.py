"""Turns slots and facts into ODF's quadruples by the table of codes, for what no discipline has to compute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Any

from kotinos.codes import odf_codes
from kotinos.codes.odf_codes import OdfCode
from kotinos.forms.odf.dictionary.general import LIVE, Sheet
from kotinos.forms.odf.extension import Detail, EntryFact, Extension, Info, PeriodFact, Stat
from kotinos.forms.odf.values import mark, signed
from kotinos.results.documents import ResultRow

PLAYER = "player"
"""``player/<id>/…`` are slots of one member, recorded with the team."""


@cache
def _order(discipline: str) -> dict[OdfCode, int]:
    return {code: at for at, code in enumerate(odf_codes.of(discipline))}


class _Element:
    """What gathers under one Type, Code and Pos."""

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.parts: list[Extension] = []


class _Gathered:
    """Elements in the order of the table, then of their positions."""

    def __init__(self, discipline: str, status: str) -> None:
        self._order = _order(discipline)
        self._discipline, self._status = discipline, status
        self._found: dict[tuple[str, ...], _Element] = {}
        self._at: dict[tuple[str, ...], int] = {}

    def take(self, where: tuple[str, ...], slot: str, value: Any) -> None:
        """Take the value of a slot for each place that says it."""
        for place in odf_codes.places(self._discipline, where, slot):
            code = place.code
            if code.live and self._status != LIVE:
                continue
            period = place.words[:1] if code.where in odf_codes.PERIODS else ()
            if code.form == "list":
                for n, word in enumerate(_words(value), 1):
                    self._element(code, period, str(n)).attributes[code.attribute] = word
                continue
            self._fill(code, self._element(code, period, place.pos), value)

    def side(self, where: str, number: int) -> None:
        """Take what follows from being the first or the second side."""
        for code in odf_codes.of(self._discipline):
            if code.where == where and code.form.startswith("side:"):
                name = code.form.removeprefix("side:").split()[number - 1]
                self._element(code, (), "").attributes["Value"] = name

    def elements(self) -> Iterator[tuple[tuple[str, ...], dict[str, str], tuple[Extension, ...]]]:
        """Type, Code, Pos (and the period) with attributes and parts; an element that would be empty is left out."""
        for key in sorted(self._found, key=lambda k: (self._at[k], _natural(k[2]), k)):
            element = self._found[key]
            parts = tuple(sorted(element.parts, key=lambda part: part.code))
            if element.attributes or parts:
                yield key, element.attributes, parts

    def _element(self, code: OdfCode, period: tuple[str, ...], pos: str) -> _Element:
        key = (code.where.removeprefix("A."), code.element, pos, *period)
        at = self._order[code]
        self._at[key] = min(at, self._at.get(key, at))
        return self._found.setdefault(key, _Element())

    def _fill(self, code: OdfCode, element: _Element, value: Any) -> None:
        if code.part:
            shown = _shown(code.form, value)
            if shown:
                element.parts.append(Extension(code.part, shown))
        elif code.form in ("made", "percent"):
            element.attributes |= _made(str(value), with_percent=code.form == "percent")
        elif shown := _shown(code.form, value):
            element.attributes[code.attribute] = shown


def infos(sheet: Sheet) -> list[Info]:
    """The ``ExtendedInfo`` of the unit's facts."""
    gathered = _of(sheet)
    for fact, value in sheet.body.facts.items():
        if _is_single(value):
            gathered.take(odf_codes.INFOS, fact, value)
    return [
        Info(code, attributes.get("Value", ""), pos, type=type_, extensions=parts)
        for (type_, code, pos), attributes, parts in gathered.elements()
    ]


def period_facts(sheet: Sheet) -> dict[str, list[PeriodFact]]:
    """The ``ExtendedPeriod`` of the unit's facts, by period."""
    gathered = _of(sheet)
    for fact, value in sheet.body.facts.items():
        if _is_single(value):
            gathered.take(odf_codes.PERIODS, fact, value)
    found: dict[str, list[PeriodFact]] = {}
    for (type_, code, pos, period), attributes, _ in gathered.elements():
        found.setdefault(period, []).append(PeriodFact(type_, code, attributes.get("Value", ""), pos))
    return found


def details(sheet: Sheet, slots: Mapping[str, Any], where: str = "ER") -> list[Detail]:
    """The ``ExtendedResult`` of a competitor's slots; those that came in as ``er/CODE/POS`` follow as they came."""
    made = [
        Detail(code, attributes.get("Value", ""), pos, value2=attributes.get("Value2", ""), extensions=parts)
        for (_, code, pos), attributes, parts in _gather(sheet, slots, where).elements()
    ]
    return [*made, *(Detail(code, value, pos) for code, pos, value in _passed_on("er", slots))]


def entries(sheet: Sheet, slots: Mapping[str, Any], where: str = "EUE", *, side: int = 0) -> list[EntryFact]:
    """The ``EventUnitEntry`` of a competitor's slots, and of its side in a duel (1, 2; 0: none)."""
    gathered = _gather(sheet, slots, where)
    if side:
        gathered.side(where, side)
    made = [EntryFact(code, attributes.get("Value", ""), pos) for (_, code, pos), attributes, _ in gathered.elements()]
    return [*made, *(EntryFact(code, value, pos) for code, pos, value in _passed_on("eue", slots))]


def stats(sheet: Sheet, slots: Mapping[str, Any], where: str = "ST") -> list[Stat]:
    """The ``StatsItem`` of a competitor's slots."""
    made = [
        Stat(code, pos, attributes, parts)
        for (_, code, pos), attributes, parts in _gather(sheet, slots, where).elements()
    ]
    return [*made, *(Stat(code, pos, {"Value": value}, ()) for code, pos, value in _passed_on("st", slots))]


def members(row: ResultRow) -> dict[str, dict[str, Any]]:
    """What is recorded of each member of a team, by id; ``leg/2`` is of the second one."""
    found: dict[str, dict[str, Any]] = {}
    for slot, value in _slots(row).items():
        words = slot.split("/", 2)
        if words[0] == PLAYER and len(words) == 3:
            found.setdefault(words[1], {})[words[2]] = value
    return found


def of_member(sheet: Sheet, row: ResultRow, recorded: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The slots that say something of member ``number`` (from 1): those ``recorded`` of it, and those of the team that count members."""
    own: dict[str, Any] = {}
    for slot, value in row.parts.items():
        stem, _, last = slot.rpartition("/")
        places = odf_codes.places(sheet.body.unit.rsc.discipline, ("A.ER",), slot)
        if last == str(number) and any(place.code.pos == "member" for place in places):
            own[f"{stem}/{last}"] = value
    return {**own, **recorded}


def slots_of(row: ResultRow) -> dict[str, Any]:
    """A competitor's own slots, with those that hold several values."""
    return {slot: value for slot, value in _slots(row).items() if not slot.startswith(f"{PLAYER}/")}


def _slots(row: ResultRow) -> dict[str, Any]:
    return {**row.parts, **{slot: value for slot, value in row.details.items() if isinstance(value, list | tuple)}}


def _of(sheet: Sheet) -> _Gathered:
    return _Gathered(sheet.body.unit.rsc.discipline, sheet.status)


def _gather(sheet: Sheet, slots: Mapping[str, Any], where: str) -> _Gathered:
    gathered = _of(sheet)
    for slot, value in slots.items():
        gathered.take((where,), slot, value)
    return gathered


def _passed_on(kind: str, slots: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Code, position and value of what was read under a code that no table knows."""
    for slot in sorted(slots):
        head, _, rest = slot.partition("/")
        if head == kind and rest:
            code, _, pos = rest.partition("/")
            yield code, pos, str(slots[slot])


def _is_single(value: Any) -> bool:
    return not isinstance(value, Mapping | list | tuple)


def _words(value: Any) -> Iterable[str]:
    return [str(word) for word in value] if isinstance(value, list | tuple) else str(value).split()


def _shown(form: str, value: Any) -> str:
    return _FORMS[form](str(value)) if _is_single(value) else ""


def _flag(value: str) -> str:
    return "Y" if value in ("Y", "True", "1") else ""


_FORMS: Mapping[str, Callable[[str], str]] = {"text": str, "mark": mark, "signed": signed, "flag": _flag}


def _made(value: str, *, with_percent: bool) -> dict[str, str]:
    """``6/8`` as value and attempts; ``6`` alone is a value, ``/8`` attempts of which nothing more is known."""
    made, _, tried = value.partition("/")
    attributes = {name: text for name, text in (("Value", made), ("Attempt", tried)) if text}
    if with_percent and len(attributes) == 2 and (share := _percent(made, tried)):
        attributes["Percent"] = share
    return attributes


def _percent(made: str, tried: str) -> str:
    try:
        whole = Decimal(tried)
        return f"{(Decimal(made) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP):f}" if whole > 0 else ""
    except InvalidOperation:
        return ""


def _natural(pos: str) -> tuple[int, str]:
    return (int(pos), "") if pos.isascii() and pos.isdigit() else (1 << 30, pos)
