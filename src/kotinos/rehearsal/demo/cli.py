"""``kotinos demo``: plays the demonstration Games at a running platform."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click
import httpx
from rich.console import Console

from kotinos.rehearsal.cue import Cue, Drop
from kotinos.rehearsal.demo import day
from kotinos.rehearsal.demo.game import Memory, moved, remaining, stream
from kotinos.rehearsal.player import Played, Player, Stage

console = Console(stderr=True, highlight=False)
STARTS_WITHIN = 60.0
"""Seconds that the platform has to answer."""


@click.command()
@click.option("--to", "intake", default="http://127.0.0.1:8025", show_default=True, help="The intake.")
@click.option("--feed", help="The feed, where the demonstration sees what is published [one port above the intake].")
@click.option(
    "--data", default="var/demo", show_default=True, help="Data folder of the platform: its key and watched folder."
)
@click.option("--seed", type=int, help="Another seed gives other athletes and other results [1].")
@click.option(
    "--speed", type=float, default=1.0, show_default=True, help="How many times faster; 0: as fast as it goes."
)
@click.option("--once", is_flag=True, help="Play one day only.")
def demo(intake: str, feed: str | None, data: str, seed: int | None, speed: float, once: bool) -> None:
    """Play a demonstration Games of invented athletes through the real interfaces.

    It remembers in DATA/demo.json where it was, and goes on from there when it is started again.

    \b
    Example:  kotinos demo --to http://127.0.0.1:8025 --data var/demo
    Example:  kotinos demo --speed 10 --once
    """
    if speed < 0:
        raise click.BadParameter("0 or more", param_hint="--speed")
    folder = Path(data)
    memory = Memory.load(folder / "demo.json")
    if memory is None or (seed is not None and seed != memory.seed):
        memory = Memory(seed=seed if seed is not None else 1, origin=datetime.now(UTC).replace(microsecond=0))
    try:
        played = asyncio.run(
            _play(memory, folder, intake, feed or _beside(intake), speed, 1 if once else len(day.DAYS))
        )
    except KeyboardInterrupt:
        sys.exit(130)
    for problem in played.problems[:20]:
        console.print(f"[red]refused[/red] {problem.what}: {problem.said}")
    console.print(f"The demonstration is over: {played.sent} messages in {played.seconds:.0f} s.")
    if not once:
        console.print("Another one: kotinos demo --seed N, on a data folder of its own.")
    sys.exit(1 if played.problems else 0)


def _beside(intake: str) -> str:
    parts = urlsplit(intake)
    port = (parts.port or 80) + 1
    return urlunsplit((parts.scheme, f"{parts.hostname}:{port}", "", "", ""))


async def _play(memory: Memory, folder: Path, intake: str, feed: str, speed: float, days: int) -> Played:
    key = await _key(folder, intake)
    path = folder / "demo.json"
    woken = memory.wake(datetime.now(UTC))
    memory.save(path)
    saved = time.monotonic()

    def progress(cue: Cue, _: Played) -> None:
        nonlocal saved
        memory.note(cue)
        # A file that is written twice would be a new version, so each is remembered at once.
        if isinstance(cue.send, Drop) or time.monotonic() - saved > 0.5:
            memory.save(path)
            saved = time.monotonic()

    stage = Stage(intake=intake, key=key, feed=feed, watch=folder / "watch")
    player = Player(stage, speed=speed or None, progress=progress)
    begin = time.time() - memory.reached / speed if speed else None
    first = moved(memory, days) if woken else iter(())
    cues = remaining(stream(memory.setting(), days=days), memory.sent)
    try:
        return await player.play(chain(first, cues), begin)
    finally:
        memory.save(path)


async def _key(folder: Path, intake: str) -> str:
    """The key of this machine, once the platform has made it and answers."""
    end = time.monotonic() + STARTS_WITHIN
    async with httpx.AsyncClient() as client:
        while time.monotonic() < end:
            try:
                await client.get(f"{intake}/openapi.json")
                return str(json.loads((folder / "local.key").read_text())["key"])
            except (httpx.TransportError, FileNotFoundError, ValueError):
                await asyncio.sleep(0.1)
    raise click.ClickException(
        f"{intake} does not answer, or {folder / 'local.key'} is missing: start `kotinos run` first"
    )
