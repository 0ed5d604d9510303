"""Marks of invalidity (IRM) in words."""

from __future__ import annotations

_WORDS = {
    "ABD": ("abandoned", "abandon"),
    "AB": ("abandoned", "abandon"),
    "BFD": ("disqualified under black flag", "disqualifié sous pavillon noir"),
    "DNE": ("disqualified, not excludable", "disqualifié, course non retirable"),
    "DNF": ("did not finish", "n’a pas terminé"),
    "DNC": ("did not come to the start", "n’est pas venu au départ"),
    "DNS": ("did not start", "non partant"),
    "DQ": ("disqualified", "disqualifié"),
    "DQB": ("disqualified for unsportsmanlike behaviour", "disqualifié pour comportement antisportif"),
    "DSQ": ("disqualified", "disqualifié"),
    "EL": ("eliminated", "éliminé"),
    "EXC": ("excluded", "exclu"),
    "FS": ("false start", "faux départ"),
    "INJ": ("injured", "blessé"),
    "LAP": ("lapped", "doublé"),
    "NC": ("not classified", "non classé"),
    "NH": ("no height cleared", "aucune hauteur franchie"),
    "NM": ("no valid mark", "aucune marque valable"),
    "NO_TIME": ("no time taken", "aucun temps relevé"),
    "NR": ("no result", "aucun résultat"),
    "NS": ("did not start", "non partant"),
    "NT": ("no time", "aucun temps"),
    "OVL": ("overlapped", "doublé"),
    "REL": ("relegated", "rétrogradé"),
    "RET": ("retired", "abandon"),
    "RT": ("retired", "abandon"),
    "SCR": ("scratched", "forfait"),
    "SICK": ("withdrawn sick", "forfait, malade"),
    "TO": ("outside the time limit", "hors délai"),
    "UFD": ("U flag disqualification", "disqualification pavillon U"),
    "W/O": ("walkover", "forfait"),
    "WD": ("withdrawn", "forfait"),
    "WDR": ("withdrawn", "forfait"),
}

PHRASES = {f"irm_{irm}": {"en": english, "fr": french} for irm, (english, french) in _WORDS.items()}
