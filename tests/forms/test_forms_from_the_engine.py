"""Competitions told as facts: every version that the engine's projections make of them can be told in every form, none held back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kotinos.forms.catalogue import FORMS
from kotinos.forms.terms import Edition
from kotinos.results.documents import Document
from kotinos.results.facts import Fact
from tests.forms.approved import TERMS
from tests.forms.test_odf_from_the_engine import football_group, long_jump, told, track


@pytest.mark.parametrize("story", [track, long_jump, football_group])
def test_every_version_passes_the_check_of_every_form(story: Callable[[], list[Fact]]) -> None:
    before: dict[str, Document] = {}
    made = dict.fromkeys(FORMS, 0)
    for number, (document, _) in enumerate(told(story()), 1):
        edition = Edition(document=document, number=number, before=before.get(document.key))
        before[document.key] = document
        for name, form in FORMS.items():
            messages = form.make(edition, TERMS)
            assert [form.check(message.data) for message in messages] == [[] for _ in messages]
            made[name] += len(messages)
    assert all(count for name, count in made.items() if name != "iof")


def test_a_late_disqualification_is_a_correction_on_the_wire_with_what_stood_before() -> None:
    before: dict[str, Document] = {}
    corrections = []
    for document, _ in told(track()):
        edition = Edition(document=document, before=before.get(document.key))
        before[document.key] = document
        corrections += [
            message.data.decode()
            for message in FORMS["wire"].make(edition, TERMS)
            if document.type == "DT_RESULT" and message.data.startswith(b"CORRECTION: ")
        ]
    assert corrections
    assert any("DQ (was" in " ".join(text.split()) for text in corrections), corrections
