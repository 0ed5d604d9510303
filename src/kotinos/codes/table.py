"""How the tables of this package are read: CSV files beside the code, each row one typed value, loaded once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

LANGUAGES = ("en", "fr")
T = TypeVar("T", bound=msgspec.Struct)


class UnknownCode(LookupError):
    """A code that its table does not hold. The message names the table, the code and what is expected."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Anything with an English and a French name."""

    en: str
    fr: str

    def name(self, lang: str) -> str:
        """The name in ``lang``: ``en`` or ``fr``."""
        return choose(self.text(), lang)

    def text(self) -> dict[str, str]:
        """Both names: ``{"en": …, "fr": …}``."""
        return {"en": self.en, "fr": self.fr}


def choose(text: dict[str, str], lang: str) -> str:
    """The text in ``lang``; raises `UnknownCode` for a language that Kotinos does not speak."""
    if lang not in text:
        raise UnknownCode(f"language {lang!r}: one of {' '.join(LANGUAGES)}")
    return text[lang]


def same(code: str) -> dict[str, str]:
    """What a reader sees in place of an unknown name: the code itself, in every language."""
    return dict.fromkeys(LANGUAGES, str(code))


def rows(name: str, row: type[T], package: str = "kotinos.codes", folder: str = "tables") -> tuple[T, ...]:
    """All rows of ``<folder>/<name>.csv`` of a package as values of type ``row``, in the order of the file.

    An empty cell takes the field's default, so that a table shows only what is to be said.
    """
    return _loaded(name, row, package, folder)


@cache
def _loaded(name: str, row: type[Any], package: str, folder: str) -> tuple[Any, ...]:
    source = files(package).joinpath(folder, f"{name}.csv").read_text("utf-8")
    filled = ({key: cell for key, cell in line.items() if cell} for line in csv.DictReader(source.splitlines()))
    return tuple(msgspec.convert(line, row, strict=False) for line in filled)
