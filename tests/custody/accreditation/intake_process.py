"""Takes a list in, seven lines a transaction, in a process of its own that is there to be killed: DATABASE ROOT LIST."""

from __future__ import annotations

import sys
from pathlib import Path

from kotinos.custody.accreditation.lists import intake
from kotinos.custody.store import Database
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, SUMMER
from tests.custody.conftest import NOON

if __name__ == "__main__":
    url, root, given = sys.argv[1:]
    intake.AT_ONCE = 7
    vault = Vault(Database(url, "FR"), FileRoot(Path(root), "a passphrase for tests"), "FR", lambda: NOON)
    intake.take_in(
        vault, FRA, SUMMER, "FRA", Path(given).read_bytes(), progress=lambda taken, lines: print(taken, flush=True)
    )
