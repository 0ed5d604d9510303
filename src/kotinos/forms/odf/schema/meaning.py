"""Which type the schema gives to an attribute, and what its documentation says would be right."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
from lxml import etree

FOLDER = Path(__file__).parent
_XS = "{http://www.w3.org/2001/XMLSchema}"
_STEP = re.compile(r"([A-Za-z]+)(?:\[\d+\])?")


class Shape(msgspec.Struct):
    """An element's children and attributes with the names of their types."""

    children: dict[str, str]
    attributes: dict[str, str]


class Shapes(msgspec.Struct):
    """The types of one message schema: what stands in an element, and each value type in words."""

    complex: dict[str, Shape]
    words: dict[str, str]
    groups: dict[str, dict[str, str]]

    def type_of(self, path: str, attribute: str) -> str:
        """The value type of an attribute at ``/OdfBody/Competition/Result[1]``; empty where the schema knows none."""
        steps = _STEP.findall(path)
        shape = self.complex.get(steps[0])
        for step in steps[1:]:
            shape = self.complex.get(shape.children.get(step, "")) if shape else None
        return shape.attributes.get(attribute, "") if shape else ""


@cache
def shapes(file: str) -> Shapes:
    """Read a schema file and those it includes."""
    found = Shapes({}, {}, {})
    for tree in _with_included(file):
        for node in tree.iterfind(f"{_XS}simpleType"):
            found.words[node.get("name", "")] = node.findtext(f"{_XS}annotation/{_XS}documentation") or ""
        for node in tree.iterfind(f"{_XS}attributeGroup"):
            found.groups[node.get("name", "")] = _attributes(node)
    for tree in _with_included(file):
        for node in tree.iterfind(f"{_XS}complexType"):
            _read(found, node.get("name", ""), node)
        for node in tree.iterfind(f"{_XS}element"):
            _read(found, node.get("name", ""), node)
    return found


def _with_included(file: str) -> list[etree._Element]:
    root = etree.parse(FOLDER / file).getroot()
    included = [_with_included(node.get("schemaLocation", "")) for node in root.iterfind(f"{_XS}include")]
    return [root, *(tree for trees in included for tree in trees)]


def _read(found: Shapes, name: str, node: etree._Element) -> None:
    """Note one type or element. An element declared with its type inside is noted under its own name."""
    shape = Shape({}, {})
    content = node if node.tag == f"{_XS}complexType" else node.find(f"{_XS}complexType")
    if content is None:
        return
    shape.attributes.update(_attributes(content))
    for group in content.iterfind(f"{_XS}attributeGroup"):
        shape.attributes.update(found.groups.get(group.get("ref", ""), {}))
    for kind in ("sequence", "choice"):
        for child in content.iterfind(f"{_XS}{kind}/{_XS}element"):
            own = child.get("name", "")
            shape.children[own] = child.get("type", own)
            if child.get("type") is None:
                _read(found, own, child)
    found.complex[name] = shape


def _attributes(node: etree._Element) -> dict[str, str]:
    return {a.get("name", ""): a.get("type", "") for a in node.iterfind(f"{_XS}attribute")}
