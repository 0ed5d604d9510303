"""The cards of artistic gymnastics: one exercise, two vaults, all apparatus, and the scores of a team.

Parts of several exercises are slots with the exercise after the stroke: ``d/1`` of the first vault, ``e/FX`` on the floor, and ``score/FX``
where only the score is known. The scores of a team are ``score/FX.1`` to ``score/FX.4``, one for each gymnast on the apparatus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from kotinos.sports import judged
from kotinos.sports.cards import TOTAL, Asked, Blank, Card, CardOf, Text, apart, fixed

MEN = ("FX", "PH", "SR", "VT", "PB", "HB")
WOMEN = ("VT", "UB", "BB", "FX")
NAMES: Mapping[str, Text] = {
    "FX": {"en": "Floor", "fr": "Sol"},
    "PH": {"en": "Pommel horse", "fr": "Cheval d’arçons"},
    "SR": {"en": "Rings", "fr": "Anneaux"},
    "VT": {"en": "Vault", "fr": "Saut"},
    "PB": {"en": "Parallel bars", "fr": "Barres parallèles"},
    "HB": {"en": "Horizontal bar", "fr": "Barre fixe"},
    "UB": {"en": "Uneven bars", "fr": "Barres asymétriques"},
    "BB": {"en": "Balance beam", "fr": "Poutre"},
}
VAULTS: Mapping[str, Text] = {n: {"en": f"Vault {n}", "fr": f"Saut {n}"} for n in ("1", "2")}
_SCORE = Blank(slot="score", text={"en": "Score", "fr": "Note"})
_PARTS = (judged.PARTS["d"], judged.PARTS["e"], judged.PARTS[judged.PENALTY])

EXERCISE = fixed(*_PARTS, TOTAL)
"""The card of one exercise."""


def apparatus(gender: str) -> Mapping[str, Text]:
    """The apparatus of men or women, in Olympic order."""
    return {name: NAMES[name] for name in (WOMEN if gender == "W" else MEN)}


def exercises(raw: Mapping[str, Any], names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What was written of each of several exercises, by its name: ``d``, ``e``, ``penalty``, and ``mark`` for its score."""
    called = {one.slot: one.slot for one in _PARTS} | {_SCORE.slot: TOTAL.slot}
    found = {name: {to: raw.get(f"{part}/{name}") for part, to in called.items()} for name in names}
    return {name: parts for name, parts in found.items() if any(value not in (None, "") for value in parts.values())}


def _exercise(name: str, text: Text) -> list[Blank]:
    return [
        replace(
            one,
            slot=f"{one.slot}/{name}",
            text={lang: f"{text[lang]}, {said.lower()}" for lang, said in one.text.items()},
            short=one.text,
            group=name,
            of=text,
        )
        for one in (*_PARTS, _SCORE)
    ]


def vaults(_: Asked) -> Card:
    """The card of both vaults of a final."""
    return Card(blanks=(*(one for name, text in VAULTS.items() for one in _exercise(name, text)), apart(TOTAL)))


def all_around(asked: Asked) -> Card:
    """The card of every apparatus."""
    of = apparatus(asked.rsc.gender)
    return Card(blanks=(*(one for name, text in of.items() for one in _exercise(name, text)), apart(TOTAL)))


def scores_of_team(raw: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The scores of a team by apparatus."""
    found: dict[str, list[Any]] = {}
    for slot, value in raw.items():
        part, _, place = slot.partition("/")
        name, dot, _ = place.partition(".")
        if part == _SCORE.slot and dot and name in NAMES and value not in (None, ""):
            found.setdefault(name, []).append(value)
    return found


def team(start: int) -> CardOf:
    """The card of a team, on each apparatus the scores of ``start`` gymnasts."""

    def of(asked: Asked) -> Card:
        made = [
            Blank(
                slot=f"score/{name}.{n}",
                head=str(n),
                text={lang: f"{said} {n}" for lang, said in text.items()},
                group=name,
                of=text,
            )
            for name, text in apparatus(asked.rsc.gender).items()
            for n in range(1, start + 1)
        ]
        return Card(blanks=(*made, apart(TOTAL)))

    return of
