"""What the commands on forms say, in English and in French."""

from __future__ import annotations

import os

_FRENCH = {
    "checking": "vérification",
    "{what}; would be right: {right}": "{what} ; serait juste : {right}",
    "warning": "avertissement",
    "cannot be read: {reason}": "illisible : {reason}",
    "{count} messages, {bad} with problems, {unread} unreadable.": (
        "{count} messages, {bad} avec des défauts, {unread} illisibles."
    ),
    "No file: give files, folders or - for standard input.": (
        "Aucun fichier : donnez des fichiers, des dossiers ou - pour l'entrée standard."
    ),
}


def say(english: str, **values: object) -> str:
    """``english`` in the language of the environment (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), with its values put in."""
    said = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return (_FRENCH.get(english, english) if said.startswith("fr") else english).format(**values)
