"""Why a wrestler won, and why one stands before another in the event."""

from __future__ import annotations


def _whole(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


def _compared(en: str, fr: str, en_name: str, fr_name: str) -> dict[str, str]:
    return {
        "en": f"{en} ({{0}} against {{1}})",
        "fr": f"{fr} ({{0}} contre {{1}})",
        "en_name": en_name,
        "fr_name": fr_name,
        "en_same": f"both {{0}} {en_name}",
        "fr_same": f"{{0}} {fr_name} chacun",
    }


def _holds(value: int) -> dict[str, str]:
    points = ("point", "point") if value == 1 else ("points", "points")
    return {
        "en": f"{{0}} won on criteria at {{3}}: more holds of {value} {points[0]} ({{1}} to {{2}})",
        "fr": f"{{0}} l’emporte aux critères à {{3}}\N{NO-BREAK SPACE}: plus de prises à {value} {points[1]} ({{1}} à {{2}})",
    }


PHRASES = {
    "wrestling_score": _whole("{0} won on points {1}–{2}", "{0} l’emporte aux points {1}–{2}"),
    "wrestling_periods": _whole("{0} won {1} periods to {2}", "{0} l’emporte {1} périodes à {2}"),
    **{f"wrestling_holds_{value}": _holds(value) for value in (5, 4, 3, 2, 1)},
    "wrestling_cautions": _whole(
        "{0} won on criteria at {3}: fewer cautions",
        "{0} l’emporte aux critères à {3}\N{NO-BREAK SPACE}: moins d’avertissements",
    ),
    "wrestling_last_point": _whole(
        "{0} won on criteria at {3}: scored last",
        "{0} l’emporte aux critères à {3}\N{NO-BREAK SPACE}: dernier point marqué",
    ),
    "wrestling_fall": _whole("{0} won by fall", "{0} l’emporte par tombé"),
    "wrestling_injury": _whole("{0} won by injury", "{0} l’emporte sur blessure"),
    "wrestling_cautions_out": _whole(
        "{0} won: three cautions", "{0} l’emporte\N{NO-BREAK SPACE}: trois avertissements"
    ),
    "wrestling_forfeit": _whole("{0} won by forfeit", "{0} l’emporte par forfait"),
    "wrestling_disqualified": _whole("{0} won by disqualification", "{0} l’emporte par disqualification"),
    "wrestling_superiority": _whole("{0} won by technical superiority", "{0} l’emporte par supériorité technique"),
    "wrestling_classification": _compared(
        "more classification points", "plus de points de classement", "classification points", "points de classement"
    ),
    "wrestling_falls": _compared("more victories by fall", "plus de victoires par tombé", "falls", "tombés"),
    "wrestling_superiorities": _compared(
        "more victories by superiority", "plus de victoires par supériorité", "superiorities", "supériorités"
    ),
    "wrestling_scored": _compared(
        "more technical points scored", "plus de points techniques marqués", "points scored", "points marqués"
    ),
    "wrestling_conceded": _compared(
        "fewer technical points conceded", "moins de points techniques concédés", "points conceded", "points concédés"
    ),
}
