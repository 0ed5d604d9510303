"""The recorded marks of Paris 2024, and beside them what officials would have recorded where a sheet of marks cannot hold it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.rehearsal import paris
from kotinos.sports.ranking import Entry

FACTS = Path(paris.__file__).parent / "facts"

Row = Mapping[str, str]
Units = dict[Rsc, tuple[Entry, ...]]


def rows(folder: Path, sheet: str) -> dict[Rsc, list[Row]]:
    """The units of a sheet, each with its rows in the order of the file."""
    units: dict[Rsc, list[Row]] = defaultdict(list)
    with (folder / "paris2024" / "marks" / f"{sheet}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            units[Rsc(row["stage_code"])].append(row)
    return units


def facts(family: str) -> dict[tuple[Rsc, str], dict[str, str]]:
    """What the marks do not hold, by unit and competitor: values by slot."""
    found: dict[tuple[Rsc, str], dict[str, str]] = defaultdict(dict)
    with (FACTS / f"{family}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[Rsc(row["unit"]), row["competitor"]][row["slot"]] = row["value"]
    return found


def events(folder: Path, sheet: str, family: str) -> dict[Rsc, Units]:
    """The units of each event of a sheet with their entries, sides in the order of the competitors' codes."""
    known = facts(family)
    found: dict[Rsc, Units] = defaultdict(dict)
    for rsc, lines in sorted(rows(folder, sheet).items()):
        ordered = sorted(lines, key=lambda row: row["participant_code"])
        found[rsc.at(Level.EVENT)][rsc] = tuple(
            _entry(n, rsc, row, known.get((rsc, row["participant_code"]), {})) for n, row in enumerate(ordered)
        )
    return found


def _entry(n: int, rsc: Rsc, row: Row, known: Mapping[str, str]) -> Entry:
    raw: dict[str, Any] = {"mark": row["result"], **known}
    irm = raw.pop("irm", None) or row.get("result_IRM") or None
    return Entry(
        n=n,
        id=row["participant_code"],
        name=row["participant_name"],
        noc=row["participant_country_code"],
        raw={name: value for name, value in raw.items() if value != ""},
        irm=irm,
        order=n + 1,
        group=rsc,
    )
