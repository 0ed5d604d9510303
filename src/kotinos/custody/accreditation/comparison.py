"""Is this the same human being? Keys that bring likely pairs together, and a score for each pair, across transliterations. PURE.

Nothing is decided here: a pair above the threshold is held for two people. Names of the same person in two files differ by the way
they were romanised (Юлия is Iuliia, Yulia, Julia), by marks that were dropped (Schröder, Schroeder, Schroder), by order, by words that are
joined or left out. A key therefore keeps only the skeleton of one word, beside a date of birth; the score compares what is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

# Longest first: spellings of one sound in English, French, German, Polish and ICAO romanisation.
_SOUND = {
    "SHCH": "S", "TSCH": "C", "SZCZ": "S", "SCH": "S", "TCH": "C", "CZ": "C", "SZ": "S", "SH": "S", "CH": "C", "ZH": "S", "KH": "H",
    "GH": "H", "PH": "F", "TH": "T", "DH": "D", "DJ": "J", "DZ": "J", "TS": "C", "TZ": "C", "CK": "K", "OU": "U", "QU": "K", "LJ": "L",
    "NJ": "N",
}  # fmt: skip
_PATTERN = re.compile("|".join(_SOUND))
# The X that ICAO puts before Arabic letters without a Latin one (MXHMD); any other X is two sounds (Alexandre, Aleksandr).
_ARABIC_X = re.compile("X(?=KH|DH|SH|SS|DZ|TT|ZZ|TH|TA|YA|AA|AE|AY|H|KK|GG|J|C)")
_SINGLE = str.maketrans({"Q": "K", "W": "V", "Z": "S", "G": "H", "J": "I", "Y": "I", "C": "K"})
_VOWELS = re.compile("[AEIOU]+")
_PARTICLES = frozenset(
    (
        "AL",
        "EL",
        "UL",
        "BIN",
        "BEN",
        "IBN",
        "ABU",
        "DE",
        "DA",
        "DI",
        "DOS",
        "DU",
        "LA",
        "LE",
        "VAN",
        "VON",
        "DER",
        "DEN",
    )
)


class Known(msgspec.Struct, frozen=True):
    """What is compared of one person: ``name`` as the zone writes it (``MUELLER<<JOERG``), dates ISO 8601, codes of three letters."""

    name: str
    birth: str
    nationality: str = ""
    document: str = ""
    issuer: str = ""


class Likeness(msgspec.Struct, frozen=True):
    """How alike two people are, from 0 to 100, and on what evidence (names of what agrees, never its content)."""

    score: int
    evidence: tuple[str, ...]


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of one word as they sound, the first letter A where it is a vowel: MUHAMMAD and MOHAMED are MHMD."""
    plain = _ARABIC_X.sub("", word).replace("X", "KS")
    heard = _PATTERN.sub(lambda m: _SOUND[m[0]], plain).translate(_SINGLE)
    first = "A" if heard[:1] in "AEIOU" else ""
    bones = first + _VOWELS.sub("", heard)
    return re.sub(r"(.)\1+", r"\1", bones)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: without particles and articles, unless nothing else is left."""
    every = tuple(word for word in name.replace("<", " ").split() if word)
    kept = tuple(word for word in every if word not in _PARTICLES)
    return kept or every


def _number(document: str) -> str:
    return "".join(c for c in document.upper() if c.isalnum()).replace("O", "0")


def keys(known: Known) -> set[str]:
    """The keys under which a person is looked for; two people who share one are compared. They are kept only as keyed hashes.

    A key joins a word to a date of birth (day and month in either order), all words to a nationality and a year, or stands for a document.
    """
    found: set[str] = set()
    year, month, day = ([*known.birth.split("-"), "", ""])[:3]
    bones = sorted({skeleton(word) for word in words(known.name)})
    date = year + "".join(sorted((month, day)))
    found.update(f"d|{date}|{bone}" for bone in bones)
    found.add(f"n|{known.nationality}|{year}|{'.'.join(bones)}")
    if len(number := _number(known.document)) > 4:
        found.add(f"t|{number}")
    return found


@lru_cache(maxsize=262144)
def _word_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) <= 2 and long.startswith(short):
        return 0.88  # an initial, or what a zone that was too short left of a name
    written: float = JaroWinkler.similarity(a, b)
    bones = skeleton(a)
    if len(bones) > 1 and bones == skeleton(b):
        return max(written, 0.9)
    return written


def name_likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1, whatever the order of their words and whichever of them one file leaves out.

    Every word of the shorter name must have its own in the longer one; the worst pair weighs as much as all together, so that twins, who
    share all but one word, are two people.
    """
    short, long = sorted((words(a), words(b)), key=len)
    left, pairs = list(long), []
    for word in sorted(short, key=len, reverse=True):
        best = max(left, key=lambda other: _word_likeness(word, other))
        left.remove(best)
        pairs.append(_word_likeness(word, best))
    apart = (sum(pairs) / len(pairs) + min(pairs)) / 2 if pairs else 0.0
    if len(short) == 1 and len(long) > 1:
        apart *= 0.9  # one word says little about two
    joined = max((JaroWinkler.similarity("".join(short), "".join(way)) for way in _turned(long)), default=0.0)
    return max(apart, joined if _same_letters(short, long) else 0.0)


def _turned(long: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(*long[n:], *long[:n]) for n in range(len(long))]


def _same_letters(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names are about as long written in one: words joined or separated, not left out."""
    return abs(sum(map(len, a)) - sum(map(len, b))) <= 2


def _birth_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a[:4] == b[:4] and (a[5:7], a[8:]) == (b[8:], b[5:7]):
        return 0.95
    if "00" in (a[5:7], b[5:7]) and a[:4] == b[:4]:
        return 0.9
    return 0.8 if DamerauLevenshtein.distance(a, b) == 1 else 0.0


def likeness(a: Known, b: Known) -> Likeness:
    """Compare two people. From 80 upwards they are held."""
    name, birth = name_likeness(a.name, b.name), _birth_likeness(a.birth, b.birth)
    same_state = bool(a.nationality) and a.nationality == b.nationality
    number, other = _number(a.document), _number(b.document)
    document = 0.0
    if number and other:
        document = (
            1.0 if number == other and a.issuer == b.issuer else 0.6 * (DamerauLevenshtein.distance(number, other) <= 1)
        )
    evidence = [
        word
        for word, holds in (("document", document == 1), ("birth", birth == 1), ("nationality", same_state))
        if holds
    ]
    if name >= 0.9:
        evidence.append("name")
    return Likeness(round(100 * _weighed(name, birth, same_state, document)), tuple(evidence))


HELD_FROM = 80
"""The score from which a pair is held for two people to decide."""


def _weighed(name: float, birth: float, same_state: bool, document: float) -> float:
    """One number of four; a document speaks for itself unless both name and birth contradict it."""
    if document == 1.0 and (birth >= 0.8 or name >= 0.8):
        return 0.85 + 0.15 * max(name, birth) * min(1.0, name + birth)
    if birth == 0.0:
        return 0.5 * name
    # Without a document the name must carry it: 0.88 with the same birth and State, a little more where one of them is not the same.
    needed = 0.88 + (0.0 if birth == 1.0 else 0.04) + (0.0 if same_state else 0.04) - (0.03 if document else 0.0)
    return max(0.0, min(1.0, 0.8 + (name - needed) * (0.2 / (1 - needed) if name >= needed else 1.5)))
