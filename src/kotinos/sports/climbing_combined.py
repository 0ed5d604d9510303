"""Boulder and lead combined: each round is the sum of both, a tie in the final goes back to the semi-final. IFSC Rules 2023 to 2024."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, judged, series
from kotinos.sports.discipline import Phases
from kotinos.sports.ranking import Entry, Ranking, RuleSet, Unit

EVENT = "BLCOMB"
IRMS = ("DNF", "DNS", "DSQ")
FINALISTS = 8


def rank_round(unit: Unit, rule_set: str) -> Ranking:
    """Boulder and lead together; a tie by the total of the round before, where all who are tied have one."""

    def before(entry: Entry) -> Decimal | None:
        found = judged.carried_total(unit, entry)
        return None if found is None else -found

    countback = series.where_all_known("climbed_before", before, lambda found: judged.board(-found))
    return judged.rank_total(unit, rule_set, (countback,), IRMS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """A semi-final, from which eight go on, and a final; each of one unit of boulders and one of lead."""
    made = formats.ordered(units, kind=lambda _: "series", qualify=_qualify)
    return tuple(replace(one, carries=("SFNL",)) if one.phase.phase == "FNL" else one for one in made)


def _qualify(phase: Rsc) -> Mapping[str, Any]:
    return {"total": FINALISTS} if phase.phase == "SFNL" else {}


_SINCE = date(2022, 1, 1)
_PART, _ROUND = f"CLB-combined-part@{_SINCE}", f"CLB-combined@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_PART,
        effective=_SINCE,
        names=("climbing_combined_part",),
        covers=lambda rsc: rsc.discipline == "CLB" and rsc.event == EVENT and bool(rsc.unit),
        irms=IRMS,
        source="IFSC Rules, boulder and lead: points of one discipline",
        rank=partial(judged.rank_exercise, rule_set=_PART, letters=("boulder",), ties=(), irms=IRMS),
    ),
    RuleSet(
        id=_ROUND,
        effective=_SINCE,
        names=("climbing_combined",),
        covers=lambda rsc: rsc.discipline == "CLB" and rsc.event == EVENT and bool(rsc.phase) and not rsc.unit,
        irms=IRMS,
        source="IFSC Rules, boulder and lead: sum of points, countback",
        rank=partial(rank_round, rule_set=_ROUND),
    ),
)

PHRASES = {
    "climbed_before": {
        "en": "more points in the round before ({0} against {1})",
        "fr": "plus de points au tour précédent ({0} contre {1})",
        "en_name": "round before",
        "fr_name": "tour précédent",
    },
}
