"""``python -m kotinos.forms.sportsml.reference``: the page on SportsML, made from the schema and the vocabulary themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from lxml import etree

from kotinos.forms.sportsml.form import TYPES
from kotinos.forms.sportsml.schema import SCHEMA

_XS = "{http://www.w3.org/2001/XMLSchema}"
_CONTENT = {
    "DT_RESULT": "`sports-event` with one `player` or `team` for each row, in sort order; the sides of a duel have `alignment`",
    "DT_PHASE_RESULT": "`sports-event` of the phase; `kot:unit` says in which unit a row was made",
    "DT_CUMULATIVE_RESULT": "`sports-event` of the event; what each unit gave is a `sub-score`",
    "DT_POOL_STANDING": "`standing` with `outcome-totals`; each match of the cross table is a `sub-score`",
    "DT_BRACKETS": "`tournament`: a `tournament-division` for each tree, a `tournament-round` for each round",
    "DT_RANKING": "`sports-event` of the event, from first to last",
    "DT_MEDALLISTS": "`standing` with one `award` for each medal, its date and the key of its unit",
    "DT_MEDALS": "`standing` with the `award` counts of each organisation",
    "DT_SCHEDULE": "`schedule` with a `sports-event` for each unit; the sides of a duel as soon as one is known",
    "DT_SCHEDULE_UPDATE": "the same, of one unit",
}
_SCORES = {
    "split": "time at a point (`sub-score-name`), with its rank",
    "attempt": "an attempt, `period-value` its number",
    "height": "what was tried at a height (`sub-score-name`)",
    "part": "a component of the mark by name",
    "period": "a side's score in a period, `total-score` after it",
    "running-score": "a side's score after a period, where the period's own is not known",
    "component": "the mark in a unit (`sub-score-key`) of a combined event, with its rank",
    "component-points": "the points it gave",
    "component-irm": "why it gave none",
    "match": "the score against an opponent (`sub-score-name`) in a unit (`sub-score-key`)",
}
_OPENING = """\
# SportsML

What Kotinos sends as SportsML-G2, IPTC's XML for sports results: one `sports-content` for each published document. This page is made
from the code (`python -m kotinos.forms.sportsml.reference > docs/reference/sportsml.md`) and a test keeps it up to date.

**The schema is ours.** `src/kotinos/forms/sportsml/sportsml.xsd` uses the names of the standard (namespace
`http://iptc.org/std/nar/2006-10-01/`) for the part that is sent, in our own words. It is not IPTC's schema and has not been compared
with it; an agency that validates against IPTC's may find differences, and we would like to hear of them. What our schema or our checks
do not allow is held back with an alarm: a competitor twice, a shared place that is not marked as shared, a place beside an invalid
result mark, content in a withdrawal.

`doc-id` stays the same over all versions, `revision-id` counts them. Keys are URNs (`urn:kotinos:OG2024:rsc:…`,
`urn:kotinos:OG2024:competitor:…`) that never change; they are names, nothing is fetched from them. Names stand in every language they
exist in. A withdrawn document has `document-class="kot:withdrawn"` and no content. Statuses and outcomes are IPTC's (`speventstatus:`,
`speventoutcome:`).

What SportsML has no word for is a `sports-property` whose name begins with `kot:`; a key follows a full stop: `kot:irm`,
`kot:best.PB`, `kot:wind.3` (of the third attempt), `kot:why.en`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [_OPENING, *_table("Document", "Content", ((f"`{t}`", _CONTENT[t]) for t in TYPES)), *_scores(), *_elements()]
    )


def _scores() -> Iterator[str]:
    yield from ("", "## Sub-scores", "")
    yield from _table("`sub-score-type`", "", ((f"`kot:{name}`", said) for name, said in _SCORES.items()))


def _elements() -> Iterator[str]:
    yield from ("", "## Elements", "", "Attributes in *italics* are always there.", "")
    root = etree.parse(SCHEMA).getroot()
    named = {node.get("name", ""): node for node in root.iterfind(f"{_XS}complexType")}
    rows = {}
    for node in root.iter(f"{_XS}element"):
        type_ = node.find(f"{_XS}complexType")
        content = type_ if type_ is not None else named.get(node.get("type", ""))
        if content is not None:
            rows[f"`{node.get('name')}`"] = ", ".join(_attributes(content))
    yield from _table("Element", "Attributes", sorted(rows.items()))
    yield ""


def _attributes(content: etree._Element) -> Iterator[str]:
    """The attributes of a type itself, not those of the elements inside it."""
    for node in content.iter(f"{_XS}attribute"):
        owner = next(up for up in node.iterancestors(f"{_XS}complexType"))
        if owner is content:
            name = f"`{node.get('name') or node.get('ref')}`"
            yield f"*{name}*" if node.get("use") == "required" else name


def _table(left: str, right: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {left} | {right} |"
    yield "| --- | --- |"
    for one, other in rows:
        yield f"| {one} | {other} |"


if __name__ == "__main__":
    sys.stdout.write(page())
