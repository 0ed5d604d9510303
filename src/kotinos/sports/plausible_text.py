"""Why a person must look at a value: the checks by name, and their sentences in every language of the house."""

from __future__ import annotations

import msgspec

_COLON = "\N{NO-BREAK SPACE}: "


class Finding(msgspec.Struct, frozen=True):
    """What a check found: ``code`` names the check and its phrase, ``values`` fill it."""

    code: str
    values: tuple[str, ...] = ()


PHRASES: dict[str, dict[str, str]] = {
    "impossible": {
        "en": "{0} cannot be: possible are {1} to {2}",
        "fr": f"{{0}} est impossible{_COLON}de {{1}} à {{2}} serait possible",
    },
    "surprising": {
        "en": "{0} is seldom seen: usual are {1} to {2}",
        "fr": f"{{0}} est rarement vu{_COLON}de {{1}} à {{2}} est habituel",
    },
    "own_best": {
        "en": "{0} is far better than the competitor's own best, {1}",
        "fr": "{0} dépasse de loin la meilleure marque personnelle, {1}",
    },
    "wind_missing": {
        "en": "{0} betters the record {1}, and no wind is known",
        "fr": "{0} améliore le record {1}, et le vent n’est pas connu",
    },
    "wind": {"en": "a wind of {0} m/s", "fr": "un vent de {0} m/s"},
    "reaction": {"en": "a reaction time of {0} s", "fr": "un temps de réaction de {0} s"},
    "too_many": {
        "en": "number {0}: there are at most {1}",
        "fr": f"numéro {{0}}{_COLON}il y en a {{1}} au plus",
    },
    "splits": {
        "en": "{0}: {1} is not later than {2} before it",
        "fr": f"{{0}}{_COLON}{{1}} n’est pas plus tard que {{2}} avant lui",
    },
    "parts": {
        "en": "{0} is not what its parts give, {1}",
        "fr": "{0} n’est pas ce que donnent ses parties, {1}",
    },
    "order": {
        "en": "place {0} with {1} contradicts place {2} with {3}",
        "fr": "place {0} avec {1} contredit place {2} avec {3}",
    },
    "copied": {
        "en": "the same marks as in {0}: copied?",
        "fr": f"les mêmes marques que dans {{0}}{_COLON}copie\N{NARROW NO-BREAK SPACE}?",
    },
    "did_not_start": {"en": "a mark for a competitor who is {0}", "fr": "une marque pour un concurrent qui est {0}"},
    "elsewhere": {
        "en": "the competitor is in {0} at this moment",
        "fr": "le concurrent est dans {0} en ce moment",
    },
    "gender": {
        "en": "a competitor entered as {0} in an event for {1}",
        "fr": "un concurrent inscrit comme {0} dans une épreuve {1}",
    },
    "age": {"en": "not eligible by age", "fr": "non admissible par l’âge"},
    "not_entered": {
        "en": "the competitor is entered in {0} only",
        "fr": "le concurrent n’est inscrit qu’en {0}",
    },
    "too_early": {"en": "{0} comes before and is not over", "fr": "{0} précède et n’est pas terminé"},
    "cancelled": {"en": "the unit is {0}", "fr": f"statut de l’épreuve{_COLON}{{1}}"},
    "unfinished": {"en": "nobody has won: {0}", "fr": f"personne n’a gagné{_COLON}{{0}}"},
    "waiting": {"en": "values wait before it: {0}", "fr": f"des valeurs attendent avant elle{_COLON}{{0}}"},
    "tie": {"en": "level {0} where no tie is allowed", "fr": "égalité {0} là où elle n’est pas admise"},
    "set_score": {
        "en": "{0}: {1} does not end a set",
        "fr": f"{{0}}{_COLON}{{1}} ne termine pas un set",
    },
    "sets_won": {
        "en": "{0} by sets, but the score is {1}",
        "fr": "{0} aux sets, mais le score est {1}",
    },
}

CODES = tuple(PHRASES)
"""The names of all checks."""


def text(found: Finding) -> dict[str, str]:
    """The reason in every language of the house."""
    return {lang: PHRASES[found.code][lang].format(*found.values) for lang in ("en", "fr")}
