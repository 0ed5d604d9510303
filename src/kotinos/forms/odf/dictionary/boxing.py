"""Boxing: the cards of the judges, by round and in all. Red is 1, blue is 2, before and after; nobody has a rank."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import Dictionary, Sheet, bests, no_diff, no_infos
from kotinos.forms.odf.extension import Detail, PeriodFact
from kotinos.results.documents import ResultRow

_CARD = "judge/"


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    """``ER/JUDGE``: a judge's total less the warnings; rank 1 is that judge's winner."""
    other = next((r for r in sheet.body.rows if r is not row), None)
    for judge in _judges(row):
        own, rival = _total(row, judge), _total(other, judge) if other else None
        preferred = row.parts.get(f"preferred/{judge}", "")
        wins = own is not None and rival is not None and (own > rival or (own == rival and preferred == "Y"))
        yield Detail(
            "JUDGE",
            "" if own is None else str(own),
            judge,
            value2="Y" if preferred == "Y" else "",
            rank=1 if wins else None,
        )


def _periods(sheet: Sheet) -> dict[str, list[PeriodFact]]:
    """``EP/SCR_H`` and ``EP/SCR_A``: each judge's points of each round for either side; none where only totals are known."""
    found: dict[str, list[PeriodFact]] = {}
    sides = sorted(sheet.body.rows, key=lambda r: r.start_sort or r.sort_order)
    for code, row in zip(("SCR_H", "SCR_A"), sides, strict=False):
        for judge in _judges(row):
            rounds = row.parts[_CARD + judge].split()
            for number, points in enumerate(rounds if len(rounds) > 1 else [], 1):
                found.setdefault(f"R{number}", []).append(PeriodFact("EP", code, points, judge))
    return found


def _judges(row: ResultRow) -> list[str]:
    return sorted(slot.removeprefix(_CARD) for slot in row.parts if slot.startswith(_CARD))


def _total(row: ResultRow, judge: str) -> int | None:
    rounds = row.parts.get(_CARD + judge, "").split()
    warnings = row.parts.get("warnings", "0")
    if not rounds or not all(word.isascii() and word.isdigit() for word in (*rounds, warnings)):
        return None
    return sum(int(word) for word in rounds) - int(warnings)


DICTIONARY = Dictionary(
    infos=no_infos, details=_details, entries=bests, diff=no_diff, periods=_periods, head_to_head=True
)
