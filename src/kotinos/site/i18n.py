"""The languages of the pages: gettext catalogues, read from their sources when a language is first asked for.

There is no compile step to forget: a ``.po`` file of a few hundred sentences is read in milliseconds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of one of `LANGUAGES`, as Babel reads it."""
    with (LOCALE / language / "LC_MESSAGES" / "kotinos.po").open("rb") as source:
        return read_po(source, locale=language)


@cache
def messages(language: str) -> dict[str, Any]:
    """Every sentence by its English original: a text, or a list of plural forms in the order of the language's rule."""
    said: dict[str, Any] = {}
    for message in catalogue(language):
        if not message.id:
            continue
        if isinstance(message.id, str):
            said[message.id] = message.string or message.id
        else:
            said[message.id[0]] = list(message.string or message.id)
    return said


def gettext(language: str, original: str) -> str:
    """``original`` in ``language``; itself where the catalogue does not know it."""
    found = messages(language).get(original, original)
    return str(found[0] if isinstance(found, list) else found)


def ngettext(language: str, one: str, many: str, n: int) -> str:
    """The plural form of ``one`` for ``n`` things."""
    forms = messages(language).get(one)
    if not isinstance(forms, list):
        return one if n == 1 else many
    return str(forms[0 if Locale(language).plural_form(n) == "one" else -1])


def preferred(accepted: str) -> str:
    """The best of `LANGUAGES` for an ``Accept-Language`` header; the first of them where none fits."""
    wanted: list[tuple[float, str]] = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or "1"), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(wanted, key=lambda w: w[0]) if tag in LANGUAGES), LANGUAGES[0])
