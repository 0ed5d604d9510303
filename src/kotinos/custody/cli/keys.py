"""``kotinos custody keys``: key-encryption keys, those of blind indexes, and those that sign cards.

Agreeing to destroy one is not among it: each custodian signs in for that.
"""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from kotinos.custody.card import signers
from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.settings import Settings
from kotinos.custody.vault import reindexing, rotation
from kotinos.custody.web.i18n import N_


@click.group()
def keys() -> None:
    """Turn over the keys that wrap the data keys, and those of the blind indexes; see and withdraw those that sign cards.

    Renouveler les clés qui enveloppent les clés de données, et celles des index aveugles ; voir et retirer celles qui signent les cartes.
    """


@keys.command("list")
@option
def list_(settings: Settings) -> None:
    """The epochs, their states, how many subjects depend on each, and who agrees to destroy it.

    Les époques, leur état, combien de sujets dépendent de chacune, et qui accepte sa destruction.

    \b
    Example:  kotinos custody keys list
    """
    table = Table(
        say(N_("Epoch")), say(N_("State")), say(N_("Made at")), say(N_("Subjects")), say(N_("Agree to destroy"))
    )
    with opened(settings) as zone, zone.database.reading() as connection:
        for one in rotation.epochs(connection, zone.clock()):
            agreed = ", ".join(who.actor for who in one.agreed)
            table.add_row(str(one.epoch), one.state, one.made_at[:19], str(one.subjects), agreed)
    Console().print(table)


@keys.command()
@option
@why
def rotate(settings: Settings, why: str) -> None:
    """Make a new key, and wrap every data key by it while the zone serves. What was stopped half-way is finished first.

    Faire une nouvelle clé et en envelopper toutes les clés de données, la zone en service. Ce qui fut interrompu est d’abord achevé.

    \b
    Example:  kotinos custody keys rotate --why "weekly"
    """
    with opened(settings) as zone:
        act, ring = deed(zone, why), zone.vault.ring
        with zone.database.writing() as connection:
            if rotation.left(connection, ring) == 0:
                rotation.activate(connection, ring, act, rotation.begin(connection, ring, act))
            epoch = ring.active(connection)
        steps = rotation.rewrap(zone.database, ring)
        count = sum(track(steps, say(N_("Wrapping")), console=Console(stderr=True), transient=True))
    click.echo(say(N_("Epoch %(epoch)s is active; %(count)s data keys were wrapped by it."), epoch=epoch, count=count))


@keys.command()
@option
@why
def reindex(settings: Settings, why: str) -> None:
    """Make new keys of the blind indexes, index everybody by them while the zone serves, and destroy the old ones. What was stopped
    half-way is finished instead.

    Faire de nouvelles clés des index aveugles, réindexer chacun sans arrêter la zone, et détruire les anciennes. Ce qui fut interrompu
    est achevé à la place.

    \b
    Example:  kotinos custody keys reindex --why "a disk was stolen"
    """
    with opened(settings) as zone:
        act, ring = deed(zone, why), zone.vault.ring
        with zone.database.writing() as connection:
            if not reindexing.turning(connection, ring):
                reindexing.begin(connection, ring, act)
        steps = reindexing.reindex(zone.database, ring)
        count = sum(track(steps, say(N_("Indexing")), console=Console(stderr=True), transient=True))
        with zone.database.writing() as connection:
            reindexing.destroy_old(connection, ring, act)
    click.echo(
        say(N_("%(count)s entries of blind indexes are under new keys; the old keys are destroyed."), count=count)
    )


@keys.command()
@option
@click.argument("epoch", type=int)
@why
def destroy(settings: Settings, epoch: int, why: str) -> None:
    """Destroy the key of EPOCH, to which enough custodians of two organisations agreed, and on which nobody depends.

    Détruire la clé d’EPOCH, avec l’accord d’assez de dépositaires de deux organisations, quand plus personne n’en dépend.

    \b
    Example:  kotinos custody keys destroy 3 --why "its backups are destroyed"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        rotation.destroy(connection, zone.vault.ring, deed(zone, why), settings.quorum, epoch)
    click.echo(say(N_("Destroyed. Destroy the files of keys of the backups of its time, too.")))


@keys.command()
@option
def cards(settings: Settings) -> None:
    """The keys that sign cards and lists: from when to when, and until when what they signed is believed.

    Les clés qui signent cartes et listes : de quand à quand, et jusqu’à quand ce qu’elles ont signé fait foi.

    \b
    Example:  kotinos custody keys cards
    """
    table = Table("id", say(N_("Signs from")), say(N_("Until")), say(N_("Believed until")), say(N_("State")))
    with opened(settings) as zone, zone.database.reading() as connection:
        now = zone.clock()
        for one in signers.trust_list(connection, now).keys:
            state = N_("withdrawn") if one.withdrawn else N_("signs") if one.signs(now) else N_("does not sign")
            days = (one.signs_from, one.signs_until, one.trusted_until)
            table.add_row(one.kid.hex(), *(f"{day:%Y-%m-%d}" for day in days), say(state))
    Console().print(table)


@keys.command()
@option
@click.argument("key")
@why
def withdraw(settings: Settings, key: str, why: str) -> None:
    """Believe the card key KEY no longer: each gate refuses what it signed as soon as it hears of it, and those cards are printed again.

    Ne plus croire la clé de cartes KEY : chaque porte refuse ce qu’elle a signé dès qu’elle l’apprend ; ces cartes sont à réimprimer.

    \b
    Example:  kotinos custody keys withdraw 0c198dc56c4275ce --why "a disk of the printer was stolen"
    """
    try:
        kid = bytes.fromhex(key)
    except ValueError:
        kid = b""
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        act = deed(zone, why)
        signers.withdraw(connection, act, kid)
        signers.ensure(connection, act, zone.root)
    click.echo(say(N_("Withdrawn; another key signs from now on. Print every card again that it had signed.")))
