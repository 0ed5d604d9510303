"""What each discipline adds to the general messages, as its Data Dictionary says.

What is a slot under another name stands in ``codes/tables/odf_codes.csv`` (`table`); what has to be computed, in a file per discipline.
"""

from __future__ import annotations

from kotinos.codes import disciplines
from kotinos.forms.odf.dictionary import (
    athletics,
    beach_volleyball,
    boxing,
    diving,
    football,
    gymnastics,
    judo,
    ski_jumping,
    swimming,
    weightlifting,
)
from kotinos.forms.odf.dictionary.general import DUELS, GENERAL, Dictionary

_BY_DISCIPLINE = {
    "ATH": athletics.DICTIONARY,
    "BOX": boxing.DICTIONARY,
    "DIV": diving.DICTIONARY,
    "FBL": football.DICTIONARY,
    "GAR": gymnastics.DICTIONARY,
    "JUD": judo.DICTIONARY,
    "NCB": ski_jumping.DICTIONARY,
    "SJP": ski_jumping.DICTIONARY,
    "SWM": swimming.DICTIONARY,
    "VBV": beach_volleyball.DICTIONARY,
    "WLF": weightlifting.DICTIONARY,
}


def of(discipline: str) -> Dictionary:
    """The dictionary of a discipline; where it has none of its own, what is common to races and concourses, or to duels."""
    own = _BY_DISCIPLINE.get(discipline)
    if own is not None:
        return own
    versus = disciplines.exists(discipline) and disciplines.get(discipline).form == "versus"
    return DUELS if versus else GENERAL
