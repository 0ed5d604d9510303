"""Signer keys: announced before they sign, believed after they stopped, gone when withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from kotinos.custody.card import keys
from kotinos.custody.card.keys import BadTrustList, SignerKey, TrustList
from kotinos.custody.card.vectors import cast

NOON = datetime(2028, 7, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANCHOR = cast.key("anchor")
FIRST = SignerKey(cast.key("first").public, NOON - 9 * DAY, NOON + DAY, NOON + 9 * DAY)
SECOND = SignerKey(cast.key("second").public, NOON - DAY, NOON + 9 * DAY, NOON + 20 * DAY)


def test_of_two_keys_that_may_sign_the_one_that_lasts_longer_signs() -> None:
    assert keys.current((FIRST, SECOND), NOON) == SECOND
    assert keys.current((FIRST, SECOND), NOON - 2 * DAY) == FIRST


def test_a_key_signs_in_its_time_and_is_believed_longer() -> None:
    assert FIRST.signs(NOON + DAY - timedelta(seconds=1))
    assert not FIRST.signs(NOON + DAY)
    assert FIRST.trusted(NOON + 9 * DAY - timedelta(seconds=1))
    assert not FIRST.trusted(NOON + 9 * DAY)
    assert not FIRST.trusted(NOON - 10 * DAY)


def test_a_withdrawn_key_neither_signs_nor_is_believed() -> None:
    withdrawn = msgspec.structs.replace(SECOND, withdrawn=True)
    assert keys.current((withdrawn,), NOON) is None
    assert not withdrawn.trusted(NOON)


def test_a_trust_list_reads_back_under_its_anchor_alone() -> None:
    edition = TrustList(4, NOON, tuple(sorted((FIRST, SECOND), key=lambda key: key.kid)))
    message = keys.signed(edition, ANCHOR)
    assert keys.read(message, ANCHOR.public) == edition
    with pytest.raises(BadTrustList):
        keys.read(message, cast.key("another anchor").public)
    with pytest.raises(BadTrustList, match="edition 4 is older than edition 5"):
        keys.read(message, ANCHOR.public, held=5)
    changed = bytearray(message)
    changed[40] ^= 1
    with pytest.raises(BadTrustList):
        keys.read(bytes(changed), ANCHOR.public)


def test_a_key_that_is_believed_shorter_than_it_signs_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="trusted at least as long"):
        SignerKey(FIRST.public, NOON, NOON + 2 * DAY, NOON + DAY)
