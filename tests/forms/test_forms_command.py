"""``kotinos forms``: what is published, in any form, into files or to standard output; held back where it would be invalid."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from kotinos.cli import main
from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.forms.catalogue import FORMS
from kotinos.forms.odf.code_sets import SETS
from kotinos.results.documents import Document, GamesBody, ResultBody
from kotinos.results.publications import Publication
from kotinos.results.publications.sqlite import SqlitePublications
from tests.forms.invented import document, heat, medals, swim


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The Games, a heat in two versions, a final and the medal table, as published."""
    path = tmp_path / "published.db"
    games = GamesBody(code="OG2024-TEV", name={"en": "Invented Games"}, timezone="Europe/Paris")
    _publish(path, document("GAMES", Rsc.of("GEN"), games, version=1), _versioned(heat(), 1), heat(), swim(), medals())
    return f"sqlite:///{path}"


def _versioned(of: Document, version: int) -> Document:
    assert isinstance(of.body, ResultBody)
    return msgspec.structs.replace(of, version=version, body=msgspec.structs.replace(of.body, wind="0.5"))


def _publish(path: Path, *documents: Document) -> None:
    opened = SqlitePublications(str(path))
    try:
        for one in documents:
            offset = opened.head()[0] + 1
            frame = {"epoch": opened.epoch, "offset": offset, "step": offset, "last": True, "key": one.key, "type": one.type,
                     "rsc": str(one.rsc), "version": one.version, "status": one.status, "at": one.at, "body": one.body}  # fmt: skip
            row = {name: value for name, value in frame.items() if name not in ("epoch", "body")}
            opened.append([Publication(**row, frame=canonical.encode(frame))])
    finally:
        opened.close()


def _run(*arguments: str, language: str = "en_GB.UTF-8") -> Result:
    return CliRunner().invoke(main, ["forms", *arguments], env={"LC_ALL": language})


@pytest.mark.parametrize("name", FORMS)
def test_the_newest_of_everything_is_written_and_passes_the_check(tmp_path: Path, store: str, name: str) -> None:
    folder = tmp_path / "out"
    done = _run("export", name, "--publications", store, "--into", str(folder))
    assert done.exit_code == 0, done.output
    suffix = FORMS[name].suffix
    heat_file = folder / f"DT_RESULT.{heat().rsc}.v3{suffix}"
    assert heat_file.is_file()
    assert len(list(folder.iterdir())) == {"desk": 4, "iof": 2, "odf": 3 + len(SETS)}.get(name, 3)
    assert f"kotinos forms check {name} {folder}" in done.stderr
    checked = _run("check", name, str(folder))
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_standard_output_holds_one_after_the_other(store: str) -> None:
    done = _run("export", "wire", "--publications", store, "--rsc", "SWM", "--into", "-", "--lang", "fr", "--ascii")
    assert done.stdout.splitlines() == [
        "Natation : Women's 200m Freestyle - Final (officiel)",
        "1. Lea Erdacht (SUI) 1:55.20 ; 2. Paz Inventada (CHI) 1:55.82.",
    ]
    assert "1 messages, 0 documents held back." in done.stderr


def test_the_games_give_their_name_to_every_message(store: str) -> None:
    done = _run("export", "sportsml", "--publications", store, "--type", "DT_MEDALS", "--into", "-")
    assert 'code-name="Invented Games"' in done.stdout


def test_what_would_be_invalid_is_not_written_but_told(tmp_path: Path, store: str) -> None:
    broken = swim()
    assert isinstance(broken.body, ResultBody)
    first, second = broken.body.rows
    rows = (first, msgspec.structs.replace(second, rank=1))
    body = msgspec.structs.replace(broken.body, rows=rows)
    _publish(tmp_path / "published.db", msgspec.structs.replace(broken, version=4, body=body))
    done = _run("export", "sportsml", "--publications", store, "--into", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert f"DT_RESULT/{broken.rsc} version 4 is held back" in done.stderr
    assert "2 messages, 1 documents held back." in done.stderr
    assert not list((tmp_path / "out").glob(f"*{broken.rsc}*"))


def test_nothing_published_says_where_to_look(store: str) -> None:
    done = _run("export", "wire", "--publications", store, "--rsc", "JUD")
    assert done.exit_code == 1
    assert "kotinos results list" in done.stderr


def test_the_list_names_every_form_in_the_readers_language() -> None:
    assert [line.split()[0] for line in _run("list").stdout.splitlines()] == list(FORMS)
    assert "pour les agences de presse" in _run("list", language="fr_FR.UTF-8").stdout


def test_a_broken_message_is_found_with_its_line(tmp_path: Path, store: str) -> None:
    _run("export", "sportsml", "--publications", store, "--rsc", "SWM", "--into", str(tmp_path))
    [file] = tmp_path.glob("*.xml")
    file.write_bytes(file.read_bytes().replace(b'rank="2"', b'rank="two"'))
    done = _run("check", "sportsml", str(file))
    assert done.exit_code == 1
    assert "player[2]/player-stats/@rank: 'two' is not a valid value" in done.stdout
    assert "would be right: a whole number from 1" in done.stdout
