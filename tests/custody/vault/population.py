"""Invented people whose names, dates and addresses are as unevenly spread as those of real ones, with the statistics that a thief has.

The shapes are those of published statistics: in some countries one family name in three is the same, in others one in three hundred; where
births were not registered, documents say 1 January; a delegation gives its office's address for many of its people. The names are
nobody's.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from kotinos.custody.accreditation.names import Name, mrz_name

SEED = 20260701
GAMES = 2026
LISTED = 5_000
"""How many passport numbers a thief writes down: all are as likely."""

Choices = Sequence[tuple[str, float]]
"""Values with their probabilities, the most probable first. What is left out is less probable than what stands there."""


class Country(msgspec.Struct, frozen=True):
    """One delegation. ``family`` and ``given`` are how many names there are and the exponent by which they grow rarer (Zipf); ``january``
    is the share of documents that say 1 January, ``office`` of people with the address of the office, ``documents`` how many numbers
    were issued.
    """

    code: str
    share: float
    family: tuple[int, float]
    given: tuple[int, float]
    january: float
    office: float
    documents: int


COUNTRIES = (
    Country("AAA", 0.20, (40_000, 0.6), (2_000, 0.9), 0.003, 0.1, 10_000_000),
    Country("BBB", 0.20, (20_000, 0.7), (2_000, 0.9), 0.003, 0.2, 10_000_000),
    Country("CCC", 0.10, (2_000, 1.0), (4_000, 0.6), 0.003, 0.3, 10_000_000),
    Country("DDD", 0.05, (300, 1.3), (5_000, 0.5), 0.003, 0.3, 10_000_000),
    Country("EEE", 0.04, (200, 1.5), (800, 0.8), 0.02, 0.5, 1_000_000),
    Country("FFF", 0.12, (10_000, 0.8), (1_000, 1.0), 0.003, 0.2, 10_000_000),
    Country("GGG", 0.05, (3_000, 0.9), (500, 1.0), 0.25, 0.6, 1_000_000),
    Country("HHH", 0.05, (1_000, 1.0), (600, 1.0), 0.10, 0.6, 1_000_000),
    Country("III", 0.10, (30_000, 0.6), (2_000, 0.8), 0.003, 0.1, 10_000_000),
    Country("JJJ", 0.05, (20_000, 0.7), (2_000, 0.9), 0.003, 0.2, 10_000_000),
    Country("KKK", 0.03, (5_000, 0.8), (1_000, 1.0), 0.003, 0.4, 1_000_000),
    Country("LLL", 0.01, (400, 0.9), (300, 1.0), 0.10, 0.9, 100_000),
)


class Person(msgspec.Struct, frozen=True):
    """``country`` is known to the thief: the delegation stands in clear. ``parts`` are what ``values`` are made of."""

    subject: str
    country: str
    parts: Mapping[str, str]
    values: Mapping[str, str]


PARTS: Mapping[str, tuple[str, ...]] = {
    "family_name": ("family",),
    "mrz_name": ("family", "given"),
    "birth_date": ("year", "day"),
    "email": ("email",),
    "document_number": ("number",),
    "document_issuer": (),
    "nationality": (),
}
"""Field → what it is made of, each independent of the others. A passport is taken to be of the delegation's country."""


@cache
def statistics(country: Country) -> Mapping[str, Choices]:
    """What is public about a country: how often each name, year and day of birth and address is."""
    return {
        "family": _named(country.code, *country.family),
        "given": _named(country.code.lower(), *country.given),
        "year": _years(),
        "day": _days(country.january),
        "email": ((f"office@{country.code.lower()}.example", country.office),),
        "number": tuple((f"{number:08}", 1 / country.documents) for number in range(LISTED)),
    }


def people(of: Country, among: int) -> list[Person]:
    """The delegation of a Games with ``among`` people; the same for the same number."""
    count, chance = round(among * of.share), random.Random(f"{SEED} {of.code} {among}")
    drawn = {}
    for part in ("family", "given", "year", "day"):
        values, weights = zip(*statistics(of)[part], strict=True)
        drawn[part] = chance.choices(values, weights, k=count)
    [(office, share)] = statistics(of)["email"]
    made = []
    for n in range(count):
        parts = {part: values[n] for part, values in drawn.items()}
        own = f"{parts['given']}.{parts['family']}.{chance.randrange(1000)}@mail.example"
        parts["email"] = office if chance.random() < share else own
        parts["number"] = f"{chance.randrange(of.documents):08}"
        made.append(Person(f"{chance.getrandbits(128):032x}", of.code, parts, _values(of, parts)))
    return made


def _values(country: Country, parts: Mapping[str, str]) -> dict[str, str]:
    return {
        "family_name": parts["family"],
        "mrz_name": mrz_name(Name(parts["family"], parts["given"])),
        "birth_date": f"{parts['year']}-{parts['day']}",
        "email": parts["email"],
        "document_number": parts["number"],
        "document_issuer": country.code,
        "nationality": country.code,
    }


def _named(country: str, count: int, exponent: float) -> Choices:
    weights = [rank**-exponent for rank in range(1, count + 1)]
    total = sum(weights)
    return tuple((_name(country, rank), weight / total) for rank, weight in enumerate(weights))


def _name(country: str, rank: int) -> str:
    """A word of three syllables, another for each country and rank."""
    consonants, vowels = "bdfgklmnprstvzhjy", "aeiou"
    number = (rank * 7919 + sum(map(ord, country)) * 104_729) % 85**3  # no factor in common: no name twice
    syllables = (number // 85**place % 85 for place in range(3))
    return "".join(consonants[n % 17] + vowels[n // 17] for n in syllables).title()


def _years() -> Choices:
    """Athletes around 25, everybody else between 22 and 67."""
    athletes = {age: 1 - abs(age - 25) / 16 for age in range(15, 41)}
    total = sum(athletes.values())
    shares = [
        (str(GAMES - age), 0.6 * athletes.get(age, 0) / total + (0.4 / 46 if 22 <= age < 68 else 0))
        for age in range(15, 68)
    ]
    return tuple(sorted((one for one in shares if one[1]), key=lambda one: -one[1]))


def _days(january: float) -> Choices:
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    days = [f"{month:02}-{day:02}" for month, length in enumerate(lengths, 1) for day in range(1, length + 1)]
    return tuple((day, (1 - january) / 365 + (january if day == "01-01" else 0)) for day in days)
