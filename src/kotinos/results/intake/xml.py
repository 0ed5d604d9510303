"""XML from strangers: no entities, no network, bounded size and depth, and errors with their line."""

from __future__ import annotations

from typing import Any

from lxml import etree

from kotinos.results.intake.reading import BadMessage

Element = etree._Element


def parse(message: bytes, root: str) -> Element:
    """The root element, which must be ``root``; raises `BadMessage`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        found = etree.fromstring(message, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadMessage(f"not well-formed XML: {str(error)[:200]}", _line(error), "one whole XML document") from error
    info: Any = found.getroottree().docinfo
    if info.doctype:
        raise BadMessage("a document type declaration", "line 1", "XML without DOCTYPE, as entities are not read")
    if found.tag != root:
        raise BadMessage(f"the root element is {str(found.tag)[:60]!r}", "line 1", root)
    return found


def where(element: Element, **names: str) -> str:
    """``line 12, RESULT resultid=7``: the place of an element for whoever looks for it."""
    shown = "".join(f" {name}={value}" for name, value in names.items() if value)
    return f"line {element.sourceline}, {element.tag}{shown}"


def _line(error: Exception) -> str:
    return f"line {getattr(error, 'lineno', None) or 1}"
