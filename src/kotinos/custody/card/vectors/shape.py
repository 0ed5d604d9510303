"""The shape of a vector file: what is known at every stage, what each stage must answer, and at what time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from kotinos.custody.card.claims import Claims, to_cbor
from kotinos.custody.card.code import PREFIX, Flaw, in_base45
from kotinos.custody.card.vectors import cast

STAGES = (
    # (name of the boolean, flaws that make it false); what comes after a false one is left out
    ("EXPECTEDUNPREFIX", {Flaw.PREFIX}),
    ("EXPECTEDB45DECODE", {Flaw.BASE45}),
    ("EXPECTEDDECODE", {Flaw.STRUCTURE, Flaw.ALGORITHM}),
    ("EXPECTEDKEYUSAGE", {Flaw.UNKNOWN_KEY, Flaw.OLD_KEY}),
    ("EXPECTEDVERIFY", {Flaw.SIGNATURE}),
    ("EXPECTEDSCHEMAVALIDATION", {Flaw.CLAIMS}),
)


class Vector(msgspec.Struct, frozen=True, kw_only=True):
    """One case. ``text`` is what a reader sees; ``message`` and ``payload`` are given where the text holds them; ``in_time`` is the
    answer about the validity window, asked only of a code that is sound."""

    about: str
    text: str
    flaw: Flaw | None = None
    in_time: bool = True
    clock: datetime = cast.CLOCK
    claims: Claims | None = None
    payload: bytes | None = None
    message: bytes | None = None


def vector(about: str, message: bytes, **rest: Any) -> Vector:
    """A case whose text is properly Base45 of ``message``."""
    return Vector(about=about, text=PREFIX + in_base45(message), message=message, **rest)


def as_json(claims: Claims) -> dict[str, Any]:
    """The claims in JSON, for readers of vectors: times in ISO 8601."""
    plain: dict[str, Any] = msgspec.to_builtins(claims)
    plain["kind"] = claims.kind.name.lower()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


def written(case: Vector) -> dict[str, Any]:
    """The case as it stands in a file."""
    found: dict[str, Any] = {
        "TESTCTX": {
            "VERSION": 1,
            "SCHEMA": "GA1",
            "DESCRIPTION": case.about,
            "VALIDATIONCLOCK": case.clock.isoformat().replace("+00:00", "Z"),
            "FLAW": case.flaw or "",
        }
    }
    if case.claims is not None:
        found["JSON"] = as_json(case.claims)
        found["CBOR"] = to_cbor(case.claims).hex()
    elif case.payload is not None:
        found["CBOR"] = case.payload.hex()
    if case.message is not None:
        found["COSE"] = case.message.hex()
        found["BASE45"] = in_base45(case.message)
    found["PREFIX"] = case.text
    for name, flaws in STAGES:
        found[name] = case.flaw not in flaws
        if not found[name]:
            return found
    found["EXPECTEDEXPIRATIONCHECK"] = case.in_time
    return found
