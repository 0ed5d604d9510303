"""The options that every program shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from kotinos.config import Config, ConfigError, load

OPTIONS = (
    click.option("--config", "path", type=click.Path(dir_okay=False), help="A TOML file of settings [kotinos.toml]."),
    click.option("--data", help="Folder of everything the platform keeps [var]."),
    click.option("--journal", metavar="URL", help="sqlite:///path or postgresql://… [in the data folder]."),
    click.option("--publications", metavar="URL", help="Store of published documents [beside the journal]."),
    click.option("--bus", metavar="URL", help="sqlite-tail:, postgresql://… or nats://… [what fits the journal]."),
    click.option("--host", help="Address to listen on [127.0.0.1]."),
    click.option("--site-port", type=int, help="Port of the pages [8024]."),
    click.option("--api-port", type=int, help="Port of the intake [8025]."),
    click.option("--feed-port", type=int, help="Port of the feed [8026]."),
)


def settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; each may also stand in kotinos.toml or the environment."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settled(path: str | None, **given: object) -> Config:
    """The settings of a command; a wrong one ends it with what to mend."""
    try:
        return load(path, **given)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


def reachable(host: str) -> str:
    """Where this machine reaches a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
