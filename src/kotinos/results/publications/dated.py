"""The versions of a document with which a day ended: what was in the papers, and what stands now. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.results.publications import Version


def dated(versions: Iterable[Version]) -> list[Version]:
    """The last version of each day (UTC) on which the document changed, oldest first; the last one stands still."""
    of_day: dict[str, Version] = {}
    for version in versions:
        of_day[version.at[:10]] = version
    return [of_day[day] for day in sorted(of_day)]
