"""The page of all rule sets is made from the rule book, and says where each comes from."""

from __future__ import annotations

from pathlib import Path

from kotinos.results import rules_page
from kotinos.sports import programme, rulebook

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page.page()


def test_it_lists_every_rule_set_once() -> None:
    page = rules_page.page()
    assert {one.id for one in rulebook.RULE_SETS if page.count(f"| `{one.id}` |") != 1} == set()


def test_every_rule_of_a_discipline_names_its_source() -> None:
    assert [one.id for own in programme.all().values() for one in own.rule_sets if not one.source] == []
