"""``kotinos release``: the open zone's end of the door."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kotinos.release import link
from kotinos.release.mirror import Mirror

WAIT = 1.0
"""Seconds between two looks for the certificate, which the sealed zone hands over after it was founded."""


@click.group()
def release() -> None:
    """What the sealed zone released: public names of athletes, states of cards.

    Ce que la zone scellée a communiqué : noms publics des athlètes, état des cartes.
    """


def _mirror(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--mirror", "path", type=click.Path(dir_okay=False, path_type=Path), default=Path("var/release.db"),
        envvar="KOTINOS_RELEASE_MIRROR", show_default=True, help="The file that holds it. / Le fichier qui le contient.",
    )(command)  # fmt: skip


@release.command()
@_mirror
@click.option("--from", "url", default="https://localhost:8035", show_default=True, help="The door. / La porte.")
@click.option(
    "--certificate",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder of open-zone.pem, open-zone.key and root.pem; waited for. / Leur dossier ; attendu.",
)
def follow(path: Path, url: str, folder: Path) -> None:
    """Keep the mirror as the door has it, and hand over envelopes, until told to end. A cut link is waited out.

    Tenir le miroir à jour et remettre les enveloppes, jusqu'à l'arrêt. Une liaison coupée est attendue.

    \b
    Example:  kotinos release follow --certificate /run/keys/open-zone
    """
    asyncio.run(_follow(path, url, folder))


async def _follow(path: Path, url: str, folder: Path) -> None:
    loop = asyncio.get_running_loop()
    following = asyncio.create_task(_followed(path, url, folder))
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, following.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await following


async def _followed(path: Path, url: str, folder: Path) -> None:
    files = [folder / name for name in ("root.pem", "open-zone.pem", "open-zone.key")]
    while not all(file.exists() for file in files):  # noqa: ASYNC110  another zone puts them there
        await asyncio.sleep(WAIT)
    path.parent.mkdir(parents=True, exist_ok=True)
    own = link.Link(url, link.context(*files), Mirror(path))
    try:
        await own.follow(lambda said: click.echo(f"release: {said}", err=True))
    finally:
        await own.close()


@release.command()
@_mirror
def show(path: Path) -> None:
    """Print what is held: athletes by organisation, and how many cards are in each state.

    Afficher ce qui est détenu : athlètes par organisation, et nombre de cartes par état.

    \b
    Example:  kotinos release show --mirror var/release.db
    """
    held = Mirror(path)
    for athlete in held.athletes():
        click.echo(
            f"{athlete.organisation}  {athlete.sport}  {athlete.family}, {athlete.given}  {held.card(athlete.token)}"
        )
    click.echo(f"place {held.place()}, {len(held.waiting())} envelopes waiting", err=True)
