"""Whether a unit can be over as it stands: a duel has a winner, sets are played out, the score is what its parts give. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from kotinos.codes.rsc import Level
from kotinos.results.competition import Games, UnitState
from kotinos.results.observing import tuning
from kotinos.results.projections.inputs import unit_input
from kotinos.sports import formats, match_sheets, plausible_card, plausible_sets, rulebook
from kotinos.sports.marks import MarkError
from kotinos.sports.plausible_text import Finding
from kotinos.sports.ranking import CannotRank, Row


def reasons_against(games: Games, unit: UnitState, status: str) -> list[Finding]:
    """Why ``unit`` cannot have reached ``status``; empty where nothing speaks against it."""
    tuned = tuning(games, unit.plan.rsc)
    off = tuned.off if tuned else ()
    if "*" in off or not formats.is_duel(unit.plan.rsc) or len(unit.starts) != 2 or not _played(unit):
        return []
    over = msgspec.structs.replace(unit, status=status)
    return [found for found in _of_duel(games, over) if found.code not in off]


def _played(unit: UnitState) -> bool:
    """Whether it was decided by playing: a walkover or a withdrawal ends whatever stands."""
    return not any(unit.value(start.competitor, "irm") for start in unit.starts)


def _of_duel(games: Games, unit: UnitState) -> Iterator[Finding]:
    score = [unit.value(start.competitor, "mark") for start in unit.starts]
    said = "–".join("?" if one is None else str(one) for one in score)
    yield from _winner(games, unit, said)
    yield from _sums(unit)
    whole = [int(str(one)) for one in score if str(one).isdecimal()]
    sets = [(name, (int(a), int(b))) for name, a, b in _sets(unit) if a.isdecimal() and b.isdecimal()]
    found = plausible_sets.match(unit.plan.rsc, (whole[0], whole[1]) if len(whole) == 2 else None, sets)
    if found:
        yield found


def _winner(games: Games, unit: UnitState, said: str) -> Iterator[Finding]:
    try:
        ranking = rulebook.rank(unit_input(games, unit))
    except CannotRank:
        return  # said in the document itself, and nothing is ranked
    results = {row.wlt for row in ranking.rows}
    if results <= {None} and not _ranks(ranking.rows):
        yield Finding("unfinished", (said,))
    elif results == {"T"} and _kind(games, unit) != "pool":
        yield Finding("tie", (said,))


def _ranks(rows: tuple[Row, ...]) -> bool:
    return any(row.rank == 1 for row in rows)


def _kind(games: Games, unit: UnitState) -> str:
    phase = unit.plan.rsc.at(Level.PHASE)
    plan = games.phase_plan(phase)
    return plan.kind if plan else formats.phase_kind(phase)


def _sums(unit: UnitState) -> Iterator[Finding]:
    """The score against its periods, where it is their sum."""
    for start in unit.starts:
        mark = unit.value(start.competitor, "mark")
        try:
            total = match_sheets.score(
                unit.plan.rsc, dict(plausible_card.numbered(_card(unit, start.competitor), "period"))
            )
        except MarkError:
            continue
        if mark is not None and total is not None and str(mark) != total:
            yield Finding("parts", (str(mark), total))


def _sets(unit: UnitState) -> list[tuple[str, str, str]]:
    """The periods of both sides, in order."""
    home, away = (dict(plausible_card.numbered(_card(unit, start.competitor), "period")) for start in unit.starts)
    return [(name, str(home.get(name, "")), str(away.get(name, ""))) for name in {**home, **away}]


def _card(unit: UnitState, competitor: str) -> dict[str, Any]:
    return {name: s.value for name, s in unit.slots.get(competitor, {}).items() if s.value is not None}
