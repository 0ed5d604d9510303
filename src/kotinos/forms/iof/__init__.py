"""IOF Data Standard 3.0, the orienteering federation's XML: start lists and result lists of races, individual and relay.

``form(edition, terms)`` is the one way in.
"""

from __future__ import annotations

from kotinos.forms.iof.form import form
from kotinos.forms.iof.schema import validate

__all__ = ["form", "validate"]
