"""Blind indexes: what may be searched for without opening anything, planned beforehand. PURE.

An index leaks which subjects share a value, and whoever knows how often values occur can then name them. So only compound values are
indexed, whose parts together take at least `LEAST_BITS` bits to guess from public statistics, and what is stored is cut short.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Mapping

import msgspec

from kotinos.custody.vault.binding import bound
from kotinos.custody.vault.fields import FIELDS

LEAST_BITS = 22
"""Four million equally likely values. With fewer, whom a hash belongs to can be told of more than one in a thousand of a million people."""
WIDTH = 8
"""Bytes of the HMAC that are kept: 64 bits, so that half a million people meet by chance once in 10^8 Games."""


class PlanRefused(ValueError):
    """An index would give away too much."""


class Plan(msgspec.Struct, frozen=True):
    """One index: a name, and the fields that are hashed together in this order."""

    name: str
    fields: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.fields)) < 2:
            raise PlanRefused(f"{self.name}: a single field is never indexed alone; name at least two")
        unknown = [field for field in self.fields if field not in FIELDS]
        if unknown:
            raise PlanRefused(f"{self.name}: no field {unknown[0]!r}")
        bits = sum(FIELDS[field].bits for field in self.fields)
        if bits < LEAST_BITS or not all(FIELDS[field].bits for field in self.fields):
            raise PlanRefused(f"{self.name}: its fields take {bits} bits to guess, an index needs {LEAST_BITS}")


PLANS = {plan.name: plan for plan in (Plan("document", ("document_number", "document_issuer")),)}


_OTHER = re.compile("[^a-z0-9]+")


def folded(value: str) -> str:
    """``value`` without what people write differently: accents, case, spaces and punctuation."""
    if value.isascii():
        return _OTHER.sub("", value.lower())
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(c for c in plain if c.isalnum())


def blind(key: bytes, plan: Plan, values: Mapping[str, str]) -> bytes | None:
    """The index of ``values`` under ``plan``; ``None`` where a part is missing."""
    if any(not values.get(field) for field in plan.fields):
        return None
    return hmac.digest(key, bound(plan.name, *(folded(values[field]) for field in plan.fields)), "sha256")[:WIDTH]
