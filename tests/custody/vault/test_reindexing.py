"""The keys of blind indexes turned over while everybody works."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.act import Act, Refused
from kotinos.custody.log import stored
from kotinos.custody.log.access import Kept
from kotinos.custody.store import Database
from kotinos.custody.vault import grants, reindexing, retention, tables
from kotinos.custody.vault.grants import Grant
from kotinos.custody.vault.keys import index_name
from kotinos.custody.vault.plans import PLANS
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import MARTA, subject

_i, _k = tables.index.c, tables.secret.c


def numbered(n: int) -> dict[str, str | bytes]:
    """An invented person whom only their number tells from the next."""
    return {**MARTA, "document_number": f"X{n:07}", "family_name": f"Lind {n}", "email": f"lind{n}@example.org"}


def find(vault: Vault, act: Act, n: int) -> list[str]:
    asked = {"document_number": f"x-{n:07}", "document_issuer": "CHE"}
    with vault.database.writing() as connection:
        return vault.search(connection, act, "finding", "document", asked)


@pytest.fixture
def people(vault: Vault, act: Act) -> list[str]:
    found = [subject() for _ in range(40)]
    fields = PLANS["document"].fields
    often = Grant("desk", "desk", "answer", fields, 10_000_000, 10_000_000, NOON, NOON + timedelta(days=1))
    with vault.database.writing() as connection:
        grants.request(connection, act, often, name="finding")
        vault.seal_many(connection, act, {one: numbered(n) for n, one in enumerate(found)})
    return found


@pytest.fixture
def other(database: Database, root: FileRoot, vault: Vault, act: Act, people: list[str]) -> Vault:
    """Another process of the zone: it has the keys of before in its memory, and nobody tells it."""
    made = Vault(database, root, "FR", lambda: NOON, vault._ledger)
    assert find(made, act, 0) == people[:1]
    return made


def hashes(database: Database) -> dict[tuple[str, str], tuple[int, bytes]]:
    with database.reading() as connection:
        rows = connection.execute(sa.select(_i.plan, _i.subject, _i.epoch, _i.hash))
        return {(row.plan, row.subject): (row.epoch, row.hash) for row in rows}


def keys(database: Database) -> dict[tuple[str, int], bytes]:
    with database.reading() as connection:
        rows = connection.execute(sa.select(_k.name, _k.epoch, _k.wrapped).where(_k.name.like("index:%")))
        return {(row.name, row.epoch): row.wrapped for row in rows}


def begin(vault: Vault, act: Act) -> None:
    with vault.database.writing() as connection:
        reindexing.begin(connection, vault.ring, act)


def destroy(vault: Vault, act: Act) -> bool:
    with vault.database.writing() as connection:
        return reindexing.destroy_old(connection, vault.ring, act)


def test_everybody_is_found_during_and_after_and_the_old_keys_are_gone(
    vault: Vault, other: Vault, act: Act, people: list[str]
) -> None:
    before, old = hashes(vault.database), keys(vault.database)
    begin(vault, act)
    stop, wrong, asked = threading.Event(), [], []

    def searching() -> None:
        n = 0
        while not stop.is_set():
            n = (n + 7) % len(people)
            if find(other, act, n) != [people[n]]:
                wrong.append(n)
            asked.append(n)
            stop.wait(0.02)  # SQLite's other writers sleep and try again: leave them a gap

    def sealing() -> None:
        for n in range(40, 60):
            one = subject()
            with other.database.writing() as connection:
                other.seal(connection, act, one, numbered(n))
            people.append(one)

    threads = [threading.Thread(target=each) for each in (searching, sealing)]
    for thread in threads:
        thread.start()
    done = sum(reindexing.reindex(vault.database, vault.ring, at_once=10))
    threads[1].join()
    stop.set()
    threads[0].join()
    assert done == 40 * len(PLANS)
    assert asked
    assert wrong == []

    assert destroy(vault, act)
    after, new = hashes(vault.database), keys(vault.database)
    assert len(after) == 60 * len(PLANS)
    assert {epoch for epoch, _ in after.values()} == {2}
    assert not {found for _, found in before.values()} & {found for _, found in after.values()}
    assert {epoch for _, epoch in new} == {2}
    assert not set(old.values()) & set(new.values())
    for each in (vault, other):
        assert [find(each, act, n) for n in range(60)] == [[one] for one in people]
        assert all(epoch == 2 for name, epoch in each.ring._secrets if name == index_name("document"))


def test_a_turn_that_was_cut_goes_on_and_no_other_begins_meanwhile(vault: Vault, act: Act, people: list[str]) -> None:
    begin(vault, act)
    assert next(reindexing.reindex(vault.database, vault.ring, at_once=10)) == 10
    with pytest.raises(Refused, match="turning"):
        begin(vault, act)
    with pytest.raises(Refused, match="key_in_use"):
        destroy(vault, act)
    assert [find(vault, act, n) for n in range(40)] == [[one] for one in people]
    assert sum(reindexing.reindex(vault.database, vault.ring)) == 40 * len(PLANS) - 10
    assert destroy(vault, act)
    assert not destroy(vault, act), "there is nothing left to destroy"
    begin(vault, act)
    assert {epoch for _, epoch in keys(vault.database)} == {2, 3}


def test_who_was_erased_or_changed_meanwhile_is_indexed_as_they_are(vault: Vault, act: Act, people: list[str]) -> None:
    begin(vault, act)
    with vault.database.writing() as connection:
        vault.erase(connection, act, people[0])
        vault.seal(connection, act, people[1], {"document_number": "Y7654321"})
    list(reindexing.reindex(vault.database, vault.ring))
    destroy(vault, act)
    assert find(vault, act, 0) == find(vault, act, 1) == []
    with vault.database.writing() as connection:
        asked = {"document_number": "Y7654321", "document_issuer": "CHE"}
        assert vault.search(connection, act, "finding", "document", asked) == [people[1]]
    assert all(one != people[0] for _, one in hashes(vault.database))


def test_what_was_purged_meanwhile_stays_out_of_the_index(vault: Vault, act: Act, people: list[str]) -> None:
    begin(vault, act)
    with vault.database.writing() as connection:
        retention.purge(connection, Act("clock", NOON + timedelta(days=31), "time is over"), NOON.date())
    list(reindexing.reindex(vault.database, vault.ring))
    assert hashes(vault.database) == {}


def test_a_turn_stands_in_the_log(vault: Vault, act: Act, people: list[str]) -> None:
    begin(vault, act)
    list(reindexing.reindex(vault.database, vault.ring))
    destroy(vault, act)
    with vault.database.reading() as connection:
        acts = [canonical.decode(body, Kept).act for _, body in stored.entries(connection)]
    assert acts[-2:] == ["make-index-keys", "destroy-index-keys"]
