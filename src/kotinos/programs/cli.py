"""The commands that run a platform."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from kotinos.config import Config, ConfigError, load
from kotinos.programs.supervisor import Program, Supervisor

console = Console(stderr=True, highlight=False, soft_wrap=True)

EXIT_USAGE = 2


def settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every program shares; each may also stand in kotinos.toml or the environment."""
    for option in reversed(
        (
            click.option(
                "--config", "path", type=click.Path(dir_okay=False), help="A TOML file of settings [kotinos.toml]."
            ),
            click.option("--data", help="Folder of everything the platform keeps [var]."),
            click.option("--journal", metavar="URL", help="sqlite:///path or postgresql://… [in the data folder]."),
            click.option("--publications", metavar="URL", help="Store of published documents [beside the journal]."),
            click.option(
                "--bus", metavar="URL", help="sqlite-tail:, postgresql://… or nats://… [what fits the journal]."
            ),
            click.option("--host", help="Address to listen on [127.0.0.1]."),
            click.option("--site-port", type=int, help="Port of the pages [8024]."),
            click.option("--api-port", type=int, help="Port of the intake [8025]."),
            click.option("--feed-port", type=int, help="Port of the feed [8026]."),
        )
    ):
        command = option(command)
    return command


def settled(path: str | None, **given: object) -> Config:
    """The settings of a command; a wrong one ends it with what to mend."""
    try:
        return load(path, **given)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


@click.command()
@settings
@click.option("--edges", type=click.IntRange(1, 64), help="Processes that share the feed's readers [1].")
@click.option("--watch", type=click.Path(file_okay=False), help="Folder that timing devices write to.")
@click.option("--push", "push_file", type=click.Path(dir_okay=False), help="File of clients that get ODF by HTTP POST.")
@click.option("--demo", is_flag=True, help="Play a demonstration Games of invented athletes.")
def run(path: str | None, push_file: str | None, demo: bool, **given: Any) -> None:
    """Run the platform: intake, ranking, feed and pages. Ctrl-C ends it; nothing acknowledged is lost.

    \b
    Example:  kotinos run --demo
    Example:  kotinos run --journal postgresql://results@localhost/games --bus nats://localhost
    """
    config = settled(path, push=push_file, **given)
    if demo and given.get("data") is None and not config.journal:
        config = settled(path, push=push_file, **{**given, "data": str(Path(config.data) / "demo")})
    _check_ports(config)
    arguments = _arguments(config)
    programs = [
        Program("live", ("live", *arguments)),
        *(Program(f"edge {n + 1}", ("feed", "serve", *_feed_arguments(config))) for n in range(config.edges)),
        Program("site", ("site", *arguments)),
    ]
    if config.push:
        programs.append(Program("push", ("push", *arguments)))
    if demo:
        programs.append(Program("demonstration", ("demo", *_demo_arguments(config)), once=True))
    asyncio.run(_supervise(programs, config, demo))


async def _supervise(programs: list[Program], config: Config, demo: bool) -> None:
    supervisor = Supervisor(programs, say=lambda text: console.print(f"[yellow]▸ {text}"))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.stop)
    minding = asyncio.create_task(supervisor.run())
    begun = time.monotonic()
    with console.status("Starting …"):
        ready = await _answering((config.api_port, config.feed_port, config.site_port), config.host, minding)
    if not ready:
        console.print("[red]The platform did not start: see the lines above. `kotinos doctor` says what is missing.")
    else:
        _welcome(config, demo, time.monotonic() - begun)
    await minding
    console.print("Stopped. Everything that was acknowledged is in the journal; the same command goes on from there.")


def _welcome(config: Config, demo: bool, seconds: float) -> None:
    site, api, feed = (f"http://{config.host}:{p}" for p in (config.site_port, config.api_port, config.feed_port))
    console.print(f"\n[bold]Kotinos is running[/bold] (started in {seconds:.1f} s). Ctrl-C stops it.\n")
    console.print(f"  Pages     [bold]{site}/en/[/bold]   {site}/fr/")
    console.print(f"  Feed      {feed}/stream?channels=DT_RESULT:*")
    console.print(f"  Intake    {api}/openapi.json   (key in {config.folder / 'local.key'})")
    console.print(f"  Journal   {config.journal_url}\n")
    if demo:
        console.print("Try next: open the pages and choose a unit that is live; or, in another terminal,")
    else:
        console.print("Try next, in another terminal:")
    console.print(f"  kotinos feed watch --from {feed} --channels 'DT_MEDALS:*,DT_RESULT:*'")
    console.print(f"  kotinos results list --publications {config.publications_url}")
    console.print(f"  kotinos journal verify --journal {config.journal_url}\n")


async def _answering(ports: tuple[int, ...], host: str, minding: asyncio.Task[None], within: float = 60) -> bool:
    """Whether every port answers within the time; false at once when the platform is being stopped."""
    end = time.monotonic() + within
    left = list(ports)
    while left and time.monotonic() < end and not minding.done():
        try:
            _, writer = await asyncio.open_connection(host, left[0])
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        left.pop(0)
    return not left


def _check_ports(config: Config) -> None:
    for name, port in (("site", config.site_port), ("api", config.api_port), ("feed", config.feed_port)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((config.host, port))
            except OSError as error:
                console.print(
                    f"[red]Port {port} on {config.host} cannot be used: {error.strerror}. Choose another with --{name}-port."
                )
                sys.exit(EXIT_USAGE)


def _arguments(config: Config) -> tuple[str, ...]:
    """The settings as options, for a program started by this one. Secrets are in files, never on a command line."""
    given = [("--data", config.data), ("--journal", config.journal_url), ("--publications", config.publications_url)]
    given += [("--bus", config.bus_url), ("--host", config.host), ("--site-port", str(config.site_port))]
    given += [("--api-port", str(config.api_port)), ("--feed-port", str(config.feed_port))]
    if config.watch:
        given.append(("--watch", config.watch))
    if config.push:
        given.append(("--push", config.push))
    return tuple(part for pair in given for part in pair)


def _feed_arguments(config: Config) -> tuple[str, ...]:
    return (
        "--publications",
        config.publications_url,
        "--bus",
        config.bus_url,
        "--host",
        config.host,
        "--port",
        str(config.feed_port),
    )


def _demo_arguments(config: Config) -> tuple[str, ...]:
    intake, feed = (f"http://{config.host}:{port}" for port in (config.api_port, config.feed_port))
    return ("--to", intake, "--feed", feed, "--data", config.data)


@click.command()
@settings
@click.option("--watch", type=click.Path(file_okay=False), help="Folder that timing devices write to.")
@click.option("--push", "push_file", hidden=True)
def live(path: str | None, push_file: str | None, **given: Any) -> None:
    """Take, record, rank and publish: the program behind the intake.

    \b
    Example:  kotinos live --watch /srv/finishlynx
    """
    from kotinos.programs.live import live as program
    from kotinos.programs.loop import run_async

    config = settled(path, push=push_file, **given)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Reading the journal", total=None, visible=False)
        begun = time.monotonic()

        def progress(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole, visible=time.monotonic() - begun > 2)
            if done >= whole:
                bar.stop()

        code = run_async(program(config, progress))
    sys.exit(code)


@click.command()
@settings
@click.option("--watch", hidden=True)
@click.option("--push", "push_file", hidden=True)
def site(path: str | None, push_file: str | None, **given: Any) -> None:
    """Serve the pages.

    \b
    Example:  kotinos site --site-port 8024
    """
    from kotinos.programs.loop import run_async
    from kotinos.programs.site import serve

    run_async(serve(settled(path, push=push_file, **given)))


@click.command()
@settings
@click.option("--watch", hidden=True)
@click.option(
    "--push", "push_file", type=click.Path(exists=True, dir_okay=False), required=True, help="File of clients."
)
def push(path: str | None, push_file: str | None, **given: Any) -> None:
    """Send ODF to registered clients by HTTP POST until each has acknowledged.

    \b
    Example:  kotinos push --push clients.json
    """
    from kotinos.programs.loop import run_async
    from kotinos.programs.push import serve

    run_async(serve(settled(path, push=push_file, **given)))
