"""What is sealed is read by the sealed zone alone."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kotinos.release.envelope import CannotOpen, seal, unseal

KEY, OTHER = X25519PrivateKey.generate(), X25519PrivateKey.generate()


def test_the_holder_of_the_key_reads_what_was_sealed():
    envelope = seal("Ada Åström".encode(), KEY.public_key())
    assert unseal(envelope, KEY).decode() == "Ada Åström"
    assert "Åström".encode() not in envelope.sealed


def test_the_same_content_never_gives_the_same_envelope():
    one, other = (seal(b"twice", KEY.public_key()) for _ in range(2))
    assert (one.id, one.sealed) != (other.id, other.sealed)
    assert one.sealed != other.sealed


def test_nobody_else_opens_it():
    with pytest.raises(CannotOpen, match="not to"):
        unseal(seal(b"x", KEY.public_key()), OTHER)


@pytest.mark.parametrize("place", [0, 31, 32, -1])
def test_one_altered_bit_is_refused(place):
    envelope = seal(b"content", KEY.public_key())
    altered = bytearray(envelope.sealed)
    altered[place] ^= 1
    with pytest.raises(CannotOpen):
        unseal(msgspec.structs.replace(envelope, sealed=bytes(altered)), KEY)


def test_a_content_does_not_pass_under_the_name_of_another_envelope():
    one, other = seal(b"one", KEY.public_key()), seal(b"other", KEY.public_key())
    with pytest.raises(CannotOpen):
        unseal(msgspec.structs.replace(one, sealed=other.sealed), KEY)


def test_an_envelope_that_is_too_short_is_refused():
    with pytest.raises(CannotOpen):
        unseal(msgspec.structs.replace(seal(b"x", KEY.public_key()), sealed=b"short"), KEY)
