"""The commands of the single programs, which `kotinos run` starts together."""

from __future__ import annotations

import sys
import time
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from kotinos.programs.loop import run_async
from kotinos.programs.options import settings, settled
from kotinos.programs.words import say

PATIENCE = 2.0
"""Seconds before a bar appears."""


@click.command()
@settings
@click.option("--watch", type=click.Path(file_okay=False), help="Folder that timing devices write to.")
def live(path: str | None, **given: Any) -> None:
    """Take, record, rank and publish: the program behind the intake.

    \b
    Example:  kotinos live --watch /srv/finishlynx
    """
    from kotinos.programs.live import live as program

    config = settled(path, **given)
    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(say("Reading the journal"), total=None, visible=False)
        begun = time.monotonic()

        def progress(done: int, whole: int) -> None:
            bar.update(task, completed=done, total=whole, visible=time.monotonic() - begun > PATIENCE)
            if done >= whole:
                bar.stop()

        code = run_async(program(config, progress))
    sys.exit(code)


@click.command()
@settings
def site(path: str | None, **given: Any) -> None:
    """Serve the pages.

    \b
    Example:  kotinos site --site-port 8024
    """
    from kotinos.programs.site import serve

    run_async(serve(settled(path, **given)))


@click.command()
@settings
@click.option("--push", "push", type=click.Path(dir_okay=False), help="File of clients.")
def push(path: str | None, **given: Any) -> None:
    """Send documents to registered clients, ODF or another form, by HTTP POST until each has acknowledged.

    \b
    Example:  kotinos push --push clients.json
    """
    from kotinos.programs.push import serve

    config = settled(path, **given)
    if not config.push:
        raise click.UsageError(say("no file of clients: name it with --push, KOTINOS_PUSH or push in kotinos.toml"))
    sys.exit(run_async(serve(config)))
