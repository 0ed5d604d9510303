"""``kotinos custody erase``, ``backup``, ``restore``, ``migrate``."""

from __future__ import annotations

from pathlib import Path

import click

from kotinos.custody import migrations
from kotinos.custody.cli.opening import (
    OF_ROOT,
    VARIABLE,
    actor,
    deed,
    opened,
    opened_database,
    option,
    passphrase,
    why,
)
from kotinos.custody.cli.words import say, told
from kotinos.custody.rights import erasure
from kotinos.custody.settings import Settings
from kotinos.custody.store import WrongDomain, WrongSchema
from kotinos.custody.vault import backup as backups
from kotinos.custody.vault.keys import KeyRing
from kotinos.custody.vault.root import RootUnavailable
from kotinos.custody.web import zone as zones
from kotinos.custody.web.i18n import N_


@click.command()
@option
@click.argument("subject")
@why
def erase(settings: Settings, subject: str, why: str) -> None:
    """Erase SUBJECT: end every application and card, and destroy the key of everything sealed. No backup brings it back.

    Effacer SUBJECT : clore demandes et cartes, et détruire la clé de tout ce qui est scellé. Aucune sauvegarde ne le ramène.

    \b
    Example:  kotinos custody erase 5f0c…91 --why "asked for by the person, request 218"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        proof = erasure.erase(connection, deed(zone, why), zone.vault, subject)
    click.echo(say(N_("Erased: entry %(entry)s of the log, and a line in the ledger of erasures."), entry=proof.entry))


@click.command()
@option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@why
def backup(settings: Settings, file: Path, why: str) -> None:
    """Write a backup to FILE, and the wrapped keys to FILE.keys. Keep them apart: the first opens for nobody without the second.

    Écrire une sauvegarde dans FILE, et les clés dans FILE.keys. Les garder séparément : l’une ne s’ouvre pas sans les autres.

    \b
    Example:  kotinos custody backup /mnt/a/zone-0701 --why "nightly"
    """
    with opened(settings) as zone:
        try:
            rows = backups.write(zone.database, zone.vault.root, deed(zone, why), file)
        except OSError as error:
            raise click.ClickException(str(error)) from None
    keys = backups.keys_of(file)
    click.echo(say(N_("%(rows)s rows in %(file)s; their keys in %(keys)s."), rows=rows, file=file, keys=keys))


@click.command()
@option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(dir_okay=False, path_type=Path), help="[FILE.keys] Its keys. / Ses clés.")
@why
def restore(settings: Settings, file: Path, keys: Path | None, why: str) -> None:
    """Bring a backup into the zone's database, new and empty. Erasures since then are made good at once.

    Rapporter une sauvegarde dans la base de la zone, neuve et vide. Les effacements survenus depuis sont refaits aussitôt.

    \b
    Example:  kotinos custody restore /mnt/a/zone-0701 --keys /mnt/b/zone-0701.keys --why "the disk of the first site died"
    """
    try:
        root = zones.root_of(settings, passphrase(VARIABLE, OF_ROOT))
        database = settings.open()
        try:
            with told():
                rows = backups.restore(file, keys or backups.keys_of(file), database, root, actor(why))
        finally:
            database.close()
            root.close()
    except (RootUnavailable, backups.BackupBroken, WrongDomain, WrongSchema, OSError) as error:
        raise click.ClickException(str(error)) from None
    with opened(settings) as zone:
        key = zone.log_key
    click.echo(say(N_("%(rows)s rows restored."), rows=rows))
    click.echo(say(N_("The log goes on under a new name, because its end may be lost. Hand out this key:")))
    click.echo(key)


@click.command()
@option
@why
def migrate(settings: Settings, why: str) -> None:
    """Bring the database of an older version to this one: all of the way, or not at all. Stop the programs and write a backup before.

    Amener la base d’une version plus ancienne à celle-ci : tout ou rien. Arrêter les programmes et sauvegarder d’abord.

    \b
    Example:  kotinos custody migrate --why "version 0.2"
    """
    try:
        root = zones.root_of(settings, passphrase(VARIABLE, OF_ROOT))
    except RootUnavailable as error:
        raise click.ClickException(str(error)) from None
    try:
        with opened_database(settings, outdated=True) as database:
            before, now = migrations.migrate(database, KeyRing(root), actor(why))
    finally:
        root.close()
    done = N_("The database was of schema %(before)s and is of schema %(now)s now.")
    click.echo(
        say(done if before < now else N_("Nothing to do: the database is of schema %(now)s."), before=before, now=now)
    )
