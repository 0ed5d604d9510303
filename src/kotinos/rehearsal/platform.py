"""A platform of its own for one rehearsal: started by the command line, on free ports, ended with it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from kotinos.rehearsal.player import Stage


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on, all different."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.asynccontextmanager
async def platform(data: Path, *options: str) -> AsyncIterator[Stage]:
    """Run `kotinos run` on ``data`` until the block ends; yields where to play. Raises ``RuntimeError`` when it does not start.

    ``options`` are more options of that command, such as ``--journal URL``.
    """
    site, api, feed = free_ports(3)
    ports = ("--site-port", str(site), "--api-port", str(api), "--feed-port", str(feed))
    log = data / "platform.log"
    data.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kotinos", "run", "--data", str(data), *ports, *options),
            stdout=out,
            stderr=out,
            start_new_session=True,
            env={k: v for k, v in os.environ.items() if not k.startswith("KOTINOS_")},
        )
    try:
        for port in (api, feed, site):
            await _answers(port, process, log)
        key = json.loads((data / "local.key").read_text())["key"]
        yield Stage(
            intake=f"http://127.0.0.1:{api}",
            key=key,
            feed=f"http://127.0.0.1:{feed}",
            watch=data / "watch",
            process=process.pid,
        )
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _answers(port: int, process: asyncio.subprocess.Process, log: Path) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        if process.returncode is not None:
            break
        await asyncio.sleep(0.05)
    raise RuntimeError(f"the platform did not start: {log.read_text(errors='replace')[-600:]}")
