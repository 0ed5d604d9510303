"""``kotinos custody init`` and ``serve``."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import click

from kotinos.custody.cli.opening import CA_VARIABLE, OF_CA, OF_ROOT, VARIABLE, opened, option, passphrase
from kotinos.custody.cli.words import say
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.settings import Module, Quorum, Settings, WitnessAt
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.root import RootUnavailable
from kotinos.custody.web import zone as web
from kotinos.custody.web.i18n import N_


@click.command()
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("var/custody"),
    envvar="KOTINOS_CUSTODY_DATA",
    show_default=True,
    help="The zone's folder. / Le dossier de la zone.",
)
@click.option("--domain", required=True, help="The country that everything stays in (FR). / Le pays où tout reste.")
@click.option(
    "--founder",
    "founders",
    multiple=True,
    required=True,
    help="NAME:ORGANISATION, twice, of two organisations: they agree to the zone's own grants. / Deux personnes de deux organisations.",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    help="Name or address of the pages; the first is the passkeys'. / Nom ou adresse des pages.",
)
@click.option("--port", default=8034, show_default=True, help="Of the pages. / Celui des pages.")
@click.option("--database", default="sqlite:///sealed.db", show_default=True, help="SQLite, or postgresql+psycopg://…")
@click.option(
    "--games",
    nargs=2,
    default=("Kotinos", "Kotinos"),
    help="The Games' name in English and French. / Le nom en anglais et en français.",
)
@click.option(
    "--code", default="OG2026", show_default=True, help="What cards call the Games. / Leur code sur les cartes."
)
@click.option("--timezone", default="UTC", show_default=True, help="Of the Games. / Celui des Jeux.")
@click.option(
    "--opening",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the Games open; the days of cards follow. / Le jour de l’ouverture ; les jours des cartes suivent.",
)
@click.option("--campaign", default="", help="The vetting campaign, where several are open. / La campagne de criblage.")
@click.option("--print-first", is_flag=True, help="Print closed cards before the answer. / Imprimer avant l'avis.")
@click.option("--authority", help="The State's service that batches may go to: SNE. / Le service de l'État.")
@click.option(
    "--door-port", default=8035, show_default=True, help="The way to the open zone. / La porte vers la zone ouverte."
)
@click.option("--mail", is_flag=True, help="Letters may leave by mail. / Les lettres peuvent partir par courriel.")
@click.option("--no-door", is_flag=True, help="Nothing goes to the open zone. / Rien ne va à la zone ouverte.")
@click.option(
    "--module",
    nargs=2,
    metavar="LIBRARY TOKEN",
    help="Root key in a PKCS#11 token; the passphrase is its PIN. / Clé racine dans un jeton PKCS#11 ; la phrase est son code.",
)
@click.option(
    "--witness",
    "witnesses",
    nargs=2,
    multiple=True,
    metavar="URL KEY",
    help="A witness of the log; may be repeated. / Un témoin du journal ; peut être répété.",
)
@click.option(
    "--custodian",
    "custodians",
    multiple=True,
    metavar="NAME",
    help="Whose account may agree that a key be destroyed; may be repeated. [anybody who may be a second person] / "
    "Dont l’accord compte pour détruire une clé ; peut être répété. [toute seconde personne possible]",
)
@click.option(
    "--custodians-needed",
    "needed",
    default=2,
    show_default=True,
    help="How many of them, of two organisations at least. / Combien d’entre eux, de deux organisations au moins.",
)
def init(
    folder: Path,
    domain: str,
    founders: tuple[str, ...],
    hosts: tuple[str, ...],
    port: int,
    database: str,
    games: tuple[str, str],
    code: str,
    timezone: str,
    opening: datetime | None,
    campaign: str,
    print_first: bool,
    authority: str | None,
    door_port: int,
    mail: bool,
    no_door: bool,
    module: tuple[str, str] | None,
    witnesses: tuple[tuple[str, str], ...],
    custodians: tuple[str, ...],
    needed: int,
) -> None:
    """Found a zone: its root key, its authority for certificates, its database.

    Fonder une zone : sa clé racine, son autorité de certification, sa base de données.

    \b
    Example:  kotinos custody init --domain FR --founder kai:Garde --founder ada:Olivier
    """
    ways = [Egress(authority, "vetting-batch")] if authority else []
    ways += [] if no_door else [Egress("open-zone", "release")]
    ways += [Egress("mail", "letter")] if mail else []
    try:
        own = Settings(
            domain=Domain(domain, egress=frozenset(ways)),
            folder=folder,
            database=database,
            hosts=hosts or ("localhost", "127.0.0.1"),
            port=port,
            door_port=door_port,
            code=code,
            campaign=campaign,
            print_first=print_first,
            games={"en": games[0], "fr": games[1]},
            timezone=timezone,
            opening=opening.date() if opening else None,
            module=Module(*module) if module else None,
            witnesses=tuple(WitnessAt(*one) for one in witnesses),
            quorum=Quorum(needed, custodians),
        )
        approvals = [Approval(f"staff:{name}", of) for name, _, of in (one.partition(":") for one in founders)]
        opens = passphrase(VARIABLE, OF_ROOT, new=True)
        web.found(own, opens, passphrase(CA_VARIABLE, OF_CA, new=True), approvals)
    except (ValueError, web.ZoneExists, RootUnavailable) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(
        say(
            N_("The zone is in %(folder)s. Keep %(root)s elsewhere: it is needed once a year."),
            folder=folder,
            root=folder / "pki" / "root.p12",
        )
    )


@click.command()
@option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen. / Où écouter.")
def serve(settings: Settings, host: str) -> None:
    """Serve the zone's pages over TLS.

    Servir les pages de la zone en TLS.

    \b
    Example:  KOTINOS_CUSTODY_PASSPHRASE_FILE=/run/keys/custody kotinos custody serve
    """
    from kotinos.custody.serve import serve as program

    with opened(settings, "serve") as zone:
        click.echo(f"https://{settings.hosts[0]}:{settings.port}/", err=True)
        asyncio.run(program(zone, host))
