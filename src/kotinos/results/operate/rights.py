"""What a person at a desk may do. PURE. What is not allowed by name is refused."""

from __future__ import annotations

from kotinos.results import facts
from kotinos.results.facts import Fact, UnitPlan
from kotinos.results.operate.accounts import EVERYTHING, Account

_STEPS = frozenset({"LIVE", "INTERMEDIATE", "UNCONFIRMED", "UNOFFICIAL"})
"""Result statuses that an operator may set; the others are a manager's."""
_MANAGERS = (
    facts.TieBroken,
    facts.ProtestAdjourned,
    facts.ProtestDecided,
    facts.ProtestReopened,
    facts.Invalidated,
)
_EVERYBODYS = (
    facts.ProtestFiled,
    facts.ScheduleChanged,
    facts.StartListSet,
    facts.HoldConfirmed,
    facts.HoldRejected,
    facts.WeatherObserved,
)


def touches(account: Account, plan: UnitPlan) -> bool:
    """Whether a unit is among the venues and disciplines of an account."""
    return _named(account.venues, plan.venue) and _named(account.disciplines, plan.rsc.discipline)


def _named(allowed: tuple[str, ...], code: str) -> bool:
    return EVERYTHING in allowed or (code != "" and code in allowed)


def may_set(account: Account, now: str, status: str) -> bool:
    """Whether an account may take a result from status ``now`` to ``status``. What is official only a manager touches."""
    return account.role == "manager" or (status in _STEPS and now not in ("OFFICIAL", "PROVISIONAL"))


def may_decide(account: Account, fact: Fact, now: str, step: str = "") -> bool:
    """Whether an account may decide ``fact`` in a unit whose result has the status ``now``; ``step`` is the status for which a hold
    that it answers waits."""
    if isinstance(fact, facts.StatusSet):
        return may_set(account, now, fact.status)
    if isinstance(fact, facts.HoldConfirmed | facts.HoldRejected) and step:
        return may_set(account, now, step)
    if isinstance(fact, _MANAGERS):
        return account.role == "manager"
    return isinstance(fact, _EVERYBODYS)
