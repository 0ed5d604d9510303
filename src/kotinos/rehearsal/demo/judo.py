"""A judo category by ODF: sixteen judoka on two mats, repechage of the quarter-final losers, two bronzes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting
from kotinos.rehearsal.writing.odf import Side, Venue, message, result

HALL = Place("NTH", "North Hall")
LASTS = 22.0
"""Seconds of a contest here; four minutes of contest time."""
TURN = 48.0
"""Seconds from one contest of a mat to the next."""
DECISIONS = ("IPP", "IPP", "WAZ", "WAZ", "WAZ", "PEN")
IPPON, WAZA_ARI = "10", "1"


class Contest(msgspec.Struct, frozen=True):
    """One contest: its unit and the places its two sides come from, as (contest, W or L), or numbers of the draw."""

    phase: str
    number: int
    sides: tuple[tuple[str, str] | int, tuple[str, str] | int]
    bracket: str = "FNL"
    medal: int = 0

    @property
    def name(self) -> str:
        """How others refer to it."""
        return f"{self.phase}{self.number}"


def _draw() -> list[Contest]:
    """Sixteen lines; four pools, A against B and C against D (IJF Sport and Organisation Rules)."""
    made = [Contest("8FNL", n, (2 * n - 2, 2 * n - 1)) for n in range(1, 9)]
    made += [Contest("QFNL", n, ((f"8FNL{2 * n - 1}", "W"), (f"8FNL{2 * n}", "W"))) for n in range(1, 5)]
    made += [Contest("REP1", n, ((f"QFNL{2 * n - 1}", "L"), (f"QFNL{2 * n}", "L")), bracket=f"BRN{n}") for n in (1, 2)]
    made += [Contest("SFNL", n, ((f"QFNL{2 * n - 1}", "W"), (f"QFNL{2 * n}", "W"))) for n in (1, 2)]
    made += [Contest("REPF", n, ((f"REP1{n}", "W"), (f"SFNL{3 - n}", "L")), bracket=f"BRN{n}", medal=3) for n in (1, 2)]
    return [*made, Contest("FNL-", 1, (("SFNL1", "W"), ("SFNL2", "W")), medal=1)]


PHASES = {"8FNL": 4, "QFNL": 3, "REP1": 2, "SFNL": 2, "REPF": 1, "FNL-": 1}


def write(setting: Setting, event: Rsc, at: float) -> Script:
    """The whole category from second ``at``."""
    script = Script(setting, event, HALL)
    field = setting.village.athletes(16, event.gender, per_noc=1)
    script.enter(field)
    phases = {code: script.phase(code, "knockout", level) for code, level in PHASES.items()}
    units: dict[str, Rsc] = {}
    left: dict[tuple[str, str], Athlete] = {}
    at_mat = 0
    before = ""
    for contest in _draw():
        if contest.phase != before or at_mat == 2:
            at += TURN if before else 0
            at_mat, before = 0, contest.phase
        sides = [field[side] if isinstance(side, int) else left[side] for side in contest.sides]
        unit = script.unit(
            phases[contest.phase], f"{contest.number:04d}00", at + at_mat * 7, LASTS, medal=contest.medal,
            number=str(len(units) + 1), bracket=contest.bracket, location=f"Mat {at_mat + 1}",
            sides=_origins(contest, units),
        )  # fmt: skip
        units[contest.name] = unit
        winner = _Bout(script, unit, (sides[0], sides[1])).fight(at + at_mat * 7)
        left[contest.name, "W"], left[contest.name, "L"] = sides[winner], sides[1 - winner]
        at_mat += 1
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _origins(contest: Contest, units: Mapping[str, Rsc]) -> list[dict[str, str]]:
    return [{"unit": units[side[0]], "wlt": side[1]} for side in contest.sides if not isinstance(side, int)]


class _Bout:
    """One contest: its messages, each with everything known."""

    def __init__(self, script: Script, unit: Rsc, sides: tuple[Athlete, Athlete]) -> None:
        self.script, self.unit, self.sides = script, unit, sides
        self.version = 0
        self.marks = ["0", "0"]
        self.shidos = [0, 0]
        self.clock = "4:00"

    def fight(self, at: float) -> int:
        """The contest from second ``at``; returns the side that won."""
        lots = self.script.lots
        winner, decision = lots.randrange(2), lots.choice(DECISIONS)
        self.say(at - 8, "START_LIST")
        self.script.schedule(at - 5, self.unit, "GETTING_READY")
        beats = int(LASTS) - 2
        loser_scores = decision == "WAZ" and lots.random() < 0.3
        penalties = sorted(lots.sample(range(2, beats), 3))
        for beat in range(beats):
            left = 240 - beat * 12
            self.clock = f"{max(left, 0) // 60}:{max(left, 0) % 60:02d}"
            if decision == "PEN" and beat in penalties:
                self.shidos[1 - winner] += 1
            if loser_scores and beat == beats // 2:
                self.marks[1 - winner] = WAZA_ARI
            if beat in (0, beats // 2, beats - 4) or beat in penalties or beat % 2 == 0:
                self.say(at + beat, "LIVE")
        # Two waza-ari are ippon.
        self.marks[winner] = IPPON if decision != "WAZ" or loser_scores else WAZA_ARI
        decision = "IPP" if loser_scores else decision
        self.say(at + beats, "UNOFFICIAL", winner, decision)
        self.say(at + beats + 9, "OFFICIAL", winner, decision)
        return winner

    def say(self, at: float, status: str, winner: int | None = None, decision: str = "") -> None:
        """One version of the result message."""
        self.version += 1
        setting = self.script.setting
        venue = Venue(competition="KOTINOS-DEMO", source="NTHJUD1")
        content = [*_infos({"CLOCK": self.clock if status == "LIVE" else "", "RES_CODE": decision})]
        content += [self._row(n, status, winner) for n in (0, 1)]
        send = message(venue, "DT_RESULT", self.unit, self.version, setting.instant(at), content, status)
        self.script.post(at, f"{self.unit} version {self.version}", send)

    def _row(self, n: int, status: str, winner: int | None) -> etree._Element:
        one = self.sides[n]
        attributes: dict[str, str] = {"StartOrder": str(n + 1)}
        if status != "START_LIST":
            attributes |= {"Result": self.marks[n], "ResultType": "POINTS"}
        if winner is not None:
            attributes["WLT"] = "W" if n == winner else "L"
        side = Side(
            code=one.id, type="A", noc=one.noc, bib=one.bib, family=one.family.upper(), given=one.given,
            gender=one.gender, attributes=attributes,
            extended=[("S", "TOT", str(self.shidos[n]))] if status != "START_LIST" else (),
        )  # fmt: skip
        return result(side, n + 1)


def _infos(values: Mapping[str, str]) -> Sequence[etree._Element]:
    """Values of the unit, where there are any."""
    given = {code: value for code, value in values.items() if value}
    if not given:
        return ()
    infos = etree.Element("ExtendedInfos")
    for code, value in given.items():
        etree.SubElement(infos, "ExtendedInfo", Type="UI", Code=code, Value=value)
    return (infos,)
