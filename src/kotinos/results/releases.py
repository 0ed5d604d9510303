"""Who may hold results back, and who may release them. PURE. `officials.decide` is the way in."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Level
from kotinos.results.competition import Games
from kotinos.results.embargo_facts import ROLES, EmbargoLifted, EmbargoPlanned, EmbargoSet
from kotinos.results.facts import Command, Refused, Unchanged


def plan(games: Games, fact: EmbargoPlanned, _: Command) -> EmbargoPlanned:
    """Units of a scope that will be held by themselves."""
    if fact.until:
        _role(fact.until)
    if games.embargo_plans.get(fact.scope) == fact:
        raise Unchanged(stale=False)
    return fact


def hold(games: Games, fact: EmbargoSet, _: Command) -> EmbargoSet:
    """An embargo on an event, a phase or a unit that is in the schedule."""
    if fact.scope.level < Level.EVENT:
        raise Refused(f"{fact.scope}: an event, a phase or a unit is held, never more at once", "scope")
    if not any(fact.scope.covers(rsc) for rsc in games.of_event.get(fact.scope.at(Level.EVENT), ())):
        raise Refused(f"no unit of {fact.scope} is in the schedule", "scope")
    _role(fact.until)
    if not fact.reason:
        raise Refused(f"embargo on {fact.scope} without a reason", "reason")
    known = games.embargoes.get(fact.scope)
    if known is not None and known.until == fact.until:
        raise Unchanged(stale=False)
    if known is not None:
        raise Refused(f"{fact.scope} is held already, until the {known.until} releases it", "until")
    return fact


def release(games: Games, fact: EmbargoLifted, command: Command) -> EmbargoLifted:
    """The end of an embargo, by a key that has the role it waits for."""
    known = games.embargoes.get(fact.scope)
    if known is None:
        held = ", ".join(sorted(games.embargoes)) or "nothing"
        raise Refused(f"{fact.scope} is not held; held is {held}", "scope")
    if known.until not in command.roles:
        raise Refused(f"{fact.scope} is held until the {known.until} releases it: a key of that role is needed", "role")
    return msgspec.structs.replace(fact, role=known.until)


def _role(until: str) -> None:
    if until not in ROLES:
        raise Refused(f"until {until!r}: one of {', '.join(ROLES)}", "until")
