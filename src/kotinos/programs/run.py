"""``kotinos run``: the whole platform by one command."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kotinos.config import Config
from kotinos.programs import demo_operator, sealed
from kotinos.programs.doctor.machine import not_free
from kotinos.programs.doctor.stores import without_password
from kotinos.programs.options import reachable, settings, settled
from kotinos.programs.supervisor import Program, Supervisor
from kotinos.programs.words import say

console = Console(stderr=True, highlight=False, soft_wrap=True)

EXIT_FAILED, EXIT_USAGE = 1, 2
TRIES = 3
"""Falls in a row of one program after which a platform that has not yet started gives up."""


@click.command()
@settings
@click.option("--edges", type=click.IntRange(1, 64), help="Processes that share the feed's readers [1].")
@click.option("--watch", type=click.Path(file_okay=False), help="Folder that timing devices write to.")
@click.option("--push", "push", type=click.Path(dir_okay=False), help="File of clients that get ODF by HTTP POST.")
@click.option("--custody-port", type=int, help="Port of the sealed zone's pages [8034].")
@click.option("--door-port", type=int, help="Port of the door between the zones [8035].")
@click.option("--witness-port", type=int, help="Port of the witness of its log, in a demonstration [8036].")
@click.option("--demo", is_flag=True, help="Play a demonstration Games of invented athletes.")
def run(path: str | None, demo: bool, **given: Any) -> None:
    """Run the platform: intake, ranking, feed and pages. Ctrl-C ends it; nothing acknowledged is lost.

    \b
    Example:  kotinos run --demo
    Example:  kotinos run --journal postgresql://results@localhost/games --bus nats://localhost
    Exit codes: 0 ended as asked, 1 it did not start, 2 wrong use or a port that is taken.
    """
    config = settled(path, **given)
    if demo and given.get("data") is None and not config.journal:
        config = settled(path, **{**given, "data": str(Path(config.data) / "demo")})
    _check_ports(config, demo)
    password = demo_operator.ensure(config.operators_file) if demo else ""
    sys.exit(asyncio.run(_supervise(programs(config, demo=demo), config, demo, password)))


def programs(config: Config, *, demo: bool = False) -> list[Program]:
    """The processes of one platform, in the order of their start."""
    made = [Program("live", ("live",))]
    made += [Program(f"edge {n + 1}", ("feed", "serve")) for n in range(config.edges)]
    made.append(Program("site", ("site",)))
    if config.push:
        made.append(Program("push", ("push",)))
    if demo or sealed.founded(config):
        at = ("--data", config.data, *(("--demo",) if demo else ()))
        made.append(Program("sealed", ("sealed", *at), opens_zone=True))
        mirror = ("--mirror", str(config.folder / "release.db"), "--certificate", str(config.folder / "open-zone"))
        made.append(
            Program("release", ("release", "follow", *mirror, "--from", f"https://localhost:{config.door_port}"))
        )
    if demo:
        intake, feed = (f"http://{reachable(config.host)}:{port}" for port in (config.api_port, config.feed_port))
        arguments = ("demo", "--to", intake, "--feed", feed, "--data", config.data)
        made.append(Program("demonstration", arguments, once=True))
    return made


def environment(config: Config) -> dict[str, str]:
    """The settings as the programs read them. Not as options: an address may hold a password."""
    given = {f"KOTINOS_{name.upper()}": str(getattr(config, name)) for name in config.__struct_fields__}
    given |= {"KOTINOS_JOURNAL": config.journal_url, "KOTINOS_PUBLICATIONS": config.publications_url}
    given |= {"KOTINOS_BUS": config.bus_url}
    feed = {"PUBLICATIONS": config.publications_url, "BUS": config.bus_url, "HOST": config.host}
    return given | {f"KOTINOS_FEED_SERVE_{k}": v for k, v in {**feed, "PORT": str(config.feed_port)}.items()}


async def _supervise(programs: list[Program], config: Config, demo: bool, password: str) -> int:
    supervisor = Supervisor(programs, _fell, environment(config))
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    minding = asyncio.create_task(supervisor.run())
    asking = asyncio.create_task(asked.wait())
    begun = time.monotonic()
    starting = asyncio.create_task(_started(config, supervisor))
    await asyncio.wait({starting, minding, asking}, return_when=asyncio.FIRST_COMPLETED)
    failed = starting.done() and not starting.result()
    if failed:
        console.print(
            f"[red]{say('The platform did not start: see the lines above. `kotinos doctor` says what is missing.')}"
        )
    else:
        if starting.done():
            _welcome(config, demo, time.monotonic() - begun)
            _desk_of_demo(config, demo, password)
        await asyncio.wait({minding, asking}, return_when=asyncio.FIRST_COMPLETED)
    supervisor.stop()
    for task in (starting, asking):
        task.cancel()
    await minding
    if failed:
        return EXIT_FAILED
    console.print(
        say("Stopped. Everything that was acknowledged is in the journal; the same command goes on from there.")
    )
    return 0


def _fell(name: str, code: int, wait: float) -> None:
    said = say("{name} ended with code {code}; it is started again in {wait:g} s", name=name, code=code, wait=wait)
    console.print(f"[yellow]▸ {said}")


async def _started(config: Config, supervisor: Supervisor) -> bool:
    """Whether every port answers; false when a program falls again and again before that. A long journal may take its time."""
    for port in (config.api_port, config.feed_port, config.site_port):
        while not await _answers(config.host, port):
            if max(supervisor.falls.values(), default=0) >= TRIES:
                return False
            await asyncio.sleep(0.05)
    return True


async def _answers(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(reachable(host), port)
    except OSError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


def _check_ports(config: Config, demo: bool) -> None:
    taken = [("site", config.site_port), ("api", config.api_port), ("feed", config.feed_port)]
    if demo or sealed.founded(config):
        taken += [("custody", config.custody_port), ("door", config.door_port)]
    if demo:
        taken.append(("witness", config.witness_port))
    for option, port in taken:
        reason = not_free(config.host, port)
        if reason:
            said = say(
                "Port {port} on {host} cannot be used: {reason}. Choose another with --{option}-port.",
                port=port,
                host=config.host,
                reason=reason,
                option=option,
            )
            console.print(f"[red]{said}")
            sys.exit(EXIT_USAGE)


def _sealed_zone(config: Config, demo: bool) -> str:
    """Where its pages are, or how there comes to be one."""
    if demo or sealed.founded(config):
        return f"https://localhost:{config.custody_port}/"
    return say("none here: `kotinos custody init` founds one (docs/how-to/run-the-sealed-zone.md)")


def _command() -> str:
    """How to call this command again from another terminal: by its name where that is found, else as it was called."""
    return "kotinos" if shutil.which("kotinos") else sys.argv[0]


def _desk_of_demo(config: Config, demo: bool, password: str) -> None:
    """How to sign in at a desk. The password is said once: only its hash is kept."""
    if not demo:
        return
    where = f"http://{reachable(config.host)}:{config.site_port}/en/operate/"
    name = demo_operator.NAME
    if password:
        said = say(
            "Desk: {where} as {name}, password {password} (shown this once)", where=where, name=name, password=password
        )
    else:
        said = say("Desk: {where}, with the password shown at the first start", where=where)
    console.print(f"{said}\n")


def _welcome(config: Config, demo: bool, seconds: float) -> None:
    host = reachable(config.host)
    site, api, feed = (f"http://{host}:{port}" for port in (config.site_port, config.api_port, config.feed_port))
    key = say("key in {file}", file=config.keys or config.folder / "local.key")
    console.print(
        f"\n[bold]{say('Kotinos is running (started in {seconds:.1f} s). Ctrl-C stops it.', seconds=seconds)}\n"
    )
    for name, where in (
        ("Pages", f"[bold]{site}/en/[/bold]   {site}/fr/"),
        ("Feed", f"{feed}/stream?channels=DT_RESULT:*"),
        ("Intake", f"{api}/openapi.json   ({key})"),
        ("Files", str(config.watch_folder)),
        ("Journal", without_password(config.journal_url)),
        ("Sealed zone", _sealed_zone(config, demo)),
    ):
        console.print(f"  {say(name):<12}{where}")
    command = _command()
    if demo:
        console.print(f"\n{say('Try next: open the pages and choose a unit that is live; or, in another terminal:')}")
    else:
        console.print(f"\n{say('Try next, in another terminal:')}")
    console.print(f"  {command} feed watch --from {feed} --channels 'DT_MEDALS:*,DT_RESULT:*'")
    console.print(f"  {command} results list --publications {without_password(config.publications_url)}")
    console.print(f"  {command} journal verify --journal {without_password(config.journal_url)}\n")
