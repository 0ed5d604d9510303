"""What each discipline adds to the general messages, as its Data Dictionary says. One file per discipline."""

from __future__ import annotations

from kotinos.codes import disciplines
from kotinos.forms.odf.dictionary import athletics, football, gymnastics, judo, swimming
from kotinos.forms.odf.dictionary.general import DUELS, GENERAL, Dictionary

_BY_DISCIPLINE = {
    "ATH": athletics.DICTIONARY,
    "FBL": football.DICTIONARY,
    "GAR": gymnastics.DICTIONARY,
    "JUD": judo.DICTIONARY,
    "SWM": swimming.DICTIONARY,
}


def of(discipline: str) -> Dictionary:
    """The dictionary of a discipline; where it has none of its own, what is common to races and concourses, or to duels."""
    own = _BY_DISCIPLINE.get(discipline)
    if own is not None:
        return own
    versus = disciplines.exists(discipline) and disciplines.get(discipline).form == "versus"
    return DUELS if versus else GENERAL
