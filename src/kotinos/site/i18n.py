"""The sentences of the live pages, and the languages they are in."""

from __future__ import annotations

from pathlib import Path

from kotinos.design.languages import LANGUAGES, Sentences, preferred

__all__ = ["LANGUAGES", "SENTENCES", "catalogue", "gettext", "messages", "ngettext", "preferred"]

SENTENCES = Sentences(Path(__file__).parent / "locale")
catalogue, messages = SENTENCES.catalogue, SENTENCES.messages
gettext, ngettext = SENTENCES.gettext, SENTENCES.ngettext
