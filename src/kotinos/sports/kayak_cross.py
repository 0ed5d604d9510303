"""Kayak cross. ICF Canoe Slalom Competition Rules, kayak cross: a time trial, then heats of three or four by place.

Slots: ``place``, the place in the heat as the judges gave it; ``mark``, ``FLT`` (with the gates in brackets) for who missed a gate, the
start line or the roll, and ``RAL`` for who was ranked last. Faults stand behind everybody without, ``RAL`` and who did not finish
behind those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import arrivals, formats, marks, tournaments
from kotinos.sports.discipline import Phases
from kotinos.sports.outcome import EventResults, PhaseResult
from kotinos.sports.ranking import Criterion, Entry, Ranking, RuleSet, Unit

IRMS = ("DNF", "DNS", "DSQ-R", "DSQ", "DQB")
KEPT = ("DNF", "DNS", "DSQ-R")
"""They are last of their heat, and go out with that place."""

FAULT, LAST = "FLT", "RAL"
_CLASSES = ("", FAULT, LAST)

ORDER = ("FNL", "SFNL", "QFNL", "HEAT", "REP", "RND1", "QUAL")
GO_ON = 2
"""The first so many of every heat go on; those of round 1 straight to the heats, those of its repechage too."""


def fault_of(entry: Entry) -> str:
    """``FLT``, ``RAL`` or nothing: what the mark says beside the place."""
    word = str(entry.raw.get("mark") or "").partition(" ")[0].partition("(")[0]
    return word if word in _CLASSES else ""


def read_mark(_: Rsc, text: str) -> str:
    """``FLT (2, 8)``, ``RAL`` or nothing; raises `marks.MarkError` for anything else."""
    if text and text.partition(" ")[0].partition("(")[0] not in _CLASSES:
        raise marks.MarkError(f"mark {text!r}: FLT with the gates in brackets (FLT (2, 8)), RAL, or none")
    return text


def rank_heat(unit: Unit, rule_set: str) -> Ranking:
    """One heat: by place, behind them those with a fault, then who was ranked last or did not finish."""
    faults = {entry.id: fault_of(entry) for entry in unit.entries if entry.irm is None and fault_of(entry)}
    entries = tuple(replace(entry, irm=faults.get(entry.id, entry.irm)) for entry in unit.entries)
    ranking = arrivals.rank_arrivals(
        replace(unit, entries=entries),
        rule_set,
        (arrivals.PLACE,),
        arrivals.has_place,
        irms=(FAULT, LAST, *IRMS),
        kept=(FAULT, LAST, *KEPT),
    )
    return replace(ranking, rows=tuple(replace(row, irm=None) if row.id in faults else row for row in ranking.rows))


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """Time trial, round 1, repechage, heats, quarter-finals, semi-finals, and the final with the small final."""
    return formats.ordered(
        units, ORDER, qualify=lambda phase: {} if phase.phase in ("FNL", "QUAL") else {"place": GO_ON}
    )


def event(results: EventResults) -> Ranking | None:
    """By the round that everybody reached, the place in the heat there, and the place in the time trial."""
    trial = results.phase("QUAL")
    ranked = trial.ranking.rows if trial and trial.ranking else ()
    seeds = {row.id: row.rank for row in ranked if row.rank is not None}

    def apart(phase: PhaseResult) -> Iterator[Ranking]:
        if phase.rsc.phase in ("QUAL", "FNL"):
            return tournaments.finals_apart(phase)
        return tournaments.went_out(phase, (_place_in_heat(phase), _seed(seeds)))

    return tournaments.by_stages(results, apart)


def _place_in_heat(phase: PhaseResult) -> Criterion:
    places = {row.id: row.rank for unit in phase.units if unit.ranking for row in unit.ranking.rows if row.rank}
    return Criterion(
        "place_in_heat", lambda entry, _: places.get(entry.id, 1_000), lambda entry, _: str(places.get(entry.id, ""))
    )


def _seed(seeds: Mapping[str, int]) -> Criterion:
    return Criterion(
        "cross_seed", lambda entry, _: seeds.get(entry.id, 1_000), lambda entry, _: str(seeds.get(entry.id, ""))
    )


_SINCE = date(2023, 1, 1)
_HEAT = f"CSL-cross@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_HEAT,
        effective=_SINCE,
        names=("kayak_cross_heat",),
        covers=lambda rsc: rsc.discipline == "CSL" and rsc.event.startswith("X1") and rsc.phase not in ("", "QUAL"),
        irms=IRMS,
        source="ICF Canoe Slalom Competition Rules, kayak cross",
        rank=partial(rank_heat, rule_set=_HEAT),
    ),
)

PHRASES = {
    **arrivals.PHRASES,
    "place_in_heat": {
        "en": "better place in the heat ({0} against {1})",
        "fr": "mieux placé dans sa course ({0} contre {1})",
        "en_name": "place in the heat",
        "fr_name": "place dans la course",
        "en_same": "both placed {0} in their heats",
        "fr_same": "{0}e chacun dans sa course",
    },
    "cross_seed": {
        "en": "better in the time trial (place {0} against {1})",
        "fr": "meilleur dans le contre-la-montre (place {0} contre {1})",
        "en_name": "time trial",
        "fr_name": "contre-la-montre",
    },
}
