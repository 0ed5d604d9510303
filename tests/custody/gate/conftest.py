"""A zone with a gate: real tables, vault and keys, and the gate's routes on a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import uvicorn
from starlette.applications import Starlette

from kotinos.custody.act import Act
from kotinos.custody.card import signers
from kotinos.custody.gate import devices
from kotinos.custody.gate.api import Gates
from kotinos.custody.gate.decision import Post
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault
from tests.custody.card import games_file as file

POST = Post("Press gate", "MPC", "4", passback=5)


class Zone(msgspec.Struct):
    """What a test needs of it. ``now`` is real: requests are signed with the time."""

    database: Database
    root: FileRoot
    vault: Vault

    @property
    def act(self) -> Act:
        return Act("staff:ines", datetime.now(UTC), "a test")

    def invitation(self, post: Post = POST, *, photos: bool = False) -> str:
        with self.database.writing() as connection:
            return devices.invite(connection, self.act, file.GAMES, post, photos=photos)[1]


@pytest.fixture
def zone(database: Database, tmp_path: Path) -> Zone:
    root = FileRoot.make(tmp_path / "root.json", "not a secret, a test", "FR", passes=1, memory_kib=64)
    made = Zone(database, root, Vault(database, root, "FR", lambda: datetime.now(UTC)))
    with database.writing() as connection:
        file.setting(connection)
        ensure_standing(connection, Act("setup", made.act.at, "set-up"), [Approval("a", "one"), Approval("b", "two")])
        signers.ensure(connection, made.act, root)
    return made


@pytest.fixture
def address(zone: Zone, free_port: int) -> Iterator[str]:
    """Where the gates of the zone answer."""
    gates = Gates(zone.vault, zone.root, lambda: datetime.now(UTC), rest_for=(0, 0))
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=gates.routes), host="127.0.0.1", port=free_port, log_config=None, ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{free_port}"
    server.should_exit = True
    thread.join(10)
