"""Canonical JSON: the same value always gives the same bytes, on every machine and in every version.

The journal's chain, document versions and the feed all compare bytes, so there is one encoder for them.
Numbers that are marks travel as integers in their smallest unit or as decimal text, never as binary floats.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from kotinos.codes.rsc import Rsc, known

T = TypeVar("T")


def _plain(value: Any) -> Any:
    if isinstance(value, Rsc):
        return str.__str__(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _typed(wanted: type, value: Any) -> Any:
    if wanted is Rsc:
        return known(value) if isinstance(value, str) else Rsc(value)
    raise TypeError(f"no value of type {wanted.__name__} from {value!r}")


# "sorted", not "deterministic": the latter keeps a struct's fields as declared, so a struct and the plain dict read back
# from it would differ, and moving a line in a class would change every hash.
_ENCODER = msgspec.json.Encoder(enc_hook=_plain, order="sorted")


def encode(value: Any) -> bytes:
    """Encode ``value`` as canonical JSON (UTF-8, keys sorted, no white space)."""
    return _ENCODER.encode(value)


def decode(data: bytes | str, wanted: type[T]) -> T:
    """Decode and check; raises ``msgspec.ValidationError`` that names the path, or `RscError`'s text in one."""
    return msgspec.json.decode(data, type=wanted, dec_hook=_typed)


def convert(value: Any, wanted: type[T]) -> T:
    """Turn plain dicts and lists into ``wanted``, checked as `decode` does."""
    return msgspec.convert(value, wanted, dec_hook=_typed)


def plain(value: Any) -> Any:
    """Turn a typed value into plain dicts, lists and strings."""
    return msgspec.to_builtins(value, enc_hook=_plain)
