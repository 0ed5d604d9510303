"""ODF, the Olympic Data Feed, Paris 2024 generation: XML messages made from published documents, and the check of every one.

``form(document, feed)`` is the one way in.
"""

from __future__ import annotations

from kotinos.forms.odf.feed import OdfFeed, OdfMessage
from kotinos.forms.odf.form import form
from kotinos.forms.odf.schema import HeldBack, Problem, validate

__all__ = ["HeldBack", "OdfFeed", "OdfMessage", "Problem", "form", "validate"]
