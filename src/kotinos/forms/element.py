"""Building XML: an optional attribute without a value and an element without content are not sent."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element

# Control characters that XML 1.0 cannot carry at all; a name typed with one of them must not stop a result.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    """``value`` as text, without the characters that XML 1.0 forbids."""
    shown = str(value)
    return (shown if shown.isprintable() else _FORBIDDEN.sub("", shown)).strip()


def add(parent: Element, tag: str, /, **attributes: object) -> Element:
    """Append an element of its parent's namespace; attributes that are ``None`` or empty are left out."""
    namespace, brace, _ = str(parent.tag).rpartition("}")
    return fill(etree.SubElement(parent, namespace + brace + tag), **attributes)


def write(parent: Element, tag: str, content: object, /, **attributes: object) -> Element | None:
    """Append an element that holds text; none where there is no text."""
    shown = "" if content is None else text(content)
    if not shown:
        return None
    element = add(parent, tag, **attributes)
    element.text = shown
    return element


def fill(element: Element, /, **attributes: object) -> Element:
    """Set the attributes that have a value, in the order given."""
    for name, value in attributes.items():
        shown = "" if value is None else text(value)
        if shown:
            element.set(name, shown)
    return element


def prune(element: Element) -> None:
    """Take out an element that ended up with neither attribute nor content."""
    parent = element.getparent()
    if parent is not None and not len(element) and not element.attrib and not element.text:
        parent.remove(element)


def serialise(root: Element) -> bytes:
    """The bytes that are sent: UTF-8 with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
