"""DT_RESULT: the start list, the values and the status of one unit, all of it in every version."""

from __future__ import annotations

from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.facts import Locator, Observation, Start, StatusSet
from kotinos.results.intake import clock
from kotinos.results.intake.odf.extended import points_of_the_unit, unit_values, values_of
from kotinos.results.intake.odf.header import Header
from kotinos.results.intake.odf.partic import competitor
from kotinos.results.intake.odf.schedule import PLACEHOLDERS
from kotinos.results.intake.reading import BadMessage, Broken, Entered, Listed, Marks, Reading, Said
from kotinos.results.intake.xml import Element, where

STATUSES = (
    "START_LIST",
    "LIVE",
    "INTERMEDIATE",
    "UNCONFIRMED",
    "UNOFFICIAL",
    "OFFICIAL",
    "PROVISIONAL",
    "PROTESTED",
    "PARTIAL",
)
_WLT = {"W": "W", "L": "L", "T": "T", "V": "W", "D": "L"}
"""``Result/@WLT``; fencing writes victory and defeat."""


def read(header: Header, competition: Element) -> list[Reading]:
    """Competitors that nobody entered, the start list, the values, the status: in the order in which they can be recorded."""
    unit = header.rsc(Level.PHASE)
    if header.status not in STATUSES:
        raise BadMessage(f"ResultStatus {header.status!r}", "OdfBody, ResultStatus", ", ".join(STATUSES))
    rows = [row for row in competition.iterfind("Result") if _code(row) not in PLACEHOLDERS]
    readings = [*_entered(rows, unit), *_listed(rows, unit, header.status), *_marks(header, competition, rows, unit)]
    return readings + _status(header, unit)


def _competitor(row: Element) -> Element:
    found = row.find("Competitor")
    if found is None:
        raise BadMessage(
            "a Result without Competitor", where(row, SortOrder=row.get("SortOrder", "")), "one Competitor"
        )
    return found


def _code(row: Element) -> str:
    return _competitor(row).get("Code", "")


def _spot(row: Element) -> str:
    return where(row, Competitor=_code(row))


def _entered(rows: list[Element], unit: Rsc) -> list[Reading]:
    # A result may come before the message that enters its athlete: it names enough to stand alone (Foundation Principles 6.8).
    event = unit.at(Level.EVENT)
    people = tuple(p for row in rows if (p := competitor(_competitor(row), event, _spot(row))))
    return [Entered(where="Competition", participants=people, missing_only=True)] if people else []


def _listed(rows: list[Element], unit: Rsc, status: str) -> list[Reading]:
    starts = []
    for row in rows:
        sort = row.get("StartSortOrder", "") or row.get("SortOrder", "")
        if not (sort.isascii() and sort.isdigit()):
            raise BadMessage(f"StartSortOrder {sort!r}", _spot(row), "a whole number")
        person = _competitor(row)
        athlete = person.find("Composition/Athlete") if person.get("Type", "A") == "A" else None
        bib = person.get("Bib", "") or (athlete.get("Bib", "") if athlete is not None else "")
        starts.append(Start(competitor=_code(row), sort=int(sort), order=row.get("StartOrder", ""), bib=bib))
    if not starts:
        return []
    return [Listed(where="Competition", unit=unit, starts=tuple(starts), missing_only=status != "START_LIST")]


def _marks(header: Header, competition: Element, rows: list[Element], unit: Rsc) -> list[Reading]:
    points = points_of_the_unit(competition)
    items: list[Observation] = []
    spots: list[str] = []
    broken: list[Reading] = []
    for row in rows:
        spot = _spot(row)
        try:
            values = _row(row, spot) | values_of(row, unit, points, spot) | _score(competition, row)
        except BadMessage as bad:
            broken.append(Broken(where=bad.where, what=bad.what, right=bad.right))
            continue
        items += [Observation(who=Locator(id=_code(row)), slot=slot, value=value) for slot, value in values.items()]
        spots += [spot] * len(values)
    facts = unit_values(competition, unit)
    if not items and not facts:
        return broken
    # While a row could not be read, the message does not say all, and nothing may be taken back by its silence.
    marks = Marks(
        where="Competition",
        unit=unit,
        items=tuple(items),
        spots=tuple(spots),
        facts=facts,
        whole=not broken,
        reason=header.note,
    )
    return [marks, *broken]


def _row(row: Element, spot: str) -> dict[str, Any]:
    kind, result, irm = row.get("ResultType", ""), row.get("Result", ""), row.get("IRM", "")
    values: dict[str, Any] = {}
    if result and kind != "IRM":
        values["mark"] = result
        if "TIME" in kind:
            values["t4"] = clock.t4(result, f"{spot}, Result")
    if irm:
        values["irm"] = irm
    if row.get("WLT"):
        wlt = row.get("WLT", "")
        if wlt not in _WLT:
            raise BadMessage(f"WLT {wlt!r}", spot, ", ".join(_WLT))
        values["wlt"] = _WLT[wlt]
    place = row.get("Rank", "")
    if place.isascii() and place.isdigit():
        values["place"] = int(place)
    for name in ("Pty", "Unchecked", "PhotoFinish"):
        if row.get(name):
            values[name.lower()] = row.get(name)
    return values


def _score(competition: Element, row: Element) -> dict[str, Any]:
    """``period/H1`` …: the score of one side in each period, where the sport has periods."""
    periods = competition.find("Periods")
    if periods is None:
        return {}
    side = {periods.get("Home"): "Home", periods.get("Away"): "Away"}.get(_code(row))
    if side is None:
        return {}
    scores = {
        p.get("Code", ""): p.get(f"{side}PeriodScore", "") or p.get(f"{side}Score", "")
        for p in periods.iterfind("Period")
    }
    return {f"period/{code}": score for code, score in scores.items() if code and score}


def _status(header: Header, unit: Rsc) -> list[Reading]:
    if header.status == "START_LIST":
        return []  # what the start list itself sets
    if header.status in ("PROTESTED", "PARTIAL"):
        what = f"ResultStatus {header.status}: the values are taken, the status is not"
        right = "a protest is filed with its reason at /v1/commands; a unit is never partly official"
        return [Broken(where="OdfBody, ResultStatus", what=what, right=right, final=True)]
    return [Said(where="OdfBody, ResultStatus", fact=StatusSet(unit=unit, status=header.status, reason=header.note))]
