"""Pools: everybody meets everybody, and a table says who is ahead.

A tie-break is a list of steps, each a `Criterion`; a regulation is the list in its order. The rules that use them stand in the
files of their disciplines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from kotinos.sports import match_facts
from kotinos.sports.pool_tables import Line, Points, table
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Match, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("WDR", "ABD", "DNS", "DSQ", "DQB")

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}\Z")


def whole(entry: Entry, slot: str) -> int:
    """The whole number recorded in ``slot``, 0 where there is none; raises `CannotRank` for anything else."""
    value = entry.raw.get(slot)
    if value is None:
        return 0
    if isinstance(value, bool) or not _WHOLE.match(str(value)):
        raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} {value!r}; a whole number")
    return int(value)


class Pool(msgspec.Struct, frozen=True):
    """A pool as its steps see it: the unit, the matches that count, the table of all of them."""

    unit: Unit
    matches: tuple[Match, ...]
    points: Points
    lines: Mapping[str, Line]

    def among(self, group: Group) -> dict[str, Line]:
        """The table of the matches that the teams of ``group`` played against each other."""
        return table([entry.id for entry in group], self.matches, self.points)


Step = Callable[[Pool], Criterion]
"""One step of a tie-break: for a pool, the criterion that it compares."""


def _highest(code: str, number: Callable[[Line], int | Fraction], show: Callable[[Any], str] = str) -> Step:
    def step(pool: Pool) -> Criterion:
        return Criterion(
            code,
            lambda entry, _: -number(pool.lines[entry.id]),
            lambda entry, _: show(number(pool.lines[entry.id])),
        )

    return step


def signed(number: int) -> str:
    """A difference as tables print it: ``+2``, ``0``, ``-1``."""
    return f"{number:+d}" if number else "0"


points_step = _highest("pool_points", lambda line: line.points)
wins_step = _highest("pool_wins", lambda line: line.won)
difference_step = _highest("pool_difference", lambda line: line.difference, signed)
scored_step = _highest("pool_scored", lambda line: line.scored)


def average_step(pool: Pool) -> Criterion:
    """Goal average or points ratio: scored divided by conceded, exactly; without a goal against it is beyond any number."""

    def key(entry: Entry, _: Group) -> tuple[bool, Fraction]:
        line = pool.lines[entry.id]
        if line.conceded:
            return True, -Fraction(line.scored, line.conceded)
        return (False, Fraction(0)) if line.scored else (True, Fraction(0))

    def show(entry: Entry, _: Group) -> str:
        line = pool.lines[entry.id]
        return f"{line.scored}:{line.conceded}"

    return Criterion("pool_average", key, show)


HeadToHead = Callable[[Line], int]
_H2H_SHOW: tuple[tuple[HeadToHead, Callable[[int], str]], ...] = (
    (lambda line: line.points, str),
    (lambda line: line.difference, signed),
    (lambda line: line.scored, str),
)


def head_to_head(*, restart: bool) -> Step:
    """Points, then difference, then goals in the matches among exactly the tied teams, as one step.

    With ``restart``, teams that are still level are compared again by the matches among themselves alone, until nothing
    changes; without, the next step of the regulation takes over. Raises nothing: without a match among them they stay level.
    """

    def step(pool: Pool) -> Criterion:
        def key(entry: Entry, group: Group) -> tuple[tuple[int, ...], ...]:
            return tuple(tuple(-number for number in numbers) for numbers in _passes(pool, entry, group, restart))

        def show(entry: Entry, group: Group) -> str:
            return "; ".join(
                ", ".join(text(number) for number, (_, text) in zip(numbers, _H2H_SHOW, strict=True))
                for numbers in _passes(pool, entry, group, restart)
            )

        return Criterion("pool_head_to_head", key, show)

    return step


def _passes(pool: Pool, entry: Entry, group: Group, restart: bool) -> list[tuple[int, ...]]:
    """The numbers of ``entry`` among ``group``, then among those of it that stay level with it, and so on."""
    passes: list[tuple[int, ...]] = []
    while True:
        lines = pool.among(group)
        numbers = {team: tuple(number(line) for number, _ in _H2H_SHOW) for team, line in lines.items()}
        passes.append(numbers[entry.id])
        level = tuple(other for other in group if numbers[other.id] == numbers[entry.id])
        if not restart or len(level) in (1, len(group)):
            return passes
        group = level


def recorded(slot: str, code: str, *, lowest: bool) -> Step:
    """Compare a recorded number (``fair_play``, ``world_ranking``); it decides only where every tied team has one."""

    def step(_: Pool) -> Criterion:
        def key(entry: Entry, group: Group) -> int:
            if any(other.raw.get(slot) is None for other in group):
                return 0
            number = whole(entry, slot)
            return number if lowest else -number

        def show(entry: Entry, _: Group) -> str:
            found = entry.raw.get(slot)
            return "" if found is None else str(found)

        return Criterion(code, key, show)

    return step


fair_play_step = recorded("fair_play", "pool_fair_play", lowest=False)
world_ranking_step = recorded("world_ranking", "pool_world_ranking", lowest=True)


def lots_step(pool: Pool) -> Criterion:
    """Drawing of lots, as it was recorded in ``facts["lots"]``: ids in drawn order.

    Lots that do not name every tied team decide nothing.
    """
    lots = pool.unit.facts.get("lots") or ()
    if not isinstance(lots, Sequence) or not all(isinstance(team, str) for team in lots):
        raise CannotRank(f"{pool.unit.id}: lots {lots!r}; the ids in drawn order")
    drawn = {team: place for place, team in enumerate(lots, start=1)}

    def key(entry: Entry, group: Group) -> int:
        return drawn[entry.id] if all(other.id in drawn for other in group) else 0

    return Criterion("pool_lots", key, lambda entry, _: str(drawn.get(entry.id, "")))


def as_played(match: Match) -> Match:
    """A match that counts in the table with the score it has."""
    return match


class PoolRule(msgspec.Struct, frozen=True, kw_only=True):
    """A regulation: points of a match, the steps in order, and what becomes of the matches of a team that is out.

    ``void``: the matches of a team with an IRM, of its own or in one of its matches, count for nobody and it has no place; otherwise
    they stand. ``forfeit`` is the score of a match without one in which one side has an IRM, ``forfeit_set`` the points with which
    each of its sets is won to none, where a table counts those; ``read`` gives a match as the table counts it.
    """

    points: Points
    steps: tuple[Step, ...]
    void: bool = False
    irms: tuple[str, ...] = IRMS
    forfeit: tuple[int, int] | None = None
    forfeit_set: int = 0
    read: Callable[[Match], Match] = as_played


def rank_pool(
    unit: Unit, rule: PoolRule, rule_set: str, *, of_table: Callable[[Unit], tuple[Match, ...]] | None = None
) -> Ranking:
    """Rank a pool. Before its first match nobody has a place; afterwards everybody has, also who has not played yet.

    ``of_table`` picks the matches of the table (a play-off is not one of them). A unit without matches is ranked by the
    recorded totals of its entries (``w d l gf ga``).
    """
    _check_matches(unit)
    if rule.void:
        unit = _with_irms(unit)
    pool = _pool(unit, rule, of_table(unit) if of_table else unit.matches)
    begun = any(line.played for line in pool.lines.values())
    return rank_by(
        unit.entries,
        (*(step(pool) for step in rule.steps), RECORDED),
        rule_set,
        irms=rule.irms,
        marked=lambda _: begun,
        values=lambda entry: _values(pool.lines[entry.id]),
    )


def counting(matches: tuple[Match, ...], rule: PoolRule, out: Container[str] = ()) -> tuple[Match, ...]:
    """The matches that a pool counts, forfeits with their score; where matches can be void, without those of who is ``out``."""
    matches = tuple(rule.read(match) for match in matches)
    if rule.void:
        left = {team for match in matches for team in match_facts.out_of(match)}
        away = {team for match in matches for team in (match.home, match.away) if team in out or team in left}
        return tuple(match for match in matches if match.home not in away and match.away not in away)
    return tuple(_forfeited(match, rule) for match in matches)


def _forfeited(match: Match, rule: PoolRule) -> Match:
    """A match that one side did not play: with the score of a forfeit if it has none, and with the name of that side."""
    out = match_facts.out_of(match)
    if len(out) != 1:
        return match
    ((team, irm),) = out.items()
    if match.score is None and rule.forfeit is not None:
        won = team == match.away
        one_set = (rule.forfeit_set, 0) if won else (0, rule.forfeit_set)
        sets = {f"S{n}": one_set for n in range(1, rule.forfeit[0] + 1)} if rule.forfeit_set else {}
        facts = {**match.facts, "periods": sets} if sets else match.facts
        match = msgspec.structs.replace(match, score=rule.forfeit if won else rule.forfeit[::-1], facts=facts)
    elif irm not in match_facts.ABSENT:
        return match
    return msgspec.structs.replace(match, facts={"forfeit": team, **match.facts})


def _with_irms(unit: Unit) -> Unit:
    """Who retired or withdrew in one match is out of the whole pool."""
    left = {team: irm for match in unit.matches for team, irm in match_facts.out_of(match).items()}
    entries = (msgspec.structs.replace(entry, irm=entry.irm or left.get(entry.id)) for entry in unit.entries)
    return msgspec.structs.replace(unit, entries=tuple(entries))


def _pool(unit: Unit, rule: PoolRule, matches: tuple[Match, ...]) -> Pool:
    matches = counting(matches, rule, {entry.id for entry in unit.entries if entry.irm})
    ids = [entry.id for entry in unit.entries]
    lines = table(ids, matches, rule.points) if unit.matches else _totals(unit.entries, rule.points)
    return Pool(unit, matches, rule.points, {e.id: _deducted(lines[e.id], e) for e in unit.entries})


def _deducted(line: Line, entry: Entry) -> Line:
    """Points taken away by a disciplinary decision, recorded as ``raw["deduction"]``."""
    return msgspec.structs.replace(line, points=line.points - whole(entry, "deduction"))


def _totals(entries: Sequence[Entry], points: Points) -> dict[str, Line]:
    """A table recorded without its matches; table points follow from wins and ties. A game may know no ties, and has none to count."""

    def worth(count: int, score: tuple[int, int]) -> int:
        return count * points(Match(home="1", away="2", score=score))[0] if count else 0

    lines: dict[str, Line] = {}
    for entry in entries:
        raw = entry.raw
        if not {"w", "d", "l", "gf", "ga"} <= raw.keys():
            lines[entry.id] = Line()
            continue
        won, tied, lost = (whole(entry, name) for name in "wdl")
        line = Line(
            played=won + tied + lost,
            won=won,
            tied=tied,
            lost=lost,
            scored=whole(entry, "gf"),
            conceded=whole(entry, "ga"),
            points=worth(won, (1, 0)) + worth(tied, (0, 0)) + worth(lost, (0, 1)),
        )
        deducted = line.points - whole(entry, "deduction")
        if raw.get("pts") is not None and whole(entry, "pts") != deducted:
            raise CannotRank(
                f"entry {entry.n} ({entry.id}): {raw['pts']} points recorded, {deducted} by won {won} tied {tied}"
            )
        lines[entry.id] = line
    return lines


def _check_matches(unit: Unit) -> None:
    known = {entry.id for entry in unit.entries}
    for match in unit.matches:
        for team in (match.home, match.away):
            if team not in known:
                raise CannotRank(f"{unit.id}: {match.home} against {match.away}: {team!r} is not in this pool")
        if match.home == match.away:
            raise CannotRank(f"{unit.id}: {match.home!r} cannot meet itself")


def _values(line: Line) -> dict[str, Any]:
    return {
        "played": line.played,
        "won": line.won,
        "tied": line.tied,
        "lost": line.lost,
        "for": line.scored,
        "against": line.conceded,
        "diff": signed(line.difference),
        "points": line.points,
    }


PHRASES: dict[str, dict[str, str]] = {
    "pool_points": {
        "en_same": "both {0} points",
        "fr_same": "{0} points chacun",
        "en": "more points ({0} against {1})",
        "fr": "plus de points ({0} contre {1})",
        "en_name": "points",
        "fr_name": "points",
    },
    "pool_wins": {
        "en_same": "both {0} wins",
        "fr_same": "{0} victoires chacun",
        "en": "more wins ({0} against {1})",
        "fr": "plus de victoires ({0} contre {1})",
        "en_name": "wins",
        "fr_name": "victoires",
    },
    "pool_difference": {
        "en_same": "same difference, {0}",
        "fr_same": "même différence, {0}",
        "en": "better difference ({0} against {1})",
        "fr": "meilleure différence ({0} contre {1})",
        "en_name": "difference",
        "fr_name": "différence",
    },
    "pool_scored": {
        "en_same": "both scored {0}",
        "fr_same": "{0} marqués chacun",
        "en": "more scored ({0} against {1})",
        "fr": "plus de buts ou points marqués ({0} contre {1})",
        "en_name": "scored",
        "fr_name": "marqués",
    },
    "pool_average": {
        "en_same": "same average, {0}",
        "fr_same": "même moyenne, {0}",
        "en": "better average, scored to conceded ({0} against {1})",
        "fr": "meilleure moyenne, marqués sur encaissés ({0} contre {1})",
        "en_name": "average",
        "fr_name": "moyenne",
    },
    "pool_head_to_head": {
        "en_same": "level in the matches among them ({0})",
        "fr_same": "à égalité dans les matches entre elles ({0})",
        "en": "matches among the tied teams: points, difference, scored ({0} against {1})",
        "fr": "matches entre les équipes à égalité : points, différence, marqués ({0} contre {1})",
        "en_name": "matches among them",
        "fr_name": "matches entre elles",
    },
    "pool_fair_play": {
        "en_same": "both fair play {0}",
        "fr_same": "fair-play {0} chacun",
        "en": "fair play ({0} against {1})",
        "fr": "fair-play ({0} contre {1})",
        "en_name": "fair play",
        "fr_name": "fair-play",
    },
    "pool_world_ranking": {
        "en": "world ranking ({0} against {1})",
        "fr": "classement mondial ({0} contre {1})",
        "en_name": "world ranking",
        "fr_name": "classement mondial",
    },
    "pool_lots": {
        "en": "drawing of lots ({0} before {1})",
        "fr": "tirage au sort ({0} avant {1})",
        "en_name": "lots",
        "fr_name": "tirage au sort",
    },
}
