"""``kotinos odf``: check messages of the Olympic Data Feed, ours or anybody's."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic

import click
import msgspec
from rich.console import Console
from rich.progress import track

from kotinos.forms import files
from kotinos.forms.odf import Problem
from kotinos.forms.odf import validate as problems_of
from kotinos.forms.odf.schema import MESSAGE_LIMIT
from kotinos.forms.words import say

_PATIENCE = 2.0  # seconds before a bar appears
_VALID, _PROBLEMS, _UNREADABLE = 0, 1, 2


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found in one file; ``error`` says why it could not be read."""

    file: str
    problems: tuple[Problem, ...] = ()
    error: str = ""

    @property
    def verdict(self) -> int:
        """0 valid (warnings included), 1 problems, 2 unreadable."""
        if self.error or any(p.rule in ("xml", "root", "doctype") for p in self.problems):
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
    names = files.listed(paths)
    if not names:
        raise click.UsageError(say("No file: give files, folders or - for standard input."))
    verdicts = []
    for report in _reports(names):
        verdicts.append(report.verdict)
        click.echo(
            msgspec.json.encode(report).decode() if as_json else _shown(report), nl=as_json or bool(_shown(report))
        )
    if not as_json:
        counts = {"count": len(verdicts), "bad": verdicts.count(_PROBLEMS), "unread": verdicts.count(_UNREADABLE)}
        click.echo(say("{count} messages, {bad} with problems, {unread} unreadable.", **counts), err=True)
    sys.exit(max(verdicts))


def _reports(names: Sequence[str]) -> Iterator[Report]:
    for name, found in files.opened(_watched(names), MESSAGE_LIMIT):
        if isinstance(found, OSError):
            yield Report(file=name, error=found.strerror or str(found))
        else:
            yield Report(file=name, problems=tuple(problems_of(found)))


def _watched(names: Sequence[str]) -> Iterable[str]:
    """``names``, with a bar on a terminal once it takes longer than a person likes to wait without one."""
    begun = monotonic()
    rest = iter(names)
    for at, name in enumerate(rest, 1):
        yield name
        if monotonic() - begun > _PATIENCE:
            console = Console(stderr=True)
            yield from track(rest, say("checking"), len(names), at, console=console, disable=not console.is_terminal)


def _shown(report: Report) -> str:
    if report.error:
        return f"{report.file}: {say('cannot be read: {reason}', reason=report.error)}"
    return "\n".join(f"{report.file}:{p.line}: {_said(p)}" for p in report.problems)


def _said(problem: Problem) -> str:
    mark = f"{say('warning')}: " if problem.severity == "warning" else ""
    said = say("{what}; would be right: {right}", what=problem.what, right=problem.would_be_right)
    return f"{mark}{problem.where}: {said}"
