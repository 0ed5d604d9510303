"""Building SportsML: its namespace, names in every language, and facts for which the standard has no word of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

from kotinos.forms.element import Element, add, text, write

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def content() -> Element:
    """The empty root, ``sports-content``."""
    return etree.Element(f"{{{NAMESPACE}}}sports-content", nsmap={None: NAMESPACE})  # type: ignore[dict-item]


def put(parent: Element, tag: str, /, **attributes: object) -> Element:
    """Append an element; ``start_date_time`` is the attribute ``start-date-time``."""
    return add(parent, tag, **{name.replace("_", "-"): value for name, value in attributes.items()})


def name(parent: Element, names: Mapping[str, str], tag: str = "name") -> None:
    """A name in each of its languages."""
    for lang, words in names.items():
        write(parent, tag, words, **{LANG: lang})


def known(parent: Element, fact: str, value: object, key: str = "") -> None:
    """A fact of ours as ``sports-property``: ``kot:irm``, or ``kot:best.PB`` where a fact has a key. Left out without a value."""
    shown = "true" if value is True else "" if value is None or value is False else text(value)
    if shown:
        whole = ".".join(["_".join(part.split()) for part in (f"kot:{fact}", key) if part])
        put(parent, "sports-property", formal_name=whole, value=shown)


def instant(said: str, zone: str) -> str:
    """An ISO 8601 instant in the venue's zone, to the second; empty stays empty."""
    if not said:
        return ""
    moment, here = datetime.fromisoformat(said), ZoneInfo(zone)
    return (moment.astimezone(here) if moment.tzinfo else moment.replace(tzinfo=here)).isoformat(timespec="seconds")
