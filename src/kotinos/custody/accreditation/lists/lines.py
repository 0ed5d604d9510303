"""The lines of a list: read, checked as a single form is, each with what is wrong in words. PURE."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from kotinos.codes.table import Named
from kotinos.custody.accreditation import checks
from kotinos.custody.accreditation.fields import FIELDS, Cell, read_all, text
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.accreditation.season import Season


class Column(Named, frozen=True, kw_only=True):
    """One column of the template."""

    key: str
    example: str


ROLE = (
    Column(key="reference", en="Your reference", fr="Votre référence", example="FRA-0001"),
    Column(key="category", en="Category", fr="Catégorie", example="Aa"),
    Column(key="function", en="Function", fr="Fonction", example="ATH"),
    Column(key="sport", en="Sport", fr="Sport", example="SWM"),
    Column(key="team", en="Venue team", fr="Équipe de site", example="AQCVEN"),
    Column(key="language", en="Language of letters", fr="Langue des courriers", example="fr"),
)
COLUMNS = (
    *ROLE,
    *(Column(key=field.field, en=field.en, fr=field.fr, example=field.example) for field in FIELDS.values()),
)
NAMES = {column.key: column for column in COLUMNS}
LANGUAGES = ("en", "fr")


class Line(msgspec.Struct, frozen=True):
    """One line that was read: its number in the file, what it says, what is wrong with it, and what an officer will be warned of."""

    number: int
    reference: str
    role: Facts
    language: str
    values: dict[str, str]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


class Wrong(msgspec.Struct, frozen=True):
    """One error for whoever sent the list: line (0: the whole list), column, what is wrong, what would be right."""

    line: int
    column: str
    what: str
    right: str

    def say(self, language: str) -> str:
        """The error as one sentence."""
        where = {"en": f"line {self.line}, ", "fr": f"ligne {self.line}, "}[language] if self.line else ""
        would = {"en": "right would be: ", "fr": "correct serait : "}[language]
        return f"{where}{self.column}{' :' if language == 'fr' else ':'} {self.what}; {would}{self.right}."


def wrong(number: int, problem: Problem, language: str) -> Wrong:
    """A problem of line ``number`` in words."""
    column = NAMES[problem.field].name(language) if problem.field in NAMES else problem.field
    return Wrong(number, column, problem.what(language), problem.would_be_right(language))


def _folded(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label.casefold())
    return "".join(c for c in plain if c.isalnum())


_LABELS = {_folded(label): column.key for column in COLUMNS for label in (column.fr, column.en, column.key)}


def header(row: Iterable[Cell]) -> tuple[list[str], list[Problem]]:
    """The columns of a list from its first row, by key, English or French name; a star marks mandatory ones in the template."""
    keys: list[str] = []
    problems: list[Problem] = []
    for cell in row:
        label = text(cell)
        key = _LABELS.get(_folded(label), "")
        if label and not key:
            problems.append(
                Problem(
                    label,
                    "no_column",
                    right=", ".join(c.en for c in COLUMNS),
                    right_fr=", ".join(c.fr for c in COLUMNS),
                )
            )
        if key and key in keys:
            problems.append(Problem(key, "twice_column"))
        keys.append(key)
    problems += [Problem(key, "no_such_column") for key in ("category", "function", "family_name") if key not in keys]
    return keys, problems


_REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,20}")


def lines(
    keys: list[str],
    rows: Iterable[list[Cell]],
    reference: Reference,
    season: Season,
    today: date,
    overlay: bool = False,
) -> Iterator[Line]:
    """Every line that is not empty, checked; ``overlay`` needs a reference in each."""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        given = {key: cell for key, cell in zip(keys, row, strict=False) if key and cell not in (None, "")}
        if given:
            yield _line(number, given, reference, season, today, overlay, seen)


def _line(
    number: int,
    given: dict[str, Cell],
    reference: Reference,
    season: Season,
    today: date,
    overlay: bool,
    seen: dict[str, int],
) -> Line:
    own, category, function, sport, team, language = (text(given.pop(column.key, "")) for column in ROLE)
    role = Facts(category, function, sport.upper(), team.upper())
    values, problems = read_all(given, reference)
    problems += _own(own, number, overlay, seen)
    if language and language not in LANGUAGES:
        problems.append(Problem("language", "no_language", language))
    problems += checks.role(reference, role)
    warned: tuple[str, ...] = ()
    if category in reference.categories:
        unread = {problem.field for problem in problems}
        problems += [p for p in checks.person(reference, season, role, values, today) if p.field not in unread]
        warned = tuple(sorted({f.code for f in checks.warnings(reference, season, category, values, today)}))
    return Line(number, own, role, language, values, tuple(problems), warned)


def _own(own: str, number: int, overlay: bool, seen: dict[str, int]) -> list[Problem]:
    if not own:
        return [Problem("reference", "missing", right="a full list", right_fr="une liste complète")] if overlay else []
    if not _REFERENCE.fullmatch(own):
        return [Problem("reference", "no_reference", own)]
    if own in seen:
        return [Problem("reference", "same_reference", own, str(seen[own]))]
    seen[own] = number
    return []
