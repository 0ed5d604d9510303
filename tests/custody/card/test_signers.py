"""The keys that sign: wrapped by the root, announced before they sign, withdrawn for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import code, keys, signers, tables
from kotinos.custody.card.vectors import cast
from kotinos.custody.store import Database
from kotinos.custody.vault.root import Root
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.sealing import SealBroken
from tests.custody.conftest import NOON

PHRASE = "not a secret, a test"


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return FileRoot.make(tmp_path / "root.json", PHRASE, "FR", passes=1, memory_kib=64)


def test_a_card_signed_here_is_read_with_the_trust_list(database: Database, act: Act, root: Root) -> None:
    with database.writing() as connection:
        signers.ensure(connection, act, root)
        signers.ensure(connection, act, root)
        anchor = signers.anchor(connection, root).public
        edition = keys.read(signers.signed_trust_list(connection, root, NOON), anchor)
        assert len(edition.keys) == 1
        text = code.write(cast.person(3), signers.signer(connection, root, NOON))
    assert code.read(text, edition.trust(), NOON) == cast.person(3)


def test_the_next_key_is_announced_before_it_signs(database: Database, act: Act, root: Root) -> None:
    late = NOON + signers.SIGNS - timedelta(days=20)
    with database.writing() as connection:
        signers.ensure(connection, act, root)
        first = signers.signer(connection, root, NOON).kid
        signers.ensure(connection, Act("clock", late, "renewal"), root)
        assert signers.signer(connection, root, late).kid == first
        assert len(signers.trust_list(connection, late).keys) == 2
        assert signers.signer(connection, root, NOON + signers.SIGNS).kid != first
        signers.ensure(connection, Act("clock", late, "renewal"), root)
        assert len(signers.trust_list(connection, late).keys) == 2


def test_a_withdrawn_key_signs_nothing_and_is_believed_nowhere(database: Database, act: Act, root: Root) -> None:
    with database.writing() as connection:
        signers.ensure(connection, act, root)
        before = signers.trust_list(connection, NOON)
        text = code.write(cast.person(3), signers.signer(connection, root, NOON))
        signers.withdraw(connection, act, before.keys[0].kid)
        after = signers.trust_list(connection, NOON)
        assert after.number > before.number
        with pytest.raises(code.BadCode, match="not trusted"):
            code.read(text, after.trust(), NOON)
        with pytest.raises(Refused, match="no_signer"):
            signers.signer(connection, root, NOON)


def test_a_key_under_another_root_does_not_open(database: Database, act: Act, root: Root, tmp_path: Path) -> None:
    other = FileRoot.make(tmp_path / "other.json", PHRASE, "FR", passes=1, memory_kib=64)
    with database.writing() as connection:
        signers.ensure(connection, act, root)
        with pytest.raises(SealBroken):
            signers.signer(connection, other, NOON)


def test_a_key_cannot_take_the_place_of_the_anchor(database: Database, act: Act, root: Root) -> None:
    with database.writing() as connection:
        signers.ensure(connection, act, root)
        s = tables.signer
        wrapped = connection.execute(sa.select(s.c.wrapped).where(s.c.role == "signer")).scalar_one()
        connection.execute(sa.update(s).where(s.c.role == "anchor").values(wrapped=wrapped))
        with pytest.raises(SealBroken):
            signers.anchor(connection, root)
