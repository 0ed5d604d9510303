"""Which rule ranks a unit: by the name it carries or by its RSC, and by the date on which it was held.

`rank` is the one way in. What it returns names the rule set, and `by_id` gives that very set back, so that an old result
can be ranked again to the same bytes after the rules have changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from functools import cache, lru_cache

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import (
    athletics,
    duels,
    factors,
    generic,
    medals,
    programme,
    progression,
    sports_of_games,
)
from kotinos.sports.cards import Asked, Card
from kotinos.sports.ranking import CannotRank, Ranking, RuleSet, Unit

RULE_SETS: tuple[RuleSet, ...] = (
    *(rule_set for discipline in programme.all().values() for rule_set in discipline.rule_sets),
    *duels.RULE_SETS,
    *medals.RULE_SETS,
    *factors.RULE_SETS,
    *generic.RULE_SETS,
    progression.rule_of_heats(athletics.RULE_SETS[0]),
)
"""Every rule set there is. Where two cover an RSC, the first family named here is taken."""

_BY_ID = {rule_set.id: rule_set for rule_set in RULE_SETS}


def by_id(rule_set_id: str) -> RuleSet:
    """The rule set that a stored result names; raises `CannotRank` for an unknown one."""
    try:
        return _BY_ID[rule_set_id]
    except KeyError:
        raise CannotRank(f"rule set {rule_set_id!r} is not in the rulebook") from None


@lru_cache(maxsize=4096)
def choose(rule: str | None, rsc: Rsc | None, date: Date | None = None) -> RuleSet:
    """The rule set of a unit.

    ``rule`` (a rule's name, a family or a whole id) goes before ``rsc``. Of the sets of the family the newest that was in force
    on ``date`` is taken, today's rule without a date, and the oldest one known for anything older than it. Raises `CannotRank`.
    """
    if rule in _BY_ID:
        return _BY_ID[rule]
    family = _family(rule, rsc)
    dated = sorted((one for one in RULE_SETS if one.family == family), key=lambda one: one.effective)
    in_force = [one for one in dated if date is None or one.effective <= date]
    return in_force[-1] if in_force else dated[0]


def card(rule: str | None, asked: Asked, date: Date | None = None) -> Card | None:
    """What is written down of each competitor of a unit so that its rule can rank it; ``None`` where that needs no card."""
    try:
        return choose(rule, asked.rsc, date).card(asked)
    except CannotRank:
        return None


_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a value of an unforeseen shape may end in: raw values come from devices and files, and may be anything."""


def rank(unit: Unit) -> Ranking:
    """Rank one unit by the rule of its sport and day. Raises `CannotRank`, which says which entry and what."""
    rule_set = choose(unit.rule, unit.rsc, unit.date)
    try:
        ranking = rule_set.rank(unit)
        if not unit.facts.get("qualify") or rule_set.id == progression.HEATS_ID:
            return ranking
        heats = [rule_set.rank(part) for part in progression.by_heat(unit).values()]
        return progression.with_marks(ranking, heats, unit)
    except CannotRank:
        raise
    except _MALFORMED as error:
        raise CannotRank(f"{_culprit(rule_set, unit)}: {error}") from error


def _culprit(rule_set: RuleSet, unit: Unit) -> str:
    """The first entry that cannot even be ranked alone, or the whole unit."""
    for entry in sorted(unit.entries, key=lambda one: one.n):
        try:
            rule_set.rank(replace(unit, entries=(entry,), matches=()))
        except _MALFORMED:
            return f"entry {entry.n} ({entry.id}): raw values that {rule_set.family} cannot read"
    return f"values that {rule_set.family} cannot read"


def _family(rule: str | None, rsc: Rsc | None) -> str:
    if rule:
        return _only((one for one in RULE_SETS if rule == one.family or rule in one.names), f"rule {rule!r}")
    if rsc is None:
        raise CannotRank("neither a rule nor an RSC says how to rank this unit")
    covering = next((one for one in _candidates(rsc.discipline) if one.covers(rsc)), None)
    if covering:
        return covering.family
    name = sports_of_games.rule_of(rsc)
    if name is None:
        raise CannotRank(f"no rule covers {rsc}")
    return _family(name, None)


@cache
def _candidates(discipline: str) -> tuple[RuleSet, ...]:
    """The rule sets that may cover an RSC of a discipline, in the order of `RULE_SETS`: its own, and those of no discipline."""
    own = programme.all().get(discipline)
    ours = {id(one) for one in own.rule_sets} if own else set()
    others = {id(one) for other in programme.all().values() for one in other.rule_sets} - ours
    return tuple(one for one in RULE_SETS if id(one) not in others)


def _only(found: Iterable[RuleSet], what: str) -> str:
    families = sorted({one.family for one in found})
    if not families:
        raise CannotRank(f"{what} is not in the rulebook")
    return families[0]
