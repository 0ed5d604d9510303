"""``kotinos custody letters``: what waits, what left, and a letter once more on paper."""

from __future__ import annotations

import os
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kotinos.custody.accreditation.letters import outbox
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.settings import Settings
from kotinos.custody.web.i18n import N_


@click.group()
def letters() -> None:
    """See what became of letters to people; print one on paper.

    Voir ce que sont devenus les courriers ; en imprimer un sur papier.
    """


@letters.command("list")
@option
@click.option(
    "--state",
    type=click.Choice(outbox.STATES),
    help="The letters in this state, by their ids. / Les courriers dans cet état, par identifiant.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many. / Combien.")
def list_(settings: Settings, state: str | None, limit: int) -> None:
    """How many letters are in each state; with --state, which. Nobody is named.

    Combien de courriers sont dans chaque état ; avec --state, lesquels. Personne n’est nommé.

    \b
    Example:  kotinos custody letters list --state unaddressed
    """
    with opened(settings) as zone, zone.database.reading() as connection:
        if state is None:
            table = Table(say(N_("State")), say(N_("Letter")), say(N_("Number")))
            for each, template, number in outbox.counts(connection):
                table.add_row(each, template, f"{number:,}")
        else:
            table = Table(say(N_("Letter")), "id", say(N_("File")), say(N_("Since")))
            for row in outbox.in_state(connection, state, limit):
                table.add_row(row.template, row.id, row.application[:8].upper(), f"{row.queued_at:%Y-%m-%d %H:%M}Z")
    Console().print(table)


@letters.command()
@option
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder that the PDFs are put into. / Le dossier des PDF.",
)
@why
def reprint(settings: Settings, ids: tuple[str, ...], out: Path, why: str) -> None:
    """Write letters once more, as PDF for paper. An invitation gets a new link; the one that was sent is no longer good.

    Écrire encore des courriers, en PDF pour le papier. Une invitation reçoit un nouveau lien ; celui qui fut envoyé ne vaut plus.

    \b
    Example:  kotinos custody letters reprint 5f0c…91 --out /run/paper --why "the person has no e-mail address"
    """
    with opened(settings) as zone:
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        for id in ids:
            with told():
                made = outbox.reprint(zone.vault, deed(zone, why), zone.office, id)
            path = out / f"{id}.pdf"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(made)
            click.echo(path)
