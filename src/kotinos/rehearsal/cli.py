"""``kotinos replay``: plays recorded competition at a platform, through the doors that devices and officials have."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kotinos.rehearsal import paris, ranked_units
from kotinos.rehearsal.complete import Completeness, look
from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.demo.cli import demo
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Played, Player, Stage
from kotinos.rehearsal.reader import Reader, Verdict

__all__ = ["demo", "replay"]

console = Console(stderr=True, highlight=False, soft_wrap=True)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--speed", default="max", show_default=True, help="Times faster than it was held; max: as fast as it is taken."
)
@click.option(
    "--to", metavar="URL", help="A running platform's intake; else a platform is started for the replay alone."
)
@click.option("--feed", "feed_url", metavar="URL", help="That platform's feed, to check what arrives there.")
@click.option("--key-file", type=click.Path(exists=True, path_type=Path), help="That platform's local.key.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the platform that is started [a temporary one]."
)
@click.option("--discipline", "disciplines", multiple=True, help="Only these (ATH, SWM …).")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON on standard output.")
def replay(
    path: Path,
    speed: str,
    to: str | None,
    feed_url: str | None,
    key_file: Path | None,
    data: Path | None,
    disciplines: tuple[str, ...],
    as_json: bool,
) -> None:
    """Play recorded competition through the device interfaces, in time order.

    PATH is a folder with schedules.csv, teams.csv and marks/, or files of competition units as JSON Lines. Every message that is
    not taken whole is listed. A reader follows the feed all the while and compares what it got with a fresh snapshot.

    \b
    Example:  kotinos replay ../shared/data/paris2024 --speed max
    Example:  kotinos replay units.jsonl --speed 60 --to http://127.0.0.1:8025 --key-file var/local.key
    Exit codes: 0 everything taken, 1 something refused or lost, 2 wrong use.
    """
    factor = _factor(speed)
    with console.status("Reading the recording …"):
        cues = chosen(_cues(path), disciplines)
    if not cues:
        raise click.UsageError(f"{path}: nothing to play" + (f" for {', '.join(disciplines)}" if disciplines else ""))
    played, verdict, complete = asyncio.run(_play(cues, factor, to, feed_url, key_file, data))
    if as_json:
        click.echo(json.dumps(_report(played, verdict, complete), indent=1))
    _say(played, verdict)
    if complete is not None:
        _say_complete(complete)
    sys.exit(0 if not played.problems and (verdict is None or not (verdict.faults or verdict.differs)) else 1)


def _factor(speed: str) -> float | None:
    if speed == "max":
        return None
    try:
        factor = float(speed)
    except ValueError:
        factor = 0
    if not (0 < factor < math.inf):
        raise click.BadParameter(f"{speed!r}: a number above 0, or max", param_hint="--speed")
    return factor


def _cues(path: Path) -> list[Cue]:
    if path.is_dir() and paris.is_recording(path):
        return paris.cues(path)[1]
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise click.UsageError(f"{path}: neither schedules.csv with marks/ nor *.jsonl in it")
    return ranked_units.cues(files)


def chosen(cues: Sequence[Cue], disciplines: Sequence[str]) -> list[Cue]:
    """The cues of some disciplines; those of the whole Games stay."""
    if not disciplines:
        return list(cues)
    # Where the first competition was left out, the first one that stays waits for everything planned before it.
    kept = [c for c in cues if c.lane[:3] in disciplines or c.lane == "games"]
    begin = next((n for n, c in enumerate(kept) if c.at), len(kept))
    return [msgspec.structs.replace(c, barrier=c.barrier or n == begin) for n, c in enumerate(kept)]


async def _play(
    cues: list[Cue], speed: float | None, to: str | None, feed: str | None, key_file: Path | None, data: Path | None
) -> tuple[Played, Verdict | None, Completeness | None]:
    async with contextlib.AsyncExitStack() as held:
        if to:
            key = json.loads(key_file.read_text())["key"] if key_file else ""
            stage = Stage(intake=to, key=key, feed=feed or "")
        else:
            folder = data or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="kotinos-replay-")))
            stage = await held.enter_async_context(platform(folder))
        reader = Reader(stage) if stage.feed else None
        following = asyncio.create_task(reader.follow()) if reader else None
        played = await _with_bar(cues, stage, speed)
        verdict = await reader.conclude() if reader else None
        if following:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        return played, verdict, look(reader.documents) if reader else None


async def _with_bar(cues: list[Cue], stage: Stage, speed: float | None) -> Played:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Playing", total=len(cues))
        looked = time.monotonic()

        def progress(cue: Cue, played: Played) -> None:
            nonlocal looked
            if time.monotonic() - looked > 0.1:
                looked = time.monotonic()
                bar.update(task, completed=played.sent, description=cue.what[:52].ljust(52))

        return await Player(stage, speed=speed, progress=progress).play(cues)


def _report(played: Played, verdict: Verdict | None, complete: Completeness | None) -> dict[str, object]:
    return {
        "sent": played.sent,
        "seconds": round(played.seconds, 2),
        "outcomes": dict(played.outcomes),
        "problems": [{"what": p.what, "status": p.status, "said": p.said} for p in played.problems],
        "feed": None
        if verdict is None
        else {
            "messages": verdict.messages,
            "steps": verdict.steps,
            "faults": verdict.faults,
            "differs": verdict.differs,
            "digest": verdict.digest,
        },
        "complete": None if complete is None else msgspec.to_builtins(complete),
    }


def _say(played: Played, verdict: Verdict | None) -> None:
    outcomes = ", ".join(f"{n} {name}" for name, n in sorted(played.outcomes.items()))
    console.print(f"[bold]{played.sent} messages[/bold] in {played.seconds:.1f} s: {outcomes}")
    for problem in played.problems[:40]:
        console.print(f"  [red]{problem.what}[/red] ({problem.status}): {problem.said}")
    if len(played.problems) > 40:
        console.print(f"  … and {len(played.problems) - 40} more (--json lists all)")
    if verdict is None:
        return
    console.print(f"Feed: {verdict.messages} documents in {verdict.steps} steps, digest {verdict.digest[:16]}")
    for fault in (*verdict.faults[:10], *(f"{key} differs from the snapshot" for key in verdict.differs[:10])):
        console.print(f"  [red]{fault}")
    if not verdict.faults and not verdict.differs:
        console.print("  nothing lost, nothing twice, nothing out of order; what was read equals a fresh snapshot")


SHOWN = 20
"""Units and events that are named one by one; more only in the JSON report."""


def _say_complete(complete: Completeness) -> None:
    ranked, decided = complete.units - len(complete.unranked), complete.events - len(complete.open)
    console.print(
        f"{ranked} of {complete.units} units ranked; {decided} of {complete.events} events with their ranking and medals"
    )
    for what, missing in (("has no ranking", complete.unranked), ("lacks", complete.open)):
        for rsc, reason in list(missing.items())[:SHOWN]:
            console.print(f"  [yellow]{rsc} {what} {reason}".rstrip())
        if len(missing) > SHOWN:
            console.print(f"  … and {len(missing) - SHOWN} more (--json lists all)")
    best = sorted(complete.table.items(), key=lambda line: (*(-n for n in line[1]), line[0]))[:10]
    if best:
        console.print("Medals: " + ", ".join(f"{noc} {'-'.join(map(str, medals))}" for noc, medals in best))
