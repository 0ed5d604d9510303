"""DT_PARTIC_HORSES: the horses of a discipline."""

from __future__ import annotations

from kotinos.forms.element import Element, add
from kotinos.results.documents import HorsesBody


def fill_horses(competition: Element, body: HorsesBody) -> None:
    """Append ``Horse`` elements. Owners and grooms are people who do not compete: they are not sent."""
    for horse in body.horses:
        add(
            competition,
            "Horse",
            Code=horse.id,
            Name=horse.name,
            Organisation=horse.noc,
            Sex=horse.sex,
            YearBirth=horse.born,
            Passport=horse.passport,
            ColourCode=horse.colour,
            BreedCode=horse.breed,
            Sire=horse.sire,
            Status=horse.status,
        )
