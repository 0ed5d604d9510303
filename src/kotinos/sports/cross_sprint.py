"""Sprints on snow from a time trial through heats to a final: who goes on, and how those who go no further stand.

The best of a qualification against the clock meet in heats. The first so many of each go on, and with them the fastest of the others
(lucky losers). Who goes no further stands by the place in its own heat, then by the place in the qualification (FIS ICR 325.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import tournaments
from kotinos.sports.outcome import EventResults, PhaseResult
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking

Cut = Mapping[str, Any]
LATER = 1_000


def cuts(first: int, heats: int, place: int = 2, time: int = 2) -> Mapping[str, Cut]:
    """How one leaves each phase: ``first`` of the qualification, then the first two of each heat and two lucky losers.

    ``heats`` is how many quarter-finals there are; without any the semi-finals follow the qualification.
    """
    on = {"place": place, "time": time}
    return {"QUAL": {"total": first}, "SFNL": on, **({"QFNL": on} if heats else {})}


def places(phase: PhaseResult) -> Mapping[str, int]:
    """The place of everybody in its own heat."""
    return {row.id: row.rank for unit in phase.units if unit.ranking for row in unit.ranking.rows if row.rank}


def by_heat_then_qualification(
    results: EventResults, qualification: str = "QUAL", expelled: Sequence[str] = tournaments.EXPELLED
) -> Ranking | None:
    """The event: finalists as they came in, then semi-finalists, then quarter-finalists, then the rest of the qualification.

    Who has one of ``expelled`` has no place in the event.
    """
    apart = partial(_apart, results=results, qualification=qualification, expelled=expelled)
    return tournaments.by_stages(results, apart)


def _apart(phase: PhaseResult, results: EventResults, qualification: str, expelled: Sequence[str]) -> Iterator[Ranking]:
    first = results.phase(qualification)
    if phase.rsc.phase in (qualification, "FNL"):
        yield from tournaments.finals_apart(phase)
        return
    seeded = {row.id: row.rank for row in first.ranking.rows if row.rank} if first and first.ranking else {}
    yield from tournaments.went_out(
        phase, (_step("heat_place", places(phase)), _step("qualification_place", seeded)), expelled
    )


def _step(code: str, known: Mapping[str, int]) -> Criterion:
    def place(entry: Entry, _: Group) -> int:
        return known.get(entry.id, LATER)

    return Criterion(code, place, lambda entry, _: str(known.get(entry.id, "–")))


def qualification_of(phase: Rsc, cut: Mapping[str, Cut]) -> Cut:
    """How one leaves ``phase``; nothing for the last."""
    return cut.get(phase.phase, {})


PHRASES = {
    "heat_place": {
        "en": "better place in the own heat ({0} against {1})",
        "fr": "meilleure place dans sa série ({0} contre {1})",
        "en_name": "place in the heat",
        "fr_name": "place dans la série",
        "en_same": "both {0} in their heats",
        "fr_same": "place {0} chacun dans sa série",
    },
    "qualification_place": {
        "en": "better in the qualification ({0} against {1})",
        "fr": "meilleur en qualifications ({0} contre {1})",
        "en_name": "place in the qualification",
        "fr_name": "place en qualifications",
    },
}
