"""``kotinos custody gates``: the devices at the gates, and the events for which a card alone is not enough."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from kotinos.custody.accreditation import reference
from kotinos.custody.act import Refused
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.gate import devices
from kotinos.custody.gate.decision import Post
from kotinos.custody.gate.refusals import REFUSALS
from kotinos.custody.settings import Settings


@click.group()
def gates() -> None:
    """The devices at the gates: invite, list, block; high-demand events.

    Les appareils aux portes : inviter, lister, bloquer ; épreuves très demandées.
    """


@gates.command()
@option
@click.argument("gate")
@click.option("--venue", required=True, help="Code of the venue (OLS). / Code du site.")
@click.option(
    "--zone",
    default="",
    help="Zone inside it; without one, the edge of the venue. / Zone ; sans elle, l’enceinte du site.",
)
@click.option(
    "--direction",
    type=click.Choice(["in", "out"]),
    default="in",
    show_default=True,
    help="Which way it lets. / Son sens.",
)
@click.option(
    "--passback",
    default=10,
    show_default=True,
    help="Minutes without a second passage. / Minutes sans second passage.",
)
@click.option("--photos", is_flag=True, help="The guard may see photos. / L’agent peut voir les photos.")
@why
def invite(
    settings: Settings, gate: str, venue: str, zone: str, direction: str, passback: int, photos: bool, why: str
) -> None:
    """Invite a device to a gate; the code that is printed is good once, for a day.

    Inviter un appareil à une porte ; le code affiché sert une fois, pendant un jour.

    \b
    Example:  kotinos custody gates invite "North 1" --venue OLS --zone BLUE --photos --why "opening day"
    """
    book = reference.on(datetime.now(UTC).date())
    if venue not in book.venues:
        raise click.BadParameter(f"{venue}: {', '.join(book.venues)}", param_hint="--venue")
    zones = book.venues[venue].zones.split()
    if zone and zone not in zones:
        raise click.BadParameter(f"{zone}: {', '.join(zones)}", param_hint="--zone")
    with opened(settings) as open_zone, open_zone.database.writing() as connection:
        post = Post(gate, venue, zone, direction, passback)
        games = open_zone.policy.games
        _, code = devices.invite(connection, deed(open_zone, why), games, post, photos=photos)
    host, port = settings.hosts[0], settings.port
    click.echo(f"kotinos gate enrol https://{host}:{port} {code}")
    click.echo(f"https://{host}:{port}/gate/   {code}")


@gates.command("list")
@option
def list_(settings: Settings) -> None:
    """Every device, where it stands and how.

    Chaque appareil, où il est et son état.

    \b
    Example:  kotinos custody gates list --data /srv/custody
    """
    with opened(settings) as zone, zone.database.reading() as connection:
        for row in devices.devices(connection):
            click.echo(f"{row.id}  {row.state:<8}  {row.gate}  {row.venue} {row.zone} {row.direction}".rstrip())


@gates.command()
@option
@click.argument("device")
@why
def block(settings: Settings, device: str, why: str) -> None:
    """Block a device that is lost or misused: it gets nothing more, and what it carries ends within a day.

    Bloquer un appareil perdu ou mal employé : il ne reçoit plus rien, et ce qu’il porte s’éteint en un jour.

    \b
    Example:  kotinos custody gates block 7f3a…02 --why "stolen from the tent"
    """
    with opened(settings) as zone, zone.database.writing() as connection:
        try:
            devices.block(connection, deed(zone, why), device)
        except Refused as refused:
            raise click.ClickException(REFUSALS[refused.code]) from refused


@gates.command("high-demand")
@option
@click.argument("session")
@click.option("--venue", required=True, help="Code of the venue. / Code du site.")
@click.option(
    "--opens", required=True, type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="In the Games' zone. / À l’heure des Jeux."
)
@click.option(
    "--closes", required=True, type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="In the Games' zone. / À l’heure des Jeux."
)
@why
def high_demand(settings: Settings, session: str, venue: str, opens: datetime, closes: datetime, why: str) -> None:
    """An event for which the card alone is not enough: between these times its venue asks for the privilege, the ticket or an upgrade.

    Une épreuve pour laquelle la carte ne suffit pas : entre ces heures, le site demande le privilège, le billet ou un supplément.

    \b
    Example:  kotinos custody gates high-demand ATHM100M --venue OLS --opens 2030-07-28T18:00 --closes 2030-07-28T23:00 --why "the final"
    """
    clock = ZoneInfo(settings.timezone)
    with opened(settings) as zone, zone.database.writing() as connection:
        begin, end = (at.replace(tzinfo=clock).astimezone(UTC) for at in (opens, closes))
        try:
            devices.add_session(connection, deed(zone, why), session, venue, begin, end)
        except Refused as refused:
            raise click.ClickException(REFUSALS[refused.code]) from refused
