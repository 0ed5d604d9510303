"""What a fact makes of a unit's protests. PURE. `officials` has decided that it may happen; `life.PROTEST_STEPS` says what it leads to."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.life import PROTEST_STEPS

ProtestFact = (
    facts.ProtestFiled | facts.ProtestLate | facts.ProtestAdjourned | facts.ProtestReopened | facts.ProtestDecided
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a protest, at an instant, before an instance."""

    status: str
    at: str
    instance: str
    text: str = ""
    outcome: str = ""


class Protest(msgspec.Struct, frozen=True, kw_only=True):
    """A protest as it stands. ``number`` is that of its communication within the unit, from 1."""

    filing: facts.ProtestFiled | facts.ProtestLate
    number: int
    steps: tuple[Step, ...]
    hearing: str = ""
    shared: tuple[str, ...] = ()
    rerun: bool = False

    @property
    def id(self) -> str:
        """Names it within its unit."""
        return self.filing.protest

    @property
    def unit(self) -> Rsc:
        """The unit whose result it is about."""
        return self.filing.unit

    @property
    def status(self) -> str:
        """CC @ProtestStatus."""
        return self.steps[-1].status

    @property
    def instance(self) -> str:
        """Who decides, or decided last."""
        return self.steps[-1].instance

    @property
    def decided(self) -> Step | None:
        """The decision that stands; ``None`` while there is none."""
        return next((step for step in reversed(self.steps) if step.outcome and step.outcome != "late"), None)

    @property
    def outcome(self) -> str:
        """``upheld``, ``dismissed``, ``withdrawn``; ``late`` where it was never heard; empty before the first decision."""
        return self.decided.outcome if self.decided else self.steps[0].outcome


def stepped(protests: tuple[Protest, ...], fact: ProtestFact, at: str) -> tuple[Protest, ...]:
    """The protests after a fact that was recorded ``at`` an instant."""
    known = next((p for p in protests if p.id == fact.protest), None)
    status = PROTEST_STEPS[(known.status if known else "", str(fact.__struct_config__.tag))]
    if known is None:
        assert isinstance(fact, facts.ProtestFiled | facts.ProtestLate)
        filed = Step(
            status=status,
            at=fact.received or at,
            instance="referee",
            text=fact.reason,
            outcome="late" if isinstance(fact, facts.ProtestLate) else "",
        )
        return (*protests, Protest(filing=fact, number=len(protests) + 1, steps=(filed,)))
    after = _after(known, fact, status, at)
    return tuple(after if p is known else p for p in protests)


def _after(known: Protest, fact: ProtestFact, status: str, at: str) -> Protest:
    step = Step(status=status, at=at, instance=known.instance, text=fact.reason)
    change = msgspec.structs.replace
    match fact:
        case facts.ProtestAdjourned():
            return change(known, steps=(*known.steps, step), hearing=fact.hearing)
        case facts.ProtestReopened():
            opened = change(step, instance=fact.instance, at=fact.received or at)
            return change(known, steps=(*known.steps, opened), hearing="")
        case facts.ProtestDecided():
            decided = change(step, outcome=fact.outcome)
            return change(known, steps=(*known.steps, decided), hearing="", shared=fact.shared, rerun=fact.rerun)
        case _:
            late = change(step, outcome="late", at=fact.received or at)
            return change(known, steps=(*known.steps, late))
