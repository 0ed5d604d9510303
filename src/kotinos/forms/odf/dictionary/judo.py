"""Judo: SOG-2024-JUD, DT_RESULT. White is 1, blue is 2, before and after; nobody has a rank."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import Dictionary, Sheet, bests, no_diff
from kotinos.forms.odf.extension import Detail, Extension, Info
from kotinos.results.documents import ResultBody, ResultRow

COUNTS = {"shido": "S", "ippon": "IPP", "waza_ari": "WAZ", "yuko": "YUK"}
"""Counts of a row's ``parts`` and their SC @PointsType or @PenaltyType codes; ``shido/1`` is normal time, ``shido/2`` golden score."""


def _infos(sheet: Sheet) -> Iterable[Info]:
    body = sheet.body
    facts = body.facts
    yield Info("RES_CODE", str(facts.get("res_code", "")))
    if facts.get("golden_score"):
        durations = (("1", "duration"), ("2", "golden_score_duration"))
        extensions = tuple(Extension("DURATION", str(facts.get(name, "")), pos) for pos, name in durations)
        yield Info("GOLD_SCORE", "Y", extensions=extensions)
    yield Info("TECH_CODE", str(facts.get("tech_code", "")))
    yield Info("TECH_DESCRIPTION", str(facts.get("tech_description", "")))


def _details(sheet: Sheet, row: ResultRow) -> Iterable[Detail]:
    """Scores and penalties. Once the contest counts any, those that were not given are sent as 0; yuko only where it is a score."""
    given = {name.split("/")[0] for other in sheet.body.rows for name in other.parts}
    for count, code in COUNTS.items():
        for pos in ("1", "2"):
            yield Detail(code, row.parts.get(f"{count}/{pos}", ""), pos)
        none = "0" if count in given or (count != "yuko" and given & COUNTS.keys()) else ""
        yield Detail(code, row.parts.get(count, none), "TOT")
    yield Detail("OUTCOME", row.parts.get("outcome", ""))


def _entries(body: ResultBody, row: ResultRow) -> dict[str, str]:
    colour = (
        {} if row.competitor.type == "T" else {"COLOUR": "WHITE" if (row.start_sort or row.sort_order) == 1 else "BLUE"}
    )
    return {**colour, **bests(body, row)}


DICTIONARY = Dictionary(
    infos=_infos,
    details=_details,
    entries=_entries,
    diff=no_diff,
    head_to_head=True,
)
