"""``kotinos custody organisation``: who may apply, when, and for how many."""

from __future__ import annotations

from datetime import datetime

import click
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from kotinos.custody.accreditation import organisations, tables
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.settings import Settings
from kotinos.custody.web.i18n import N_
from kotinos.design.languages import LANGUAGES

_INSTANT = click.DateTime(["%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"])


@click.group()
def organisation() -> None:
    """Say which organisations may apply, when, and for how many.

    Dire quels organismes peuvent demander, quand, et pour combien de personnes.
    """


@organisation.command()
@option
@click.argument("code")
@click.option("--kind", required=True, help="noc, if, press, broadcaster, partner, contractor, state, ioc, ocog")
@click.option("--name", required=True, help="As it is shown. / Tel qu'il est affiché.")
@click.option(
    "--language", "speaks", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Its own. / La sienne."
)
@click.option("--opens", type=_INSTANT, required=True, help="2030-01-01T00:00+0000")
@click.option("--closes", type=_INSTANT, required=True, help="2030-06-30T23:59+0000")
@why
def add(
    settings: Settings, code: str, kind: str, name: str, speaks: str, opens: datetime, closes: datetime, why: str
) -> None:
    """Add the organisation CODE with its window.

    Ajouter l'organisme CODE avec sa période.

    \b
    Example:  kotinos custody organisation add FRA --kind noc --name "NOC of France" --opens 2030-01-01T00:00+0000
                --closes 2030-06-30T23:59+0000 --why "the Charter"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        organisations.add_organisation(connection, deed(zone, why), code, kind, name, speaks, opens, closes)


@organisation.command()
@option
@click.argument("code")
@click.argument("category")
@click.argument("number", type=click.IntRange(min=0))
@click.option("--sport", default="", help="A sport with a quota of its own. / Un sport à quota propre.")
@why
def quota(settings: Settings, code: str, category: str, number: int, sport: str, why: str) -> None:
    """Give CODE a quota of NUMBER people in CATEGORY.

    Donner à CODE un quota de NUMBER personnes dans CATEGORY.

    \b
    Example:  kotinos custody organisation quota FRA Aa 40 --sport SWM --why "qualified"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        organisations.set_quota(connection, deed(zone, why), code, category, number, sport)


@organisation.command("list")
@option
def list_(settings: Settings) -> None:
    """Every organisation, its window, and its quotas with what is taken.

    Chaque organisme, sa période, et ses quotas avec ce qui est pris.

    \b
    Example:  kotinos custody organisation list --data /srv/custody
    """
    table = Table(say(N_("Organisation")), say(N_("Until")), say(N_("Category")), say(N_("Taken")), say(N_("Quota")))
    o, q = tables.organisation, tables.quota
    with opened(settings) as zone, zone.database.reading() as connection:
        rows = connection.execute(
            sa.select(o.c.id, o.c.closes_at, q.c.category, q.c.sport, q.c.reserved, q.c.number)
            .join_from(o, q, o.c.id == q.c.organisation, isouter=True)
            .order_by(o.c.id, q.c.category, q.c.sport)
        ).all()
    for row in rows:
        line = " ".join(filter(None, (row.category, row.sport)))
        table.add_row(row.id, f"{row.closes_at:%Y-%m-%d %H:%M}Z", line, str(row.reserved or 0), str(row.number or 0))
    Console().print(table)
