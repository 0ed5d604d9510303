"""Track: heats, semi-finals, final, as FinishLynx gives them in a watched folder; splits of the longer races by JSON.

A first file of the heat is empty, a second has the first three read, a third everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Drop
from kotinos.rehearsal.demo.figures import seconds, spread, wind
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting
from kotinos.rehearsal.writing.lif import Finisher, lif

STADIUM = Place("OLS", "Olive Stadium", "Track")
LANES = (4, 5, 3, 6, 7, 2, 8, 1)
"""The best in the middle of the track (World Athletics TR20.4)."""


class Race(msgspec.Struct, frozen=True):
    """One event: its best time in milliseconds, how far apart two runners are, how many heats, and what is measured.

    ``lasts`` are the seconds of a race here: long ones are shortened. ``laps`` are the points at which splits are taken.
    """

    event: Rsc
    device: str
    best: int
    step: int
    heats: int = 3
    lasts: float = 11.0
    laps: tuple[int, ...] = ()
    metres: int = 100
    wind: bool = False
    blocks: bool = False


class Line(msgspec.Struct, frozen=True):
    """What becomes of one runner: milliseconds, or an IRM."""

    who: Athlete
    lane: str
    time: int = 0
    irm: str = ""
    reaction: str = ""


def write(setting: Setting, race: Race, at: float, *, drama: str = "") -> Script:
    """The whole event from second ``at``. ``drama``: ``protest`` in the second heat; ``doping`` after the final."""
    script = Script(setting, race.event, STADIUM)
    rounds = _rounds(script, race)
    pace = race.lasts + 34
    field = setting.village.athletes(8 * race.heats, race.event.gender)
    script.enter(field, bests={"SB": seconds(race.best + 4 * race.step)})
    groups = [field[n :: race.heats] for n in range(race.heats)]
    for level, (code, number, phase) in enumerate(rounds):
        last = level == len(rounds) - 1
        lined = [_line_up(group) for group in groups]
        done: list[list[Line]] = []
        for n, runners in enumerate(lined):
            gun = at + n * pace
            unit = script.unit(
                phase, f"{n + 1:04d}00", gun, race.lasts + 20, medal=int(last), number=str(n + 1),
                devices=[f"lynx:{race.device}/{code}/{n + 1}"],
            )  # fmt: skip
            lines = _run(script.lots, race, runners, len(rounds) - level, (n, len(lined)), odd=not last)
            if last:
                lines = _photo(lines)
            _play(script, race, unit, (race.device, code, str(n + 1)), gun, lines)
            closed = script.close(gun + race.lasts + 9, unit, whole=True)
            _drama(script, unit, drama, lines, closed, last=last, heat=n + 1)
            done.append(lines)
        at += len(lined) * pace + 30
        groups = _through(done, number) if not last else []
    script.cues.sort(key=lambda cue: cue.at)
    return script


def _rounds(script: Script, race: Race) -> list[tuple[str, int, Rsc]]:
    """(device's name, units of the next round, phase) of each round."""
    if race.heats == 1:
        return [("F", 0, script.phase("FNL", "final", 1))]
    if race.heats == 2:
        heats = script.phase("HEAT", "heats", 2, {"place": 3, "time": 2})
        return [("H", 1, heats), ("F", 0, script.phase("FNL", "final", 1))]
    heats = script.phase("HEAT", "heats", 3, {"place": 4, "time": 4})
    semis = script.phase("SFNL", "heats", 2, {"place": 3, "time": 2})
    return [("H", 2, heats), ("S", 1, semis), ("F", 0, script.phase("FNL", "final", 1))]


def _line_up(runners: Sequence[Athlete]) -> list[tuple[str, Athlete]]:
    lined = [(str(lane), one) for lane, one in zip(LANES, runners, strict=False)]
    return sorted(lined, key=lambda pair: int(pair[0]))


def _run(
    lots: Random, race: Race, runners: Sequence[tuple[str, Athlete]], slower: int, heat: tuple[int, int], *, odd: bool
) -> list[Line]:
    """Times in an order by lot. ``odd``: one heat in two has somebody who does not start, does not finish or is disqualified.

    Each heat of a round (number, how many) has hundredths of its own, so that nobody is tied with a runner of another.
    """
    best = race.best + (slower - 1) * race.step * 2 + lots.randint(0, race.step)
    number, heats = heat
    grid = 10 * heats
    times = [t // grid * grid + 10 * number for t in spread(lots, best, race.step, len(runners), apart=grid)]
    order = list(runners)
    lots.shuffle(order)
    irm = lots.choice(("DNS", "DNF", "DQ", "", "", "")) if odd else ""
    lines = []
    for n, ((lane, who), time) in enumerate(zip(order, times, strict=True)):
        reaction = f"0.{lots.randint(118, 189)}" if race.blocks else ""
        out = irm if n == len(order) - 1 else ""
        lines.append(Line(who, lane, 0 if out else time, out, "" if out in ("DNS",) else reaction))
    return lines


def _photo(lines: list[Line]) -> list[Line]:
    """Second and third in the same hundredth: the photo separates them by thousandths (TR21.2)."""
    base = lines[1].time // 10 * 10
    close = {1: base + 3, 2: base + 8}
    return [msgspec.structs.replace(one, time=close.get(n, one.time)) for n, one in enumerate(lines)]


def _play(
    script: Script, race: Race, unit: Rsc, device: tuple[str, str, str], gun: float, lines: Sequence[Line]
) -> None:
    by_lane = sorted(lines, key=lambda one: int(one.lane))
    script.start_list(gun - 28, unit, [(one.lane, one.who) for one in by_lane])
    script.schedule(gun - 12, unit, "GETTING_READY")
    script.schedule(gun, unit, "RUNNING")
    blown = wind(script.lots) if race.wind else ""
    name = f"{device[0]}-{device[1]}-{device[2]}.lif"

    def drop(at: float, known: int, what: str) -> None:
        body = lif(*device, str(script.event.event), _rows(lines, known), blown if known else "")
        script.post(at, f"{name}: {what}", Drop(name=name, body=body))

    drop(gun + 1.5, 0, "nobody read yet")
    for n, lap in enumerate(race.laps):
        _laps(script, race, unit, lines, lap, gun + race.lasts * (n + 1) / (len(race.laps) + 1))
    drop(gun + race.lasts + 1, 3, "the first three")
    drop(gun + race.lasts + 5, len(lines), "everybody")


def _rows(lines: Sequence[Line], known: int) -> list[Finisher]:
    """The file after ``known`` runners were read: they first, with their places, then the others as they were drawn."""
    read = list(lines[:known])
    rest = sorted(lines[known:], key=lambda one: int(one.lane))
    rows = []
    for n, one in enumerate((*read, *rest), start=1):
        shown = n <= known
        close = any(other is not one and seconds(other.time) == seconds(one.time) for other in lines)
        rows.append(
            Finisher(
                place=(one.irm or str(n)) if shown else "",
                lane=one.lane,
                bib=one.who.bib,
                family=one.who.family.upper(),
                given=one.who.given,
                club=one.who.noc,
                time=seconds(one.time, 3 if close else 2) if shown and not one.irm else "",
                reaction=one.reaction if shown else "",
            )
        )
    return rows


def _laps(script: Script, race: Race, unit: Rsc, lines: Sequence[Line], lap: int, at: float) -> None:
    """All pass a point: one message each, in the order in which they pass."""
    passing = []
    for one in lines:
        time = one.time or lines[0].time + 9000
        if one.irm not in ("DNS", "DNF"):
            passing.append((time * lap // race.metres + script.lots.randint(0, 300), one))
    for n, (time, one) in enumerate(sorted(passing, key=lambda pair: pair[0])):
        script.observe(at + n * 0.25, unit, [(one.who.id, f"split/{lap}", seconds(time))])


def _through(done: Sequence[Sequence[Line]], units: int) -> list[list[Athlete]]:
    """Who goes through by place and by time, dealt out to the units of the next round."""
    place, fastest = (4, 4) if units == 2 else (3, 2)
    direct = [one for heat in done for one in heat[:place] if not one.irm]
    others = [one for heat in done for one in heat[place:] if not one.irm]
    ranked = sorted(others, key=lambda one: one.time)[:fastest]
    field = sorted((*direct, *ranked), key=lambda one: one.time)
    return [[one.who for one in field[n::units]] for n in range(units)]


def _drama(
    script: Script, unit: Rsc, drama: str, lines: Sequence[Line], closed: float, *, last: bool, heat: int
) -> None:
    """What makes officials speak."""
    if drama == "protest" and heat == 2 and not last and "HEAT" in unit:
        by = lines[4].who
        script.protest(
            closed - 10, unit, by.noc, f"Obstruction of {by.name} before the line", after=7,
            decision="The video shows no contact",
        )  # fmt: skip
    if drama == "doping" and last:
        reason = "Disqualified after the event; the medals are given anew"
        script.correct(closed + 45, unit, [(lines[0].who.id, "irm", "DQ")], reason)
