"""Lines that a wire can carry: at most 80 columns, without control characters, and in basic Latin letters where a 7-bit wire asks."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from kotinos.forms.odf.naming import LETTERS
from kotinos.forms.problem import Problem

WIDTH = 80
_SIGNS = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "—": "-", "−": "-", "×": "x", "·": "-", "→": "->"})
_BREAKING = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")


def wrapped(paragraphs: Iterable[str], *, ascii: bool = False) -> list[str]:
    """Each paragraph on as many lines as it needs. A no-break space is never broken at; a word longer than a line is cut."""
    lines: list[str] = []
    for paragraph in paragraphs:
        plain = _BREAKING.sub(" ", latin(paragraph) if ascii else paragraph).rstrip(" ")
        lines += [line for line in textwrap.wrap(plain, WIDTH, break_on_hyphens=False) if line.strip()]
    return lines


def latin(text: str) -> str:
    """``text`` in the printable characters of ASCII: accents are taken off, ligatures opened, and what has no Latin letter is ``?``."""
    opened = unicodedata.normalize("NFKD", _BREAKING.sub(" ", text).translate(LETTERS).translate(_SIGNS))
    bare = "".join(sign for sign in opened if not unicodedata.combining(sign))
    return "".join(sign if " " <= sign <= "~" else "?" for sign in bare)


def validate(data: bytes, *, ascii: bool = False) -> list[Problem]:
    """Everything that a wire cannot carry, line by line."""
    lines = data.decode().removesuffix("\n").split("\n")
    return [problem for number, line in enumerate(lines, 1) for problem in _of_line(number, line, ascii)]


def _of_line(number: int, line: str, ascii: bool) -> Iterator[Problem]:
    if len(line) > WIDTH:
        yield _problem(number, f"{len(line)} columns", f"at most {WIDTH}", "width")
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in line):
        yield _problem(number, "a control character", "printable characters", "control")
    if ascii and not line.isascii():
        yield _problem(number, "a letter outside ASCII", "basic Latin letters", "ascii")
    if not line.strip():
        yield _problem(number, "an empty line", "text on every line", "empty")


def _problem(line: int, what: str, right: str, rule: str) -> Problem:
    return Problem(where=f"line {line}", what=what, would_be_right=right, rule=rule, line=line)
