"""What letters say: one text for each template, version and language. The newest is used; a letter keeps the one it was made of."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from babel.dates import format_date
from jinja2 import Environment, FunctionLoader, StrictUndefined

Template = Literal["invitation", "returned", "approved", "refused", "rejected", "card_ready"]
TEMPLATES: tuple[Template, ...] = ("invitation", "returned", "approved", "refused", "rejected", "card_ready")
LANGUAGES = ("en", "fr")


class Words(msgspec.Struct, frozen=True):
    """A letter in words: what the e-mail is called, and its text from the name to the signature."""

    subject: str
    text: str


class Content(msgspec.Struct, frozen=True):
    """What a letter is about. ``name`` is empty where the file has none yet, ``link`` where there is no invitation."""

    file: str
    organisation: str
    category: str
    day: date
    name: str = ""
    reason: str = ""
    link: str = ""
    until: date | None = None


@cache
def versions(template: str) -> tuple[int, ...]:
    """The versions that a template has in every language, the oldest first."""
    found: dict[int, set[str]] = {}
    for file in files(__package__).joinpath("texts").iterdir():
        name, version, language, _ = file.name.split(".")
        if name == template:
            found.setdefault(int(version), set()).add(language)
    return tuple(sorted(version for version, languages in found.items() if languages == set(LANGUAGES)))


def newest(template: str) -> int:
    """The version that a letter of today is made of."""
    return versions(template)[-1]


def language_of(language: str) -> str:
    """The language of letters for a person who reads ``language``: French, or English for everybody else."""
    return language if language in LANGUAGES else "en"


def _source(name: str) -> str:
    return files(__package__).joinpath("texts", f"{name}.txt").read_text("utf-8")


# Plain text: there is nothing to escape, and a name that is missing is an error, not a gap in a letter.
_TEXTS = Environment(
    autoescape=False,  # noqa: S701
    loader=FunctionLoader(_source),
    undefined=StrictUndefined,
)


def words(template: Template, version: int, language: str, content: Content) -> Words:
    """The letter in ``en`` or ``fr``; raises `jinja2.TemplateNotFound` for a version that there is not."""
    values = {
        **msgspec.structs.asdict(content),
        "day": format_date(content.day, "long", language),
        "until": format_date(content.until, "long", language) if content.until else "",
    }
    whole = _TEXTS.get_template(f"{template}.{version}.{language}").render(values)
    subject, _, body = whole.partition("\n\n")
    text = _TEXTS.get_template(f"frame.1.{language}").render({**values, "body": body.strip()})
    return Words(subject.strip(), text + "\n")
