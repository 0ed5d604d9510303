"""What may be done about a protest, and whether it is in time. PURE. `officials.decide` is the way in.

Whether a filing is late is decided once, against the instants that the journal holds, and recorded with the fact: a window that is
changed later changes nothing that was decided.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from kotinos.results import facts, shown
from kotinos.results.competition import Games, UnitState
from kotinos.results.facts import Command, Fact, Refused
from kotinos.results.life import INSTANCES, PROTEST_STEPS
from kotinos.results.organisers import planned_unit
from kotinos.results.protest_steps import Protest
from kotinos.sports import formats
from kotinos.sports import protests as windows

OUTCOMES = ("upheld", "dismissed", "withdrawn")


def file(games: Games, fact: facts.ProtestFiled, command: Command) -> Fact:
    """A protest in time, or admitted out of time; one that is late becomes a `facts.ProtestLate`."""
    unit = planned_unit(games, fact.unit)
    if not fact.protest:
        raise Refused(f"a protest in {fact.unit} needs a name of its own", "protest")
    if any(p.id == fact.protest for p in unit.protests):
        raise Refused(f"protest {fact.protest!r} exists already in {fact.unit}", "protest")
    if not fact.reason:
        raise Refused(f"protest {fact.protest!r} without a reason", "reason")
    if fact.competitor and all(s.competitor != fact.competitor for s in unit.starts):
        raise Refused(f"{fact.competitor} in {fact.unit}: not on the start list", "competitor")
    window = shown.window_of(unit)
    if window.start == "score" and not fact.competitor:
        raise Refused(f"an inquiry in {fact.unit} is about one score: name the competitor", "competitor")
    closing = shown.closes(unit, fact.competitor)
    late = windows.overrun(closing, _lodged(fact.received, command))
    timed = msgspec.structs.replace(fact, closes=windows.written(closing), late=late)
    return timed if fact.admitted or not late else _late(timed)


def _late(fact: facts.ProtestFiled) -> facts.ProtestLate:
    return facts.ProtestLate(**{name: getattr(fact, name) for name in facts.ProtestLate.__struct_fields__})


def late_by_hand(_: Games, fact: facts.ProtestLate, __: Command) -> Fact:
    """Nobody declares a protest late: file it, and the clock says so."""
    raise Refused(f"protest {fact.protest!r}: send protest_filed; whether it is late follows from the clock", "kind")


def adjourn(games: Games, fact: facts.ProtestAdjourned, _: Command) -> Fact:
    """The decision waits for evidence or a hearing."""
    known = _may(planned_unit(games, fact.unit), fact)
    if not fact.reason:
        raise Refused(f"protest {known.id!r}: what it waits for is the reason", "reason")
    _instant(fact.hearing, "hearing")
    return fact


def reopen(games: Games, fact: facts.ProtestReopened, command: Command) -> Fact:
    """An appeal, or the same instance looks again; out of time it is recorded without effect, unless it is admitted."""
    unit = planned_unit(games, fact.unit)
    known = _may(unit, fact)
    if not fact.reason:
        raise Refused(f"protest {known.id!r} is reopened without a reason", "reason")
    if fact.instance not in INSTANCES[INSTANCES.index(known.instance) :]:
        above = ", ".join(INSTANCES[INSTANCES.index(known.instance) :])
        raise Refused(f"instance {fact.instance!r}: the {known.instance} decided last; one of {above}", "instance")
    lodged = _lodged(fact.received, command)
    if known.decided is None and not fact.admitted:
        raise Refused(
            f"protest {known.id!r} came late: it is heard only where it is admitted, with the reason", "admitted"
        )
    closing = None if fact.instance == "cas" or known.decided is None else _appeal_closes(unit, known.decided.at)
    late = windows.overrun(closing, lodged)
    if late and not fact.admitted:
        return facts.ProtestLate(
            unit=fact.unit,
            protest=fact.protest,
            by=fact.by,
            reason=fact.reason,
            received=fact.received,
            closes=windows.written(closing),
            late=late,
        )
    return msgspec.structs.replace(fact, closes=windows.written(closing), late=late)


def _appeal_closes(unit: UnitState, decided: str) -> datetime | None:
    return windows.appeal_closes(shown.window_of(unit), decided)


def check_decision(unit: UnitState, fact: facts.ProtestDecided) -> None:
    """Raise `Refused` unless the protest waits for this kind of decision."""
    _may(unit, fact)
    if fact.outcome not in OUTCOMES:
        raise Refused(f"outcome {fact.outcome!r}: one of {', '.join(OUTCOMES)}", "outcome")
    if fact.outcome != "upheld" and (fact.effect or fact.shared or fact.rerun):
        where = "effect" if fact.effect else "shared" if fact.shared else "rerun"
        raise Refused(f"a protest that is {fact.outcome} has no effect on values, places or the unit", where)
    if not fact.shared:
        return
    starters = {s.competitor for s in unit.starts}
    if len(set(fact.shared)) < 2 or not set(fact.shared) <= starters:
        raise Refused("a shared place needs two or more different competitors of the start list", "shared")
    if formats.is_duel(unit.plan.rsc):
        raise Refused(f"{unit.plan.rsc} is won or lost: no place can be shared in it", "shared")


def _may(unit: UnitState, fact: facts.ProtestAdjourned | facts.ProtestReopened | facts.ProtestDecided) -> Protest:
    """The protest that ``fact`` is about, if its life allows that."""
    known = next((p for p in unit.protests if p.id == fact.protest), None)
    if known is None:
        raise Refused(f"no protest {fact.protest!r} in {fact.unit}", "protest")
    kind = str(fact.__struct_config__.tag)
    if (known.status, kind) not in PROTEST_STEPS:
        if known.status == "CLS":
            raise Refused(f"protest {known.id!r} is decided already: {known.outcome}", "protest")
        ways = ", ".join(k for s, k in PROTEST_STEPS if s == known.status)
        raise Refused(f"protest {known.id!r} is {known.status}: possible are {ways}", "protest")
    return known


def _lodged(received: str, command: Command) -> str:
    """When it was handed in: never after it arrived here."""
    _instant(received, "received")
    if received and windows.instant(received) > windows.instant(command.at):
        raise Refused(f"received {received} is later than now ({command.at})", "received")
    return received or command.at


def _instant(text: str, where: str) -> None:
    try:
        if text:
            windows.instant(text)
    except ValueError:
        raise Refused(f"{where}: {text!r}; an instant with offset such as 2026-07-04T19:50:00.1Z", where) from None
