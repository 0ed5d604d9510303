"""What the commands say, in the language of the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kotinos.custody.act import Refused
from kotinos.custody.web import refusals
from kotinos.custody.web.i18n import SENTENCES
from kotinos.design.languages import LANGUAGES


def language() -> str:
    """The language of the terminal: French where it asks for it, else English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return wanted[:2] if wanted[:2] in LANGUAGES else LANGUAGES[0]


def say(original: str, **values: object) -> str:
    """A sentence with its values."""
    return SENTENCES.gettext(language(), original) % values


@contextmanager
def told() -> Iterator[None]:
    """Turn a refusal into a sentence on the terminal."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(refusals.sentence(language(), refused)) from refused
