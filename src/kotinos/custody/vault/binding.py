"""What a sealed value is tied to, byte for byte. PURE.

The associated data is each part as UTF-8 (numbers in decimal digits) behind its length in four bytes, big-endian, so that no two
different lists of parts give the same bytes: ("ab", "c") is not ("a", "bc"). For a value the parts are domain, subject, field,
schema version, record version.
"""

from __future__ import annotations

import struct

_LENGTH = struct.Struct(">I").pack


def bound(*parts: str | int) -> bytes:
    """The associated data of ``parts``."""
    whole = b""
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else b"%d" % part
        whole += _LENGTH(len(encoded)) + encoded
    return whole
