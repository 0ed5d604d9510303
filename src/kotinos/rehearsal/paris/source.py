"""The recorded Games as files: ``schedules.csv``, ``teams.csv`` and ``marks/*.csv``, as the Paris 2024 data set has them."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from kotinos.codes import events
from kotinos.codes.rsc import Rsc


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One competitor of one unit: what it did, as published, without a rank."""

    competitor: str
    name: str
    team: bool
    noc: str
    result: str
    kind: str
    irm: str
    start: str
    bib: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the schedule."""

    rsc: Rsc
    start: str
    end: str
    status: str
    medal: int
    name: str
    venue: str
    venue_name: str
    location: str


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of the Games.

    ``competed`` are the units of each competitor, by event (the first 22 characters of an RSC) and competitor. ``left_out`` names
    schedule lines that are no competition units, and why.
    """

    items: tuple[Item, ...]
    marks: dict[Rsc, tuple[Mark, ...]]
    times: dict[Rsc, datetime]
    members: dict[str, tuple[tuple[str, str], ...]]
    competed: dict[tuple[str, str], tuple[Rsc, ...]]
    left_out: tuple[tuple[str, str], ...]


def load(folder: Path) -> Recording:
    """Read a recording; raises ``FileNotFoundError`` for a folder that is none."""
    marks: dict[Rsc, list[Mark]] = {}
    times: dict[Rsc, datetime] = {}
    for file in sorted((folder / "marks").glob("*.csv")):
        for row in _rows(file):
            rsc = Rsc(row["stage_code"])
            times[rsc] = datetime.fromisoformat(row["date"])
            marks.setdefault(rsc, []).append(_mark(row))
    items, left_out = _schedule(folder / "schedules.csv")
    for row in _rows(ADDED):
        rsc = Rsc(row["unit"])
        if rsc not in times:
            items.append(_added(row))
        times[rsc] = datetime.fromisoformat(row["date"])
        marks.setdefault(rsc, []).append(_absent(row))
    competed: dict[tuple[str, str], list[Rsc]] = {}
    for rsc, rows in marks.items():
        for mark in rows:
            competed.setdefault((rsc[:22], mark.competitor), []).append(rsc)
    members = {row["code"]: _members(row) for row in _rows(folder / "teams.csv")}
    return Recording(
        items=tuple(items),
        marks={rsc: tuple(rows) for rsc, rows in marks.items()},
        times=times,
        members=members,
        competed={who: tuple(units) for who, units in competed.items()},
        left_out=tuple(left_out),
    )


ADDED = Path(__file__).parent / "added.csv"
"""Units that the record lacks because nobody competed in them, though they gave a place."""


def _added(row: dict[str, str]) -> Item:
    return Item(
        rsc=Rsc(row["unit"]),
        start=row["date"],
        end=(datetime.fromisoformat(row["date"]) + timedelta(minutes=10)).isoformat(),
        status="FINISHED",
        medal=int(row["medal"]),
        name="",
        venue="",
        venue_name="",
        location="",
    )


def _absent(row: dict[str, str]) -> Mark:
    who = {"competitor": row["competitor"], "name": row["name"], "noc": row["noc"]}
    return Mark(**who, team=False, result="", kind="POINTS", irm="", start="", bib="")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _mark(row: dict[str, str]) -> Mark:
    return Mark(
        competitor=row["participant_code"],
        name=row["participant_name"],
        team=row["participant_type"] == "Team",
        noc=row["participant_country_code"],
        result=row["result"].strip(),
        kind=row.get("result_type") or "POINTS",
        irm=row.get("result_IRM") or "",
        start=row.get("start_order") or "",
        bib=row.get("bib") or "",
    )


def _schedule(file: Path) -> tuple[list[Item], list[tuple[str, str]]]:
    codes = {(e.rsc[:3], e.name("en"), e.rsc[3]): Rsc(e.rsc) for e in events.all()}
    items, left_out = [], []
    for row in _rows(file):
        event = codes.get((row["discipline_code"], row["event"], row["gender"]))
        tail = row["url"].rpartition("/")[2].upper()
        if row["discipline_code"] == "GAR" and event is None and row["gender"] in ("M", "W"):
            # Qualification counts for team, all-around and apparatus at once: the schedule names no single event.
            event = Rsc.of("GAR", row["gender"])
        if event is None:
            left_out.append((row["phase"] or row["url"], "not an event of the programme"))
            continue
        if len(tail) != 12 or not tail.strip("-"):
            left_out.append(
                (f"{row['discipline']} {row['phase']} {row['start_date']}", "its address names no phase or unit")
            )
            continue
        rsc = Rsc(event[:22] + tail)
        items.append(_item(row, rsc))
    return items, left_out


def _item(row: dict[str, str], rsc: Rsc) -> Item:
    return Item(
        rsc=rsc,
        start=row["start_date"],
        end=row["end_date"],
        status=row["status"],
        medal=int(row["event_medal"] or 0),
        name=row["phase"],
        venue=row["venue_code"],
        venue_name=row["venue"],
        location=row["location_code"],
    )


def _members(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Athlete ids and names of a team; the data set writes them as lists in a cell."""
    codes, names = row["athletes_codes"], row["athletes"]
    if not codes or not names:
        return ()
    return tuple(zip(ast.literal_eval(codes), ast.literal_eval(names), strict=True))
