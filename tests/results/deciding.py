"""What the desk asks of an engine, from one that decides at once and has no disk to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kotinos.results.engine import Outcome
from kotinos.results.facts import Command


class Deciding:
    """Whoever has `decide` can stand behind a desk."""

    def decide(self, command: Command) -> Outcome:
        """Decide a command and let it count; raises `Refused`."""
        raise NotImplementedError

    async def submit(self, command: Command) -> Outcome:
        """As `Engine.submit`."""
        return self.decide(command)

    async def ready(self) -> None:
        """As `Engine.ready`: it always is."""

    @contextmanager
    def together(self) -> Iterator[Together]:
        """As `Engine.together`."""
        yield Together(self)


class Together:
    """The commands of one message."""

    def __init__(self, engine: Deciding) -> None:
        self._engine = engine
        self._outcomes: list[Outcome] = []

    def take(self, command: Command) -> None:
        """Decide a command; raises `Refused`."""
        self._outcomes.append(self._engine.decide(command))

    async def outcomes(self) -> list[Outcome]:
        """What became of each."""
        return self._outcomes
