"""``kotinos custody register`` and ``breach``: what a protection officer needs on paper."""

from __future__ import annotations

from datetime import datetime

import click

from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import language
from kotinos.custody.rights import breach as breaches
from kotinos.custody.rights import register as registers
from kotinos.custody.rights.register import Language
from kotinos.custody.settings import Settings
from kotinos.custody.vault import grants

_spoken = click.option(
    "--language", "spoken", type=click.Choice(["en", "fr"]), help="As the terminal. / Celle du terminal."
)
_INSTANT = click.DateTime(["%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"])


@click.command()
@option
@_spoken
def register(settings: Settings, spoken: Language | None) -> None:
    """Print the register of processing (GDPR, article 30), as the zone works at this moment.

    Imprimer le registre des traitements (RGPD, article 30), tel que la zone fonctionne en ce moment.

    \b
    Example:  kotinos custody register --language fr > registre.md
    """
    with opened(settings) as zone, zone.database.reading() as connection:
        made = registers.activities(grants.every(connection))
    click.echo(registers.written(made, spoken or _own()), nl=False)


@click.command()
@option
@click.option("--since", type=_INSTANT, required=True, help="2026-07-01T09:00+0000")
@click.option("--until", type=_INSTANT, required=True, help="2026-07-01T12:00+0000")
@click.option(
    "--aware", type=_INSTANT, required=True, help="When it was noticed: 72 hours run from here. / Constatée le."
)
@click.option("--actor", default="", help="staff:NAME; else anybody. / sinon tout le monde.")
@click.option("--consumer", default="", help="desk, gate, …; else any. / sinon tous.")
@_spoken
@why
def breach(
    settings: Settings,
    since: datetime,
    until: datetime,
    aware: datetime,
    actor: str,
    consumer: str,
    spoken: Language | None,
    why: str,
) -> None:
    """Draft the notice of a breach (GDPR, article 33) from what the log says left.

    Rédiger la notification d'une violation (RGPD, article 33) d'après ce que le journal dit être sorti.

    \b
    Example:  kotinos custody breach --since 2030-07-01T09:00+0000 --until 2030-07-01T12:00+0000
                --aware 2030-07-02T08:00+0000 --why "case 41"
    """
    scope = breaches.Scope(since, until, actor, consumer)
    with opened(settings) as zone, zone.database.writing() as connection:
        text = breaches.draft(connection, deed(zone, why), scope, aware, spoken or _own())
    click.echo(text, nl=False)


def _own() -> Language:
    return "fr" if language() == "fr" else "en"
