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
from tests.forms.invented_tables import TABLES

EXAMPLES = {**EVERY_FORM, **SHEETS, **TABLES}
GOLDEN = Path(__file__).parent / "golden"


def _readable(xml: bytes) -> str:
    parsed = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, pretty_print=True, encoding="unicode")


def _files(name: str) -> dict[Path, str]:
    """What is sent of an example, by its approved file; of several messages of one type each is numbered."""
    messages = form(EXAMPLES[name](), FEED)
    types = [message.document_type for message in messages]
    found = {}
    for at, message in enumerate(messages):
        again = f".{types[:at].count(types[at]) + 1}" if types.count(types[at]) > 1 else ""
        found[GOLDEN / f"{name}.{types[at]}{again}.xml"] = _readable(message.xml)
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_sent_as_approved(name: str) -> None:
    for file, shown in _files(name).items():
        assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_valid_to_the_last_code(name: str) -> None:
    for message in form(EXAMPLES[name](), FEED):
        assert validate(message.xml) == []


def test_no_approved_file_is_left_over() -> None:
    assert set(GOLDEN.glob("*.xml")) == {file for name in EXAMPLES for file in _files(name)}


if __name__ == "__main__":
    for example in EXAMPLES:
        for approved, content in _files(example).items():
            approved.write_text(content, encoding="utf-8")
