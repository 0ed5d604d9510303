"""The claims of a card: there and back, one encoding, and a name that is shortened rather than refused."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.card import code, cose
from kotinos.custody.card.claims import BITS, LISTED, BadClaims, Kind, from_cbor, mask, to_cbor, unmasked
from kotinos.custody.card.naming import shorten
from kotinos.custody.card.vectors import cast

PERSON = cast.person(3)
SIGNER = cast.key(cast.PRESENT)
TRUST = {key.kid: key for key in cast.TRUST}
LONG = "BARTHOLOMÉOPOULOS-WINTERBOURNE VAN DEN AUTENBOER Maximiliana Josefína Alexandrine"


@given(seed=st.integers(0, 30_000))
def test_claims_survive_their_encoding(seed: int) -> None:
    for claims in (cast.person(seed), cast.day_pass(seed, Kind(1 + seed % 3))):
        assert from_cbor(to_cbor(claims)) == claims


@given(junk=st.binary(max_size=64))
def test_bytes_that_are_no_claims_are_refused(junk: bytes) -> None:
    with pytest.raises(BadClaims):
        from_cbor(junk)


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_one_other_byte_is_refused_or_says_something_else(at: int, byte: int) -> None:
    raw = bytearray(to_cbor(PERSON))
    at %= len(raw)
    raw[at] = byte
    try:
        found = from_cbor(bytes(raw))
    except BadClaims:
        return
    assert to_cbor(found) == bytes(raw)


@pytest.mark.parametrize(("axis", "bits"), [(axis, bits) for axis in BITS for bits in range(1 << len(BITS[axis]))])
def test_the_values_of_an_axis_and_their_bits_say_the_same(axis: str, bits: int) -> None:
    assert mask(axis, unmasked(axis, bits)) == bits


def test_an_unknown_zone_is_named_with_those_that_there_are() -> None:
    with pytest.raises(BadClaims, match="zones: there is no GOLD; there are BLUE, RED"):
        mask("zones", {"BLUE", "GOLD"})


@given(
    name=st.text(st.characters(codec="utf-8", categories=["L", "Pd"]), min_size=1, max_size=60).map(
        lambda text: f"A{text}A"
    ),
    given_names=st.lists(st.text("abcdeéèØłü", min_size=2, max_size=20).map(str.capitalize), max_size=4),
    venues=st.integers(0, 30),
)
def test_whatever_the_name_a_card_fits_into_its_code(name: str, given_names: list[str], venues: int) -> None:
    whole = " ".join([name.upper(), *given_names])
    claims = msgspec.structs.replace(
        PERSON, name=whole[:100].strip(), venues=tuple(f"V{at:02}" for at in range(venues))
    )
    text = code.write(claims, SIGNER)
    assert len(text) <= 4 + 300
    read = code.read(text, TRUST, cast.CLOCK)
    assert read.serial == claims.serial
    assert read.venues in (claims.venues, (LISTED,))


def test_the_size_that_is_reckoned_is_the_size_that_is_signed() -> None:
    for seed in range(50):
        claims = cast.person(seed)
        assert code._size(claims) == len(cose.sign1(to_cbor(claims), SIGNER))


def test_venues_give_way_to_the_gates_list_before_the_name_becomes_unreadable() -> None:
    many = msgspec.structs.replace(PERSON, name=LONG, venues=tuple(f"V{at:02}" for at in range(25)))
    fitted = code.fitted(many)
    assert fitted.venues == (LISTED,)
    assert fitted.name.startswith("BARTHOLOMÉOPOULOS-WINTERBOURNE")


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (99, "QUIRÓS LASARTE Inés María Jimena"),
        (32, "QUIRÓS LASARTE Inés María J"),
        (28, "QUIRÓS LASARTE Inés M J"),
        (24, "QUIRÓS LASARTE Inés M"),
        (22, "QUIRÓS LASARTE Inés"),
        (18, "QUIRÓS LASARTE I"),
        (16, "QUIRÓS LASARTE"),
        (12, "QUIRÓS LASA"),
        (8, "QUIRÓS"),
        (4, "QUIR"),
    ],
)
def test_given_names_give_way_before_the_family_name(limit: int, expected: str) -> None:
    short = shorten("QUIRÓS LASARTE Inés María Jimena", limit)
    assert len(short.encode()) <= limit
    assert short == expected


def test_a_single_name_is_cut_from_its_end_and_ends_with_a_letter() -> None:
    assert shorten("ALM-ASARRI", 4) == "ALM"
    assert shorten("李蘭梅", 6) == "李蘭"
