"""``kotinos custody grants``. Agreeing to one is not among it: each of the two people signs in for that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import click

from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.settings import Settings
from kotinos.custody.vault import grants as deeds
from kotinos.custody.vault.fields import Purpose
from kotinos.custody.vault.grants import OPERATIONS, Grant, Operation
from kotinos.custody.web.i18n import N_


@click.group()
def grants() -> None:
    """Say who may do what with which fields.

    Dire qui peut faire quoi de quels champs.
    """


@grants.command("list")
@option
def list_(settings: Settings) -> None:
    """Every grant there ever was.

    Toutes les autorisations qu’il y eut.

    \b
    Example:  kotinos custody grants list
    """
    line = N_(
        "%(operation)s for %(purpose)s by %(consumer)s; at most %(minute)s a minute, %(day)s a day; until %(closes)s"
    )
    with opened(settings) as zone, zone.database.reading() as connection:
        for kept in deeds.every(connection):
            g = kept.grant
            values = {
                "operation": g.operation,
                "purpose": g.purpose,
                "consumer": g.consumer,
                "closes": f"{g.closes:%Y-%m-%d}",
            }
            click.echo(f"{kept.id}  {kept.state}")
            click.echo("  " + say(line, minute=g.per_minute, day=g.per_day, **values))
            click.echo("  " + " ".join(g.fields))


@grants.command()
@option
@click.option("--consumer", required=True, help="Who will use it. / Qui s’en servira.")
@click.option("--purpose", type=click.Choice(get_args(Purpose)), required=True, help="What for. / Pour quoi.")
@click.option(
    "--operation",
    type=click.Choice(OPERATIONS),
    default="answer",
    show_default=True,
    help="What it allows. / Ce qu’elle permet.",
)
@click.option("--field", "fields", multiple=True, required=True, help="May be repeated. / Peut être répété.")
@click.option("--per-minute", type=int, required=True, help="Subjects at most. / Sujets au plus.")
@click.option("--per-day", type=int, required=True, help="Subjects at most. / Sujets au plus.")
@click.option("--closes", type=click.DateTime(), required=True, help="Its end, in UTC. / Sa fin, en UTC.")
@why
def request(
    settings: Settings,
    consumer: str,
    purpose: Purpose,
    operation: Operation,
    fields: tuple[str, ...],
    per_minute: int,
    per_day: int,
    closes: datetime,
    why: str,
) -> None:
    """Ask for a grant. What is more than answers waits for two people of two organisations, who agree on the zone's pages.

    Demander une autorisation. Plus que des réponses attend l’accord de deux personnes de deux organisations, dans les pages.

    \b
    Example:  kotinos custody grants request --consumer press --purpose release --field nationality \\
                --per-minute 60 --per-day 5000 --closes 2026-08-12 --why "instruction 31 of the organiser"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        act = deed(zone, why)
        try:
            ends = closes.replace(tzinfo=UTC)
            wanted = Grant(consumer, purpose, operation, fields, per_minute, per_day, act.at, ends)
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        found = deeds.request(connection, act, wanted)
        state = deeds.one(connection, found).state
    click.echo(f"{found} {state}")


@grants.command()
@option
@click.argument("grant")
@why
def suspend(settings: Settings, grant: str, why: str) -> None:
    """Stop GRANT at once.

    Suspendre GRANT aussitôt.

    \b
    Example:  kotinos custody grants suspend press --why "its key was lost"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        deeds.suspend(connection, deed(zone, why), grant)
