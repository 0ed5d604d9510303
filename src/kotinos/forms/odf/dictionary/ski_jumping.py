"""Ski jumping and the jump of nordic combined: their dictionary is not public."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import GENERAL, Dictionary, Sheet
from kotinos.forms.odf.extension import Detail
from kotinos.forms.odf.values import signed
from kotinos.results.documents import ResultRow


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    """What every race says (the cross-country part has splits), and the points for the wind, which a row keeps apart."""
    yield from GENERAL.details(sheet, row)
    yield Detail("WIND", signed(row.wind))


DICTIONARY = Dictionary(infos=GENERAL.infos, details=_details, entries=GENERAL.entries, diff=GENERAL.diff)
