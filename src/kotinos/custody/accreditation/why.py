"""One sentence, in English and French, for every privilege that an accreditation gives and for every one that it refuses. PURE."""

from __future__ import annotations

from datetime import date

import msgspec

from kotinos.codes import disciplines
from kotinos.custody.accreditation.privileges import Facts, Source, order, sources, taken
from kotinos.custody.accreditation.reference import AXES, Reference
from kotinos.custody.accreditation.season import Season

_AXIS = {
    "venues": ("Venue", "Site"),
    "zones": ("Zone", "Zone"),
    "transport": ("Transport", "Transport"),
    "dining": ("Meals", "Restauration"),
    "seating": ("Seats", "Places"),
    "ticket": ("High-demand events", "Épreuves très demandées"),
}


class Why(msgspec.Struct, frozen=True):
    """Whether one value of one axis is given, and the sentence that says why."""

    axis: str
    value: str
    given: bool
    en: str
    fr: str

    def text(self) -> dict[str, str]:
        """Both sentences, by language."""
        return {"en": self.en, "fr": self.fr}


def _named(reference: Reference, facts: Facts) -> dict[str, dict[str, str]]:
    """What the sentences call the category, the function, the team and the sport."""
    category = reference.categories[facts.category].text()
    function = (
        reference.functions[facts.function].text() if facts.function in reference.functions else {"en": "", "fr": ""}
    )
    team = reference.teams[facts.team].text() if facts.team in reference.teams else {"en": "", "fr": ""}
    return {"category": category, "function": function, "team": team, "sport": disciplines.text(facts.sport)}


def _because(source: Source, facts: Facts, names: dict[str, dict[str, str]]) -> tuple[str, str]:
    if source.through == "OWN":
        sport = names["sport"]
        return (
            f"{sport['en']} is held or trained there, and {facts.category} opens the venues of the bearer's own sport.",
            f"la discipline {sport['fr']} y a lieu ou s'y entraîne, et {facts.category} ouvre les sites de la discipline du titulaire.",
        )
    if source.kind == "category":
        return (
            f"category {facts.category} ({names['category']['en']}) has it.",
            f"la catégorie {facts.category} ({names['category']['fr']}) le prévoit.",
        )
    if source.kind == "function":
        return (
            f"the function {facts.function} ({names['function']['en']}) in category {facts.category} has it.",
            f"la fonction {facts.function} ({names['function']['fr']}) de la catégorie {facts.category} le prévoit.",
        )
    if source.kind == "team":
        return f"the {names['team']['en']} works there.", f"l'{names['team']['fr']} y travaille."
    return "given to this person by a decision.", "accordé à cette personne par une décision."


def _refused(reference: Reference, facts: Facts, axis: str, value: str) -> tuple[str, str]:
    if taken(facts, axis, value):
        return "taken away from this person by a decision.", "retiré à cette personne par une décision."
    if axis == "venues" and facts.sport and reference.venues[value].sports:
        sports = reference.venues[value].sports.split()
        if facts.sport not in sports and _own(reference, facts):
            name = disciplines.text(facts.sport)
            return (
                f"{name['en']} is neither held nor trained there, and {facts.category} opens only the venues of its own sport.",
                f"la discipline {name['fr']} n'y a pas lieu et ne s'y entraîne pas ; {facts.category} n'ouvre que les siens.",
            )
    function, team = facts.function or "–", facts.team or "–"
    return (
        f"neither category {facts.category}, nor function {function}, nor team {team} gives it.",
        f"ni la catégorie {facts.category}, ni la fonction {function}, ni l'équipe {team} ne le prévoit.",
    )


def _own(reference: Reference, facts: Facts) -> bool:
    return any(
        "OWN" in grant.venues.split() and grant.category == facts.category and grant.function in ("*", facts.function)
        for grant in reference.grants.values()
    )


def _name(reference: Reference, axis: str, value: str) -> dict[str, str]:
    return reference.venues[value].text() if axis == "venues" else reference.codes[axis, value].text()


def why_value(reference: Reference, facts: Facts, axis: str, value: str) -> Why:
    """The sentence for one value of one axis; raises `KeyError` for a value that the reference data does not know."""
    source = sources(reference, facts)[axis].get(value)
    given = source is not None and not taken(facts, axis, value)
    names = _named(reference, facts)
    en, fr = _because(source, facts, names) if source and given else _refused(reference, facts, axis, value)
    name, (axis_en, axis_fr) = _name(reference, axis, value), _AXIS[axis]
    # A ticket is one right, not a choice of several: its name already says all.
    label = ("", "") if axis == "ticket" else (f" {value}", f" {value}")
    said_en = "yes" if given else "no"
    said_fr = "oui" if given else "non"
    return Why(
        axis,
        value,
        given,
        f"{axis_en}{label[0]} ({name['en']}): {said_en}, {en}",
        f"{axis_fr}{label[1]} ({name['fr']}) : {said_fr}, {fr}",
    )


def why(reference: Reference, facts: Facts) -> tuple[Why, ...]:
    """A sentence for every value of every axis, given or refused, in the order of the reference data."""
    return tuple(why_value(reference, facts, axis, value) for axis in AXES for value in order(reference, axis))


def why_days(reference: Reference, season: Season, facts: Facts, day: date) -> Why:
    """Whether the card opens anything on ``day``, and which days it does."""
    window = season.of(reference, facts.category)
    given = window.valid_from <= day <= window.valid_to
    span = f"{window.valid_from.isoformat()} – {window.valid_to.isoformat()}"
    return Why(
        "days",
        day.isoformat(),
        given,
        f"{day.isoformat()}: {'yes' if given else 'no'}, category {facts.category} is valid for {window.en} ({span}).",
        f"{day.isoformat()} : {'oui' if given else 'non'}, la catégorie {facts.category} est valable {window.fr} ({span}).",
    )
