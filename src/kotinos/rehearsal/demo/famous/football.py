"""Football: the whole men's tournament of Paris, whose final was won in extra time."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.famous.final import Final, Held, Row

# Games of the XXXIII Olympiad, 24 July to 9 August 2024. Groups: day, home, away, goals, in the order of the units.
_GROUPS = {
    "A": "24 FRA USA 3-0, 24 GUI NZL 1-2, 27 FRA GUI 1-0, 27 NZL USA 1-4, 30 NZL FRA 0-3, 30 USA GUI 3-0",
    "B": "24 ARG MAR 1-2, 24 IRQ UKR 2-1, 27 ARG IRQ 3-1, 27 UKR MAR 2-1, 30 UKR ARG 0-2, 30 MAR IRQ 3-0",
    "C": "24 UZB ESP 1-2, 24 EGY DOM 0-0, 27 UZB EGY 0-1, 27 DOM ESP 1-3, 30 DOM UZB 1-1, 30 ESP EGY 1-2",
    "D": "24 MLI ISR 1-1, 24 JPN PAR 5-0, 27 ISR PAR 2-4, 27 JPN MLI 1-0, 30 ISR JPN 0-1, 30 PAR MLI 1-0",
}
_KNOCK_OUT = (
    # phase, unit, start, home, away, goals, shoot-out, sides
    ("QFNL", 1, "08-02T21:00", "FRA", "ARG", "1-0", "", (("GPA-", 1), ("GPB-", 2))),
    ("QFNL", 2, "08-02T19:00", "EGY", "PAR", "1-1", "5-4", (("GPC-", 1), ("GPD-", 2))),
    ("QFNL", 3, "08-02T15:00", "MAR", "USA", "4-0", "", (("GPB-", 1), ("GPA-", 2))),
    ("QFNL", 4, "08-02T17:00", "JPN", "ESP", "0-3", "", (("GPD-", 1), ("GPC-", 2))),
    ("SFNL", 1, "08-05T21:00", "FRA", "EGY", "3-1", "", (("QFNL0001", "W"), ("QFNL0002", "W"))),
    ("SFNL", 2, "08-05T18:00", "MAR", "ESP", "1-2", "", (("QFNL0003", "W"), ("QFNL0004", "W"))),
    ("FNL-", 2, "08-08T17:00", "EGY", "MAR", "0-6", "", (("SFNL0001", "L"), ("SFNL0002", "L"))),
    ("FNL-", 1, "08-09T18:00", "FRA", "ESP", "3-5", "", (("SFNL0001", "W"), ("SFNL0002", "W"))),
)
_EN = {"QFNL": "Quarter-final {0}", "SFNL": "Semi-final {0}", "FNL-": "Gold Medal Match"}
_FR = {"QFNL": "quart de finale {0}", "SFNL": "demi-finale {0}", "FNL-": "match pour la médaille d'or"}


def _rows(home: str, away: str, goals: str, shoot_out: str = "") -> tuple[Row, ...]:
    rows = []
    for n, noc in enumerate((home, away)):
        values: dict[str, object] = {"mark": goals.split("-")[n]}
        if shoot_out:
            values["pso"] = int(shoot_out.split("-")[n])
        rows.append(Row(noc, values, str(n + 1)))
    return tuple(rows)


def _group(letter: str) -> list[Held]:
    made = []
    for number, match in enumerate(_GROUPS[letter].split(", "), start=1):
        day, home, away, goals = match.split()
        made.append(
            Held(
                phase=f"GP{letter}-",
                unit=f"{number:04d}00",
                start=f"2024-07-{day}T17:00:00+02:00",
                en=f"Paris 2024: Men's Group {letter} Match {number}",
                fr=f"Paris 2024 : hommes, groupe {letter}, match {number}",
                rows=_rows(home, away, goals),
            )
        )
    return made


def _match(
    phase: str, number: int, start: str, home: str, away: str, goals: str, shoot_out: str,
    sides: tuple[tuple[str, str | int], ...],
) -> Held:  # fmt: skip
    bronze = phase == "FNL-" and number == 2
    en = "Bronze Medal Match" if bronze else _EN[phase].format(number)
    fr = "match pour la médaille de bronze" if bronze else _FR[phase].format(number)
    return Held(
        phase=phase,
        unit=f"{number:04d}00",
        start=f"2024-{start}:00+02:00",
        medal=3 if bronze else int(phase == "FNL-"),
        bracket="BRN" if bronze else "FNL",
        en=f"Paris 2024: Men's {en}",
        fr=f"Paris 2024 : hommes, {fr}",
        rows=_rows(home, away, goals, shoot_out),
        sides=sides,
    )


PARIS_FOOTBALL = Final(
    event=Rsc.of("FBL", "M", "TEAM11"),
    phases=(
        *((f"GP{letter}-", "pool", 4) for letter in _GROUPS),
        ("QFNL", "knockout", 3),
        ("SFNL", "knockout", 2),
        ("FNL-", "knockout", 1),
    ),
    units=(
        *(held for letter in _GROUPS for held in _group(letter)),
        *(_match(*one) for one in _KNOCK_OUT),
    ),
)

FINALS = (PARIS_FOOTBALL,)
