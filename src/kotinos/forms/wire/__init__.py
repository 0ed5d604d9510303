"""Plain text as a news agency's wire prints it: a headline, then rows, at most 80 columns wide, in English or French.

``form(edition, terms)`` is the one way in.
"""

from __future__ import annotations

from kotinos.forms.wire.form import form
from kotinos.forms.wire.lines import WIDTH, validate

__all__ = ["WIDTH", "form", "validate"]
