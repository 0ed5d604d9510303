"""``kotinos forms``: what is published, in the form that a reader wants; and the check of any message. ``kotinos odf``: that for ODF."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Literal, TypeVar

import click
import msgspec
from rich.console import Console
from rich.progress import track

from kotinos.forms import catalogue, files
from kotinos.forms.catalogue import FORMS, Form
from kotinos.forms.export import Exported, exported
from kotinos.forms.odf.schema import MESSAGE_LIMIT
from kotinos.forms.problem import Problem
from kotinos.forms.terms import Terms
from kotinos.forms.words import language, say
from kotinos.results.reading import AT, STORE, newest, opened

T = TypeVar("T")
_PATIENCE = 2.0  # seconds before a bar appears
_VALID, _PROBLEMS, _UNREADABLE = 0, 1, 2
_NO_MESSAGE = frozenset({"xml", "root", "doctype", "shape"})
"""Rules whose breach means that this is no message of the form at all."""


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found in one file; ``error`` says why it could not be read."""

    file: str
    problems: tuple[Problem, ...] = ()
    error: str = ""

    @property
    def verdict(self) -> int:
        """0 valid (warnings included), 1 problems, 2 unreadable."""
        if self.error or any(p.rule in _NO_MESSAGE for p in self.problems):
            return _UNREADABLE
        return _PROBLEMS if any(p.severity == "error" for p in self.problems) else _VALID


@click.group()
def odf() -> None:
    """Messages of the Olympic Data Feed (ODF), Paris 2024 generation.

    Messages de l'Olympic Data Feed (ODF), génération Paris 2024.
    """


@odf.command()
@click.argument("paths", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one report per file.")
def validate(paths: tuple[str, ...], as_json: bool) -> None:
    """Check ODF messages: files, folders, gzip, or - for standard input.

    Prints each problem as path:line: what is wrong, and what would be right. Exit code 0: all valid (a code that the tables do
    not know is only a warning), 1: problems, 2: something is no ODF at all or cannot be read.

    Vérifie des messages ODF : fichiers, dossiers, gzip, ou - pour l'entrée standard. Code de sortie 0 : valides, 1 : défauts,
    2 : illisibles.

    \b
    kotinos odf validate messages/ DT_RESULT.xml.gz
    curl -s https://example.org/feed/latest.xml | kotinos odf validate - --json
    """
    _validated(FORMS["odf"], paths, as_json)


@click.group()
def forms() -> None:
    """What is published in the form that an agency or a federation reads: export it, check it.

    \b
    Ce qui est publié, dans la forme que lit une agence ou une fédération : l'exporter, la vérifier.
    """


@forms.command("list")
def list_forms() -> None:
    """The forms there are.

    \b
    Example:  kotinos forms list
    """
    for form in FORMS.values():
        click.echo(f"{form.name:10} {form.suffix:8} {form.title[language()]}")


@forms.command("check")
@click.argument("name", metavar="FORM", type=click.Choice(tuple(FORMS)))
@click.argument("paths", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one report per file.")
def check_messages(name: str, paths: tuple[str, ...], as_json: bool) -> None:
    """Check messages of a form: files, folders, gzip, or - for standard input. Exit codes as in `kotinos odf validate`.

    \b
    Example:  kotinos forms check sportsml sportsml/
    """
    _validated(FORMS[name], paths, as_json)


@forms.command("export")
@click.argument("name", metavar="FORM", type=click.Choice(tuple(FORMS)))
@STORE
@AT
@click.option("--rsc", default="", metavar="PREFIX", help="Only documents whose RSC begins so (ATHM100M).")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only this document type (DT_RESULT); may be repeated."
)
@click.option("--lang", type=click.Choice(("en", "fr")), default="en", show_default=True, help="Language of words.")
@click.option("--ascii", "ascii_", is_flag=True, help="Basic Latin letters only, for a 7-bit wire.")
@click.option(
    "--flag", type=click.Choice(("T", "P")), default="T", show_default=True, help="ODF only: test or production."
)
@click.option(
    "--into", default="", metavar="FOLDER", help="Where the files go, - for standard output [the form's name]."
)
def export_messages(
    name: str,
    url: str,
    instant: str | None,
    rsc: str,
    types: tuple[str, ...],
    lang: Literal["en", "fr"],
    ascii_: bool,
    flag: Literal["T", "P"],
    into: str,
) -> None:
    """Write the newest version of everything published, one file a message. What would break the form is not written, but told.

    \b
    Example:  kotinos forms export wire --rsc ATH --lang fr --into -
    Example:  kotinos forms export sportsml --type DT_RESULT --at 2026-07-01T19:04:05Z
    Exit codes: 0 all written, 1 something was held back or nothing is published, 2 wrong use.
    """
    form, folder = catalogue.get(name), Path(into or name)
    written, held = 0, 0
    with opened(url) as store:
        rows = newest(store, instant, rsc, types)
        for one in exported(_watched(rows, say("exporting")), store, form, Terms(lang=lang, ascii=ascii_, flag=flag)):
            if one.held:
                held += 1
                click.echo(one.held, err=True)
            written += len(one.messages)
            _put(one, form, folder if into != "-" else None)
    if not written and not held:
        click.echo(say("Nothing of this is published. See `kotinos results list`."), err=True)
        sys.exit(_PROBLEMS)
    click.echo(say("{count} messages, {held} documents held back.", count=written, held=held), err=True)
    if into != "-" and written:
        next_ = "They are in {folder}. To check them again: kotinos forms check {name} {folder}"
        click.echo(say(next_, folder=folder, name=name), err=True)
    sys.exit(_PROBLEMS if held else _VALID)


def _put(one: Exported, form: Form, folder: Path | None) -> None:
    """The messages of a document in their files; to standard output where there is no folder."""
    for message in one.messages:
        if folder is None:
            click.echo(message.data, nl=not message.data.endswith(b"\n"))
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{one.file_name(message)}{form.suffix}").write_bytes(message.data)


def _validated(form: Form, paths: Sequence[str], as_json: bool) -> None:
    """Check every file, say what is wrong with each, and leave with the worst verdict."""
    names = files.listed(paths, form.suffix)
    if not names:
        raise click.UsageError(say("No file: give files, folders or - for standard input."))
    verdicts = []
    for report in _reports(names, form.check):
        verdicts.append(report.verdict)
        click.echo(
            msgspec.json.encode(report).decode() if as_json else _shown(report), nl=as_json or bool(_shown(report))
        )
    if not as_json:
        counts = {"count": len(verdicts), "bad": verdicts.count(_PROBLEMS), "unread": verdicts.count(_UNREADABLE)}
        click.echo(say("{count} messages, {bad} with problems, {unread} unreadable.", **counts), err=True)
    sys.exit(max(verdicts))


def _reports(names: Sequence[str], check: Callable[[bytes], list[Problem]]) -> Iterator[Report]:
    for name, found in files.opened(_watched(names, say("checking")), MESSAGE_LIMIT):
        if isinstance(found, OSError):
            yield Report(file=name, error=found.strerror or str(found))
        else:
            yield Report(file=name, problems=tuple(check(found)))


def _watched(items: Sequence[T], what: str) -> Iterable[T]:
    """``items``, with a bar on a terminal once it takes longer than a person likes to wait without one."""
    begun = monotonic()
    rest = iter(items)
    for at, item in enumerate(rest, 1):
        yield item
        if monotonic() - begun > _PATIENCE:
            console = Console(stderr=True)
            yield from track(rest, what, len(items), at, console=console, disable=not console.is_terminal)


def _shown(report: Report) -> str:
    if report.error:
        return f"{report.file}: {say('cannot be read: {reason}', reason=report.error)}"
    return "\n".join(f"{report.file}:{p.line}: {_said(p)}" for p in report.problems)


def _said(problem: Problem) -> str:
    mark = f"{say('warning')}: " if problem.severity == "warning" else ""
    said = say("{what}; would be right: {right}", what=problem.what, right=problem.would_be_right)
    return f"{mark}{problem.where}: {said}"
