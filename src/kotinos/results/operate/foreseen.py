"""What a wish would change, before anybody confirms it. PURE: decided and applied to the state at hand, and nothing is recorded."""

from __future__ import annotations

import msgspec

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.facts import Command
from kotinos.results.officials import decide, stream_of
from kotinos.results.operate.text import shown
from kotinos.results.projections.view import View


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value that would change, as typed."""

    competitor: str
    slot: str
    before: str
    after: str


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a competitor stands: the mark shown, the rank or the mark of invalidity."""

    shown: str = ""
    rank: int | None = None
    irm: str = ""
    wlt: str = ""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A competitor whose line in the result would change."""

    competitor: str
    before: Place
    after: Place


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What would be different: values in the order in which they were typed, and lines in the new order. ``unranked`` says why there
    would be no ranking."""

    values: tuple[Value, ...]
    moved: tuple[Moved, ...]
    unranked: str = ""


def foresee(games: Games, command: Command) -> Foreseen:
    """What ``command``, about one unit, would change; raises what `officials.decide` raises."""
    fact = decide(games, command)
    rsc: Rsc = fact.unit  # type: ignore[union-attr]
    event = Proposal(
        id=command.id,
        at=command.at,
        stream=stream_of(fact),
        kind=str(fact.__struct_config__.tag),
        actor=command.actor,
        source=command.source,
        cause=None,
        body=canonical.encode(fact),
    )
    after = apply(games, event, fact)
    said: tuple[facts.Observation, ...] = getattr(fact, "effect", ())
    unit = games.units[rsc]
    values = tuple(
        Value(
            competitor=item.who.id,
            slot=item.slot,
            before=shown(item.slot, unit.value(item.who.id, item.slot)),
            after=shown(item.slot, item.value),
        )
        for item in said
    )
    then = View(after)
    old, new = _places(View(games), rsc), _places(then, rsc)
    moved = (
        Moved(competitor=who, before=old.get(who, Place()), after=place)
        for who, place in new.items()
        if old.get(who, Place()) != place
    )
    return Foreseen(values=values, moved=tuple(moved), unranked=then.problem(rsc))


def _places(view: View, rsc: Rsc) -> dict[str, Place]:
    """By competitor, in the order of the result."""
    return {
        row.id: Place(shown=view.shown(rsc, row), rank=row.rank, irm=row.irm or "", wlt=row.wlt or "")
        for row in view.rows(rsc)
    }
