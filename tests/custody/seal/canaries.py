"""Canary people: every datum of theirs is a string that exists nowhere else, so that one leak of one value is found in whatever form."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

LETTERS = "bcdfghjklmnprstvz"
KEY = 12
"""Bytes by which a form is looked for: more than chance gives, fewer than the shortest form has."""

CHUNK = 1 << 20


def people(count: int, seed: int) -> list[dict[str, str]]:
    """``count`` invented people, the same for the same seed."""
    random_ = random.Random(seed)

    def word(length: int = 9) -> str:
        return "".join(random_.choice(LETTERS) + random_.choice("aeiou") for _ in range(length))

    made = []
    for _ in range(count):
        family, given = f"É{word()}", f"Zoë{word()}"
        made.append(
            {
                "family_name": family,
                "given_names": given,
                "birth_date": f"{random_.randint(1960, 2004)}-{random_.randint(1, 12):02d}-{random_.randint(1, 28):02d}",
                "birth_place": f"Ville-{word()}",
                "birth_country": "CHE",
                "sex": random_.choice("MF"),
                "nationality": "FRA",
                "address": f"{random_.randint(1, 99)} rue {word()}, {word()}",
                "document_type": "P",
                "document_number": f"X{random_.randint(10**7, 10**8 - 1)}",
                "document_issuer": "FRA",
                "document_expiry": "2036-05-04",
                "email": f"{word()}@{word()}.example",
                "phone": f"+4126{random_.randint(10**6, 10**7 - 1)}",
            }
        )
    return made


SECRET = ("birth_place", "address", "document_number", "email", "phone")
"""Of everybody; the names besides, of all who are no athletes."""


def secrets_of(person: dict[str, str], public_name: bool) -> list[str]:
    """What of this person must never be found in the open zone."""
    names = () if public_name else ("family_name", "given_names")
    return [person[name] for name in (*SECRET, *names)]


def forms(value: str) -> Iterator[tuple[str, bytes]]:
    """A value in the twelve forms in which it could have leaked: what the form is, and its bytes."""
    plain = value.encode()
    bare = "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))
    yield "as it is", plain
    yield "case", value.upper().encode()
    yield "case", value.lower().encode()
    yield "accent-less", bare.encode()
    for skip in range(3):  # wherever it begins within three bytes
        cut = base64.b64encode(b"\0" * skip + plain)[skip + (skip > 0) :].rstrip(b"=")
        yield "base64", cut[: len(cut) - 2]
    yield "hex", plain.hex().encode()
    yield "hex", plain.hex().upper().encode()
    yield "URL", quote(value, safe="").encode()
    yield "UTF-16", value.encode("utf-16-le")
    yield "UTF-16", value.encode("utf-16-be")
    yield "reversed", value[::-1].encode()
    half = len(value) // 2
    yield "split", value[: half + 1].encode()
    yield "split", value[half - 1 :].encode()
    yield "phonetic", "".join(c for c in bare.lower() if c in LETTERS).encode()
    yield "digits only", "".join(c for c in value if c.isdigit()).encode()
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        digest = hashlib.new(name, plain).digest()
        yield f"hashed with {name}", digest
        yield f"hashed with {name}", digest.hex().encode()
        yield f"hashed with {name}", base64.b64encode(digest)
    yield "JSON-escaped", json.dumps(value)[1:-1].encode()


class Search:
    """Looks for many values in all their forms in one pass."""

    def __init__(self, values: list[str]) -> None:
        self._sought: dict[bytes, tuple[str, str]] = {}
        for value in values:
            for form, sought in forms(value):
                if len(sought) >= KEY:
                    self._sought[sought[:KEY]] = (form, value)
                elif form in ("as it is", "case", "reversed"):
                    # A document's number is shorter than the key: it is looked for whole.
                    self._sought[sought] = (form, value)
        self._lengths = sorted({len(sought) for sought in self._sought})

    def hits(self, content: bytes) -> list[tuple[str, str]]:
        """The forms and values that are in ``content``."""
        found = set()
        longest = self._lengths[-1]
        for begin in range(0, len(content), CHUNK):
            part = content[begin : begin + CHUNK + longest]
            for length in self._lengths:
                windows = {part[at : at + length] for at in range(len(part) - length + 1)}
                found |= {self._sought[one] for one in windows & self._sought.keys()}
        return sorted(found)

    def files(self, folders: list[Path]) -> dict[str, list[tuple[str, str]]]:
        """What is in every file below ``folders``, by file, where there is anything."""
        found = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and (hits := self.hits(path.read_bytes())):
                    found[str(path)] = hits
        return found
