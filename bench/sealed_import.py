"""How long it takes to make files of a list: 100,000 applications from an xlsx of 17 columns, checked by line, compared with each other
across transliterations, sealed value by value and logged, on SQLite, in a process of its own whose memory is the peak of all of it; and how
well duplicates are found among 100,000 people of a truth set. Run: ``python -m bench sealed_import``.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from tests.custody.accreditation import sheets, truth

from kotinos.custody.accreditation import organisations
from kotinos.custody.accreditation.comparison import HELD_FROM, keys, likeness
from kotinos.custody.accreditation.identity import known
from kotinos.custody.accreditation.lists import preview
from kotinos.custody.accreditation.lists.intake import take_in
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.tables import application
from kotinos.custody.act import Act
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
INES, FRA = Act("staff:ines", NOON, "a measurement"), Act("org:FRA:jo", NOON, "a measurement")
LINES = int(os.environ.get("KOTINOS_BENCH_LINES", "100000"))
PEOPLE = int(os.environ.get("KOTINOS_BENCH_PEOPLE", "90000"))


def zone(folder: Path) -> Vault:
    """A sealed zone with one organisation that may have everybody."""
    root = FileRoot.make(folder / "root.key", "a passphrase for measuring", "FR", passes=1, memory_kib=64)
    vault = Vault(Database(f"sqlite:///{folder / 'sealed.db'}", "FR"), root, "FR", lambda: NOON)
    with vault.database.writing() as connection:
        ensure_standing(connection, INES, [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")])
        organisations.add_organisation(
            connection, INES, "FRA", "noc", "Committee", "fr", NOON - timedelta(1), NOON + timedelta(1)
        )
        for category in ("Aa", "E"):
            organisations.set_quota(connection, INES, "FRA", category, LINES)
    return vault


def imported(folder: Path) -> dict[str, Any]:
    """Take the list of ``folder`` in; what it took, in this process."""
    given = (folder / "list.xlsx").read_bytes()
    vault = zone(folder)
    begun, spent = time.perf_counter(), time.process_time()
    parsed = preview.read(given, FRA, Season())
    read = time.perf_counter() - begun
    assert len(parsed.lines) == LINES and not any(line.problems for line in parsed.lines)
    del parsed
    begun, spent = time.perf_counter(), time.process_time()
    done = take_in(vault, FRA, Season(), "FRA", given)
    wall, cpu = time.perf_counter() - begun, time.process_time() - spent
    with vault.database.reading() as connection:
        kept = connection.execute(sa.select(sa.func.count()).select_from(application)).scalar_one()
    assert kept == LINES == done.new
    return {
        "lines": LINES,
        "seconds": round(wall, 1),
        "seconds of one core": round(cpu, 1),
        "of which read and checked, s": round(read, 1),
        "lines a second": round(LINES / wall),
        "held as perhaps known": done.held,
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "file MB": round(len(given) / 1e6, 1),
        "database MB": round((folder / "sealed.db").stat().st_size / 1e6),
    }


def duplicates() -> dict[str, Any]:
    """Find one human being in two files among a truth set."""
    files, pairs = truth.made("a measurement", PEOPLE)
    begun = time.perf_counter()
    people = [known(values) for values in files]
    blocks: dict[str, list[int]] = defaultdict(list)
    together: set[tuple[int, int]] = set()
    for place, one in enumerate(people):
        for key in keys(one):
            together |= {(other, place) for other in blocks[key]}
            blocks[key].append(place)
    found = {(a, b) for a, b in together if likeness(people[a], people[b]).score >= HELD_FROM}
    return {
        "files": len(files),
        "true pairs": len(pairs),
        "pairs compared": len(together),
        "seconds": round(time.perf_counter() - begun, 1),
        "recall %": round(100 * len(found & pairs) / len(pairs), 2),
        "precision %": round(100 * len(found & pairs) / len(found), 2),
    }


def main() -> dict[str, Any]:
    """Seconds and memory of an import; recall and precision of the search for duplicates."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("KOTINOS_BENCH_FOLDER")) as name:
        folder = Path(name)
        (folder / "list.xlsx").write_bytes(sheets.workbook(sheets.people(LINES)))
        command = [sys.executable, "-m", "bench.sealed_import", str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {"import": json.loads(done.stdout), "duplicates": duplicates()}


if __name__ == "__main__":
    print(json.dumps(imported(Path(sys.argv[1])) if len(sys.argv) > 1 else main(), indent=2))
