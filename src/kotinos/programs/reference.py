"""``python -m kotinos.programs.reference``: writes docs/reference/cli.md from the commands themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "cli.md"

HEAD = """# The command line

Written by `python -m kotinos.programs.reference` from the commands themselves. Every option may also stand in the environment; the
settings of a platform also in `kotinos.toml`: an option goes before the environment, the environment before the file.
"""


def commands(root: click.Command, name: str = "kotinos") -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, groups before what they hold; hidden ones are left out."""
    yield name, root
    if not isinstance(root, click.Group):
        return
    context = click.Context(root)
    for part in root.list_commands(context):
        command = root.get_command(context, part)
        if command is not None and not command.hidden:
            yield from commands(command, f"{name} {part}")


def page(root: click.Command) -> str:
    """The reference page."""
    return HEAD + "".join(_section(name, command) for name, command in commands(root))


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name, terminal_width=100, help_option_names=["-h", "--help"])
    return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    [installed] = entry_points(group="console_scripts", name="kotinos")
    PAGE.write_text(page(installed.load()), encoding="utf-8")
    sys.stderr.write(f"{PAGE}\n")
