"""Questions that are answered with yes, no or nothing, so that no datum has to leave. PURE.

``None`` means that what is sealed does not decide it. It is never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from kotinos.custody.vault.plans import folded


class Exists(msgspec.Struct, frozen=True, tag="exists"):
    """Is something sealed under this subject, and not erased?"""

    fields: tuple[str, ...] = ()

    def of(self, values: Mapping[str, str]) -> bool | None:
        """Whoever comes here has a subject that exists."""
        return True


class AgeOver(msgspec.Struct, frozen=True, tag="age_over"):
    """Has the person completed ``years`` years of age on the day ``on``?

    A birthday counts from its first moment; one of 29 February is completed on 1 March of a common year. Of a birth date with an unknown
    month or day, every possible day must give the same answer.
    """

    years: int
    on: date
    fields: tuple[str, ...] = ("birth_date",)

    def of(self, values: Mapping[str, str]) -> bool | None:
        """See the class."""
        birth = values.get("birth_date")
        if birth is None:
            return None
        year, month, day = map(int, birth.split("-"))
        if year == 0:
            return None
        earliest = (year + self.years, month or 1, day or 1)
        latest = (year + self.years, month or 12, day or 31)
        today = (self.on.year, self.on.month, self.on.day)
        return True if today >= latest else False if today < earliest else None


class MatchesDocument(msgspec.Struct, frozen=True, tag="matches_document"):
    """Is this the travel document of the person: same number and issuer, and, where given, the same expiry?

    Spaces, hyphens and case of a number do not count; the letter O and the digit 0 do.
    """

    number: str
    issuer: str
    expiry: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it reads."""
        return ("document_number", "document_issuer", *(("document_expiry",) if self.expiry else ()))

    def of(self, values: Mapping[str, str]) -> bool | None:
        """See the class."""
        given = dict(zip(self.fields, (self.number, self.issuer, self.expiry), strict=False))
        pairs = [(folded(wanted), folded(values[name]) if name in values else None) for name, wanted in given.items()]
        if any(held is not None and held != wanted for wanted, held in pairs):
            return False
        return None if any(held is None for _, held in pairs) else True


class NationalityIn(msgspec.Struct, frozen=True, tag="nationality_in"):
    """Is the person's nationality one of these codes?"""

    codes: frozenset[str]
    fields: tuple[str, ...] = ("nationality",)

    def of(self, values: Mapping[str, str]) -> bool | None:
        """See the class."""
        held = values.get("nationality")
        return None if held is None else held in self.codes


class DocumentValidOn(msgspec.Struct, frozen=True, tag="document_valid_on"):
    """Is the travel document still valid on the day ``on``, its last day included?"""

    on: date
    fields: tuple[str, ...] = ("document_expiry",)

    def of(self, values: Mapping[str, str]) -> bool | None:
        """See the class."""
        held = values.get("document_expiry")
        return None if held is None or "00" in held.split("-")[1:] else self.on.isoformat() <= held


Predicate = Exists | AgeOver | MatchesDocument | NationalityIn | DocumentValidOn


def name(predicate: Predicate) -> str:
    """How a predicate stands in the log: its name, without what was compared."""
    return str(predicate.__struct_config__.tag)
