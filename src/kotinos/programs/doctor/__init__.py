"""``kotinos doctor``: says what is missing on this machine, and how to get it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import msgspec
from rich.console import Console

from kotinos.config import Config
from kotinos.programs.doctor import installation, machine, sealed_zone, stores
from kotinos.programs.doctor.finding import Finding
from kotinos.programs.options import settings, settled
from kotinos.programs.words import say

__all__ = ["Finding", "doctor", "needed"]

SIGNS = {"here": "[green]✓[/green]", "warning": "[yellow]![/yellow]", "missing": "[red]✗[/red]"}


def needed(config: Config) -> Iterator[Finding]:
    """What `run` needs with these settings."""
    yield installation.python()
    yield installation.packages()
    yield installation.catalogues()
    yield from machine.ports(config)
    yield from machine.disk(config.folder)
    yield from stores.databases(config)
    yield from stores.bus(config)
    found, last = stores.journal(config)
    yield found
    yield machine.clock(last)
    yield machine.descriptors()
    yield from stores.files(config)
    yield from sealed_zone.zone(config)


@click.command()
@settings
@click.option("--push", "push_file", type=click.Path(dir_okay=False), help="File of clients that get ODF by HTTP POST.")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
def doctor(path: str | None, push_file: str | None, as_json: bool, **given: Any) -> None:
    """Say what is missing on this machine, and how to get it. Speaks English or French, as LANG says.

    \b
    Example:  kotinos doctor
    Example:  kotinos doctor --journal postgresql://results@localhost/games --bus nats://localhost:4222 --json
    Exit codes: 0 all that `run` needs is here, 1 something is missing, 2 wrong use.
    """
    run = list(needed(settled(path, push=push_file, **given)))
    lab = list(machine.programs())
    absent = sum(one.state == "missing" for one in run)
    if as_json:
        report = {"ready": not absent, "run": run, "tests": lab}
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        _print(run, lab, absent)
    sys.exit(1 if absent else 0)


def _print(run: list[Finding], lab: list[Finding], absent: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for title, findings in ((say("What `kotinos run` needs"), run), (say("Only for tests and benchmarks"), lab)):
        console.print(f"\n[bold]{title}[/bold]")
        for one in findings:
            console.print(f"  {SIGNS[one.state]} ", end="")
            console.print(one.said, markup=False)
            if one.mend:
                console.print(f"      → {one.mend}", markup=False)
    end = "All that `kotinos run` needs is here."
    if absent:
        end = "Missing for `kotinos run`: {count}. Mend what is marked ✗ and ask again."
    console.print(f"\n{say(end, count=absent)}", markup=False)
