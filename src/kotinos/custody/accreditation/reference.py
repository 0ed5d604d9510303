"""Categories, functions, venues, zones and what gives which privilege: reference data by effective date. PURE.

Every row of ``reference/*.csv`` says since when it holds. A `Reference` is the newest row of each code on one day, so that a decision of
March can be explained in July by what was in force in March: an application keeps the day of its reference.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal, TypeVar

import msgspec

from kotinos.codes import table
from kotinos.codes.table import Named

AXES = ("venues", "zones", "transport", "dining", "seating", "ticket")
"""What a card can give, in the order in which it is printed and explained."""


class Dated(Named, frozen=True, kw_only=True):
    """A named row that holds since a day."""

    since: date
    code: str


class Venue(Dated, frozen=True, kw_only=True):
    """A place behind a gate; ``sports`` are held or trained there, ``zones`` exist inside it."""

    kind: Literal["competition", "training", "village", "media", "hotel", "service"]
    sports: str = ""
    zones: str


class Code(Dated, frozen=True, kw_only=True):
    """A zone, a means of transport, a meal, a stand, or the right to high-demand events without a ticket."""

    axis: Literal["zones", "transport", "dining", "seating", "ticket"]


class Window(Dated, frozen=True, kw_only=True):
    """The days on which a card opens doors, both included; `kotinos.custody.accreditation.season` moves them to a zone's own Games."""

    valid_from: date
    valid_to: date


class Category(Dated, frozen=True, kw_only=True):
    """What somebody is at the Games; ``organisations`` are the kinds that may ask for it."""

    family: str
    organisations: str
    window: str


class Function(Dated, frozen=True, kw_only=True):
    """What somebody does; ``clearance`` is ``protected`` where the work is in places or with data that need the State's full enquiry."""

    categories: str
    clearance: Literal["standard", "protected"]


class Team(Dated, frozen=True, kw_only=True):
    """A team of one venue and the zones it works in."""

    venue: str
    zones: str


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What a category, or one of its functions, gives. Venues may be ``ALL``, ``COMPETITION``, ``TRAINING``, ``OWN`` or ``TEAM``."""

    since: date
    code: str
    category: str
    function: str
    venues: str = ""
    zones: str = ""
    transport: str = ""
    dining: str = ""
    seating: str = ""
    ticket: str = ""


class Constraint(Dated, frozen=True, kw_only=True):
    """A condition of a category: a ``sport`` or a ``team`` must be named, ``most`` so many an organisation, ``age`` in years."""

    category: str
    rule: Literal["sport", "team", "most", "age"]
    value: int = 0


class Country(Dated, frozen=True, kw_only=True):
    """A State, or what else may be printed as one (Doc 9303-3, section 5): three letters, and two where ISO 3166-1 has them."""

    alpha2: str = ""


class Mandatory(msgspec.Struct, frozen=True, kw_only=True):
    """A field that a category (``*``: every one) must fill in before it is submitted."""

    since: date
    category: str
    field: str


class Reason(Dated, frozen=True, kw_only=True):
    """Why an application is returned, rejected or withdrawn: the code in the file, the sentence in the letter."""

    step: Literal["return", "reject", "withdraw"]


class Reference(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """All reference data in force on ``day``."""

    day: date
    venues: dict[str, Venue]
    codes: dict[tuple[str, str], Code]
    categories: dict[str, Category]
    functions: dict[str, Function]
    teams: dict[str, Team]
    grants: dict[str, Grant]
    constraints: dict[str, Constraint]
    countries: dict[str, Country]
    fields: dict[str, tuple[str, ...]]
    reasons: dict[str, Reason]

    def mandatory(self, category: str) -> tuple[str, ...]:
        """The fields that ``category`` must fill in: what all must, then its own."""
        return self.fields["*"] + self.fields.get(category, ())

    def constraints_of(self, category: str) -> tuple[Constraint, ...]:
        """The conditions of one category."""
        return tuple(row for row in self.constraints.values() if row.category == category)

    def functions_of(self, category: str) -> tuple[Function, ...]:
        """The functions that one category may have."""
        return tuple(row for row in self.functions.values() if category in row.categories.split())


D = TypeVar("D", Venue, Window, Category, Function, Team, Constraint, Country, Reason, Grant)


def _in_force(rows: tuple[D, ...], day: date) -> dict[str, D]:
    newest: dict[str, D] = {}
    for row in sorted((row for row in rows if row.since <= day), key=lambda row: row.since):
        newest[row.code] = row
    order = {row.code: n for n, row in enumerate(rows)}
    return dict(sorted(newest.items(), key=lambda item: order[item[0]]))


def read(name: str, row: type[D], day: date) -> dict[str, D]:
    """The newest row of each code in one table on ``day``, in the order of the table."""
    return _in_force(_rows(name, row), day)


T = TypeVar("T", bound=msgspec.Struct)


def _rows(name: str, row: type[T]) -> tuple[T, ...]:
    return table.rows(name, row, "kotinos.custody.accreditation", "reference")


def _mandatory(day: date) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"*": ()}
    for row in _rows("fields", Mandatory):
        if row.since <= day:
            found[row.category] = (*found.get(row.category, ()), row.field)
    return found


@cache
def on(day: date) -> Reference:
    """The reference data in force on ``day``; raises `table.UnknownCode` for a day before the first row."""
    categories = read("categories", Category, day)
    if not categories:
        raise table.UnknownCode(f"reference data of {day.isoformat()}: the first rows hold since a later day")
    codes = sorted((row for row in _rows("codes", Code) if row.since <= day), key=lambda row: row.since)
    return Reference(
        day=day,
        venues=read("venues", Venue, day),
        codes={(row.axis, row.code): row for row in codes},
        categories=categories,
        functions=read("functions", Function, day),
        teams=read("teams", Team, day),
        grants=read("grants", Grant, day),
        constraints=read("constraints", Constraint, day),
        countries=read("countries", Country, day),
        fields=_mandatory(day),
        reasons=read("reasons", Reason, day),
    )
