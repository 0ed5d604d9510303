"""How a command gets at a zone: its folder, and the passphrase of its root key, which no command line ever carries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
import structlog

from kotinos.custody import settings
from kotinos.custody.act import Act
from kotinos.custody.cli.words import say, told
from kotinos.custody.settings import Settings
from kotinos.custody.store import Database, WrongDomain, WrongSchema
from kotinos.custody.vault.ledger import LedgerBroken
from kotinos.custody.vault.root import RootUnavailable
from kotinos.custody.vault.sealing import SealBroken
from kotinos.custody.wall import allowed, inside
from kotinos.custody.web import zone as zones
from kotinos.custody.web.i18n import N_
from kotinos.custody.web.zone import Zone

VARIABLE, CA_VARIABLE = "KOTINOS_CUSTODY_PASSPHRASE", "KOTINOS_CUSTODY_CA_PASSPHRASE"
OF_ROOT, OF_CA = N_("Passphrase of the root key"), N_("Passphrase of the certificates' root")

option = settings.option
why = click.option("--why", required=True, help="The reason, for the log. / Le motif, pour le journal.")


def passphrase(variable: str, of: str, *, new: bool = False) -> str:
    """The passphrase in the environment's ``variable``, in the file that ``variable``_FILE names, or asked for."""
    if found := os.environ.get(variable):
        return found
    if path := os.environ.get(f"{variable}_FILE"):
        return Path(path).read_text().rstrip("\n")
    asked: str = click.prompt(say(of), hide_input=True, confirmation_prompt=new, err=True)
    return asked


@contextmanager
def opened(own: Settings, walled: allowed.Program | None = None) -> Iterator[Zone]:
    """The zone, open; for a program that runs for long, ``walled`` in before anything of it can be read."""
    opens = passphrase(VARIABLE, OF_ROOT)
    if walled:
        _wall_in(own, walled)
    try:
        root = zones.root_of(own, opens)
    except RootUnavailable as wrong:
        raise click.ClickException(str(wrong)) from wrong
    try:
        try:
            with told():
                zone = zones.open_zone(own, root)
        except (LedgerBroken, SealBroken, WrongDomain, WrongSchema, OSError) as wrong:
            raise click.ClickException(str(wrong)) from wrong
        try:
            yield zone
        finally:
            zone.close()
    finally:
        root.close()


@contextmanager
def opened_database(own: Settings, *, outdated: bool = False) -> Iterator[Database]:
    """The zone's database without its keys, for what needs none."""
    try:
        database = own.open(outdated=outdated)
    except (WrongDomain, WrongSchema, OSError) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    try:
        yield database
    finally:
        database.close()


def _wall_in(own: Settings, program: allowed.Program) -> None:
    """Raise the wall as the settings say. A gap is said; where the wall is demanded, it is the end."""
    if own.wall.inside == "off":
        return
    try:
        gaps = inside.raise_(own.folder, allowed.of(own, program)).gaps
    except (inside.NoWall, OSError, ValueError) as wrong:
        gaps = (str(wrong),)
    if gaps and own.wall.inside == "demanded":
        raise click.ClickException(say(N_("No wall stands around this program: %(gaps)s"), gaps="; ".join(gaps)))
    if gaps:
        structlog.get_logger("kotinos.custody").warning("the wall has gaps", open=gaps)


def deed(zone: Zone, reason: str) -> Act:
    """What the person at this machine does, under the name of their account on it."""
    return actor(reason, zone.clock())


def actor(reason: str, at: datetime | None = None) -> Act:
    """The same where no zone is open yet."""
    account = os.environ.get("SUDO_USER") or os.environ.get("USER") or os.getuid()
    return Act(f"operator:{account}", at or zones.utc(), reason)
