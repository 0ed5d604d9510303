"""The messages of an invented Games, byte for byte as they were read and approved by a person.

To approve a change, run ``python -m tests.forms.test_odf_examples`` and read the difference of ``golden/`` before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kotinos.forms.odf import form, validate
from tests.forms.invented import EXAMPLES as EVERY_FORM
from tests.forms.invented import FEED
from tests.forms.invented_sheets import SHEETS

EXAMPLES = {**EVERY_FORM, **SHEETS}
GOLDEN = Path(__file__).parent / "golden"


def _readable(xml: bytes) -> str:
    parsed = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, pretty_print=True, encoding="unicode")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_sent_as_approved(name: str) -> None:
    for message in form(EXAMPLES[name](), FEED):
        approved = GOLDEN / f"{name}.{message.document_type}.xml"
        assert _readable(message.xml) == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_valid_to_the_last_code(name: str) -> None:
    for message in form(EXAMPLES[name](), FEED):
        assert validate(message.xml) == []


def test_no_approved_file_is_left_over() -> None:
    sent = {f"{name}.{m.document_type}.xml" for name, made in EXAMPLES.items() for m in form(made(), FEED)}
    assert {path.name for path in GOLDEN.glob("*.xml")} == sent


if __name__ == "__main__":
    for example, make in EXAMPLES.items():
        for sent in form(make(), FEED):
            (GOLDEN / f"{example}.{sent.document_type}.xml").write_text(_readable(sent.xml), encoding="utf-8")
