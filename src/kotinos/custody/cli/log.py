"""``kotinos custody log``: sign it, prove it, take it along, check it; and the witness. An outsider needs only ``verify``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import uvicorn

from kotinos.custody import settings as zones
from kotinos.custody.cli.opening import opened, opened_database, option
from kotinos.custody.cli.words import say
from kotinos.custody.log import audit, stored
from kotinos.custody.log.checkpoint import Key, NoteInvalid, read, read_key
from kotinos.custody.log.keys import KeyUnavailable
from kotinos.custody.log.merkle import ProofInvalid
from kotinos.custody.log.proofs import Proof, is_packed, pack, parse, unpack
from kotinos.custody.log.proofs import verify as verify_proof
from kotinos.custody.log.witness import Witness
from kotinos.custody.settings import Settings
from kotinos.custody.web.i18n import N_


class _Key(click.ParamType[Key]):
    """A public key: its text, or a file that holds it."""

    name = "KEY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Key:
        try:
            text = value if "+" in value else Path(value).read_text()
            return read_key(text)
        except (NoteInvalid, OSError) as error:
            self.fail(str(error), param, ctx)


@click.group()
def log() -> None:
    """What was done with sealed values, provable to an outsider.

    Ce qui a été fait des valeurs scellées, prouvable à un tiers.
    """


@log.command()
@click.option(
    "--key", type=_Key(), help="Public key of the log, or its file. / Clé publique du journal, ou son fichier."
)
@click.option(
    "--witness",
    "witnesses",
    type=_Key(),
    multiple=True,
    help="Public key of a witness; may be repeated. / Clé publique d’un témoin ; peut être répété.",
)
@click.option(
    "--at-least", type=int, help="So many witnesses must have signed [all]. / Tant de témoins doivent avoir signé."
)
@click.option(
    "--proof", type=click.Path(exists=True, path_type=Path), help="Check this proof. / Vérifier cette preuve."
)
@click.option("--entry", type=click.File("rb"), help="The entry of a packed proof. / L’entrée d’une preuve compacte.")
@click.option(
    "--export", "exported", type=click.File("rb"), help="Check this exported log. / Vérifier ce journal exporté."
)
@click.option(
    "--checkpoint",
    "earlier",
    type=click.File(encoding="utf-8"),
    multiple=True,
    help="One kept earlier: the exported log must begin with it. / Gardé auparavant : le journal doit commencer par lui.",
)
@click.option(
    "--domain", default="", help="Refuse the log of another domain (FR). / Refuser le journal d’un autre domaine."
)
@click.option(
    "--data", type=click.Path(path_type=Path), help="Check the log of this zone. / Vérifier le journal de cette zone."
)
def verify(
    key: Key | None,
    witnesses: tuple[Key, ...],
    at_least: int | None,
    proof: Path | None,
    entry: Any,
    exported: Any,
    earlier: tuple[Any, ...],
    domain: str,
    data: Path | None,
) -> None:
    """Check a proof or an exported log from public keys alone; or the whole log of a zone, in its database.

    Vérifier une preuve ou un journal exporté avec les seules clés publiques ; ou tout le journal d’une zone, dans sa base.

    \b
    Example:  kotinos custody log verify --proof entry-1207.proof --key log.pub --witness press.pub
    Example:  kotinos custody log verify --export log.jsonl --key log.pub --checkpoint july.txt
    Example:  kotinos custody log verify --data /srv/custody
    Exit codes: 0 it holds, 1 it does not, 2 wrong use.
    """
    least = len(witnesses) if at_least is None else at_least
    try:
        if proof is not None:
            _verify_proof(proof, _needed(key), witnesses, least, entry)
        elif exported is not None:
            notes = [read(file.read()) for file in earlier]
            head = audit.check_export(exported, _needed(key), witnesses, least, domain, notes)
            size = read(head.checkpoint).checkpoint.size
            click.echo(
                say(N_("The exported log of %(domain)s holds: %(size)s entries."), domain=head.domain, size=size)
            )
        elif data is not None:
            _verify_zone(data, key)
        else:
            raise click.UsageError(say(N_("Say what to check: --proof, --export or --data.")))
    except (ProofInvalid, NoteInvalid) as error:
        click.echo(say(N_("It does not hold: %(reason)s"), reason=error), err=True)
        sys.exit(1)


def _needed(key: Key | None) -> Key:
    if key is None:
        raise click.UsageError(say(N_("Give the public key of the log: --key.")))
    return key


def _verify_proof(file: Path, key: Key, witnesses: tuple[Key, ...], least: int, entry: Any) -> None:
    text = file.read_text(encoding="utf-8")
    if is_packed(text):
        if entry is None:
            raise click.UsageError(say(N_("A packed proof is checked with its entry: --entry.")))
        found = unpack(text, entry.read().removesuffix(b"\n"), key, witnesses)
    else:
        found = parse(text)
    verify_proof(found, key, witnesses, least)
    click.echo(found.entry.decode())
    size = found.note.checkpoint.size
    told = N_("This is entry %(index)s of the log %(name)s, of %(size)s entries.")
    click.echo(say(told, index=found.index, name=key.name, size=size))


def _verify_zone(data: Path, key: Key | None) -> None:
    try:
        database = zones.read(data).open()
    except zones.SettingsError as error:
        raise click.ClickException(str(error)) from None
    try:
        with database.reading() as connection:
            *_, size = audit.check(connection, key)
    finally:
        database.close()
    click.echo(say(N_("The log holds: %(size)s entries."), size=size))


@log.command()
@option
@click.argument("seq", type=int)
@click.option(
    "--packed", is_flag=True, help="One line below a kilobyte, the entry beside it. / Une ligne, l’entrée à côté."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to [entry-SEQ.proof]. / Où l’écrire."
)
def proof(settings: Settings, seq: int, packed: bool, out: Path | None) -> None:
    """Write the proof that entry SEQ is in the log, for whoever has the public keys.

    Écrire la preuve que l’entrée SEQ est au journal, pour qui a les clés publiques.

    \b
    Example:  kotinos custody log proof 1207
    """
    where = out or Path(f"entry-{seq}.proof")
    with opened_database(settings) as database, database.reading() as connection:
        try:
            found: Proof = stored.proof(connection, seq)
        except LookupError as error:
            raise click.ClickException(str(error)) from None
    where.write_text(f"{pack(found)}\n" if packed else str(found), encoding="utf-8")
    click.echo(where)
    if packed:
        beside = where.with_suffix(".entry")
        beside.write_bytes(found.entry + b"\n")
        click.echo(beside)


@log.command()
@option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(settings: Settings, file: Path) -> None:
    """Write the whole log into FILE, with the checkpoint that covers it. It names nobody.

    Écrire tout le journal dans FILE, avec le point de contrôle qui le couvre. Il ne nomme personne.

    \b
    Example:  kotinos custody log export log.jsonl
    """
    with opened_database(settings) as database:
        try:
            with database.reading() as connection, file.open("xb") as out:
                size = audit.export(connection, settings.domain.country, out)
        except (LookupError, FileExistsError) as error:
            raise click.ClickException(str(error)) from None
    click.echo(say(N_("%(size)s entries exported."), size=size))


@log.command()
@option
def checkpoint(settings: Settings) -> None:
    """Sign what the log holds now, have it witnessed, and print it. A zone that serves does so every second.

    Signer l’état du journal, le faire attester et l’afficher. Une zone en service le fait chaque seconde.

    \b
    Example:  kotinos custody log checkpoint > july.txt
    """
    with opened(settings) as zone:
        note = zone.checkpoints.step()
        key = zone.log_key
    click.echo(str(note), nl=False)
    click.echo(say(N_("Public key: %(key)s"), key=key), err=True)


@log.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The witness's own. / Celui du témoin.",
)
@click.option("--name", required=True, help="As in its key: press.example. / Comme dans sa clé : press.example.")
@click.option(
    "--log", "logs", type=_Key(), multiple=True, help="Public key of a log to watch. / Clé publique d’un journal."
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8600, show_default=True, help="Where to listen. / Où écouter.")
@click.option("--show-key", is_flag=True, help="Print its public key and end. / Afficher sa clé publique et finir.")
def witness(folder: Path, name: str, logs: tuple[Key, ...], host: str, port: int, show_key: bool) -> None:
    """Watch logs for somebody who runs none of them: sign what goes on from what was seen, refuse everything else.

    Attester des journaux pour qui n’en tient aucun : signer ce qui prolonge ce qui fut vu, refuser le reste.

    \b
    Example:  kotinos custody log witness --folder press --name press.example --log log.pub
    """
    try:
        found = Witness(folder, name)
    except (KeyUnavailable, NoteInvalid) as error:
        raise click.ClickException(str(error)) from None
    for one in logs:
        found.watch(one)
    if show_key:
        click.echo(str(found.key))
        return
    uvicorn.run(found.application(), host=host, port=port, log_level="warning", access_log=False)
