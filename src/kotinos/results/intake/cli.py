"""``kotinos intake``: look into a file, send it, see what was refused, make a key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import httpx
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kotinos.codes import canonical
from kotinos.results.intake import forms
from kotinos.results.intake.encoding import NAMES
from kotinos.results.intake.keys import new_key
from kotinos.results.intake.reading import BadMessage, Broken, Entered, Listed, Marks, Planned, Reading, Said, Scheduled

_FORM = click.Choice(forms.FORMS)
_ENCODING = click.Choice(NAMES)


@click.group()
def intake() -> None:
    """Messages of timing devices and feeds: read, send, and what was refused.

    \b
    Fichiers et messages des appareils de chronométrage : lire, envoyer, et ce qui a été refusé.
    """


@intake.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=_FORM, help="The form of the file, where its name does not tell.")
@click.option("--encoding", type=_ENCODING, help="What the device is set to write, where the bytes do not tell.")
@click.option("--json", "as_json", is_flag=True, help="Every value, as JSON, for a program.")
def read(file: Path, form: str | None, encoding: str | None, as_json: bool) -> None:
    """Show what the platform would take from FILE. Needs no server.

    \b
    Examples:
      kotinos intake read "033-Heat-02.lif"
      kotinos intake read meet.lxf --json
      kotinos intake read results.txt --format csv

    Ends with 1 if any part of the file would be refused.
    """
    try:
        sheet = forms.read(form or forms.form_of(file.name), file.read_bytes(), file.name, encoding or "")
    except BadMessage as bad:
        _refused([(bad.where, bad.what, bad.right)])
        sys.exit(1)
    if as_json:
        click.echo(msgspec.json.format(canonical.encode(sheet), indent=2))
    else:
        _show(sheet.readings)
    broken = [(r.where, r.what, r.right) for r in sheet.readings if isinstance(r, Broken)]
    _refused(broken)
    sys.exit(1 if broken else 0)


@intake.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "url", required=True, metavar="URL", help="The intake, such as https://results.example.org")
@click.option("--key", required=True, envvar="KOTINOS_KEY", help="The key of this device; also from KOTINOS_KEY.")
@click.option("--format", "form", type=_FORM, help="The form of the file, where its name does not tell.")
@click.option("--encoding", type=_ENCODING, help="What the device is set to write, where the bytes do not tell.")
def send(file: Path, url: str, key: str, form: str | None, encoding: str | None) -> None:
    """Send FILE, and say what became of it. Sending it again changes nothing.

    \b
    Example:
      kotinos intake send "033-Heat-02.lif" --to https://results.example.org --key …

    Ends with 1 if it was refused, with 2 if it did not arrive.
    """
    try:
        form = form or forms.form_of(file.name)
    except BadMessage as bad:
        raise click.UsageError(f"{bad}; {bad.right}") from bad
    parameters = {"name": file.name, "revision": str(file.stat().st_mtime_ns), "encoding": encoding or ""}
    path = "observations" if form == "json" else form
    answer = _ask("POST", f"{url.rstrip('/')}/v1/{path}", key, params=parameters, content=file.read_bytes())
    report = _decoded(answer)
    if answer.status_code == 200 and report.get("outcome") != "refused":
        click.echo(f"{file.name}: {report.get('outcome')}, {len(report.get('taken', ()))} parts")
        for held in (held for part in report.get("taken", ()) for held in part.get("held", ())):
            reasons = "; ".join(reason["text"]["en"] for reason in held["reasons"])
            click.echo(f"held: {held.get('competitor', '')} {held['slot']}: {reasons}")
        return
    faults = report.get("refused") or [report]
    _refused([(f.get("where", ""), f.get("what", answer.text[:200]), f.get("would_be_right", "")) for f in faults])
    sys.exit(1)


@intake.command()
@click.option("--to", "url", required=True, metavar="URL", help="The intake, such as https://results.example.org")
@click.option("--key", required=True, envvar="KOTINOS_KEY", help="A key of officials; also from KOTINOS_KEY.")
def refused(url: str, key: str) -> None:
    """List what was refused lately, newest first.

    \b
    Example:
      kotinos intake refused --to https://results.example.org --key …
    """
    answer = _ask("GET", f"{url.rstrip('/')}/v1/refused", key)
    if answer.status_code != 200:
        problem = _decoded(answer)
        raise click.ClickException(f"{problem.get('what', answer.text[:200])}; {problem.get('would_be_right', '')}")
    table = Table("source", "name", "where", "what", "would be right", "digest")
    for note in answer.json():
        values = (
            note["source"],
            note["name"],
            note["where"],
            note["what"],
            note["would_be_right"],
            note["digest"][:12],
        )
        table.add_row(*map(escape, values))
    _console().print(table)


@intake.command()
def key() -> None:
    """Make a key for a device: what to give it, and what to write into the configuration.

    \b
    Example:
      kotinos intake key
    """
    secret, digest = new_key()
    click.echo(f"key     {secret}    (for the device; it is shown once)")
    click.echo(f"digest  {digest}    (for the configuration)")


def _ask(method: str, url: str, key: str, **arguments: Any) -> httpx.Response:
    try:
        return httpx.request(method, url, headers={"x-api-key": key}, timeout=30, **arguments)
    except httpx.HTTPError as error:
        click.echo(f"{url}: {error}", err=True)
        sys.exit(2)


def _decoded(answer: httpx.Response) -> dict[str, Any]:
    try:
        value = answer.json()
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _console() -> Console:
    return Console(highlight=False)


def _show(readings: tuple[Reading, ...]) -> None:
    for reading in readings:
        match reading:
            case Marks():
                _show_marks(reading)
            case Listed():
                table = Table(
                    "order", "competitor", "bib", title=f"start list of {escape(reading.unit)}", title_justify="left"
                )
                for start in reading.starts:
                    table.add_row(escape(start.order), escape(start.competitor), escape(start.bib))
                _console().print(table)
            case Entered():
                click.echo(f"{len(reading.participants)} competitors")
            case Planned():
                click.echo(f"{len(reading.plans)} units of the schedule")
            case Scheduled():
                click.echo(f"{reading.unit}: {reading.status} {reading.actual or reading.start}".rstrip())
            case Said():
                click.echo(f"{reading.fact.__struct_config__.tag}: {canonical.encode(reading.fact).decode()}")


def _show_marks(marks: Marks) -> None:
    slots = list(dict.fromkeys(item.slot for item in marks.items if item.value is not None))
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for item in marks.items:
        rows.setdefault((item.who.id or item.who.bib, item.who.lane, item.who.name), {})[item.slot] = item.value
    facts = ", ".join(f"{name} {value}" for name, value in marks.facts.items())
    table = Table(
        "competitor", "lane", "name", *slots, title=escape(f"{marks.unit}  {facts}".rstrip()), title_justify="left"
    )
    for who, values in rows.items():
        table.add_row(*map(escape, who), *(escape(_text(values.get(slot))) for slot in slots))
    _console().print(table)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return "" if value is None else str(value)


def _refused(faults: list[tuple[str, str, str]]) -> None:
    for where, what, right in faults:
        click.echo(f"refused: {where}: {what}" + (f"; would be right: {right}" if right else ""), err=True)
