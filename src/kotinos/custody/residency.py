"""Residency: every store, key, backup and log has exactly one domain; what does not match fails. PURE."""

from __future__ import annotations

import re

import msgspec


class Egress(msgspec.Struct, frozen=True):
    """One way out that a domain allows: to whom, and what may take it (``vetting-batch``, ``release``, ``letter``)."""

    to: str
    what: str


class Domain(msgspec.Struct, frozen=True):
    """A residency domain: the country whose law alone reaches it, its sites, who may operate it, and the ways out."""

    country: str
    sites: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    egress: frozenset[Egress] = frozenset()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2}", self.country):
            raise ValueError(f"a domain is a country of two capitals (FR), not {self.country!r}")


class ForbiddenEgress(Exception):
    """Something would have left its domain by a way that the domain does not allow. It did not."""


def may_leave(domain: Domain, to: str, what: str) -> None:
    """Pass silently where ``what`` may go ``to``; raise `ForbiddenEgress` otherwise. Default is no."""
    if Egress(to, what) not in domain.egress:
        raise ForbiddenEgress(f"{what} to {to}: no way out of {domain.country} is named for it")
