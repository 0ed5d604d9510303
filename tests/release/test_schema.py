"""Nothing crosses that was not decided."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from kotinos.codes import canonical
from kotinos.release import schema

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "A" * 32 + "0"


def _fields() -> set[tuple[str, str]]:
    structs = [
        value for value in vars(schema).values() if isinstance(value, type) and issubclass(value, msgspec.Struct)
    ]
    return {(s.__name__, name) for s in structs if s is not msgspec.Struct for name in s.__struct_fields__}


def _decided() -> set[tuple[str, str]]:
    text = (ROOT / "docs/decisions/0012-what-crosses.md").read_text()
    return {(a, b) for a, b in re.findall(r"^\| (\w+) \| (\w+) \| \S", text, re.M) if a != "from"}


def test_every_field_that_crosses_was_decided_with_its_reason():
    assert _fields() == _decided()


PUBLIC = {"type": "athlete", "token": TOKEN, "family": "DOE", "given": "Ann", "organisation": "FRA", "sport": "ATH"}


@pytest.mark.parametrize(
    "body",
    [
        PUBLIC | {"birth_date": "2001-01-01"},
        {"type": "card", "token": TOKEN, "state": "suspended", "reason": "clearance"},
        {"type": "card", "token": TOKEN, "state": "refused"},
        {"type": "card", "token": "12AB345678", "state": "active"},
        {"type": "passport", "token": TOKEN},
    ],
)
def test_what_is_not_in_the_schema_does_not_cross(body):
    message = {"version": 1, "crossings": [{"seq": 1, "at": "2026-07-01T12:00:00Z", "body": body}], "more": False}
    with pytest.raises(msgspec.ValidationError):
        canonical.decode(canonical.encode(message), schema.Crossings)
