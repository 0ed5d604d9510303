"""What waits for a person, as operators see it: everywhere or in one unit, with names. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from kotinos.codes import names
from kotinos.codes.rsc import Rsc
from kotinos.results.competition import Games, UnitState
from kotinos.results.hold_facts import Reason
from kotinos.results.holds import Hold, together


class HeldValue(msgspec.Struct, frozen=True, kw_only=True):
    """One held value. ``slot`` ``status``: the unit's own step waits. ``shown`` is what stands in its place meanwhile; ``beside`` says the
    same result in other ways (the exact time), and one answer is for all of them.

    ``answer`` is empty while it waits; then ``confirmed``, ``rejected`` or ``withdrawn``, with who answered, why and when.
    """

    hold: str
    unit: Rsc
    unit_name: dict[str, str]
    competitor: str = ""
    name: str = ""
    noc: str = ""
    bib: str = ""
    lane: str = ""
    slot: str
    value: Any
    beside: dict[str, Any] = {}
    shown: Any = None
    source: str
    revision: int
    at: str
    reasons: tuple[Reason, ...]
    answer: str = ""
    by: str = ""
    reason: str = ""
    answered: str = ""


def held_values(games: Games, unit: Rsc | None = None, answered: bool = False) -> list[HeldValue]:
    """What waits, oldest first; of one unit where it is given; with ``answered`` also what was answered and stands as such."""
    units = games.units.values() if unit is None else [games.units[unit]] if unit in games.units else []
    found = [one for state in units for one in _of(games, state) if answered or not one.answer]
    return sorted(found, key=lambda one: (one.at, one.unit, one.competitor, one.slot))


def _of(games: Games, unit: UnitState) -> Iterator[HeldValue]:
    for hold in unit.holds.values():
        first, *others = together(unit.holds, hold) if hold.open else [hold]
        if first is hold:
            yield _shown(games, unit, hold, {other.held.slot: other.held.value for other in others})


def _shown(games: Games, unit: UnitState, hold: Hold, beside: dict[str, Any]) -> HeldValue:
    held = hold.held
    person = games.participants.get(held.competitor)
    start = next((s for s in unit.starts if s.competitor == held.competitor), None)
    return HeldValue(
        hold=held.hold,
        unit=held.unit,
        unit_name=unit.plan.name or names.unit_text(held.unit),
        competitor=held.competitor,
        name=person.name if person else "",
        noc=person.noc if person else "",
        bib=(start.bib if start else "") or (person.bib if person else ""),
        lane=start.order if start else "",
        slot=held.slot,
        value=held.value,
        beside=beside,
        shown=unit.value(held.competitor, held.slot),
        source=held.source,
        revision=held.revision,
        at=hold.at,
        reasons=held.reasons,
        answer=hold.answer,
        by=hold.by,
        reason=hold.reason,
        answered=hold.answered,
    )
