"""What the commands on forms say, in English and in French."""

from __future__ import annotations

import os

_FRENCH = {
    "checking": "vérification",
    "exporting": "exportation",
    "Nothing of this is published. See `kotinos results list`.": (
        "Rien de cela n'est publié. Voir `kotinos results list`."
    ),
    "{count} messages, {held} documents held back.": "{count} messages, {held} documents retenus.",
    "They are in {folder}. To check them again: kotinos forms check {name} {folder}": (
        "Ils sont dans {folder}. Pour les vérifier de nouveau : kotinos forms check {name} {folder}"
    ),
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


def language() -> str:
    """``fr`` or ``en``, as the environment (``LC_ALL``, ``LC_MESSAGES``, ``LANG``) asks."""
    asked = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return "fr" if asked.startswith("fr") else "en"


def say(english: str, **values: object) -> str:
    """``english`` in the language of the environment, with its values put in."""
    return (_FRENCH.get(english, english) if language() == "fr" else english).format(**values)
