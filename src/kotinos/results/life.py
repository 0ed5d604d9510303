"""The life of a unit's results, as a table: which status may follow which, and when a reason must be given.

`TRANSITIONS` is the only place that knows; the officials' checks, the random walks of the tests and the drawing in the documentation
read it. ``PROTESTED`` is entered by filing a protest and left by deciding the last one, never by hand: back to the status that stood
before, or to ``PROVISIONAL`` where the decision orders the unit to be held again. `PROTEST_STEPS` is the life of the protest itself.
"""

from __future__ import annotations

STATUSES = (
    "",
    "START_LIST",
    "LIVE",
    "INTERMEDIATE",
    "UNCONFIRMED",
    "UNOFFICIAL",
    "PROTESTED",
    "PROVISIONAL",
    "OFFICIAL",
)
AFTER = {status: place for place, status in enumerate(STATUSES)}
"""How far along a status is: greater is later."""

TRANSITIONS: dict[tuple[str, str], bool] = {
    # (from, to): must a reason be given?
    ("START_LIST", "LIVE"): False,
    ("LIVE", "INTERMEDIATE"): False,
    ("INTERMEDIATE", "LIVE"): False,
    **{
        (a, b): False
        for a in ("LIVE", "INTERMEDIATE")
        for b in ("UNCONFIRMED", "UNOFFICIAL", "OFFICIAL", "PROVISIONAL")
    },
    ("UNCONFIRMED", "UNOFFICIAL"): False,
    ("UNCONFIRMED", "OFFICIAL"): False,
    ("UNCONFIRMED", "PROVISIONAL"): False,
    ("UNOFFICIAL", "OFFICIAL"): False,
    ("UNOFFICIAL", "PROVISIONAL"): False,
    ("PROVISIONAL", "OFFICIAL"): False,
    # Units that never ran live here: a walkover, results typed in afterwards.
    **{("START_LIST", b): False for b in ("UNCONFIRMED", "UNOFFICIAL", "OFFICIAL")},
    # Steps back are decisions, and decisions have reasons.
    **{(a, "LIVE"): True for a in ("UNCONFIRMED", "UNOFFICIAL")},
    **{("OFFICIAL", b): True for b in ("UNOFFICIAL", "PROVISIONAL")},
}

CONTESTABLE = ("UNCONFIRMED", "UNOFFICIAL", "OFFICIAL")
"""Statuses that an open protest turns into ``PROTESTED``, and to which its decision returns."""

PROTEST_STEPS: dict[tuple[str, str], str] = {
    # (status of the protest, kind of fact): its status afterwards; the empty one is that of a protest nobody has filed yet.
    ("", "protest_filed"): "OPN",
    ("", "protest_late"): "CLS",
    **{(a, "protest_adjourned"): "PND" for a in ("OPN", "ROPN")},
    **{(a, "protest_decided"): "CLS" for a in ("OPN", "PND", "ROPN")},
    ("CLS", "protest_reopened"): "ROPN",
    # An appeal out of time is noted with its protest and opens nothing.
    ("CLS", "protest_late"): "CLS",
}
"""What may happen to a protest (CC @ProtestStatus)."""

INSTANCES = ("referee", "jury", "cas")
"""Who decides, one above the other: referee, jury of appeal, Court of Arbitration for Sport."""

FINISHED = ("UNCONFIRMED", "UNOFFICIAL", "PROTESTED", "PROVISIONAL", "OFFICIAL")
"""Statuses in which every competitor is done."""


def schedule_status_for(status: str, current: str) -> str:
    """The schedule status that a result status implies (ODF Foundation Principles 10.1): RUNNING with LIVE, FINISHED after it."""
    if status in FINISHED:
        return "FINISHED"
    if status == "LIVE":
        return "RUNNING"
    if status == "INTERMEDIATE":
        return "SCHEDULED_BREAK" if current == "SCHEDULED_BREAK" else "RUNNING"
    return current
