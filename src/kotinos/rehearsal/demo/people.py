"""Invented athletes. Names are composed, so that they sound of their country and belong to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import msgspec


class _Tongue(msgspec.Struct, frozen=True):
    """How names of a language are made: given names of women and of men, beginnings and ends of family names."""

    women: str
    men: str
    heads: str
    tails: str


_TONGUES = {
    "fr": _Tongue(
        "Aurore Capucine Élodie Maëlle Ninon Solène Violaine Ysaline",
        "Aubin Corentin Foulques Gaspard Loïc Maxence Tanguy Ulysse",
        "Belle Clair Fonte Haute Lande Mire Roche Verde",
        "brive corne louvre meuse narde quint signe vaux",
    ),
    "en": _Tongue(
        "Avery Briony Clover Elowen Hazel Juniper Piper Willa",
        "Alden Caspian Ellis Fenwick Hollis Lowell Rowan Silas",
        "Ash Bram Copper Fern Heron Lark Otter Thistle",
        "bourne combe dell garth hythe mere stow wick",
    ),
    "de": _Tongue(
        "Annike Elfriede Frauke Hedda Leonie Merle Svenja Thea",
        "Arvid Bendix Eike Gereon Jannis Lennart Ruben Tilo",
        "Birken Eichen Feld Hasel Kranich Linden Moor Silber",
        "acker bruch grund horst kamp loh stein winkel",
    ),
    "it": _Tongue(
        "Allegra Bianca Fiamma Ginevra Livia Ottavia Rachele Viola",
        "Brando Duccio Elio Furio Leandro Manlio Orazio Tullio",
        "Acqua Bosca Campo Fiora Monte Prato Selva Valle",
        "brina dolce fredi lieta nera rossi stella vento",
    ),
    "es": _Tongue(
        "Alba Candela Estrella Inés Jimena Lucero Paloma Rocío",
        "Adrián Bruno Gael Iker Lázaro Mateo Saúl Tadeo",
        "Al Bel Cas Mon Ol Pin Ro Val",
        "aldea bardal cuera duero mayor ombra tejar veras",
    ),
    "nordic": _Tongue(
        "Astrid Eira Freja Ingvild Liv Maja Signe Tuva",
        "Aksel Eskil Halvor Isak Odin Sander Torben Viggo",
        "Alm Berg Fjell Gran Lund Nord Sjö Vind",
        "backe dal feldt gren holt kvist mark strand",
    ),
    "slavic": _Tongue(
        "Alenka Bożena Danica Jagna Ludmila Milena Rusanka Zora",
        "Bohdan Dragan Jarek Kazimir Luboš Radim Stoyan Zoran",
        "Bor Brez Dobr Gor Jasen Lip Orl Vod",
        "anik avec enko ičar nický ovnik šinek ukar",
    ),
    "east": _Tongue(
        "Akane Chihiro Fumino Hotaru Koharu Mizuho Sayo Tsukiko",
        "Asahi Eiji Haruki Itsuki Kaito Rikuto Souma Yuzuru",
        "Aoi Fuji Hoshi Kawa Mori Natsu Shira Tsuki",
        "bashi gawa hara mine naka sato tani zaki",
    ),
    "han": _Tongue(
        "Anqi Bingxue Chunyu Lanying Meilin Ruolan Xiaotong Yuehua",
        "Bowen Chengfeng Haoran Jingyi Mingze Shanlin Tianyu Zihan",
        "Ou Shang Si Tan Xia Yan Zhu Zong",
        "guan hou kong ma tu xu yang zheng",
    ),
    "africa": _Tongue(
        "Abeni Chebet Dalila Imani Makena Nyokabi Tabia Zuri",
        "Baraka Chege Jabari Kwame Mosi Rudo Tendai Zuberi",
        "Ada Bo Che Kip Mba Nda Oke Tum",
        "koros lagat mbeki ndiwa ngolo ruto sanga wele",
    ),
    "arab": _Tongue(
        "Amal Basma Farah Hanan Lubna Nawal Salma Yasmine",
        "Adnan Bilal Fares Hatem Karim Nabil Samir Walid",
        "Ben Bou El Had Kar Man Sel Tah",
        "achour bekri driss farouk hamra kassem mansour zayani",
    ),
    "india": _Tongue(
        "Aditi Bhavya Diya Ishita Kavya Meera Riya Tanvi",
        "Arjun Dhruv Harish Kunal Manav Naveen Rohan Vikram",
        "Bala Chandra Deva Jaya Nara Rama Shiva Surya",
        "charan datt gopal kanth mohan pal rath veer",
    ),
}

TONGUE_OF_NOC = {
    "FRA": "fr", "BEL": "fr", "SUI": "de", "GER": "de", "AUT": "de", "GBR": "en", "USA": "en", "AUS": "en", "NZL": "en",
    "JAM": "en", "ITA": "it", "ESP": "es", "BRA": "es", "ARG": "es", "MEX": "es", "SWE": "nordic", "NOR": "nordic",
    "DEN": "nordic", "POL": "slavic", "CZE": "slavic", "UKR": "slavic", "SRB": "slavic", "JPN": "east", "CHN": "han",
    "KEN": "africa", "ETH": "africa", "NGR": "africa", "RSA": "africa", "MAR": "arab", "ALG": "arab", "EGY": "arab",
    "IND": "india",
}  # fmt: skip
"""The organisations that send athletes to the demonstration, and the language their names are made in."""


class Athlete(msgspec.Struct, frozen=True):
    """One invented competitor, an athlete or a team."""

    id: str
    noc: str
    given: str
    family: str
    gender: str
    bib: str

    @property
    def name(self) -> str:
        """As television shows it: ``Ninon HAUTEMEUSE``."""
        return f"{self.given} {self.family.upper()}"

    def participant(self, event: str, **more: Any) -> dict[str, Any]:
        """The entry as a `ParticipantsEntered` fact holds it."""
        return {
            "id": self.id,
            "type": "A",
            "noc": self.noc,
            "name": self.name,
            "print_name": f"{self.family.upper()} {self.given}",
            "given_name": self.given,
            "family_name": self.family.upper(),
            "gender": self.gender,
            "bib": self.bib,
            "events": [event],
            **more,
        }


class Village:
    """Gives every event its athletes; nobody has the name, the id or the bib of another."""

    def __init__(self, seed: int) -> None:
        self._lot = Random(f"village {seed}")  # noqa: S311 — lots for a game, not secrets
        self._names: set[str] = set()

    def athletes(self, count: int, gender: str, *, per_noc: int = 2) -> list[Athlete]:
        """``count`` athletes of an event, at most ``per_noc`` of one organisation."""
        nocs = list(TONGUE_OF_NOC) * per_noc
        self._lot.shuffle(nocs)
        return [self._athlete(noc, gender) for noc in nocs[:count]]

    def squad(self, noc: str, gender: str, size: int) -> list[Athlete]:
        """The players of one team."""
        return [self._athlete(noc, gender) for _ in range(size)]

    def teams(self, count: int) -> list[str]:
        """Different organisations for a team event."""
        return self._lot.sample(list(TONGUE_OF_NOC), count)

    def _athlete(self, noc: str, gender: str) -> Athlete:
        tongue = _TONGUES[TONGUE_OF_NOC[noc]]
        given, family = self._name(tongue, gender)
        number = 1000 + len(self._names)
        return Athlete(f"D{number}", noc, given, family, gender, str(number))

    def _name(self, tongue: _Tongue, gender: str) -> tuple[str, str]:
        while True:
            given = self._lot.choice((tongue.women if gender == "W" else tongue.men).split())
            family = self._lot.choice(tongue.heads.split()) + self._lot.choice(tongue.tails.split())
            if f"{given} {family}" not in self._names:
                self._names.add(f"{given} {family}")
                return given, family


def every_name() -> Sequence[tuple[str, str]]:
    """All names that can be made, as (given, family)."""
    return [
        (given, head + tail)
        for tongue in _TONGUES.values()
        for given in f"{tongue.women} {tongue.men}".split()
        for head in tongue.heads.split()
        for tail in tongue.tails.split()
    ]
