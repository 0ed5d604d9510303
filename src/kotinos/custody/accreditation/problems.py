"""What is wrong with an application, in words that say what would be right: the same on the single form and in a line of a list. PURE."""

from __future__ import annotations

import msgspec

# code: (what is wrong, what would be right) in English, then in French. {v} is what was typed, {r} what would be right.
_SAID = {
    "missing": ("is empty", "{r} needs it", "est vide", "{r} l'exige"),
    "no_date": (
        "“{v}” is not a date", "year-month-day, such as 1998-04-23",
        "« {v} » n'est pas une date", "année-mois-jour, par exemple 1998-04-23",
    ),
    "future": ("“{v}” is in the future", "a day before today", "« {v} » est dans l'avenir", "un jour avant aujourd'hui"),
    "past": (
        "“{v}” is over", "a document that is valid until {r} at least",
        "« {v} » est passé", "un document valable au moins jusqu'au {r}",
    ),
    "no_country": (
        "“{v}” is no State", "three letters such as FRA{r}", "« {v} » n'est pas un État", "trois lettres, par exemple FRA{r}",
    ),
    "no_sex": ("“{v}” is not a sex of a passport", "M, F or X", "« {v} » n'est pas un sexe de passeport", "M, F ou X"),
    "no_document": (
        "“{v}” is not a kind of document", "P (passport), I (identity card) or V (visa)",
        "« {v} » n'est pas un type de document", "P (passeport), I (carte d'identité) ou V (visa)",
    ),
    "no_number": (
        "“{v}” has other characters than letters and digits, or not 4 to 20 of them", "the number as printed, such as 12AB34567",
        "« {v} » a d'autres caractères que lettres et chiffres, ou pas de 4 à 20", "le numéro imprimé, par exemple 12AB34567",
    ),
    "no_email": ("“{v}” is not an address", "name@example.org", "« {v} » n'est pas une adresse", "nom@example.org"),
    "no_phone": (
        "“{v}” is not a telephone number", "with the country, such as +33 1 23 45 67 89",
        "« {v} » n'est pas un numéro de téléphone", "avec le pays, par exemple +33 1 23 45 67 89",
    ),
    "too_long": (
        "has more than {r} characters", "no more than {r}", "a plus de {r} caractères", "au plus {r}",
    ),
    "no_letters": ("“{v}” has no letter", "a name", "« {v} » n'a aucune lettre", "un nom"),
    "no_category": ("“{v}” is no category", "one of {r}", "« {v} » n'est pas une catégorie", "l'une de : {r}"),
    "no_function": (
        "“{v}” is no function of this category", "one of {r}", "« {v} » n'est pas une fonction de cette catégorie", "l'une de : {r}",
    ),
    "no_sport": ("“{v}” is no sport", "three letters such as SWM", "« {v} » n'est pas un sport", "trois lettres, par exemple SWM"),
    "no_team": ("“{v}” is no venue team", "one of {r}", "« {v} » n'est pas une équipe de site", "l'une de : {r}"),
    "no_reference": (
        "“{v}” is no reference", "up to 20 letters, digits, - or _",
        "« {v} » n'est pas une référence", "au plus 20 lettres, chiffres, - ou _",
    ),
    "no_language": ("“{v}” is no language of letters", "en or fr", "« {v} » n'est pas une langue des courriers", "en ou fr"),
    "constraint": ("does not fit: {v}", "{r}", "ne convient pas : {v}", "{r}"),
    "too_young": ("is too young: {v}", "{r}", "est trop jeune : {v}", "{r}"),
    "no_consent": (
        "the information notice was not shown", "version {r}", "la notice d'information n'a pas été présentée", "version {r}",
    ),
    "no_photo": (
        "there is no photo", "a photo, or “at the desk”", "il n'y a pas de photo", "une photo, ou « au guichet »",
    ),
    "same_reference": (
        "“{v}” stands in line {r} too", "each reference once", "« {v} » figure aussi à la ligne {r}", "chaque référence une seule fois",
    ),
    "taken_reference": (
        "“{v}” is the reference of a file that is there", "a new reference, or an overlay of the whole list",
        "« {v} » est la référence d'un dossier existant", "une nouvelle référence, ou une liste complète",
    ),
    "no_column": ("is no column of the template", "one of {r}", "n'est pas une colonne du modèle", "l'une de : {r}"),
    "twice_column": ("stands twice in the first line", "once", "figure deux fois en première ligne", "une fois"),
    "no_such_column": (
        "there is no such column", "the template with its first line", "la colonne manque", "le modèle avec sa première ligne",
    ),
    "no_quota": (
        "the organisation has no place for {v}", "one of {r}", "l'organisation n'a aucune place pour {v}", "l'une de : {r}",
    ),
    "over_quota": (
        "the list asks for more places in {v} than there are", "no more than {r}",
        "la liste demande plus de places dans {v} qu'il n'y en a", "au plus {r}",
    ),
}  # fmt: skip


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing wrong in one field. ``value`` is what was typed: it goes back to who typed it, never into a log. ``right`` would fit."""

    field: str
    code: str
    value: str = ""
    right: str = ""
    right_fr: str = ""

    def what(self, language: str) -> str:
        """What is wrong, in ``en`` or ``fr``."""
        return self._said(language, 0)

    def would_be_right(self, language: str) -> str:
        """What would be right, in ``en`` or ``fr``."""
        return self._said(language, 1)

    def _said(self, language: str, part: int) -> str:
        french = language == "fr"
        right = (self.right_fr or self.right) if french else self.right
        return _SAID[self.code][part + 2 * french].format(v=self.value, r=right)


CODES = tuple(_SAID)
