"""The words of the wire, English and French."""

from __future__ import annotations

from kotinos.results.documents import Text

WORDS: dict[str, Text] = {
    "correction": {"en": "CORRECTION", "fr": "CORRECTION"},
    "withdrawn": {"en": "WITHDRAWN", "fr": "RETRAIT"},
    "disregard": {
        "en": "What was sent before on this subject is withdrawn. Do not use it.",
        "fr": "Ce qui a été transmis à ce sujet est retiré. Ne pas l'utiliser.",
    },
    "was": {"en": "was {0}", "fr": "auparavant {0}"},
    "new": {"en": "new", "fr": "nouveau"},
    "gone": {"en": "no longer listed", "fr": "ne figure plus"},
    "changed": {"en": "Changed", "fr": "Changé"},
    "note": {"en": "Note", "fr": "Note"},
    "pending": {"en": "{0} (to be ratified)", "fr": "{0} (à homologuer)"},
    "none_yet": {"en": "not established", "fr": "non établi"},
    "reinstated": {"en": "reinstated", "fr": "rétabli"},
    "equalled": {"en": "equalled", "fr": "égalé"},
    "wind": {"en": "Wind", "fr": "Vent"},
    "qualify": {"en": "Qualify", "fr": "Qualification"},
    "protest": {"en": "Protest", "fr": "Réclamation"},
    "open": {"en": "open", "fr": "en cours"},
    "upheld": {"en": "upheld", "fr": "acceptée"},
    "dismissed": {"en": "dismissed", "fr": "rejetée"},
    "late": {"en": "out of time", "fr": "hors délai"},
    "taken_back": {"en": "withdrawn", "fr": "retirée"},
    "beat": {"en": "{0} beat {1}", "fr": "{0} bat {1}"},
    "drew": {"en": "{0} drew with {1}", "fr": "{0} et {1} font match nul"},
    "versus": {"en": "{0} v {1}", "fr": "{0} contre {1}"},
    "winner_of": {"en": "winner of {0}", "fr": "vainqueur de {0}"},
    "loser_of": {"en": "loser of {0}", "fr": "perdant de {0}"},
    "place_of": {"en": "no. {1} of {0}", "fr": "no {1}, {0}"},
    "TBD": {"en": "to be decided", "fr": "à déterminer"},
    "BYE": {"en": "bye", "fr": "exempt"},
    "NCT": {"en": "no contest", "fr": "sans combat"},
    "NOCOMP": {"en": "no competitor", "fr": "sans concurrent"},
    "NOAWARD": {"en": "not awarded", "fr": "non décerné"},
    "ME_GOLD": {"en": "Gold", "fr": "Or"},
    "ME_SILVER": {"en": "Silver", "fr": "Argent"},
    "ME_BRONZE": {"en": "Bronze", "fr": "Bronze"},
    "no_medal": {"en": "No medal is decided yet.", "fr": "Aucune médaille n'est encore décernée."},
    "events": {"en": "Events decided", "fr": "Épreuves terminées"},
    "units": {"en": "Complete", "fr": "Terminé"},
    "of": {"en": "{0} of {1}", "fr": "{0} sur {1}"},
    "points": {"en": "{0} pts", "fr": "{0} pts"},
    "pool": {"en": "P W D L F-A +/- Pts", "fr": "J V N D P-C +/- Pts"},
    "medals": {"en": "G S B Total", "fr": "O A B Total"},
    "untimed": {"en": "Time to come", "fr": "Heure à venir"},
}


def word(name: str, lang: str, *values: object) -> str:
    """A word or a sentence in ``lang``, with its values put in."""
    return WORDS[name][lang].format(*values)
