"""The exchange with the State from the command line: two programs, their keys handed over, files between them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kotinos.custody import settings
from kotinos.custody.act import Act
from kotinos.custody.vetting import actions, queries, refusals
from kotinos.custody.web import refusals as sentences
from kotinos.custody.web import zone as zones
from kotinos.rehearsal.authority.keys import KeyFolder
from tests.custody.cli.test_commands import SECRETS, done, run
from tests.custody.vetting.conftest import person
from tests.servers import wait_until

OPEN = (
    "campaign",
    "open",
    "JO2030",
    "--authority",
    "SNE",
    "--act",
    "decree 2029-77",
    "--purge",
    "2031-03-01",
    "--timezone",
    "Europe/Paris",
    "--why",
    "the Games",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A zone that may send batches to SNE, and whose keys and the authority's were handed over."""
    zone = tmp_path / "zone"
    done(zone, "init", "--data", str(zone), "--domain", "FR", "--founder", "kai:Garde", "--founder", "ada:Olivier")
    told = json.loads((zone / settings.FILE).read_text())
    told["domain"]["egress"] = [{"to": "SNE", "what": "vetting-batch"}]
    (zone / settings.FILE).write_text(json.dumps(told))
    done(zone, "exchange", "keys")
    theirs = KeyFolder(tmp_path / "authority" / "keys", datetime.now(UTC))
    (theirs.folder / "zone.json").write_bytes((zone / "vetting" / "zone.json").read_bytes())
    (zone / "vetting" / "authority.json").write_bytes((theirs.folder / "authority.json").read_bytes())
    return zone


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Programs that a test starts; each is ended after it."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def start(started: list[subprocess.Popen[bytes]], *words: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KOTINOS_")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started.append(subprocess.Popen([sys.executable, "-m", "kotinos", *words], env={**clean, **SECRETS}, **quiet))  # type: ignore[call-overload]


def test_people_are_asked_about_and_answered_by_two_programs(
    folder: Path, tmp_path: Path, programs: list[subprocess.Popen[bytes]]
) -> None:
    done(folder, *OPEN)
    own = settings.read(folder)
    zone = zones.open_zone(own, zones.root_of(own, SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]))
    act = Act("staff:ines", datetime.now(UTC), "a test")
    with zone.database.writing() as connection:
        for number in range(40):
            subject = f"{number:032x}"
            zone.vault.seal(connection, act, subject, person(number))
            actions.require(connection, act, subject, f"mark {number}", reason="workforce")
    start(programs, "custody", "exchange", "run", "--data", str(folder), "--every", "1")
    start(programs, "authority", "--spool", str(folder / "vetting"), "--data", str(tmp_path / "authority"), "--speed", "5000000",
          "--silent", "0", "--refusals", "0.2", "--answers-a-day", "10000000")  # fmt: skip

    def answered() -> bool:
        with zone.database.reading() as connection:
            states = queries.states(connection, "JO2030")
        return states.get("favourable", 0) + states.get("unfavourable", 0) + states.get("revoked", 0) == 40

    wait_until(answered, 60, "answers about all forty")
    zone.close()
    assert "40" in done(folder, "campaign", "account")
    assert "what the authority said" in done(folder, "campaign", "audit", "JO2030")


def test_an_audit_finds_an_answer_that_nobody_gave(folder: Path) -> None:
    done(folder, *OPEN)
    own = settings.read(folder)
    zone = zones.open_zone(own, zones.root_of(own, SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]))
    import sqlalchemy as sa

    from kotinos.custody.vetting import tables

    act = Act("staff:mallory", datetime.now(UTC), "a test")
    with zone.database.writing() as connection:
        number = actions.require(connection, act, "a" * 32, "m1", reason="press")
        # Somebody who may write to the database invents all that it asks for: a batch, a file, a line.
        now, day = act.at, act.at.date()
        insert = lambda table, **values: connection.execute(sa.insert(table).values(**values))  # noqa: E731
        insert(
            tables.batch, id=1, campaign="JO2030", seq=1, count=1, manifest=b"", digest="", created_at=now, due_on=day
        )
        connection.execute(
            sa.update(tables.request).values(token="A" * 32, batch_id=1, outcome="favourable", accepted=True)
        )
        insert(tables.answer_file, id=1, campaign="JO2030", seq=1, kind="ANS", count=1, digest="0", created_at=now,
               applied_at=now, file=b"F")  # fmt: skip
        insert(tables.answer_line, id=1, file_id=1, line=3, request_id=1, clearance_id=number, identity_mark="m1", code="F",
               says="favourable", case_number="0" * 12, valid_until=day)  # fmt: skip
        connection.execute(
            sa.update(tables.clearance).values(state="favourable", verdict="favourable", answer_id=1, valid_until=day)
        )
    zone.close()
    found = run(folder, "campaign", "audit", "JO2030")
    assert found.exit_code == 1
    assert "not what the authority sent" in found.output


def test_a_campaign_does_not_open_where_the_domain_names_no_way_out(folder: Path) -> None:
    refused = run(folder, *(word.replace("SNE", "ELSEWHERE") for word in OPEN))
    assert refused.exit_code == 1
    assert "vetting-batch to ELSEWHERE: no way out of FR is named for it" in refused.output


def test_a_delay_longer_than_the_law_allows_is_refused(folder: Path) -> None:
    refused = run(folder, *OPEN, "--months", "3")
    assert refused.exit_code == 1
    assert "the law allows 2 months at most" in refused.output


def test_without_the_authoritys_keys_nothing_is_exchanged(folder: Path) -> None:
    (folder / "vetting" / "authority.json").unlink()
    refused = run(folder, "exchange", "run")
    assert refused.exit_code == 1
    assert "put the file of public keys here" in refused.output


def test_hours_that_are_none_are_refused(folder: Path) -> None:
    assert "'25:00' is not a list of times of day" in run(folder, "exchange", "run", "--at", "25:00").output


def test_a_campaign_is_not_purged_before_its_day(folder: Path) -> None:
    done(folder, *OPEN)
    refused = run(folder, "campaign", "purge", "JO2030", "--why", "too early")
    assert refused.exit_code == 1
    assert "2031-03-01" in refused.output


def test_every_refusal_of_vetting_has_its_sentence() -> None:
    codes = {value for name, value in vars(refusals).items() if name.isupper()}
    assert codes <= set(sentences.SAID)
