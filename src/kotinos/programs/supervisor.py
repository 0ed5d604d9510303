"""Minds the programs of one platform: starts them, starts again what falls, ends them in order so that nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from kotinos.programs.loop import ended_with

RESTART_AFTER = 0.5
"""Seconds before a program that fell is started again; doubled at each fall in a row, up to `RESTART_AT_MOST`."""
RESTART_AT_MOST = 10.0
STEADY_AFTER = 60.0
"""Seconds after which a program counts as having run: its next fall is the first in a row."""
END_WITHIN = 15.0
"""Seconds that a program has to end before it is killed."""


WITHHELD = ("KOTINOS_CUSTODY_PASSPHRASE", "KOTINOS_CUSTODY_CA_PASSPHRASE")
"""Beginnings of names in the environment that reach only programs that open the sealed zone."""


class Program(msgspec.Struct, frozen=True):
    """One process: its name, the arguments after ``python -m kotinos``, whether it is left alone once it has ended well, and whether it
    opens the sealed zone, for which it is given the passphrase.
    """

    name: str
    arguments: tuple[str, ...]
    once: bool = False
    opens_zone: bool = False


class Supervisor:
    """Runs programs until told to stop. They end in the reverse order of their start, so that the first, which takes results, is the last.

    ``settings`` are added to the programs' environment: they may hold a password, which a command line would show to everybody.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        say: Callable[[str, int, float], None],
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._programs, self._say, self._settings = programs, say, dict(settings or {})
        self._stopping = asyncio.Event()
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self.falls: dict[str, int] = {}
        """How often in a row each program fell."""

    def stop(self) -> None:
        """Ask for the end; `run` returns when all programs have ended."""
        self._stopping.set()

    def process_of(self, name: str) -> int | None:
        """The process id of a program while it runs."""
        process = self._running.get(name)
        return process.pid if process else None

    async def run(self) -> None:
        """Start everything, mind it, and end it once `stop` was called."""
        minders = [asyncio.create_task(self._mind(p)) for p in self._programs]
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            # A minder that cannot even start its program ends the platform, rather than leave it without one.
            minded: asyncio.Future[Any] = asyncio.gather(*minders)
            await asyncio.wait([stopping, minded], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stopping.set()
            stopping.cancel()
            for program in reversed(self._programs):
                await self._end(program.name)
        await asyncio.gather(*minders)

    async def _mind(self, program: Program) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            begun = loop.time()
            process = await self._start(program)
            code = await process.wait()
            self._running.pop(program.name, None)
            if self._stopping.is_set() or (program.once and code == 0):
                return
            falls = 1 if loop.time() - begun > STEADY_AFTER else self.falls.get(program.name, 0) + 1
            self.falls[program.name] = falls
            wait = min(RESTART_AFTER * 2.0 ** (falls - 1), RESTART_AT_MOST)
            self._say(program.name, code, wait)
            try:
                await asyncio.wait_for(self._stopping.wait(), wait)
            except TimeoutError:
                continue

    async def _start(self, program: Program) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kotinos",
            *program.arguments,
            # A session of its own: Ctrl-C reaches the supervisor alone, which then ends the programs in order.
            start_new_session=True,
            preexec_fn=partial(ended_with, os.getpid(), signal.SIGTERM),
            env={**_given(program), **self._settings, "PYTHONUNBUFFERED": "1"},
        )
        self._running[program.name] = process
        if self._stopping.is_set():
            await self._end(program.name)  # asked to stop while it was being started
        return process

    async def _end(self, name: str) -> None:
        process = self._running.get(name)
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()


def _given(program: Program) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if program.opens_zone or not k.startswith(WITHHELD)}
