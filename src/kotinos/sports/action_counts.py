"""Counts that follow from the actions of a match, for what nobody noted on its sheet. PURE.

An action is read as ODF's play-by-play tells it: ``action`` and ``result`` (SC @Action, SC @ResAction), ``competitor``, and ``athletes``
each with an ``id`` and a ``role`` (SC @ActionRole). SOG-2024-FBL 2.5, SOG-2024-BKB 3.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from kotinos.sports.counts import Count

ACTOR = ""
"""The one who acted: without a role, or with that of the scorer."""
_SCORER = "SCR"


class Tally(msgspec.Struct, frozen=True):
    """What an action adds to ``name`` of those in ``role``: ``worth`` if its result is one of ``results`` (any, where empty).

    ``tried``: each is an attempt, made where the result fits.
    """

    name: str
    role: str = ACTOR
    results: frozenset[str] = frozenset()
    tried: bool = False
    worth: int = 1

    def of(self, result: str) -> Count | None:
        """What one action adds, or ``None``."""
        fits = not self.results or result in self.results
        if self.tried:
            return Count(Decimal(self.worth * fits), Decimal(1))
        return Count(Decimal(self.worth)) if fits else None


_GOAL, _ON_TARGET, _MADE = frozenset({"GOAL"}), frozenset({"GOAL", "SAVE"}), frozenset({"MADE"})
_ATTEMPT = (
    Tally("shot", results=_ON_TARGET, tried=True),
    Tally("gf", results=_GOAL),
    Tally("assist", role="ASSIST"),
)
_FOUL = (Tally("foc", role="FOC"), Tally("fos", role="FOS"))


def _basket(kind: str, points: int) -> tuple[Tally, ...]:
    field = (Tally("fg", results=_MADE, tried=True),) if points > 1 else ()
    scored = Tally("pts", results=_MADE, worth=points)
    return (Tally(kind, results=_MADE, tried=True), *field, scored, Tally("assist", role="ASSIST"))


ACTIONS: Mapping[str, Mapping[str, tuple[Tally, ...]]] = {
    "FBL": {
        "SHOT": _ATTEMPT,
        "FRD": _ATTEMPT,
        "PEN": (*_ATTEMPT, Tally("pty", results=_GOAL, tried=True)),
        "OG": (Tally("og"),),
        "CRN": (Tally("crn"),),
        "OFF": (Tally("off"),),
        "FOUL": _FOUL,
        "YC": (Tally("yc"),),
        "YRC": (Tally("yrc"),),
        "RC": (Tally("rc"),),
    },
    "BKB": {
        **dict.fromkeys(("P2I", "P2O", "P2F"), _basket("p2", 2)),
        **dict.fromkeys(("P3", "P3F"), _basket("p3", 3)),
        "FT": _basket("ft", 1),
        "REB": (Tally("reb"),),
        "ST": (Tally("st"),),
        "TO": (Tally("to"),),
        "BLC": (Tally("blc"),),
        "FOUL": (Tally("pf"),),
        "FD": (Tally("fd"),),
    },
}
"""By discipline and action. Kicks of a shoot-out (`_APART`) count nothing."""
_APART = frozenset({"PSO"})


def counted(
    discipline: str, actions: Iterable[Mapping[str, Any]], team_of: Mapping[str, str]
) -> dict[str, dict[str, Count]]:
    """Counts by competitor and by athlete; ``team_of`` names the side of each athlete.

    An action without athletes counts for the first competitor that it names.
    """
    known = ACTIONS.get(discipline, {})
    found: dict[str, dict[str, Count]] = {}
    for action in actions:
        if action.get("period") in _APART:
            continue
        result = str(action.get("result") or "")
        for tally in known.get(str(action.get("action")), ()):
            added = tally.of(result)
            if added is None:
                continue
            for who in _in_role(action, tally.role):
                for holder in dict.fromkeys((team_of.get(who, who), who)):
                    own = found.setdefault(holder, {})
                    own[tally.name] = own[tally.name] + added if tally.name in own else added
    return found


def _in_role(action: Mapping[str, Any], role: str) -> list[str]:
    athletes = [one for one in action.get("athletes") or () if isinstance(one, Mapping) and one.get("id")]
    if role:
        return [str(one["id"]) for one in athletes if one.get("role") == role]
    acted = [str(one["id"]) for one in athletes if one.get("role") in (None, "", _SCORER)]
    if acted or athletes:
        return acted
    named = action.get("competitor") or ()
    return [named] if isinstance(named, str) else [str(one) for one in named][:1]
