"""What the gate says, in five languages: a sentence for the reason, and the next step. The same file serves the page for phones."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

LANGUAGES = ("en", "fr", "es", "ar", "zh")


class Said(msgspec.Struct, frozen=True):
    """A reason in words: what is the case, and what to do next."""

    says: str
    then: str


@cache
def _words() -> dict[str, dict[str, tuple[str, str]]]:
    text = files("kotinos.custody.gate").joinpath("static", "words.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, dict[str, tuple[str, str]]])


def reasons() -> tuple[str, ...]:
    """Every reason that there are words for."""
    return tuple(_words())


def said(reason: str, language: str) -> Said:
    """``reason`` in ``language``, in English where there is no such language."""
    forms = _words()[reason]
    return Said(*forms.get(language, forms["en"]))
