"""``kotinos odf validate``: files, folders, gzip and standard input; exit codes that a script can trust."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.cli import main
from kotinos.forms.odf import form
from tests.forms.invented import FEED, heat


@pytest.fixture
def message() -> bytes:
    return form(heat(), FEED)[0].xml


def _run(*arguments: str | Path, given: bytes | None = None, language: str = "en_GB.UTF-8") -> Result:
    environment = {"LC_ALL": language}
    return CliRunner().invoke(main, ["odf", "validate", *map(str, arguments)], input=given, env=environment)


def test_a_valid_file_says_nothing_and_leaves_with_0(tmp_path: Path, message: bytes) -> None:
    (tmp_path / "heat.xml").write_bytes(message)
    result = _run(tmp_path / "heat.xml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 messages, 0 with problems" in result.stderr


def test_a_problem_is_told_by_path_and_line_with_what_would_be_right(tmp_path: Path, message: bytes) -> None:
    broken = message.replace(b'Time="220512345"', b'Time="2205"').replace(b"<Result ", b"\n<Result ")
    path = tmp_path / "heat.xml"
    path.write_bytes(broken.replace(b' SortOrder="2"', b' SortOrder="0"'))
    result = _run(path)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{path}:2: OdfBody/@Time: '2205'; would be right: nine digits, hhmmssfff",
        f"{path}:4: OdfBody/Competition/Result[2]/@SortOrder: '0'; would be right: a whole number from 1; 0 is never sent",
    ]


def test_folders_gzip_and_standard_input_are_read(tmp_path: Path, message: bytes) -> None:
    inside = tmp_path / "day" / "1"
    inside.mkdir(parents=True)
    (inside / "a.xml").write_bytes(message)
    (inside / "b.xml.gz").write_bytes(gzip.compress(message))
    (inside / "notes.txt").write_text("not a message")
    assert "2 messages" in _run(tmp_path).stderr
    assert _run("-", given=message).exit_code == 0
    assert _run("-", given=gzip.compress(message)).exit_code == 0


@pytest.mark.parametrize("given", [b"", b"not xml", b"<LENEX/>", b"\x1f\x8bnot gzip"])
def test_what_is_no_odf_leaves_with_2(tmp_path: Path, given: bytes) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(given)
    assert _run(path).exit_code == 2


def test_a_file_that_is_not_there_leaves_with_2_and_the_others_are_still_checked(
    tmp_path: Path, message: bytes
) -> None:
    (tmp_path / "heat.xml").write_bytes(message)
    result = _run(tmp_path / "gone.xml", tmp_path / "heat.xml")
    assert result.exit_code == 2
    assert "gone.xml: cannot be read: No such file or directory" in result.stdout
    assert "2 messages, 0 with problems, 1 unreadable" in result.stderr


def test_an_unknown_code_is_a_warning_and_leaves_with_0(tmp_path: Path, message: bytes) -> None:
    path = tmp_path / "heat.xml"
    path.write_bytes(message.replace(b'IRM="DNF"', b'IRM="DSQ"'))
    result = _run(path)
    assert result.exit_code == 0
    assert ": warning: OdfBody/Competition/Result[4]/@IRM" in result.stdout


def test_json_is_one_report_a_line(tmp_path: Path, message: bytes) -> None:
    (tmp_path / "a.xml").write_bytes(message)
    (tmp_path / "b.xml").write_bytes(message.replace(b'FeedFlag="T"', b'FeedFlag="X"'))
    reports = [json.loads(line) for line in _run(tmp_path, "--json").stdout.splitlines()]
    assert [r["file"].rsplit("/", 1)[1] for r in reports] == ["a.xml", "b.xml"]
    assert reports[0].get("problems", []) == []
    (problem,) = reports[1]["problems"]
    assert (problem["where"], problem["rule"], problem["line"]) == ("OdfBody/@FeedFlag", "feedFlag", 2)


def test_a_bomb_is_not_unpacked_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml.gz"
    path.write_bytes(gzip.compress(b"<OdfBody>" + b" " * 50_000_000))
    result = _run(path)
    assert result.exit_code == 1
    assert "at most 10,000,000" in result.stdout


def test_nothing_to_check_is_a_mistake_with_a_way_out() -> None:
    result = _run()
    assert result.exit_code == 2
    assert "give files, folders or - for standard input" in result.stderr


def test_it_speaks_french(tmp_path: Path, message: bytes) -> None:
    path = tmp_path / "heat.xml"
    path.write_bytes(message.replace(b'FeedFlag="T"', b'FeedFlag="X"'))
    result = _run(path, language="fr_FR.UTF-8")
    assert "serait juste" in result.stdout
    assert "1 messages, 1 avec des défauts" in result.stderr


def test_the_help_has_an_example() -> None:
    assert "kotinos odf validate messages/ DT_RESULT.xml.gz" in _run("--help").stdout
