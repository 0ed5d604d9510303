"""Every ODF message that a store of publications makes, edition by edition, under the eyes of the project's own check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
from lxml import etree

from kotinos.forms.editions import edition_of
from kotinos.forms.odf import HeldBack, OdfFeed, form, validate
from kotinos.forms.odf.schema import Sequence
from kotinos.results.publications import open_publications

FEED = OdfFeed(competition="OG2024", timezone="Europe/Paris")
AT_ONCE = 500


class Sent(msgspec.Struct):
    """``problems`` by publication, ``counts`` by DocumentType, ``standing``: the last version and status under each overwrite key."""

    problems: list[str] = []
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    standing: dict[tuple[str, str], tuple[int, str]] = {}


def sent(published: Path) -> Sent:
    """Make, check and count what a client that followed from the first edition would have got."""
    found, sequence = Sent(), Sequence()
    store = open_publications(str(published))
    try:
        after = 0
        while rows := store.read(after, AT_ONCE):
            after = rows[-1].offset
            for row in rows:
                try:
                    edition = edition_of(row, store)
                    messages = form(edition.document, FEED, number=edition.number, before=edition.before)
                except HeldBack as held:
                    found.problems.append(f"{row.key} v{row.version} held back: {held}")
                    continue
                for message in messages:
                    problems = [*validate(message.xml), *sequence.check(message.xml)]
                    found.problems += [f"{row.key} v{row.version}: {problem}" for problem in problems]
                    _count(found, message.xml)
    finally:
        store.close()
    return found


def _count(found: Sent, xml: bytes) -> None:
    root = etree.fromstring(xml)
    type_ = root.get("DocumentType", "")
    found.counts[type_] += 1
    found.standing[type_, root.get("DocumentCode", "")] = (int(root.get("Version", "0")), root.get("ResultStatus", ""))
