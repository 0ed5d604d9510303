"""Swimming: splits with place and gap, reaction at the start.

The dictionary itself is not public. The code of a split is ours, taken over from athletics (``INTERMEDIATE``); its shape
(one per split, with its own rank) is what feeds are known to carry.
"""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import GENERAL, Dictionary, Sheet, bests, reaction, splits
from kotinos.forms.odf.extension import Detail
from kotinos.results.documents import ResultRow


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    yield from reaction(row)
    yield from splits(sheet, row)


DICTIONARY = Dictionary(
    infos=GENERAL.infos,
    details=_details,
    entries=bests,
    diff=GENERAL.diff,
)
