"""Every sentence of the pages exists in every language, and says the same things."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from kotinos.site import i18n

SITE = Path(i18n.__file__).parent
SOURCES = [("templates/**.html", "jinja2"), ("static/js/**.js", "javascript")]
WORDS = {"t": None, "tn": (1, 2), "_": None}
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def written() -> set[str]:
    """All originals in templates and scripts; of a plural, the singular."""
    found = extract_from_dir(SITE, SOURCES, keywords=WORDS, options_map=OPTIONS)
    return {said if isinstance(said, str) else said[0] for _, _, said, _, _ in found}


def test_the_sentences_of_templates_and_scripts_are_found() -> None:
    assert {"What changed", "Schedule", "Projected: {n} competitor still to come."} <= written()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_sentence_has_its_entry_and_no_entry_is_dead(language: str) -> None:
    assert set(i18n.messages(language)) == written()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_is_left_untranslated_or_fuzzy(language: str) -> None:
    for message in i18n.catalogue(language):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            assert not message.fuzzy, message.id


def test_a_translation_names_the_same_values() -> None:
    for original, said in i18n.messages("fr").items():
        for form in said if isinstance(said, list) else [said]:
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", original)), original


def test_no_sentence_hides_inside_a_template_string_where_no_extractor_sees_it() -> None:
    for script in (SITE / "static" / "js").rglob("*.js"):
        assert "${t(" not in script.read_text(), script.name


@pytest.mark.parametrize(
    ("n", "said"), [(0, "encore {n} concurrent"), (1, "encore {n} concurrent"), (2, "encore {n} concurrents")]
)
def test_french_counts_nothing_as_one(n: int, said: str) -> None:
    one, many = "Projected: {n} competitor still to come.", "Projected: {n} competitors still to come."
    assert f"{said} à" in i18n.ngettext("fr", one, many, n)


def test_english_counts_nothing_as_many() -> None:
    one, many = "Projected: {n} competitor still to come.", "Projected: {n} competitors still to come."
    assert i18n.ngettext("en", one, many, 0) == many
    assert i18n.ngettext("en", one, many, 1) == one


def test_a_sentence_that_no_catalogue_knows_stays_as_it_is() -> None:
    assert i18n.gettext("fr", "nobody wrote this") == "nobody wrote this"
    assert i18n.ngettext("fr", "one thing", "many things", 2) == "many things"


def test_the_heaviest_language_wins_and_regions_count_as_their_language() -> None:
    assert i18n.preferred("en;q=0.2, fr-FR;q=0.7") == "fr"
    assert i18n.preferred("*") == "en"
