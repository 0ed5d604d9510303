"""What an ODF feed says about itself, and one message of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec


class OdfFeed(msgspec.Struct, frozen=True, kw_only=True):
    """The values every header needs and no document holds.

    ``competition`` is the CC @Competition code (``OG2024``), ``flag`` ``P`` production or ``T`` test, ``timezone`` the zone of the
    venues (IANA name). ``source`` and ``sport`` may hold ``{discipline}``; ``sports`` names the data dictionary of single disciplines.
    ``handed_over``: control has moved to the venue, so bulk messages carry the subtype ``SYNC`` (ODF Foundation Principles 7).
    """

    competition: str
    flag: Literal["P", "T"] = "T"
    timezone: str = "UTC"
    source: str = "KOT{discipline}1"
    gen: str = "SOG-2024-GEN-3.7"
    sport: str = "SOG-2024-{discipline}-3.4"
    codes: str = "SOG-2024-3.10"
    sports: Mapping[str, str] = {}
    day_ends: int = 3
    """The hour, local time, at which the logical day gives way to the next."""
    handed_over: bool = False

    def source_of(self, discipline: str) -> str:
        """The producing system named in the header (SC @Source)."""
        return self.source.format(discipline=discipline)

    def sport_of(self, discipline: str) -> str:
        """The version of the discipline's data dictionary; empty for messages about all disciplines."""
        if discipline == "GEN":
            return ""
        return self.sports.get(discipline) or self.sport.format(discipline=discipline)


class OdfMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One ODF message, ready to be sent: its DocumentType and its bytes (UTF-8, with XML declaration)."""

    document_type: str
    xml: bytes
