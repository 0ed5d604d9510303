"""The status list: closed for what it does not know, an edition plus the changes since is the next, small enough."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.card import status
from kotinos.custody.card.status import BadStatus, Status, StatusList
from kotinos.custody.card.vectors import cast

AT = datetime(2028, 7, 20, 12, tzinfo=UTC)
SIGNER = cast.key(cast.PRESENT)
KEYS = {SIGNER.kid: SIGNER.public}
codes = st.dictionaries(st.integers(0, 5000), st.sampled_from(list(Status)), max_size=80)


def edition(number: int, found: dict[int, Status], held: bytes = b"") -> StatusList:
    return StatusList(number, AT, status.packed(found.items(), held), 6000 + number)


@given(found=codes, other=st.integers(0, status.LARGEST * 2))
def test_a_card_reads_as_set_and_an_unknown_one_as_not_active(found: dict[int, Status], other: int) -> None:
    made = edition(1, found)
    for serial, code in found.items():
        assert made.of(serial) is code
    assert made.of(other) is found.get(other, Status.NOT_ACTIVE)


@given(steps=st.lists(codes, min_size=1, max_size=8), begin=st.integers(0, 7))
def test_a_stale_list_plus_the_changes_since_is_the_fresh_one(steps: list[dict[int, Status]], begin: int) -> None:
    editions = [edition(0, {})]
    for number, step in enumerate(steps, start=1):
        editions.append(edition(number, step, editions[-1].bits))
    stale, fresh = editions[min(begin, len(steps))], editions[-1]
    for since in range(stale.number + 1):
        touched = {serial for step in steps[since:] for serial in step}
        message = status.signed_changes(status.changed(since, touched, fresh), SIGNER)
        assert status.applied(stale, status.read_changes(message, KEYS)) == fresh


@given(found=codes)
def test_a_signed_list_reads_back(found: dict[int, Status]) -> None:
    made = edition(7, found)
    assert status.read(status.signed(made, SIGNER), KEYS) == made


def test_changes_that_begin_later_than_the_list_held_are_refused() -> None:
    one, three = (edition(number, {number: Status.ACTIVE}) for number in (1, 3))
    with pytest.raises(BadStatus, match="changes after edition 2 do not fit onto edition 1"):
        status.applied(one, status.changed(2, {3}, three))


def test_changes_that_lead_elsewhere_are_noticed() -> None:
    two = edition(2, {5: Status.SUSPENDED})
    astray = edition(1, {5: Status.ACTIVE, 9: Status.ACTIVE})
    with pytest.raises(BadStatus, match="another list"):
        status.applied(astray, status.changed(1, {5}, two))


def test_an_older_edition_never_replaces_a_newer() -> None:
    with pytest.raises(BadStatus, match="edition 3 is older than edition 4"):
        status.read(status.signed(edition(3, {}), SIGNER), KEYS, held=4)
    with pytest.raises(BadStatus, match="older"):
        status.applied(edition(4, {}), status.changed(1, set(), edition(3, {})))


def test_a_list_of_a_stranger_or_with_another_bit_is_refused() -> None:
    message = status.signed(edition(1, {8: Status.ACTIVE}), SIGNER)
    with pytest.raises(BadStatus, match="no trusted key"):
        status.read(status.signed(edition(1, {}), cast.key(cast.STRANGER)), KEYS)
    for at in range(20, len(message)):
        changed = bytearray(message)
        changed[at] ^= 1
        with pytest.raises(BadStatus):
            status.read(bytes(changed), KEYS)


def test_changes_are_not_taken_for_a_list_nor_a_list_for_changes() -> None:
    two = edition(2, {3: Status.ACTIVE})
    with pytest.raises(BadStatus):
        status.read(status.signed_changes(status.changed(1, {3}, two), SIGNER), KEYS)
    with pytest.raises(BadStatus):
        status.read_changes(status.signed(two, SIGNER), KEYS)


def test_half_a_million_cards_and_a_thousand_changes_are_small() -> None:
    rnd = random.Random("status list of a Games")
    found = {serial: rnd.choices(list(Status), (45, 50, 3, 2))[0] for serial in range(500_000)}
    before = edition(1, found)
    touched = rnd.sample(range(500_000), 1000)
    after = edition(2, {serial: rnd.choice(list(Status)) for serial in touched}, before.bits)
    assert len(status.signed(before, SIGNER)) <= 1_000_000
    assert len(status.signed_changes(status.changed(1, touched, after), SIGNER)) <= 100_000
