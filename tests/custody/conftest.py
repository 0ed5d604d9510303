"""A sealed database on both backends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.act import Act
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.ledger import Ledger
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty sealed database of the domain FR."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'sealed.db'}"
    else:
        url = request.getfixturevalue("postgres").database().replace("postgresql://", "postgresql+psycopg://", 1)
    made = Database(url, "FR")
    yield made
    made.close()


@pytest.fixture
def act() -> Act:
    """What an invented officer does at noon."""
    return Act("staff:ines", NOON, "a test")


@pytest.fixture
def root(tmp_path: Path) -> FileRoot:
    """A root key of the domain FR, whose passphrase is stretched as little as may be: the tests open it often."""
    return FileRoot.make(tmp_path / "root.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)


@pytest.fixture
def vault(database: Database, root: FileRoot, tmp_path: Path, act: Act) -> Vault:
    """A vault at noon, with the zone's standing grants and a ledger of erasures."""
    made = Vault(database, root, "FR", lambda: NOON, Ledger(tmp_path / "ledger", Ed25519PrivateKey.generate(), "FR"))
    with database.writing() as connection:
        ensure_standing(connection, act, [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")])
    return made
