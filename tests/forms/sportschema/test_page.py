"""The page on the Sport Schema says of each class what the vocabulary says."""

from __future__ import annotations

from pathlib import Path

from kotinos.forms.sportschema.vocabulary import CLASSES, NEEDED
from kotinos.forms.sportsml.form import TYPES

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "sport-schema.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| `sport:")
]


def test_every_class_has_its_properties_and_what_it_needs() -> None:
    told = {name: row[1] for row in ROWS for name in row[0].replace("`", "").split()}
    assert set(told) == {name for name in CLASSES if name.startswith("sport:")}
    for name, properties in told.items():
        parts = [part.strip() for part in properties.split(",")]
        assert [part.strip("*`") for part in parts] == list(CLASSES[name]), name
        assert [part.strip("*`") for part in parts if part.startswith("*")] == list(NEEDED.get(name, ())), name


def test_every_type_that_is_told_is_on_the_page() -> None:
    assert all(f"`{type_}`" in PAGE for type_ in TYPES)
