"""All phrases that explain a place, English and French, merged from the modules whose criteria they belong to.

A phrase: ``en`` and ``fr`` are clauses in which ``{0}`` is the value of the one before and ``{1}`` of the one behind, and
``{code}`` the value both share on an earlier criterion; ``en_name`` and ``fr_name`` name the criterion, for ties; ``en_same``
and ``fr_same`` say that both have ``{0}``, where "both {0}" would not do. A phrase without ``en_name`` is a whole sentence.
"""

from __future__ import annotations

from kotinos.sports import (
    athletics,
    climbing,
    combined,
    duels,
    football,
    generic,
    gymnastics,
    judo,
    knockout,
    medals,
    pools,
    progression,
    sailing,
    stages,
    swimming,
    ties,
)
from kotinos.sports import irms as invalid

PHRASES: dict[str, dict[str, str]] = {}

_MODULES = (
    *(ties, invalid, generic, athletics, combined, swimming, progression, stages, medals, sailing, climbing),
    *(duels, pools, knockout, judo, football, gymnastics),
)

for _module in _MODULES:
    _twice = PHRASES.keys() & _module.PHRASES.keys()
    if _twice:
        raise ValueError(f"{_module.__name__}: phrases {sorted(_twice)} are defined twice")
    PHRASES.update(_module.PHRASES)
