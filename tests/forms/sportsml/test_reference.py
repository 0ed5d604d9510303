"""The page on SportsML says what is sent."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from kotinos.forms.sportsml import form, reference
from kotinos.forms.terms import Edition
from tests.forms.approved import TERMS
from tests.forms.invented import EXAMPLES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "sportsml.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_every_element_and_every_kind_of_sub_score_that_is_sent_is_on_the_page() -> None:
    page = reference.page()
    for make in EXAMPLES.values():
        for message in form(Edition(document=make()), TERMS):
            for element in etree.fromstring(message.data).iter():
                assert f"`{etree.QName(element).localname}`" in page
                kind = element.get("sub-score-type")
                assert kind is None or f"`{kind}`" in page
