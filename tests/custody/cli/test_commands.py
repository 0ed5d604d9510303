"""The zone from the command line, as an operator founds and runs it: real files, a real server."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from kotinos.cli import main
from tests.servers import wait_until

SECRETS = {
    "KOTINOS_CUSTODY_PASSPHRASE": "an olive branch for everybody",
    "KOTINOS_CUSTODY_CA_PASSPHRASE": "a wreath of wild olive",
    "LANG": "en_GB.UTF-8",
}


def run(folder: Path, *words: str, **environment: str) -> Result:
    at = [] if words[0] == "init" else ["--data", str(folder)]
    return CliRunner(env={**SECRETS, **environment}).invoke(main, ["custody", *words, *at])


def done(folder: Path, *words: str, **environment: str) -> str:
    ran = run(folder, *words, **environment)
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("custody") / "zone"
    port = str(request.getfixturevalue("module_port"))
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(made, "init", "--data", str(made), "--domain", "FR", "--port", port, *founders)
    yield made


@pytest.fixture(scope="module")
def module_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_zone_is_founded_once_and_by_two_organisations(folder: Path, tmp_path: Path) -> None:
    again = run(folder, "init", "--data", str(folder), "--domain", "FR", "--founder", "a:A", "--founder", "b:B")
    assert again.exit_code == 1
    assert "holds a zone already" in again.output


def test_no_file_of_the_zone_holds_a_key_in_clear_or_a_passphrase_and_none_is_for_others_to_read(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"PRIVATE KEY-----\n" not in content.replace(b"ENCRYPTED ", b"")
            for name in ("KOTINOS_CUSTODY_PASSPHRASE", "KOTINOS_CUSTODY_CA_PASSPHRASE"):
                assert SECRETS[name].encode() not in content
    for name in ("keys/root.json", "keys/people", "keys/issuing", "keys/log", "pki/root.p12", "pki/issuing.p12"):
        assert (folder / name).stat().st_mode & 0o077 == 0, name


def test_a_wrong_passphrase_opens_nothing(folder: Path) -> None:
    ran = run(folder, "people", "list", KOTINOS_CUSTODY_PASSPHRASE="another olive branch")
    assert ran.exit_code == 1
    assert "passphrase does not open it" in ran.output


def test_a_passphrase_may_lie_in_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRETS["KOTINOS_CUSTODY_PASSPHRASE"] + "\n")
    files = {"KOTINOS_CUSTODY_PASSPHRASE": "", "KOTINOS_CUSTODY_PASSPHRASE_FILE": str(tmp_path / "secret")}
    assert "Name" in done(folder, "people", "list", **files)


def test_a_person_is_added_with_a_link_and_listed(folder: Path) -> None:
    person = ("kai", "--full-name", "Kai Berg", "--organisation", "Garde", "--role", "custodian", "--why", "first")
    assert re.search(r"https://localhost:\d+/en/enrol/[\w-]{43}\n", done(folder, "people", "add", *person))
    assert "kai" in done(folder, "people", "list")
    taken = run(folder, "people", "add", *person, LANG="fr_FR.UTF-8")
    assert taken.exit_code == 1
    assert "Il existe déjà un compte kai." in taken.output
    done(folder, "people", "close", "kai", "--why", "left")
    assert "closed" in done(folder, "people", "list")


def test_a_certificate_is_issued_renewed_listed_and_revoked(folder: Path, tmp_path: Path) -> None:
    done(folder, "pki", "issue", "client", "release", "--out", str(tmp_path), "--why", "the open zone's mirror")
    context = ssl.create_default_context(cafile=tmp_path / "root.pem")
    context.load_cert_chain(tmp_path / "release.pem", tmp_path / "release.key")
    listed = done(folder, "pki", "list", COLUMNS="200")
    (serial,) = re.findall(r"[0-9a-f]{40}", listed)
    before = (tmp_path / "release.pem").read_bytes()
    done(folder, "pki", "renew", serial, "--out", str(tmp_path), "--why", "in time")
    assert (tmp_path / "release.pem").read_bytes() != before
    assert "BEGIN X509 CRL" in done(folder, "pki", "revoke", serial, "--why", "a laptop was stolen")
    assert "revoked" in done(folder, "pki", "list", COLUMNS="200")
    again = run(folder, "pki", "renew", serial, "--out", str(tmp_path), "--why", "again")
    assert again.exit_code == 1
    assert "revoked" in again.output


def test_a_request_keeps_the_key_with_its_holder(folder: Path, tmp_path: Path) -> None:
    made = ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        [*made, "-subj", "/CN=x", "-keyout", tmp_path / "own.key", "-out", tmp_path / "own.csr"],
        check=True,
        capture_output=True,
    )
    out = tmp_path / "out"
    done(
        folder,
        *("pki", "issue", "client", "feed", "--csr", str(tmp_path / "own.csr"), "--out", str(out), "--why", "a test"),
    )
    assert sorted(path.name for path in out.iterdir()) == ["feed.pem", "root.pem"]
    ssl.create_default_context().load_cert_chain(out / "feed.pem", tmp_path / "own.key")


def test_a_name_outside_the_zone_is_refused(folder: Path, tmp_path: Path) -> None:
    ran = run(
        folder,
        *("pki", "issue", "server", "x", "--host", "games.example", "--out", str(tmp_path), "--why", "a test"),
    )
    assert ran.exit_code == 1
    assert "may certify nobody called games.example" in ran.output


def test_the_zone_serves_its_pages_and_ends_when_told(folder: Path, module_port: int, tmp_path: Path) -> None:
    done(folder, "pki", "issue", "client", "looking", "--out", str(tmp_path), "--why", "for its root.pem")
    with (tmp_path / "said").open("wb") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "kotinos", "custody", "serve", "--data", str(folder)],
            env={**os.environ, **SECRETS},
            stdout=said,
            stderr=said,
        )
    try:
        context = ssl.create_default_context(cafile=tmp_path / "root.pem")

        def answers() -> bool:
            assert program.poll() is None, (tmp_path / "said").read_text()
            try:
                return httpx.get(f"https://localhost:{module_port}/fr/health", verify=context).status_code == 200
            except httpx.TransportError:
                return False

        wait_until(answers, 60, "the zone")
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(30) == 0
    assert SECRETS["KOTINOS_CUSTODY_PASSPHRASE"] not in (tmp_path / "said").read_text()


def test_a_new_issuing_authority_comes_from_the_same_root(folder: Path, tmp_path: Path) -> None:
    done(folder, "pki", "issue", "client", "before", "--out", str(tmp_path), "--why", "a test")
    root = (tmp_path / "root.pem").read_bytes()
    wrong = run(folder, "pki", "init", KOTINOS_CUSTODY_CA_PASSPHRASE="not this one at all")
    assert wrong.exit_code == 1
    done(folder, "pki", "init")
    done(folder, "pki", "issue", "client", "after", "--out", str(tmp_path), "--why", "a test")
    assert (tmp_path / "root.pem").read_bytes() == root
