"""A letter as PDF, by typst. What it says goes in as text: nothing in a name or a reason can become a command of the typesetter."""

from __future__ import annotations

from importlib.resources import files

import typst

from kotinos.custody.accreditation.letters.wording import Words


def pdf(words: Words, language: str) -> bytes:
    """The letter on A4, as PDF."""
    head, _, body = words.text.partition("\n\n")
    inputs = {"language": language, "subject": words.subject, "head": head, "body": body.strip()}
    source = files(__package__).joinpath("letter.typ").read_bytes()
    made: bytes = typst.compile(source, format="pdf", sys_inputs=inputs)
    return made
