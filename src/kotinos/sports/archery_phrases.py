"""Why an archer or a team won, and why one stands before another."""

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


PHRASES = {
    "archery_points": _compared("more points", "plus de points", "points", "points"),
    "archery_tens": _compared("more tens", "plus de dix", "tens", "dix"),
    "archery_xs": _compared("more Xs", "plus de X", "Xs", "X"),
    "archery_shoot_off_arrows": _compared(
        "won the shoot-off", "vainqueur du tir de barrage", "in the shoot-off", "au tir de barrage"
    ),
    "archery_nearer": _compared(
        "arrow of the shoot-off nearer the centre, in mm",
        "flèche de barrage plus proche du centre, en mm",
        "mm from the centre",
        "mm du centre",
    ),
    "archery_last_sets": _compared(
        "more set points in the quarter-final",
        "plus de points de set en quart de finale",
        "set points in the quarter-final",
        "points de set en quart de finale",
    ),
    "archery_last_arrows": _compared(
        "more points in the quarter-final", "plus de points en quart de finale", "points in it", "points"
    ),
    "archery_sets": _whole("{0} won {1}–{2} in set points", "{0} l’emporte {1}–{2} aux points de set"),
    "archery_arrows": _whole("{0} won {1}–{2}", "{0} l’emporte {1}–{2}"),
    "archery_shoot_off": _whole(
        "{0} won the shoot-off {1}–{2} after {3}", "{0} gagne le tir de barrage {1}–{2} après {3}"
    ),
    "archery_closest": _whole(
        "{0} won the shoot-off after {3}, closest to the centre",
        "{0} gagne le tir de barrage après {3}, flèche la plus proche du centre",
    ),
}
