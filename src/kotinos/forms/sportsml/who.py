"""Competitors: ``player`` and ``team`` with their metadata."""

from __future__ import annotations

from kotinos.codes import nocs
from kotinos.forms.element import Element, write
from kotinos.forms.sportsml.building import known, name, put
from kotinos.forms.terms import Terms
from kotinos.forms.urns import urn
from kotinos.results.documents import CompetitorRef, MemberRef

NOBODY = frozenset({"TBD", "BYE", "NOCOMP", "NCT", "NOAWARD"})
"""Ids that stand where no competitor is (yet)."""
_GENDERS = {"M": "male", "W": "female", "F": "female", "X": "mixed"}


def key(id_: str, terms: Terms) -> str:
    """The key of a competitor: a URN, or ``kot:TBD`` and the like where there is none."""
    return f"kot:{id_}" if id_ in NOBODY else urn(terms.competition, "competitor", id_)


def competitor(parent: Element, who: CompetitorRef, terms: Terms, *, bib: str = "", alignment: str = "") -> Element:
    """``player`` or ``team`` with its metadata; a team holds its members. ``alignment`` is ``home`` or ``away``."""
    if who.type == "A":
        element = put(parent, "player")
        _player(element, who, terms, noc=who.noc, bib=bib or who.bib, alignment=alignment)
        return element
    element = put(parent, "team")
    metadata = put(element, "team-metadata", key=key(who.id, terms), nationality=who.noc, alignment=alignment)
    write(metadata, "name", who.name or who.noc or who.id, role="nrol:full")
    known(metadata, "bib", bib or who.bib)
    return element


def members(team: Element, who: CompetitorRef, terms: Terms) -> None:
    """The athletes of a team in their order; they follow what the team did."""
    for member in sorted(who.members, key=lambda m: (m.order or len(who.members), m.id)):
        _player(put(team, "player"), member, terms, noc=who.noc, bib=member.bib, slot=member.order)


def _player(
    player: Element,
    who: CompetitorRef | MemberRef,
    terms: Terms,
    *,
    noc: str,
    bib: str,
    alignment: str = "",
    slot: int = 0,
) -> None:
    metadata = put(
        player,
        "player-metadata",
        key=key(who.id, terms),
        gender=_GENDERS.get(who.gender, ""),
        nationality=noc,
        uniform_number=bib,
        alignment=alignment,
        lineup_slot=slot or "",
    )
    write(metadata, "name", who.name or who.family_name or who.id, role="nrol:full")
    write(metadata, "name", who.given_name, part="nprt:given")
    write(metadata, "name", who.family_name, part="nprt:family")


def organisation(parent: Element, noc: str, text: dict[str, str]) -> Element:
    """``team`` for an organisation in the medal table."""
    team = put(parent, "team")
    name(put(team, "team-metadata", key=f"kot-noc:{noc}", nationality=noc), text or nocs.text(noc))
    return team
