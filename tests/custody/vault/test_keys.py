"""Root keys and key-encryption keys."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.act import Act, Refused
from kotinos.custody.log import stored
from kotinos.custody.log.access import Kept
from kotinos.custody.settings import Quorum
from kotinos.custody.store import Database, WrongDomain
from kotinos.custody.vault import rotation, tables
from kotinos.custody.vault.root import Root, RootUnavailable
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.root_pkcs11 import ModuleRoot
from kotinos.custody.vault.sealing import SealBroken
from kotinos.custody.vault.vault import Vault
from tests.custody.conftest import NOON
from tests.custody.vault.people import subject

MODULE = os.environ.get("KOTINOS_PKCS11_MODULE", "/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A token of our own. A process loads a module once, so one for the session."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    init = ["softhsm2-util", "--init-token", "--free", "--label", "zone", "--pin", "123456", "--so-pin", "654321"]
    subprocess.run(init, check=True, capture_output=True)
    ModuleRoot.make(MODULE, "zone", "123456", "FR").close()
    return "zone"


@pytest.fixture(params=["file", "module"])
def any_root(request: pytest.FixtureRequest) -> Iterator[Root]:
    if request.param == "file":
        yield request.getfixturevalue("root")
        return
    found = ModuleRoot(MODULE, request.getfixturevalue("token"), "123456", "FR")
    yield found
    found.close()


def test_a_root_unwraps_what_it_wrapped_for_the_same_thing(any_root: Root) -> None:
    wrapped = any_root.wrap(b"k" * 32, "epoch", 1)
    assert b"k" * 8 not in wrapped
    assert any_root.unwrap(wrapped, "epoch", 1) == b"k" * 32
    for context in (("epoch", 2), ("secret", 1), ("epoch",)):
        with pytest.raises(SealBroken):
            any_root.unwrap(wrapped, *context)


def test_a_changed_key_is_refused(any_root: Root) -> None:
    wrapped = any_root.wrap(b"k" * 32, "epoch", 1)
    with pytest.raises(SealBroken):
        any_root.unwrap(wrapped[:-1] + bytes((wrapped[-1] ^ 1,)), "epoch", 1)


def test_a_vault_works_on_either_root(database: Database, any_root: Root, act: Act) -> None:
    vault = Vault(database, any_root, "FR", lambda: NOON)
    one = subject()
    with database.writing() as connection:
        vault.seal(connection, act, one, {"family_name": "Lind"})
        mark = vault.mark(connection, {"family_name": "Lind"})
    again = Vault(database, any_root, "FR", lambda: NOON)
    with database.reading() as connection:
        assert again.mark(connection, {"family_name": "Lind"}) == mark


def test_a_root_of_another_domain_opens_no_vault(database: Database, tmp_path: Path) -> None:
    other = FileRoot.make(tmp_path / "ch.key", "a passphrase for tests", "CH", passes=1, memory_kib=64)
    with pytest.raises(WrongDomain, match="CH, FR"):
        Vault(database, other, "FR", lambda: NOON)


def test_a_root_file_does_not_open_for_another_passphrase(root: FileRoot, tmp_path: Path) -> None:
    with pytest.raises(RootUnavailable, match="passphrase does not open it"):
        FileRoot(tmp_path / "root.key", "another passphrase")


def test_a_root_file_whose_domain_was_changed_does_not_open(root: FileRoot, tmp_path: Path) -> None:
    file = tmp_path / "root.key"
    file.write_text(file.read_text().replace('"FR"', '"CH"'))
    with pytest.raises(RootUnavailable):
        FileRoot(file, "a passphrase for tests")


def test_a_root_file_is_for_its_owner_alone_and_never_written_over(root: FileRoot, tmp_path: Path) -> None:
    assert (tmp_path / "root.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        FileRoot.make(tmp_path / "root.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)


def test_a_module_refuses_another_domain_a_wrong_pin_and_a_second_root(token: str) -> None:
    with pytest.raises(RootUnavailable, match="no root key of CH"):
        ModuleRoot(MODULE, token, "123456", "CH")
    with pytest.raises(RootUnavailable, match="PinIncorrect"):
        ModuleRoot(MODULE, token, "000000", "FR")
    with pytest.raises(RootUnavailable, match="has a root key of FR already"):
        ModuleRoot.make(MODULE, token, "123456", "FR")
    with pytest.raises(RootUnavailable):
        ModuleRoot(MODULE, "no such token", "123456", "FR")


@pytest.fixture
def people(vault: Vault, act: Act) -> list[str]:
    found = [subject() for _ in range(60)]
    with vault.database.writing() as connection:
        vault.seal_many(connection, act, {one: {"card_name": f"P. {n}"} for n, one in enumerate(found)})
    return found


def rotate(vault: Vault, act: Act) -> int:
    with vault.database.writing() as connection:
        new = rotation.begin(connection, vault.ring, act)
    with vault.database.writing() as connection:
        rotation.activate(connection, vault.ring, act, new)
    return new


def test_keys_rotate_while_everybody_reads_and_writes(vault: Vault, act: Act, people: list[str]) -> None:
    stop, read = threading.Event(), []

    def reading() -> None:
        n = 0
        while not stop.is_set():
            one = people[n % len(people)]
            read.append(vault.reveal(act, "card", [one], ["card_name"])[one]["card_name"] == f"P. {n % len(people)}")
            n += 1

    threads = [threading.Thread(target=reading) for _ in range(3)]
    for thread in threads:
        thread.start()
    rotate(vault, act)
    assert sum(rotation.rewrap(vault.database, vault.ring, at_once=7)) == 60
    stop.set()
    for thread in threads:
        thread.join()
    assert read
    assert all(read)
    assert len(vault.reveal(act, "card", people, ["card_name"])) == 60


def test_no_value_is_encrypted_anew_by_a_rotation(vault: Vault, act: Act, people: list[str]) -> None:
    wanted = sa.select(tables.value.c.subject, tables.value.c.sealed).order_by(tables.value.c.subject)
    with vault.database.reading() as connection:
        before = connection.execute(wanted).all()
    rotate(vault, act)
    list(rotation.rewrap(vault.database, vault.ring))
    with vault.database.reading() as connection:
        assert connection.execute(wanted).all() == before
        assert set(connection.execute(sa.select(tables.subject.c.epoch)).scalars()) == {2}


TWO = Quorum()


def agree(vault: Vault, name: str, organisation: str, quorum: Quorum = TWO, at: datetime = NOON) -> None:
    with vault.database.writing() as connection:
        rotation.agree_to_destroy(connection, Act(f"staff:{name}", at, "old"), quorum, 1, organisation)


def destroy(vault: Vault, quorum: Quorum = TWO, at: datetime = NOON) -> None:
    with vault.database.writing() as connection:
        rotation.destroy(connection, vault.ring, Act("staff:ines", at, "old"), quorum, 1)


def entries(vault: Vault) -> list[tuple[str, str]]:
    with vault.database.reading() as connection:
        found = [canonical.decode(body, Kept) for _, body in stored.entries(connection)]
    return [(one.act, one.outcome) for one in found]


@pytest.fixture
def unused(vault: Vault, act: Act, people: list[str]) -> Vault:
    """A vault whose first key nobody depends on any more."""
    rotate(vault, act)
    list(rotation.rewrap(vault.database, vault.ring))
    return vault


def test_a_key_is_destroyed_by_two_organisations_once_nobody_depends_on_it(
    vault: Vault, act: Act, people: list[str]
) -> None:
    rotate(vault, act)
    for name, organisation in (("ada", "organiser"), ("theo", "State")):
        agree(vault, name, organisation)
    with pytest.raises(Refused, match="key_in_use"):
        destroy(vault)
    list(rotation.rewrap(vault.database, vault.ring))
    destroy(vault)
    with vault.database.reading() as connection, pytest.raises(SealBroken, match="destroyed"):
        vault.ring.key_of(connection, 1)
    assert entries(vault)[-1] == ("destroy-key", "epoch 1, agreed by staff:ada, staff:theo")
    assert len(vault.reveal(act, "card", people, ["card_name"])) == 60


def test_people_of_one_organisation_do_not_destroy_a_key_however_many(unused: Vault) -> None:
    for name in ("ada", "ida", "isa"):
        agree(unused, name, "organiser")
    with pytest.raises(Refused, match="quorum") as refused:
        destroy(unused)
    assert refused.value.detail == {"needed": 2, "agreed": 3, "organisations": 1}
    agree(unused, "theo", "State")
    destroy(unused)


def test_nobody_agrees_twice_not_even_for_another_organisation(unused: Vault) -> None:
    agree(unused, "ada", "organiser")
    for organisation in ("organiser", "State"):
        with pytest.raises(Refused, match="agreed_already"):
            agree(unused, "ada", organisation)
    with pytest.raises(Refused, match="quorum"):
        destroy(unused)


FIVE = Quorum(3, ("ada", "ida", "theo", "noor", "kai"))


def test_three_of_five_named_custodians_destroy_a_key_and_nobody_else_counts(unused: Vault) -> None:
    agree(unused, "ada", "organiser", FIVE)
    agree(unused, "theo", "State", FIVE)
    with pytest.raises(Refused, match="not_custodian"):
        agree(unused, "rosa", "organiser", FIVE)
    with pytest.raises(Refused, match="quorum"):
        destroy(unused, FIVE)
    agree(unused, "kai", "State", FIVE)
    with pytest.raises(Refused, match="quorum"):  # whoever is named no longer when it happens
        destroy(unused, Quorum(3, ("ada", "ida", "theo", "noor")))
    destroy(unused, FIVE)


def test_what_was_agreed_a_week_ago_must_be_agreed_anew(unused: Vault) -> None:
    agree(unused, "ada", "organiser")
    late = NOON + rotation.PATIENCE
    agree(unused, "theo", "State", at=late - timedelta(seconds=1))
    with unused.database.reading() as connection:
        [old, _] = rotation.epochs(connection, late)
    assert [one.actor for one in old.agreed] == ["staff:theo"]
    with pytest.raises(Refused, match="quorum"):
        destroy(unused, at=late)
    agree(unused, "ada", "organiser", at=late)
    destroy(unused, at=late)


def test_the_active_key_cannot_be_destroyed(vault: Vault) -> None:
    with pytest.raises(Refused, match="wrong_state"):
        agree(vault, "ada", "organiser")
    with vault.database.writing() as connection:
        for name, organisation in (("ada", "organiser"), ("theo", "State")):
            row = {"epoch": 1, "organisation": organisation, "actor": f"staff:{name}", "at": NOON.isoformat()}
            connection.execute(tables.epoch_approval.insert().values(row))
    with pytest.raises(Refused, match="wrong_state"):
        destroy(vault)
