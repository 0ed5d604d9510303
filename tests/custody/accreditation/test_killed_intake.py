"""A list whose intake is killed at any moment is finished by sending it again: no line lost, none doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from kotinos.custody.accreditation import organisations
from kotinos.custody.accreditation.lists.intake import take_in
from kotinos.custody.accreditation.tables import application
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault
from tests.conftest import ROOT
from tests.custody.accreditation.games import FRA, INES, SUMMER, begin
from tests.custody.accreditation.sheets import people, workbook
from tests.custody.conftest import NOON

LINES = 700


@pytest.mark.parametrize("seed", range(3))
def test_no_line_is_lost_or_doubled_by_kill_9(tmp_path: Path, seed: int) -> None:
    rnd = random.Random(f"kill {seed}")
    url = f"sqlite:///{tmp_path / 'sealed.db'}"
    root = FileRoot.make(tmp_path / "root.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)
    vault = Vault(Database(url, "FR"), root, "FR", lambda: NOON)
    with vault.database.writing() as connection:
        ensure_standing(connection, INES, [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")])
        begin(connection)
        for category, sport in (("Aa", ""), ("Aa", "JUD"), ("E", "")):
            organisations.set_quota(connection, INES, "FRA", category, LINES, sport)
    (tmp_path / "list.xlsx").write_bytes(workbook(people(LINES)))
    command = [
        sys.executable,
        "-m",
        "tests.custody.accreditation.intake_process",
        url,
        str(tmp_path / "root.key"),
        str(tmp_path / "list.xlsx"),
    ]
    for _ in range(3):
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": "src:."}, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(rnd.randrange(1, 6)):
            process.stdout.readline()
        time.sleep(rnd.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    done = take_in(vault, FRA, SUMMER, "FRA", (tmp_path / "list.xlsx").read_bytes())
    with vault.database.reading() as connection:
        found = Counter(connection.execute(sa.select(application.c.own_reference)).scalars())
    assert found == Counter(line[0] for line in people(LINES))
    assert 0 < done.new < LINES  # some were in already, some were left
    vault.database.close()
