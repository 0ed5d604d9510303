"""Short track: heats by who arrives first, penalties, skaters advanced by the referee, finals A and B. ISU Special Regulations 292 to 297.

Slots: ``place`` at the line. ``PEN`` and a yellow card stand last of the race and keep that place; a red card takes the skater out of the
event. Whom the referee advances is a decision of the phase (``ADV``). The winner of final B is the next after all of final A that have a
place there; who is penalised in final A stands after its finishers and before final B.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, cross_sprint, formats
from kotinos.sports.discipline import Discipline, Phases, as_received
from kotinos.sports.generic import TIME, has_time
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit

KEPT = ("DNF", "PEN", "YC")
IRMS = (*KEPT, "DNS", "RC", "DQB")
EXPELLED = ("RC", "DQB")
"""A red card, and a disqualification for behaviour: no place in the event, whatever round they were given in."""
ORDER = ("FNL", "SFNL", "QFNL", "HEAT")


def _known(entry: Entry) -> bool:
    return arrivals.has_place(entry) or has_time(entry)


def _time(entry: Entry, group: Group) -> Any:
    return TIME.key(entry, group) if all(has_time(other) for other in group) else 0


_CLOCK = Criterion("time", _time, lambda entry, group: TIME.show(entry, group) if has_time(entry) else "")


def rank_race(unit: Unit, rule_set: str) -> Ranking:
    """One race: the order of arrival, or the time where no place was recorded; then who did not finish, then who was penalised."""
    return arrivals.rank_arrivals(unit, rule_set, (arrivals.KNOWN_PLACE, _CLOCK), _known, irms=IRMS, kept=KEPT)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Of each heat and quarter-final the first two go on; of two semi-finals the first two race final A, the others final B.

    How many of the third-placed follow by time depends on the number of races, and is a fact of the event's plan.
    """

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        return {} if phase.phase == "FNL" else {"place": 2}

    return formats.ordered(units, ORDER, qualify=qualify)


_SINCE = date(1992, 2, 18)
_RACE = f"STK-race@{_SINCE}"

DISCIPLINES = (
    Discipline(
        code="STK",
        rule_sets=(
            RuleSet(
                id=_RACE,
                effective=_SINCE,
                names=("short_track_race",),
                covers=lambda rsc: rsc.discipline == "STK" and rsc.level >= Level.PHASE,
                irms=IRMS,
                source="ISU Special Regulations Short Track 292 to 297",
                rank=partial(rank_race, rule_set=_RACE),
            ),
        ),
        phrases={**arrivals.PHRASES, **cross_sprint.PHRASES},
        phases=phases,
        event=partial(cross_sprint.by_heat_then_qualification, qualification="HEAT", expelled=EXPELLED),
        mark_type=lambda _: "TIME",
        read_mark=as_received,
        columns=lambda _: ("splits",),
    ),
)
