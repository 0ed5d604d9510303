"""A small platform in memory: the real decisions, states, projections and publisher, with a clock that the tests can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, UnitState, apply, fact_of
from kotinos.results.documents import ResultRow
from kotinos.results.facts import Command, Fact, Locator, Observation, Participant, Start, UnitPlan, Wish
from kotinos.results.officials import decide, stream_of
from kotinos.results.publications import Publication
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher, body_of
from kotinos.results.steps import Step, grouped

NOCS = ("NZL", "POR", "CZE", "CHI", "SUI", "IRL", "KEN", "JPN", "CAN", "BRA")


class Play:
    """Commands go in one after the other; `documents` is what a reader holds who followed from the start."""

    def __init__(self) -> None:
        self.at = ""
        """The instant of what is done next, where it matters; empty: a second after the last."""
        self.roles: frozenset[str] = frozenset()
        """The roles of the key with which everything is done."""
        self.games = Games()
        self.events: list[Proposal] = []
        self.store = MemoryPublications()
        self.publisher = Publisher(self.store)

    def do(self, *said: Fact | Wish, source: str = "official", actor: str = "tester") -> None:
        """Decide, record, apply and publish each; raises `Refused` or `Unchanged`."""
        for fact in said:
            self.together([(fact, source)], actor)

    def together(self, said: Iterable[tuple[Fact | Wish, str]], actor: str = "tester") -> None:
        """The same for what one message says: one step. Raises for the first that may not be; what came before it counts."""
        before, step = self.games, []
        try:
            for fact, source in said:
                step.append(self._decided(fact, source, actor, step[0][0].id if step else None))
        finally:
            if step:
                self.publisher.show(before, self.games, tuple(step), len(self.events))
                self.publisher.flush()

    def _decided(self, fact: Fact | Wish, source: str, actor: str, cause: str | None) -> tuple[Proposal, Fact]:
        number = len(self.events) + 1
        at = self.at or (
            f"2030-07-{20 + number // 3600:02d}T{10 + number // 60 % 60 // 6:02d}:{number // 60 % 60:02d}:{number % 60:02d}.000000Z"
        )
        decided = decide(
            self.games, Command(id=str(number), fact=fact, actor=actor, source=source, at=at, roles=self.roles)
        )
        event = Proposal(
            id=str(number),
            at=at,
            stream=stream_of(decided),
            kind=str(decided.__struct_config__.tag),
            actor=actor,
            source=source,
            cause=cause,
            body=canonical.encode(decided),
        )
        decided = fact_of(event)  # as the journal gives it back
        self.games = apply(self.games, event, decided)
        self.events.append(event)
        return event, decided

    def steps(self) -> Iterator[tuple[int, Step]]:
        """Every step again, with the number of its last event."""
        at = 0
        for step in grouped(self.events):
            at += len(step)
            yield at, step

    def published(self, after: int = 0) -> list[Publication]:
        """Everything published after an offset."""
        return self.store.read(after, 100_000)

    def body(self, type_: str, rsc: Rsc) -> Any:
        """What stands published under a key, or ``None``."""
        found = [p for p in self.store.latest(str(rsc), [type_]) if p.rsc == rsc]
        return body_of(found[0]) if found else None

    def rows(self, rsc: Rsc, type_: str = "DT_RESULT") -> tuple[ResultRow, ...]:
        """The rows of a published document."""
        return tuple(self.body(type_, rsc).rows)

    def unit(self, rsc: Rsc) -> UnitState:
        """The state of a unit."""
        return self.games.units[rsc]


def people(event: Rsc, count: int, type_: str = "A", first: int = 0) -> facts.ParticipantsEntered:
    """Invented competitors ``{event}{n}``, each of another NOC."""
    return facts.ParticipantsEntered(
        participants=tuple(
            Participant(
                id=who(event, n),
                type=type_,
                noc=NOCS[n % len(NOCS)],
                name=f"Prenom{n} NOM{n}",
                print_name=f"NOM{n} Prenom{n}",
                gender=event.gender,
                events=(event,),
            )
            for n in range(first, first + count)
        )
    )


def who(rsc: Rsc, n: int) -> str:
    """The id of the n-th competitor of an event, from 0."""
    return f"{rsc.discipline}{rsc.event[:6]}{n}"


def starts(unit: Rsc, numbers: Iterable[int], revision: int = 0) -> facts.StartListSet:
    """A start list: lanes from 1."""
    return facts.StartListSet(
        unit=unit,
        revision=revision,
        starts=tuple(Start(competitor=who(unit, n), sort=at, order=str(at)) for at, n in enumerate(numbers, start=1)),
    )


def planned(*units: Rsc, **plan: Any) -> facts.UnitsPlanned:
    """Units ten minutes apart."""
    return facts.UnitsPlanned(
        units=tuple(
            UnitPlan(rsc=rsc, order=n, start=f"2030-07-20T{10 + n // 6:02d}:{n % 6}0:00+02:00", **plan)
            for n, rsc in enumerate(units)
        )
    )


def seen(unit: Rsc, values: dict[int, Any], revision: int = 1, slot: str = "mark", **more: Any) -> facts.MarksObserved:
    """What a device saw: the same slot of several competitors."""
    return facts.MarksObserved(unit=unit, revision=revision, items=items(unit, values, slot), **more)


def items(unit: Rsc, values: dict[int, Any], slot: str = "mark") -> tuple[Observation, ...]:
    """Values by number of the competitor."""
    return tuple(Observation(who=Locator(id=who(unit, n)), slot=slot, value=value) for n, value in values.items())


def corrected(unit: Rsc, values: dict[int, Any], slot: str = "mark", reason: str = "timing fault") -> facts.Corrected:
    """An official's correction."""
    return facts.Corrected(unit=unit, items=items(unit, values, slot), reason=reason)


def status(unit: Rsc, to: str, reason: str = "") -> facts.StatusSet:
    """A step in the life of a unit."""
    return facts.StatusSet(unit=unit, status=to, reason=reason)


def order(rows: Iterable[ResultRow]) -> list[tuple[int | None, str]]:
    """Rank and number of the competitor, first to last."""
    return [(row.rank, row.competitor.id[-1]) for row in rows]


def plainly(rows: Iterable[Any]) -> bytes:
    """Rows as bytes, but for the mark on what was touched last."""
    return canonical.encode([msgspec.structs.replace(row, changed=False) for row in rows])
