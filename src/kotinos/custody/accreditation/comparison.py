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

# Longest first: one sound in English, French, German, Polish and ICAO spelling. S stands for every hiss, H for every breath.
_SOUND = {
    "SHCH": "S", "TSCH": "S", "CHTCH": "S", "SZCZ": "S", "SCH": "S", "TCH": "S", "CZ": "S", "SZ": "S", "SH": "S", "ZH": "S", "KH": "H",
    "GH": "H", "PH": "F", "TH": "T", "DH": "D", "DJ": "J", "DZ": "J", "TS": "S", "TZ": "S", "CK": "K", "OU": "U", "QU": "K", "LJ": "L",
    "NJ": "N", "CH": "S",
}  # fmt: skip
_PATTERN = re.compile("|".join(sorted(_SOUND, key=len, reverse=True)))
# The X that ICAO puts before Arabic letters without a Latin one (MXHMD); any other X is two sounds (Alexandre, Aleksandr).
_ARABIC_X = re.compile("XTA$|XAY$|X(?=KH|DH|SH|SS|DZ|TT|ZZ|TH|TA|YA|AA|AE|AY|H|KK|GG|J|C)")
# Semivowels: W without a vowel beside it (NWR is Nour), the V or F of Greek αυ and ευ (Elevtheria is Eleutheria).
_SEMI = re.compile("(?<![AEIOU])W(?![AEIOUY])|(?<=[AE])[VF](?=[^AEIOUY])")
_SOFT_C = re.compile("C(?=[EIYV])")
_SINGLE = str.maketrans({"Q": "K", "W": "V", "Z": "S", "G": "H", "J": "I", "Y": "I", "C": "K"})
_VOWELS = re.compile("[AEIOU]+")
_TWICE = re.compile(r"(.)\1+")
_PARTICLES = frozenset(
    ("AL", "EL", "UL", "BIN", "IBN", "DE", "DA", "DI", "DOS", "DU", "LA", "LE", "VAN", "VON", "DER", "DEN")
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
def skeletons(word: str) -> tuple[str, ...]:
    """The consonants of one word as they sound, the first letter A where it is a vowel: MUHAMMAD and MOHAMED are MHMD.

    There are several where CH may hiss (Aicha) or breathe (Christos), and a first J may be a vowel (Julia) or hiss (Joukov).
    """
    ways = [word, word.replace("CH", "H")]
    ways += ["ZH" + way[1:] for way in ways if way[0] == "J"]
    return tuple(dict.fromkeys(_bones(heard(way)) for way in ways))


def _bones(sound: str) -> str:
    first = "A" if sound[:1] in "AEIOU" else ""
    return first + _VOWELS.sub("", sound)


@lru_cache(maxsize=65536)
def heard(word: str) -> str:
    """One word as it sounds, vowels and all, each sound once: YOURI, JURIJ and IURII are IURI."""
    arabic = _ARABIC_X.sub("", word) if word.count("X") < 2 else word.removesuffix("XTA").replace("X", "")
    plain = _SEMI.sub("U", arabic).replace("X", "KS")
    sound = _SOFT_C.sub("S", _PATTERN.sub(lambda m: _SOUND[m[0]], plain)).translate(_SINGLE)
    return _TWICE.sub(r"\1", sound.rstrip("H") or sound)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: without particles, and without an article that is joined to its word (ALHARBI)."""
    every = tuple(word for word in name.replace("<", " ").split() if word)
    kept = tuple(_bare(word) for word in every if word not in _PARTICLES)
    return kept or every


def _bare(word: str) -> str:
    return word[2:] if len(word) > 5 and word[:2] in ("AL", "EL") and word[2] not in "AEIOU" else word


def _number(document: str) -> str:
    return "".join(c for c in document.upper() if c.isalnum()).replace("O", "0")


def keys(known: Known) -> set[str]:
    """The keys under which a person is looked for; two people who share one are compared. They are kept only as keyed hashes.

    A key joins a word to a date of birth (day and month in either order), all words to a nationality and a year, or stands for a document.
    """
    found: set[str] = set()
    year, month, day = ([*known.birth.split("-"), "", ""])[:3]
    heard = [skeletons(word) for word in words(known.name)]
    date = year + "".join(sorted((month, day)))
    found.update(f"d|{date}|{bone}" for bones in heard for bone in bones)
    found.add(f"n|{known.nationality}|{year}|{'.'.join(sorted({bones[0] for bones in heard}))}")
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
    # What only sounds alike is a little less alike than what is written so.
    written = max(JaroWinkler.similarity(a, b), 0.97 * JaroWinkler.similarity(heard(a), heard(b)))
    # Two consonants alone are common to many names (José, Éloïse): they count where the words look alike too.
    least = 1 if written >= 0.75 else 2
    return max(written, 0.9) if _sound_alike(a, b, least) else written


def _sound_alike(a: str, b: str, least: int) -> bool:
    """Whether two words have one skeleton, of more than ``least`` consonants."""
    return any(len(bones) > least and bones in skeletons(b) for bones in skeletons(a))


def name_likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1, whatever the order of their words and whichever of them one file leaves out.

    Every word of the shorter name must have its own in the longer one; the worst pair weighs as much as all together, so that twins, who
    share all but one word, are two people.
    """
    one, other = words(a), words(b)
    ways = [
        _paired(one, other),
        *(_paired(way, other) for way in _merged(one, other)),
        *(_paired(one, way) for way in _merged(other, one)),
    ]
    return max(ways)


def _merged(name: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name with two neighbouring words joined, where that gives a word of the other name (Xiao Ming, Xiaoming; Ben Ali, Benali)."""
    found = []
    for n in range(len(name) - 1):
        word = name[n] + name[n + 1]
        if word in other or any(_sound_alike(word, known, 2) for known in other):
            found.append((*name[:n], word, *name[n + 2 :]))
    return found


@lru_cache(maxsize=65536)
def _paired(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    rows, columns, pairs = set(range(len(short))), set(range(len(long))), []
    every = ((_word_likeness(short[n], long[m]), n, m) for n in range(len(short)) for m in range(len(long)))
    for alike, n, m in sorted(
        every, reverse=True
    ):  # the best pair first, so that it does not matter whose name is whose
        if n in rows and m in columns:
            rows.discard(n)
            columns.discard(m)
            pairs.append(alike)
    if not pairs:
        return 0.0
    together = (sum(pairs) / len(pairs) + min(pairs)) / 2
    return together * 0.9 if len(short) == 1 and len(long) > 1 else together  # one word says little about two


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
    # A date that is off by a digit needs the document to speak for it; one with day and month turned, at least the same State.
    if not document and (birth < 0.9 or (birth < 1.0 and not same_state)):
        return 0.5 * name
    # Without a document the name must carry it: 0.88 with the same birth and State, a little more where one of them is not the same.
    needed = 0.88 + (0.0 if birth == 1.0 else 0.04) + (0.0 if same_state else 0.04) - (0.03 if document else 0.0)
    return max(0.0, min(1.0, 0.8 + (name - needed) * (0.2 / (1 - needed) if name >= needed else 1.5)))
