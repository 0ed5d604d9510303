"""A thief with the rows of a blind index and public statistics: what they can say about whom.

Nobody can tell what a keyed hash hides but by counting: equal values have equal hashes. Two ways are tried in each delegation, for whose
file it is stands in clear. *Whole*: the value that is expected most often is put to the hash that occurs most often, the next to the next
(frequency analysis: Naveed, Kamara and Wright 2015; no assignment is likelier: Lacharité and Paterson 2015). *Part*: people under one
hash have everything in it in common, and what several have in common is more likely a common name or 1 January; the thief speaks where
they are more likely right than wrong.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tests.custody.vault.population import PARTS, Choices, Person

Statistics = Mapping[str, Choices]


class Found(msgspec.Struct, frozen=True):
    """People about whom the thief is right with the index, and with the statistics alone."""

    with_index: int = 0
    by_chance: int = 0

    @property
    def gained(self) -> int:
        """How many the index gave away."""
        return self.with_index - self.by_chance

    def __add__(self, other: Found) -> Found:
        return Found(self.with_index + other.with_index, self.by_chance + other.by_chance)


def attack(of: Sequence[Person], hashes: Mapping[str, bytes], fields: Iterable[str], known: Statistics) -> Found:
    """The better way against an index of ``fields`` (subject → hash), for the people of one delegation."""
    made_of = tuple(dict.fromkeys(part for field in fields for part in PARTS[field]))
    classes = together(of, hashes)
    ways = (whole(of, classes, made_of, known), *(part(of, classes, one, known[one]) for one in made_of))
    return max(ways, key=lambda way: way.gained)


def together(of: Iterable[Person], hashes: Mapping[str, bytes]) -> list[list[Person]]:
    """Who shares a hash, the most first."""
    found = defaultdict(list)
    for one in of:
        found[hashes[one.subject]].append(one)
    return sorted(found.values(), key=lambda one: (-len(one), one[0].subject))


def whole(of: Sequence[Person], classes: Sequence[list[Person]], made_of: Sequence[str], known: Statistics) -> Found:
    """The whole value by its rank, against the most probable value for everybody."""
    guesses = expected([known[part] for part in made_of], len(classes))
    right = sum(len(one) for one, guess in zip(classes, guesses, strict=False) if _value(one[0], made_of) == guess)
    first = tuple(known[part][0][0] for part in made_of)
    return Found(right, sum(_value(one, made_of) == first for one in of))


def part(of: Sequence[Person], classes: Iterable[list[Person]], name: str, known: Choices) -> Found:
    """One part where the number of people under a hash makes sure of it, against the same for each person alone."""
    common = known[0][0]
    right = sum(len(one) for one in classes if one[0].parts[name] == common and sure(known, len(one)))
    return Found(right, sum(one.parts[name] == common for one in of) if sure(known, 1) else 0)


def sure(known: Choices, count: int) -> bool:
    """Whether ``count`` people who share a value more likely share the most common one than any other."""
    total = sum(probability**count for _, probability in known) if count > 1 else 1
    return known[0][1] ** count > total / 2


def expected(lists: Sequence[Choices], most: int) -> Iterator[tuple[str, ...]]:
    """The ``most`` most probable combinations, the most probable first."""
    start = (0,) * len(lists)
    heap = [(-_probability(lists, start), start)]
    for _ in range(most):
        if not heap:
            return
        _, places = heapq.heappop(heap)
        yield tuple(choices[n][0] for choices, n in zip(lists, places, strict=True))
        # Each combination is come by once: from the one that has a step less in its last place that is not zero.
        for n in range(max((n for n, place in enumerate(places) if place), default=0), len(lists)):
            if places[n] + 1 < len(lists[n]):
                following = (*places[:n], places[n] + 1, *places[n + 1 :])
                heapq.heappush(heap, (-_probability(lists, following), following))


def _probability(lists: Sequence[Choices], places: Sequence[int]) -> float:
    return math.prod(choices[n][1] for choices, n in zip(lists, places, strict=True))


def _value(one: Person, made_of: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.parts[part] for part in made_of)
