"""The register says what runs: a new field, purpose or recipient is seen before it is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.custody.rights import register
from kotinos.custody.vault import grants
from kotinos.custody.vault.fields import FIELDS

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "register-of-processing.md"), ("fr", "registre-des-traitements.md")]
)
def test_the_documented_register_is_the_one_that_is_made(database, vault, language, name):
    with database.reading() as connection:
        made = register.written(register.activities(grants.every(connection)), language)
    assert (ROOT / "docs" / "reference" / name).read_text() == made


def test_every_field_serves_a_purpose_that_the_register_names():
    assert all(field.purposes and field.purposes <= set(register.PURPOSES) for field in FIELDS.values())
