"""Points of the combined events: World Athletics Scoring Tables, a·(b-T)^c on the track and a·(M-b)^c in the field, cut to a whole number.

T in seconds; M in metres for throws, in centimetres for jumps. Computed with 40 significant digits, so that the cut is exact.
"""

from __future__ import annotations

from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

from kotinos.sports import marks

_EXACT = Context(prec=40)

_TRACK, _JUMP, _THROW = "track", "jump", "throw"

_MEN = """
60    track 58.015   11.5  1.81
100   track 25.4347  18    1.81
200   track 5.8425   38    1.81
400   track 1.53775  82    1.81
1000  track 0.08713  305.5 1.85
1500  track 0.03768  480   1.85
60H   track 20.5173  15.5  1.92
110H  track 5.74352  28.5  1.92
HJ    jump  0.8465   75    1.42
PV    jump  0.2797   100   1.35
LJ    jump  0.14354  220   1.4
SP    throw 51.39    1.5   1.05
DT    throw 12.91    4     1.1
JT    throw 10.14    7     1.08
"""

_WOMEN = """
60    track 46.0849  13    1.81
100   track 17.857   21    1.81
200   track 4.99087  42.5  1.81
400   track 1.34285  91.7  1.81
800   track 0.11193  254   1.88
1500  track 0.02883  535   1.88
60H   track 20.0479  17    1.835
100H  track 9.23076  26.7  1.835
HJ    jump  1.84523  75    1.348
PV    jump  0.44125  100   1.35
LJ    jump  0.188807 210   1.41
SP    throw 56.0211  1.5   1.05
DT    throw 12.3311  3     1.1
JT    throw 15.9803  3.8   1.04
"""


def _table(text: str) -> dict[str, tuple[str, Decimal, Decimal, Decimal]]:
    rows = (line.split() for line in text.split("\n") if line)
    return {event: (kind, Decimal(a), Decimal(b), Decimal(c)) for event, kind, a, b, c in rows}


_TABLES = {"M": _table(_MEN), "W": _table(_WOMEN)}

_HAND = {"60": 2_400, "100": 2_400, "200": 2_400, "60H": 2_400, "100H": 2_400, "110H": 2_400, "400": 1_400}
"""What a hand time is longer by, 0.0001 s: the tables are for electronic times."""

_WORDS = {
    "LONGJUMP": "LJ",
    "SHOTPUT": "SP",
    "HIGHJUMP": "HJ",
    "DISCUSTHROW": "DT",
    "DISCUS": "DT",
    "POLEVAULT": "PV",
    "JAVELINTHROW": "JT",
    "JAVELIN": "JT",
}


@lru_cache(maxsize=1024)
def event_code(name: str) -> str:
    """``100m``, ``110m Hurdles``, ``LJ--``, ``Long Jump`` as the code of the tables: ``100``, ``110H``, ``LJ``."""
    plain = (
        name.upper().replace(" ", "").replace("-", "").replace("METRES", "M").replace("HURDLES", "H").replace("MH", "H")
    )
    if plain in _WORDS:
        return _WORDS[plain]
    return plain.removesuffix("M") if plain[:1].isdigit() else plain


def kind_of(event: str, gender: str) -> str:
    """``track``, ``jump`` or ``throw``; raises ``ValueError`` for an event that has no table."""
    return _row(event_code(event), gender)[0]


def points(event: str, gender: str, mark: Any) -> int:
    """Points for a mark as it is shown: ``points("100m", "M", "10.55")`` is 963.

    A time ending in ``h`` was taken by hand. Raises ``ValueError`` for an unknown event or an unreadable mark.
    """
    return _points(event_code(event), gender, str(mark).strip())


def _row(code: str, gender: str) -> tuple[str, Decimal, Decimal, Decimal]:
    try:
        return _TABLES[gender][code]
    except KeyError:
        known = ", ".join(_TABLES.get(gender, ())) or "none: gender is M or W"
        raise ValueError(f"no scoring table for {code!r} of {gender!r}; known: {known}") from None


@lru_cache(maxsize=16384)
def _points(code: str, gender: str, mark: str) -> int:
    kind, a, b, c = _row(code, gender)
    if kind == _TRACK:
        t4 = marks.round_up(marks.parse_time(mark), marks.HUNDREDTH)
        t4 += _HAND.get(code, 0) if mark.endswith("h") else 0
        base = b - Decimal(t4) / marks.SECOND
    else:
        base = Decimal(marks.parse_distance(mark)) / (10 if kind == _JUMP else 1000) - b
    if base <= 0:
        return 0
    return int(_EXACT.multiply(a, _EXACT.power(base, c)))
