"""What a form is made with besides the document: how the Games are called, where their venues' clocks stand, in which language."""

from __future__ import annotations

from typing import Literal

import msgspec

from kotinos.results.documents import Document, Text


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """The values that every form may need and no single document holds.

    ``competition`` is the code of the Games (``OG2024``), ``games`` their name; ``timezone`` the zone of the venues (IANA name).
    ``flag`` says of ODF whether it is ``P`` production or ``T`` test. ``lang`` and ``ascii`` (basic Latin letters only) concern forms
    that people read.
    """

    competition: str = ""
    games: Text = {}
    timezone: str = "UTC"
    lang: Literal["en", "fr"] = "en"
    ascii: bool = False
    flag: Literal["P", "T"] = "T"


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One published version: its document, its place in the feed (0 where it has none), and the version that it replaces, if known."""

    document: Document
    number: int = 0
    before: Document | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves: ``type`` is the document type that it tells, ``data`` its bytes."""

    type: str
    data: bytes


def said(text: Text, lang: str) -> str:
    """The text in ``lang``, else in English, else the first there is."""
    return text.get(lang) or text.get("en") or next(iter(text.values()), "")
