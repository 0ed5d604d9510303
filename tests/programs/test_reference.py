"""Every command explains itself, and the reference page says what the commands say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from kotinos.cli import COMMANDS, SECTIONS, main
from kotinos.programs.reference import PAGE, commands, page

ENGLISH = {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "", "LANG": "C.UTF-8"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Help texts are made when a module is loaded: in the language of the whole test run."""
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)
    return


def every() -> list[tuple[str, click.Command]]:
    return list(commands(main))


def test_every_command_is_on_the_map_and_every_place_on_the_map_is_a_command() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)


@pytest.mark.parametrize(("name", "command"), [pytest.param(n, c, id=n) for n, c in every()])
def test_every_command_says_what_it_does_and_those_that_do_something_give_an_example(
    name: str, command: click.Command
) -> None:
    said = CliRunner().invoke(main, [*name.split()[1:], "--help"])
    assert said.exit_code == 0
    assert command.help and command.help.strip()
    if not isinstance(command, click.Group):
        assert re.search(rf"{re.escape(name)}( |$)", command.help, re.MULTILINE), f"{name} has no example"


@pytest.mark.parametrize(("name", "command"), [pytest.param(n, c, id=n) for n, c in every()])
def test_every_option_is_explained(name: str, command: click.Command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    plain = {"--help", "--host", "--version"}
    unexplained = [one.opts[0] for one in options if not one.help and not plain & set(one.opts)]
    assert unexplained == []


def test_the_reference_page_is_up_to_date() -> None:
    code = "from kotinos.cli import main; from kotinos.programs.reference import page; print(page(main), end='')"
    fresh = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **ENGLISH}
    )
    assert PAGE.read_text(encoding="utf-8") == fresh.stdout, "run: python -m kotinos.programs.reference"


def test_the_page_has_a_section_for_every_command() -> None:
    written = page(main)
    assert [name for name, _ in every() if f"\n## {name}\n" not in written] == []


def test_the_map_of_commands_is_shown_at_once() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    for title in SECTIONS:
        assert title in said
