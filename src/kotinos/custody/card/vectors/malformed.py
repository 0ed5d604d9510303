"""The cases whose form is wrong: the message, the claims, the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cbor2

from kotinos.custody.card import cose
from kotinos.custody.card.claims import GAMES, to_cbor
from kotinos.custody.card.code import PREFIX, Flaw, in_base45
from kotinos.custody.card.vectors.cast import PRESENT, by_hand, key, person, sound
from kotinos.custody.card.vectors.shape import Vector, vector


def structure() -> Iterator[Vector]:
    """Not the one form of a signed message."""
    claims, message = sound(3)
    payload, kid = to_cbor(claims), key(PRESENT).kid
    header = cbor2.dumps({1: -8, 4: kid}, canonical=True)
    for about, protected, unprotected in (
        ("key id outside the signature", cbor2.dumps({1: -8}), {4: kid}),
        ("algorithm outside the signature", cbor2.dumps({4: kid}), {1: -8}),
        ("both headers outside the signature", b"", {1: -8, 4: kid}),
        ("a key id of seven bytes", cbor2.dumps({1: -8, 4: kid[:7]}), {}),
        ("a header more", cbor2.dumps({1: -8, 3: 0, 4: kid}), {}),
        ("something unprotected", header, {99: 1}),
        ("headers in another order", b"\xa2\x04\x48" + kid + b"\x01\x27", {}),
        ("algorithm in two bytes", b"\xa2\x01\x38\x07\x04\x48" + kid, {}),
    ):
        yield vector(about, by_hand(protected, unprotected, payload), flaw=Flaw.STRUCTURE)
    bare = message[1:]
    for about, raw in (
        ("no tag", bare), ("tag 98, COSE_Sign", b"\xd8\x62" + bare), ("tag 17, COSE_Mac0", b"\xd1" + bare),
        ("tag 61, CWT", b"\xd8\x3d" + message), ("tag in two bytes", b"\xd8\x12" + bare),
        ("tagged twice", b"\xd2" + message),
        ("a list without its length", b"\xd2\x9f" + message[2:] + b"\xff"),
        ("five parts", b"\xd2\x85" + message[2:] + b"\xf6"),
        ("three parts", b"\xd2\x83" + message[2:-66]), ("an empty message", b""), ("one byte", b"\xd2"),
        ("null", b"\xf6"),
    ):  # fmt: skip
        yield vector(about, raw, flaw=Flaw.STRUCTURE)
    for length in range(1, len(message), 6):
        yield vector(f"only the first {length} bytes", message[:length], flaw=Flaw.STRUCTURE)
    for count in (1, 2, 3, 8, 16):
        yield vector(f"{count} bytes after the message", message + bytes(count), flaw=Flaw.STRUCTURE)
    yield vector("the message twice", message + message[:4], flaw=Flaw.STRUCTURE)


def claims() -> Iterator[Vector]:
    """Well signed, and not the claims of a card."""
    base: dict[int, Any] = cbor2.loads(to_cbor(person(3)))

    def inner(**change: object) -> dict[int, object]:
        found = base[GAMES] | {int(name[1:]): value for name, value in change.items()}
        return base | {GAMES: {number: value for number, value in found.items() if value is not None}}

    for about, found in (
        ("no category", inner(_1=None)), ("no name", inner(_2=None)), ("no organisation", inner(_3=None)),
        ("an unknown claim", inner(_20=1)), ("a venue of two letters", inner(_6="OL")),
        ("venues in small letters", inner(_6="olv")),
        ("a venue twice", inner(_6="OLVOLV")), ("every venue and one more", inner(_6="ALLOLV")),
        ("own sport without a sport", inner(_5=None, _6="OWN")),
        ("zones as text", inner(_7="BLUE")), ("a zone that is none", inner(_7=1 << 14)),
        ("zones below zero", inner(_7=-1)),
        ("dining as a word", inner(_9=True)), ("no dining, said", inner(_9=0)),
        ("prime as a number", inner(_11=1)), ("prime said to be false", inner(_11=False)),
        ("an empty function", inner(_4="")),
        ("a control character in the name", inner(_2="ABER\nNATHIE")), ("an empty name", inner(_2="")),
        ("a name in bytes", inner(_2=b"ABE")),
        ("an upgrade of nobody", inner(_0=1)), ("a card of a bearer", inner(_13=4)),
        ("a kind that is none", inner(_0=9)),
        ("a serial of three bytes", base | {7: b"\x00\x00\x01"}), ("a serial as a number", base | {7: 1}),
        ("no serial", {k: v for k, v in base.items() if k != 7}),
        ("no end", {k: v for k, v in base.items() if k != 4}),
        ("an end before its beginning", base | {4: base[5]}), ("an end with a fraction", base | {4: base[4] + 0.5}),
        ("a tagged time", base | {4: cbor2.CBORTag(1, base[4])}), ("an end beyond 2106", base | {4: 2**32}),
        ("a claim more", base | {6: base[5]}), ("a list", [1, 2]), ("null", None),
        ("games in small letters", base | {1: "og2028"}),
    ):  # fmt: skip
        yield _signed(about, cbor2.dumps(found, canonical=True))
    raw = to_cbor(person(3))
    private = cbor2.dumps(GAMES)
    for about, payload in (
        ("keys from the highest", cbor2.dumps(dict(reversed(base.items())))),
        ("a map without its length", b"\xbf" + raw[1:] + b"\xff"),
        ("a map's length in two bytes", b"\xb8\x05" + raw[1:]),
        ("a key in two bytes", raw[:1] + b"\x18\x01" + raw[2:]),
        ("a key twice", b"\xa6" + raw[1:] + b"\x01\x66OG2028"),
        ("the private key in nine bytes", raw.replace(private, b"\x3b" + (-1 - GAMES).to_bytes(8, "big"))),
        ("a byte after the claims", raw + b"\x00"), ("claims cut short", raw[:-1]), ("no claims", b""),
        ("an end in nine bytes", raw.replace(b"\x04\x1a", b"\x04\x1b\x00\x00\x00\x00")),
        ("text in pieces", raw.replace(b"\x66OG2028", b"\x7f\x63OG2\x63028\xff")),
        ("text that is not UTF-8", raw.replace(b"OG2028", b"OG\xff028")),
    ):  # fmt: skip
        yield _signed(about, payload)


def text() -> Iterator[Vector]:
    """Wrong before any byte is decoded."""
    _, message = sound(3)
    body = in_base45(message)
    for prefix in (
        "",
        "GA1",
        "ga1:",
        "Ga1:",
        "GA2:",
        "GA0:",
        "HC1:",
        " GA1:",
        "\ufeffGA1:",
        "GA1;",
        "GA1：",
        "HTTPS://GA1:",
        "1AG:",
        "GA01:",
    ):
        yield Vector(about=f"prefix {prefix!r}", text=prefix + body, flaw=Flaw.PREFIX)
    yield Vector(about="nothing", text="", flaw=Flaw.PREFIX)
    for about, wrong in (
        ("small letters", body.lower()), ("a space after", body + " "), ("a line end after", body + "\n"),
        ("a space in the middle", body[:9] + "\t" + body[9:]),
        ("a sign that is none", body[:30] + "#" + body[31:]), ("an umlaut", body[:30] + "Ö" + body[31:]),
        ("one character more", body + "00" if len(body) % 3 == 2 else body + "0"),
        ("a group over 65535", ":::" + body[3:]), ("a pair over 255", body[: len(body) // 3 * 3] + "::"),
        ("fullwidth digits", "１" + body[1:]),
        ("nothing after it but a byte half", "0"), ("twice as long as any card", body * 2),
        ("the prefix again", PREFIX.lower() + body),
    ):  # fmt: skip
        yield Vector(about=about, text=PREFIX + wrong, flaw=Flaw.BASE45)


def _signed(about: str, payload: bytes) -> Vector:
    return vector(about, cose.sign1(payload, key(PRESENT)), payload=payload, flaw=Flaw.CLAIMS)
