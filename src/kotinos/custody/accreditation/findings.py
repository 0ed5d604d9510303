"""What looks wrong in an identity: warnings for an officer in English and French, never a refusal, never a datum of the person. PURE."""

from __future__ import annotations

import msgspec

_SAID = {
    "mrz_layout": (
        "the machine-readable zone has lines of {detail} characters; documents have 2×44, 2×36 or 3×30",
        "la zone de lecture a des lignes de {detail} caractères ; un document en a 2×44, 2×36 ou 3×30",
    ),
    "mrz_character": (
        "line {line}, character {place} is none that a machine-readable zone has (A–Z, 0–9, <)",
        "ligne {line}, caractère {place} : n'existe pas dans une zone de lecture (A–Z, 0–9, <)",
    ),
    "mrz_number": (
        "the check digit of the document number is wrong (line {line}, character {place})",
        "la clé du numéro de document est fausse (ligne {line}, caractère {place})",
    ),
    "mrz_birth": (
        "the check digit of the date of birth is wrong (line {line}, character {place})",
        "la clé de la date de naissance est fausse (ligne {line}, caractère {place})",
    ),
    "mrz_birth_date": (
        "the date of birth is no date (line {line}, from character {place})",
        "la date de naissance n'est pas une date (ligne {line}, à partir du caractère {place})",
    ),
    "mrz_expiry": (
        "the check digit of the expiry date is wrong (line {line}, character {place})",
        "la clé de la date d'expiration est fausse (ligne {line}, caractère {place})",
    ),
    "mrz_expiry_date": (
        "the expiry date is no date (line {line}, from character {place})",
        "la date d'expiration n'est pas une date (ligne {line}, à partir du caractère {place})",
    ),
    "mrz_extra": (
        "the check digit of the optional data is wrong (line {line}, character {place})",
        "la clé des données facultatives est fausse (ligne {line}, caractère {place})",
    ),
    "mrz_composite": (
        "the last check digit, over the whole zone, is wrong (line {line}, character {place})",
        "la dernière clé, sur toute la zone, est fausse (ligne {line}, caractère {place})",
    ),
    "mrz_sex": (
        "line {line}, character {place}: the sex is M, F, X or <",
        "ligne {line}, caractère {place} : le sexe est M, F, X ou <",
    ),
    "mrz_name": (
        "the name begins with a filler (line {line}, character {place})",
        "le nom commence par un caractère de remplissage (ligne {line}, caractère {place})",
    ),
    "differs_number": (
        "the document number typed is not the one in the machine-readable zone",
        "le numéro de document saisi n'est pas celui de la zone de lecture",
    ),
    "differs_name": (
        "the name typed is not the one in the machine-readable zone",
        "le nom saisi n'est pas celui de la zone de lecture",
    ),
    "differs_birth": (
        "the date of birth typed is not the one in the machine-readable zone",
        "la date de naissance saisie n'est pas celle de la zone de lecture",
    ),
    "differs_expiry": (
        "the expiry date typed is not the one in the machine-readable zone",
        "la date d'expiration saisie n'est pas celle de la zone de lecture",
    ),
    "differs_nationality": (
        "the nationality typed is not the one in the machine-readable zone",
        "la nationalité saisie n'est pas celle de la zone de lecture",
    ),
    "differs_issuer": (
        "the issuing State typed is not the one in the machine-readable zone",
        "l'État de délivrance saisi n'est pas celui de la zone de lecture",
    ),
    "differs_sex": (
        "the sex typed is not the one in the machine-readable zone",
        "le sexe saisi n'est pas celui de la zone de lecture",
    ),
    "document_expired": (
        "the travel document expires before the accreditation does",
        "le document de voyage expire avant l'accréditation",
    ),
}


class Finding(msgspec.Struct, frozen=True, order=True):
    """One warning; ``line`` and ``place`` count from 1 and are 0 where they mean nothing. ``detail`` is a measure, no datum."""

    code: str
    line: int = 0
    place: int = 0
    detail: str = ""

    def say(self, language: str) -> str:
        """The warning in ``en`` or ``fr``."""
        en, fr = _SAID[self.code]
        return (fr if language == "fr" else en).format(line=self.line, place=self.place, detail=self.detail)


CODES = tuple(_SAID)
