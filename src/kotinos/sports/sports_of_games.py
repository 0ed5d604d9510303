"""The general rule of each discipline that has no rules of its own here: which way its marks count.

A unit whose plan names a rule is ranked by that; this table answers only where nothing else does.
"""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats

_BY_RULE = {
    "points_desc": "CLB",
    "h2h_points": "SQU",
}

RULE_OF_DISCIPLINE = {
    discipline: rule for rule, disciplines in reversed(_BY_RULE.items()) for discipline in disciplines.split()
}
"""Discipline (first part of an RSC) to the name of a rule in `kotinos.sports.generic`."""


def rule_of(rsc: Rsc) -> str | None:
    """The rule's name; ``None`` for a discipline that is not in the table."""
    if formats.is_versus(rsc.discipline) and not formats.is_duel(rsc):
        return "points_desc"
    return RULE_OF_DISCIPLINE.get(rsc.discipline)
