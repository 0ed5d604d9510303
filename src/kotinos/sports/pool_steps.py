"""Steps of a tie-break that only some games have: points within the sets, tries, the one match between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from kotinos.sports import match_facts
from kotinos.sports.pool_tables import Line
from kotinos.sports.pools import Pool, Step, signed
from kotinos.sports.ranking import Criterion, Entry, Group, Match

Count = Callable[[Match], match_facts.Sides | None]
"""A count of home and away in one match; ``None`` where it is not known."""


def meeting(number: Callable[[Line], int], code: str, show: Callable[[int], str] = str) -> Step:
    """One number in the matches among exactly the tied teams, without going back to any earlier step."""

    def step(pool: Pool) -> Criterion:
        return Criterion(
            code,
            lambda entry, group: -number(pool.among(group)[entry.id]),
            lambda entry, group: show(number(pool.among(group)[entry.id])),
        )

    return step


Comparison = tuple[Callable[[Pool, Group], Mapping[str, Line]], Callable[[Line], int], Callable[[int], str]]
"""Lines of a table (of the matches among a group, or of all), the number of a line that is compared, and how it is shown."""


def _among(pool: Pool, group: Group) -> Mapping[str, Line]:
    return pool.among(group)


def _of_all(pool: Pool, _: Group) -> Mapping[str, Line]:
    return pool.lines


AMONG_THEN_ALL: tuple[Comparison, ...] = (
    (_among, lambda line: line.points, str),
    (_among, lambda line: line.difference, signed),
    (_among, lambda line: line.scored, str),
    (_of_all, lambda line: line.difference, signed),
    (_of_all, lambda line: line.scored, str),
)


def from_the_beginning(pool: Pool) -> Criterion:
    """The matches among the tied teams (points, difference, scored), then all matches (difference, scored), as one step.

    As soon as one of these tells some apart, those who stay level begin again with the matches among themselves.
    """

    def passes(entry: Entry, group: Group) -> list[list[tuple[int, str]]]:
        """For each beginning, what was compared of ``entry`` up to where some were told apart, and as it is shown."""
        found: list[list[tuple[int, str]]] = []
        while len(group) > 1:
            compared: list[tuple[int, str]] = []
            for lines, number, show in AMONG_THEN_ALL:
                numbers = {one.id: number(lines(pool, group)[one.id]) for one in group}
                compared.append((-numbers[entry.id], show(numbers[entry.id])))
                if len(set(numbers.values())) > 1:
                    group = tuple(one for one in group if numbers[one.id] == numbers[entry.id])
                    break
            else:
                return [*found, compared]
            found.append(compared)
        return found

    return Criterion(
        "pool_from_the_beginning",
        lambda entry, group: tuple(tuple(key for key, _ in one) for one in passes(entry, group)),
        lambda entry, group: "; ".join(", ".join(text for _, text in one) for one in passes(entry, group)),
    )


def between_two(pool: Pool) -> Criterion:
    """The result of the match between exactly two level teams, by its table points (a tie parts nobody)."""

    def points(entry: Entry, group: Group) -> int:
        return pool.among(group)[entry.id].points if len(group) == 2 else 0

    return Criterion(
        "pool_between_two",
        lambda entry, group: -points(entry, group),
        lambda entry, group: str(points(entry, group)) if len(group) == 2 else "",
    )


def counted(pool: Pool, entry: Entry, count: Count) -> match_facts.Sides | None:
    """What a team made and allowed of ``count`` in all its matches that are over; ``None`` where one of them does not say."""
    own = other = 0
    for match in pool.matches:
        if match.score is None or entry.id not in (match.home, match.away):
            continue
        found = count(match)
        if found is None:
            return None
        mine, theirs = found if entry.id == match.home else (found[1], found[0])
        own, other = own + mine, other + theirs
    return own, other


def _all_known(pool: Pool, group: Iterable[Entry], count: Count) -> bool:
    return all(counted(pool, entry, count) is not None for entry in group)


def ratio_of(count: Count, code: str) -> Step:
    """What was made divided by what was allowed; it decides only where it is known of every tied team."""

    def step(pool: Pool) -> Criterion:
        def key(entry: Entry, group: Group) -> tuple[bool, Fraction]:
            own, other = (counted(pool, entry, count) if _all_known(pool, group, count) else None) or (0, 0)
            if other:
                return True, -Fraction(own, other)
            return (False, Fraction(0)) if own else (True, Fraction(0))

        def show(entry: Entry, group: Group) -> str:
            found = counted(pool, entry, count) if _all_known(pool, group, count) else None
            return f"{found[0]}:{found[1]}" if found else ""

        return Criterion(code, key, show)

    return step


def difference_of(count: Count, code: str) -> Step:
    """What was made less what was allowed; it decides only where it is known of every tied team."""
    return _made(count, code, lambda own, other: own - other, signed)


def total_of(count: Count, code: str) -> Step:
    """What was made; it decides only where it is known of every tied team."""
    return _made(count, code, lambda own, _: own, str)


def _made(count: Count, code: str, number: Callable[[int, int], int], text: Callable[[int], str]) -> Step:
    def step(pool: Pool) -> Criterion:
        def key(entry: Entry, group: Group) -> int:
            found = counted(pool, entry, count) if _all_known(pool, group, count) else None
            return -number(*found) if found else 0

        def show(entry: Entry, group: Group) -> str:
            found = counted(pool, entry, count) if _all_known(pool, group, count) else None
            return text(number(*found)) if found else ""

        return Criterion(code, key, show)

    return step


period_ratio = ratio_of(match_facts.period_points, "pool_point_ratio")
period_difference = difference_of(match_facts.period_points, "pool_point_difference")


def tries(match: Match) -> match_facts.Sides | None:
    """The tries of a match (slot ``tries`` of its two sides)."""
    return match_facts.pair(match, "tries")


def mean_scored(pool: Pool) -> Criterion:
    """Points scored a match, exactly."""

    def mean(entry: Entry) -> Fraction:
        line = pool.lines[entry.id]
        return Fraction(line.scored, line.played) if line.played else Fraction(0)

    return Criterion(
        "pool_mean_scored",
        lambda entry, _: -mean(entry),
        lambda entry, _: f"{pool.lines[entry.id].scored}/{pool.lines[entry.id].played}",
    )


def _compared(en: str, fr: str, en_name: str, fr_name: str) -> dict[str, str]:
    return {
        "en": f"{en} ({{0}} against {{1}})",
        "fr": f"{fr} ({{0}} contre {{1}})",
        "en_name": en_name,
        "fr_name": fr_name,
        "en_same": f"{en_name} {{0}} each",
        "fr_same": f"{fr_name} {{0}} chacun",
    }


PHRASES = {
    "pool_from_the_beginning": {
        "en_same": "level in the matches among them ({0})",
        "fr_same": "à égalité dans les matches entre elles ({0})",
        "en": "matches among the tied teams, then all: points, difference, scored ({0} against {1})",
        "fr": "matches entre les équipes à égalité, puis tous\N{NO-BREAK SPACE}: points, différence, marqués ({0} contre {1})",
        "en_name": "matches among them, then all",
        "fr_name": "matches entre elles, puis tous",
    },
    "pool_meeting_wins": _compared(
        "wins in the matches among them",
        "victoires dans les matches entre eux",
        "wins among them",
        "victoires entre eux",
    ),
    "pool_between_two": {
        "en": "won the match between them",
        "fr": "a gagné le match entre les deux",
        "en_name": "match between them",
        "fr_name": "match entre les deux",
        "en_same": "the match between them parted nobody",
        "fr_same": "le match entre les deux n’a départagé personne",
    },
    "pool_point_ratio": _compared(
        "better ratio of points in the sets", "meilleur quotient de points", "point ratio", "quotient de points"
    ),
    "pool_point_difference": _compared(
        "better difference of points in the games",
        "meilleure différence de points",
        "point difference",
        "différence de points",
    ),
    "pool_try_difference": _compared(
        "better difference of tries", "meilleure différence d’essais", "try difference", "différence d’essais"
    ),
    "pool_tries": _compared("more tries", "plus d’essais", "tries", "essais"),
    "pool_mean_scored": _compared(
        "more points a match", "plus de points par match", "points a match", "points par match"
    ),
}
