"""A name that has to be shorter, after the rule of ICAO Doc 9303-4 for names that do not fit. PURE.

The family name is kept as long as anything else can give way: first the given names after the first become initials, then they are
left out from the last on, then the first given name becomes an initial, then it goes; only then is the family name cut, from its end.
The last character is always a letter, so that a cut shows as one.
"""

from __future__ import annotations

from collections.abc import Iterator


def shorten(name: str, limit: int) -> str:
    """``name`` in card form (FAMILY NAME Given Names) in at most ``limit`` bytes of UTF-8; unchanged where it fits.

    Raises `ValueError` for a limit under four bytes, which hold no letter of every script.
    """
    if limit < 4:
        raise ValueError(f"a name in {limit} bytes: at least 4 are needed")
    for shorter in _shorter(" ".join(name.split())):
        if len(shorter.encode()) <= limit:
            return shorter
    raise AssertionError("the last form of a name is one letter")


def _shorter(name: str) -> Iterator[str]:
    yield name
    family, given = split(name)
    for kept in range(len(given) - 1, 0, -1):
        yield " ".join([*family, *given[:kept], *(word[0] for word in given[kept:])])
    for kept in range(len(given) - 1, 0, -1):
        yield " ".join([*family, given[0], *(word[0] for word in given[1:kept])])
    if given:
        yield " ".join([*family, given[0][0]])
    whole = " ".join(family)
    for length in range(len(whole), 0, -1):
        if whole[length - 1].isalpha():
            yield whole[:length]
    yield whole[0]


def split(name: str) -> tuple[list[str], list[str]]:
    """Family and given words of a name in card form: the family name is what leads in capitals (``McDONALD`` too)."""
    words = name.split()
    count = 0
    while count < len(words) and words[count][-1:] == words[count][-1:].upper() and len(words[count]) > 1:
        count += 1
    count = max(count, 1)
    return words[:count], words[count:]
