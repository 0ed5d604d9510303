"""``kotinos results``: see what is published, now or then; check it against the journal; decide as an official."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import httpx
import msgspec
from rich.console import Console

from kotinos.codes import canonical
from kotinos.codes.rsc import LENGTH, Rsc, RscError
from kotinos.journal.event import JournalUnavailable
from kotinos.journal.opening import open_journal
from kotinos.results import showing, showing_records
from kotinos.results.documents import MedalsBody, RecordsBody, ScheduleBody
from kotinos.results.held import HeldValue
from kotinos.results.publications.dated import dated
from kotinos.results.publisher import body_of
from kotinos.results.reading import AT, DATA, STORE, newest, opened
from kotinos.results.rederive import first_difference

err = Console(stderr=True, highlight=False, soft_wrap=True)

_LANG = click.option(
    "--lang", type=click.Choice(("en", "fr")), default="en", show_default=True, help="Language of what is shown."
)


@click.group()
def results() -> None:
    """What is published: units, rankings, medals; now, or as it was.

    \b
    Ce qui est publié : épreuves, classements, médailles ; maintenant, ou tel que c'était.
    """


@results.command("list")
@STORE
@AT
@_LANG
@click.option("--day", metavar="DATE", help="Only units of this day (2026-07-01).")
@click.option("--discipline", metavar="CODE", default="", help="Only this discipline (ATH).")
def list_units(url: str, instant: str | None, lang: str, day: str | None, discipline: str) -> None:
    """The units in schedule order, with their status.

    \b
    Example:  kotinos results list --discipline ATH
    """
    with opened(url) as store:
        rows = newest(store, instant, discipline, ("DT_SCHEDULE", "DT_SCHEDULE_UPDATE"))
    bodies = [(r.step, body) for r in rows if isinstance(body := body_of(r), ScheduleBody)]
    lines = showing.newest_lines(bodies, day)
    if not lines:
        err.print("No unit is published here. Look at another day or discipline, or plan some: docs/tutorial.")
        sys.exit(1)
    _out().print(showing.schedule(lines, lang))


@results.command()
@click.argument("rsc")
@STORE
@AT
@_LANG
@click.option("--why", is_flag=True, help="Say between any two rows what separates them.")
@click.option("--json", "as_json", is_flag=True, help="The documents as JSON, one a line.")
def show(rsc: str, url: str, instant: str | None, lang: str, why: bool, as_json: bool) -> None:
    """Everything published about a unit, a phase or an event, as tables.

    \b
    Example:  kotinos results show ATHW100M--------------FNL-000100-- --why
    Example:  kotinos results show ATHW100M-------------------------- --at 2026-07-01T19:04:05Z
    """
    code = _rsc(rsc)
    with opened(url) as store:
        found = [r for r in newest(store, instant, code) if r.rsc == code and r.type != "DT_SCHEDULE_UPDATE"]
    if not found:
        err.print(f"Nothing is published about {code}. See `kotinos results list`.")
        sys.exit(1)
    for row in found:
        if as_json:
            click.echo(row.frame.decode())
            continue
        body = body_of(row)
        if body is not None:
            for part in showing.document(row, body, lang, why):
                _out().print(part)


@results.command()
@click.argument("rsc")
@STORE
@_LANG
def versions(rsc: str, url: str, lang: str) -> None:
    """With which versions the days ended on which anything of a unit or an event changed; any can be shown with --at.

    \b
    Example:  kotinos results versions ATHW1500M-------------------------
    """
    code = _rsc(rsc)
    with opened(url) as store:
        keys = sorted(r.key for r in store.latest(code) if r.rsc == code and r.type != "DT_SCHEDULE_UPDATE")
        found = {key: dated(store.versions(key)) for key in keys}
    if not found:
        err.print(f"Nothing is published about {code}. See `kotinos results list`.")
        sys.exit(1)
    _out().print(showing.versions(found, lang))


def _rsc(text: str) -> Rsc:
    try:
        return Rsc(text.ljust(LENGTH, "-"))
    except RscError as error:
        raise click.BadParameter(str(error), param_hint="RSC") from error


@results.command()
@STORE
@AT
@_LANG
def medals(url: str, instant: str | None, lang: str) -> None:
    """The medal table.

    \b
    Example:  kotinos results medals --at 2026-07-01T19:04:05Z
    """
    with opened(url) as store:
        rows = newest(store, instant, "GEN", ("DT_MEDALS",))
    bodies = [body for r in rows if isinstance(body := body_of(r), MedalsBody)]
    if not bodies:
        err.print("No medal table is published yet.")
        sys.exit(1)
    _out().print(showing.medals(bodies[0], lang))


@results.command()
@click.argument("event", default="")
@STORE
@AT
@_LANG
@click.option("--new", "here", is_flag=True, help="Only records set or equalled at these Games.")
def records(event: str, url: str, instant: str | None, lang: str, here: bool) -> None:
    """Records as they stand, of the events whose RSC begins so: whose, since when, and what is not ratified yet.

    \b
    Example:  kotinos results records ATHW --new
    """
    with opened(url) as store:
        rows = newest(store, instant, event[:3], ("DT_RECORD",))
    bodies = [body for r in rows if isinstance(body := body_of(r), RecordsBody)]
    table, count = showing_records.records(bodies, lang, event, here)
    if not count:
        err.print("No record here. A list of records comes in with `kotinos results decide` (kind records_listed).")
        sys.exit(1)
    _out().print(table)


@results.command()
@STORE
@click.option(
    "--journal",
    "journal_url",
    envvar="KOTINOS_JOURNAL",
    default=f"sqlite:///{DATA}/journal.db",
    show_default=True,
    help="The journal that they came from.",
)
def verify(url: str, journal_url: str) -> None:
    """Derive everything anew from the journal and compare it with what was published, byte for byte.

    \b
    Example:  kotinos results verify
    Exit codes: 0 equal, 1 different, 2 cannot be opened.
    """
    try:
        journal = open_journal(journal_url, read_only=True)
    except (JournalUnavailable, ValueError) as error:
        err.print(f"[red]{error}")
        sys.exit(2)
    with opened(url) as store, showing.progress("Deriving", err) as progress:
        difference, count = first_difference(journal, store, progress)
    journal.close()
    if difference:
        err.print(f"[red]Different: {difference}")
        err.print("What is published can be made again: stop the platform, move the store away, start it.")
        sys.exit(1)
    _out().print(f"{count} publications are exactly what the journal gives.")


@results.command()
@click.argument("fact", type=click.File("rb"))
@click.option("--to", default="http://127.0.0.1:8025", show_default=True, help="The platform's intake.")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path(DATA) / "local.key",
    show_default=True,
    help="The key to send with, as JSON.",
)
@click.option("--by", default="", help="The person who decides.")
@click.option("--id", "identifier", help="The command's id; the same again changes nothing [a new one].")
def decide(fact: Any, to: str, key_file: Path, by: str, identifier: str | None) -> None:
    """Send a decision (status, correction, protest, tie-break …) as JSON from a file, or - for standard input.

    \b
    Example:  echo '{"kind": "status_set", "unit": "ATHW100M--------------FNL-000100--", "status": "OFFICIAL"}' \\
                | kotinos results decide - --by referee
    Exit codes: 0 recorded (or known already), 1 refused, 2 wrong use.
    """
    try:
        said = msgspec.json.decode(fact.read())
        key = json.loads(key_file.read_text())["key"]
    except (msgspec.DecodeError, ValueError, KeyError) as error:
        raise click.UsageError(f"not readable as JSON: {error}") from error
    wish = {"id": identifier or f"decision-{uuid.uuid4()}", "fact": said, "by": by}
    answer = _sent(lambda: httpx.post(f"{to}/v1/commands", json=wish, headers={"X-API-KEY": key}, timeout=30))
    said_back = answer.json()
    if answer.status_code == 200:
        _out().print(f"{said_back.get('outcome', 'accepted')} (journal {said_back.get('seq', '')})")
        return
    err.print(f"[red]Refused: {said_back.get('what', answer.text)}")
    if said_back.get("would_be_right"):
        err.print(f"Would be right: {said_back['would_be_right']}")
    sys.exit(1)


@results.command()
@click.option("--to", default="http://127.0.0.1:8025", show_default=True, help="The platform's intake.")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path(DATA) / "local.key",
    show_default=True,
    help="The key to ask with, as JSON.",
)
@click.option("--unit", default="", metavar="RSC", help="Only of this unit.")
@click.option("--answered", is_flag=True, help="Also what was confirmed or rejected.")
@_LANG
def holds(to: str, key_file: Path, unit: str, answered: bool, lang: str) -> None:
    """What waits for one person's confirmation before it is shown, and why.

    \b
    Example:  kotinos results holds
    Answer:   echo '{"kind": "hold_confirmed", "unit": "…", "hold": "…", "reason": "photo checked"}' \\
                | kotinos results decide - --by referee
    Exit codes: 0 shown, 1 nothing waits, 2 wrong use.
    """
    try:
        key = json.loads(key_file.read_text())["key"]
    except (ValueError, KeyError) as error:
        raise click.UsageError(f"{key_file} is no key: {error}") from error
    asked = {**({"unit": unit} if unit else {}), **({"answered": "1"} if answered else {})}
    answer = _sent(lambda: httpx.get(f"{to}/v1/holds", params=asked, headers={"X-API-KEY": key}, timeout=30))
    if answer.status_code != 200:
        raise click.UsageError(str(answer.json().get("what", answer.text)))
    held: list[HeldValue] = canonical.decode(answer.content, list[HeldValue])
    if not held:
        err.print("Nothing waits for confirmation.")
        sys.exit(1)
    _out().print(showing.holds(held, lang))


def _sent(send: Callable[[], httpx.Response]) -> httpx.Response:
    try:
        return send()
    except httpx.TransportError as error:
        raise click.UsageError(f"the platform does not answer: {error}. Is `kotinos run` running?") from error


def _out() -> Console:
    """Made as it is used: a console takes the width of the terminal when it is made."""
    return Console(highlight=False)
