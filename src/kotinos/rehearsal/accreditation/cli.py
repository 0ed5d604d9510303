"""``kotinos demo-accreditation``: invented people travel from form to gate in a running zone, step by step, so that people can watch."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from kotinos.rehearsal.accreditation import accounts
from kotinos.rehearsal.accreditation.journey import Journey
from kotinos.rehearsal.accreditation.operator import Operator
from kotinos.rehearsal.accreditation.pages import Browser, Refused

console = Console(highlight=False, soft_wrap=True)


@click.command("demo-accreditation")
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("var/custody"),
    envvar="KOTINOS_CUSTODY_DATA",
    show_default=True,
    help="The zone's folder. / Le dossier de la zone.",
)
@click.option(
    "--url", default="https://localhost:8034", show_default=True, help="The zone's pages. / Les pages de la zone."
)
@click.option(
    "--people",
    type=click.IntRange(4, 80),
    default=12,
    show_default=True,
    help="How many apply. / Combien de personnes demandent.",
)
@click.option("--pace", type=click.FloatRange(min=0), default=0.0, show_default=True,
              help="Seconds between two steps, to watch. / Secondes entre deux étapes, pour regarder.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people. / Autre graine.")
@click.option("--authority", default="SNE", show_default=True, help="The State's service. / Le service de l’État.")
@click.option("--patience", type=click.FloatRange(min=0), default=60.0, show_default=True,
              help="Seconds without an answer before it goes on. / Secondes sans avis avant de continuer.")  # fmt: skip
def demo_accreditation(
    folder: Path, url: str, people: int, pace: float, seed: int, authority: str, patience: float
) -> None:
    """Lead invented people from form to vetting, card and gate in a running zone.

    Mener des personnes inventées du formulaire au criblage, à la carte et à la porte, dans une zone en marche.

    It uses the zone as anybody does: its pages, and the command line for what an operator does at the machine. Who may
    sign in stands in DATA/demo-people.json, cards in DATA/demo-cards. Started again, it goes on where it was.

    \b
    Example:  kotinos demo-accreditation --data var/custody --people 12 --pace 2
    Exit codes: 0 cards open their own doors and no others, 1 something stood in the way.
    """
    kept = accounts.load(folder, seed, people)
    operator = Operator(folder)
    root = folder / "demo-root.pem"
    try:
        root.write_text(operator.custody("pki", "root"))
        Browser(url, root).await_zone()
        Journey(kept, folder, url.rstrip("/"), root, operator, _Saying(pace)).travel(authority, patience)
    except Refused as wrong:
        console.print(f"[red]✗[/red] {wrong}", markup=True)
        sys.exit(1)


class _Saying:
    """Says each step in a line, and leaves time to look at it."""

    def __init__(self, pace: float) -> None:
        self._pace = pace

    def __call__(self, english: str, french: str) -> None:
        console.print(f"{datetime.now(UTC):%H:%M:%S}  {english} / {french}", markup=False)
        time.sleep(self._pace)
