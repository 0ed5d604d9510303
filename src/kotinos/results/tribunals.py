"""Decisions about a whole event: what stands after all of them, and what is noted. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.decision_facts import Disqualified, Reinstated
from kotinos.sports.decisions import Removal


class Verdict(msgspec.Struct, frozen=True):
    """One decision, and the instant at which it was recorded."""

    fact: Disqualified | Reinstated
    at: str


Verdicts = Mapping[Rsc, tuple[Verdict, ...]]


def recorded(verdicts: Verdicts, fact: Disqualified | Reinstated, at: str) -> Verdicts:
    """The verdicts with one more: they only ever grow."""
    return {**verdicts, fact.event: (*verdicts.get(fact.event, ()), Verdict(fact, at))}


def removals(verdicts: Sequence[Verdict]) -> tuple[Removal, ...]:
    """Who is out after all verdicts on an event, in the order in which they went."""
    out: dict[str, Removal] = {}
    for verdict in verdicts:
        for who in verdict.fact.competitors:
            if isinstance(verdict.fact, Disqualified):
                out[who] = Removal(id=who, irm=verdict.fact.irm, promote=verdict.fact.promote == "all")
            else:
                out.pop(who, None)
    return tuple(out.values())


def notes(verdicts: Sequence[Verdict], starters: frozenset[str] | None = None) -> tuple[str, ...]:
    """The notes of the verdicts on an event (on any of ``starters``), all so far (ODF Foundation Principles 6.12)."""
    return tuple(
        f"{v.at[:16].replace('T', ' ')} UTC: {v.fact.reason} ({v.fact.authority})"
        for v in verdicts
        if starters is None or not starters.isdisjoint(v.fact.competitors)
    )
