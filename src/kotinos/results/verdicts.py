"""Whether a tribunal's decision may be recorded. PURE. `officials.decide` is the way in."""

from __future__ import annotations

import msgspec

from kotinos.codes import irms
from kotinos.codes.rsc import Level
from kotinos.results import tribunals
from kotinos.results.competition import Games
from kotinos.results.decision_facts import Disqualified, Reinstated
from kotinos.results.facts import Command, Refused

_DISQUALIFIED = ("DSQ", "DQ")


def disqualify(games: Games, fact: Disqualified, _: Command) -> Disqualified:
    """Competitors who started in the event and are not out already."""
    starters = _checked(games, fact)
    known = [irm.code for irm in irms.of(fact.event.discipline)]
    irm = fact.irm or next((code for code in _DISQUALIFIED if code in known), "")
    if irm not in known:
        raise Refused(f"IRM {fact.irm!r}: {fact.event.discipline} knows {', '.join(known)}", "irm")
    out = {removal.id for removal in tribunals.removals(games.verdicts.get(fact.event, ()))}
    for at, who in enumerate(fact.competitors):
        where = f"competitors[{at}]"
        if who not in starters:
            raise Refused(f"{where}: {who} started in no unit of {fact.event}", where)
        if who in out:
            raise Refused(f"{where}: {who} is disqualified already", where)
    return msgspec.structs.replace(fact, irm=irm)


def reinstate(games: Games, fact: Reinstated, _: Command) -> Reinstated:
    """Competitors whose disqualification stands."""
    _checked(games, fact)
    out = {removal.id for removal in tribunals.removals(games.verdicts.get(fact.event, ()))}
    for at, who in enumerate(fact.competitors):
        if who not in out:
            raise Refused(
                f"competitors[{at}]: {who} is not disqualified by a decision on {fact.event}", f"competitors[{at}]"
            )
    return fact


def _checked(games: Games, fact: Disqualified | Reinstated) -> set[str]:
    """Everybody who starts in the event, which is one of the schedule."""
    if fact.event.level is not Level.EVENT or fact.event not in games.states:
        raise Refused(f"{fact.event} is no event of the schedule", "event")
    if not fact.reason or not fact.authority:
        missing = "reason" if not fact.reason else "authority"
        raise Refused(f"a decision on {fact.event} needs its reason and who took it", missing)
    if not fact.competitors or len(set(fact.competitors)) < len(fact.competitors):
        raise Refused(f"a decision on {fact.event} names each competitor once, and one at least", "competitors")
    return {start.competitor for unit in games.states[fact.event] for start in unit.starts}
