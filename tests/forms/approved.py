"""Messages as a person read and approved them: one file for each, under ``golden/<form>/``.

To approve a change, run ``python -m tests.forms.approved`` and read the difference of ``golden/`` before you commit it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from kotinos.forms import iof, sportschema, sportsml, wire
from kotinos.forms.terms import Edition, Message, Terms
from tests.forms.invented import EXAMPLES

GOLDEN = Path(__file__).parent / "golden"
TERMS = Terms(competition="OG2024-TEV", games={"en": "Invented Games"}, timezone="Europe/Paris")


def xml(data: bytes) -> str:
    """XML on lines that a person can read."""
    parsed = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, pretty_print=True, encoding="unicode")


def jsonld(data: bytes) -> str:
    """The graph on lines that a person can read, without the context, which is always the same."""
    return json.dumps(json.loads(data)["@graph"], indent=1, ensure_ascii=False) + "\n"


FORMS: dict[str, tuple[Callable[[Edition, Terms], list[Message]], str, Callable[[bytes], str]]] = {
    "sportsml": (sportsml.form, ".xml", xml),
    "sportschema": (sportschema.form, ".jsonld", jsonld),
    "iof": (iof.form, ".xml", xml),
    "wire": (wire.form, ".txt", bytes.decode),
}
"""By name: the form, the suffix of its files, and how a person reads it."""


def shown(name: str, example: str) -> dict[Path, str]:
    """What a form makes of an example, by its approved file."""
    form, suffix, readable = FORMS[name]
    made = form(Edition(document=EXAMPLES[example]()), TERMS)
    return {GOLDEN / name / f"{example}.{message.type}{suffix}": readable(message.data) for message in made}


if __name__ == "__main__":
    for form_name in FORMS:
        (GOLDEN / form_name).mkdir(exist_ok=True)
        for example_name in EXAMPLES:
            for file, content in shown(form_name, example_name).items():
                file.write_text(content, encoding="utf-8")
