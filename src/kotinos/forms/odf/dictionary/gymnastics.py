"""Artistic gymnastics: difficulty, execution, penalty, per vault where there are two.

The dictionary itself is not public; the codes are those that its published validation rules name (``DIFFICULTY EXECUTION
STICK_BONUS VAULT_BONUS PENALTY SCORE``, ``Pos`` 1 or 2 the number of the vault).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import GENERAL, Dictionary, Sheet, bests, no_infos
from kotinos.forms.odf.extension import Detail
from kotinos.results.documents import ResultRow

_CODES = {
    "d": "DIFFICULTY",
    "e": "EXECUTION",
    "penalty": "PENALTY",
    "stick_bonus": "STICK_BONUS",
    "vault_bonus": "VAULT_BONUS",
    "score": "SCORE",
}
_PART = re.compile(r"([a-z_]+?)(?:[/_]?([12]))?\Z")


def _details(_: Sheet, row: ResultRow) -> Iterable[Detail]:
    for vault in ("", "1", "2"):
        for part, code in _CODES.items():
            for name, value in row.parts.items():
                found = _PART.match(name)
                if found and found[1] == part and (found[2] or "") == vault:
                    yield Detail(code, value, vault)


DICTIONARY = Dictionary(
    infos=no_infos,
    details=_details,
    entries=bests,
    diff=GENERAL.diff,
)
