"""Every form of the invented Games is what a person read and approved, byte for byte."""

from __future__ import annotations

import pytest

from tests.forms.approved import FORMS, GOLDEN, shown
from tests.forms.invented import EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("form", FORMS)
def test_an_example_is_sent_as_approved(form: str, example: str) -> None:
    for file, content in shown(form, example).items():
        assert content == file.read_text(encoding="utf-8"), file.name


@pytest.mark.parametrize("form", FORMS)
def test_no_approved_file_is_left_over(form: str) -> None:
    made = {file for example in EXAMPLES for file in shown(form, example)}
    assert set((GOLDEN / form).iterdir()) == made
