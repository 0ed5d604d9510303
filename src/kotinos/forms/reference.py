"""``python -m kotinos.forms.reference``: the page that describes every field of desk JSON, made from the structs themselves."""

from __future__ import annotations

import ast
import inspect
import sys
import typing
from collections.abc import Iterator
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.forms.fields import MEANING
from kotinos.results import documents
from kotinos.results.documents import BODY_OF_TYPE

_WORDS = {str: "text", int: "number", bool: "true or false", Rsc: "RSC (34 characters)", Any: "any value"}
_TEXT = dict[str, str]

_OPENING = """\
# Desk JSON

What a commentator's desk, a page or a programme reads. The `body` of a feed frame has the same shape. This page is made from the code
(`python -m kotinos.forms.reference > docs/reference/desk.md`) and a test keeps it up to date.

A field that stands at its default (empty text, 0, false, an empty list) is left out. Marks are text, exactly as shown. Times are UTC,
ISO 8601, unless a field says otherwise. A text by language is an object: `{"en": "Heat 3", "fr": "Série 3"}`.

| Field | Value | |
| --- | --- | --- |
| `key` | text | The overwrite key: type, RSC and, where there is one, subcode. A newer version replaces the older completely. |
| `type` | text | `DT_RESULT`, `DT_SCHEDULE` … (below). |
| `rsc` | RSC (34 characters) | What the document is about. |
| `version` | number | Counts up from 1 under its key. |
| `status` | text | The ResultStatus: `START_LIST` `LIVE` `INTERMEDIATE` `UNCONFIRMED` `UNOFFICIAL` `OFFICIAL` `PARTIAL` `PROTESTED`. |
| `step` | number | The journal's number of the event that made it; documents of one step belong together. |
| `at` | text | When that event was recorded. |
| `body` | object or null | By `type`, below; null withdraws the document. |
"""


def page() -> str:
    """The whole page."""
    parts = [_OPENING]
    seen: dict[type, None] = {}
    for type_, body in BODY_OF_TYPE.items():
        parts.append(_section(f"`{type_}`", body))
        collect(body, seen)
    parts.append("## Parts\n\nWhat the bodies above are made of, by name.\n")
    parts += [_section(f"`{part.__name__}`", part, 3) for part in sorted(seen, key=lambda p: p.__name__)]
    return "\n".join(parts)


def _section(title: str, struct: Any, depth: int = 2) -> str:
    comments = _field_docs(struct)
    rows = [
        f"| `{field.encode_name}` | {_shown(field.type)} | {comments.get(field.name) or meaning(struct, field)} |"
        for field in msgspec.structs.fields(struct)
    ]
    doc = " ".join((inspect.getdoc(struct) or "").split()).replace("``", "`")
    return "\n".join([f"{'#' * depth} {title}", "", doc, "", "| Field | Value | |", "| --- | --- | --- |", *rows, ""])


def meaning(struct: Any, field: Any) -> str:
    """What a field means; raises ``LookupError`` for one that nobody has described."""
    name = field.encode_name
    found = MEANING.get(f"{struct.__name__}.{name}") or MEANING.get(name)
    if found is None:
        raise LookupError(f"{struct.__name__}.{name} has no description: give it one in kotinos/forms/fields.py")
    return found


def collect(struct: Any, seen: dict[type, None]) -> None:
    """Add the structs that ``struct`` is made of, down to the last, to ``seen``."""
    for field in msgspec.structs.fields(struct):
        for inner in _structs(field.type):
            if inner not in seen:
                seen[inner] = None
                collect(inner, seen)


def _structs(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _structs(argument)


def _shown(annotation: Any) -> str:
    """A type in words: ``tuple[Split, ...]`` is a list of `Split`."""
    if annotation == _TEXT:
        return "text by language or by name"
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        return f"list of {_shown(arguments[0])}"
    if origin is dict:
        return f"object, {_shown(arguments[0])} → {_shown(arguments[1])}"
    if origin in (UnionType, typing.Union):
        return " or ".join("null" if a is NoneType else _shown(a) for a in arguments)
    return _WORDS.get(annotation) or f"[`{annotation.__name__}`](#{annotation.__name__.lower()})"


def _field_docs(struct: Any) -> dict[str, str]:
    """The strings that stand below fields in the source."""
    tree = ast.parse(inspect.getsource(documents))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == struct.__name__)
    found: dict[str, str] = {}
    for field, below in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[ast.unparse(field.target)] = " ".join(str(below.value.value).split()).replace("``", "`")
    return found


if __name__ == "__main__":
    sys.stdout.write(page())
