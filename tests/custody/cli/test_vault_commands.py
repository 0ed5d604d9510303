"""Vault and log from the command line: used, witnessed by another process, checked by an outsider, backed up, brought back."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from kotinos.cli import main
from kotinos.custody import settings
from kotinos.custody.act import Act, Refused
from kotinos.custody.settings import Quorum
from kotinos.custody.vault import rotation
from kotinos.custody.web import zone as zones
from kotinos.custody.web.zone import Zone
from tests.custody.vault.people import MARTA, subject
from tests.servers import wait_until

SECRETS = {
    "KOTINOS_CUSTODY_PASSPHRASE": "an olive branch for everybody",
    "KOTINOS_CUSTODY_CA_PASSPHRASE": "a wreath of wild olive",
    "LC_ALL": "en_GB.UTF-8",
}
FOUNDERS = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
WHY = ("--why", "a test")


def kotinos(*words: str) -> Result:
    return CliRunner(env=SECRETS).invoke(main, ["custody", *words])


class Desk:
    """Somebody at the machine of a zone."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        made = kotinos("init", "--data", str(folder), "--domain", "FR", "--host", "games.example", *FOUNDERS, *words)
        assert made.exit_code == 0, made.output

    def ran(self, *words: str) -> Result:
        return kotinos(*words, "--data", str(self.folder))

    def done(self, *words: str) -> str:
        ran = self.ran(*words)
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    def refused(self, *words: str) -> str:
        ran = self.ran(*words)
        assert ran.exit_code == 1, ran.output
        return ran.output

    def open(self) -> Zone:
        own = settings.read(self.folder)
        return zones.open_zone(own, zones.root_of(own, SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]))

    def sealed(self) -> str:
        one, zone = subject(), self.open()
        with zone.database.writing() as connection:
            zone.vault.seal(connection, Act("staff:ines", zones.utc(), "a test"), one, MARTA)
        zone.close()
        return one

    @property
    def log_key(self) -> str:
        return (self.folder / "log.pub").read_text().strip()


@pytest.fixture
def witness(tmp_path: Path, free_port: int) -> Iterator[tuple[str, str]]:
    """Another employer's program: its address and public key. It does not know the log yet."""
    words = ["custody", "log", "witness", "--folder", str(tmp_path / "press"), "--name", "press.example"]
    command = [sys.executable, "-m", "kotinos", *words]
    key = subprocess.run([*command, "--show-key"], check=True, capture_output=True, text=True).stdout
    process = subprocess.Popen([*command, "--port", str(free_port)])
    url = f"http://127.0.0.1:{free_port}"

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/key", trust_env=False).text == key
        except httpx.HTTPError:
            return False

    wait_until(answers, 30, "the witness")
    yield url, key.strip()
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("packed", [False, True], ids=["text", "packed"])
def test_an_outsider_checks_a_proof_with_public_keys_alone(
    witness: tuple[str, str], tmp_path: Path, packed: bool
) -> None:
    desk = Desk(tmp_path / "zone", "--witness", *witness)
    (tmp_path / "press" / "logs").write_text(f"{desk.log_key}\n")
    desk.sealed()
    assert "— press.example " in desk.done("log", "checkpoint")
    file = tmp_path / "mine.proof"
    desk.done("log", "proof", "3", "--out", str(file), *(["--packed"] if packed else []))
    check = ["log", "verify", "--proof", str(file), "--key", desk.log_key, "--witness", witness[1]]
    check += ["--entry", str(tmp_path / "mine.entry")] if packed else []
    held = kotinos(*check)
    assert (held.exit_code, "This is entry 3 of the log games.example/FR" in held.output) == (0, True), held.output
    text = file.read_text()
    file.write_text(f"{text[:-9]}0{text[-8:]}" if packed else text.replace("index 3", "index 2"))
    broken = kotinos(*check)
    assert (broken.exit_code, "It does not hold" in broken.output) == (1, True)


def test_an_exported_log_and_the_whole_log_are_checked(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "zone")
    one = desk.sealed()
    kept, file = tmp_path / "kept", tmp_path / "log.jsonl"
    kept.write_text(desk.done("log", "checkpoint"), encoding="utf-8")
    desk.sealed()
    desk.done("log", "checkpoint")
    desk.done("log", "export", str(file))
    assert one not in file.read_text()
    check = ("log", "verify", "--export", str(file), "--key", str(desk.folder / "log.pub"), "--checkpoint", str(kept))
    assert "The exported log of FR holds" in kotinos(*check, "--domain", "FR").output
    assert kotinos(*check, "--domain", "CH").exit_code == 1
    assert "The log holds" in desk.done("log", "verify")
    file.write_text(file.read_text().replace('"act":"seal"', '"act":"mask"', 1))
    assert kotinos(*check).exit_code == 1
    assert kotinos("log", "verify").exit_code == 2


def test_a_restored_zone_has_forgotten_who_was_erased(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "zone")
    erased, other = desk.sealed(), desk.sealed()
    saved = tmp_path / "saved"
    assert "saved.keys" in desk.done("backup", str(saved), *WHY)
    desk.done("erase", erased, *WHY)
    assert "were erased" in desk.refused("erase", erased, *WHY)
    assert "not empty" in desk.refused("restore", str(saved), *WHY)
    for file in desk.folder.glob("sealed.db*"):
        file.unlink()
    assert desk.done("restore", str(saved), *WHY).splitlines()[-1].startswith("games.example/FR/2+")
    zone = desk.open()
    act = Act("staff:ines", zones.utc(), "a test")
    assert zone.vault.reveal(act, "rights", [other], ["sex"]) == {other: {"sex": "F"}}
    with pytest.raises(Refused, match="erased"):
        zone.vault.reveal(act, "rights", [erased], ["sex"])
    zone.close()
    assert "The log holds" in desk.done("log", "verify")


def test_keys_and_grants_are_shown_and_worked_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "zone")
    desk.sealed()
    desk.sealed()
    assert "Epoch 2 is active; 2 data keys" in desk.done("keys", "rotate", *WHY)
    assert "decrypt_only" in desk.done("keys", "list")
    assert "2 entries of blind indexes are under new keys" in desk.done("keys", "reindex", *WHY)
    assert "two organisations must agree" in desk.refused("keys", "destroy", "1", *WHY)
    key = re.search(r"([0-9a-f]{16}).*\bsigns\b", desk.done("keys", "cards"))
    assert key
    assert "another key signs from now on" in desk.done("keys", "withdraw", key[1], *WHY)
    cards = desk.done("keys", "cards")
    assert re.search(rf"{key[1]}.*withdrawn", cards) and re.search(r"[0-9a-f]{16}.*\bsigns\b", cards)
    for unknown in (key[1], "no key"):
        assert "There is no such key of cards" in desk.refused("keys", "withdraw", unknown, *WHY)
    ask = ("grants", "request", "--consumer", "press", "--purpose", "release", *WHY)
    ask += ("--per-minute", "5", "--per-day", "9", "--closes", "2126-01-01", "--field")
    assert desk.done(*ask, "nationality").endswith("active\n")
    assert desk.done(*ask, "family_name", "--operation", "reveal").endswith("requested\n")
    assert "address may not be used for release" in desk.refused(*ask, "address")
    assert "there are family_name" in desk.refused(*ask, "blood_group")
    desk.done("grants", "suspend", "gate", *WHY)
    assert "gate  suspended\n" in desk.done("grants", "list")


def test_a_zone_names_the_custodians_who_may_destroy_a_key_when_it_is_founded(tmp_path: Path) -> None:
    named = [word for name in ("kai", "ada", "noor") for word in ("--custodian", name)]
    desk = Desk(tmp_path / "zone", *named, "--custodians-needed", "3")
    assert settings.read(desk.folder).quorum == Quorum(3, ("kai", "ada", "noor"))
    desk.done("keys", "rotate", *WHY)
    zone = desk.open()
    with zone.database.writing() as connection:
        for name, of in (("kai", "Garde"), ("ada", "Olivier")):
            act = Act(f"staff:{name}", zone.clock(), "old")
            rotation.agree_to_destroy(connection, act, zone.settings.quorum, 1, of)
    zone.close()
    assert "staff:ada, staff:kai" in " ".join(desk.done("keys", "list").split())
    assert "3 custodians of at least two organisations must agree. Now agree: 2" in desk.refused(
        "keys", "destroy", "1", *WHY
    )
    few = ("init", "--data", str(tmp_path / "other"), "--domain", "FR", *FOUNDERS, *named, "--custodians-needed", "4")
    assert "4 custodians must agree before a key is destroyed, and 3 are named" in kotinos(*few).output


def test_a_zone_may_keep_its_root_key_in_a_module(tmp_path: Path) -> None:
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    environment = {**os.environ, **SECRETS, "SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf")}
    pin = SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]
    token = ["softhsm2-util", "--init-token", "--free", "--label", "zone", "--pin", pin, "--so-pin", "654321"]
    module = os.environ.get("KOTINOS_PKCS11_MODULE", "/usr/lib/softhsm/libsofthsm2.so")
    folder = str(tmp_path / "zone")
    commands = (
        ["init", "--data", folder, "--domain", "FR", *FOUNDERS, "--module", module, "zone"],
        ["keys", "rotate", "--data", folder, *WHY],
        ["log", "checkpoint", "--data", folder],
    )
    subprocess.run(token, check=True, capture_output=True, env=environment)
    for words in commands:  # each in a process of its own: a process loads a module once
        done = subprocess.run(
            [sys.executable, "-m", "kotinos", "custody", *words], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "zone" / "keys" / "root.json").exists()
    assert json.loads((tmp_path / "zone" / "zone.json").read_text())["module"]["token"] == "zone"
