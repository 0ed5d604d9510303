"""Results System Code: the 34-character name of every competition thing.

Structure (ODF Foundation Principles 10.3)::

    ATH M 100M---- ---------- HEAT 000300--
    |   | |        |          |    unit 6 + subunit 2
    |   | |        |          phase 4
    |   | |        event modifier 10 (Paralympic class, age group)
    |   | event type 8
    |   gender 1
    discipline 3

Every part is padded on its right with ``-``; a higher level is the same code with the lower parts left blank.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

LENGTH = 34
_PART = re.compile(r"(?:[A-Z0-9.][A-Z0-9.-]*)?-*\Z")
_FOREIGN = re.compile(r"[^A-Z0-9.-]")
_BOUNDS = {"discipline": (0, 3), "gender": (3, 4), "event": (4, 22), "phase": (22, 26), "unit": (26, 34)}
GENDERS = frozenset("MWXO-")


class Level(IntEnum):
    """How deep a code reaches; deeper is greater."""

    DISCIPLINE = 1
    GENDER = 2
    EVENT = 3
    PHASE = 4
    UNIT = 5


class RscError(ValueError):
    """A code that is not an RSC. The message names the code, the place and what would be right."""


class Rsc(str):
    """One RSC, checked when it is made. It is a ``str``, so it sorts, hashes and prints as one."""

    __slots__ = ()

    def __new__(cls, code: str) -> Rsc:
        """Check ``code`` and return it as a value; raises `RscError`."""
        if type(code) is cls:
            return code
        _check(code)
        return super().__new__(cls, code)

    @classmethod
    def of(cls, discipline: str, gender: str = "-", event: str = "", phase: str = "", unit: str = "") -> Rsc:
        """Build a code from its parts, padding each: ``Rsc.of("ATH", "M", "100M", "HEAT", "000300")``."""
        parts = (discipline, gender, event, phase, unit)
        for (name, (start, stop)), part in zip(_BOUNDS.items(), parts, strict=True):
            if len(part) > stop - start:
                raise RscError(f"{name} {part!r} of an RSC: at most {stop - start} characters")
        return cls("".join(p.ljust(b - a, "-") for p, (a, b) in zip(parts, _BOUNDS.values(), strict=True)))

    @property
    def discipline(self) -> str:
        """Three letters: ``ATH``."""
        return self[:3]

    @property
    def gender(self) -> str:
        """``M``, ``W``, ``X`` mixed, ``O`` open, ``-`` not said."""
        return self[3]

    @property
    def event(self) -> str:
        """Event type and modifier without their padding: ``100M``; empty above event level."""
        return self[4:22].rstrip("-")

    @property
    def phase(self) -> str:
        """Phase without its padding: ``HEAT``, ``FNL``; empty above phase level."""
        return self[22:26].rstrip("-")

    @property
    def unit(self) -> str:
        """Unit and subunit without trailing padding: ``000300``; empty above unit level."""
        return self[26:34].rstrip("-")

    # Asked millions of times of a few thousand codes: a cache in C answers in a tenth of the time.
    @property
    @lru_cache(maxsize=65536)  # noqa: B019 -- a code is only a text, and at most so many of them are kept
    def level(self) -> Level:
        """The deepest part that is filled."""
        for name, level in (("unit", Level.UNIT), ("phase", Level.PHASE), ("event", Level.EVENT)):
            start, stop = _BOUNDS[name]
            if self[start:stop].strip("-"):
                return level
        return Level.GENDER if self[3] != "-" else Level.DISCIPLINE

    @lru_cache(maxsize=65536)  # noqa: B019
    def at(self, level: Level) -> Rsc:
        """The code of the thing at ``level`` that this one belongs to; itself if it is already that high."""
        keep = (0, 3, 4, 22, 26, 34)[level]
        return known(self[:keep].ljust(LENGTH, "-"))

    @property
    def parent(self) -> Rsc | None:
        """The next higher thing that exists, or ``None`` for a discipline."""
        level = self.level
        if level is Level.DISCIPLINE:
            return None
        return self.at(Level(level - 1))

    def covers(self, other: str) -> bool:
        """Whether ``other`` is this thing or lies inside it (prefix match on the filled part)."""
        return other.startswith(self.prefix)

    @property
    @lru_cache(maxsize=65536)  # noqa: B019
    def prefix(self) -> str:
        """The leading characters that all things inside this one share.

        A unit made of subunits ends in ``00`` and they count from ``01`` (a team match and its contests).
        """
        level = self.level
        if level is Level.UNIT and self[32:] == "00":
            return self[:32]
        return self[: (0, 3, 4, 22, 26, 34)[level]]


def _check(code: str) -> None:
    if len(code) != LENGTH:
        raise RscError(f"RSC {code!r}: {len(code)} characters where {LENGTH} are needed")
    for name, (start, stop) in _BOUNDS.items():
        part = code[start:stop]
        if name == "gender":
            if part not in GENDERS:
                raise RscError(f"RSC {code!r}: gender {part!r} at position 4; one of M W X O -")
        elif foreign := _FOREIGN.search(part):
            at = start + foreign.start() + 1
            raise RscError(f"RSC {code!r}: {name} {part!r} holds {foreign[0]!r} at position {at}; only A-Z 0-9 . -")
        elif not _PART.match(part):
            raise RscError(f"RSC {code!r}: {name} {part!r} starts with -; a part is filled with - on its right only")
    if not re.fullmatch(r"[A-Z0-9]{3}", code[:3]):
        raise RscError(f"RSC {code!r}: discipline {code[:3]!r} must be three letters or digits")


@lru_cache(maxsize=65536)
def known(code: str) -> Rsc:
    """As `Rsc`, remembered: for codes that are read again and again."""
    return Rsc(code)
