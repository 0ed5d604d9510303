"""``kotinos journal`` as a person uses it: what it says, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.journal.cli import journal as command
from tests.journals import Place, proposal


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def held(place: Place) -> Place:
    journal = place.open()
    for n in range(6):
        at = f"2026-07-04T09:30:0{n}.000000Z"
        group = [proposal(f"e{n}", f"s{n % 2}", at=at, kind=["started", "mark_recorded"][n // 3])]
        journal.append(group).result(10)
    return place


def kotinos(place: Place, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"KOTINOS_JOURNAL": place.url})


def ids(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def head(result: Result) -> str:
    return next(line.removeprefix("Head: ") for line in result.stdout.splitlines() if line.startswith("Head: "))


def test_a_whole_journal_is_called_whole_and_its_head_can_be_kept(held: Place) -> None:
    result = kotinos(held, "verify")
    assert result.exit_code == 0
    assert "The chain holds: 6 events, from 1 to 6." in result.stdout
    assert "Keep this head" in result.stdout
    assert kotinos(held, "verify", "--head", head(result)).exit_code == 0


def test_a_broken_journal_is_located_and_the_next_step_said(held: Place) -> None:
    held.meddle("UPDATE events SET actor = 'x' WHERE seq = 4")
    result = kotinos(held, "verify")
    assert result.exit_code == 1
    assert "broken at event 4" in result.stderr
    assert "Next: stop writing" in result.stderr
    assert kotinos(held, "verify", "--after", "4").exit_code == 0


def test_a_history_rewritten_from_end_to_end_is_found_by_the_head_kept_elsewhere(held: Place) -> None:
    kept = f"6:{'a' * 64}"
    result = kotinos(held, "verify", "--head", kept)
    assert result.exit_code == 1
    assert f"{kept} is not in the journal" in result.stderr
    assert kotinos(held, "verify", "--head", "six").exit_code == 2


def test_events_are_chosen_by_stream_kind_place_and_instant(held: Place) -> None:
    assert ids(kotinos(held, "show", "--json")) == [f"e{n}" for n in range(6)]
    assert ids(kotinos(held, "show", "--json", "--stream", "s1")) == ["e1", "e3", "e5"]
    assert ids(kotinos(held, "show", "--json", "--kind", "mark_recorded")) == ["e3", "e4", "e5"]
    assert ids(kotinos(held, "show", "--json", "--after", "2", "--limit", "2")) == ["e2", "e3"]
    assert ids(kotinos(held, "show", "--json", "--at", "2026-07-04T09:30:01.500000Z")) == ["e0", "e1"]
    assert ids(kotinos(held, "show", "--json", "--stream", "s0", "--kind", "started")) == ["e0", "e2"]


def test_a_table_says_that_more_follows(held: Place) -> None:
    result = kotinos(held, "show", "--limit", "2")
    assert "e2" not in result.stdout
    assert "started" in result.stdout
    assert "More follows: --after 2" in result.stdout
    assert "More follows" not in kotinos(held, "show", "--limit", "6").stdout
    assert kotinos(held, "show", "--stream", "none").stdout == "No event fits.\n"


def test_a_wrong_instant_is_a_wrong_use(held: Place) -> None:
    result = kotinos(held, "show", "--at", "yesterday")
    assert result.exit_code == 2
    assert "UTC such as 2026-07-04T09:30:00.000000Z" in result.stderr


def test_an_exported_file_is_checked_without_the_journal(held: Place, tmp_path: Path) -> None:
    file = tmp_path / "games.jsonl"
    result = kotinos(held, "export", str(file))
    assert result.exit_code == 0
    assert "6 events exported, up to 6." in result.stderr
    said = result.stderr.splitlines()[-1].split()
    arguments = said[said.index("journal") + 1 :]
    assert kotinos(held, *arguments).exit_code == 0
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert kotinos(held, *arguments).exit_code == 1
    file.write_bytes(file.read_bytes().replace(b"e3", b"e9"))
    assert "broken at event 4" in kotinos(held, "verify", "--file", str(file)).stderr


def test_exporting_to_standard_output_gives_nothing_but_lines(held: Place) -> None:
    assert ids(kotinos(held, "export")) == [f"e{n}" for n in range(6)]
    assert ids(kotinos(held, "export", "--after", "4")) == ["e4", "e5"]


@pytest.mark.parametrize("arguments", [["verify"], ["show"], ["export"]])
def test_a_journal_that_is_not_there_is_a_wrong_use_that_says_what_to_do(tmp_path: Path, arguments: list[str]) -> None:
    for url in (f"sqlite:///{tmp_path}/none.db", "mysql://x", "postgresql://127.0.0.1:1/none"):
        result = CliRunner().invoke(command, [*arguments, "--journal", url])
        assert result.exit_code == 2, result.output
        assert "KOTINOS_JOURNAL" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(command, [name, "--help"]).stdout
    assert f"kotinos journal {name}" in shown
    assert "KOTINOS_JOURNAL" in shown


def test_it_speaks_french(held: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "La chaîne tient : 6 événements" in kotinos(held, "verify").stdout
    held.meddle("UPDATE head SET seq = 5")
    assert "La chaîne est rompue à l'événement 6" in kotinos(held, "verify").stderr


def test_every_sentence_has_its_french_and_keeps_its_values() -> None:
    import ast
    import inspect
    import string

    from kotinos.journal import cli, words

    texts = {node.value for node in ast.walk(ast.parse(inspect.getsource(cli))) if isinstance(node, ast.Constant)}
    assert set(words._FRENCH) <= texts
    for english, french in words._FRENCH.items():
        fields = [{f for _, f, _, _ in string.Formatter().parse(text) if f} for text in (english, french)]
        assert fields[0] == fields[1]
