"""``kotinos gate``: a turnstile or a fixed reader. It decides on its own for a day, and synchronises when it can."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from kotinos.custody.gate import link, turnstile
from kotinos.custody.gate.carried import Carried, NotEnrolled
from kotinos.custody.gate.words import LANGUAGES

folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/gate"),
    show_default=True,
    help="Where the device keeps its keys, snapshot and scans. / Où l’appareil garde ses clés, son instantané, ses lectures.",
)


@click.group()
def gate() -> None:
    """A gate: read cards at a turnstile or a fixed reader, also without a link.

    Une porte : lire les cartes à un tourniquet ou à un lecteur fixe, même sans liaison.
    """


@gate.command()
@click.argument("url")
@click.argument("invitation")
@click.option(
    "--ca", default="", help="File of the zone's certificate authority. / Fichier de l’autorité de certification."
)
@folder_option
def enrol(url: str, invitation: str, ca: str, folder: Path) -> None:
    """Take the place that an invitation stands for, with keys made on this device.

    Prendre la place d’une invitation, avec des clés faites sur cet appareil.

    \b
    Example:  kotinos gate enrol https://custody.example:8034 INVITATION --ca ca.pem
    """
    try:
        made = link.enrol(url, invitation, folder, ca)
    except (link.Unanswered, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Enrolled: gate {made.gate}, device {made.device[:8]} / Inscrit")


@gate.command()
@folder_option
def sync(folder: Path) -> None:
    """Synchronise once: hand over scans, take what changed.

    Synchroniser une fois : remettre les lectures, prendre les changements.

    \b
    Example:  kotinos gate sync --folder /srv/gate
    """
    store = _opened(folder)
    hands = link.Link(store.identity)
    try:
        link.synchronise(store, hands)
    except link.Unanswered as error:
        raise click.ClickException(str(error)) from error
    finally:
        hands.close()
        _say(store)
        store.close()


@gate.command()
@folder_option
def status(folder: Path) -> None:
    """Say what the device carries and what waits to be handed over.

    Dire ce que l’appareil porte et ce qui attend d’être remis.

    \b
    Example:  kotinos gate status --folder /srv/gate
    """
    store = _opened(folder)
    _say(store)
    store.close()


@gate.command()
@click.option(
    "--line",
    type=click.Path(path_type=Path),
    help="A serial line; without it, standard input. / Une ligne série.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Of the answers. / Celle des réponses.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, for a machine. / Un objet JSON par ligne."
)
@click.option("--alone", is_flag=True, help="Do not look for the zone. / Ne pas chercher la zone.")
@folder_option
def run(line: Path | None, language: str, as_json: bool, alone: bool, folder: Path) -> None:
    """Read one code a line, as readers and keyboard wedges send them, and answer each in a line.

    Lire un code par ligne, comme l’envoient les lecteurs, et répondre à chacun par une ligne.

    \b
    Example:  kotinos gate run --line /dev/ttyUSB0 --folder /srv/gate
    """
    store = _opened(folder)
    keeping = None if alone else link.Keeping(store, _Noticing().hear)
    try:
        source = line.open(encoding="utf-8", errors="replace") if line else sys.stdin
        with source:
            for text in source:
                if text.strip():
                    click.echo(_answer(store, text.strip("\r\n"), language, as_json))
    except KeyboardInterrupt:
        click.echo("", err=True)
    finally:
        if keeping is not None:
            keeping.close()
        store.close()


def _answer(store: Carried, text: str, language: str, as_json: bool) -> str:
    reply = turnstile.pass_through(store, text, datetime.now(UTC), language)
    if as_json:
        return msgspec.json.encode(reply).decode()
    about = f"  {reply.name} ({reply.category})" if reply.name else ""
    return f"{reply.answer:<8}{about}  {reply.says}. {reply.then}"


class _Noticing:
    """Says on standard error when the link is lost, and when it is back: once each."""

    def __init__(self) -> None:
        self._lost = False

    def hear(self, wrong: link.Unanswered | None) -> None:
        if wrong is not None and not self._lost:
            click.echo(f"No link; good for a day. / Sans liaison ; bon pour un jour. ({wrong})", err=True)
        if wrong is None and self._lost:
            click.echo("Link is back. / Liaison rétablie.", err=True)
        self._lost = wrong is not None


def _opened(folder: Path) -> Carried:
    try:
        return Carried(folder)
    except NotEnrolled as error:
        raise click.ClickException(str(error)) from error


def _say(store: Carried) -> None:
    kept, waiting = store.counts()
    carried = store.snapshot
    age = (
        f"snapshot of {carried.issued:%Y-%m-%d %H:%M}Z, edition {store.edition}"
        if carried
        else "no snapshot / pas d’instantané"
    )
    click.echo(
        f"{store.post.gate} {store.post.venue} {store.post.zone}: {age}; {kept} scans, {waiting} waiting / en attente"
    )
