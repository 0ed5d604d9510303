"""Minds the programs of one platform: starts them, starts again what falls, ends them in order so that nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence

import msgspec

RESTART_AFTER = 0.5
"""Seconds before a program that fell is started again; doubled at each fall in a row, up to `RESTART_AT_MOST`."""
RESTART_AT_MOST = 10.0
END_WITHIN = 15.0
"""Seconds that a program has to end before it is killed."""


class Program(msgspec.Struct, frozen=True):
    """One process: its name, the arguments after ``python -m kotinos``, and whether the platform ends when it ends."""

    name: str
    arguments: tuple[str, ...]
    once: bool = False


class Supervisor:
    """Runs programs until told to stop. Programs end in reverse order of their start: readers' side last to lose its source."""

    def __init__(self, programs: Sequence[Program], say: Callable[[str], None]) -> None:
        self._programs, self._say = programs, say
        self._stopping = asyncio.Event()
        self._running: dict[str, asyncio.subprocess.Process] = {}

    def stop(self) -> None:
        """Ask for the end; `run` returns when all programs have ended."""
        self._stopping.set()

    async def run(self) -> None:
        """Start everything, mind it, and end it once `stop` was called."""
        minders = [asyncio.create_task(self._mind(p)) for p in self._programs]
        await self._stopping.wait()
        for program in reversed(self._programs):
            await self._end(program.name)
        await asyncio.gather(*minders)

    async def _mind(self, program: Program) -> None:
        wait = RESTART_AFTER
        while not self._stopping.is_set():
            begun = asyncio.get_running_loop().time()
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "kotinos",
                *program.arguments,
                # A session of its own: Ctrl-C reaches the supervisor alone, which then ends the programs in order.
                start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1", "KOTINOS_SUPERVISOR": str(os.getpid())},
            )
            self._running[program.name] = process
            code = await process.wait()
            self._running.pop(program.name, None)
            if self._stopping.is_set() or (program.once and code == 0):
                return
            if asyncio.get_running_loop().time() - begun > 60:
                wait = RESTART_AFTER
            self._say(f"{program.name} ended with code {code}; starting it again in {wait:g} s")
            try:
                await asyncio.wait_for(self._stopping.wait(), wait)
            except TimeoutError:
                wait = min(wait * 2, RESTART_AT_MOST)

    async def _end(self, name: str) -> None:
        process = self._running.get(name)
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN)
        except TimeoutError:
            self._say(f"{name} did not end within {END_WITHIN:g} s and is killed")
            process.kill()


def orphaned() -> bool:
    """Whether the supervisor that started this program is gone. Always false for a program that was started by hand."""
    parent = os.environ.get("KOTINOS_SUPERVISOR")
    return parent is not None and parent != str(os.getppid())
