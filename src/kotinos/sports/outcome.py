"""What an event has come to, as its ranking needs it: every phase with its units, in values that hold nothing but results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports.knockout import Bracket, Outcome
from kotinos.sports.match_facts import facts_of
from kotinos.sports.ranking import Entry, Match, Ranking, Row


class UnitResult(msgspec.Struct, frozen=True, kw_only=True):
    """One unit. ``medal``: 0 none, 1 the gold medal is decided here, 3 a bronze. ``entries`` hold what was measured."""

    rsc: Rsc
    entries: tuple[Entry, ...]
    ranking: Ranking | None
    finished: bool
    medal: int = 0
    facts: Mapping[str, Any] = {}

    def row(self, competitor: str) -> Row | None:
        """The place of one competitor, or ``None`` where it has none here."""
        rows = self.ranking.rows if self.ranking else ()
        return next((row for row in rows if row.id == competitor), None)

    def match(self) -> Match | None:
        """The unit as a match of two sides with whole scores; ``None`` for any other unit, or before it is over."""
        if len(self.entries) != 2 or not self.finished:
            return None
        home, away = self.entries
        irms = {entry.id: entry.irm for entry in self.entries if entry.irm}
        scores = [str(entry.raw.get("mark", "")) for entry in self.entries]
        known = all(score.isascii() and score.isdigit() for score in scores)
        facts = {"unit": self.rsc, **facts_of(home.raw, away.raw), **({"irm": irms} if irms else {})}
        return Match(home=home.id, away=away.id, score=(int(scores[0]), int(scores[1])) if known else None, facts=facts)


class PhaseResult(msgspec.Struct, frozen=True, kw_only=True):
    """One phase with its units in the order of the schedule. ``ranking`` is that of all units together, or of the pool.

    ``kind`` and ``level`` are those of `kotinos.sports.discipline.PhaseFormat`.
    """

    rsc: Rsc
    kind: str
    level: int
    units: tuple[UnitResult, ...]
    ranking: Ranking | None
    complete: bool = False

    def competitors(self) -> Iterator[str]:
        """Everybody who started in it, each once."""
        yield from dict.fromkeys(entry.id for unit in self.units for entry in unit.entries)


class EventResults(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its phases from the last (level 1) to the first.

    ``entries`` are all competitors, each once, with their NOC. ``bracket`` and ``outcomes`` are those of its knock-out units,
    ``total`` the ranking over its components, where it has such.
    """

    event: Rsc
    phases: tuple[PhaseResult, ...]
    entries: tuple[Entry, ...]
    date: Date | None = None
    bracket: Bracket | None = None
    outcomes: Mapping[str, Outcome] = {}
    total: Ranking | None = None

    def phase(self, code: str) -> PhaseResult | None:
        """The phase with this code (``QFNL``), or ``None``."""
        return next((phase for phase in self.phases if phase.rsc.phase == code), None)

    def units(self) -> Iterator[UnitResult]:
        """Every unit, of the first phase first."""
        for phase in reversed(self.phases):
            yield from phase.units

    def matches(self) -> tuple[Match, ...]:
        """Every match that is over, in the order of the phases."""
        return tuple(match for unit in self.units() if (match := unit.match()))
