"""The languages of pages: gettext catalogues, read from their sources when a language is first asked for.

There is no compile step to forget: a ``.po`` file of a few hundred sentences is read in milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr")
_TIED = {"fr": re.compile(r" (?=[:;?!»])|(?<=«) ")}
"""Spaces at which a line is not broken: in French a sign that has one before it stays with its word."""


class Sentences:
    """All sentences of one set of pages: ``<folder>/<language>/LC_MESSAGES/kotinos.po``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._catalogues: dict[str, Catalog] = {}
        self._messages: dict[str, dict[str, Any]] = {}

    def catalogue(self, language: str) -> Catalog:
        """The catalogue of one of `LANGUAGES`, as Babel reads it."""
        if language not in self._catalogues:
            with (self.folder / language / "LC_MESSAGES" / "kotinos.po").open("rb") as source:
                self._catalogues[language] = read_po(source, locale=language)
        return self._catalogues[language]

    def messages(self, language: str) -> dict[str, Any]:
        """Every sentence by its English original: a text, or a list of plural forms in the order of the language's rule."""
        if language not in self._messages:
            self._messages[language] = dict(_said(self.catalogue(language), _TIED.get(language, re.compile("(?!)"))))
        return self._messages[language]

    def gettext(self, language: str, original: str) -> str:
        """``original`` in ``language``; itself where the catalogue does not know it."""
        found = self.messages(language).get(original, original)
        return str(found[0] if isinstance(found, list) else found)

    def ngettext(self, language: str, one: str, many: str, n: int) -> str:
        """The plural form of ``one`` for ``n`` things."""
        forms = self.messages(language).get(one)
        if not isinstance(forms, list):
            return one if n == 1 else many
        return str(forms[0 if Locale(language).plural_form(n) == "one" else -1])


def _said(catalogue: Catalog, tied: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    def whole(sentence: str) -> str:
        return tied.sub("\u00a0", sentence)

    for message in catalogue:
        if isinstance(message.id, str):
            if message.id:
                yield message.id, whole(str(message.string or message.id))
        else:
            yield message.id[0], [whole(form) for form in message.string or message.id]


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
