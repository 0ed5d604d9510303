"""The forms of one name: as the passport shows it, as its zone writes it, as the card prints it, in the own script. PURE."""

from __future__ import annotations

import unicodedata

import msgspec

from kotinos.custody.accreditation.transliteration import mrz, mrz_forms

CARD_WIDTH = 28
"""Characters that a line of the card holds."""

_PARTICLES = frozenset(
    (
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "di",
        "du",
        "dos",
        "das",
        "del",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ter",
        "ten",
        "zu",
        "af",
    )
)


class Name(msgspec.Struct, frozen=True):
    """What a person is called: ``family`` and ``given`` as in the visual zone of the passport, ``local`` in the own script.

    Who has one name only has it as ``family``, as Doc 9303-3, 4.6 wants it.
    """

    family: str
    given: str = ""
    local: str = ""


def clean(text: str) -> str:
    """A typed name: composed (NFC), single spaces, none at the ends, no control characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", "".join(c for c in text if c.isprintable() or c.isspace()))
    return " ".join(composed.split())


def mrz_name(name: Name, width: int = 39) -> str:
    """The name field of a zone of ``width`` characters (39 in a passport), ``FAMILY<<GIVEN<NAMES``, without the fillers at its end.

    Too long, it is cut as Doc 9303-4, 4.2.3 has it: given names first down to one letter each, from the last; then the family name.
    """
    family, given = mrz(name.family).split("<"), mrz(name.given).split("<") if name.given else []
    given = [word for word in given if word]
    for at in range(len(given) - 1, -1, -1):
        over = len("<".join(family)) + 2 + len("<".join(given)) - width
        if over <= 0:
            break
        given[at] = given[at][: max(1, len(given[at]) - over)]
    field = "<".join(family) + ("<<" + "<".join(given) if given else "")
    if len(field) <= width:
        return field
    # The family name is what is left to cut, down to where the first given name still shows a letter.
    first = f"<<{given[0][:1]}" if given else ""
    return "<".join(family)[: width - len(first)].rstrip("<") + first


def card_name(name: Name, width: int = CARD_WIDTH) -> str:
    """The name as the card prints it: given names, then the FAMILY NAME in capitals, in Latin letters with their accents.

    A name that is too long loses its later given names, then shortens the first to an initial, then is cut.
    """
    given = [_title(word) for word in _latin(name.given).split()]
    family = _capitals(_latin(name.family))
    for firsts in ([*given], given[:1], [f"{given[0][0]}."] if given else []):
        printed = " ".join([*firsts, family])
        if len(printed) <= width:
            return printed
    return printed[:width].rstrip()


def _latin(text: str) -> str:
    """Latin letters stay as they are, with their accents; every other script is written as the zone writes it."""
    words = clean(text).split()
    return " ".join(w if all(_is_latin(c) for c in w) else mrz(w).replace("<", " ") for w in words)


def _is_latin(c: str) -> bool:
    return c < "ɐ" or not c.isalpha() or "LATIN" in unicodedata.name(c, "")


def _title(word: str) -> str:
    if not (word.isupper() or word.islower()):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _capitals(family: str) -> str:
    """``van der Berg`` keeps its small particles before the capitals: van der BERG."""
    words = family.split()
    return " ".join(w if w in _PARTICLES and n < len(words) - 1 else w.upper() for n, w in enumerate(words))


def agrees(typed: str, zone: str, truncated: bool) -> bool:
    """Whether the words of a zone (``VAN DER MUELLER``) are a way to write the name typed; a cut zone may end early in any word.

    The order and the number of given names in a zone follow the passport, so only what is cut may be missing.
    """
    asked = zone.split()
    for form in mrz_forms(typed):
        words = [word for word in form.split("<") if word]
        if words == asked:
            return True
        if truncated and _cut(words, asked):
            return True
    return False


def _cut(words: list[str], asked: list[str]) -> bool:
    """Whether ``asked`` is what is left of ``words`` when some are shortened and the last are dropped."""
    return len(asked) <= len(words) and all(word.startswith(part) for word, part in zip(words, asked, strict=False))
