"""The ranking of a whole event: by stages, by a bracket, or by a total. What most sports share; a discipline adds what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kotinos.sports import stages
from kotinos.sports.knockout import EXCLUDING, bracket_ranking
from kotinos.sports.outcome import EventResults, PhaseResult
from kotinos.sports.ranking import Criterion, Entry, Ranking, rank_by


def general(results: EventResults) -> Ranking | None:
    """By the total where the event has one, by the bracket where it has one, else by the last phase that each one reached."""
    if any(phase.kind == "component" for phase in results.phases):
        return results.total
    if results.bracket is not None:
        return by_bracket(results)
    return by_stages(results)


def by_stages(results: EventResults, apart: Callable[[PhaseResult], Iterator[Ranking]] | None = None) -> Ranking | None:
    """Who reached the final before who went out in the phase before it, and so on down; ``None`` before anybody has a mark.

    ``apart`` gives the rankings of one phase, the better first, for a sport in which they are not simply `finals_apart`.
    """
    reached = [
        stages.Stage(phase.level, ranking)
        for phase in results.phases
        for ranking in (apart or finals_apart)(phase)
        if any(row.rank or row.irm for row in ranking.rows)
    ]
    return stages.event_ranking(reached) if reached else None


def finals_apart(phase: PhaseResult) -> Iterator[Ranking]:
    """A phase as stages of its event: one, or final A before final B where different people swim or row in each."""
    starters = [entry.id for unit in phase.units for entry in unit.entries]
    if phase.kind == "final" and len(phase.units) > 1 and len(set(starters)) == len(starters):
        yield from (unit.ranking for unit in sorted(phase.units, key=lambda unit: unit.rsc) if unit.ranking)
    elif phase.ranking:
        yield phase.ranking


EXPELLED = ("DSQ", "DQB")
"""Who is disqualified has no place in the event; any other mark of invalidity in a race of two or three only loses it."""


def went_out(
    phase: PhaseResult, criteria: Sequence[Criterion], expelled: Sequence[str] = EXPELLED
) -> Iterator[Ranking]:
    """A phase of races from which the first go on, as a stage of its event: the others by ``criteria``, without any they share a place.

    ``expelled`` are the marks of invalidity that leave no place in the event. The final itself, and a phase that has no result yet,
    stand as they are.
    """
    begun = phase.ranking is not None and any(row.rank is not None for row in phase.ranking.rows)
    if phase.kind == "final" or not begun or phase.ranking is None:
        yield from finals_apart(phase)
        return
    latest = {entry.id: entry for unit in phase.units for entry in unit.entries}
    entries = [
        replace(entry, n=n, order=None, irm=entry.irm if entry.irm in expelled else None)
        for n, entry in enumerate(latest.values())
    ]
    yield rank_by(entries, criteria, phase.ranking.rule_set, irms=expelled)


Within = Callable[[EventResults], Sequence[Criterion]]
"""For an event, what is compared between those who came equally far."""


def nothing(_: EventResults) -> Sequence[Criterion]:
    """Those who came equally far share their place."""
    return ()


def by_bracket(results: EventResults, within: Within = nothing) -> Ranking | None:
    """By how far everybody came: 1, 2, 3, 3, 5, 5, 7, 7, 9 … where two bronzes are won.

    Who never reached the tree comes after everybody who did, by the phase reached and the place in it (in a pool, the place in
    its table). Those who came equally far share their place unless ``within`` tells them apart.
    """
    if results.bracket is None or not results.entries:
        return None
    rule_set = f"{results.event.discipline}-event@1896-01-01"
    tree = {seat.competitor for contest in results.bracket.contests for seat in contest.sides if seat.competitor}
    inside = tuple(entry for entry in results.entries if entry.id in tree)
    before = tuple(entry for entry in results.entries if entry.id not in tree)
    criteria = tuple(within(results))
    placed = bracket_ranking(results.bracket, results.outcomes, inside, rule_set, within=criteria)
    if not before or any(row.rank is None and row.irm not in EXCLUDING for row in placed.rows):
        return placed
    return _with_rest(results, placed, before, criteria, rule_set)


def _with_rest(
    results: EventResults, placed: Ranking, before: Sequence[Entry], criteria: Sequence[Criterion], rule_set: str
) -> Ranking:
    reached = stage_before_tree(results)
    after = Criterion("stage_place", lambda e, _: reached.get(e.id, _NOWHERE), lambda e, _: _said(reached.get(e.id)))
    begun = any(place is not None for _, place in reached.values())
    rest = rank_by(before, (after, *criteria), rule_set, marked=lambda _: begun)
    return stages.event_ranking([stages.Stage(1, placed), stages.Stage(2, rest)])


Reached = tuple[int, int | None]
_NOWHERE: Reached = (1_000, 1_000)


def stage_before_tree(results: EventResults) -> Mapping[str, Reached]:
    """By competitor: the level of the last phase before the knock-out that it took part in, and its place there.

    In a phase of heats or a ranking round the place is that among all of it, in a pool that in its table.
    """
    reached: dict[str, Reached] = {}
    for phase in results.phases:
        if phase.kind == "knockout" or phase.ranking is None:
            continue
        for row in phase.ranking.rows:
            reached.setdefault(row.id, (phase.level, row.rank if row.rank is not None else 1_000))
    return reached


def _said(reached: Reached | None) -> str:
    return "" if reached is None or reached[1] in (None, 1_000) else str(reached[1])


PHRASES: dict[str, dict[str, str]] = {
    "stage_place": {
        "en": "better place in the round that both left ({0} against {1})",
        "fr": "mieux placé dans le tour que les deux ont quitté ({0} contre {1})",
        "en_name": "place in that round",
        "fr_name": "place dans ce tour",
        "en_same": "both placed {0} in the round before",
        "fr_same": "{0}e chacun dans le tour précédent",
    },
}
