"""Doctor finds what is missing, and nothing that is there. Real files, ports, servers."""

from __future__ import annotations

import json
import socket
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.config import Config, load
from kotinos.journal.event import Proposal
from kotinos.journal.sqlite import SqliteJournal
from kotinos.programs.doctor import doctor, installation, machine, needed, stores
from tests.servers import Nats, Postgres


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    return load(None, data=str(tmp_path / "var"), **ports())


def ports() -> dict[str, int]:
    with socket.socket() as a, socket.socket() as b, socket.socket() as c:
        for one in (a, b, c):
            one.bind(("127.0.0.1", 0))
        return dict(
            zip(("site_port", "api_port", "feed_port"), (one.getsockname()[1] for one in (a, b, c)), strict=True)
        )


def ask(config: Config, *more: str, **environment: str) -> Result:
    given = ["--data", config.data]
    for name in ("site", "api", "feed"):
        given += [f"--{name}-port", str(getattr(config, f"{name}_port"))]
    return CliRunner().invoke(
        doctor, [*given, *more], env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C", **environment}
    )


def missing(result: Result) -> list[str]:
    return [one["name"] for one in json.loads(result.output)["run"] if one["state"] == "missing"]


def record(config: Config, at: str, count: int = 1) -> None:
    config.folder.mkdir(parents=True, exist_ok=True)
    journal = SqliteJournal(str(config.folder / "journal.db"))
    for n in range(count):
        one = Proposal(id=f"e{n}", at=at, stream="games", kind="noted", actor="a", source="s", body=b"{}")
        journal.append([one]).result()
    journal.close()


def test_on_a_whole_machine_nothing_is_missing_and_the_exit_code_is_0(config: Config) -> None:
    result = ask(config, "--json")
    assert (result.exit_code, missing(result)) == (0, [])
    assert json.loads(result.output)["ready"] is True
    assert not config.folder.exists()  # looking changes nothing


def test_the_report_names_every_thing_that_run_needs(config: Config) -> None:
    assert [one.name for one in needed(config)] == [
        *("python", "packages", "catalogues", "port site-port", "port api-port", "port feed-port"),
        *("room", "folder", "durable", "journal", "clock", "descriptors", "custody"),
    ]


def test_a_zone_on_a_laptop_is_told_what_a_real_one_has(config: Config) -> None:
    config.custody_folder.mkdir(parents=True)
    zone: dict[str, object] = {"domain": {"country": "FR", "sites": []}, "database": "sqlite:///sealed.db"}
    zone["witnesses"] = [{"url": "http://127.0.0.1:8036", "key": "k"}]
    (config.custody_folder / "zone.json").write_text(json.dumps(zone))
    (config.folder / "custody-keys").mkdir()
    parts = ("root key", "witnesses", "sites", "database", "passphrase", "wall")
    of_zone = {one.name: one.state for one in needed(config) if one.name.startswith("custody")}
    assert of_zone == {"custody": "here"} | {f"custody {part}": "warning" for part in parts}
    zone["domain"] = {"country": "FR", "sites": ["Paris", "Lyon"]}
    zone |= {"module": {"library": "/lib/hsm.so", "token": "kotinos"}, "database": "postgresql+psycopg://c/z"}
    zone["witnesses"] = [{"url": f"https://{name}.example", "key": "k"} for name in ("press", "court")]
    (config.custody_folder / "zone.json").write_text(json.dumps(zone))
    (config.folder / "custody-keys").rmdir()
    of_zone = {one.name: one.state for one in needed(config) if one.name.startswith("custody")}
    of_zone.pop("custody wall")  # what stands around this machine: tests/custody/wall
    assert set(of_zone.values()) == {"here"}


def test_settings_of_a_zone_that_cannot_be_read_are_missing(config: Config) -> None:
    config.custody_folder.mkdir(parents=True)
    (config.custody_folder / "zone.json").write_text("{")
    assert missing(ask(config, "--json")) == ["custody"]


def test_a_port_that_somebody_listens_on_is_missing_with_the_option_that_mends_it(config: Config) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", config.api_port))
        other.listen()
        result = ask(config)
        assert result.exit_code == 1
        assert "--api-port" in result.output
        assert missing(ask(config, "--json")) == ["port api-port"]


def test_it_speaks_french_where_the_environment_does(config: Config) -> None:
    assert "Tout ce qu’il faut à `kotinos run` est là." in ask(config, LANG="fr_CH.UTF-8").output
    assert "All that `kotinos run` needs is here." in ask(config).output


def test_a_changed_event_in_the_journal_is_found(config: Config) -> None:
    record(config, "2026-07-04T09:30:00.000000Z", count=3)
    assert ask(config).exit_code == 0
    with sqlite3.connect(config.folder / "journal.db") as direct:
        for (trigger,) in direct.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            direct.execute(f"DROP TRIGGER {trigger}")
        direct.execute("UPDATE events SET body = ? WHERE seq = 2", (b'{"a":1}',))
    direct.close()
    found, _ = stores.journal(config)
    assert (found.state, "event 2" in found.said) == ("missing", True)


def test_a_file_that_is_no_journal_is_found(config: Config) -> None:
    config.folder.mkdir()
    (config.folder / "journal.db").write_bytes(b"not a database, but longer than one page header " * 20)
    assert missing(ask(config, "--json")) == ["journal"]


def test_a_clock_behind_the_journal_is_a_warning_and_one_behind_this_program_stops_it(config: Config) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record(config, ahead)
    states = {one.name: one.state for one in needed(config)}
    assert (states["journal"], states["clock"]) == ("here", "warning")
    assert machine.clock("", datetime(1970, 1, 1, tzinfo=UTC)).state == "missing"


def test_too_old_a_python_is_missing() -> None:
    assert installation.python((3, 10, 14)).state == "missing"
    assert installation.python((3, 11, 0)).state == "here"


def test_a_package_that_is_absent_or_of_another_version_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    lock.write_text(
        "click==0.0.1 \\\n    --hash=sha256:00\n    # via x\n"
        "no-such-package==1.0 \\\n    --hash=sha256:00\n"
        "only-there==1 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    )
    found = installation.packages(lock)
    assert found.state == "missing"
    assert "click 0.0.1 (" in found.said
    assert "no-such-package 1.0" in found.said
    assert "only-there" not in found.said


def test_without_a_lock_file_the_packages_that_the_installation_names_are_looked_for(tmp_path: Path) -> None:
    found = installation.packages(tmp_path / "none")
    assert found.state == "here"
    assert int(found.said.split()[0]) >= 14


def test_the_lock_file_holds_every_package_that_the_program_needs() -> None:
    locked = {name.lower().replace("_", "-") for name in installation.pinned(installation.LOCK.read_text())}
    assert {"click", "msgspec", "lxml", "uvloop", "psycopg", "nats-py", "starlette"} <= locked


def test_few_descriptors_are_a_warning_that_names_the_limit() -> None:
    assert machine.descriptors(1024).state == "warning"
    assert "1024" in machine.descriptors(1024).said
    assert machine.descriptors(1_000_000).state == "here"


def test_a_folder_that_cannot_be_made_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    states = {one.name: one.state for one in machine.disk(tmp_path / "file")}
    assert states["folder"] == "missing"


def test_servers_that_answer_are_here(config: Config, postgres: Postgres, nats: Nats) -> None:
    result = ask(config, "--journal", postgres.database(), "--bus", nats.url, "--json")
    states = {one["name"]: one["state"] for one in json.loads(result.output)["run"]}
    assert (states["postgresql"], states["nats"], states["journal"]) == ("here", "here", "here")


def test_servers_that_do_not_answer_are_missing_and_no_password_is_shown(config: Config, free_port: int) -> None:
    url = f"postgresql://results:open-sesame@127.0.0.1:{free_port}/games"
    result = ask(config, "--journal", url, "--bus", f"nats://127.0.0.1:{free_port}", "--json")
    assert {"postgresql", "nats", "journal"} <= set(missing(result))
    assert "open-sesame" not in result.output


def test_something_else_on_the_port_of_nats_is_not_taken_for_it(config: Config) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        there = load(None, bus=f"nats://127.0.0.1:{other.getsockname()[1]}")
        [found] = stores.bus(there)
    assert found.state == "missing"


def test_a_file_of_clients_without_their_key_is_missing(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "clients.json"
    file.write_text('{"clients": [{"name": "news", "url": "http://127.0.0.1:1/odf", "key_env": "NO_SUCH_KEY"}]}')
    result = ask(config, "--push", str(file), "--json")
    assert missing(result) == ["clients"]
    assert missing(ask(config, "--push", str(file), "--json", NO_SUCH_KEY="k")) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://results:open-sesame@host:5432/games", "postgresql://results:…@host:5432/games"),
        ("postgresql://host/games?user=r&password=open-sesame&x=1", "postgresql://host/games?user=r&password=…&x=1"),
        ("nats://:open-sesame@host:4222", "nats://:…@host:4222"),
        ("postgresql://results@/games?host=/run", "postgresql://results@/games?host=/run"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert stores.without_password(url) == shown
