"""Bouts and events of duels as the tests write them: one line a contest, its winner named first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import phrases, programme, rulebook
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import Entry, Ranking, Unit

Raw = Mapping[str, Any]


def bout(rsc: Rsc, day: date, home: tuple[str, Raw], away: tuple[str, Raw], **facts: Any) -> Ranking:
    """One duel by the rule of its day; ``irm`` among the raw values is the mark of invalidity."""
    entries = tuple(
        Entry(n=n, id=name, name=name, raw={k: v for k, v in raw.items() if k != "irm"}, irm=raw.get("irm"), order=n)
        for n, (name, raw) in enumerate((home, away), start=1)
    )
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day, facts=facts))


def wlt(ranking: Ranking) -> str:
    """``WL``, ``LW``, ``TT`` or ``--``: home first."""
    return "".join(row.wlt or "-" for row in ranking.rows)


def said(ranking: Ranking, language: str = "en") -> str:
    """Why the duel ended as it did."""
    why = ranking.rows[1].why
    assert why is not None
    return phrases.PHRASES[why.code][language].format(*why.values)


def event(
    rsc: Rsc, contests: str, day: date, raws: Mapping[str, Raw] | None = None, units: Sequence[UnitResult] = ()
) -> EventResults:
    """An event from its contests: ``8FNL1 A-B 5-0``, ``QFNL1 A-C 4-4 W`` (won on criteria), ``SFNL1 A-D`` (not fought yet).

    ``raws`` are further raw values of a competitor, ``units`` are units that are no duels.
    """
    made = {unit.rsc: unit for unit in units}
    for line in filter(None, contests.splitlines()):
        unit = _unit(rsc, line.split(), day, raws or {})
        made[unit.rsc] = unit
    phases = []
    for plan in programme.phases(rsc, list(made)):
        inside = tuple(made[one] for one in sorted(made) if one.at(Level.PHASE) == plan.phase)
        ranking = inside[0].ranking if plan.kind == "heats" else None
        phases.append(PhaseResult(rsc=plan.phase, kind=plan.kind, level=plan.level, units=inside, ranking=ranking))
    people = sorted({entry.id for unit in made.values() for entry in unit.entries})
    return EventResults(
        event=rsc, phases=tuple(phases), entries=tuple(Entry(n=n, id=who) for n, who in enumerate(people)), date=day
    )


def _unit(event_: Rsc, words: Sequence[str], day: date, raws: Mapping[str, Raw]) -> UnitResult:
    name, pair, *rest = words
    rsc = Rsc.of(event_.discipline, event_.gender, event_.event, name[:-1], f"000{name[-1]}00")
    marks = rest[0].split("-") if rest else ("", "")
    won = rest[1] if len(rest) > 1 else ""
    entries = []
    for n, (who, mark) in enumerate(zip(pair.split("-"), marks, strict=True), start=1):
        raw = {**({"mark": mark} if mark else {}), **raws.get(who, {}), **({"wlt": won} if won and n == 1 else {})}
        entries.append(Entry(n=n, id=who, raw=raw, irm=raw.pop("irm", None), order=n))
    ranking = rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=day))
    return UnitResult(rsc=rsc, entries=tuple(entries), ranking=ranking, finished=bool(rest))


def places(results: EventResults) -> dict[str, int | None]:
    """The place of everybody in the event."""
    ranking = programme.all()[results.event.discipline].event(results)
    assert ranking is not None
    return {row.id: row.rank for row in ranking.rows}
