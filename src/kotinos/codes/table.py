"""How the tables of this package are read: CSV files beside the code, each row one typed value, loaded once."""

from __future__ import annotations

import csv
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Generic, TypeVar

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


class Coded(Named, frozen=True, kw_only=True):
    """A row with a code of its own and both names."""

    code: str


C = TypeVar("C", bound=Coded)


class Codes(Generic[C]):
    """The rows of ``tables/<name>.csv`` by their code. ``what`` and ``such_as`` tell who misspelt one: ``IRM``, ``a mark such as DNF``."""

    def __init__(self, name: str, row: type[C], what: str, such_as: str) -> None:
        self._name, self._row, self._what, self._such_as = name, row, what, such_as

    @cached_property
    def _by_code(self) -> dict[str, C]:
        return {row.code: row for row in self.all()}

    def all(self) -> tuple[C, ...]:
        """All rows, in the order of the file."""
        return rows(self._name, self._row)

    def exists(self, code: str) -> bool:
        """Whether the table holds ``code``."""
        return code in self._by_code

    def get(self, code: str) -> C:
        """The row of ``code``; raises `UnknownCode`."""
        found = self._by_code.get(code)
        if found is None:
            raise UnknownCode(f"{self._what} {code!r}: not in {self._name}.csv; {self._such_as}")
        return found

    def name(self, code: str, lang: str) -> str:
        """The name of ``code`` in ``lang``; raises `UnknownCode`."""
        return self.get(code).name(lang)

    def text(self, code: str) -> dict[str, str]:
        """Both names; the code itself where it is unknown."""
        found = self._by_code.get(code)
        return found.text() if found else same(code)


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
