"""The check that every IOF list passes before it leaves: a schema of our own for what is sent, then what no schema can say.

``iof.xsd`` holds the standard's names in our own words; the federation's own schema is larger. The tests hold what is sent against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kotinos.forms.iof.building import NAMESPACE
from kotinos.forms.problem import Problem, line_of
from kotinos.forms.xsd import parsed, path_of, problems

SCHEMA = Path(__file__).parent / "iof.xsd"
_N = f"{{{NAMESPACE}}}"
_OUT = ("Inactive", "DidNotStart")
_IN = ("OK", "Finished")


def validate(xml: bytes) -> list[Problem]:
    """Every problem of one list, none when it may leave."""
    root = parsed(xml)
    if isinstance(root, Problem):
        return [root]
    if root.tag not in (f"{_N}StartList", f"{_N}ResultList"):
        right = f"StartList or ResultList in {NAMESPACE}"
        return [Problem(where=path_of(root), what="this root element", would_be_right=right, rule="root", line=1)]
    return [*problems(SCHEMA, root), *_checks(root)]


def _checks(root: etree._Element) -> Iterator[Problem]:
    for result in root.iter(f"{_N}Result", f"{_N}OverallResult"):
        yield from _state(result)
    for result in root.iterfind(f".//{_N}PersonResult/{_N}Result"):
        if result.findtext(f"{_N}Status") == "OK" and result.find(f"{_N}Time") is None:
            yield _problem(result, "OK without a time", "a time, or another state", "time")
    for team in root.iter(f"{_N}TeamResult"):
        yield from _legs(team)
    if root.get("status") == "Complete":
        for status in root.iter(f"{_N}Status"):
            if status.text in ("Active", "Inactive", "Finished"):
                yield _problem(
                    status, f"{status.text} in a complete list", "status Snapshot until all are in", "complete"
                )


def _state(result: etree._Element) -> Iterator[Problem]:
    """Who did not run has no time, who is out there none yet, who is in and valid has one; only who is in has a place."""
    state = result.findtext(f"{_N}Status", "")
    timed, placed = result.find(f"{_N}Time") is not None, result.find(f"{_N}Position") is not None
    if state in (*_OUT, "Active") and timed:
        yield _problem(result, f"a time beside {state}", "a time only once the runner is in", "time")
    if placed and state not in _IN:
        yield _problem(result, f"a position beside {state}", "a position only for OK or Finished", "position")
    if state in _OUT and result.find(f"{_N}FinishTime") is not None:
        yield _problem(result, f"a finish beside {state}", "no finish", "finish")


def _legs(team: etree._Element) -> Iterator[Problem]:
    """Nobody has run a leg before the one before it was over."""
    waiting = False
    for result in team.iterfind(f"{_N}TeamMemberResult/{_N}Result"):
        state = result.findtext(f"{_N}Status", "")
        if waiting and state in ("OK", "Finished"):
            yield _problem(
                result, f"leg {result.findtext(f'{_N}Leg')} {state} behind a leg that nobody has run", "Inactive", "leg"
            )
        waiting = waiting or state in (*_OUT, "Active")


def _problem(element: etree._Element, what: str, right: str, rule: str) -> Problem:
    return Problem(where=path_of(element), what=what, would_be_right=right, rule=rule, line=line_of(element))
