"""``kotinos sealed``: minds the programs of the sealed zone on one machine, apart from the platform's own.

`kotinos run` starts it as one program and knows nothing that is inside: no passphrase, no address of its database. In a deployment the zone
stands elsewhere, and this command runs there.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from kotinos.config import Config
from kotinos.programs.options import settings, settled
from kotinos.programs.supervisor import Program, Supervisor
from kotinos.programs.words import say

console = Console(stderr=True, highlight=False, soft_wrap=True)

PASSPHRASE, CA_PASSPHRASE = "KOTINOS_CUSTODY_PASSPHRASE", "KOTINOS_CUSTODY_CA_PASSPHRASE"
AUTHORITY = "SNE"
"""The simulated authority of a demonstration."""
SPEED = 20_000
"""Seconds of the authority in one of ours: an answer of three hours comes within the second."""


@click.command()
@settings
@click.option("--demo", is_flag=True, help="Found a zone of invented people, with a State that answers.")
def sealed(path: str | None, demo: bool, **given: Any) -> None:
    """Run the sealed zone of this machine until told to end.

    \b
    Example:  KOTINOS_CUSTODY_PASSPHRASE_FILE=/run/keys/custody kotinos sealed --data /srv/kotinos
    Exit codes: 0 ended as asked, 1 the zone could not be founded.
    """
    config = settled(path, **given)
    if demo:
        found(config)
    _least()
    sys.exit(asyncio.run(_mind(programs(config, demo=demo))))


def programs(config: Config, *, demo: bool) -> list[Program]:
    """The zone's processes, in the order of their start."""
    zone = ("--data", str(config.custody_folder))
    folder = config.folder
    made = [Program("sealed zone", ("custody", "serve", *zone), opens_zone=True)]
    if demo:
        made.insert(0, Program("witness", ("custody", *_witness(config))))
    if (config.custody_folder / "vetting" / "authority.json").exists():
        every = ("--every", "2") if demo else ()
        made.append(Program("exchange", ("custody", "exchange", "run", *zone, *every), opens_zone=True))
    if demo:
        spool = ("--spool", str(config.custody_folder / "vetting"), "--data", str(folder / "authority"))
        made.append(Program("authority", ("authority", *spool, "--speed", str(SPEED))))
        pages = f"https://localhost:{config.custody_port}"
        shown = ("demo-accreditation", *zone, "--url", pages, "--pace", "1")
        made.append(Program("accreditation", shown, once=True, opens_zone=True))
    return made


def founded(config: Config) -> bool:
    """Whether this machine keeps a zone, and its passphrase is at hand for programs that nobody sits before."""
    at_hand = os.environ.get(PASSPHRASE) or os.environ.get(f"{PASSPHRASE}_FILE")
    return (config.custody_folder / "zone.json").exists() and bool(at_hand)


def found(config: Config) -> None:
    """Found the zone of a demonstration, each thing that is not there yet. Its passphrases are random, in files for their owner alone.

    On a laptop they lie beside what they open: good for a demonstration and for nothing else, which `kotinos doctor` says.
    """
    keys = config.folder / "custody-keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (PASSPHRASE, CA_PASSPHRASE):
        file = keys / name.lower()
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(secrets.token_urlsafe(24))
        os.environ[f"{name}_FILE"] = str(file)
    zone = config.custody_folder
    if not (zone / "zone.json").exists():
        witness = (
            "--witness",
            f"http://127.0.0.1:{config.witness_port}",
            _asked(*_witness(config), "--show-key").strip(),
        )
        ports = ("--port", str(config.custody_port), "--door-port", str(config.door_port))
        today = f"{datetime.now(UTC):%Y-%m-%d}"  # so that cards of a demonstration open doors while somebody looks
        founders = ("--founder", "theia:Custodian", "--founder", "leandros:Organiser")
        games = (
            "--games",
            "Kotinos Demonstration Games",
            "Jeux de démonstration Kotinos",
            "--timezone",
            "Europe/Paris",
        )
        _asked(
            "init",
            "--data",
            str(zone),
            "--domain",
            "FR",
            "--authority",
            AUTHORITY,
            "--mail",
            "--opening",
            today,
            *founders,
            *ports,
            *games,
            *witness,
        )
    certificate = config.folder / "open-zone"
    if not _good(certificate / "open-zone.pem"):
        why = ("--why", "the open zone's mirror")
        _asked("pki", "issue", "client", "open-zone", "--data", str(zone), "--out", str(certificate), *why)
    _hand_keys_over(config)


def _hand_keys_over(config: Config) -> None:
    """What two people do by hand in a deployment: each side gets the other's public keys."""
    zone, theirs = config.custody_folder / "vetting", config.folder / "authority" / "keys"
    if (zone / "authority.json").exists() and (theirs / "zone.json").exists():
        return
    _asked("exchange", "keys", "--data", str(config.custody_folder))
    theirs.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(zone / "zone.json", theirs / "zone.json")
    spool = ("--spool", str(zone), "--data", str(config.folder / "authority"))
    playing = subprocess.Popen(  # noqa: S603  our own program, by our own words
        [sys.executable, "-m", "kotinos", "authority", *spool], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(lambda: (theirs / "authority.json").exists(), "the authority's keys")
    finally:
        playing.send_signal(signal.SIGTERM)
        playing.wait(15)
    shutil.copy(theirs / "authority.json", zone / "authority.json")


def _good(certificate: Path) -> bool:
    """Whether a client's certificate is young enough to be used for days: it lives for seven."""
    return certificate.exists() and time.time() - certificate.stat().st_mtime < 2 * 86400


def _witness(config: Config) -> tuple[str, ...]:
    key = config.custody_folder / "log.pub"
    watched = ("--log", key.read_text().strip()) if key.exists() else ()
    own = ("--folder", str(config.folder / "witness"), "--name", "witness.kotinos", "--port", str(config.witness_port))
    return ("log", "witness", *own, *watched)


def _asked(*words: str) -> str:
    """Run one command of the zone; what it printed. Ends this program where it fails: half a zone is none."""
    ran = subprocess.run(  # noqa: S603  our own program, by our own words
        [sys.executable, "-m", "kotinos", "custody", *words], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        console.print(f"[red]{say('The sealed zone could not be founded: {reason}', reason=ran.stderr.strip())}")
        sys.exit(1)
    return ran.stdout


def _wait(true: Callable[[], bool], what: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.05)


def _least() -> None:
    """Take the platform's own settings out of the environment: they are none of the zone's business."""
    for name in list(os.environ):
        if name.startswith("KOTINOS_") and not name.startswith("KOTINOS_CUSTODY_"):
            del os.environ[name]


async def _mind(minded: list[Program]) -> int:
    supervisor = Supervisor(minded, _fell)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, supervisor.stop)
    await supervisor.run()
    return 0


def _fell(name: str, code: int, wait: float) -> None:
    said = say("{name} ended with code {code}; it is started again in {wait:g} s", name=name, code=code, wait=wait)
    console.print(f"[yellow]▸ {said}")
