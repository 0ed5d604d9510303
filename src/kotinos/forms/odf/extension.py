"""The generic quadruples of ODF (Type, Code, Pos, Value), with which every discipline adds what is its own."""

from __future__ import annotations

from collections.abc import Iterable

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


def add_infos(parent: Element, infos: Iterable[Info]) -> None:
    """Append ``ExtendedInfo`` elements; one without a value is not sent."""
    for info in infos:
        if info.value:
            element = add(parent, "ExtendedInfo", Type=info.type, Code=info.code, Pos=info.pos, Value=info.value)
            _add_extensions(element, info.extensions)


def add_details(parent: Element, details: Iterable[Detail]) -> None:
    """Append ``ExtendedResults``, unless there is nothing to say."""
    sent = [d for d in details if d.value or d.rank is not None]
    if not sent:
        return
    block = add(parent, "ExtendedResults")
    for detail in sent:
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


def _add_extensions(element: Element, extensions: Iterable[Extension]) -> None:
    for extension in extensions:
        if extension.value:
            add(element, "Extension", Code=extension.code, Pos=extension.pos, Value=extension.value)
