"""``QualificationMark``: who goes on, in the codes of the discipline (SC @QualificationMark)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes import sport_codes
from kotinos.codes.rsc import Rsc
from kotinos.codes.table import UnknownCode

BY_PLACE, RESERVE = "Q", "R"
_NEXT = {"CSP": {"QFNL": "QF", "SFNL": "SF", "FNL": "FA"}}
"""Disciplines that name the round in which one goes on, by its phase."""
_FINAL, _FOR_GOLD, _FOR_BRONZE = "QF", "QG", "QB"


def qualification(mark: str, rsc: Rsc, *, rank: int | None = None, facts: Mapping[str, Any] | None = None) -> str:
    """``mark`` as the discipline of ``rsc`` writes it; one that it has no code for at all stays as it is.

    A discipline without numbered reserves writes ``R`` for each of them. Canoe sprint names the round that follows, which ``facts``
    hold (``qualify``: ``to``); shooting the final, where mixed teams go on to one of two matches by their ``rank``.
    """
    known = _known(rsc.discipline)
    if not known or mark in known:
        return mark
    if mark[:1] == RESERVE and mark[1:].isdigit() and RESERVE in known:
        return RESERVE
    if mark != BY_PLACE:
        return mark
    following = _shooting(rsc, rank) if rsc.discipline == "SHO" else _following(rsc.discipline, facts or {})
    return following or mark


def _known(discipline: str) -> frozenset[str]:
    try:
        return frozenset(sport_codes.get(discipline).qualification_marks.split())
    except UnknownCode:
        return frozenset()


def _following(discipline: str, facts: Mapping[str, Any]) -> str:
    rule = facts.get("qualify")
    to = str(rule.get("to", "")) if isinstance(rule, Mapping) else ""
    return _NEXT.get(discipline, {}).get(to[22:26].rstrip("-"), "")


def _shooting(rsc: Rsc, rank: int | None) -> str:
    """Of the four mixed teams in the medal matches the first two shoot for gold (ISSF General and Technical Rules, mixed team events)."""
    if not rsc.event.endswith("MT"):
        return _FINAL
    return _FOR_GOLD if rank is not None and rank <= 2 else _FOR_BRONZE
