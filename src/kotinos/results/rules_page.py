"""``python -m kotinos.results.rules_page``: the page that lists every rule set there is, made from the rule book itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from kotinos.codes import disciplines
from kotinos.sports import programme, rulebook
from kotinos.sports.ranking import RuleSet

_OPENING = """\
# Rule sets

Every rule there is, with the date from which it was in force. Sets of one family replace one another by date: a unit is ranked by the
newest that was in force on its day, and its result names that set, so that it can be ranked again to the same bytes after the rules have
changed. This page is made from the code (`python -m kotinos.results.rules_page > docs/reference/rules.md`) and a test keeps it up to date.

A unit of `kotinos rank` may name a rule by its name; a plan may name one for a phase; where nobody does, the RSC and the day decide.
"""


def page() -> str:
    """The whole page."""
    parts = [_OPENING]
    told: set[str] = set()
    for code, one in sorted(programme.all().items()):
        fresh = [rule_set for rule_set in one.rule_sets if rule_set.id not in told]
        told.update(rule_set.id for rule_set in fresh)
        if fresh:
            parts.append(f"## {disciplines.name(code, 'en')} ({code})\n\n" + _table(fresh))
    others = [rule_set for rule_set in rulebook.RULE_SETS if rule_set.id not in told]
    parts.append("## Rules that belong to no discipline\n\n" + _table(others))
    return "\n".join(parts)


def _table(rule_sets: Sequence[RuleSet]) -> str:
    return "\n".join(
        ("| rule set | names | IRMs, as they stand | source |", "| --- | --- | --- | --- |", *_rows(rule_sets), "")
    )


def _rows(rule_sets: Sequence[RuleSet]) -> Iterator[str]:
    for one in sorted(rule_sets, key=lambda rule_set: (rule_set.family, rule_set.effective)):
        names = ", ".join(f"`{name}`" for name in one.names)
        yield f"| `{one.id}` | {names} | {' '.join(one.irms)} | {one.source.replace('|', '/')} |"


if __name__ == "__main__":
    sys.stdout.write(page())
