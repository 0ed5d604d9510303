"""Judo: over 100 kg in Paris, from the quarter-finals on."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.famous.final import Final, Held, Row

_START = {"QFNL": "12:40", "REP1": "16:40", "SFNL": "16:50", "REPF": "17:46", "FNL-": "18:27"}
_KIM, _KOKAURI, _SAITO = "Minjong KIM KOR", "Ushangi KOKAURI AZE", "Tatsuru SAITO JPN"
_GRANDA, _RAKHIMOV, _YUSUPOV = "Andy GRANDA CUB", "Temur RAKHIMOV TJK", "Alisher YUSUPOV UZB"
_RINER, _TUSHISHVILI = "Teddy RINER FRA", "Guram TUSHISHVILI GEO"

# Games of the XXXIII Olympiad, Paris, 2 August 2024: white, blue, their marks, who won (0 or 1).
_CONTESTS = (
    ("QFNL", 1, _KIM, _KOKAURI, "1", "0", 0),
    ("QFNL", 2, _GRANDA, _SAITO, "0", "1", 1),
    ("QFNL", 3, _YUSUPOV, _RAKHIMOV, "1", "11", 1),
    ("QFNL", 4, _RINER, _TUSHISHVILI, "10", "0", 0),
    ("REP1", 1, _KOKAURI, _GRANDA, "0", "10", 1),
    ("REP1", 2, _YUSUPOV, _TUSHISHVILI, "10", "0", 0),
    ("SFNL", 1, _KIM, _SAITO, "10", "0", 0),
    ("SFNL", 2, _RAKHIMOV, _RINER, "0", "10", 1),
    ("REPF", 1, _GRANDA, _RAKHIMOV, "0", "1", 1),
    ("REPF", 2, _YUSUPOV, _SAITO, "11", "0", 0),
    ("FNL-", 1, _KIM, _RINER, "0", "10", 1),
)
_SIDES: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {
    ("REP1", 1): (("QFNL0001", "L"), ("QFNL0002", "L")),
    ("REP1", 2): (("QFNL0003", "L"), ("QFNL0004", "L")),
    ("SFNL", 1): (("QFNL0001", "W"), ("QFNL0002", "W")),
    ("SFNL", 2): (("QFNL0003", "W"), ("QFNL0004", "W")),
    ("REPF", 1): (("REP10001", "W"), ("SFNL0002", "L")),
    ("REPF", 2): (("REP10002", "W"), ("SFNL0001", "L")),
    ("FNL-", 1): (("SFNL0001", "W"), ("SFNL0002", "W")),
}
_EN = {
    "QFNL": "Quarterfinal",
    "REP1": "Repechage",
    "SFNL": "Semifinal",
    "REPF": "Bronze Medal Contest",
    "FNL-": "Final",
}
_FR = {
    "QFNL": "quart de finale",
    "REP1": "repêchage",
    "SFNL": "demi-finale",
    "REPF": "combat pour le bronze",
    "FNL-": "finale",
}


def _contest(phase: str, number: int, white: str, blue: str, one: str, two: str, winner: int) -> Held:
    final = phase == "FNL-"
    values = [{"mark": mark, "wlt": "W" if winner == n else "L"} for n, mark in enumerate((one, two))]
    if _TUSHISHVILI in (white, blue) and phase == "REP1":
        # Disqualified in the quarter-final for his conduct after the contest, he did not fight again.
        values[1] = {"mark": two, "irm": "DSQ"}
    return Held(
        phase=phase,
        unit=f"{number:04d}00",
        start=f"2024-08-02T{_START[phase]}:00+02:00",
        medal={"FNL-": 1, "REPF": 3}.get(phase, 0),
        bracket=f"BRN{number}" if phase.startswith("REP") else "FNL",
        en=f"Paris 2024: Men +100 kg {_EN[phase]}" + ("" if final else f" {number}"),
        fr=f"Paris 2024 : hommes +100 kg, {_FR[phase]}" + ("" if final else f" {number}"),
        rows=(Row(white, values[0], "1"), Row(blue, values[1], "2")),
        sides=_SIDES.get((phase, number), ()),
    )


PARIS_HEAVY = Final(
    event=Rsc.of("JUD", "M", "O100KG"),
    phases=(
        ("QFNL", "knockout", 3),
        ("REP1", "knockout", 2),
        ("SFNL", "knockout", 2),
        ("REPF", "knockout", 1),
        ("FNL-", "knockout", 1),
    ),
    units=tuple(_contest(*one) for one in _CONTESTS),
)

FINALS = (PARIS_HEAVY,)
