"""The protocol's page says what the code does: its tables are drawn from it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from kotinos.custody.vault.fields import FIELDS
from kotinos.custody.vetting import alarms, grammar, records

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_is_drawn_from_the_tables_of_today() -> None:
    spec = importlib.util.spec_from_file_location("vetting_protocol", ROOT / "tools" / "vetting_protocol.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.drawn(page) == page, "run: python tools/vetting_protocol.py"
    assert set(tool.ALARMS) == set(alarms.CODES)


def test_every_column_fits_its_line_and_none_takes_free_text() -> None:
    for kind, columns in grammar.LINES.items():
        assert 1 + sum(1 + column.width for column in columns) < grammar.WIDTH, kind
        for column in columns:
            assert "." not in column.pattern, f"{kind}.{column.name} takes anything"
            assert "\\" not in column.pattern, f"{kind}.{column.name} takes a class that nobody has listed"


def test_an_answer_has_four_columns_and_none_of_them_is_a_reason() -> None:
    assert [(c.name, c.pattern) for c in grammar.LINES["A"]] == [
        ("token", "[A-Z2-7]{32}"),
        ("verdict", "[FUPW]"),
        ("case", "[0-9]{12}"),
        ("until", "[0-9]{8}"),
    ]


def test_what_is_sent_is_what_the_register_of_processing_says_is_sent() -> None:
    sent = {field.vault for field in records.FIELDS if field.vault}
    assert all("vetting" in FIELDS[name].purposes for name in sent)
    said = {name for name, field in FIELDS.items() if "State vetting service" in field.sent_to}
    assert sent == said
