"""Swimming: the same hundredth, once split by two thousandths, since then shared."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.famous.final import Final, Held, Row


def _race(gender: str, event: str, start: str, en: str, fr: str, rows: tuple[Row, ...]) -> Final:
    held = Held(phase="FNL-", start=start, medal=1, en=en, fr=fr, rows=rows)
    return Final(event=Rsc.of("SWM", gender, event), units=(held,))


# Games of the XX Olympiad, Munich, 30 August 1972: 4:31.981 against 4:31.983; the rule was changed because of it.
MUNICH_MEDLEY = _race(
    "M",
    "400MIM",
    "1972-08-30T18:30:00+01:00",
    "Munich 1972: Men's 400m Individual Medley Final",
    "Munich 1972 : finale du 400 m 4 nages hommes",
    (
        Row("Gunnar LARSSON SWE", {"mark": "4:31.98", "t4": 2719810}),
        Row("Tim MCKEE USA", {"mark": "4:31.98", "t4": 2719830}),
        Row("Andras HARGITAY HUN", {"mark": "4:32.70"}),
        Row("Steve FURNISS USA", {"mark": "4:35.44"}),
        Row("Gary HALL USA", {"mark": "4:37.38"}),
        Row("Bengt GINGSJO SWE", {"mark": "4:37.96"}),
        Row("Graham WINDEATT AUS", {"mark": "4:40.39"}),
        Row("Wolfram SPERLING GDR", {"mark": "4:40.66"}),
    ),
)

# Games of the XXVII Olympiad, Sydney, 22 September 2000: two golds. The medallists.
SYDNEY_50M = _race(
    "M",
    "50MFR",
    "2000-09-22T19:00:00+11:00",
    "Sydney 2000: Men's 50m Freestyle Final",
    "Sydney 2000 : finale du 50 m nage libre hommes",
    (
        Row("Anthony ERVIN USA", {"mark": "21.98"}),
        Row("Gary HALL JR. USA", {"mark": "21.98"}),
        Row("Pieter VAN DEN HOOGENBAND NED", {"mark": "22.03"}),
    ),
)

# Games of the XXXI Olympiad, Rio de Janeiro, 11 August 2016: two golds. The medallists.
RIO_100M_FREESTYLE = _race(
    "W",
    "100MFR",
    "2016-08-11T23:18:00-03:00",
    "Rio 2016: Women's 100m Freestyle Final",
    "Rio 2016 : finale du 100 m nage libre femmes",
    (
        Row("Simone MANUEL USA", {"mark": "52.70"}),
        Row("Penny OLEKSIAK CAN", {"mark": "52.70"}),
        Row("Sarah SJOSTROM SWE", {"mark": "52.99"}),
    ),
)

# The same Games, 12 August 2016: three silvers, no bronze.
RIO_100M_BUTTERFLY = _race(
    "M",
    "100MBF",
    "2016-08-12T22:12:00-03:00",
    "Rio 2016: Men's 100m Butterfly Final",
    "Rio 2016 : finale du 100 m papillon hommes",
    (
        Row("Joseph SCHOOLING SGP", {"mark": "50.39"}),
        Row("Michael PHELPS USA", {"mark": "51.14"}),
        Row("Chad LE CLOS RSA", {"mark": "51.14"}),
        Row("Laszlo CSEH HUN", {"mark": "51.14"}),
        Row("Zhuhao LI CHN", {"mark": "51.26"}),
    ),
)

# Games of the XXXIII Olympiad, Paris, 28 July 2024: two silvers, two hundredths behind.
PARIS_100M_BREASTSTROKE = _race(
    "M",
    "100MBR",
    "2024-07-28T21:54:00+02:00",
    "Paris 2024: Men's 100m Breaststroke Final",
    "Paris 2024 : finale du 100 m brasse hommes",
    (
        Row("Lucas MATZERATH GER", {"mark": "59.30"}, "1"),
        Row("Caspar CORBEAU NED", {"mark": "59.98"}, "2"),
        Row("Arno KAMMINGA NED", {"mark": "59.32"}, "3"),
        Row("Adam PEATY GBR", {"mark": "59.05"}, "4"),
        Row("Haiyang QIN CHN", {"mark": "59.50"}, "5"),
        Row("Nic FINK USA", {"mark": "59.05"}, "6"),
        Row("Nicolo MARTINENGHI ITA", {"mark": "59.03"}, "7"),
        Row("Melvin IMOUDU GER", {"mark": "59.11"}, "8"),
    ),
)

FINALS = (MUNICH_MEDLEY, SYDNEY_50M, RIO_100M_FREESTYLE, RIO_100M_BUTTERFLY, PARIS_100M_BREASTSTROKE)
