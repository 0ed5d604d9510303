"""The card of a diving contest: who judges what, dive by dive. World Aquatics DV 2 (dives), DV 9 (panels)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import cards
from kotinos.sports.cards import Asked, Blank, Card

Panels = Mapping[str, tuple[int, ...]]
"""Which judges of a unit, by number, see what."""

DIVES = {"M": 6, "W": 5}
"""Dives of a contest (World Aquatics DV 2), unless the plan names another number."""
PANEL = 7
"""Judges of an individual contest, unless the plan names another number (``judges``)."""
NINE, ELEVEN = (2, 2, 5), (3, 3, 5)
"""Who sees the first diver, the second, and both: nine judges where the plan says so, else eleven."""


def panels(rsc: Rsc, facts: Mapping[str, Any]) -> Panels:
    """The panels of a unit: one of an individual contest, three where two dive together (DV 9)."""
    if "TEAM2" not in rsc.event:
        return {"judges": tuple(range(1, Asked(rsc=rsc, facts=facts).number("judges", PANEL) + 1))}
    first, second, both = NINE if facts.get("judges") == sum(NINE) else ELEVEN
    return {
        "first": tuple(range(1, first + 1)),
        "second": tuple(range(first + 1, first + second + 1)),
        "synchronisation": tuple(range(first + second + 1, first + second + both + 1)),
    }


_SEES = {
    "judges": ("", {"en": "judge", "fr": "juge"}),
    "first": ("A", {"en": "diver A, judge", "fr": "plongeur A, juge"}),
    "second": ("B", {"en": "diver B, judge", "fr": "plongeur B, juge"}),
    "synchronisation": ("S", {"en": "synchronisation, judge", "fr": "synchronisation, juge"}),
}
"""By panel: the letter before a judge's number, and what they judge."""
_MADE = ("mark", "points", "dives")


def card(asked: Asked) -> Card:
    """The card of a contest: each dive with its degree of difficulty and the awards of its judges, what the referee takes off, or the
    total alone."""
    sides, dives = panels(asked.rsc, asked.facts), asked.number("dives", DIVES.get(asked.rsc.gender, 5))
    return Card(
        blanks=(
            *(one for dive in range(1, dives + 1) for one in _dive(dive, sides)),
            cards.apart(Blank(slot="penalty", text={"en": "Penalty", "fr": "Pénalité"}, makes=_MADE[:2])),
            cards.apart(cards.TOTAL),
        )
    )


def _dive(dive: int, sides: Panels) -> list[Blank]:
    name = {"en": f"Dive {dive}", "fr": f"Plongeon {dive}"}
    hard = {"en": f"Dive {dive}, difficulty", "fr": f"Plongeon {dive}, difficulté"}
    made = [Blank(slot=f"dd/{dive}", head="DD", text=hard, group=str(dive), of=name, makes=_MADE)]
    for side, judges in sides.items():
        letter, sees = _SEES[side]
        for at, judge in enumerate(judges, start=1):
            made.append(
                Blank(
                    slot=f"award/{dive}.{judge}",
                    head=f"{letter}{at}",
                    text={lang: f"{said}, {sees[lang]} {at}" for lang, said in name.items()},
                    check=_AWARD,
                    group=str(dive),
                    of=name,
                    makes=_MADE,
                )
            )
    return made


_AWARD = cards.award(10, "0.5")


def dives_of(values: Mapping[str, Any], sides: Panels) -> list[dict[str, Any]]:
    """Dives from single awards (``award/3.7``) and degrees of difficulty (``dd/3``). One counts when its difficulty and every award of
    its panels are known."""
    awards: dict[int, dict[int, Any]] = {}
    for name, value in values.items():
        kind, _, place = name.partition("/")
        if kind == "award":
            dive, _, judge = place.partition(".")
            awards.setdefault(int(dive), {})[int(judge)] = value
    wanted = {judge for judges in sides.values() for judge in judges}
    return [
        {
            "n": dive,
            "dd": values[f"dd/{dive}"],
            **{side: [given[one] for one in judges] for side, judges in sides.items()},
        }
        for dive, given in sorted(awards.items())
        if f"dd/{dive}" in values and given.keys() == wanted
    ]
