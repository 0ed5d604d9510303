"""Sentences: every phrase in two languages, ordinals, decimal commas, and typography."""

from __future__ import annotations

import re
import string

import pytest

from kotinos.sports import rulebook
from kotinos.sports.phrases import PHRASES
from kotinos.sports.why import Why, ordinal, say


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_every_phrase_exists_in_both_languages_with_the_same_values(code):
    phrase = PHRASES[code]
    fields = {lang: {name for _, name, _, _ in string.Formatter().parse(phrase[lang]) if name} for lang in ("en", "fr")}
    assert fields["en"] == fields["fr"]
    assert ("en_name" in phrase) == ("fr_name" in phrase)
    assert ("en_same" in phrase) == ("fr_same" in phrase)


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_french_phrases_use_the_typographic_apostrophe(code):
    assert not any(re.search(r"\w'\w", text) for key, text in PHRASES[code].items() if key.startswith("fr"))


def test_every_irm_of_every_rule_set_has_words():
    for rule_set in rulebook.RULE_SETS:
        for irm in rule_set.irms:
            assert f"irm_{irm}" in PHRASES, (rule_set.id, irm)


@pytest.mark.parametrize(
    ("place", "english", "french"),
    [
        (1, "1st", "1er"),
        (2, "2nd", "2e"),
        (3, "3rd", "3e"),
        (4, "4th", "4e"),
        (11, "11th", "11e"),
        (12, "12th", "12e"),
        (13, "13th", "13e"),
        (21, "21st", "21e"),
        (112, "112th", "112e"),
    ],
)
def test_ordinals(place, english, french):
    assert (ordinal(place), ordinal(place, "fr")) == (english, french)


def test_the_first_row_needs_no_reason():
    assert say(None, None, 1) == ""


def test_decimals_have_a_comma_in_french_and_letters_are_left_alone():
    why = Why("distance", ("8.41 m", "8.21 m"))
    assert say(why, 1, 2, "fr") == "1er devant 2e\N{NO-BREAK SPACE}: meilleure marque (8,41 m contre 8,21 m)"


def test_a_decision_in_the_officials_own_words_is_quoted():
    why = Why("tie_break", ("video review", ""), (("time", "9.79"),))
    assert say(why, 3, 4) == "3rd before 4th: both 9.79; separated by a recorded decision: video review"


def test_a_decision_without_a_reason_says_only_that_there_was_one():
    assert say(Why("tie_break", ("decision", "decision")), 1, 2) == "1st before 2nd: separated by a recorded decision"


def test_sharing_first_place_in_french_is_feminine():
    assert say(Why("tie", (), (("time", "9.79"),)), 1, 1, "fr").startswith("se partagent la 1re place")


def test_an_irm_without_words_still_gets_a_sentence():
    assert say(Why("irm", ("ZZZ",)), 3, None) == "ZZZ: no valid result, not ranked"
