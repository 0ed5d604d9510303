"""``kotinos custody exchange`` and ``campaign``: the exchange with the State."""

from __future__ import annotations

import signal
import sys
import threading
from datetime import date, datetime, timedelta

import click
from rich.console import Console
from rich.table import Table

from kotinos.custody import flow
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.flow import Following
from kotinos.custody.residency import ForbiddenEgress, may_leave
from kotinos.custody.settings import Settings
from kotinos.custody.vetting import actions, clock, keys, queries, reconcile, timetable
from kotinos.custody.vetting.actions.packing import LIMIT, WHAT
from kotinos.custody.vetting.batch import MOST
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.exchange import Exchange, Plan
from kotinos.custody.vetting.keys import NoKey
from kotinos.custody.vetting.revealing import under_grant
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

    \b
    Example:  kotinos custody exchange keys --data /srv/custody
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
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=LIMIT, show_default=True, help="Records a batch. / Par lot."
)
@click.option("--again-after", default=24.0, show_default=True, help="Hours without receipt. / Heures sans accusé.")
def run(settings: Settings, every: float, times: tuple[str, ...], limit: int, again_after: float) -> None:
    """Run the exchange until it is told to end.

    Faire tourner l'échange jusqu'à ce qu'on l'arrête.

    \b
    Example:  kotinos custody exchange run --at 02:00 --at 14:00
    """
    try:
        plan = Plan(timetable.read(" ".join(times)), every, limit, timedelta(hours=again_after))
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--at") from wrong
    ending = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.set())
    with opened(settings, "exchange") as zone:
        try:
            held = keys.load(settings.folder / FOLDER, zone.vetting_key)
        except NoKey as missing:
            raise click.ClickException(str(missing)) from None
        Exchange(
            zone.database,
            settings.domain,
            held,
            Spools(settings.folder / FOLDER),
            under_grant(zone.vault),
            Following(zone.policy),
            plan,
        ).run(zone.clock, ending)


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
@click.option("--days", default=0, show_default=True, help="More days of it. / Jours en plus.")
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
    try:
        may_leave(settings.domain, authority, WHAT)
        asked = Campaign(code, authority, legal_act, zone_name, Delay(months, days), purge.date())
        with opened(settings) as zone, told(), zone.database.writing() as connection:
            clock.day(zone.clock(), zone_name)
            actions.open_campaign(connection, deed(zone, why), asked)
    except (ForbiddenEgress, ValueError, LookupError) as wrong:
        raise click.ClickException(str(wrong)) from None


@campaign.command()
@option
@click.argument("code")
@why
def close(settings: Settings, code: str, why: str) -> None:
    """Ask under CODE no more; answers are still taken.

    Ne plus rien demander sous CODE ; les avis sont encore reçus.

    \b
    Example:  kotinos custody campaign close JO2030 --why "the Games are over"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        actions.close_campaign(connection, deed(zone, why), code)


@campaign.command()
@option
@click.argument("code")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="Last day of the answers, at the latest. / Dernier jour des avis, au plus tard.",
)
@why
def again(settings: Settings, code: str, until: datetime, why: str) -> None:
    """Ask again under CODE about everybody whose answer runs out by then, or has run out. An answer in force stands meanwhile.

    Interroger de nouveau sous CODE sur chacun dont l’avis expire d’ici là, ou a expiré. Un avis en vigueur vaut en attendant.

    \b
    Example:  kotinos custody campaign again JO2030 --until 2030-09-09 --why "cards are valid until then"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        count = actions.rescreen_until(connection, deed(zone, why), code, until.date())
    click.echo(say(N_("%(count)s people are asked about again."), count=count))


@campaign.command()
@option
@click.argument("code")
@why
def purge(settings: Settings, code: str, why: str) -> None:
    """Destroy what CODE kept about people, when its day has come; says what went, and what is left.

    Détruire ce que CODE a gardé sur les personnes, le jour venu ; dit ce qui est parti, et ce qui reste.

    \b
    Example:  kotinos custody campaign purge JO2030 --why "its day has come"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        found = queries.campaign(connection, code)
        today: date = clock.day(zone.clock(), found.zone) if found else zone.clock().date()
        gone = flow.purge_campaign(connection, deed(zone, why), code, today)
    said = N_("%(gone)s clearances and %(answers)s answers destroyed; %(left)s left.")
    click.echo(say(said, gone=gone.clearances, answers=gone.answers, left=gone.left))


@campaign.command("list")
@option
def list_(settings: Settings) -> None:
    """Every open campaign, and how many clearances are in each state.

    Chaque campagne ouverte, et combien d'avis sont dans chaque état.

    \b
    Example:  kotinos custody campaign list --data /srv/custody
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


@campaign.command()
@option
def account(settings: Settings) -> None:
    """What was sent and what became of it, by campaign and batch.

    Ce qui est parti et ce qu'il en est advenu, par campagne et par lot.

    \b
    Example:  kotinos custody campaign account
    Exit codes: 0 every account holds, 1 one does not.
    """
    holds = True
    with opened(settings) as zone, zone.database.reading() as connection:
        for one in queries.open_campaigns(connection, closed=True):
            accounts = reconcile.accounts(connection, one.code)
            holds = holds and all(account.holds for account in accounts)
            _show(one.code, [*(account for account in accounts if account.sent), reconcile.total(accounts)])
    sys.exit(0 if holds else 1)


def _show(code: str, accounts: list[reconcile.Account]) -> None:
    heads = (
        N_("Batch"),
        N_("Sent"),
        N_("Favourable"),
        N_("Unfavourable"),
        N_("Deemed unfavourable"),
        N_("Open"),
        N_("Sent back"),
    )
    table = Table(*(say(head) for head in heads), title=code)
    for one in accounts:
        values = (one.sent, one.favourable, one.unfavourable, one.deemed, one.open, one.rejected)
        table.add_row(str(one.batch) if one.batch else say(N_("all")), *(f"{value:,}" for value in values))
    Console().print(table)


@campaign.command()
@option
@click.argument("code")
def audit(settings: Settings, code: str) -> None:
    """Hold every kept answer against the signed file that it came in.

    Confronter chaque avis conservé au fichier signé dont il vient.

    \b
    Example:  kotinos custody campaign audit JO2030
    Exit codes: 0 all is what the authority said, 1 something is not.
    """
    with opened(settings) as zone:
        try:
            held = keys.load(settings.folder / FOLDER, zone.vetting_key)
        except NoKey as missing:
            raise click.ClickException(str(missing)) from None
        with zone.database.reading() as connection:
            findings = reconcile.audit(connection, code, held.authority)
    for finding in findings:
        click.echo(f"{code} {finding.file:08} {finding.what}")
    if not findings:
        click.echo(say(N_("Every answer is what the authority said.")))
    sys.exit(1 if findings else 0)
