"""``kotinos custody wall``: the wall around the zone's programs, written from the settings and looked at."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kotinos.custody.cli.opening import option
from kotinos.custody.cli.words import say
from kotinos.custody.settings import Settings
from kotinos.custody.wall import allowed, inside, nftables, outside, unit
from kotinos.custody.web.i18n import N_

PROGRAMS: tuple[allowed.Program, ...] = ("serve", "exchange")


@click.group()
def wall() -> None:
    """Nothing leaves but by the ways that the settings name: rules and units for the machine, and a look at them.

    Rien ne sort que par les voies que nomment les réglages : règles et unités pour la machine, et leur contrôle.
    """


def _user(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--user", default="custody", show_default=True, help="Who runs the zone. / Qui fait tourner la zone."
    )(command)


@wall.command()
@option
@_user
def rules(settings: Settings, user: str) -> None:
    """Print the rules of nftables that hold the zone's user.

    Afficher les règles nftables qui tiennent l'utilisateur de la zone.

    \b
    Example:  kotinos custody wall rules --data /srv/custody --user custody > /etc/nftables.d/custody.nft
    """
    uid = int(user) if user.isdigit() else _entry(user).pw_uid
    reached = [_reached(settings, program) for program in PROGRAMS]
    ways = dict.fromkeys(way for one in reached for way in _ways(one))
    click.echo(nftables.rules(uid, ways, [port for one in reached for port in one.listens]), nl=False)


@wall.command("unit")
@option
@_user
@click.argument("program", type=click.Choice(PROGRAMS))
def unit_(settings: Settings, user: str, program: allowed.Program) -> None:
    """Print the unit of systemd for PROGRAM.

    Afficher l'unité systemd de PROGRAM.

    \b
    Example:  kotinos custody wall unit serve --data /srv/custody > /etc/systemd/system/custody-serve.service
    """
    reached = _reached(settings, program)
    command = unit.command(Path(sys.executable), program, settings.folder.resolve())
    addresses = [way.address for way in _ways(reached)]
    visitors = settings.wall.visitors
    click.echo(
        unit.text(program, reached, user=user, command=command, addresses=addresses, visitors=visitors), nl=False
    )


@wall.command()
@option
def check(settings: Settings) -> None:
    """Try whether both halves of the wall hold the owner of the zone's folder; run by root, it becomes that owner first.

    Essayer si les deux moitiés du mur tiennent le propriétaire du dossier ; lancé par root, il le devient d'abord.

    \b
    Example:  kotinos custody wall check --data /srv/custody
    Exit codes: 0 both hold, 1 one does not.
    """
    _become(settings.folder.stat())
    held = outside.held()
    try:
        gaps = inside.raise_(settings.folder, _reached(settings, "serve")).gaps
    except (inside.NoWall, OSError) as wrong:
        gaps = (str(wrong),)
    if settings.wall.inside == "off":
        gaps = (say(N_("the settings say that no program raises it")),)
    click.echo(
        say(N_("The rules of the machine hold this user."))
        if held
        else say(N_("No rule of the machine holds this user: load kotinos custody wall rules."))
    )
    click.echo(
        say(N_("Open in a program's own wall: %(gaps)s"), gaps="; ".join(gaps))
        if gaps
        else say(N_("A program's own wall is whole."))
    )
    sys.exit(0 if held and not gaps else 1)


def _become(owner: os.stat_result) -> None:
    if os.getuid() == 0 and owner.st_uid:
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)


def _entry(user: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(user)
    except KeyError:
        raise click.ClickException(say(N_("This machine has no user %(user)s."), user=user)) from None


def _reached(settings: Settings, program: allowed.Program) -> allowed.Allowed:
    try:
        return allowed.of(settings, program)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _ways(reached: allowed.Allowed) -> tuple[nftables.Way, ...]:
    try:
        return outside.ways(reached.peers)
    except outside.Unknown as wrong:
        raise click.ClickException(str(wrong)) from wrong
