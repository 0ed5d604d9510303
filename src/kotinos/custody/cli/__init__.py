"""``kotinos custody``: the sealed zone from the command line."""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    # name: module of this package; the command is called as its name. Loaded only when asked for.
    "init": "zone",
    "serve": "zone",
    "people": "people",
    "pki": "pki",
    "keys": "keys",
    "grants": "grants",
    "log": "log",
    "erase": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "migrate": "keeping",
    "exchange": "exchange",
    "campaign": "exchange",
    "organisation": "organisations",
    "list": "lists",
    "letters": "letters",
    "gates": "gates",
    "register": "rights",
    "breach": "rights",
    "wall": "wall",
}

_NAMES = {"list": "list_"}
"""Where a command cannot be called as its name."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = getattr(importlib.import_module(f"{__name__}.{COMMANDS[cmd_name]}"), _NAMES.get(cmd_name, cmd_name))
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands)
def custody() -> None:
    """The sealed zone: custody of the accreditation file.

    La zone scellée : la garde du fichier des accréditations.
    """
