"""The check that every SportsML message passes before it leaves: a schema of our own, then what no schema can say.

IPTC publishes the standard's schema; ``sportsml.xsd`` is not it. It holds the standard's names for the part of SportsML that is sent here,
in our own words, and is stricter: what it does not name is not sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kotinos.forms.problem import Problem, line_of
from kotinos.forms.sportsml.building import NAMESPACE
from kotinos.forms.xsd import parsed, path_of, problems

SCHEMA = Path(__file__).parent / "sportsml.xsd"
_N = f"{{{NAMESPACE}}}"


def validate(xml: bytes) -> list[Problem]:
    """Every problem of one message, none when it may leave."""
    root = parsed(xml)
    if isinstance(root, Problem):
        return [root]
    if root.tag != f"{_N}sports-content":
        return [
            Problem(where=path_of(root), what="this root element", would_be_right="sports-content", rule="root", line=1)
        ]
    return [*problems(SCHEMA, root), *_checks(root)]


def _checks(root: etree._Element) -> Iterator[Problem]:
    withdrawn = root.find(f"{_N}sports-metadata[@document-class='kot:withdrawn']") is not None
    if withdrawn == (len(root) > 1):
        right = "no content behind sports-metadata" if withdrawn else "content behind sports-metadata"
        yield _problem(root, "the content of this message", right, "content")
    for element in root.iter(f"{_N}sports-event", f"{_N}standing"):
        yield from _each_once(element)
        yield from _honest_ties(element)
    for element in root.iter(f"{_N}player-stats", f"{_N}team-stats"):
        if element.get("rank") and _fact(element, "irm"):
            yield _problem(
                element, f"rank {element.get('rank')} beside {_fact(element, 'irm')}", "one of the two", "irm"
            )


def _each_once(event: etree._Element) -> Iterator[Problem]:
    """Each competitor stands once in an event; places that nobody fills yet may repeat, and so may who won two medals."""
    seen: set[str] = set()
    for metadata in event.iterfind(f"{_N}*/*[@key]"):
        key = metadata.get("key", "")
        if key in seen and not key.startswith("kot:") and event.tag == f"{_N}sports-event":
            yield _problem(metadata, f"{key} again", "each competitor once", "once")
        seen.add(key)


def _honest_ties(event: etree._Element) -> Iterator[Problem]:
    """A place that two share is marked as shared, and only such a place."""
    stats = [e for kind in ("player", "team") for e in event.iterfind(f"{_N}{kind}/{_N}{kind}-stats[@rank]")]
    ranks = [e.get("rank") for e in stats]
    for element in stats:
        if (ranks.count(element.get("rank")) > 1) != (_fact(element, "rank-equal") == "true"):
            right = "kot:rank-equal on every shared place and on no other"
            yield _problem(element, f"rank {element.get('rank')}", right, "tie")


def _fact(element: etree._Element, name: str) -> str:
    found = element.find(f"{_N}sports-property[@formal-name='kot:{name}']")
    return "" if found is None else found.get("value", "")


def _problem(element: etree._Element, what: str, right: str, rule: str) -> Problem:
    return Problem(where=path_of(element), what=what, would_be_right=right, rule=rule, line=line_of(element))
