"""Who was erased stays erased, whatever is restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import audit, stored
from kotinos.custody.log.access import entries_of
from kotinos.custody.store import Database, WrongDomain
from kotinos.custody.vault import backup, retention, tables
from kotinos.custody.vault.answers import AgeOver, Exists
from kotinos.custody.vault.backup import BackupBroken
from kotinos.custody.vault.ledger import Ledger, LedgerBroken
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import MARTA, subject

KEY = Ed25519PrivateKey.from_private_bytes(b"e" * 32)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "erasures", KEY, "FR")


@pytest.fixture
def vault(vault: Vault, root: FileRoot, ledger: Ledger) -> Vault:
    """The vault with a ledger whose key these tests know."""
    return Vault(vault.database, root, "FR", lambda: NOON, ledger)


@pytest.fixture
def marta(vault: Vault, act: Act) -> str:
    found = subject()
    with vault.database.writing() as connection:
        vault.seal(connection, act, found, MARTA)
        vault.token(connection, "gate", found)
    return found


@pytest.fixture
def empty(request: pytest.FixtureRequest, vault: Vault, tmp_path: Path) -> Callable[[], Database]:
    """Opens an empty database of the same kind."""

    def opened() -> Database:
        if vault.database.url.get_backend_name() == "sqlite":
            return Database(f"sqlite:///{tmp_path / 'restored.db'}", "FR")
        url = request.getfixturevalue("postgres").database()
        return Database(url.replace("postgresql://", "postgresql+psycopg://", 1), "FR")

    return opened


def erase(vault: Vault, act: Act, *subjects: str) -> None:
    with vault.database.writing() as connection:
        for one in subjects:
            vault.erase(connection, act, one)


def test_nothing_of_an_erased_person_can_be_had(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        token = vault.token(connection, "gate", marta)
    erase(vault, act, marta)
    with pytest.raises(Refused, match="erased"):
        vault.reveal(act, "rights", [marta], ["family_name"])
    assert vault.answer(act, "release-answers", marta, Exists()) is False
    assert vault.answer(act, "release-answers", marta, AgeOver(18, date(2026, 7, 1))) is None
    with vault.database.writing() as connection:
        assert vault.subject_of(connection, "gate", token) is None
        assert entries_of(connection, marta) == []
        wanted = {"document_number": "X4827567", "document_issuer": "CHE"}
        assert vault.search(connection, act, "accreditation", "document", wanted) == []
        with pytest.raises(Refused, match="erased"):
            vault.seal(connection, act, marta, {"sex": "F"})
        with pytest.raises(Refused, match="erased"):
            vault.token(connection, "gate", marta)


def test_the_log_keeps_what_was_done_and_stays_whole(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.reading() as connection:
        before = stored.head(connection).size
    erase(vault, act, marta)
    with vault.database.reading() as connection:
        assert list(audit.check(connection, None)) == [before + 1]


def test_a_legal_hold_keeps_a_person_from_being_erased(vault: Vault, ledger: Ledger, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        vault.hold(connection, act, marta)
    with pytest.raises(Refused, match="held"):
        erase(vault, act, marta)
    assert ledger.lines == []
    with vault.database.writing() as connection:
        vault.hold(connection, act, marta, False)
    erase(vault, act, marta)


def test_what_was_undone_does_not_stand_in_the_ledger(vault: Vault, ledger: Ledger, act: Act, marta: str) -> None:
    with pytest.raises(ZeroDivisionError), vault.database.writing() as connection:
        vault.erase(connection, act, marta)
        _ = 1 // 0
    assert ledger.lines == []
    assert vault.reveal(act, "rights", [marta], ["sex"])


def test_what_the_ledger_cannot_take_is_not_erased(vault: Vault, ledger: Ledger, act: Act, marta: str) -> None:
    ledger.path = ledger.path.parent / "gone" / "ledger"
    with pytest.raises(OSError):
        erase(vault, act, marta)
    assert vault.reveal(act, "rights", [marta], ["sex"])


def test_a_backup_older_than_the_erasure_brings_nobody_back(
    vault: Vault, root: FileRoot, act: Act, marta: str, tmp_path: Path, empty: Callable[[], Database]
) -> None:
    other = subject()
    with vault.database.writing() as connection:
        vault.seal(connection, act, other, MARTA)
    backup.write(vault.database, root, act, tmp_path / "old")
    erase(vault, act, marta)
    restored = empty()
    try:
        backup.restore(tmp_path / "old", tmp_path / "old.keys", restored, root, act)
        again = Vault(restored, root, "FR", lambda: NOON, Ledger(tmp_path / "erasures", KEY, "FR"))
        with pytest.raises(Refused, match="erased"):
            again.reveal(act, "rights", [marta], ["family_name"])
        with restored.reading() as connection:
            v = tables.value.c
            assert connection.execute(sa.select(v.field).where(v.subject == marta)).all() == []
            assert stored.origin(connection, "games.example/FR") == "games.example/FR/2"
            assert max(audit.check(connection, None)) > 0
        assert again.reveal(act, "rights", [other], list(MARTA)) == {other: MARTA}
    finally:
        restored.close()


def test_a_backup_of_another_schema_is_refused(
    vault: Vault, root: FileRoot, act: Act, marta: str, tmp_path: Path
) -> None:
    path = tmp_path / "old"
    backup.write(vault.database, root, act, path)
    whole = path.read_bytes()
    length = int.from_bytes(whole[:4], "big")
    head = msgspec.msgpack.decode(whole[4 : 4 + length])
    del head["schema"]  # as before schemas were counted
    older = msgspec.msgpack.encode(head)
    path.write_bytes(len(older).to_bytes(4, "big") + older + whole[4 + length :])
    there = Database(f"sqlite:///{tmp_path / 'here.db'}", "FR")
    with pytest.raises(BackupBroken, match="of schema 0, not"):
        backup.restore(path, backup.keys_of(path), there, root, act)
    there.close()


def test_a_restored_backup_is_refused_for_another_domain_without_its_keys_or_changed(
    vault: Vault, root: FileRoot, act: Act, marta: str, tmp_path: Path
) -> None:
    path = tmp_path / "old"
    backup.write(vault.database, root, act, path)
    there = Database(f"sqlite:///{tmp_path / 'here.db'}", "FR")
    abroad = Database(f"sqlite:///{tmp_path / 'abroad.db'}", "CH")
    swiss = FileRoot.make(tmp_path / "ch.key", "a passphrase for tests", "CH", passes=1, memory_kib=64)
    other = FileRoot.make(tmp_path / "fr.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)
    try:
        with pytest.raises(WrongDomain):
            backup.restore(path, backup.keys_of(path), abroad, swiss, act)
        with pytest.raises(BackupBroken, match="file of keys"):
            backup.restore(path, tmp_path / "none", there, root, act)
        with pytest.raises(BackupBroken, match="seal"):
            backup.restore(path, backup.keys_of(path), there, other, act)
        whole = path.read_bytes()
        path.write_bytes(whole[:-3])
        with pytest.raises(BackupBroken, match="ends in the middle"):
            backup.restore(path, backup.keys_of(path), there, root, act)
        path.write_bytes(whole[:-200] + bytes((whole[-200] ^ 1,)) + whole[-199:])
        with pytest.raises(BackupBroken):
            backup.restore(path, backup.keys_of(path), there, root, act)
        with there.reading() as connection:
            assert connection.execute(sa.select(tables.subject)).all() == []
        path.write_bytes(whole)
        backup.restore(path, backup.keys_of(path), there, root, act)
        with pytest.raises(BackupBroken, match="not empty"):
            backup.restore(path, backup.keys_of(path), there, root, act)
    finally:
        there.close()
        abroad.close()


def test_a_vault_does_not_open_with_a_ledger_that_was_cut(
    vault: Vault, root: FileRoot, ledger: Ledger, act: Act, marta: str
) -> None:
    erase(vault, act, marta)
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(b"")
    with pytest.raises(Refused, match="ledger_behind"):
        Vault(vault.database, root, "FR", lambda: NOON, Ledger(ledger.path, KEY, "FR"))
    with pytest.raises(Refused, match="ledger_behind"):
        Vault(vault.database, root, "FR", lambda: NOON)
    ledger.path.write_bytes(whole)
    Vault(vault.database, root, "FR", lambda: NOON, Ledger(ledger.path, KEY, "FR"))


def test_a_ledger_that_was_changed_or_is_of_another_domain_is_refused(ledger: Ledger) -> None:
    ledger.add(["5f" * 16, "6f" * 16], NOON)
    whole = ledger.path.read_bytes()
    for changed in (whole.replace(b"5f5f", b"5f50", 1), whole.replace(b"6f6f", b"6f60"), whole.split(b"\n", 1)[1]):
        ledger.path.write_bytes(changed)
        with pytest.raises(LedgerBroken):
            Ledger(ledger.path, KEY, "FR")
    ledger.path.write_bytes(whole)
    with pytest.raises(LedgerBroken, match="not signed"):
        Ledger(ledger.path, Ed25519PrivateKey.generate(), "FR")
    with pytest.raises(WrongDomain):
        Ledger(ledger.path, KEY, "CH")


def test_a_line_that_a_crash_cut_is_dropped_and_the_ledger_goes_on(ledger: Ledger) -> None:
    ledger.add(["5f" * 16], NOON)
    with ledger.path.open("ab") as file:
        file.write(b'{"at":"2026')
    again = Ledger(ledger.path, KEY, "FR")
    again.add(["6f" * 16], NOON)
    assert [line.subject[:2] for line in Ledger(ledger.path, KEY, "FR").lines] == ["5f", "6f"]


def test_two_processes_write_one_ledger(ledger: Ledger) -> None:
    other = Ledger(ledger.path, KEY, "FR")
    ledger.add(["5f" * 16], NOON)
    other.add(["6f" * 16], NOON)
    ledger.add(["7f" * 16], NOON)
    assert [line.subject[:2] for line in Ledger(ledger.path, KEY, "FR").lines] == ["5f", "6f", "7f"]


def test_values_are_kept_to_the_last_day_of_their_class_and_no_longer(vault: Vault, act: Act, marta: str) -> None:
    end = date(2026, 6, 1)
    held = subject()
    with vault.database.writing() as connection:
        vault.seal(connection, act, held, MARTA)
        vault.hold(connection, act, held)
    for days, gone in ((30, 0), (31, 5)):
        with vault.database.writing() as connection:
            at = NOON.replace(year=2026, month=6, day=1) + timedelta(days=days)
            assert retention.purge(connection, Act("clock", at, "retention"), end) == gone
    left = vault.reveal(act, "rights", [marta, held], list(MARTA))
    assert "photo" not in left[marta]
    assert "document_number" not in left[marta]
    assert left[marta]["family_name"] == MARTA["family_name"]
    assert left[held] == MARTA
    with vault.database.writing() as connection:
        wanted = {"document_number": "X4827567", "document_issuer": "CHE"}
        assert vault.search(connection, act, "accreditation", "document", wanted) == [held]
