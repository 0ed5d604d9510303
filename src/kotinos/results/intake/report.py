"""What the desk needs of the engine, and what it answers: part by part what was taken and what was refused."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from kotinos.results.competition import Games
from kotinos.results.engine import Outcome, Progress
from kotinos.results.facts import Command, MarkHeld


class Together(Protocol):
    """Commands of one step: see `kotinos.results.engine.Together`."""

    def take(self, command: Command) -> None:
        """Decide a command, or raise `Refused`."""

    async def outcomes(self) -> list[Outcome]:
        """What became of each, when all is durable."""


class Engine(Protocol):
    """What the desk needs of the engine."""

    @property
    def games(self) -> Games:
        """Everything known."""

    @property
    def progress(self) -> Progress:
        """How far all of it is published."""

    async def submit(self, command: Command) -> Outcome:
        """Record a command durably, or raise `Refused`."""

    async def ready(self) -> None:
        """Return when there is room for another step."""

    def together(self) -> AbstractContextManager[Together]:
        """Commands that become one step."""


class Taken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One part of a message that went to the engine, and what became of it (`Outcome`)."""

    where: str
    kind: str
    unit: str = ""
    outcome: str
    seq: int = 0
    held: tuple[MarkHeld, ...] = ()


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One part that was refused. ``known``: it reads well but contradicts what is known, so that it may be right later.

    ``final``: no repetition will change that, as this platform does not read such messages.
    """

    where: str
    what: str
    would_be_right: str = ""
    known: bool = False
    final: bool = False


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a message. ``digest`` finds the bytes of a refused one."""

    digest: str
    taken: tuple[Taken, ...] = ()
    refused: tuple[Fault, ...] = ()

    @property
    def outcome(self) -> str:
        """``refused`` if any part was; else ``held`` if a value waits for a person; else ``accepted`` if anything was new."""
        if self.refused:
            return "refused"
        outcomes = {t.outcome for t in self.taken}
        return next((o for o in ("held", "accepted", "stale", "duplicate", "unchanged") if o in outcomes), "unchanged")
