"""A slice of the recorded Games of Paris 2024, and a play of it at a platform of its own that all tests here share."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from kotinos.rehearsal import paris
from kotinos.rehearsal.cue import Cue
from kotinos.rehearsal.paris.source import Recording
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Player
from kotinos.rehearsal.reader import Reader

WHOLE = ("FBL", "GAR", "DIV", "SHO", "BMX", "SKB", "TRI")
"""Sports in full: groups and trees, apparatus, boards, series, motos, phases without heats, a mass start."""
SLICE = ("ATHM100M", "ATHMDECATH", "ATHWHJ", "SWMW200MFR", "JUDM60KG", "CSPMK1-1000M", *WHOLE)
"""Beside them a sprint with its rounds, a decathlon, a jump, a swim, a repechage, a canoe race with quarter-finals."""


@cache
def recorded(folder: Path) -> tuple[Recording, list[Cue]]:
    """The whole recording, and everything that is sent of it."""
    return paris.cues(folder / "paris2024")


def sliced(cues: list[Cue]) -> list[Cue]:
    """The messages of some events, with everybody and every plan of their disciplines."""
    disciplines = {event[:3] for event in SLICE}
    return [
        c for c in cues
        if c.barrier or c.lane in disciplines or any(c.lane.startswith(event) for event in SLICE)
    ]  # fmt: skip


async def play(cues: list[Cue], folder: Path) -> dict[str, Any]:
    """Played through the platform's doors: what was sent, the verdict of a reader, what stands at the end, where all editions are kept."""
    async with platform(folder) as stage:
        reader = Reader(stage)
        following = asyncio.create_task(reader.follow())
        played = await Player(stage, speed=None).play(cues)
        verdict = await reader.conclude(patience=60)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        async with httpx.AsyncClient(timeout=30) as http:
            documents = (await http.get(f"{stage.feed}/snapshot?channels=*:*")).json()["documents"]
    held = {d["key"]: d for d in documents}
    return {"played": played, "verdict": verdict, "documents": held, "published": folder / "published.db"}
