"""The workbook that an organisation fills in: one column a field in its language, its quota as it is now, and the codes."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.lists.lines import COLUMNS, LANGUAGES
from kotinos.custody.accreditation.queries import quotas
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.accreditation.standing import organisation_of, own
from kotinos.custody.act import Act

_SHEETS = {"en": ("List", "Quota", "Codes"), "fr": ("Liste", "Quota", "Codes")}
_QUOTA = {"en": ("Category", "Sport", "Places", "Taken"), "fr": ("Catégorie", "Sport", "Places", "Prises")}
_CODES = {"en": ("Column", "Code", "Meaning"), "fr": ("Colonne", "Code", "Signification")}
_NOTE = {
    "en": "Example: {example}. A star marks what every category needs.",
    "fr": "Exemple : {example}. Une étoile marque ce que toute catégorie exige.",
}


def template(connection: Connection, act: Act, organisation: str, language: str) -> bytes:
    """The workbook (xlsx) for an organisation, in ``en`` or ``fr``; raises Refused ``not_yours``, ``unknown_organisation``."""
    own(act, organisation)
    organisation_of(connection, organisation)
    if language not in LANGUAGES:
        raise ValueError(f"a template is in one of {', '.join(LANGUAGES)}, not in {language!r}")
    day = reference.on(act.at.date())
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _list(book, bold, day, language)
        sheet = book.add_worksheet(_SHEETS[language][1])
        sheet.write_row(0, 0, _QUOTA[language], bold)
        lines = quotas(connection, organisation)
        for n, row in enumerate(lines, start=1):
            sheet.write_row(n, 0, (row.category, row.sport or "*", row.number, row.reserved))
        _codes(book, bold, day, language, sorted({row.category for row in lines}))
    return out.getvalue()


def _list(book: xlsxwriter.Workbook, bold: object, day: Reference, language: str) -> None:
    sheet = book.add_worksheet(_SHEETS[language][0])
    always = {"category", "function", *day.fields["*"]}
    text = book.add_format({"num_format": "@"})  # a document number keeps its zeros
    for n, column in enumerate(COLUMNS):
        sheet.write_string(0, n, column.name(language) + (" *" if column.key in always else ""), bold)
        sheet.write_comment(0, n, _NOTE[language].format(example=column.example))
        sheet.set_column(n, n, max(12, len(column.name(language)) + 4), text)
    sheet.freeze_panes(1, 0)


def _codes(book: xlsxwriter.Workbook, bold: object, day: Reference, language: str, categories: list[str]) -> None:
    """The codes that the organisation's own categories may use."""
    sheet = book.add_worksheet(_SHEETS[language][2])
    sheet.write_row(0, 0, _CODES[language], bold)
    names = {column.key: column.name(language) for column in COLUMNS}
    rows = [(names["category"], c, day.categories[c].name(language)) for c in categories if c in day.categories]
    functions = {f.code: f for c in categories for f in day.functions_of(c)}
    rows += [(names["function"], code, f.name(language)) for code, f in functions.items()]
    rows += [(names["team"], code, team.name(language)) for code, team in day.teams.items()]
    for n, row in enumerate(rows, start=1):
        sheet.write_row(n, 0, row)
