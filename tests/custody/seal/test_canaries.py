"""The search itself: it finds every form, or the seal test would prove nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json

import pytest

from tests.custody.seal.canaries import Search, forms, people, secrets_of

PERSON = people(1, seed=7)[0]
SECRETS = secrets_of(PERSON, public_name=False)


def test_there_are_twelve_forms():
    kinds = {name.split(" with ")[0] for name, _ in forms(SECRETS[0])} - {"as it is"}
    assert len(kinds) == 12


@pytest.mark.parametrize("value", [PERSON["family_name"], PERSON["email"], PERSON["address"]])
@pytest.mark.parametrize(
    "leaked",
    [
        lambda v: v.encode(),
        lambda v: v.swapcase().upper().encode(),
        lambda v: base64.b64encode(b"x" + v.encode() + b"y"),
        lambda v: base64.b64encode(b"xy" + v.encode()),
        lambda v: v.encode().hex().encode(),
        lambda v: v.encode("utf-16"),
        lambda v: v[::-1].encode(),
        lambda v: json.dumps({"a": v}).encode(),
        lambda v: hashlib.sha256(v.encode()).hexdigest().encode(),
    ],
)
def test_a_leak_in_any_form_is_found_in_the_middle_of_something_else(value, leaked):
    noise = hashlib.sha512(b"noise").digest() * 20
    assert Search(SECRETS).hits(noise + leaked(value) + noise)


def test_a_short_number_is_found_whole():
    assert Search(SECRETS).hits(b'{"number":"' + PERSON["document_number"].encode() + b'"}')


def test_noise_is_no_leak():
    noise = b"".join(hashlib.sha512(str(n).encode()).digest() for n in range(2000))
    assert Search(SECRETS).hits(noise + base64.b64encode(noise) + gzip.compress(noise)) == []
