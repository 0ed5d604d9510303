"""Checking XML against a schema of our own, with problems in words: where, what, and what would be right.

A value type in a schema says in its ``documentation`` what would be right; that is what a producer reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from kotinos.forms.problem import Problem, line_of

_XS = "{http://www.w3.org/2001/XMLSchema}"
_NAMESPACE = re.compile(r"\{[^}]*\}")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_ATTRIBUTE = re.compile(r"attribute '([\w:-]+)'")


def parsed(xml: bytes) -> etree._Element | Problem:
    """The root of a message, or why it is none. No outside entity is ever read, and a DOCTYPE is refused."""
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        right, line = "well-formed XML in UTF-8", error.lineno or 0
        return Problem(where="the file", what=str(error), would_be_right=right, rule="xml", line=line)
    info: Any = root.getroottree().docinfo
    if info.doctype:
        return Problem(where="the file", what="a DOCTYPE", would_be_right="no DOCTYPE", rule="doctype", line=1)
    return root


def problems(file: Path, root: etree._Element) -> list[Problem]:
    """Every way in which ``root`` breaks the schema ``file``, each once, in the order of the message."""
    schema = _schema(file)
    if schema.validate(root):
        return []
    entries: Any = schema.error_log
    found: dict[tuple[str, str], Problem] = {}
    for entry in entries:
        problem = _explained(file, root, entry.path or "", _NAMESPACE.sub("", entry.message))
        about = (problem.where, problem.rule) if problem.rule == "structure" else (problem.where, "value")
        if (
            about not in found or problem.rule != "value"
        ):  # the facet comes first, its named type says what would be right
            found[about] = problem
    return list(found.values())


def path_of(element: etree._Element) -> str:
    """``sports-content/sports-event/player[2]``: the way to an element without namespaces."""
    return "/".join(reversed([*_steps(element)]))


def _steps(element: etree._Element) -> Iterator[str]:
    at: etree._Element | None = element
    while at is not None:
        parent = at.getparent()
        alike = [] if parent is None else [child for child in parent if child.tag == at.tag]
        place = f"[{alike.index(at) + 1}]" if len(alike) > 1 else ""
        yield etree.QName(at).localname + place
        at = parent


def _explained(file: Path, root: etree._Element, path: str, message: str) -> Problem:
    there: Any = root.getroottree().xpath(path) if path else [root]
    element = there[0] if there else root
    where, line = path_of(element), line_of(element)
    what = message.partition("Expected is")[0].split(": ", 1)[-1].strip().rstrip(".")
    name = etree.QName(element).localname
    if attribute := _ATTRIBUTE.search(message):
        name = f"@{attribute[1]}"
        where += f"/{name}"
        what = what.removeprefix(f"attribute '{attribute[1]}': ")
    value_types = _declared(file).get(name, frozenset())
    if "[facet" in message or "is not a valid value" in message:
        type_ = next(iter(value_types)) if len(value_types) == 1 else "value"
        right = _words(file).get(type_, "another value")
        return Problem(where=where, what=what, would_be_right=right, rule=type_, line=line)
    expected = _EXPECTED.search(message)
    right = f"{expected[1]} here" if expected else "what the schema gives this element, in its order"
    return Problem(where=where, what=what, would_be_right=right, rule="structure", line=line)


@cache
def _schema(file: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(file))


@cache
def _words(file: Path) -> dict[str, str]:
    types = etree.parse(file).getroot().iter(f"{_XS}simpleType")
    said = ((node.get("name", ""), node.findtext(f"{_XS}annotation/{_XS}documentation") or "") for node in types)
    return {name: " ".join(words.split()) for name, words in said if name and words}


@cache
def _declared(file: Path) -> dict[str, frozenset[str]]:
    """The value types that the schema gives to attributes (``@rank``) and elements of each name."""
    found: dict[str, set[str]] = {}
    root = etree.parse(file).getroot()
    for sign, tag in (("@", "attribute"), ("", "element")):
        for node in root.iter(f"{_XS}{tag}"):
            if node.get("type"):
                found.setdefault(f"{sign}{node.get('name')}", set()).add(node.get("type", ""))
    return {name: frozenset(types) for name, types in found.items()}
