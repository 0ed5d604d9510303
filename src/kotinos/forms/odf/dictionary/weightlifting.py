"""Weightlifting: the best of each lift with its attempts, as the Foundation Principles show it (``SNATCH`` and ``CLEAN``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kotinos.forms.odf.dictionary.general import Dictionary, Sheet, bests, no_diff, no_infos
from kotinos.forms.odf.extension import Detail, Extension
from kotinos.results.documents import ResultRow

_LIFTS = {"snatch": ("SNATCH", "snatch"), "clean": ("CLEAN", "clean_jerk")}
"""By slot of the attempts: the code, and the slot of the best where no attempt is known."""


def _details(_: Sheet, row: ResultRow) -> Iterable[Detail]:
    for lift, (code, best) in _LIFTS.items():
        attempts = [row.parts.get(f"{lift}/{n}", "") for n in (1, 2, 3)]
        good = [int(kilograms) for kilograms in attempts if kilograms.isascii() and kilograms.isdigit()]
        value = str(max(good)) if good else row.parts.get(best, "")
        yield Detail(code, value, extensions=tuple(_attempts(attempts)))


def _attempts(attempts: list[str]) -> Iterator[Extension]:
    """``ATTEMPT`` in kilograms and whether it was good; an attempt that was declined (``-``) has no weight."""
    for n, kilograms in enumerate(attempts, 1):
        weight = kilograms.removeprefix("-")
        if weight.isascii() and weight.isdigit():
            yield Extension("ATTEMPT", weight, str(n))
            yield Extension("ATTEMPT_VALID", "N" if kilograms.startswith("-") else "Y", str(n))


DICTIONARY = Dictionary(infos=no_infos, details=_details, entries=bests, diff=no_diff)
