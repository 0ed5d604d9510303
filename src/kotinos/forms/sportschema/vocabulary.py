"""The vocabulary of a graph: IPTC's classes and properties, ours where IPTC has none, and what each property must hold.

IPTC Sport Schema 1.1 is published under CC BY 4.0. Its addresses are names here: the context travels inside every message, nothing is
fetched. What is ours begins with ``kot:``.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["label", "text", "place", "count", "instant", "code", "reference", "references", "ours"]

NAMES: dict[str, str] = {
    "kot": "urn:kotinos:term:",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "speventoutcome": "http://cv.iptc.org/newscodes/speventoutcome/",
    "speventstatus": "http://cv.iptc.org/newscodes/speventstatus/",
    "sport": "https://sportschema.org/ontologies/main/",
    "spstat": "https://sportschema.org/ontologies/corestatistics/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes and what they stand for."""

CODES: dict[str, frozenset[str]] = {
    "sport:eventStatus": frozenset(
        f"speventstatus:{code}"
        for code in (
            "pre-event", "mid-event", "intermission", "post-event", "postponed", "canceled", "suspended", "delayed",
            "rescheduled",
        )
    ),
    "sport:eventOutcome": frozenset(f"speventoutcome:{code}" for code in ("win", "loss", "tie")),
}  # fmt: skip
"""The codes that a property may hold."""

_NAMED: dict[str, Kind] = {"rdfs:label": "label"}
_PARTICIPATION: dict[str, Kind] = {
    "sport:participationIn": "reference",
    "sport:participationBy": "reference",
    "sport:rank": "place",
    "sport:score": "text",
    "sport:scoreUnits": "text",
    "sport:alignment": "text",
    "sport:eventOutcome": "code",
    "sport:uniformNumberEvent": "text",
    "sport:participationSplit": "references",
    "spstat:scoreBehind": "text",
    "spstat:standingPoints": "text",
    "spstat:eventsPlayed": "count",
    "spstat:wins": "count",
    "spstat:losses": "count",
    "spstat:ties": "count",
    "spstat:pointsScoredFor": "count",
    "spstat:pointsScoredAgainst": "count",
    "spstat:pointsDifference": "text",
}
CLASSES: dict[str, dict[str, Kind]] = {
    "sport:Competition": {**_NAMED, "sport:parent": "reference", "sport:containsCompetitionPhase": "references"},
    "sport:CompetitionPhase": {
        **_NAMED,
        "sport:phaseInCompetition": "reference",
        "sport:phaseContainsEvent": "references",
    },
    "sport:Event": {
        **_NAMED,
        "sport:eventStatus": "code",
        "sport:startDateTime": "instant",
        "sport:endDateTime": "instant",
        "sport:lastModified": "instant",
        "sport:location": "reference",
        "sport:eventInCompetition": "reference",
        "sport:eventInCompetitionPhase": "reference",
        "sport:participation": "references",
    },
    "sport:Site": _NAMED,
    "sport:Athlete": {**_NAMED, "sport:nationality": "text"},
    "sport:Team": {**_NAMED, "sport:nationality": "text"},
    "sport:IndividualMembership": {
        "sport:member": "reference",
        "sport:membershipOf": "reference",
        "sport:uniformNumber": "text",
        "sport:sequenceNumber": "place",
    },
    "sport:IndividualParticipation": _PARTICIPATION,
    "sport:TeamParticipation": _PARTICIPATION,
    "sport:ParticipationSplit": {
        "sport:participationSplitOf": "reference",
        "sport:participationSplitType": "text",
        "sport:periodValue": "count",
        "sport:score": "text",
        "sport:rank": "place",
    },
    "kot:Document": {},
}
"""Each class with IPTC's properties that it may have; any of ours may stand beside them."""

NEEDED: dict[str, tuple[str, ...]] = {
    "sport:Event": ("sport:eventStatus", "sport:lastModified"),
    "sport:IndividualParticipation": ("sport:participationIn", "sport:participationBy"),
    "sport:TeamParticipation": ("sport:participationIn", "sport:participationBy"),
    "sport:ParticipationSplit": ("sport:participationSplitOf", "sport:participationSplitType", "sport:score"),
    "sport:IndividualMembership": ("sport:member", "sport:membershipOf"),
    "kot:Document": ("kot:type", "kot:version", "kot:published"),
}
"""What no node of a class may be without."""


def context() -> dict[str, object]:
    """The JSON-LD context: prefixes, and which values are names of things or instants."""
    kinds = {name: kind for properties in CLASSES.values() for name, kind in properties.items()}
    typed: dict[str, object] = {"kot:about": {"@type": "@id"}, "kot:published": {"@type": "xsd:dateTime"}}
    for name, kind in sorted(kinds.items()):
        if kind in ("reference", "code"):
            typed[name] = {"@type": "@id"}
        elif kind == "references":
            typed[name] = {"@type": "@id", "@container": "@set"}
        elif kind == "instant":
            typed[name] = {"@type": "xsd:dateTime"}
    return {**NAMES, **typed}
