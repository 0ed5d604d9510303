"""How a command gets at a zone: its folder, and the passphrase of its root key, which no command line ever carries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kotinos.custody import settings
from kotinos.custody.act import Act
from kotinos.custody.cli.words import say
from kotinos.custody.settings import Settings
from kotinos.custody.vault.root import RootUnavailable
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
def opened(own: Settings) -> Iterator[Zone]:
    """The zone, open."""
    try:
        root = zones.root_of(own, passphrase(VARIABLE, OF_ROOT))
    except RootUnavailable as wrong:
        raise click.ClickException(str(wrong)) from wrong
    zone = zones.open_zone(own, root)
    try:
        yield zone
    finally:
        zone.close()


def deed(zone: Zone, reason: str) -> Act:
    """What the person at this machine does, under the name of their account on it."""
    return Act(f"operator:{os.environ.get('SUDO_USER') or os.environ.get('USER') or os.getuid()}", zone.clock(), reason)
