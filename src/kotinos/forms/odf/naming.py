"""A person's and a team's name in the forms that print, television and scoreboards want.

Print and television names hold basic Latin letters, apostrophe, hyphen and space only; accents are taken off. What is too long is
shortened in the guideline's order: the given name to its initial with a full stop, then no initial, then the family name with a full stop.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

LETTERS = str.maketrans(
    {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "ß": "ss", "ẞ": "SS", "Þ": "TH", "þ": "th"}
    | {"Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "ı": "i", "’": "'", "ʻ": "'", "‘": "'", "–": "-"}
)


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The forms of one person's name."""

    print: str
    print_initial: str
    tv: str
    tv_initial: str
    tv_family: str


def latin(name: str) -> str:
    """``name`` in basic Latin letters: ``Åsa Łukasz-Ñandú`` becomes ``Asa Lukasz-Nandu``."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return " ".join(re.sub(r"[^A-Za-z' -]", "", plain).split())


def names(given: str, family: str) -> Names:
    """All forms of a name: ``SMITH John``, ``SMITH J``, ``John SMITH``, ``J. SMITH``, ``SMITH``."""
    first, last = latin(given), latin(family).upper() or "X"
    initial = first[:1]
    dotted = f"{initial}." if initial else ""
    return Names(
        print=_fit(35, _join(last, first), _join(last, dotted), last),
        print_initial=_fit(18, _join(last, initial), last),
        tv=_fit(35, _join(first, last), _join(dotted, last), last),
        tv_initial=_fit(18, _join(dotted, last), last),
        tv_family=_fit(25, last),
    )


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _fit(length: int, *candidates: str) -> str:
    """The first that fits, else the last one, abbreviated with a full stop."""
    for candidate in candidates:
        if len(candidate) <= length:
            return candidate
    return candidates[-1][: length - 1].rstrip() + "."
