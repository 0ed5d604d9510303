"""Who steals the database and the configuration, but no key, reads nothing; who moves ciphertexts about is found out."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
import sqlalchemy as sa

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import alarms
from kotinos.custody.store import Database
from kotinos.custody.vault import backup, tables
from kotinos.custody.vault.root import RootUnavailable
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.sealing import SealBroken
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import MARTA, subject

TEXTS = [value for value in MARTA.values() if isinstance(value, str) and len(value) > 3]


@pytest.fixture
def two(vault: Vault, act: Act) -> tuple[str, str]:
    first, second = subject(), subject()
    with vault.database.writing() as connection:
        vault.seal_many(connection, act, {first: MARTA, second: {**MARTA, "family_name": "Lind", "sex": "X"}})
        vault.token(connection, "gate", first)
    vault.reveal(act, "rights", [first], list(MARTA))
    return first, second


def forms(text: str) -> list[bytes]:
    plain = text.encode()
    return [
        plain,
        plain.upper(),
        plain.lower(),
        plain[::-1],
        b64encode(plain),
        plain.hex().encode(),
        text.encode("utf-16-le"),
    ]


def everything(database: Database, folder: Path) -> bytes:
    """Every byte that a thief finds: the files of SQLite with its log, or a dump of PostgreSQL; and every file beside."""
    found = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    if database.url.get_backend_name() == "postgresql":
        host, name = database.url.query["host"], database.url.database
        dump = ["/usr/lib/postgresql/15/bin/pg_dump", "-h", str(host), "-U", "kotinos", str(name)]
        found.append(subprocess.run(dump, check=True, capture_output=True).stdout)
    return b"\n".join(found)


def test_a_thief_of_database_backup_and_configuration_reads_no_field(
    vault: Vault, root: FileRoot, act: Act, two: tuple[str, str], tmp_path: Path
) -> None:
    backup.write(vault.database, root, act, tmp_path / "backup")
    stolen = everything(vault.database, tmp_path)
    assert two[0].encode() in stolen, "the search looks where the subjects are"
    hits = [
        (name, form) for name, value in MARTA.items() if value in TEXTS for form in forms(str(value)) if form in stolen
    ]
    assert hits == []
    assert b"not much of a picture" not in stolen
    with pytest.raises(RootUnavailable):
        FileRoot(tmp_path / "root.key", "a guessed passphrase")


def value(subject: str, field: str) -> sa.ColumnElement[bool]:
    return sa.and_(tables.value.c.subject == subject, tables.value.c.field == field)


def box(vault: Vault, subject: str, field: str) -> bytes:
    with vault.database.reading() as connection:
        found: bytes = connection.execute(sa.select(tables.value.c.sealed).where(value(subject, field))).scalar_one()
        return found


def put(vault: Vault, subject: str, field: str, **changed: object) -> None:
    with vault.database.writing() as connection:
        connection.execute(sa.update(tables.value).where(value(subject, field)).values(**changed))


def refused(vault: Vault, act: Act, subject: str, field: str) -> None:
    with pytest.raises(SealBroken):
        vault.reveal(act, "rights", [subject], [field])
    with vault.database.reading() as connection:
        assert [alarm.kind for alarm in alarms.unseen(connection)] == ["seal_broken"]


def test_a_value_moved_to_another_person_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    put(vault, two[1], "sex", sealed=box(vault, two[0], "sex"))
    refused(vault, act, two[1], "sex")


def test_a_value_moved_to_another_field_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    put(vault, two[0], "nationality", sealed=box(vault, two[0], "birth_country"))
    refused(vault, act, two[0], "nationality")


def test_a_value_of_an_earlier_version_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    early = box(vault, two[0], "nationality")
    with vault.database.writing() as connection:
        vault.seal(connection, act, two[0], {"nationality": "FRA"})
    put(vault, two[0], "nationality", sealed=early)
    refused(vault, act, two[0], "nationality")


def test_a_value_under_another_schema_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    put(vault, two[0], "sex", schema=2)
    refused(vault, act, two[0], "sex")


def test_a_data_key_moved_to_another_person_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    s = tables.subject.c
    with vault.database.writing() as connection:
        key = connection.execute(sa.select(s.wrapped).where(s.subject == two[0])).scalar_one()
        connection.execute(sa.update(tables.subject).where(s.subject == two[1]).values(wrapped=key))
    refused(vault, act, two[1], "sex")


def test_one_changed_bit_is_refused(vault: Vault, act: Act, two: tuple[str, str]) -> None:
    sealed = box(vault, two[0], "photo")
    put(vault, two[0], "photo", sealed=sealed[:20] + bytes((sealed[20] ^ 1,)) + sealed[21:])
    refused(vault, act, two[0], "photo")


def test_the_same_value_looks_different_each_time_it_is_sealed(vault: Vault, two: tuple[str, str]) -> None:
    assert box(vault, two[0], "nationality")[12:] != box(vault, two[1], "nationality")[12:]


def test_the_database_does_not_show_a_token(vault: Vault, two: tuple[str, str], tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        token = vault.token(connection, "gate", two[0])
    assert token.encode() not in everything(vault.database, tmp_path)


def test_a_database_without_its_ledger_erases_nobody(
    vault: Vault, root: FileRoot, act: Act, two: tuple[str, str]
) -> None:
    without = Vault(vault.database, root, "FR", lambda: NOON)
    with pytest.raises(Refused, match="no_ledger"), vault.database.writing() as connection:
        without.erase(connection, act, two[0])
