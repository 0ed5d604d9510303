"""Where a problem is: the path of its element, and its line."""

from __future__ import annotations

from lxml import etree

from kotinos.forms.problem import Problem, line_of

Element = etree._Element


def problem(element: Element, what: str, right: str, rule: str, attribute: str = "") -> Problem:
    """A problem at an element or one of its attributes."""
    path = element.getroottree().getpath(element).lstrip("/")
    where = f"{path}/@{attribute}" if attribute else path
    return Problem(where=where, what=what, would_be_right=right, rule=rule, line=line_of(element))
