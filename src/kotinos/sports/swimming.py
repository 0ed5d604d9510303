"""Swimming: the time in hundredths decides, ties stand. World Aquatics SW 11, SW 13; swim-offs SW 3.2.3.

Until 1972 equal hundredths were separated, by judges or by thousandths (Munich, 400 m individual medley: 0.002 s). Since then a
third decimal is neither recorded nor used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.generic import TIME, has, time_of
from kotinos.sports.ranking import Criterion, Entry, Group, RuleSet, Unit, rank_by
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("DNF", "DSQ", "DQ", "DNS", "WDR", "SICK")
"""Did not finish, disqualified, did not start, withdrawn: listed in this order."""


def hundredths(entry: Entry) -> marks.T4:
    """The time without a third decimal (SW 11.2)."""
    return marks.cut(time_of(entry), marks.HUNDREDTH)


def swim_off_time(entry: Entry, group: Group) -> marks.T4:
    """``swim_off``: the time of the swim-off, where all who are tied have swum it; a mark of invalidity there comes last."""
    if any(one.raw.get("swim_off") is None for one in group):
        return 0
    value = str(entry.raw["swim_off"])
    return marks.cut(marks.parse_time(value), marks.HUNDREDTH) if value[:1].isdigit() else 10**12


def _show_swim_off(entry: Entry, _: Group) -> str:
    return str(entry.raw.get("swim_off") or "")


HUNDREDTHS = Criterion("time", lambda entry, _: hundredths(entry), lambda entry, _: marks.show_time(hundredths(entry)))
SWIM_OFF = Criterion("swim_off", swim_off_time, _show_swim_off)

_marked = has("t4", "mark")


def _values(entry: Entry) -> Mapping[str, Any]:
    return {"t4": time_of(entry)} if entry.irm is None and _marked(entry) else {}


def _set(since: date, source: str, criteria: Sequence[Criterion]) -> RuleSet:
    rule_set = f"SWM-time@{since}"

    def rank(unit: Unit) -> Any:
        return rank_by(unit.entries, criteria, rule_set, irms=IRMS, marked=_marked, values=_values)

    return RuleSet(id=rule_set, effective=since, covers=_swum, irms=IRMS, source=source, names=("swimming",), rank=rank)


def _swum(rsc: Rsc) -> bool:
    return rsc.discipline == "SWM"


RULE_SETS = (
    _set(date(1908, 7, 19), "FINA, judges' placing", (TIME, FINISH, RECORDED)),
    _set(date(1973, 1, 1), "World Aquatics SW 11.2, SW 13.3", (HUNDREDTHS, SWIM_OFF, RECORDED)),
)

PHRASES = {
    "swim_off": {
        "en": "won the swim-off ({0} against {1})",
        "fr": "vainqueur du barrage ({0} contre {1})",
        "en_name": "swim-off",
        "fr_name": "barrage",
    },
}
