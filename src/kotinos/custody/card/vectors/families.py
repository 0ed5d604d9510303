"""The cases, by what is wrong with them. What is expected is said here, never asked of the code under test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import cbor2
import msgspec

from kotinos.custody.card import code, cose
from kotinos.custody.card.claims import ALL, Kind, to_cbor
from kotinos.custody.card.code import Flaw
from kotinos.custody.card.keys import SigningKey
from kotinos.custody.card.vectors import malformed
from kotinos.custody.card.vectors.cast import (
    CLOCK,
    CLOSES,
    NEXT,
    OPENS,
    PAST,
    PRESENT,
    STRANGER,
    WITHDRAWN,
    by_hand,
    day_pass,
    key,
    person,
    sound,
)
from kotinos.custody.card.vectors.shape import Vector, vector

SECOND = timedelta(seconds=1)


class _Pretender:
    """Signs with one key in the name of another."""

    def __init__(self, own: SigningKey, claimed: bytes) -> None:
        self._own, self.kid = own, claimed

    def sign(self, message: bytes) -> bytes:
        return self._own.sign(message)


def valid() -> Iterator[Vector]:
    """What every gate must read."""
    for seed in range(24):
        claims, message = sound(seed)
        yield vector(f"a card of category {claims.category}", message, claims=claims)
    for kind in (Kind.UPGRADE, Kind.DAY, Kind.GUEST):
        for seed in range(3):
            claims = day_pass(5, kind) if not seed else day_pass(5 + seed * 10, kind)
            yield vector(
                f"a pass of kind {kind.name.lower()}", cose.sign1(to_cbor(claims), key(PRESENT)), claims=claims
            )
    long = "BARTHOLOMÉOPOULOS-WINTERBOURNE VAN DEN AUTENBOER Maximiliana Josefína Alexandrine Evangeline"
    for count in (0, 4, 8, 16, 25):
        venues = tuple(f"V{at:02}" for at in range(count)) or (ALL,)
        claims = code.fitted(msgspec.structs.replace(person(3), name=long, venues=venues))
        yield vector(f"a long name beside {count} venues", cose.sign1(to_cbor(claims), key(PRESENT)), claims=claims)


def forged() -> Iterator[Vector]:
    """Signed by a stranger in the name of a trusted key."""
    for seed in range(24):
        claims, message = sound(seed, _Pretender(key(STRANGER), key(PRESENT).kid))
        yield vector("another key signed it", message, claims=claims, flaw=Flaw.SIGNATURE)
    for seed in range(6):
        _, theirs = sound(seed)
        claims, _ = sound(seed + 6)
        envelope = cose.take_apart(theirs)
        parts = [envelope.protected, {}, to_cbor(claims), envelope.signature]
        message = cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True)
        yield vector("the signature of another card", message, claims=claims, flaw=Flaw.SIGNATURE)


def keys() -> Iterator[Vector]:
    """Keys that nobody knows, and keys out of their time."""
    for seed in range(20):
        claims, message = sound(seed, key(f"{STRANGER} {seed}"))
        yield vector("signed by a key that nobody trusts", message, claims=claims, flaw=Flaw.UNKNOWN_KEY)
    for name, why in ((PAST, "retired"), (WITHDRAWN, "withdrawn"), (NEXT, "not yet in use")):
        for seed in range(8):
            claims, message = sound(seed, key(name))
            yield vector(f"signed by a key that is {why}", message, claims=claims, flaw=Flaw.OLD_KEY)
    for name, clock, flaw in (
        (PAST, CLOCK - timedelta(days=1) - SECOND, None), (PAST, CLOCK - timedelta(days=1), Flaw.OLD_KEY),
        (NEXT, CLOCK + timedelta(days=10) - SECOND, Flaw.OLD_KEY), (NEXT, CLOCK + timedelta(days=10), None),
        (PRESENT, CLOCK + timedelta(days=20), None), (WITHDRAWN, CLOCK - timedelta(days=1), Flaw.OLD_KEY),
    ):  # fmt: skip
        claims, message = sound(7, key(name))
        yield vector(f"the {name} key at {clock:%d %B}", message, claims=claims, clock=clock, flaw=flaw)


def altered() -> Iterator[Vector]:
    """One bit of the message is another."""
    claims, message = sound(3)
    payload = to_cbor(claims)
    body = message.index(payload)
    places = (
        # (name, first byte, after the last, step in bits, what is wrong)
        ("tag and list", 0, 2, 1, Flaw.STRUCTURE),
        ("key id", 8, 16, 3, Flaw.UNKNOWN_KEY),
        ("claims", body, body + len(payload), 23, Flaw.SIGNATURE),
        ("signature", len(message) - 64, len(message), 29, Flaw.SIGNATURE),
    )
    for name, first, last, step, flaw in places:
        for bit in range(first * 8, last * 8, step):
            changed = bytearray(message)
            changed[bit // 8] ^= 1 << bit % 8
            yield vector(f"bit {bit} of {name}", bytes(changed), flaw=flaw)


def window() -> Iterator[Vector]:
    """Sound codes before, at and after the ends of their validity."""
    for seed in range(8):
        claims, message = sound(seed)
        for clock, inside, words in (
            (OPENS - SECOND, False, "one second before it begins"), (OPENS, True, "when it begins"),
            (CLOSES - SECOND, True, "in its last second"), (CLOSES, False, "when it ends"),
        ):  # fmt: skip
            yield vector(words, message, claims=claims, clock=clock, in_time=inside)
    for seed in range(20):
        base, days = person(seed), 1 + seed * 3
        past = msgspec.structs.replace(
            base, valid_to=CLOCK - timedelta(days=days), valid_from=CLOCK - timedelta(days=days + 9)
        )
        ahead = msgspec.structs.replace(
            base, valid_from=CLOCK + timedelta(days=days), valid_to=CLOCK + timedelta(days=days + 9)
        )
        for claims, words in ((code.fitted(past), "over"), (code.fitted(ahead), "to come")):
            message = cose.sign1(to_cbor(claims), key(PRESENT))
            yield vector(f"its validity is {words}", message, claims=claims, in_time=False)


def algorithm() -> Iterator[Vector]:
    """The message asks to be believed by another algorithm than the one."""
    for seed, alg in enumerate((-7, -35, -36, -37, -257, -19, 5, 4, 1, 0, -9, "EdDSA", "none", None, -8.0)):
        claims = code.fitted(person(seed))
        protected = cbor2.dumps({1: alg, 4: key(PRESENT).kid}, canonical=True)
        yield vector(f"algorithm {alg!r}", by_hand(protected, {}, to_cbor(claims)), claims=claims, flaw=Flaw.ALGORITHM)


FAMILIES: dict[str, Callable[[], Iterator[Vector]]] = {
    "valid": valid,
    "forged": forged,
    "keys": keys,
    "altered": altered,
    "window": window,
    "algorithm": algorithm,
    "structure": malformed.structure,
    "claims": malformed.claims,
    "text": malformed.text,
}
"""Each file of vectors, and where its cases come from."""
