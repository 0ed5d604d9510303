"""What the journal's commands say, in English and in French."""

from __future__ import annotations

import os

_FRENCH = {
    "Its address: {journals}.": "Son adresse : {journals}.",
    "Trust the events up to this seq and check from there.": "Se fier aux événements jusqu'à ce seq et vérifier à partir de là.",
    "Check an exported file instead.": "Vérifier plutôt un fichier exporté.",
    "A head kept earlier: it must still be there.": "Une tête gardée auparavant : elle doit encore être là.",
    "Only this stream: a unit's RSC, games.": "Seulement ce flux : le RSC d'une unité, games.",
    "Only events of this kind.": "Seulement les événements de cette nature.",
    "Only events with a greater seq.": "Seulement les événements d'un seq plus grand.",
    "Only what stood there at this instant: 2026-07-04T09:30:00.000000Z.": (
        "Seulement ce qui y était à cet instant : 2026-07-04T09:30:00.000000Z."
    ),
    "At most so many.": "Au plus autant.",
    "JSON Lines, as export writes them.": "JSON Lines, comme export les écrit.",
    "verifying": "vérification",
    "exporting": "exportation",
    "at": "heure",
    "stream": "flux",
    "kind": "nature",
    "actor": "acteur",
    "body": "contenu",
    "The chain holds: {count} events, from {first} to {last}.": "La chaîne tient : {count} événements, de {first} à {last}.",
    "The chain is broken at event {seq}: {reason}.": "La chaîne est rompue à l'événement {seq} : {reason}.",
    "Head: {head}": "Tête : {head}",
    "Keep this head outside this machine; next time, give it with --head to see that nothing was cut off the end.": (
        "Gardez cette tête hors de cette machine ; la prochaine fois, donnez-la avec --head pour voir que rien n'a été"
        " coupé à la fin."
    ),
    "Next: stop writing, keep a copy of the journal as it is, and compare it with an export or a replica: "
    "kotinos journal show --after {before} --limit 5": (
        "Ensuite : cessez d'écrire, gardez une copie du journal tel quel et comparez-la à une exportation ou à un réplica : "
        "kotinos journal show --after {before} --limit 5"
    ),
    "No event fits.": "Aucun événement ne correspond.",
    "More follows: --after {seq}": "La suite : --after {seq}",
    "{count} events exported, up to {seq}.": "{count} événements exportés, jusqu'à {seq}.",
    "Anybody can check the file: kotinos journal verify --file {file} --head {head}": (
        "Chacun peut vérifier le fichier : kotinos journal verify --file {file} --head {head}"
    ),
    "{error}\nNext: give the journal's address with --journal or KOTINOS_JOURNAL ({journals}).": (
        "{error}\nEnsuite : donnez l'adresse du journal avec --journal ou KOTINOS_JOURNAL ({journals})."
    ),
}


def say(english: str, **values: object) -> str:
    """``english`` in the language of the environment (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), with its values put in."""
    language = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "en")
    return (_FRENCH.get(english, english) if language.startswith("fr") else english).format(**values)
