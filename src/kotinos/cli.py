"""``kotinos``: the one command, and the only place that chooses adapters."""

from __future__ import annotations

import importlib
from typing import Any

import click

from kotinos import __version__

COMMANDS = {
    # name: (module, attribute), loaded only when asked for, so that `kotinos --help` is instant
    "run": ("kotinos.programs.run", "run"),
    "live": ("kotinos.programs.cli", "live"),
    "site": ("kotinos.programs.cli", "site"),
    "push": ("kotinos.programs.cli", "push"),
    "operators": ("kotinos.results.operate.cli", "operators"),
    "results": ("kotinos.results.cli", "results"),
    "feed": ("kotinos.feed.cli", "feed"),
    "rank": ("kotinos.results.ranking_cli", "rank"),
    "replay": ("kotinos.rehearsal.cli", "replay"),
    "demo": ("kotinos.rehearsal.cli", "demo"),
    "demo-accreditation": ("kotinos.rehearsal.accreditation.cli", "demo_accreditation"),
    "authority": ("kotinos.rehearsal.authority.cli", "authority"),
    "intake": ("kotinos.results.intake.cli", "intake"),
    "journal": ("kotinos.journal.cli", "journal"),
    "odf": ("kotinos.forms.cli", "odf"),
    "forms": ("kotinos.forms.cli", "forms"),
    "custody": ("kotinos.custody.cli", "custody"),
    "gate": ("kotinos.custody.gate.cli", "gate"),
    "release": ("kotinos.release.cli", "release"),
    "sealed": ("kotinos.programs.sealed", "sealed"),
    "doctor": ("kotinos.programs.doctor", "doctor"),
}

SECTIONS = {
    "Run a Games": ("run", "operators", "doctor"),
    "Look and decide": ("results", "feed", "journal"),
    "Bring results in": ("intake", "replay"),
    "Rank and check": ("rank", "odf", "forms"),
    "Keep the accreditation file": ("custody", "gate", "release", "authority"),
    "Programs that `run` starts": ("live", "site", "push", "sealed", "demo", "demo-accreditation"),
}


class Map(click.Group):
    """The commands by what one wants to do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the map."""
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        command: Any = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The map: each command with its first sentence, by section."""
        for title, names in SECTIONS.items():
            rows = []
            for name in names:
                command = self.get_command(ctx, name)
                if command is not None and not command.hidden:
                    rows.append((name, command.get_short_help_str(80)))
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


@click.group(cls=Map, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "KOTINOS"})
@click.version_option(__version__, prog_name="kotinos")
def main() -> None:
    """Kotinos: the technology of a multi-sport Games.

    Every command explains itself: kotinos COMMAND --help. To see a Games at once: kotinos run --demo
    """
