"""A hostile dependency inside the zone's own programs tries every way out: none leads anywhere. Without the wall each one does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody import settings
from kotinos.custody.log.checkpoint import WITNESS, public_key
from kotinos.rehearsal.authority.keys import KeyFolder
from tests.custody.cli.test_commands import SECRETS, done
from tests.custody.wall import places
from tests.custody.wall.ways import INSIDE, OUTSIDE, WAYS

ROOT = Path(__file__).resolve().parents[3]


@cache
def namespaces() -> tuple[str, ...]:
    """How this user gets namespaces of its own; without them nothing here can be shown, which is a failure."""
    own = ("unshare", "-n", "-m", "-i")
    for words in (own, ("unshare", "-U", "-r", *own[1:])):
        if subprocess.run([*words, "ip", "link", "set", "lo", "up"], capture_output=True, check=False).returncode == 0:
            return words
    raise AssertionError("no namespaces for this user: see tools/system-packages")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zone with a witness outside, and a State that it exchanges files with."""
    folder = tmp_path_factory.mktemp("ways") / "sealed"
    key = public_key("witness.example", WITNESS, Ed25519PrivateKey.generate())
    witness = ("--witness", f"http://{places.OUT4}:{places.WITNESS}", str(key))
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(folder, "init", "--data", str(folder), "--domain", "FR", "--authority", "SNE", *founders, *witness)
    KeyFolder(folder / "vetting", datetime.now(UTC))
    return folder


def tried(founded: Path, tmp_path: Path, case: str, program: str) -> dict[str, Any]:
    """What arrived when the implant in ``program`` tried every way."""
    folder, away = tmp_path / "sealed", tmp_path / "open"
    shutil.copytree(founded, folder)
    away.mkdir()
    own = settings.read(folder)
    wanted = "demanded" if case in ("inside", "both") else "off"
    settings.write(msgspec.structs.replace(own, wall=settings.Wall(inside=wanted)))
    around = {"OPEN_ZONE": str(away), "SEALED_ZONE": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    ran = subprocess.run(
        [*namespaces(), sys.executable, "-m", "tests.custody.wall.world", case, program],
        env={**os.environ, **SECRETS, **around, "PATH": path},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def arrived(found: dict[str, Any]) -> set[str]:
    return {name for name, seen in found["arrived"].items() if seen}


def test_there_are_forty_ways_and_more():
    assert len(WAYS) >= 40


def test_without_the_wall_every_way_leads_out(founded, tmp_path):
    found = tried(founded, tmp_path, "open", "serve")
    assert {name: found["said"][name] for name in WAYS.keys() - arrived(found)} == {}


@pytest.mark.parametrize("program", ["serve", "exchange"])
def test_through_both_halves_of_the_wall_nothing_leaves(founded, tmp_path, program):
    found = tried(founded, tmp_path, "both", program)
    assert arrived(found) == set()
    assert [name for name, seen in found["after"].items() if seen] == []
    assert found["check"] == 0
    assert found["alive"]  # it went on with its work


@pytest.mark.parametrize(("case", "half"), [("inside", INSIDE), ("outside", OUTSIDE)])
def test_each_half_alone_holds_the_ways_that_it_is_said_to_hold(founded, tmp_path, case, half):
    found = tried(founded, tmp_path, case, "serve")
    assert arrived(found) == {name for name, way in WAYS.items() if half not in way.held_by}
    assert found["check"] == 1  # and the zone's own look says that a half is missing
