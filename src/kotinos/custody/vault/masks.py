"""A value with most of it covered: enough to recognise what one knows, too little to learn it. PURE."""

from __future__ import annotations

from kotinos.custody.vault.fields import FIELDS

COVER = "•"
_SHORTEST = 5  # how many covered characters there are at least, so that the length of a short value does not show
_DATE = "••••-••-••"


def mask(name: str, value: str) -> str:
    """``value`` of the field ``name``, covered (``D•••••567``). What would show half of a value or more shows nothing."""
    field = FIELDS[name]
    if field.kind == "date":
        return _DATE
    before, after = field.shows
    if 2 * (before + after) > len(value) and field.name not in _CODES:
        before = after = 0
    covered = COVER * max(_SHORTEST, len(value) - before - after)
    return f"{value[:before]}{covered if name not in _CODES else ''}{value[len(value) - after :] if after else ''}"


_CODES = frozenset({"nationality", "document_issuer"})  # a country is shown whole: it is printed on the card
