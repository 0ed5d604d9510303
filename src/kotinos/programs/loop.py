"""What every program shares: its event loop (uvloop), its log, and how it is asked to end."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

from kotinos.programs.log import log_to_stderr

T = TypeVar("T")


def run_async(program: Coroutine[Any, Any, T]) -> T:
    """Run a program to its end."""
    log_to_stderr()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(program)


async def asked_to_end() -> None:
    """Return at SIGTERM or SIGINT. SIGTERM comes from the kernel, too, when the supervisor that started this program is gone."""
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    await ending.wait()


_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def ended_with(parent: int, by: signal.Signals) -> None:
    """Ask the kernel, in a program that is about to begin, for a signal when the process that started it is gone, however that went."""
    _libc.prctl(_PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:  # gone already: nobody will send it any more
        os.kill(os.getpid(), by)
