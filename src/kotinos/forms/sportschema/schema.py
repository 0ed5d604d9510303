"""The check that every graph passes before it leaves: the vocabulary's classes and properties, and that nothing points nowhere.

It is ours, in the manner of SHACL: what a class may hold, of which kind, and what it must hold. IPTC's own shapes are not part of Kotinos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from kotinos.forms.problem import Problem
from kotinos.forms.sportschema.vocabulary import CLASSES, CODES, NEEDED, Kind, context

_RIGHT: dict[Kind, str] = {
    "label": "a text that is not empty, or texts with their languages",
    "text": "a text that is not empty",
    "place": "a whole number from 1",
    "count": "a whole number from 0",
    "instant": "an instant with its offset, such as 2024-08-04T21:55:03+02:00",
    "code": "one of the codes of IPTC",
    "reference": "the @id of a thing in this graph",
    "references": "a list of @id of things in this graph",
    "ours": "a value that is not empty",
}
_OURS = re.compile(r"kot:[a-z][A-Za-z]*\Z")
_NAME = re.compile(r"(urn:kotinos|kot):\S+\Z")


def validate(data: bytes) -> list[Problem]:
    """Every problem of one graph, none when it may leave."""
    try:
        message = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        return [Problem(where="the message", what=str(error), would_be_right="JSON in UTF-8", rule="shape")]
    if (
        not isinstance(message, dict)
        or set(message) != {"@context", "@graph"}
        or not isinstance(message["@graph"], list)
    ):
        right = "an object with @context and @graph"
        return [Problem(where="the message", what="another shape", would_be_right=right, rule="shape")]
    found = (
        [] if message["@context"] == context() else [_problem("@context", "another context", "ours, inline", "context")]
    )
    nodes = [node for node in message["@graph"] if isinstance(node, dict)]
    types = {str(node.get("@id")): str(node.get("@type")) for node in nodes}
    for number, node in enumerate(message["@graph"]):
        found += _of_node(f"@graph[{number}]", node, types)
    ids = [str(node.get("@id")) for node in nodes]
    found += [_problem(id_, "stands twice", "each thing once", "once") for id_ in types if ids.count(id_) > 1]
    return [*found, *_document(nodes)]


def _document(nodes: list[dict[str, Any]]) -> Iterator[Problem]:
    documents = [node for node in nodes if node.get("@type") == "kot:Document"]
    if len(documents) != 1:
        yield _problem("@graph", f"{len(documents)} documents", "one kot:Document", "document")
    elif bool(documents[0].get("kot:withdrawn")) == (len(nodes) > 1):
        yield _problem(str(documents[0].get("@id")), "content and withdrawal", "one of the two", "content")


def _of_node(where: str, node: object, types: Mapping[str, str]) -> Iterator[Problem]:
    if not isinstance(node, dict) or not _NAME.match(str(node.get("@id", ""))):
        yield _problem(f"{where}/@id", "no name", "a URN of Kotinos", "id")
        return
    where, type_ = str(node["@id"]), str(node.get("@type"))
    if type_ not in CLASSES:
        yield _problem(f"{where}/@type", repr(type_), f"one of {' '.join(CLASSES)}", "class")
        return
    for name in NEEDED.get(type_, ()):
        if name not in node:
            yield _problem(where, f"{name} is missing", "a value", "missing")
    for name, value in node.items():
        if name not in ("@id", "@type"):
            yield from _of_property(f"{where}/{name}", name, value, type_, types)
    if "sport:rank" in node and "kot:irm" in node:
        yield _problem(where, f"rank {node['sport:rank']} beside {node['kot:irm']}", "one of the two", "irm")


def _of_property(where: str, name: str, value: Any, type_: str, types: Mapping[str, str]) -> Iterator[Problem]:
    kind: Kind | None = CLASSES[type_].get(name) or ("ours" if _OURS.match(name) else None)
    if kind is None:
        yield _problem(
            where, "a property that the class does not have", f"one of {' '.join(CLASSES[type_])}", "property"
        )
    elif not _holds(kind, name, value, types):
        yield _problem(where, repr(value), _RIGHT[kind], kind)


def _holds(kind: Kind, name: str, value: Any, types: Mapping[str, str]) -> bool:
    match kind:
        case "label":
            return _is_label(value)
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "place" | "count":
            return isinstance(value, int) and not isinstance(value, bool) and value >= (kind == "place")
        case "instant":
            return _is_instant(value)
        case "code":
            return value in CODES[name]
        case "reference":
            return value in types
        case "references":
            return isinstance(value, list) and bool(value) and all(one in types for one in value)
    return value not in ("", None, [], {})


def _is_label(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(set(one) == {"@language", "@value"} and one["@value"].strip() for one in value)
    return isinstance(value, str) and bool(value.strip())


def _is_instant(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _problem(where: str, what: str, right: str, rule: str) -> Problem:
    return Problem(where=where, what=what, would_be_right=right, rule=rule)
