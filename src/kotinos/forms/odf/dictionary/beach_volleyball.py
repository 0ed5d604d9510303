"""Beach volleyball: DT_RESULT. Home is 1, away is 2; the result is the sets won; nobody has a rank."""

from __future__ import annotations

from kotinos.forms.odf.dictionary.general import DUELS, Dictionary, Sheet, no_infos, winner
from kotinos.forms.odf.extension import PeriodFact


def _periods(sheet: Sheet) -> dict[str, list[PeriodFact]]:
    """``EP/WINNER`` of each set that is over: all but the last, and that one once the match has a winner."""
    body = sheet.body
    over = body.periods if any(row.wlt for row in body.rows) else body.periods[:-1]
    return {p.code: [PeriodFact("EP", "WINNER", winner(p))] for p in over if p.code.startswith("S")}


DICTIONARY = Dictionary(
    infos=no_infos,
    details=DUELS.details,
    entries=DUELS.entries,
    diff=DUELS.diff,
    periods=_periods,
    head_to_head=True,
)
