"""Every sentence of the zone's pages exists in every language, and says the same things."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from kotinos.custody import web
from kotinos.custody.act import Refused
from kotinos.custody.vetting import refusals as refusals_of_vetting
from kotinos.custody.web import refusals
from kotinos.custody.web.i18n import SENTENCES
from kotinos.design.languages import LANGUAGES

WEB = Path(web.__file__).parent
SOURCES = [("templates/**.html", "jinja2"), ("**.py", "python")]
WORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def written() -> set[str]:
    """All originals in templates and modules; of a plural, the singular."""
    places = (WEB, WEB.parent / "cli")
    found = [one for place in places for one in extract_from_dir(place, SOURCES, keywords=WORDS, options_map=OPTIONS)]
    return {said if isinstance(said, str) else said[0] for _, _, said, _, _ in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_its_entry_and_no_entry_is_dead(language: str) -> None:
    assert set(SENTENCES.messages(language)) == written()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_fuzzy(language: str) -> None:
    for message in SENTENCES.catalogue(language):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            assert not message.fuzzy, message.id


def test_a_translation_names_the_same_values() -> None:
    for original, said in SENTENCES.messages("fr").items():
        for form in said if isinstance(said, list) else [said]:
            assert set(re.findall(r"%\(\w+\)s", form)) == set(re.findall(r"%\(\w+\)s", original)), original


def test_what_reads_the_same_in_both_languages_is_a_word_of_both() -> None:
    same = {original for original, said in SENTENCES.messages("fr").items() if said == original}
    assert {original for original in same if " " in original} == set()


def test_no_script_says_a_sentence_that_no_catalogue_knows() -> None:
    for script in (WEB / "static" / "js").rglob("*.js"):
        assert re.findall(r"textContent = [\"'`]", script.read_text()) == [], script.name


WITHOUT_PAGES = {"visa.py", "shipping.py", "passes.py", "record.py"}
"""Deeds that no page does yet."""


def test_every_code_that_a_page_can_meet_has_its_sentence() -> None:
    for room in ("people", "pki", "web", "accreditation", "vault", "card", "flow", "rights", "log"):
        for path in (WEB.parent / room).rglob("*.py"):
            for code in re.findall(r"Refused\(\s*\"(\w+)\"", path.read_text()):
                known = code in refusals.SAID or code in refusals.FILE
                assert known or path.name in WITHOUT_PAGES, f"{room}/{path.name}: {code}"
    for code in (refusals_of_vetting.NO_CAMPAIGN, refusals_of_vetting.CAMPAIGN_NEEDED, refusals_of_vetting.UNDER_WAY):
        assert code in refusals.SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_nobody_foresaw_is_still_an_answer(language: str) -> None:
    assert "unforeseen" in refusals.sentence(language, Refused("unforeseen", number=1))
