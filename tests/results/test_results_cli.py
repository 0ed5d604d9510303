"""``kotinos results``: what is published, then and now, and whether it is what the journal gives."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.opening import open_journal
from kotinos.results import facts
from kotinos.results.cli import results
from kotinos.results.engine import Engine
from kotinos.results.facts import Command, UnitPlan
from kotinos.results.outlet import Here
from kotinos.results.publications.sqlite import SqlitePublications
from kotinos.results.publisher import Publisher
from tests.results.playing import corrected, people, seen, starts, status

FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
HEAT = Rsc.of("SWM", "W", "50MFR", "HEAT", "000100")
EVENT = FINAL.at(Level.EVENT)
WIDE = {"COLUMNS": "200", "FORCE_COLOR": None}
"""Wide enough for every table, and no terminal, whatever the environment says."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An official final, the winner disqualified at noon."""
    asyncio.run(_play(tmp_path))
    return tmp_path


async def _play(folder: Path) -> None:
    journal = open_journal(f"sqlite:///{folder}/journal.db")
    store = SqlitePublications(folder / "published.db")
    minutes = iter(range(60))
    engine = Engine(journal, Here(Publisher(store)), lambda: f"2030-07-20T11:{next(minutes) * 6:02d}:00.000000Z")
    await engine.start()
    plans = (
        UnitPlan(rsc=HEAT, start="2030-07-19T10:00:00+02:00"),
        UnitPlan(rsc=FINAL, start="2030-07-20T13:00:00+02:00", medal=1),
    )
    said = (
        people(EVENT, 4),
        facts.UnitsPlanned(units=plans),
        starts(FINAL, range(4)),
        facts.RecordsListed(
            discipline="SWM",
            name="World Aquatics",
            version=1,
            as_of="2030-07-01",
            records=(
                facts.ListedRecord(event=EVENT, type="WR", mark="24.15", holder="Ada ANTERIOR", noc="AUS"),
                facts.ListedRecord(event=EVENT, type="OR", mark="24.30", holder="Eva EHEMALS", noc="SUI"),
                facts.ListedRecord(event=EVENT, type="OC", mark="24.00", holder="Ada ANTERIOR", noc="AUS"),
            ),
        ),
        seen(FINAL, {0: "24.10", 1: "24.20", 2: "24.30", 3: "24.40"}, complete=True),
        status(FINAL, "OFFICIAL"),
        corrected(FINAL, {0: "DSQ"}, "irm", "false start"),
    )
    for number, fact in enumerate(said):
        await engine.submit(Command(id=str(number), fact=fact, actor="tester", source="office"))
    await engine.stop()
    store.close()
    journal.close()


def run(folder: Path, *arguments: str) -> Result:
    address = ["--publications", f"sqlite:///{folder}/published.db"]
    if arguments[0] == "verify":
        address += ["--journal", f"sqlite:///{folder}/journal.db"]
    return CliRunner().invoke(results, [arguments[0], *address, *arguments[1:]], env=WIDE)


def test_the_units_of_a_day_stand_with_their_status(folder):
    said = run(folder, "list", "--day", "2030-07-20")
    assert said.exit_code == 0
    assert "FNL-000100--" in said.output
    assert "HEAT000100--" not in said.output
    assert run(folder, "list", "--day", "2030-07-21").exit_code == 1
    assert run(folder, "list", "--discipline", "ATH").exit_code == 1


def test_a_result_is_shown_as_it_is_and_as_it_was(folder):
    now = run(folder, "show", str(FINAL))
    then = run(folder, "show", str(FINAL), "--at", "2030-07-20T11:35:00Z")
    assert "DSQ" in now.output
    assert "DSQ" not in then.output
    assert now.exit_code == then.exit_code == 0


def test_a_short_code_names_the_event_and_every_document_of_it(folder):
    said = run(folder, "show", "SWMW50MFR", "--json")
    kinds = {json.loads(line)["type"] for line in said.output.splitlines()}
    assert kinds == {"DT_CONFIG", "DT_MEDALLISTS", "DT_RANKING"}


def test_why_is_told_in_the_language_that_was_asked_for(folder):
    english = run(folder, "show", str(FINAL), "--why", "--lang", "en").output
    french = run(folder, "show", str(FINAL), "--why", "--lang", "fr").output
    assert "24.20" in english
    assert english != french


def test_the_medal_table_of_then_is_not_that_of_now(folder):
    now = json.dumps(run(folder, "medals").output)
    then = json.dumps(run(folder, "medals", "--at", "2030-07-20T11:35:00Z").output)
    assert "NZL" in then
    assert "NZL" not in now


def test_records_are_shown_as_they_stand_and_as_they_stood(folder):
    before = run(folder, "records", "SWMW50MFR", "--at", "2030-07-20T11:35:00Z").output.splitlines()
    now = run(folder, "records", "--new").output.splitlines()
    assert [line.split()[3:6] for line in before[1:]] == [
        ["WR", "24.10", "NZL"],
        ["OR", "24.10", "NZL"],
        ["OC", "24.00", "AUS"],
    ]
    assert [("24.20" in line, "24.10" in line) for line in now[1:]] == [(True, False)]
    assert "new, not ratified" in now[1]
    assert "nouveau, non homologué" in run(folder, "records", "--new", "--lang", "fr").output
    assert run(folder, "records", "SWMM").exit_code == 1


def test_what_is_published_is_what_the_journal_gives(folder):
    said = run(folder, "verify")
    assert said.exit_code == 0, said.output
    assert "exactly what the journal gives" in said.output


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE publication SET frame = replace(frame, '24.20', '24.21') WHERE type = 'DT_RESULT'",
        "UPDATE publication SET version = version + 1 WHERE type = 'DT_MEDALS'",
        "DELETE FROM publication WHERE offset = 3",
    ],
)
def test_one_changed_byte_of_what_is_published_is_found(folder, meddling):
    connection = sqlite3.connect(folder / "published.db")
    with connection:
        connection.execute(meddling)
    connection.close()
    said = run(folder, "verify")
    assert said.exit_code == 1
    assert "Different: offset" in said.output


def test_a_store_that_goes_beyond_the_journal_is_different_and_not_waited_for(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    open_journal(f"sqlite:///{other}/journal.db").close()
    (folder / "published.db").rename(other / "published.db")
    said = run(other, "verify")
    assert said.exit_code == 1
    assert "the journal ends at 0" in said.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "SWM?"), 2),
        (("show", "ATHM100M"), 1),
        (("show", str(FINAL), "--at", "noon"), 2),
    ],
)
def test_a_mistake_ends_with_its_own_code(folder, arguments, code):
    assert run(folder, *arguments).exit_code == code


def test_a_store_that_is_not_there_is_not_made(tmp_path):
    assert run(tmp_path, "medals").exit_code == 2
    assert not (tmp_path / "published.db").exists()


def test_a_decision_for_a_platform_that_does_not_answer_says_so(tmp_path, free_port):
    key = tmp_path / "local.key"
    key.write_text('{"key": "k"}')
    fact = json.dumps({"kind": "status_set", "unit": str(FINAL), "status": "OFFICIAL"})
    said = CliRunner().invoke(
        results, ["decide", "-", "--to", f"http://127.0.0.1:{free_port}", "--key-file", str(key)], input=fact
    )
    assert said.exit_code == 2
    assert "does not answer" in said.output


@pytest.mark.parametrize("name", sorted(results.commands))
def test_every_command_shows_an_example(name):
    said = CliRunner().invoke(results, [name, "--help"])
    assert said.exit_code == 0
    assert "Example:" in said.output


def test_the_versions_of_an_event_are_listed_with_the_instant_that_shows_each(folder: Path) -> None:
    store = f"sqlite:///{folder}/published.db"
    result = CliRunner().invoke(results, ["versions", str(EVENT), "--publications", store], env=WIDE)
    assert result.exit_code == 0, result.output
    assert "since 2030-07-20" in result.output
    assert "2030-07-20T11:36:00.000000Z" in result.output
    assert CliRunner().invoke(results, ["versions", "ATHM100M", "--publications", store]).exit_code == 1
