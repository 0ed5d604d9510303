"""Desk JSON: the published document, plainly; and a page that describes every field of it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from kotinos.forms import desk, reference
from kotinos.forms.fields import MEANING
from kotinos.results.documents import BODY_OF_TYPE, Document
from tests.forms.invented import EXAMPLES, heat, swim
from tests.forms.strategies import documents

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "desk.md"


def test_a_row_reads_as_it_is_shown() -> None:
    read = json.loads(desk.encoded(heat()))
    assert {name: read[name] for name in ("key", "type", "version", "status", "step")} == {
        "key": "DT_RESULT/ATHM100M--------------HEAT000300--",
        "type": "DT_RESULT",
        "version": 3,
        "status": "OFFICIAL",
        "step": 41,
    }
    first, _, _, fourth, _ = read["body"]["rows"]
    assert (first["rank"], first["mark"], first["reaction"], first["qual"]) == (1, "10.02", "0.148", "Q")
    assert first["competitor"]["name"] == "Tane EXEMPLA"
    assert (fourth["irm"], "rank" in fourth) == ("DNF", False)


def test_what_is_at_its_default_is_left_out() -> None:
    (first, _) = desk.desk(swim())["body"]["rows"]
    assert "heights" not in first
    assert "rank_equal" not in first


def test_a_withdrawn_document_has_no_body() -> None:
    assert desk.desk(msgspec.structs.replace(heat(), body=None))["body"] is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_back_as_it_was(name: str) -> None:
    assert desk.decoded(desk.encoded(EXAMPLES[name]())) == EXAMPLES[name]()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_comes_back_as_it_was(document: Document) -> None:
    assert desk.decoded(desk.encoded(document)) == document


def test_the_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_the_reference_page_has_every_field_of_every_document() -> None:
    page = reference.page()
    for type_, body in BODY_OF_TYPE.items():
        section = page.split(f"## `{type_}`\n", 1)[1].split("\n## ", 1)[0]
        for field in msgspec.structs.fields(body):
            assert f"| `{field.encode_name}` |" in section


def test_a_field_without_a_description_is_named() -> None:
    class Odd(msgspec.Struct):
        nowhere_described: int

    with pytest.raises(LookupError, match=r"Odd\.nowhere_described"):
        reference.meaning(Odd, msgspec.structs.fields(Odd)[0])


def test_no_description_is_left_over() -> None:
    structs: dict[type, None] = dict.fromkeys(BODY_OF_TYPE.values())
    for body in BODY_OF_TYPE.values():
        reference.collect(body, structs)
    names = {f.encode_name for s in structs for f in msgspec.structs.fields(s)}
    full = {f"{s.__name__}.{f.encode_name}" for s in structs for f in msgspec.structs.fields(s)}
    assert set(MEANING) <= names | full
