"""Athletics: five finals that everybody knows, each for a rule."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.famous.final import Final, Held, Row


def _card(text: str) -> dict[str, str]:
    """``2.19 O, 2.24 O`` as slots."""
    return {f"height/{height}": tried for height, tried in (one.split() for one in text.split(","))}


# Games of the XXXII Olympiad, Tokyo, 1 August 2021: level on everything, Barshim and Tamberi asked for two golds. The medallists.
TOKYO_HIGH_JUMP = Final(
    event=Rsc.of("ATH", "M", "HIGHJUMP"),
    units=(
        Held(
            phase="FNL-",
            start="2021-08-01T19:10:00+09:00",
            medal=1,
            en="Tokyo 2020: Men's High Jump Final",
            fr="Tokyo 2020 : finale du saut en hauteur hommes",
            rows=(
                Row(
                    "Mutaz Essa BARSHIM QAT",
                    _card("2.19 O, 2.24 O, 2.27 O, 2.30 O, 2.33 O, 2.35 O, 2.37 O, 2.39 XXX"),
                ),
                Row(
                    "Gianmarco TAMBERI ITA",
                    _card("2.19 O, 2.24 O, 2.27 O, 2.30 O, 2.33 O, 2.35 O, 2.37 O, 2.39 XXX"),
                ),
                Row("Maksim NEDASEKAU BLR", _card("2.30 XO, 2.33 XO, 2.35 O, 2.37 O, 2.39 XXX")),
            ),
        ),
    ),
)

# Games of the XXXIII Olympiad, Paris, 4 August 2024: the photo finish, 9.784 against 9.789.
PARIS_100M = Final(
    event=Rsc.of("ATH", "M", "100M"),
    units=(
        Held(
            phase="FNL-",
            start="2024-08-04T21:55:00+02:00",
            medal=1,
            en="Paris 2024: Men's 100m Final",
            fr="Paris 2024 : finale du 100 m hommes",
            facts={"wind": "+1.0"},
            rows=(
                Row("Kenneth BEDNAREK USA", {"mark": "9.88"}, "2"),
                Row("Fred KERLEY USA", {"mark": "9.81"}, "3"),
                Row("Kishane THOMPSON JAM", {"mark": "9.79", "t4": 97890}, "4"),
                Row("Akani SIMBINE RSA", {"mark": "9.82"}, "5"),
                Row("Oblique SEVILLE JAM", {"mark": "9.91"}, "6"),
                Row("Noah LYLES USA", {"mark": "9.79", "t4": 97840}, "7"),
                Row("Letsile TEBOGO BOT", {"mark": "9.86"}, "8"),
                Row("Lamont Marcell JACOBS ITA", {"mark": "9.85"}, "9"),
            ),
        ),
    ),
)

# Games of the XXIX Olympiad, Beijing, 20 August 2008: second and third across the line had left their lanes (Rule 163.3).
BEIJING_200M = Final(
    event=Rsc.of("ATH", "M", "200M"),
    units=(
        Held(
            phase="FNL-",
            start="2008-08-20T22:20:00+08:00",
            medal=1,
            en="Beijing 2008: Men's 200m Final",
            fr="Pékin 2008 : finale du 200 m hommes",
            facts={"wind": "-0.9"},
            rows=(
                Row("Usain BOLT JAM", {"mark": "19.30"}),
                Row("Shawn CRAWFORD USA", {"mark": "19.96"}),
                Row("Walter DIX USA", {"mark": "19.98"}),
                Row("Brian DZINGAI ZIM", {"mark": "20.22"}),
                Row("Christian MALCOLM GBR", {"mark": "20.40"}),
                Row("Kim COLLINS SKN", {"mark": "20.59"}),
                Row("Churandy MARTINA AHO", {"irm": "DQ"}),
                Row("Wallace SPEARMON USA", {"irm": "DQ"}),
            ),
        ),
    ),
)

# The same Games, 22 August 2008. The first four across the line; on 25 January 2017 the IOC disqualified Nesta Carter and his team.
BEIJING_RELAY = Final(
    event=Rsc.of("ATH", "M", "4X100M"),
    units=(
        Held(
            phase="FNL-",
            start="2008-08-22T22:10:00+08:00",
            medal=1,
            en="Beijing 2008: Men's 4 x 100m Relay Final",
            fr="Pékin 2008 : finale du relais 4 x 100 m hommes",
            rows=(
                Row("JAM", {"mark": "37.10"}),
                Row("TTO", {"mark": "38.06"}),
                Row("JPN", {"mark": "38.15"}),
                Row("BRA", {"mark": "38.24"}),
            ),
        ),
    ),
    members={
        "JAM": ("Nesta CARTER", "Michael FRATER", "Usain BOLT", "Asafa POWELL"),
        "TTO": ("Keston BLEDMAN", "Marc BURNS", "Emmanuel CALLENDER", "Richard THOMPSON"),
        "JPN": ("Naoki TSUKAHARA", "Shingo SUETSUGU", "Shinji TAKAHIRA", "Nobuharu ASAHARA"),
        "BRA": ("Vicente DE LIMA", "Sandro VIANA", "Bruno DE BARROS", "Jose Carlos MOREIRA"),
    },
    decided=(
        (("JAM", "irm", "DQ"),),
        "IOC Disciplinary Commission, 25 January 2017: the team is disqualified for doping of one of its members",
    ),
)

# Games of the XXXIII Olympiad, Paris, 6 August 2024: four under 3:28.
PARIS_1500M = Final(
    event=Rsc.of("ATH", "M", "1500M"),
    units=(
        Held(
            phase="FNL-",
            start="2024-08-06T20:50:00+02:00",
            medal=1,
            en="Paris 2024: Men's 1500m Final",
            fr="Paris 2024 : finale du 1500 m hommes",
            rows=(
                Row("Pietro ARESE ITA", {"mark": "3:30.74"}, "1"),
                Row("Brian KOMEN KEN", {"mark": "3:35.59"}, "2"),
                Row("Narve Gilje NORDAS NOR", {"mark": "3:30.46"}, "3"),
                Row("Hobbs KESSLER USA", {"mark": "3:29.45"}, "4"),
                Row("Timothy CHERUIYOT KEN", {"mark": "3:31.35"}, "5"),
                Row("Yared NUGUSE USA", {"mark": "3:27.80"}, "6"),
                Row("Josh KERR GBR", {"mark": "3:27.79"}, "7"),
                Row("Cole HOCKER USA", {"mark": "3:27.65"}, "8"),
                Row("Niels LAROS NED", {"mark": "3:29.54"}, "9"),
                Row("Jakob INGEBRIGTSEN NOR", {"mark": "3:28.24"}, "10"),
                Row("Stefan NILLESSEN NED", {"mark": "3:30.75"}, "11"),
                Row("Neil GOURLEY GBR", {"mark": "3:30.88"}, "12"),
            ),
        ),
    ),
)

FINALS = (TOKYO_HIGH_JUMP, PARIS_100M, BEIJING_200M, BEIJING_RELAY, PARIS_1500M)
