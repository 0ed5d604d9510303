"""A whole event as its units were fought or raced, ranked by its discipline, and held against the places of a second ranker."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit

Raw = Mapping[str, Any]
Units = Mapping[tuple[str, str], Mapping[str, Raw]]
"""By phase and number of the unit, the raw values of everybody in it; ``irm`` among them is the mark of invalidity."""


class Event(NamedTuple):
    """An event that was played, and the place of everybody by the second ranker."""

    event: Rsc
    units: Units
    expected: Mapping[str, int | None]
    day: date | None = None
    open_: frozenset[tuple[str, str]] = frozenset()
    """Units that are planned with their sides and not over."""


def results_of(played: Event, dice: random.Random) -> EventResults:
    """The event with every unit and phase ranked by the rule book. The competitors of a race come in any order; those of a duel stay."""
    made: dict[Rsc, UnitResult] = {}
    for (phase, number), cards in played.units.items():
        rsc = _code(played.event, phase, number)
        who = list(cards) if len(cards) == 2 else dice.sample(list(cards), len(cards))
        entries = tuple(_entry(n, one, cards[one], rsc) for n, one in enumerate(who))
        facts = {"running": True} if (phase, number) in played.open_ else {}
        ranking = rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=played.day, facts=facts))
        made[rsc] = UnitResult(rsc=rsc, entries=entries, ranking=ranking, finished=not facts)
    phases, held = [], {}
    for rsc in sorted(made):
        held.setdefault(rsc.at(Level.PHASE), []).append(made[rsc])
    for plan in programme.phases(played.event, list(made)):
        inside = tuple(held[plan.phase])
        ranking = None if plan.kind == "knockout" else _phase(plan.phase, inside, played.day)
        phases.append(PhaseResult(rsc=plan.phase, kind=plan.kind, level=plan.level, units=inside, ranking=ranking))
    everybody = dice.sample(list(played.expected), len(played.expected))
    entries = tuple(Entry(n=n, id=who) for n, who in enumerate(everybody))
    return EventResults(event=played.event, phases=tuple(phases), entries=entries, date=played.day)


@lru_cache(maxsize=4096)
def _code(event: Rsc, phase: str, number: str) -> Rsc:
    return Rsc.of(event.discipline, event.gender, event.event, phase, number)


def _entry(n: int, who: str, raw: Raw, rsc: Rsc) -> Entry:
    known = {name: value for name, value in raw.items() if name != "irm"}
    return Entry(n=n, id=who, raw=known, irm=raw.get("irm"), order=n + 1, group=rsc)


def _phase(phase: Rsc, units: Sequence[UnitResult], day: date | None) -> Ranking:
    """A pool from its matches, heats and finals from all that was done in them."""
    everybody = [entry for unit in units for entry in unit.entries]
    matches = tuple(match for unit in units if (match := unit.match())) if phase.phase.startswith("GP") else ()
    if matches:
        teams = tuple(Entry(n=n, id=who) for n, who in enumerate({entry.id: None for entry in everybody}))
        return rulebook.rank(Unit(id=phase, rsc=phase, entries=teams, matches=matches, date=day))
    entries = tuple(Entry(n=n, id=e.id, raw=e.raw, irm=e.irm, group=e.group) for n, e in enumerate(everybody))
    return rulebook.rank(Unit(id=phase, rsc=phase, entries=entries, date=day))


def by_seed(play: Callable[[random.Random], Event]) -> Callable[[int], str]:
    """From an event made with dice, what the two rankers say of it by its seed where they differ."""

    def disagreement(seed: int) -> str:
        dice = random.Random(f"{play.__name__} {seed}")
        played = play(dice)
        ranking = programme.all()[played.event.discipline].event(results_of(played, dice))
        first = {row.id: row.rank for row in ranking.rows} if ranking else dict.fromkeys(played.expected)
        if first == dict(played.expected):
            return ""
        differing = {who: (first.get(who), place) for who, place in played.expected.items() if first.get(who) != place}
        units = "\n".join(f"{phase}{number} {dict(cards)}" for (phase, number), cards in played.units.items())
        return f"{play.__name__}, seed {seed}: (first, second) {differing}\n{units}"

    disagreement.__name__ = play.__name__
    return disagreement
