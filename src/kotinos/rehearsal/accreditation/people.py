"""Invented applicants, several scripts among them. Names are composed, so that they sound of their country and belong to nobody. PURE."""

from __future__ import annotations

import unicodedata
from itertools import product
from random import Random
from typing import NamedTuple

_SPELT = {"Å": "AA", "Ö": "OE", "Ä": "AE", "Ü": "UE", "Ø": "OE"}
Name = tuple[str, str]
"""As a passport's first page has it, and as its bearer writes it (empty where that is the same)."""


class _Tongue(NamedTuple):
    state: str
    town: str
    families: tuple[Name, ...]
    given: tuple[Name, ...]


_TONGUES = (
    _Tongue("FRA", "Valmeuse", (("Clairbrive", ""), ("Hautelouvre", ""), ("Mirevaux", "")),
            (("Maëlle", ""), ("Tanguy", ""), ("Ysaline", ""))),
    _Tongue("CHN", "Lanhe", (("Ouguan", "欧关"), ("Shangma", "尚马"), ("Tankong", "檀孔")),
            (("Anqi", "安琪"), ("Mingze", "明泽"), ("Ruolan", "若兰"))),
    _Tongue("EGY", "Kafr Zayn", (("Manzayani", "منزياني"), ("Belfarouk", "بلفاروق"), ("Tahkassem", "طحقاسم")),
            (("Basma", "بسمة"), ("Hatem", "حاتم"), ("Lubna", "لبنى"))),
    _Tongue("UKR", "Zelenohora", (("Lypenko", "Липенко"), ("Horavets", "Горавець"), ("Yasenuk", "Ясенук")),
            (("Milena", "Мілена"), ("Bohdan", "Богдан"), ("Zoriana", "Зоряна"))),
    _Tongue("GRC", "Elaionas", (("Eliapoulos", "Ελιάπουλος"), ("Thymaridis", "Θυμαρίδης"), ("Petrakos", "Πετράκος")),
            (("Danai", "Δανάη"), ("Orestis", "Ορέστης"), ("Kalliroi", "Καλλιρόη"))),
    _Tongue("JPN", "Hoshigawa", (("Aoizaki", "葵崎"), ("Hoshimine", "星峰"), ("Shirahara", "白原")),
            (("Koharu", "小春"), ("Itsuki", "樹"), ("Chihiro", "千尋"))),
    _Tongue("IND", "Suryapuram", (("Jayakanth", "जयकान्त"), ("Devapal", "देवपाल"), ("Naracharan", "नरचरण")),
            (("Ishita", "इशिता"), ("Kunal", "कुणाल"), ("Bhavya", "भव्या"))),
    _Tongue("KOR", "Haesong", (("Namgoong", "남궁"), ("Dokgo", "독고"), ("Hwangbo", "황보")),
            (("Areum", "아름"), ("Garam", "가람"), ("Bitna", "빛나"))),
    _Tongue("SWE", "Nordbacke", (("Fjellmark", ""), ("Björkholt", ""), ("Vindstrand", "")),
            (("Åsa", ""), ("Halvor", ""), ("Signe", ""))),
)  # fmt: skip


class Applicant(NamedTuple):
    """One invented person and what they are to be; ``on_list``: their organisation sends them in a list, not in a form."""

    reference: str
    category: str
    function: str
    sport: str
    team: str
    venue: str
    language: str
    on_list: bool
    values: dict[str, str]

    @property
    def name(self) -> str:
        """As one line of the terminal has it."""
        own = self.values.get("local_name", "")
        latin = f"{self.values['given_names']} {self.values['family_name'].upper()}"
        return f"{latin} ({own})" if own else latin


_IN_FORMS = (("Aa", "ATH", "SWM", "", "AQC"), ("Aa", "ATH", "ATH", "", "OLS"), ("Ao", "COACH", "SWM", "", "AQC"))
_ON_LISTS = (("X", "CATER", "", "AQCVEN", "AQC"), ("X", "CLEAN", "", "OLSVEN", "OLS"))


def applicants(seed: int, count: int, year: int) -> list[Applicant]:
    """``count`` people, every fourth on a list; the same seed gives the same ones. ``year`` is that in which it was begun."""
    lot = Random(f"applicants {seed}")  # noqa: S311 - names for a demonstration, not secrets
    by_tongue = [[(tongue, *name) for name in product(tongue.families, tongue.given)] for tongue in _TONGUES]
    for each in by_tongue:
        lot.shuffle(each)
    # One of each tongue before any comes twice: a handful of people shows several scripts.
    names = [name for turn in zip(*by_tongue, strict=True) for name in turn]
    if count > len(names):
        raise ValueError(f"{count} people: there are names for {len(names)}")
    return [_applicant(lot, number, year, *names[number]) for number in range(count)]


def _applicant(lot: Random, number: int, year: int, tongue: _Tongue, family: Name, given: Name) -> Applicant:
    on_list = number % 4 == 3
    kinds = _ON_LISTS if on_list else _IN_FORMS
    category, function, sport, team, venue = kinds[(number // 4 if on_list else number) % len(kinds)]
    values = {
        "family_name": family[0],
        "given_names": given[0],
        "local_name": f"{family[1]} {given[1]}" if family[1] else "",
        "birth_date": f"{lot.randint(year - 42, year - 19)}-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}",
        "birth_place": tongue.town,
        "birth_country": tongue.state,
        "sex": lot.choice("FM"),
        "nationality": tongue.state,
        "document_type": "P",
        "document_number": f"{lot.choice('EKNR')}{lot.choice('ABCX')}{lot.randint(1_000_000, 9_999_999)}",
        "document_issuer": tongue.state,
        "document_expiry": f"{year + lot.randint(4, 8)}-{lot.randint(1, 12):02}-15",
        "address": f"{lot.randint(1, 90)} rue des Oliviers, {tongue.town}",
        "email": f"demo-{number + 1}@example.org",
        "phone": f"+3319900{lot.randint(1000, 9999)}",
    }
    values["mrz"] = passport(values)
    language = "fr" if tongue.state == "FRA" else "en"
    return Applicant(f"DEMO-{number + 1:03}", category, function, sport, team, venue, language, on_list, values)


def passport(values: dict[str, str]) -> str:
    """The two lines at the foot of the passport's first page (ICAO Doc 9303-4, TD3)."""
    names = f"{_letters(values['family_name'])}<<{_letters(values['given_names'])}"
    first = f"P<{values['document_issuer']}{names}".ljust(44, "<")[:44]
    number = values["document_number"].ljust(9, "<")
    born, until = (values[name][2:].replace("-", "") for name in ("birth_date", "document_expiry"))
    number, born, until = (text + digit(text) for text in (number, born, until))
    rest = "<" * 14 + digit("<" * 14)
    second = f"{number}{values['nationality']}{born}{values['sex']}{until}{rest}"
    return f"{first}\n{second}{digit(number + born + until + rest)}"


def digit(text: str) -> str:
    """The check digit of ``text`` (Doc 9303-3, 4.9): weights 7, 3, 1 modulo 10."""
    values = (int(c, 36) if c != "<" else 0 for c in text)
    return str(sum(value * (7, 3, 1)[n % 3] for n, value in enumerate(values)) % 10)


def _letters(name: str) -> str:
    # Doc 9303-3, 6.A: a letter loses its mark, but for the few that are written with two.
    spelt = "".join(_SPELT.get(c, c) for c in unicodedata.normalize("NFC", name.upper()))
    plain = unicodedata.normalize("NFKD", spelt)
    return "".join(c if c.isascii() and c.isalpha() else "<" for c in plain if not unicodedata.combining(c))
