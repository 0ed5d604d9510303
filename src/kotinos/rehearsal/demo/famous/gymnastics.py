"""Artistic gymnastics: the floor final of Paris, whose bronze was given anew."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.famous.final import Final, Held, Row

# Games of the XXXIII Olympiad, Paris, 5 August 2024; Court of Arbitration for Sport, 10 August 2024 (CAS OG 24-15 and 24-16).
PARIS_FLOOR = Final(
    event=Rsc.of("GAR", "W", "1APFX"),
    units=(
        Held(
            phase="FNL-",
            start="2024-08-05T14:23:00+02:00",
            medal=1,
            en="Paris 2024: Women's Floor Exercise Final",
            fr="Paris 2024 : finale du sol femmes",
            rows=(
                Row("Manila ESPOSITO ITA", {"mark": "12.133"}, "1"),
                Row("Rebeca ANDRADE BRA", {"d": "5.900", "e": "8.266", "mark": "14.166"}, "2"),
                Row("Yushan OU CHN", {"mark": "13.000"}, "3"),
                Row("Rina KISHI JPN", {"mark": "13.166"}, "4"),
                Row("Ana BARBOSU ROU", {"d": "5.700", "e": "8.000", "mark": "13.700"}, "5"),
                Row("Alice D'AMATO ITA", {"mark": "13.600"}, "6"),
                Row("Simone BILES USA", {"d": "6.900", "e": "7.833", "penalty": "0.600", "mark": "14.133"}, "7"),
                Row(
                    "Sabrina MANECA-VOINEA ROU", {"d": "5.900", "e": "7.900", "penalty": "0.100", "mark": "13.700"}, "8"
                ),
                Row("Jordan CHILES USA", {"d": "5.900", "e": "7.866", "mark": "13.766"}, "9"),
            ),
        ),
    ),
    decided=(
        (("Jordan CHILES USA", "d", "5.800"), ("Jordan CHILES USA", "mark", "13.666")),
        "Court of Arbitration for Sport, 10 August 2024: the inquiry came too late; the first score of 13.666 stands",
    ),
)

FINALS = (PARIS_FLOOR,)
