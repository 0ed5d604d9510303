"""The page of ODF codes is what the table says today."""

from __future__ import annotations

from pathlib import Path

from kotinos.codes import odf_codes, table
from kotinos.codes.statistics import HOLDERS, Statistic
from kotinos.forms.odf import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "odf-disciplines.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_every_line_of_the_table_is_on_the_page_once_for_each_of_its_disciplines() -> None:
    shown = [line for line in _page().splitlines() if line.startswith("| `") and line.count("|") >= 8]
    lines = table.rows("odf_codes", odf_codes.OdfCode)
    assert len(shown) == sum(len(line.disciplines.split()) for line in lines)


def test_every_statistic_is_on_the_page_once_for_each_of_its_disciplines() -> None:
    of_holder = tuple(f"| {holder}" for holder in HOLDERS)
    shown = [line for line in _page("statistics").splitlines() if line.startswith(of_holder)]
    assert len(shown) == sum(len(line.disciplines.split()) for line in table.rows("statistics", Statistic))


def _page(part: str = "") -> str:
    codes, _, statistics = reference.page().partition("## Statistics")
    return statistics if part else codes
