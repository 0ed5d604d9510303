"""Where two people must agree on a typed value before it counts. PURE.

One person's value is a proposal. It counts when a second, different person agrees: by a key press after seeing it, or by typing the
same without having seen it, as double entry asks. Different values stand beside each other until two people have typed the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from kotinos.results import facts
from kotinos.results.competition import Games, Proposed, UnitState
from kotinos.results.facts import Command, Fact, Observation, Refused

AGREE, BLIND, OFF = "agree", "blind", "off"
MODES = (AGREE, BLIND, OFF)


def mode(games: Games, unit: UnitState) -> str:
    """``agree``, ``blind``, or nothing where one person is enough."""
    planned = unit.plan.facts.get("two_person")
    if planned is not None:
        return planned if planned in (AGREE, BLIND) else AGREE if planned is True else ""
    fitting = [scope for scope in games.two_person if str(unit.plan.rsc).startswith(scope)]
    found = games.two_person[max(fitting, key=len)] if fitting else OFF
    return "" if found == OFF else found


def waiting(unit: UnitState, competitor: str, slot: str) -> tuple[Proposed, ...]:
    """What was proposed for one value and waits for a second person."""
    return tuple(p for p in unit.proposals if (p.competitor, p.slot) == (competitor, slot))


def outcome(
    unit: UnitState, asked: str, items: tuple[Observation, ...], wish: facts.MarksTyped, actor: str, revision: int
) -> Fact:
    """What becomes of ``actor``'s values where ``asked`` (`mode`) holds: agreed, or proposed.

    Raises `Refused` for agreeing to one's own value, with nothing, or without typing where the second person may not see it.
    """
    if wish.agree and asked == BLIND:
        raise Refused(f"unit {unit.plan.rsc}: the second person types the value without seeing it", "agree")
    others = _agreeing(unit, items, actor)
    reason = wish.reason or next((p.reason for p in others if p.reason), "")
    if others:
        by = others[0].by
        return facts.MarkAgreed(
            unit=unit.plan.rsc, items=items, proposed_by=by, revision=0 if reason else revision, reason=reason
        )
    if _own(unit, items, actor):
        raise Refused(f"{actor} proposed this already: somebody else must agree", "agree")
    if wish.agree:
        raise Refused("nobody else proposed this value", "agree")
    return facts.MarkProposed(unit=unit.plan.rsc, items=items, reason=wish.reason)


def _agreeing(unit: UnitState, items: Sequence[Observation], actor: str) -> list[Proposed]:
    """For each item the proposal of somebody else that says the same; nothing unless every item has one."""
    found = [
        next((p for p in waiting(unit, i.who.id, i.slot) if p.by != actor and p.value == i.value), None) for i in items
    ]
    return [p for p in found if p] if all(found) else []


def _own(unit: UnitState, items: Sequence[Observation], actor: str) -> bool:
    """Whether every item is what ``actor`` proposed already."""
    return all(any(p.by == actor and p.value == i.value for p in waiting(unit, i.who.id, i.slot)) for i in items)


def only_at_a_desk(_: Games, fact: facts.MarkProposed | facts.MarkAgreed, __: Command) -> Fact:
    """Proposals and agreements are made by typing at a desk, where the person is known; never asked for as such."""
    raise Refused(f"unit {fact.unit}: values are proposed and agreed by people at a desk", "kind")
