"""``kotinos journal``: check it, look into it, take it along. It only ever reads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kotinos.journal.event import GENESIS, Event, Fault, Journal, JournalUnavailable
from kotinos.journal.export import export, verify_export
from kotinos.journal.opening import JOURNALS, open_journal
from kotinos.journal.words import say

F = TypeVar("F", bound=Callable[..., Any])

_PATIENCE = 2.0  # seconds before a bar appears
_BATCH = 1000


@click.group()
def journal() -> None:
    """The journal: everything that was observed and decided, in its order.

    Le journal : tout ce qui a été observé et décidé, dans son ordre.
    """


def _address(command: F) -> F:
    return click.option(
        "--journal",
        "url",
        envvar="KOTINOS_JOURNAL",
        default="sqlite:///var/journal.db",
        show_default=True,
        show_envvar=True,
        help=say("Its address: {journals}.", journals=JOURNALS),
    )(command)


def _head(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, str] | None:
    if value is None:
        return None
    seq, _, digest = value.partition(":")
    if not (seq.isdecimal() and len(digest) == len(GENESIS)):
        raise click.BadParameter("SEQ:HASH is needed, as verify and export print it")
    return int(seq), digest


@journal.command()
@_address
@click.option("--after", default=0, help=say("Trust the events up to this seq and check from there."))
@click.option("--file", type=click.File("rb"), help=say("Check an exported file instead."))
@click.option("--head", callback=_head, metavar="SEQ:HASH", help=say("A head kept earlier: it must still be there."))
def verify(url: str, after: int, file: Any, head: tuple[int, str] | None) -> None:
    """Check that not one byte of history was changed. Exit code 1 if one was.

    Vérifie que pas un octet de l'histoire n'a été changé. Code de sortie 1 sinon.

    \b
    kotinos journal verify
    kotinos journal verify --file games.jsonl --head 1207:9f2c…
    """
    if file is not None:
        _report(_watched(verify_export(file, head), None), 0, "")
        return
    with _opened(url) as source:
        seq, digest = source.head()
        if head is not None:
            _require(source, head)
        _report(_watched(source.verify(after), seq), after, f"{seq}:{digest}")


def _require(source: Journal, head: tuple[int, str]) -> None:
    there = source.read(head[0] - 1, 1) if head[0] else []
    found = (there[0].seq, there[0].hash) if there else (0, GENESIS)
    if found != head:
        _broken(Fault(head[0], f"{head[0]}:{head[1]} is not in the journal"))


def _report(steps: Iterable[int | Fault], after: int, head: str) -> None:
    last: int = after
    for step in steps:
        if isinstance(step, Fault):
            _broken(step)
        else:
            last = step
    click.echo(
        say("The chain holds: {count} events, from {first} to {last}.", count=last - after, first=after + 1, last=last)
    )
    if head:
        click.echo(say("Head: {head}", head=head))
        keep = "Keep this head outside this machine; next time, give it with --head to see that nothing was cut off the end."
        click.echo(say(keep))


def _broken(fault: Fault) -> None:
    click.echo(say("The chain is broken at event {seq}: {reason}.", seq=fault.seq, reason=fault.reason), err=True)
    next_step = (
        "Next: stop writing, keep a copy of the journal as it is, and compare it with an export or a replica: "
        "kotinos journal show --after {before} --limit 5"
    )
    click.echo(say(next_step, before=max(0, fault.seq - 3)), err=True)
    sys.exit(1)


@journal.command()
@_address
@click.option("--stream", help=say("Only this stream: a unit's RSC, games."))
@click.option("--kind", help=say("Only events of this kind."))
@click.option("--after", default=0, help=say("Only events with a greater seq."))
@click.option("--at", "instant", help=say("Only what stood there at this instant: 2026-07-04T09:30:00.000000Z."))
@click.option("--limit", default=50, show_default=True, help=say("At most so many."))
@click.option("--json", "as_json", is_flag=True, help=say("JSON Lines, as export writes them."))
def show(
    url: str, stream: str | None, kind: str | None, after: int, instant: str | None, limit: int, as_json: bool
) -> None:
    """Show events.

    Montre des événements.

    \b
    kotinos journal show --stream ATHM100M--------------HEAT000300-- --limit 10
    kotinos journal show --at 2026-07-04T09:30:00.000000Z --json
    """
    with _opened(url) as source:
        try:
            until = source.seq_at(instant) if instant else source.head()[0]
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--at") from error
        found: list[Event] = []
        for event in _wanted(source, stream, kind, after, until):
            found.append(event)
            if len(found) > limit:
                break
    _show(found[:limit], as_json)
    if len(found) > limit and not as_json:
        click.echo(say("More follows: --after {seq}", seq=found[limit - 1].seq if limit else after))


def _wanted(source: Journal, stream: str | None, kind: str | None, after: int, until: int) -> Iterator[Event]:
    read = (
        (lambda after: source.read_stream(stream, after, _BATCH))
        if stream
        else (lambda after: source.read(after, _BATCH))
    )
    for event in _all(read, after):
        if event.seq > until:
            return
        if kind in (None, event.kind):
            yield event


def _all(read: Callable[[int], list[Event]], after: int) -> Iterator[Event]:
    while events := read(after):
        yield from events
        after = events[-1].seq


def _show(events: list[Event], as_json: bool) -> None:
    if as_json:
        for line in export(events):
            click.echo(line, nl=False)
        return
    if not events:
        click.echo(say("No event fits."))
        return
    table = Table("seq", *(say(name) for name in ("at", "stream", "kind", "actor", "body")), box=None, pad_edge=False)
    for e in events:
        table.add_row(str(e.seq), e.at, e.stream, e.kind, e.actor, e.body.decode())
    Console(markup=False, highlight=False).print(table)


@journal.command("export")
@_address
@click.option("--after", default=0, help=say("Only events with a greater seq."))
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default="-")
def export_(url: str, after: int, file: Path) -> None:
    """Write every event as JSON Lines to FILE, or to standard output.

    Écrit chaque événement en JSON Lines dans FILE, ou sur la sortie standard.

    \b
    kotinos journal export games.jsonl
    kotinos journal export | sha256sum
    """
    with _opened(url) as source:
        until = source.head()[0]
        last, digest, count = after, "", 0
        with click.open_file(str(file), "wb") as out:
            events = _wanted(source, None, None, after, until)
            for event in _watched(events, until, lambda event: event.seq, "exporting"):
                out.write(next(export([event])))
                last, digest, count = event.seq, event.hash, count + 1
    click.echo(say("{count} events exported, up to {seq}.", count=count, seq=last), err=True)
    if count and str(file) != "-":
        check = "Anybody can check the file: kotinos journal verify --file {file} --head {head}"
        click.echo(say(check, file=file, head=f"{last}:{digest}"), err=True)


@contextmanager
def _opened(url: str) -> Iterator[Journal]:
    hint = "{error}\nNext: give the journal's address with --journal or KOTINOS_JOURNAL ({journals})."
    try:
        source = open_journal(url, read_only=True)
    except (JournalUnavailable, ValueError) as error:
        raise click.UsageError(say(hint, error=error, journals=JOURNALS)) from error
    try:
        yield source
    except JournalUnavailable as error:
        raise click.UsageError(say(hint, error=error, journals=JOURNALS)) from error
    finally:
        source.close()


T = TypeVar("T")


def _watched(
    steps: Iterable[T], total: int | None, reached: Callable[[T], object] = lambda step: step, doing: str = "verifying"
) -> Iterator[T]:
    """Pass ``steps`` on; when they take longer than a person likes to wait in the dark, show a bar."""
    begun = monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(say(doing), total=total, visible=False)
        for step in steps:
            at = reached(step)
            if isinstance(at, int) and at % _BATCH == 0:
                progress.update(task, completed=at, visible=monotonic() - begun > _PATIENCE)
            yield step
