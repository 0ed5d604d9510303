"""Signed notes as C2SP writes them."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.log.checkpoint import (
    LOG,
    WITNESS,
    Checkpoint,
    Note,
    NoteInvalid,
    cosign,
    public_key,
    read,
    read_key,
    require,
    sign,
    signed_by,
)

LOG_KEY = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
AT_SEVEN = Checkpoint("games.example/FR", 7, b"r" * 32)


def witnessed() -> Note:
    note = sign(AT_SEVEN, LOG_KEY)
    return Note(AT_SEVEN, (*note.signatures, cosign(AT_SEVEN, "press.example", WITNESS_KEY, 1_782_900_000)))


def test_a_note_is_three_lines_an_empty_one_and_signatures() -> None:
    lines = str(witnessed()).split("\n")
    assert lines[:4] == ["games.example/FR", "7", "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI=", ""]
    assert lines[4].startswith("— games.example/FR ")
    assert lines[5].startswith("— press.example ")
    assert lines[6] == ""


def test_the_key_of_the_go_checksum_database_is_read_as_published() -> None:
    published = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    key = read_key(published)
    assert (key.name, key.id.hex(), key.algorithm, str(key)) == ("sum.golang.org", "033de0ae", LOG, published)


def test_a_note_reads_back_and_its_signatures_hold() -> None:
    note = read(str(witnessed()))
    assert note == witnessed()
    assert signed_by(note, public_key("games.example/FR", LOG, LOG_KEY))
    assert signed_by(note, public_key("press.example", WITNESS, WITNESS_KEY))


def test_another_key_of_the_same_name_did_not_sign() -> None:
    assert not signed_by(witnessed(), public_key("games.example/FR", LOG, WITNESS_KEY))
    assert not signed_by(witnessed(), public_key("press.example", LOG, WITNESS_KEY))


def test_a_log_signs_for_no_other_origin() -> None:
    note = sign(AT_SEVEN, LOG_KEY)
    moved = Note(Checkpoint("other.example", 7, AT_SEVEN.root), note.signatures)
    assert not signed_by(moved, public_key("games.example/FR", LOG, LOG_KEY))


@given(st.integers(0, 400), st.integers(0, 127))
def test_no_changed_character_leaves_all_signatures_whole(at: int, sign_: int) -> None:
    text = str(witnessed())
    at %= len(text)
    changed = text[:at] + chr(sign_) + text[at + 1 :]
    if changed == text:
        return
    try:
        note = read(changed)
    except NoteInvalid:
        return
    keys = (public_key("games.example/FR", LOG, LOG_KEY), public_key("press.example", WITNESS, WITNESS_KEY))
    if note == witnessed():
        return  # base64 leaves some bits of its last character open
    assert not all(signed_by(note, key) for key in keys)


def test_too_few_witnesses_are_named() -> None:
    log, press = public_key("games.example/FR", LOG, LOG_KEY), public_key("press.example", WITNESS, WITNESS_KEY)
    require(witnessed(), log, [press], 1)
    with pytest.raises(NoteInvalid, match=r"2 of the witnesses must have signed; press.example did"):
        require(witnessed(), log, [press], 2)


@pytest.mark.parametrize(
    "text", ["", "a\n", "a\n7\n", "o\n7\nAAAA\n\n", "o\n-1\n" + "A" * 43 + "=\n\n", "o\n07\n" + "A" * 43 + "=\n\n"]
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        read(text)


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AAAA", "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        read_key(text)
