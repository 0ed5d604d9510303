"""Published documents as tables for a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import Progress
from rich.table import Table
from rich.text import Text as Words

from kotinos.codes import statuses
from kotinos.codes.rsc import LENGTH
from kotinos.results import documents as d
from kotinos.results.held import HeldValue
from kotinos.results.publications import Publication, Version

PATIENCE = 2.0
"""Seconds before a progress bar appears."""

HEADS = {
    "en": {
        "rank": "Rank",
        "noc": "NOC",
        "name": "Name",
        "mark": "Mark",
        "time": "Time",
        "unit": "Unit",
        "status": "Status",
        "why": "Why",
    },
    "fr": {
        "rank": "Place",
        "noc": "CNO",
        "name": "Nom",
        "mark": "Marque",
        "time": "Heure",
        "unit": "Unité",
        "status": "État",
        "why": "Pourquoi",
    },
}
MEDALS = {
    "en": {"ME_GOLD": "gold", "ME_SILVER": "silver", "ME_BRONZE": "bronze"},
    "fr": {"ME_GOLD": "or", "ME_SILVER": "argent", "ME_BRONZE": "bronze"},
}


def newest_lines(bodies: Iterable[tuple[int, d.ScheduleBody]], day: str | None) -> list[d.UnitLine]:
    """One line a unit, the one of the greatest step; of one day where ``day`` is given; in schedule order."""
    newest: dict[str, tuple[int, d.UnitLine]] = {}
    for step, body in bodies:
        for line in body.units:
            if newest.get(line.rsc, (-1, line))[0] <= step:
                newest[line.rsc] = (step, line)
    lines = [line for _, line in newest.values() if day is None or line.start.startswith(day)]
    return sorted(lines, key=lambda one: (one.start, one.order, one.rsc))


def versions(found: Mapping[str, Sequence[Version]], lang: str) -> RenderableType:
    """Documents with the versions that ended a day: until when each stood as published, and since when the last one stands."""
    said = {
        "en": ("Document", "Version", "Status", "Published", "as published {0}", "since {0}"),
        "fr": ("Document", "Version", "État", "Publié", "tel que publié le {0}", "depuis le {0}"),
    }[lang]
    table = Table(*said[:4], box=None, pad_edge=False)
    for key, ones in found.items():
        for one in ones:
            when = said[5] if one is ones[-1] else said[4]
            status = statuses.text("result", one.status)[lang] if one.status else ""
            shown = f"{when.format(one.at[:10])}  (--at {one.at})"
            table.add_row(key.partition("/")[0], str(one.version), status, shown)
    return table


def schedule(lines: Sequence[d.UnitLine], lang: str) -> RenderableType:
    """Units with their time and status."""
    heads = HEADS[lang]
    table = Table(heads["time"], heads["unit"], heads["status"], box=None, pad_edge=False)
    table.add_column("RSC", no_wrap=True, min_width=LENGTH)  # somebody will copy it
    for line in lines:
        status = ("result", line.result_status) if line.result_status else ("schedule", line.status)
        table.add_row(
            line.start[:16].replace("T", " "),
            Words(line.name.get(lang, "")),
            statuses.text(*status)[lang],  # type: ignore[arg-type]
            line.rsc,
        )
    return table


def document(row: Publication, body: d.Body, lang: str, why: bool) -> Iterator[RenderableType]:
    """One document: a heading, its rows, its notes. Documents without rows give nothing."""
    rows = list(_rows(body, lang, why))
    if not rows:
        return
    status = statuses.text("result", row.status)[lang] if row.status else ""
    yield Words(
        f"{_title(body, lang)}  {status}  (version {row.version}, {row.at[:19].replace('T', ' ')} UTC)", style="bold"
    )
    heads = HEADS[lang]
    table = Table(heads["rank"], heads["noc"], heads["name"], heads["mark"], "", box=None, pad_edge=False)
    for cells in rows:
        table.add_row(*map(Words, cells))
    yield table
    for note in getattr(body, "notes", ()):
        yield Words(note, style="italic")
    yield Words("")


def _title(body: d.Body, lang: str) -> str:
    if isinstance(body, d.ResultBody):
        return body.unit.name.get(lang, body.unit.rsc)
    names = [getattr(body, field, {}).get(lang, "") for field in ("event_name", "name")]
    return " · ".join(name for name in names if name) or type(body).__name__


def _rows(body: d.Body, lang: str, why: bool) -> Iterator[tuple[str, ...]]:
    match body:
        case d.ResultBody(rows=rows) | d.PhaseResultBody(rows=rows) | d.RankingBody(rows=rows):
            for row in rows:
                yield from _result(row, lang, why)
        case d.CumulativeBody(rows=totals):
            for total in totals:
                yield from _result(total.row, lang, why)
        case d.PoolBody(rows=pool):
            for line in pool:
                counts = f"{line.won}-{line.tied}-{line.lost}  {line.for_}:{line.against}"
                yield from _because(line.why, lang, why)
                yield (_place(line), line.competitor.noc, line.competitor.name, line.points, f"{counts} {line.qual}")
        case d.MedallistsBody(medals=won):
            for one in won:
                yield (MEDALS[lang][one.medal], one.competitor.noc, one.competitor.name, "", "")


def _result(row: d.ResultRow, lang: str, why: bool) -> Iterator[tuple[str, ...]]:
    yield from _because(row.why, lang, why)
    mark = " ".join(part for part in (row.mark, row.irm) if part)
    extra = " ".join(part for part in (row.qual, row.wlt, row.diff) if part)
    yield (_place(row), row.competitor.noc, row.competitor.name or row.competitor.id, mark, extra)


def _because(reason: d.Text, lang: str, why: bool) -> Iterator[tuple[str, ...]]:
    if why and reason:
        yield ("", "", reason.get(lang, ""), "", "")


def _place(row: d.ResultRow | d.PoolRow) -> str:
    return "" if row.rank is None else f"{'=' if row.rank_equal else ''}{row.rank}"


def medals(body: d.MedalsBody, lang: str) -> RenderableType:
    """The medal table."""
    words = MEDALS[lang]
    table = Table(
        HEADS[lang]["rank"], HEADS[lang]["noc"], HEADS[lang]["name"], *words.values(), "total", box=None, pad_edge=False
    )
    for line in body.lines:
        total = line.counts[-1]
        place = f"{'=' if line.rank_equal else ''}{line.rank}"
        counts = map(str, (total.gold, total.silver, total.bronze, total.total))
        table.add_row(place, line.noc, Words(line.name.get(lang, line.noc)), *counts)
    return table


def holds(held: Sequence[HeldValue], lang: str) -> RenderableType:
    """What waits for a person, with its name for the answer."""
    heads = HEADS[lang]
    table = Table("RSC", heads["noc"], heads["name"], heads["mark"], heads["why"], "", box=None, pad_edge=False)
    for one in held:
        why = "; ".join(reason.text.get(lang, reason.code) for reason in one.reasons)
        said = f"{one.slot} {one.value}" if one.slot != "mark" else str(one.value)
        answer = f"{one.answer} {one.by} ({one.reason})" if one.answer else one.hold
        table.add_row(one.unit, one.noc, Words(one.name or one.competitor), Words(said), Words(why), Words(answer))
    return table


@contextmanager
def progress(what: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """A bar that appears once something takes longer than a moment; yields what to call with done and all."""
    begun = time.monotonic()
    with Progress(console=console, transient=True) as bar:
        task: Any = bar.add_task(what, total=None, visible=False)

        def tell(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole, visible=time.monotonic() - begun > PATIENCE)

        yield tell
