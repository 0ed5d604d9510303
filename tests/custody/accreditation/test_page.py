"""The reference page says what the data say."""

from __future__ import annotations

import importlib.util
from datetime import date
from types import ModuleType

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "accreditation.md"


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_drawing_is_the_table_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert tool("draw_life").drawn(page, PAGE) == page, "run: python tools/draw_life.py"


def test_the_tables_are_the_reference_data() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert tool("describe_accreditation").described(page, date(2026, 7, 1)) == page, (
        "run: python tools/describe_accreditation.py 2026-07-01"
    )
