"""Why one stands before another: a phrase with the compared values, said in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import msgspec


class Why(msgspec.Struct, frozen=True, gc=False):  # never part of a cycle
    """What separates a row from the row before it, or keeps them together.

    ``code`` names the phrase; ``values`` are the texts that fill it: first the row before, then this row. ``same`` are the
    criteria on which both agree and that were compared first, as (code, text): ``(("height", "2.29 m"),)``.
    """

    code: str
    values: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()


_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")

_SENTENCES = {
    "en": {
        "before": "{before} before {after}: {reason}",
        "tie": "share {after} place: identical on {reason}",
        "everything": "everything that is compared",
        "no_mark": "no mark yet: listed after those who have one",
        "irm": "{irm}: {reason}, not ranked",
        "and": "; ",
        "both": "both {0}",
        "invalid": "no valid result",
    },
    "fr": {
        "before": "{before} devant {after}\N{NO-BREAK SPACE}: {reason}",
        "tie": "se partagent la {after} place\N{NO-BREAK SPACE}: à égalité sur {reason}",
        "everything": "tout ce qui est comparé",
        "no_mark": "pas encore de marque\N{NO-BREAK SPACE}: placé après ceux qui en ont une",
        "irm": "{irm}\N{NO-BREAK SPACE}: {reason}, non classé",
        "and": "\N{NARROW NO-BREAK SPACE}; ",
        "both": "{0} pour les deux",
        "invalid": "sans résultat valable",
    },
}


def say(why: Why | None, rank_before: int | None, rank_after: int | None, lang: str = "en") -> str:
    """One sentence on two neighbours: ``3rd before 4th: both 2.29 m; fewer failures at 2.29 m (0 against 1)``.

    ``rank_before`` and ``rank_after`` are the ranks of the row above and of the row that carries ``why``, ``None`` where it has
    none. ``lang`` is ``en`` or ``fr``. Empty for the first row, which has nobody before it.
    """
    if why is None:
        return ""
    said = _SENTENCES[lang]
    if why.code == "irm":
        return said["irm"].format(irm=why.values[0], reason=_irm(why.values[0], lang))
    phrase = _phrases().get(why.code, {})
    if why.code != "tie" and phrase and f"{lang}_name" not in phrase:
        return phrase[lang].format(*why.values)  # a whole sentence, as of a match: "France won 2-1"
    if why.code == "no_mark" or rank_after is None:
        return said["no_mark"]
    after = ordinal(rank_after, lang)
    if why.code == "tie":
        agreed = ", ".join(f"{_name(code, lang)} ({text})" for code, text in why.same)
        shared = "1re" if (lang, rank_after) == ("fr", 1) else after  # une place
        text = said["tie"].format(after=shared, reason=agreed or said["everything"])
    else:
        reason = said["and"].join((*_agreed(why, lang), _separated(why, lang)))
        text = said["before"].format(before=ordinal(rank_before or 1, lang), after=after, reason=reason)
    return _DECIMAL_POINT.sub(",", text) if lang == "fr" else text


def ordinal(place: int, lang: str = "en") -> str:
    """``1st``, ``22nd``; ``1er``, ``22e``."""
    if lang == "fr":
        return "1er" if place == 1 else f"{place}e"
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"


def _agreed(why: Why, lang: str) -> list[str]:
    """What both have in common, one clause for each criterion that was compared before."""
    book = _phrases()
    clauses = []
    for code, text in why.same:
        template = book[code].get(f"{lang}_same") or _SENTENCES[lang]["both"]
        clauses.append(template.format(text))
    return clauses


def _separated(why: Why, lang: str) -> str:
    phrase = _phrases()[why.code]
    if why.code == "tie_break":
        return _decision(why.values[0], lang)
    return phrase[lang].format(*why.values, **dict(why.same))


def _decision(by: str, lang: str) -> str:
    """A recorded decision, and how it was taken; a reason in the official's own words stands as it is."""
    book = _phrases()
    how = book.get(f"decision_{by}", {}).get(lang, "" if by == "decision" else by)
    said = book["tie_break"][lang]
    colon = "\N{NO-BREAK SPACE}: " if lang == "fr" else ": "
    return f"{said}{colon}{how}" if how else said


def _irm(irm: str, lang: str) -> str:
    return _phrases().get(f"irm_{irm}", {}).get(lang) or _SENTENCES[lang]["invalid"]


def _name(code: str, lang: str) -> str:
    phrase = _phrases()[code]
    return phrase.get(f"{lang}_name", code)


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    # Imported when first asked for: the discipline modules, which bring the phrases, themselves need `Why`.
    from kotinos.sports.phrases import PHRASES

    return PHRASES
