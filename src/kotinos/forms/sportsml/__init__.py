"""SportsML-G2, IPTC's XML for sports results: one message for each published document, and the check of every one.

``form(edition, terms)`` is the one way in.
"""

from __future__ import annotations

from kotinos.forms.sportsml.form import form
from kotinos.forms.sportsml.schema import validate

__all__ = ["form", "validate"]
