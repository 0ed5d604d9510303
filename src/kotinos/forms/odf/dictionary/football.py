"""Football: SOG-2024-FBL, DT_RESULT. Home is 1, away is 2; goals without the shoot-out; nobody has a rank."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import Dictionary, Sheet, bests, no_diff
from kotinos.forms.odf.extension import Detail, Info
from kotinos.results.documents import ResultBody, ResultRow


def _infos(sheet: Sheet) -> Iterable[Info]:
    body = sheet.body
    yield Info("RES_CODE", _res_code(body))


def _res_code(body: ResultBody) -> str:
    """``PSO`` or ``AET`` where shoot-out or extra time decided, as said or as the periods show."""
    said = str(body.facts.get("res_code", ""))
    played = {period.code for period in body.periods}
    decided = any(row.wlt in ("W", "L") for row in body.rows)
    if said or not decided:
        return said
    return "PSO" if "PSO" in played else "AET" if played & {"ET-H1", "ET-H2"} else ""


def _details(_: Sheet, __: ResultRow) -> Iterable[Detail]:
    return ()


DICTIONARY = Dictionary(
    infos=_infos,
    details=_details,
    entries=bests,
    diff=no_diff,
    head_to_head=True,
)
