"""What every program shares: its event loop (uvloop), its log, and how it is asked to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

from kotinos.programs.log import log_to_stderr
from kotinos.programs.supervisor import orphaned

T = TypeVar("T")

LOOK_EVERY = 0.5


def run_async(program: Coroutine[Any, Any, T]) -> T:
    """Run a program to its end."""
    log_to_stderr()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(program)


async def asked_to_end() -> None:
    """Return at SIGTERM or SIGINT, or when the supervisor that started this program is gone."""
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    while not ending.is_set() and not orphaned():
        try:
            await asyncio.wait_for(ending.wait(), LOOK_EVERY)
        except TimeoutError:
            continue
