"""How a runner stands: one of the standard's states, never a guess. Who has not started is ``Inactive``, who is out there ``Active``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kotinos.forms.odf.values import seconds
from kotinos.results.documents import Document, ResultBody, ResultRow

Status = Literal[
    "OK", "Finished", "MissingPunch", "Disqualified", "DidNotFinish", "Active", "Inactive", "OverTime",
    "SportingWithdrawal", "NotCompeting", "DidNotStart",
]  # fmt: skip

STATE_OF_IRM: dict[str, Status] = {
    "MP": "MissingPunch",
    "OT": "OverTime",
    "OTL": "OverTime",
    "TLE": "OverTime",
    "NC": "NotCompeting",
    "SW": "SportingWithdrawal",
    "DNS": "DidNotStart",
    "NS": "DidNotStart",
    "WDR": "DidNotStart",
    "WD": "DidNotStart",
    "WDN": "DidNotStart",
    "DNF": "DidNotFinish",
    "RET": "DidNotFinish",
    "RT": "DidNotFinish",
    "ABD": "DidNotFinish",
    "LAP": "DidNotFinish",
    "OVL": "DidNotFinish",
    "Fall": "DidNotFinish",
    "DQ": "Disqualified",
    "DSQ": "Disqualified",
    "DQB": "Disqualified",
    "DNE": "Disqualified",
    "EXC": "Disqualified",
    "FS": "Disqualified",
}
"""The standard's state for each invalid result mark. Not competing is no disqualification, over time no failure to finish."""
_BEFORE = frozenset({"UNSCHEDULED", "SCHEDULED", "GETTING_READY", "DELAYED", "POSTPONED", "RESCHEDULED", "CANCELLED"})


def status_of(row: ResultRow, body: ResultBody, document: Document) -> Status | None:
    """The state of a row at the time of its document; ``None`` for a mark of invalidity that the standard has no state for.

    ``OK`` takes a time in an official list: until then who is in has ``Finished``, which the standard means as not yet validated.
    """
    if row.irm:
        return STATE_OF_IRM.get(row.irm)
    if is_time(row.mark):
        return "OK" if document.status == "OFFICIAL" else "Finished"
    return "Active" if has_started(row, body, document) else "Inactive"


def is_time(mark: str) -> bool:
    """Whether a mark is a time."""
    return bool(mark) and seconds(mark).is_finite()


def has_started(row: ResultRow, body: ResultBody, document: Document) -> bool:
    """Whether somebody without a time is out there: passed a point, has a start time that is past, or the whole race is away."""
    if any(is_time(split.time) for split in row.splits) or row.reaction:
        return True
    own = start_of(row)
    if own:
        return datetime.fromisoformat(own) <= datetime.fromisoformat(document.at)
    if document.status in ("", "START_LIST") or body.unit.status in _BEFORE:
        return False
    return bool(body.unit.actual_start)


def start_of(row: ResultRow) -> str:
    """A start time of one's own (interval start), from the row's part ``start_time``: ISO 8601 with its offset; empty without one."""
    said = row.parts.get("start_time", "")
    try:
        return said if datetime.fromisoformat(said).tzinfo else ""
    except ValueError:
        return ""
