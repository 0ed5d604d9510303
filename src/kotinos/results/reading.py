"""How a command that reads what was published finds it: the options, the store, and documents as they stand or stood."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kotinos.results.publications import Publication, Publications, open_publications

DATA = os.environ.get("KOTINOS_DATA", "var")
STORE = click.option(
    "--publications",
    "url",
    envvar="KOTINOS_PUBLICATIONS",
    default=f"sqlite:///{DATA}/published.db",
    show_default=True,
    show_envvar=True,
    help="The store of published documents.",
)
AT = click.option("--at", "instant", metavar="INSTANT", help="As it stood published then (2026-07-01T19:04:05Z).")


@contextmanager
def opened(url: str) -> Iterator[Publications]:
    """The store at ``url``; one that does not exist ends the command with what to do."""
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///").removeprefix("sqlite:")).exists():
        raise click.UsageError(f"{url}: no such store. Name one with --publications, or start `kotinos run` first.")
    store = open_publications(url)
    try:
        yield store
    finally:
        store.close()


def newest(
    store: Publications, instant: str | None, prefix: str = "", types: tuple[str, ...] = ()
) -> list[Publication]:
    """The newest version of each document, now or as it stood published at ``instant``."""
    return store.as_of(instant_of(instant), prefix, types) if instant else store.latest(prefix, types)


def instant_of(text: str) -> str:
    """An instant as the store writes it: a shorter one stands for its last microsecond."""
    whole = text.rstrip("Z")
    if len(whole) < 19 or whole[10] != "T":
        raise click.BadParameter(f"{text!r}: UTC such as 2026-07-01T19:04:05Z", param_hint="--at")
    return f"{whole[:19]}{(whole[19:] or '.').ljust(7, '9')[:7]}Z"
