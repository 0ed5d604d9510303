"""Disciplines: the three letters that open every RSC."""

from __future__ import annotations

from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Coded


class Discipline(Coded, frozen=True, kw_only=True):
    """One discipline and the sport it belongs to.

    ``form``: competitors meet one ``versus`` one, or perform ``together`` (a race, a concourse). ``event_order``: a day's
    units are listed by time (``DATE``) or by court, mat or course first (``LOC``). ``schedule_level``: whether units before
    the finals are scheduled one by one (``unit``) or as a ``phase``. ``match_en``, ``match_fr``: what a duel is called here.
    ``rules`` names the module of `kotinos.sports` that has its rules, where there is one.
    """

    sport_en: str = ""
    sport_fr: str = ""
    programme: Literal["summer", "winter", "none"]
    form: Literal["versus", "together", "none"]
    event_order: Literal["DATE", "LOC"]
    schedule_level: Literal["unit", "phase"]
    match_en: str = ""
    match_fr: str = ""
    rules: str = ""


_DISCIPLINES = table.Codes("disciplines", Discipline, "discipline", "three letters such as ATH")
all, exists = _DISCIPLINES.all, _DISCIPLINES.exists
"""All of them, sports first, then the codes that stand for none (``CER``, ``GEN``); and whether a code is one."""


def get(code: str) -> Discipline:
    """The discipline ``code`` (``ATH``), or that of an RSC; raises `table.UnknownCode`."""
    return _DISCIPLINES.get(code[:3])


def name(code: str, lang: str) -> str:
    """The discipline's name in ``lang``; raises `table.UnknownCode`."""
    return _DISCIPLINES.name(code[:3], lang)


def text(code: str) -> dict[str, str]:
    """Both names; the code itself where it is unknown."""
    return _DISCIPLINES.text(code[:3])
