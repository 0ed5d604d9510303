"""Judo: SOG-2024-JUD, DT_RESULT. White is 1, blue is 2, before and after; nobody has a rank."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.odf.dictionary.general import Dictionary, bests, no_diff
from kotinos.forms.odf.extension import Detail, Extension, Info
from kotinos.results.documents import ResultBody, ResultRow

SCORES = ("IPP", "WAZ", "YUK")
PENALTIES = ("S", "S3", "H", "X")
_DECISIONS = {"RES_CODE": "res_code", "TECH_CODE": "tech_code", "TECH_DESCRIPTION": "tech_description"}


def _infos(body: ResultBody, _: str) -> Iterable[Info]:
    facts = body.facts
    yield Info("RES_CODE", str(facts.get("res_code", "")))
    if facts.get("gold_score"):
        durations = (("1", "duration"), ("2", "gold_score_duration"))
        extensions = tuple(Extension("DURATION", str(facts.get(name, "")), pos) for pos, name in durations)
        yield Info("GOLD_SCORE", "Y", extensions=extensions)
    yield Info("TECH_CODE", str(facts.get("tech_code", "")))
    yield Info("TECH_DESCRIPTION", str(facts.get("tech_description", "")))


def _details(body: ResultBody, row: ResultRow, _: str) -> Iterable[Detail]:
    """Counts by code: ``WAZ`` in ``parts`` is the total, ``WAZ/1`` normal time, ``WAZ/2`` golden score."""
    for code in (*PENALTIES, *SCORES):
        for pos in ("1", "2"):
            yield Detail(code, row.parts.get(f"{code}/{pos}", ""), pos)
        yield Detail(code, row.parts.get(code, ""), "TOT")
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
