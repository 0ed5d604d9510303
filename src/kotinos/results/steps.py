"""Steps: what is published at once. One event is a step; so are the events of one message, of which each but the first names the first as
its cause. The journal alone says it, so that what is derived again later falls into the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from kotinos.journal.event import Event, Journal, Proposal
from kotinos.results.competition import Games, Recorded, apply, fact_of
from kotinos.results.facts import Fact

Step = tuple[tuple[Recorded, Fact], ...]
"""The events of a step with their facts, in their order."""

_PAGE = 2000
E = TypeVar("E", Event, Proposal)


def steps(journal: Journal, upto: int) -> Iterator[tuple[tuple[Event, Fact], ...]]:
    """The steps of a journal up to the event ``upto``, with which one ends."""
    return grouped(_events(journal, upto))


def grouped(events: Iterable[E]) -> Iterator[tuple[tuple[E, Fact], ...]]:
    """The steps of consecutive events, with which one begins and one ends."""
    step: list[tuple[E, Fact]] = []
    for event in events:
        if step and event.cause != step[0][0].id:
            yield tuple(step)
            step = []
        step.append((event, fact_of(event)))
    if step:
        yield tuple(step)


def state_after(games: Games, step: Step) -> Games:
    """The state after all events of a step."""
    for event, fact in step:
        games = apply(games, event, fact)
    return games


def _events(journal: Journal, upto: int) -> Iterator[Event]:
    after = 0
    while after < upto:
        page = journal.read(after, min(_PAGE, upto - after))
        if not page:
            return
        yield from page
        after = page[-1].seq
