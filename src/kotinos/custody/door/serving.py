"""Serves the door on a port of its own, over mutual TLS, and lets cross what changed."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Iterator

import structlog
import uvicorn

from kotinos.custody.act import Act
from kotinos.custody.door import api, crossings
from kotinos.custody.door.peers import Named
from kotinos.custody.log import stored
from kotinos.custody.vault.vault import Vault

EVERY = 1.0
"""Seconds between looks at what changed."""

log = structlog.get_logger("kotinos.custody")


class Quiet(uvicorn.Server):
    """A server that leaves signals to the program: one program serves several."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield


def server(vault: Vault, context: ssl.SSLContext, host: str, port: int) -> uvicorn.Server:
    """A server of the door; ``context`` must ask everybody for a certificate (`pki.tls.server` with an authority)."""
    if context.verify_mode is not ssl.CERT_REQUIRED:
        raise ValueError("the door is served over mutual TLS only")
    context.set_alpn_protocols(["http/1.1"])
    app = api.create(vault)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Named,
        ws="none",
        ssl_context_factory=lambda _config, _default: context,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    made = Quiet(config)
    app.state.closing = lambda: made.should_exit
    return made


async def publish(vault: Vault) -> None:
    """Let cross what changed, every second until cancelled. What fails is said, and tried again: nothing crosses meanwhile."""
    seen = -1
    while True:
        try:
            seen = await asyncio.to_thread(_once, vault, seen)
        except Exception as error:
            log.error("nothing crosses", error=type(error).__name__)
        await asyncio.sleep(EVERY)


def _once(vault: Vault, seen: int = -1) -> int:
    """Let cross what changed; the size of the log that was looked at. Every change of state has its entry: without new ones since ``seen``
    there is nothing to look for, and the one writer is asked for its turn only when there is something to write.
    """
    with vault.database.reading() as connection:
        size = stored.head(connection).size
        if size == seen or not crossings.waiting(connection):
            return size
    with vault.database.writing() as connection:
        crossings.publish(connection, Act("clock", vault.clock(), "released to the open zone"), vault)
    return size
