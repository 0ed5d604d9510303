"""``kotinos custody exchange`` and ``campaign``: the exchange with the State."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.flow import Following
from kotinos.custody.settings import Settings
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions, keys, queries
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.exchange import Exchange, Plan
from kotinos.custody.vetting.keys import NoKey
from kotinos.custody.vetting.spool import Spools
from kotinos.custody.vetting.values import Campaign
from kotinos.custody.web.i18n import N_

FOLDER = "vetting"


@click.group()
def exchange() -> None:
    """Exchange batches and answers with the State: the only program that touches the spools.

    Échanger lots et avis avec l'État : le seul programme qui touche aux dossiers d'échange.
    """


@exchange.command("keys")
@option
def keys_(settings: Settings) -> None:
    """Write the zone's public key, to be handed to the authority; its own file of public keys goes beside it.

    Écrire la clé publique de la zone, à remettre à l'autorité ; le fichier de clés publiques de celle-ci se pose à côté.
    """
    with opened(settings) as zone:
        file = keys.hand_over(settings.folder / FOLDER, zone.vetting_key, zone.clock())
    click.echo(
        say(
            N_("Hand %(file)s to the authority, and put its %(theirs)s into %(folder)s."),
            file=file,
            theirs=keys.AUTHORITY,
            folder=file.parent,
        )
    )


@exchange.command()
@option
@click.option(
    "--every", type=float, default=0.0, help="Pack every so many seconds, for rehearsals. / Pour les répétitions."
)
@click.option("--at", "times", multiple=True, default=("02:00", "14:00"), show_default=True, help="Hours. / Heures.")
def run(settings: Settings, every: float, times: tuple[str, ...]) -> None:
    """Run the exchange until it is told to end.

    Faire tourner l'échange jusqu'à ce qu'on l'arrête.

    \b
    Example:  kotinos custody exchange run --at 02:00 --at 14:00
    """
    ending = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.set())
    with opened(settings) as zone:
        try:
            held = keys.load(settings.folder / FOLDER, zone.vetting_key)
        except NoKey as missing:
            raise click.ClickException(str(missing)) from None
        Exchange(
            zone.database,
            settings.domain,
            held,
            Spools(settings.folder / FOLDER),
            _Revealing(zone.vault),
            Following(zone.policy),
            Plan(times=tuple(time.fromisoformat(one) for one in times), every=every),
        ).run(zone.clock, ending)


class _Revealing:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def __call__(
        self, connection: Connection, act: Act, subjects: Sequence[str], fields: Sequence[str]
    ) -> Mapping[str, Mapping[str, str | bytes]]:
        return self._vault.reveal_within(connection, act, "vetting", subjects, fields, "export")


@click.group()
def campaign() -> None:
    """Open, close and purge the campaigns under which the State is asked.

    Ouvrir, clore et purger les campagnes sous lesquelles l'État est interrogé.
    """


@campaign.command("open")
@option
@click.argument("code")
@click.option("--authority", required=True, help="Its code, as in the ways out of the domain. / Son code.")
@click.option("--act", "legal_act", required=True, help="The decree. / Le décret.")
@click.option("--timezone", "zone_name", required=True, help="Of the authority: Europe/Paris. / Fuseau de l'autorité.")
@click.option("--months", default=2, show_default=True, help="Its delay. / Son délai.")
@click.option("--days", default=0, show_default=True)
@click.option("--purge", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When all is destroyed. / Destruction.")
@why
def open_(
    settings: Settings,
    code: str,
    authority: str,
    legal_act: str,
    zone_name: str,
    months: int,
    days: int,
    purge: datetime,
    why: str,
) -> None:
    """Open the campaign CODE.

    Ouvrir la campagne CODE.

    \b
    Example:  kotinos custody campaign open JO2030 --authority SNE --act "decree 2029-77" --timezone Europe/Paris
                --purge 2030-12-31 --why "the decree is out"
    """
    asked = Campaign(code, authority, legal_act, zone_name, Delay(months, days), purge.date())
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        try:
            actions.open_campaign(connection, deed(zone, why), asked)
        except ValueError as wrong:
            raise click.ClickException(str(wrong)) from None


@campaign.command()
@option
@click.argument("code")
@why
def close(settings: Settings, code: str, why: str) -> None:
    """Ask under CODE no more; answers are still taken.

    Ne plus rien demander sous CODE ; les avis sont encore reçus.
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        actions.close_campaign(connection, deed(zone, why), code)


@campaign.command()
@option
@click.argument("code")
@why
def purge(settings: Settings, code: str, why: str) -> None:
    """Destroy what CODE kept about people, when its day has come; says what went, and what is left.

    Détruire ce que CODE a gardé sur les personnes, le jour venu ; dit ce qui est parti, et ce qui reste.
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        today: date = zone.clock().date()
        gone = actions.purge_campaign(connection, deed(zone, why), code, today)
    said = N_("%(gone)s clearances and %(answers)s answers destroyed; %(left)s left.")
    click.echo(say(said, gone=gone.clearances, answers=gone.answers, left=gone.left))


@campaign.command("list")
@option
def list_(settings: Settings) -> None:
    """Every open campaign, and how many clearances are in each state.

    Chaque campagne ouverte, et combien d'avis sont dans chaque état.
    """
    table = Table(say(N_("Campaign")), say(N_("Authority")), say(N_("State")), say(N_("Clearances")))
    with opened(settings) as zone, zone.database.reading() as connection:
        for one in queries.open_campaigns(connection):
            states = sorted(queries.states(connection, one.code).items())
            for state, count in states:
                table.add_row(one.code, one.authority, state, str(count))
            if not states:
                table.add_row(one.code, one.authority, "–", "0")
    Console().print(table)
