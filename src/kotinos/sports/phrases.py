"""All phrases that explain a place, English and French, merged from the modules whose criteria they belong to.

A phrase: ``en`` and ``fr`` are clauses in which ``{0}`` is the value of the one before and ``{1}`` of the one behind, and
``{code}`` the value both share on an earlier criterion; ``en_name`` and ``fr_name`` name the criterion, for ties; ``en_same``
and ``fr_same`` say that both have ``{0}``, where "both {0}" would not do. A phrase without ``en_name`` is a whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kotinos.sports import (
    decisions,
    duels,
    factors,
    games,
    generic,
    knockout,
    medals,
    pool_steps,
    pools,
    programme,
    progression,
    stages,
    ties,
    tournaments,
)
from kotinos.sports import irms as invalid

PHRASES: dict[str, Mapping[str, str]] = {}


def _books() -> Iterator[tuple[str, Mapping[str, Mapping[str, str]]]]:
    ranking = (ties, invalid, decisions, generic, factors, progression, stages, medals)
    meeting = (duels, pools, pool_steps, games, knockout, tournaments)
    for module in (*ranking, *meeting):
        yield module.__name__, module.PHRASES
    for discipline in programme.all().values():
        yield discipline.code, discipline.phrases


for _name, _book in _books():
    _twice = {code for code in PHRASES.keys() & _book.keys() if PHRASES[code] is not _book[code]}
    if _twice:
        raise ValueError(f"{_name}: phrases {sorted(_twice)} are defined twice")
    PHRASES.update(_book)
