"""Every sentence of the zone's pages exists in every language, and says the same things."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from kotinos.custody import web
from kotinos.custody.accreditation import refusals as refusals_of_file
from kotinos.custody.act import Refused
from kotinos.custody.card import refusals as refusals_of_card
from kotinos.custody.gate import refusals as refusals_of_gate
from kotinos.custody.vault import refusals as refusals_of_vault
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
def test_no_sentence_stands_twice(language: str) -> None:
    """A reader of catalogues keeps the last of two and says nothing: a change of the other one would change no page."""
    text = (SENTENCES.folder / language / "LC_MESSAGES" / "kotinos.po").read_text(encoding="utf-8")
    originals = re.findall(r"^msgid (.*?)^msg(?:str|id_plural)", text, re.MULTILINE | re.DOTALL)
    assert len(originals) > 100
    assert [original for original, times in Counter(originals).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated_or_fuzzy(language: str) -> None:
    for message in SENTENCES.catalogue(language):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(strings), message.id
            assert not message.fuzzy, message.id


def test_no_line_of_french_begins_with_a_colon() -> None:
    said = [
        form for forms in SENTENCES.messages("fr").values() for form in (forms if isinstance(forms, list) else [forms])
    ]
    assert any("\u00a0:" in form for form in said)
    assert [form for form in said if re.search(r" [:;?!»]|« ", form)] == []


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


REGISTERS = (
    refusals_of_card.REFUSALS,
    refusals_of_gate.REFUSALS,
    refusals_of_vault.REFUSALS,
    refusals_of_file.REFUSALS,
)
OF_VETTING = {value for name, value in vars(refusals_of_vetting).items() if name.isupper()}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Every place that refuses, its code, and the details that it gives: ``web/desk.py``, ``reason_missing``, {}."""
    for path in WEB.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"):
                continue
            match node.args:
                case [ast.Constant(value=str(code))]:
                    given = {word.arg or "**" for word in node.keywords}
                    yield str(path.relative_to(WEB.parent)), code, given


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence_and_every_sentence_the_details_that_it_needs(language: str) -> None:
    codes = {code for _, code, _ in raised()} | {code for register in REGISTERS for code in register} | OF_VETTING
    assert codes - refusals.SAID.keys() - refusals.FILE.keys() == set()
    for place, code, given in raised():
        if "**" not in given:
            said = refusals.sentence(language, Refused(code, **dict.fromkeys(given, "7")))
            assert said.endswith(".") and not re.search(r"[{}]|%\(", said), place


def test_no_code_means_one_thing_in_the_file_and_another_elsewhere() -> None:
    """A sentence is found by its code alone."""
    assert refusals.FILE.keys() & refusals.SAID.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_nobody_foresaw_is_still_an_answer(language: str) -> None:
    assert "unforeseen" in refusals.sentence(language, Refused("unforeseen", number=1))
