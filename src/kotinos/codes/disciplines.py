"""Disciplines: the three letters that open every RSC."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Named


class Discipline(Named, frozen=True, kw_only=True):
    """One discipline and the sport it belongs to.

    ``form``: competitors meet one ``versus`` one, or perform ``together`` (a race, a concourse). ``event_order``: a day's
    units are listed by time (``DATE``) or by court, mat or course first (``LOC``). ``schedule_level``: whether units before
    the finals are scheduled one by one (``unit``) or as a ``phase``. ``match_en``, ``match_fr``: what a duel is called here.
    ``rules`` names the module of `kotinos.sports` that has its rules, where there is one.
    """

    code: str
    sport_en: str = ""
    sport_fr: str = ""
    programme: Literal["summer", "winter", "none"]
    form: Literal["versus", "together", "none"]
    event_order: Literal["DATE", "LOC"]
    schedule_level: Literal["unit", "phase"]
    match_en: str = ""
    match_fr: str = ""
    rules: str = ""


@cache
def _by_code() -> dict[str, Discipline]:
    return {row.code: row for row in table.rows("disciplines", Discipline)}


def all() -> tuple[Discipline, ...]:
    """All disciplines, sports first, then the codes that stand for none (``CER``, ``GEN``)."""
    return table.rows("disciplines", Discipline)


def exists(code: str) -> bool:
    """Whether ``code`` is a discipline."""
    return code in _by_code()


def get(code: str) -> Discipline:
    """The discipline ``code`` (``ATH``), or that of an RSC; raises `table.UnknownCode`."""
    found = _by_code().get(code[:3])
    if found is None:
        raise table.UnknownCode(f"discipline {code[:3]!r}: not in disciplines.csv; three letters such as ATH")
    return found


def name(code: str, lang: str) -> str:
    """The discipline's name in ``lang``; raises `table.UnknownCode`."""
    return get(code).name(lang)


def text(code: str) -> dict[str, str]:
    """Both names; the code itself where it is unknown."""
    found = _by_code().get(code[:3])
    return found.text() if found else table.same(code[:3])
