"""Every form tells the invented Games, and its own check accepts what it makes."""

from __future__ import annotations

import pytest

from kotinos.forms.catalogue import FORMS, UnknownForm, get
from kotinos.forms.terms import Edition
from tests.forms.approved import TERMS
from tests.forms.invented import EXAMPLES


@pytest.mark.parametrize("name", FORMS)
def test_a_form_makes_what_its_own_check_accepts(name: str) -> None:
    form = get(name)
    made = [message for make in EXAMPLES.values() for message in form.make(Edition(document=make()), TERMS)]
    assert made
    assert [form.check(message.data) for message in made] == [[] for _ in made]


def test_a_form_says_what_it_is_in_both_languages_under_its_own_name() -> None:
    assert all(name == form.name and set(form.title) == {"en", "fr"} for name, form in FORMS.items())


def test_an_unknown_form_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownForm, match=f"form 'telex': one of {' '.join(FORMS)}"):
        get("telex")
