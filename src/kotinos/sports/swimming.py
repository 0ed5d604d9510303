"""Swimming: the time in hundredths decides, ties stand. World Aquatics SW 11.2; swim-offs SW 3.2.3.

Until 1972 equal hundredths were separated, by judges or by thousandths (Munich, 400 m individual medley: 0.002 s). Since then a
third decimal is neither recorded nor used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, progressions
from kotinos.sports.discipline import Discipline, Phases, time
from kotinos.sports.generic import TIME, rank_times, times_of
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit
from kotinos.sports.ties import FINISH, RECORDED

IRMS = ("DNF", "DSQ", "DQ", "DNS", "WDR", "SICK")
"""Did not finish, disqualified, did not start, withdrawn: listed in this order."""


def swim_off_time(entry: Entry, group: Group) -> marks.T4:
    """``swim_off``: the time of the swim-off, where all who are tied have swum it; a mark of invalidity there comes last."""
    if any(one.raw.get("swim_off") is None for one in group):
        return 0
    value = str(entry.raw["swim_off"])
    return marks.cut(marks.parse_time(value), marks.HUNDREDTH) if value[:1].isdigit() else 10**12


def _show_swim_off(entry: Entry, _: Group) -> str:
    return str(entry.raw.get("swim_off") or "")


SWIM_OFF = Criterion("swim_off", swim_off_time, _show_swim_off)


def rank_hundredths(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """By hundredths alone: a third decimal is not used (SW 11.2). Ties stand but for a swim-off."""
    read = times_of(unit)
    times = {who: marks.cut(t4, marks.HUNDREDTH) for who, t4 in read.items()}
    shown = Criterion("time", lambda entry, _: times[entry.id], lambda entry, _: marks.show_time(times[entry.id]))
    return rank_times(unit, times, (shown, SWIM_OFF, RECORDED), rule_set, irms)


def rank_as_judged(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """By the time as fine as it was taken, then by the order in which the judges placed them."""
    return rank_times(unit, times_of(unit), (TIME, FINISH, RECORDED), rule_set, irms)


def _set(since: date, source: str, rank: Callable[[Unit, str, tuple[str, ...]], Ranking]) -> RuleSet:
    rule_set = f"SWM-time@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=("swimming",),
        covers=_swum,
        irms=IRMS,
        source=source,
        rank=lambda unit: rank(unit, rule_set, IRMS),
    )


def _swum(rsc: Rsc) -> bool:
    return rsc.discipline == "SWM"


RULE_SETS = (
    _set(date(1908, 7, 19), "FINA, judges' placing", rank_as_judged),
    _set(date(1973, 1, 1), "World Aquatics SW 11.2", rank_hundredths),
)

PHRASES = {
    "swim_off": {
        "en": "won the swim-off ({0} against {1})",
        "fr": "vainqueur du barrage ({0} contre {1})",
        "en_name": "swim-off",
        "fr_name": "barrage",
    },
}


def _columns(rsc: Rsc) -> tuple[str, ...]:
    return ("reaction",) if rsc.event.startswith("50M") else ("reaction", "splits")


_SIZES = {"SFNL": 16, "FNL": 8}


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Heats, semi-finals (16) where there are such, final (8), with two reserves each (SW 3.2)."""
    return formats.ordered(units, qualify=progressions.best_times(units, _SIZES, reserves=2))


DISCIPLINES = (
    Discipline(
        code="SWM",
        phases=phases,
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        mark_type=lambda _: "TIME",
        read_mark=time,
        columns=_columns,
    ),
)
