"""``kotinos feed``: serve the feed, or watch it in a terminal."""

from __future__ import annotations

import asyncio
import sys

import click

from kotinos.feed.channels import ChannelError, Channels
from kotinos.feed.limits import Limits
from kotinos.feed.watch import Refused, watch_feed


@click.group()
def feed() -> None:
    """Serve the live feed, or watch it."""


@feed.command()
@click.option("--publications", required=True, help="The store: sqlite:///PATH or postgresql://…")
@click.option("--bus", default="", help="What tells of new documents in a database: postgresql://… or nats://…")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8026, show_default=True, help="Several edges may share one port.")
@click.option("--origin", default="*", show_default=True, help="Pages that browsers let read the feed; empty for none.")
@click.option("--readers", default=Limits().readers, show_default=True, help="Connections at most.")
@click.option(
    "--per-address", default=Limits().per_address, show_default=True, help="Connections of one address at most."
)
@click.option("--trusted-proxy", "proxies", multiple=True, help="Address of a proxy whose X-Forwarded-For is believed.")
@click.option(
    "--max-lag",
    default=Limits().max_lag,
    show_default=True,
    help="Documents a reader may be behind before it must reload.",
)
def serve(publications: str, bus: str, host: str, port: int, proxies: tuple[str, ...], **bounds: object) -> None:
    """Carry the documents of a store to readers over SSE and WebSocket. Ctrl-C ends it.

    \b
    Example:  kotinos feed serve --publications sqlite:///var/published.db
    """
    import uvloop

    from kotinos.feed.serve import run_edge

    limits = Limits(trusted_proxies=frozenset(proxies), **bounds)  # type: ignore[arg-type]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(
            run_edge(
                publications, bus, host, port, limits, lambda p: click.echo(f"The feed listens on {host}:{p}", err=True)
            )
        )


@feed.command()
@click.option("--from", "url", default="http://127.0.0.1:8026", show_default=True, help="The edge.")
@click.option(
    "--channels", default="*:*", show_default=True, help="What to show, such as DT_RESULT:ATHM100M*,DT_MEDALS:*"
)
@click.option("--delay", default=0.0, help="Seconds by which everything is shown later (0 to 300).")
@click.option("--snapshot/--no-snapshot", default=True, help="Begin with what stands now.")
@click.option("--json", "raw", is_flag=True, help="Print each document as one line of JSON.")
@click.option("--count", type=int, help="End after so many documents.")
def watch(url: str, channels: str, delay: float, snapshot: bool, raw: bool, count: int | None) -> None:
    """Print documents as they are published; a broken connection is taken up again where it broke.

    \b
    Example:  kotinos feed watch --channels 'DT_MEDALS:*,*:JUD*'
    """
    try:
        Channels(channels)
    except ChannelError as error:
        raise click.BadParameter(str(error), param_hint="--channels") from error
    try:
        asyncio.run(watch_feed(url, channels, delay=delay, snapshot=snapshot, raw=raw, count=count))
    except Refused as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        pass
