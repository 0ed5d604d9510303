"""The page that says what proves each promise of the sealed zone names tests that exist, and places where there is something."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "sealed-zone-proofs.md").read_text(encoding="utf-8")


def functions(path: Path) -> set[str]:
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 60
    missing = [f"{file}::{name}" for file, name in named if name not in functions(ROOT / "tests" / "custody" / file)]
    assert missing == []


def test_every_place_that_is_named_exists() -> None:
    rows = [line.split(" | ") for line in PAGE.splitlines() if re.match(r"\| [AVGCX]\d", line)]
    assert len(rows) == 9 + 9 + 7 + 11 + 1
    places = {place for row in rows for place in re.findall(r"`([\w/.]+)`", row[2])}
    package = ROOT / "src" / "kotinos"
    assert [one for one in places if not any((base / one).exists() for base in (package / "custody", package))] == []


def test_every_line_says_what_is_proved_or_why_it_is_not() -> None:
    for line in PAGE.splitlines():
        if re.match(r"\| [AVGCX]\d", line):
            assert re.search(r"\*(Held|Measured|Held and measured|Part\.?|Not yet)\*", line), line
            assert "*Part.*" not in line or "*Not yet*:" in line, line
