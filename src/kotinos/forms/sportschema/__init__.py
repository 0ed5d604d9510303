"""IPTC Sport Schema 1.1: published documents as linked data, JSON-LD with its context inside, and the check of every graph.

``form(edition, terms)`` is the one way in.
"""

from __future__ import annotations

from kotinos.forms.sportschema.form import form
from kotinos.forms.sportschema.schema import validate

__all__ = ["form", "validate"]
