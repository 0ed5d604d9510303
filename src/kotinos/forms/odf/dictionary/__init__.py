"""What each discipline adds to the general messages, as its Data Dictionary says. One file per discipline."""

from __future__ import annotations

from kotinos.forms.odf.dictionary import athletics, football, gymnastics, judo, swimming
from kotinos.forms.odf.dictionary.general import GENERAL, Dictionary

_BY_DISCIPLINE = {
    "ATH": athletics.DICTIONARY,
    "FBL": football.DICTIONARY,
    "GAR": gymnastics.DICTIONARY,
    "JUD": judo.DICTIONARY,
    "SWM": swimming.DICTIONARY,
}


def of(discipline: str) -> Dictionary:
    """The dictionary of a discipline; what is common to all where none is known."""
    return _BY_DISCIPLINE.get(discipline, GENERAL)
