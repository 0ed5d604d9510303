"""Extended results: the codes of each sport's data dictionary, brought into slots.

What a rule of this platform reads gets the slot that the rule reads (``attempt/3``, ``height/2.29``, ``split/400``, ``reaction``,
``thousandths``, ``d``, ``e``), or the one of the table of codes (`coded`); every other code is kept as ``er/CODE`` or
``er/CODE/POS``, so that nothing is lost on the way.
"""

from __future__ import annotations

from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.results.intake import clock
from kotinos.results.intake.odf import coded
from kotinos.results.intake.reading import BadMessage
from kotinos.results.intake.xml import Element

VERTICAL = frozenset({"HIGHJUMP", "PLEVAULT", "HJ", "PV"})
HORIZONTAL = frozenset(
    {"LONGJUMP", "TRPLJUMP", "SHOTPUT", "DISCUS", "HAMMER", "JAVELIN", "LJ", "TJ", "SP", "DT", "HT", "JT"}
)
"""Events, and phases of combined events, in which an athlete has attempts."""

_PLAIN = {
    "MS": "thousandths",
    "PTS": "points",
    "D": "d",
    "D_SCORE": "d",
    "E": "e",
    "E_SCORE": "e",
    "DIFFICULTY": "d",
    "EXECUTION": "e",
    "PENALTY": "penalty",
    "WIND_SPEED": "wind",
    "SNATCH": "snatch",
    "CLEAN": "clean_jerk",
}
_JUDO = {"IPP": "ippon", "WAZ": "waza_ari", "YUK": "yuko", "S": "shido"}
"""Counts of a judo contest by SC @PointsType and @PenaltyType; position ``TOT`` is the count, 1 normal time, 2 golden score."""
_UNIT = {"WIND_SPEED": "wind", "GOLD_SCORE": "golden_score"}
_DURATIONS = {"1": "duration", "2": "golden_score_duration"}
"""How long normal time and the golden score of a judo contest took, by position."""
_SPLITS = frozenset({"INTERMEDIATE", "SPLIT"})


def points_of_the_unit(competition: Element) -> dict[str, str]:
    """The heights or distances that ``UI/INTERMEDIATE`` declares, by position."""
    found = competition.iterfind("ExtendedInfos/ExtendedInfo[@Type='UI'][@Code='INTERMEDIATE']")
    return {info.get("Pos", ""): info.get("Value", "") for info in found}


def unit_values(competition: Element, unit: Rsc) -> dict[str, Any]:
    """Values of the unit: wind, period, result code, as ``ExtendedInfo`` of type ``UI`` gives them, and `coded.facts_of`."""
    values: dict[str, Any] = {}
    for info in competition.iterfind("ExtendedInfos/ExtendedInfo[@Type='UI']"):
        code, at, value = info.get("Code", ""), info.get("Pos", ""), info.get("Value", "")
        if code and value and code != "INTERMEDIATE" and not coded.slots_of(info, unit.discipline, "UI"):
            name = _UNIT.get(code) or code.lower()
            values[f"{name}/{at}" if at else name] = value
        for duration in info.iterfind("Extension[@Code='DURATION']") if code == "GOLD_SCORE" else ():
            values[_DURATIONS.get(duration.get("Pos", ""), "duration")] = duration.get("Value", "")
    return values | coded.facts_of(competition, unit.discipline)


def values_of(row: Element, unit: Rsc, points: dict[str, str], spot: str) -> dict[str, Any]:
    """The slots of one ``Result`` that its extended results fill; raises `BadMessage`."""
    values: dict[str, Any] = {}
    for extended in row.iterfind("ExtendedResults/ExtendedResult"):
        code, at = extended.get("Code", ""), extended.get("Pos", "")
        place = f"{spot}, {code}{f' {at}' if at else ''}"
        for slot, value in _values(extended, unit, points, place).items():
            if slot in values:
                raise BadMessage(f"{code} {at} stands twice", place, "each code and position once")
            values[slot] = value
    return coded.joined(values | coded.brought_along(row, unit.discipline), unit.discipline)


def _values(extended: Element, unit: Rsc, points: dict[str, str], place: str) -> dict[str, Any]:
    slot, value = _value(extended, unit, points, place)
    if slot.startswith("er/"):
        found = coded.slots_of(extended, unit.discipline, "ER")
        if found:
            return found
    return {} if value in ("", None) else {slot: value}


def _value(extended: Element, unit: Rsc, points: dict[str, str], place: str) -> tuple[str, Any]:
    code, at, value = extended.get("Code", ""), extended.get("Pos", ""), extended.get("Value", "")
    if code in _SPLITS and at:
        return _intermediate(extended, unit, points, place)
    if code in ("REACT_TIME", "REACTION_TIME"):
        return "reaction", clock.reaction(value, place) if value else None
    if unit.discipline == "JUD" and code in _JUDO:
        return (_JUDO[code] if at in ("", "TOT") else f"{_JUDO[code]}/{at}"), value
    if unit.discipline == "JUD" and code == "OUTCOME" and not at:
        return "outcome", value
    if code in _PLAIN and not at:
        return _PLAIN[code], value
    return (f"er/{code}/{at}" if at else f"er/{code}"), value


def _intermediate(extended: Element, unit: Rsc, points: dict[str, str], place: str) -> tuple[str, Any]:
    at, value = extended.get("Pos", ""), extended.get("Value", "")
    kinds = {unit.event.split("-")[0], unit.phase}
    if kinds & VERTICAL:
        if at not in points:
            raise BadMessage(f"height {at} is not declared", place, "UI/INTERMEDIATE with this position")
        return f"height/{points[at]}", value.upper()
    if kinds & HORIZONTAL:
        return f"attempt/{at}", _attempt(extended, value)
    if at == "F":
        # The last split is the result itself.
        return "split/finish", None
    label = points.get(at, at)
    if label.lower() == "finish":
        return "split/finish", None
    return f"split/{label}", value


def _attempt(extended: Element, value: str) -> dict[str, str] | None:
    if not value:
        return None
    wind = next((e.get("Value", "") for e in extended.iterfind("Extension[@Code='WIND_SPEED']")), "")
    attempt = {"mark": value.upper()}
    return attempt | {"wind": wind} if wind else attempt
