"""The generic quadruples of ODF (Type, Code, Pos, Value), with which every discipline adds what is its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from kotinos.forms.element import Element, add


class Extension(msgspec.Struct, frozen=True):
    """A detail of an `Info` or a `Detail`."""

    code: str
    value: str
    pos: str = ""


class Info(msgspec.Struct, frozen=True):
    """``ExtendedInfo``: one fact of the whole unit."""

    code: str
    value: str
    pos: str = ""
    type: str = "UI"
    extensions: tuple[Extension, ...] = ()


class Detail(msgspec.Struct, frozen=True):
    """``ExtendedResult``: one fact of one competitor."""

    code: str
    value: str = ""
    pos: str = ""
    value2: str = ""
    rank: int | None = None
    rank_equal: bool = False
    sort_order: int | None = None
    diff: str = ""
    extensions: tuple[Extension, ...] = ()


class EntryFact(msgspec.Struct, frozen=True):
    """``EventUnitEntry``: one fact of a competitor or athlete that it brings into the unit."""

    code: str
    value: str
    pos: str = ""


class Stat(msgspec.Struct, frozen=True):
    """``StatsItem``: one count of a competitor or athlete. ``attributes`` are ``Value``, ``Attempt``, ``Avg`` and ``Percent``."""

    code: str
    pos: str
    attributes: Mapping[str, str]
    parts: tuple[Extension, ...] = ()


class PeriodFact(msgspec.Struct, frozen=True):
    """``ExtendedPeriod``: one fact of a period."""

    type: str
    code: str
    value: str
    pos: str = ""


def add_infos(parent: Element, infos: Iterable[Info]) -> None:
    """Append ``ExtendedInfo`` elements; one without a value is not sent, and of two with the same code and position the first is."""
    seen: set[tuple[str, str, str]] = set()
    for info in infos:
        key = (info.type, info.code, info.pos)
        if (info.value or any(e.value for e in info.extensions)) and key not in seen:
            seen.add(key)
            element = add(parent, "ExtendedInfo", Type=info.type, Code=info.code, Pos=info.pos, Value=info.value)
            _add_extensions(element, info.extensions)


def add_details(parent: Element, details: Iterable[Detail]) -> None:
    """Append ``ExtendedResults``, unless there is nothing to say; of two with the same code and position the first is sent."""
    sent: dict[tuple[str, str], Detail] = {}
    for detail in details:
        if detail.value or detail.value2 or detail.rank is not None or any(e.value for e in detail.extensions):
            sent.setdefault((detail.code, detail.pos), detail)
    if not sent:
        return
    block = add(parent, "ExtendedResults")
    for detail in sent.values():
        element = add(
            block,
            "ExtendedResult",
            Type="ER",
            Code=detail.code,
            Pos=detail.pos,
            Value=detail.value,
            Value2=detail.value2,
            Rank=detail.rank,
            RankEqual="Y" if detail.rank_equal else "",
            SortOrder=detail.sort_order,
            Diff=detail.diff,
        )
        _add_extensions(element, detail.extensions)


def add_stats(parent: Element, stats: Iterable[Stat]) -> Element | None:
    """Append ``StatsItems`` and give it; nothing where nothing was counted."""
    counted = {(stat.code, stat.pos): stat for stat in reversed(list(stats)) if stat.attributes or stat.parts}
    if not counted:
        return None
    block = add(parent, "StatsItems")
    for stat in reversed(counted.values()):
        shown = {name: stat.attributes.get(name, "") for name in ("Value", "Attempt", "Avg", "Percent")}
        element = add(block, "StatsItem", Type="ST", Code=stat.code, Pos=stat.pos, **shown)
        for part in stat.parts:
            add(element, "ExtendedStat", Code=part.code, Pos=part.pos, Value=part.value)
    return block


def _add_extensions(element: Element, extensions: Iterable[Extension]) -> None:
    for extension in extensions:
        if extension.value:
            add(element, "Extension", Code=extension.code, Pos=extension.pos, Value=extension.value)
