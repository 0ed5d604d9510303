"""Whole messages: what a source said of a unit before, so that what it no longer says is taken back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.competition import UNIT, Games
from kotinos.results.facts import Locator, Observation, Refused
from kotinos.results.officials import locate

Place = tuple[str, str]
"""A competitor's id and the name of a slot."""


class _Heard(msgspec.Struct):
    revision: int
    slots: set[Place]


class Snapshots:
    """What each source said last of each unit. Filled from what is recorded, so a restart forgets nothing."""

    def __init__(self) -> None:
        self._heard: dict[tuple[str, Rsc], _Heard] = {}

    def revision(self, games: Games, source: str, unit: Rsc) -> int:
        """The greatest revision heard from ``source`` about ``unit``; 0 for none."""
        return self._of(games, source, unit).revision

    def gone(self, games: Games, source: str, unit: Rsc, items: Iterable[Observation]) -> tuple[Observation, ...]:
        """Observations that take back what ``source`` said of ``unit`` before and ``items`` no longer hold."""
        said = _places(games, unit, items)
        if said is None:
            return ()
        left = self._of(games, source, unit).slots - said
        return tuple(Observation(who=Locator(id=who), slot=slot, value=None) for who, slot in sorted(left))

    def said(
        self, games: Games, source: str, unit: Rsc, revision: int, items: Iterable[Observation], *, in_doubt: bool
    ) -> None:
        """Remember what a whole message said. ``in_doubt``: a part of it was refused, so that nothing was taken back either."""
        heard = self._of(games, source, unit)
        heard.revision = max(heard.revision, revision)
        places = _places(games, unit, (item for item in items if item.value is not None)) or set()
        heard.slots = heard.slots | places if in_doubt else places

    def _of(self, games: Games, source: str, unit: Rsc) -> _Heard:
        if (source, unit) not in self._heard:
            self._heard[source, unit] = _recorded(games, source, unit)
        return self._heard[source, unit]


def _recorded(games: Games, source: str, unit: Rsc) -> _Heard:
    state = games.units.get(unit)
    heard = _Heard(0, set())
    for who, slots in (state.slots if state else {}).items():
        for name, slot in slots.items():
            if who != UNIT and source in slot.revisions:
                heard.revision = max(heard.revision, slot.revisions[source])
                if slot.value is not None:
                    heard.slots.add((who, name))
    for (who, name, said_by), hold in (state.holds if state else {}).items():
        if said_by == source and who != UNIT:
            heard.revision = max(heard.revision, hold.held.revision)
            heard.slots.add((who, name))
    return heard


def _places(games: Games, unit: Rsc, items: Iterable[Observation]) -> set[Place] | None:
    """Where ``items`` stand; ``None`` if one of them names nobody, for then nothing can be said of the rest."""
    state = games.units.get(unit)
    places: set[Place] = set()
    if state is None:
        return None
    try:
        for item in items:
            places.add((locate(state, item.who, item.slot), item.slot))
    except Refused:
        return None
    return places
