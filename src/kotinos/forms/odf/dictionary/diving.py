"""Diving: the dives one by one with their awards. The dictionary is not public; the codes are ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kotinos.forms.odf.dictionary.general import GENERAL, Dictionary, Sheet, bests, no_infos
from kotinos.forms.odf.extension import Detail, Extension
from kotinos.results.documents import ResultRow


def _details(_: Sheet, row: ResultRow) -> Iterable[Detail]:
    dives = row.details.get("dives", ())
    for number, dive in enumerate(dives if isinstance(dives, list | tuple) else (), 1):
        if isinstance(dive, Mapping):
            yield Detail("DIVE", _text(dive, "points"), str(number), extensions=tuple(_parts(dive)))


def _parts(dive: Mapping[str, Any]) -> Iterable[Extension]:
    """``CODE`` of the dive, ``DD`` degree of difficulty, ``JUDGE`` the award of each judge."""
    yield Extension("CODE", _text(dive, "code"))
    yield Extension("DD", _text(dive, "dd"))
    for judge, award in enumerate(dive.get("judges") or (), 1):
        yield Extension("JUDGE", str(award), f"J{judge}")


def _text(dive: Mapping[str, Any], name: str) -> str:
    value = dive.get(name)
    return "" if value is None else str(value)


DICTIONARY = Dictionary(infos=no_infos, details=_details, entries=bests, diff=GENERAL.diff)
