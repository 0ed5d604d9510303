"""ODF messages in: schedule, participants, teams, entries and results (ODF Foundation Principles; each Games' data dictionaries).

What this platform computes itself (standings, brackets, medals, statistics) and what is not results is not read: such a message is kept
and recorded as refused for good.
"""

from __future__ import annotations

from collections.abc import Callable

from kotinos.codes.rsc import Level
from kotinos.results.facts import Invalidated
from kotinos.results.intake.odf import partic, result, schedule, weather
from kotinos.results.intake.odf.header import Header, header_of
from kotinos.results.intake.reading import Broken, Reading, Said, Sheet
from kotinos.results.intake.xml import Element, parse

_READERS: dict[str, Callable[[Header, Element], list[Reading]]] = {
    "DT_SCHEDULE": schedule.read,
    "DT_SCHEDULE_UPDATE": schedule.read,
    "DT_PARTIC": partic.read,
    "DT_PARTIC_UPDATE": partic.read,
    "DT_PARTIC_TEAMS": partic.read_teams,
    "DT_PARTIC_TEAMS_UPDATE": partic.read_teams,
    "DT_PARTIC_NAME": partic.read_names,
    "DT_PARTIC_HORSES": partic.read_horses,
    "DT_PARTIC_HORSES_UPDATE": partic.read_horses,
    "DT_ENTRIES": partic.read_entries,
    "DT_RESULT": result.read,
    "DT_WEATHER": weather.read,
}
TYPES = tuple(_READERS)
"""Document types that are read."""

SILENT = frozenset({"DT_KA", "DT_PING", "DT_LOCAL_ON", "DT_LOCAL_OFF", "DT_GLOBAL_GM", "DT_GLOBAL_GN"})
"""Signs of life and session frames: there is nothing in them to record, and nothing to refuse."""


def read(message: bytes) -> Sheet:
    """What an ODF message says; raises `BadMessage`."""
    root = parse(message, "OdfBody")
    header = header_of(root)
    if header.type in SILENT:
        return Sheet(readings=())
    reader = _READERS.get(header.type)
    if reader is None:
        unread = Broken(
            where="OdfBody, DocumentType",
            what=f"{header.type} is not read by this platform",
            right=", ".join(TYPES),
            final=True,
        )
        return Sheet(readings=(unread,))
    competition = root.find("Competition")
    if competition is None:
        return Sheet(readings=(_invalidation(header),), stamp=header.stamp, feed=header.feed)
    return Sheet(readings=tuple(reader(header, competition)), stamp=header.stamp, feed=header.feed)


def _invalidation(header: Header) -> Reading:
    if header.type != "DT_RESULT":
        return Broken(
            where="OdfBody",
            what=f"a {header.type} without Competition: only results can be declared void",
            right="a new version with the right content",
            final=True,
        )
    reason = header.note or f"declared void by {header.stamp.source}, version {header.stamp.version}"
    return Said(where="OdfBody", fact=Invalidated(unit=header.rsc(Level.PHASE), reason=reason))
