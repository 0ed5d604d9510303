"""A name that has to be shorter, after the rule of ICAO Doc 9303-4 for names that do not fit. PURE.

The family name is kept as long as anything else can give way: first the given names after the first become initials, then they are
left out from the last on, then the first given name becomes an initial, then it goes; only then is the family name cut, from its end.
The last character is always a letter, so that a cut shows as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def shorten(name: str, limit: int) -> str:
    """``name`` in card form (FAMILY NAME in capitals) in at most ``limit`` bytes of UTF-8; unchanged where it fits.

    Raises `ValueError` for a limit under four bytes, which hold no letter of every script.
    """
    if limit < 4:
        raise ValueError(f"a name in {limit} bytes: at least 4 are needed")
    for shorter in _shorter(name.split()):
        if len(shorter.encode()) <= limit:
            return shorter
    raise AssertionError("the last form of a name is one letter")


def _shorter(words: list[str]) -> Iterator[str]:
    yield " ".join(words)
    given = [at for at, word in enumerate(words) if not _family(word)]
    if len(given) == len(words):
        given = []  # nothing says which is the family name: all of it is
    changed: dict[int, str] = {}
    for at in reversed(given[1:]):
        changed[at] = words[at][0]
        yield _joined(words, changed)
    for at in [*reversed(given[1:])]:
        changed[at] = ""
        yield _joined(words, changed)
    for at in given[:1]:
        changed[at] = words[at][0]
        yield _joined(words, changed)
        changed[at] = ""
    whole = _joined(words, changed)
    for length in range(len(whole), 0, -1):
        if whole[length - 1].isalpha():
            yield whole[:length]
    yield whole[0]


def _joined(words: list[str], changed: Mapping[int, str]) -> str:
    return " ".join(filter(None, (changed.get(at, word) for at, word in enumerate(words))))


def _family(word: str) -> bool:
    """Whether it is written as a family name: two letters at least, the last a capital (``McDONALD`` too)."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and letters[-1] == letters[-1].upper()
