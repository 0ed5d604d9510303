"""A program that reveals without end and says on its output what it has: killed at any moment by the tests of fail-closed logging."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from kotinos.custody.act import Act
from kotinos.custody.store import Database
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON


def main() -> None:
    """``revealing.py URL ROOT SUBJECT…``: each line of output is one value that left, by the reason that its log entry gives."""
    url, key, name, *subjects = sys.argv[1:]
    vault = Vault(Database(url, "FR"), FileRoot(Path(key), "a passphrase for tests"), "FR", lambda: NOON)

    def pull(thread: int) -> None:
        for n in range(1_000_000):
            why = f"{name}-{thread}-{n}"
            found = vault.reveal(Act("staff:ines", NOON, why), "load", subjects[n % len(subjects) :][:1], ["card_name"])
            [values] = found.values()
            sys.stdout.write(f"{why} {values['card_name']}\n")
            sys.stdout.flush()

    for thread in range(4):
        threading.Thread(target=pull, args=(thread,)).start()


if __name__ == "__main__":
    main()
