"""``kotinos authority``: the State's side of the exchange, for rehearsals and tests."""

from __future__ import annotations

import json
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table

from kotinos.rehearsal.authority.desk import MOST, Desk
from kotinos.rehearsal.authority.keys import ZONE, KeyFolder
from kotinos.rehearsal.authority.misbehaviour import BAD, REORDER
from kotinos.rehearsal.authority.officer import Habits

console = Console(stderr=True, highlight=False)


def _misbehaviours(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(name for name in value.replace(",", " ").split() if name)
    for name in names:
        if name not in BAD and name != REORDER:
            raise click.BadParameter(f"{name!r} is not one of {', '.join([*BAD, REORDER])}")
    return names


@click.command()
@click.option(
    "--spool",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder of out and in. / Dossier des échanges.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="var/authority",
    show_default=True,
    help="The authority's own folder. / Son dossier.",
)
@click.option(
    "--seed", type=int, default=2030, show_default=True, help="The same seed says the same. / Graine du hasard."
)
@click.option(
    "--speed", type=float, default=1.0, show_default=True, help="Its seconds in one of ours. / Accélération du temps."
)
@click.option(
    "--answers-a-day",
    "a_day",
    type=int,
    default=18_000,
    show_default=True,
    help="Answers it gives in a day. / Avis par jour.",
)
@click.option(
    "--a-file",
    type=click.IntRange(1, MOST),
    default=MOST,
    show_default=True,
    help="Answers in one file. / Avis par fichier.",
)
@click.option(
    "--refusals",
    type=float,
    default=0.0044,
    show_default=True,
    help="Share unfavourable. / Part des avis défavorables.",
)
@click.option(
    "--withdrawals",
    type=float,
    default=0.0005,
    show_default=True,
    help="Share withdrawn later. / Part des avis retirés.",
)
@click.option(
    "--more-time",
    type=float,
    default=0.03,
    show_default=True,
    help="Share that takes longer. / Part des examens approfondis.",
)
@click.option(
    "--silent", type=float, default=0.0005, show_default=True, help="Share never answered. / Part sans réponse."
)
@click.option(
    "--misbehave",
    callback=_misbehaviours,
    default="",
    help=f"Bad files to send, one each: {', '.join([*BAD, REORDER])}. / Fichiers fautifs.",
)
@click.option("--until-answered", is_flag=True, help="End when all is said. / S'arrêter quand tout est dit.")
@click.option(
    "--json", "as_json", is_flag=True, help="A report at the end, as JSON on standard output. / Bilan en JSON."
)
def authority(
    spool: Path,
    data: Path,
    seed: int,
    speed: float,
    a_day: int,
    a_file: int,
    refusals: float,
    withdrawals: float,
    more_time: float,
    silent: float,
    misbehave: tuple[str, ...],
    until_answered: bool,
    as_json: bool,
) -> None:
    """Play the authority that screens people: take batches, acknowledge them, answer at its pace.

    Jouer l'autorité chargée du criblage : prendre les lots, en accuser réception, rendre ses avis à son rythme.

    Its keys are in DATA/keys: give the zone authority.json, and put the zone's zone.json there.
    Ses clés sont dans DATA/keys : remettre authority.json à la zone, et y déposer le zone.json de celle-ci.

    \b
    Example:  kotinos authority --spool var/custody/vetting --speed 1440
    Example:  kotinos authority --spool var/custody/vetting --misbehave replay,truncate,wrong-key
    Exit codes: 0 ended as asked, 2 wrong use.
    """
    keys = KeyFolder(data / "keys", datetime.now(UTC))
    if not (keys.folder / ZONE).exists():
        console.print(
            f"Waiting for the zone's public keys: {keys.folder / ZONE} / En attente des clés publiques de la zone"
        )
    habits = Habits(refusals=refusals, withdrawals=withdrawals, more_time=more_time, silent=silent)
    desk = Desk(
        data,
        spool / "out",
        spool / "in",
        keys,
        seed=seed,
        speed=speed,
        a_day=a_day,
        a_file=a_file,
        habits=habits,
        misbehave=misbehave,
    )
    end = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: end.set())
    with Live(console=console, refresh_per_second=4, transient=False) as live:
        while not end.is_set():
            if (keys.folder / ZONE).exists():
                desk.turn(datetime.now(UTC))
            live.update(_shown(desk))
            if until_answered and desk.is_done():
                break
            end.wait(0.2)
    if as_json:
        click.echo(json.dumps(_report(desk)))
    sys.exit(0)


def _report(desk: Desk) -> dict[str, Any]:
    told = desk.told
    return {
        "batches": told.batches,
        "records": told.records,
        "sent back": told.unreadable,
        "answers": told.verdicts,
        "files": told.files,
        "misbehaved": told.misbehaved,
        "put aside": told.refused,
        "still to say": desk.register.count("due"),
    }


def _shown(desk: Desk) -> Table:
    told = desk.told
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in (
        ("batches / lots", f"{told.batches}, {told.records:,} records ({told.unreadable} sent back)"),
        ("answers / avis", "  ".join(f"{code} {count:,}" for code, count in sorted(told.verdicts.items())) or "–"),
        ("files / fichiers", f"{told.files} out, {desk.register.count('outbox')} wait, {len(told.refused)} put aside"),
        ("still to say / à venir", f"{desk.register.count('due'):,}"),
        ("misbehaved / écarts", ", ".join(told.misbehaved) or "–"),
    ):
        table.add_row(name, value)
    return table
