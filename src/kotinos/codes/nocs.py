"""Organisations that send athletes: the 206 National Olympic Committees, those that were, and teams under none."""

from __future__ import annotations

from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Coded


class Noc(Coded, frozen=True, kw_only=True):
    """One organisation. ``en`` is the name for a narrow column, ``long`` the full English one.

    ``kind``: ``current``, ``historical`` (a State that is no more or bears another name) or ``other`` (refugees,
    neutral athletes, and others who competed under a code that is no NOC's).

    ``area``: the continent whose association it belongs to, as records are kept by it: ``AF``, ``AS``, ``EU``, ``NA`` (North and Central
    America, the Caribbean), ``SA`` or ``OC``; empty for teams of more than one or of none. The Americas are two because athletics
    keeps two records there (Guyana, Panama and Suriname belong to the South American confederation).
    """

    long: str
    kind: Literal["current", "historical", "other"]
    area: Literal["", "AF", "AS", "EU", "NA", "SA", "OC"] = ""


_NOCS = table.Codes("nocs", Noc, "NOC", "three capital letters such as KEN")
all, exists, get, name, text = _NOCS.all, _NOCS.exists, _NOCS.get, _NOCS.name, _NOCS.text
