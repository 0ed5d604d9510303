"""Whether a played Games came to its end: every unit ranked, every event with its ranking and medals, the medal table whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

Documents = Mapping[str, Mapping[str, Any]]
"""What stands in the feed, by key."""

DECIDED = ("rank", "irm", "wlt")
"""What says where a competitor came; in a contest it is winning or losing."""


class Completeness(msgspec.Struct, kw_only=True):
    """``unranked`` are units that nobody has a place in, or somebody with a mark has none (with the platform's own reason where it
    gives one); lines of a schedule that nobody starts in are no units, and reserves without a mark have no place. ``open`` are
    events that lack a ranking or medals (with what is missing), ``table`` the medals by NOC: gold, silver, bronze.
    """

    units: int = 0
    events: int = 0
    unranked: dict[str, str] = {}
    open: dict[str, str] = {}
    table: dict[str, tuple[int, int, int]] = {}

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.unranked and not self.open


def look(documents: Documents) -> Completeness:
    """Look at everything that stands."""
    found = Completeness()
    results = _of_type(documents, "DT_RESULT")
    for rsc, document in results.items():
        body = document["body"]
        if not body["rows"]:
            continue
        found.units += 1
        if not _ranked(body["rows"]):
            found.unranked[rsc] = str(body.get("facts", {}).get("unranked", ""))
    rankings, medallists = _of_type(documents, "DT_RANKING"), _of_type(documents, "DT_MEDALLISTS")
    events = sorted({rsc[:22].ljust(34, "-") for rsc, one in results.items() if one["body"]["rows"]})
    found.events = len(events)
    for event in events:
        missing = [name for name, there in (("ranking", rankings), ("medallists", medallists)) if event not in there]
        if missing:
            found.open[event] = " and ".join(missing)
    found.table = _table(documents)
    return found


def _of_type(documents: Documents, kind: str) -> dict[str, Mapping[str, Any]]:
    return {one["rsc"]: one for one in documents.values() if one["type"] == kind and one["body"]}


def _ranked(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(map(_placed, rows)) and all(_placed(row) for row in rows if row.get("mark"))


def _placed(row: Mapping[str, Any]) -> bool:
    return any(row.get(name) not in (None, "") for name in DECIDED)


def _table(documents: Documents) -> dict[str, tuple[int, int, int]]:
    lines: Iterable[Mapping[str, Any]] = ()
    for document in documents.values():
        if document["type"] == "DT_MEDALS" and document["rsc"].startswith("GEN"):
            lines = document["body"]["lines"]
    totals = {line["noc"]: line["counts"][-1] for line in lines}
    return {noc: (c.get("gold", 0), c.get("silver", 0), c.get("bronze", 0)) for noc, c in totals.items()}
