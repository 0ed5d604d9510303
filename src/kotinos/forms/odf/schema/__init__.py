"""The check that every message passes before it leaves: our own schema of the standard's structures, then the rules no schema can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from kotinos.forms.odf.schema import checks
from kotinos.forms.odf.schema.catalogue import FORMS, FREE_CODES, OTHERS
from kotinos.forms.odf.schema.meaning import FOLDER, shapes
from kotinos.forms.odf.schema.sequence import Sequence
from kotinos.forms.problem import HeldBack, Problem, line_of

__all__ = ["HeldBack", "Problem", "Sequence", "validate"]

MESSAGE_LIMIT = 10_000_000
"""Bytes that one message may have (Foundation Principles 8.2.4)."""
_ATTRIBUTE = re.compile(
    r"attribute '(\w+)': (?:\[facet '\w+'\] )?(?:The value )?'(.*?)' (?:is not|has a length)", re.DOTALL
)
_UNKNOWN = re.compile(r"The attribute '(\w+)' is not allowed")
_MISSING = re.compile(r"The attribute '(\w+)' is required but missing")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")


def validate(xml: bytes) -> list[Problem]:
    """Every problem of one message, in the order of the file; none means that it may leave."""
    if len(xml) > MESSAGE_LIMIT:
        size = f"the message has {len(xml):,} bytes"
        return [Problem(where="OdfBody", what=size, would_be_right=f"at most {MESSAGE_LIMIT:,}", rule="size")]
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [
            Problem(
                where="the file",
                what=str(error),
                would_be_right="well-formed XML in UTF-8",
                rule="xml",
                line=error.lineno or 0,
            )
        ]
    info: Any = root.getroottree().docinfo
    if info.doctype:
        return [Problem(where="the file", what="a DOCTYPE", would_be_right="no DOCTYPE", rule="doctype", line=1)]
    if root.tag != "OdfBody":
        return [Problem(where=str(root.tag), what="this root element", would_be_right="OdfBody", rule="root", line=1)]
    found = [*_form(root), *checks.check(root)]
    return sorted(found, key=lambda problem: problem.line)


def _form(root: etree._Element) -> Iterator[Problem]:
    type_ = root.get("DocumentType", "")
    form = FORMS.get(type_)
    known = form is not None or type_ in OTHERS or type_.startswith("DT_CEREMONY_")
    if type_.startswith("DT_") and not known:
        right = "a DocumentType of the standard, such as DT_RESULT"
        yield Problem(
            where="OdfBody/@DocumentType",
            what=repr(type_),
            would_be_right=right,
            rule="document_type",
            line=line_of(root),
        )
    file = form.schema if form else "envelope.xsd"
    schema = _schema(file)
    if schema.validate(root):
        return
    entries: Any = schema.error_log
    for entry in entries:
        problem = _explained(file, entry.path or "/OdfBody", entry.message, entry.line)
        if not (problem.rule == "rsc" and type_.startswith(FREE_CODES)):
            yield problem


@cache
def _schema(file: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / file))


def _explained(file: str, path: str, message: str, line: int) -> Problem:
    """A schema processor's message in words: where, what, and what would be right."""
    where = path.lstrip("/")
    if unknown := _UNKNOWN.search(message):
        right = "one of the attributes that the standard gives this element"
        return Problem(where=where, what=f"attribute {unknown[1]}", would_be_right=right, rule="structure", line=line)
    if missing := _MISSING.search(message):
        what = f"attribute {missing[1]} is missing"
        right = shapes(file).words.get(shapes(file).type_of(path, missing[1]), "a value")
        return Problem(where=where, what=what, would_be_right=right, rule="missing", line=line)
    if value := _ATTRIBUTE.search(message):
        type_ = shapes(file).type_of(path, value[1])
        right = shapes(file).words.get(type_) or "another value"
        return Problem(
            where=f"{where}/@{value[1]}", what=f"{value[2]!r}", would_be_right=right, rule=type_ or "value", line=line
        )
    expected = _EXPECTED.search(message)
    what = message.partition("Expected is")[0].split(": ", 1)[-1].strip().rstrip(".")
    return Problem(
        where=where,
        what=what,
        would_be_right=f"{expected[1]} here" if expected else "the elements of the standard in their order",
        rule="structure",
        line=line,
    )
