"""What only a sequence of messages shows: versions that rise, withdrawals that name what they withdraw, notes that are kept."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from kotinos.forms.problem import Problem

KEY = ("CompetitionCode", "DocumentCode", "DocumentSubcode", "DocumentType", "DocumentSubtype", "Language")
"""The overwrite key: a newer version under it replaces the older completely (Foundation Principles 3.3.2)."""


class _Last(msgspec.Struct, frozen=True):
    version: int
    source: str
    notes: tuple[str, ...]


class Sequence:
    """Checks the messages of one feed in the order in which they are sent."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, ...], _Last] = {}
        self._feed: tuple[str, str] | None = None

    def check(self, xml: bytes) -> list[Problem]:
        """The problems of the next message with those before it. It must be well-formed."""
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        found = list(self._problems(root))
        key = tuple(root.get(name, "") for name in KEY)
        notes = tuple(note.text or "" for note in root.iterfind("Note"))
        withdrawn = root.find("Competition") is None
        self._last[key] = _Last(_version(root), root.get("Source", ""), () if withdrawn else notes)
        self._feed = self._feed or (root.get("CompetitionCode", ""), root.get("FeedFlag", ""))
        return found

    def _problems(self, root: etree._Element) -> Iterator[Problem]:
        feed = (root.get("CompetitionCode", ""), root.get("FeedFlag", ""))
        if self._feed is not None and self._feed != feed:
            right = " ".join(self._feed)
            yield _at("@FeedFlag", f"{' '.join(feed)} in a feed of {right}", f"{right} throughout", "feed")
        last = self._last.get(tuple(root.get(name, "") for name in KEY))
        if last is None or last.source != root.get("Source", ""):
            return
        version = _version(root)
        if root.find("Competition") is None:
            if version < last.version:
                yield _at(
                    "@Version",
                    f"withdraws version {version}, but {last.version} stands",
                    str(last.version),
                    "withdrawal",
                )
            return
        if version <= last.version:
            right = f"{last.version + 1} or more"
            yield _at("@Version", f"{version} after {last.version}", right, "version_order")
        notes = tuple(note.text or "" for note in root.iterfind("Note"))
        if notes[: len(last.notes)] != last.notes:
            yield _at("Note", "an earlier note is gone", "all earlier notes first, then the new one", "notes")


def _version(root: etree._Element) -> int:
    shown = root.get("Version", "")
    return int(shown) if shown.isdigit() else 0


def _at(where: str, what: str, right: str, rule: str) -> Problem:
    return Problem(where=f"OdfBody/{where}", what=what, would_be_right=right, rule=rule, line=1)
