"""``kotinos custody list``: an organisation's list of people from a file, for whoever gets it by another way than the pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from kotinos.custody.accreditation.lists.intake import take_in
from kotinos.custody.accreditation.lists.preview import Preview, preview, read
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import language, say, told
from kotinos.custody.settings import Settings
from kotinos.custody.web.i18n import N_
from kotinos.custody.web.zone import Zone

SHOWN = 200
"""Errors that are written out: who has more mends the first ones first."""

_organisation = click.argument("organisation")
_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_overlay = click.option(
    "--overlay",
    is_flag=True,
    help="It is the whole list: who is not on it any more is withdrawn. / C’est la liste entière : qui n’y figure plus est retiré.",
)


@click.group("list")
def list_() -> None:
    """Look at an organisation's list of people, xlsx or csv, or take it in.

    Regarder la liste de personnes d’un organisme, xlsx ou csv, ou l’importer.
    """


@list_.command()
@option
@_organisation
@_file
@_overlay
def check(settings: Settings, organisation: str, file: Path, overlay: bool) -> None:
    """Say what the list in FILE would do for ORGANISATION, and every error by line. Nothing is changed.

    Dire ce que la liste de FILE ferait pour ORGANISATION, et chaque erreur par ligne. Rien n’est changé.

    \b
    Example:  kotinos custody list check FRA delegation.xlsx
    Exit codes: 0 nothing is wrong, 1 something is.
    """
    with opened(settings) as zone, told():
        seen = _looked(zone, organisation, file, overlay)
    _wrongs(seen)
    if seen.problems:
        sys.exit(1)
    counts = {"new": len(seen.new), "changed": len(seen.changed), "kept": len(seen.kept)}
    said = N_(
        "%(here)s lines already here, %(new)s new, %(changed)s changed, %(kept)s as before, %(withdrawn)s withdrawn."
    )
    click.echo(say(said, here=seen.here, withdrawn=len(seen.withdrawn), **counts))


@list_.command("import")
@option
@_organisation
@_file
@_overlay
@why
def import_(settings: Settings, organisation: str, file: Path, overlay: bool, why: str) -> None:
    """Take the list in FILE in for ORGANISATION, all of it or nothing; an import that was cut goes on. Who is on it was shown the notice.

    Importer la liste de FILE pour ORGANISATION, en entier ou pas du tout ; un import interrompu reprend. Chacun a vu la notice.

    \b
    Example:  kotinos custody list import FRA delegation.xlsx --why "brought on a stick, the portal was out of reach"
    Exit codes: 0 taken in, 1 something is wrong and nothing was.
    """
    with opened(settings) as zone, told():
        seen = _looked(zone, organisation, file, overlay)
        _wrongs(seen)
        if seen.problems:
            sys.exit(1)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(say(N_("Taking in")), total=None)
            done = take_in(
                zone.vault,
                deed(zone, why),
                zone.policy.season,
                organisation,
                file.read_bytes(),
                overlay,
                lambda taken, lines: progress.update(task, completed=taken, total=lines),
            )
    said = N_(
        "%(new)s new, %(changed)s changed, %(kept)s as before, %(withdrawn)s withdrawn; %(held)s look like somebody known."
    )
    click.echo(say(said, new=done.new, changed=done.changed, kept=done.kept, withdrawn=done.withdrawn, held=done.held))


def _looked(zone: Zone, organisation: str, file: Path, overlay: bool) -> Preview:
    act = deed(zone, "a list is looked at")
    parsed = read(file.read_bytes(), act, zone.policy.season, overlay)
    with zone.database.reading() as connection:
        return preview(connection, act, organisation, parsed)


def _wrongs(seen: Preview) -> None:
    wrongs = seen.wrongs(language())
    for one in wrongs[:SHOWN]:
        click.echo(one.say(language()), err=True)
    if len(wrongs) > SHOWN:
        click.echo(say(N_("and %(number)s more"), number=len(wrongs) - SHOWN), err=True)
