"""``kotinos intake``: what a technician sees."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.results.intake.cli import intake
from kotinos.results.intake.keys import digest_of
from tests.results.intake.intake_venue import lif, row
from tests.results.intake.test_api import DEVICE_KEY, OFFICIALS_KEY, Site, running

HEAT_FILE = lif(row(1, "1001", 4, "22.91"), row(2, "1002", 6, "23.05"))


def run(*arguments: str, key: str = "") -> Result:
    return CliRunner().invoke(intake, list(arguments), env={"KOTINOS_KEY": key, "COLUMNS": "160"})


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """A running intake in a thread of its own, because the command line waits for its answers."""
    ready: threading.Event = threading.Event()
    ended: asyncio.Event
    found: list[Site] = []
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        async with running(folder) as site:
            ended = asyncio.Event()
            found.append(site)
            loops.append((asyncio.get_running_loop(), ended))
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(20)
    try:
        yield found[0]
    finally:
        loop, ended = loops[0]
        loop.call_soon_threadsafe(ended.set)
        thread.join(20)


@pytest.fixture
def heat(tmp_path: Path) -> Path:
    path = tmp_path / "033-Heat-02.lif"
    path.write_bytes(HEAT_FILE)
    return path


def test_reading_a_file_shows_what_would_be_taken(heat: Path) -> None:
    result = run("read", str(heat))
    assert result.exit_code == 0
    assert "lynx:33/Heat/2  wind -0.4" in result.output
    assert "22.91" in result.output


def test_reading_as_json_gives_every_value(heat: Path) -> None:
    result = run("read", str(heat), "--json")
    (marks,) = json.loads(result.stdout)["readings"]
    assert {"who": {"bib": "1001", "lane": "4", "name": "First Name"}, "slot": "t4", "value": 229_100} in marks["items"]


def test_a_file_that_cannot_be_read_ends_with_1_and_says_where_and_what_would_be_right(heat: Path) -> None:
    heat.write_bytes(HEAT_FILE[:-9])
    result = run("read", str(heat))
    assert result.exit_code == 1
    assert (
        "refused: line 3: the file ends in the middle of a line; would be right: a line break after the last row"
        in result.output
    )


def test_one_bad_line_of_a_table_ends_with_1_and_shows_the_others(tmp_path: Path) -> None:
    table = tmp_path / "r.csv"
    table.write_text("unit,bib,time\nlynx:1/1/1,7,22.91\nlynx:1/1/1,8,99:99\n")
    result = run("read", str(table))
    assert result.exit_code == 1
    assert "22.91" in result.output
    assert "line 3, time" in result.output


def test_a_file_whose_name_does_not_tell_its_form_needs_to_be_told(tmp_path: Path) -> None:
    table = tmp_path / "r.txt"
    table.write_text("unit,bib,time\nlynx:1/1/1,7,22.91\n")
    assert "an ending of" in run("read", str(table)).output
    assert run("read", str(table), "--format", "csv").exit_code == 0


def test_a_file_is_sent_and_sent_again_without_harm(heat: Path, tmp_path: Path) -> None:
    with served(tmp_path) as site:
        first = run("send", str(heat), "--to", site.url, key=DEVICE_KEY)
        again = run("send", str(heat), "--to", site.url, key=DEVICE_KEY)
    assert (first.exit_code, first.output.strip()) == (0, "033-Heat-02.lif: accepted, 1 parts")
    assert (again.exit_code, again.output.strip()) == (0, "033-Heat-02.lif: duplicate, 1 parts")


def test_what_was_refused_is_said_and_listed(heat: Path, tmp_path: Path) -> None:
    heat.write_bytes(lif(row(1, "1001", 4, "22.91"), row(2, "999", 8, "23.05")))
    with served(tmp_path) as site:
        sent = run("send", str(heat), "--to", site.url, key=DEVICE_KEY)
        listed = run("refused", "--to", site.url, key=OFFICIALS_KEY)
        forbidden = run("refused", "--to", site.url, key=DEVICE_KEY)
    assert sent.exit_code == 1
    assert "refused: line 3: bib 999" in sent.output
    assert "photo-finish" in listed.output
    assert "line 3" in listed.output
    assert forbidden.exit_code == 1
    assert "a key with the scope officials" in forbidden.output


def test_a_server_that_is_not_there_ends_with_2(heat: Path, free_port: int) -> None:
    result = run("send", str(heat), "--to", f"http://127.0.0.1:{free_port}", key=DEVICE_KEY)
    assert result.exit_code == 2


def test_a_new_key_belongs_to_its_digest() -> None:
    words = run("key").output.split()
    assert digest_of(words[1]) == words[words.index("digest") + 1]


@pytest.mark.parametrize("command", ["read", "send", "refused", "key"])
def test_every_command_shows_an_example(command: str) -> None:
    assert f"kotinos intake {command}" in run(command, "--help").output
