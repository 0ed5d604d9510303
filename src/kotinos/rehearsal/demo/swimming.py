"""Swimming by LENEX: one file for each heat, posted again every second while its splits grow."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.figures import seconds, spread
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting
from kotinos.rehearsal.writing.lenex import Swimmer, lenex

POOL = Place("AQC", "Aquatics Centre", "Main pool")
LANES = (4, 5, 3, 6, 2, 7, 1, 8)
"""The fastest in the middle (World Aquatics SW 3.1.2)."""
GAP = 46.0
"""Seconds from the end of one heat to the start of the next."""


class Swim(msgspec.Struct, frozen=True):
    """One event: its best time in milliseconds, how far apart two swimmers are, and how long a heat takes here.

    ``semis``: sixteen go on to semi-finals; else eight to the final, with a tie for the last place and a swim-off.
    """

    event: Rsc
    device: str
    best: int
    step: int
    metres: int
    lasts: float
    semis: bool = False


class Line(msgspec.Struct, frozen=True):
    """What becomes of one swimmer: milliseconds (whole hundredths), or an IRM."""

    who: Athlete
    time: int
    irm: str = ""
    reaction: int = 65
    unit: str = ""


def write(setting: Setting, swim: Swim, at: float) -> Script:
    """The whole event from second ``at``."""
    script = Script(setting, swim.event, POOL)
    field = setting.village.athletes(24, swim.event.gender)
    script.enter(field)
    top = 3 if swim.semis else 4
    heats = script.phase("HEAT", "heats", top, {"total": 16 if swim.semis else 8, "reserves": 2})
    groups = [field[n::3] for n in range(3)]
    at, lines = _round(script, swim, heats, "PRE", groups, at, slower=2, tied=None if swim.semis else 8)
    through = [line.who for line in lines if not line.irm][: 16 if swim.semis else 8]
    if swim.semis:
        semis = script.phase("SFNL", "heats", 2, {"total": 8, "reserves": 2})
        at, lines = _round(script, swim, semis, "SEM", [through[1::2], through[::2]], at, slower=1)
        through = [line.who for line in lines][:8]
    else:
        at, winner = _swim_off(script, swim, lines[7:9], at)
        through = [*through[:7], winner]
    _round(script, swim, script.phase("FNL", "final", 1), "FIN", [through], at, slower=0, medal=True)
    return script


def _round(
    script: Script, swim: Swim, phase: Rsc, code: str, groups: Sequence[Sequence[Athlete]], at: float, *,
    slower: int, tied: int | None = None, medal: bool = False,
) -> tuple[float, list[Line]]:  # fmt: skip
    """All heats of a round; returns when the next may begin, and everybody in order. ``tied``: that place and the next are level."""
    every: list[Line] = []
    for number, lines in enumerate(_times(script, swim, groups, slower, tied), start=1):
        unit = script.unit(
            phase, f"{number:04d}00", at, swim.lasts + 30, medal=int(medal), number=str(number),
            devices=[f"lenex:{swim.device}/{code}/{number}"],
        )  # fmt: skip
        lanes = {who.id: str(lane) for lane, who in zip(LANES, groups[number - 1], strict=False)}
        _play(script, swim, unit, (swim.device, code, str(number)), lines, lanes, at)
        every += [msgspec.structs.replace(line, unit=unit) for line in lines]
        at += swim.lasts + GAP
    return at, sorted(every, key=lambda line: (bool(line.irm), line.time))


def _times(
    script: Script, swim: Swim, groups: Sequence[Sequence[Athlete]], slower: int, tied: int | None
) -> list[list[Line]]:
    """Times of a round, all different hundredths but for the tie that is wanted; one of the slowest is disqualified in the heats."""
    count = sum(map(len, groups))
    grid = spread(script.lots, swim.best + slower * swim.step * 3, swim.step, count, apart=20)
    times = [time // 10 * 10 for time in grid]
    if tied:
        times[tied] = times[tied - 1]
    swimmers = [who for group in groups for who in group]
    order = script.lots.sample(swimmers, count)
    found = dict(zip((who.id for who in order), times, strict=True))
    out = {order[-1].id: "DSQ"} if slower == 2 else {}
    return [
        [Line(who, found[who.id], out.get(who.id, ""), script.lots.randint(58, 76)) for who in group]
        for group in groups
    ]


def _play(
    script: Script, swim: Swim, unit: Rsc, device: tuple[str, str, str], lines: Sequence[Line], lanes: dict[str, str], at: float
) -> None:  # fmt: skip
    by_lane = sorted(lines, key=lambda line: int(lanes[line.who.id]))
    script.start_list(at - 25, unit, [(lanes[line.who.id], line.who) for line in by_lane])
    script.schedule(at - 10, unit, "GETTING_READY")
    slowest = max(line.time for line in lines)
    beats = int(swim.lasts)
    name = f"{device[0]}-{device[1]}-{device[2]}.lef"
    before = b""
    for beat in range(1, beats + 1):
        gone = slowest * beat // beats
        body = lenex(*device, [_shown(swim, line, lanes, gone) for line in by_lane], "Kotinos", finished=beat == beats)
        if body != before:
            script.file(at + beat, "lenex", name, body)
            before = body
    script.status(at + swim.lasts + 16, unit, "OFFICIAL")


def _shown(swim: Swim, line: Line, lanes: dict[str, str], gone: int) -> Swimmer:
    """A swimmer ``gone`` milliseconds after the start."""
    touched = line.time <= gone
    splits = []
    for metres in range(50, swim.metres, 50):
        # The first length is the fastest: it begins with a dive.
        passed = line.time * metres // swim.metres - line.time * 50 // swim.metres // 25
        if passed <= gone:
            splits.append((metres, seconds(passed // 10 * 10)))
    return Swimmer(
        id=line.who.id,
        lane=lanes[line.who.id],
        family=line.who.family,
        given=line.who.given,
        gender=line.who.gender,
        noc=line.who.noc,
        time=seconds(line.time) if touched else "",
        status=line.irm if touched else "",
        reaction=f"+{line.reaction}",
        splits=splits,
    )


def _swim_off(script: Script, swim: Swim, tied: Sequence[Line], at: float) -> tuple[float, Athlete]:
    """The two who tied swim again, by themselves; their heats then hold both times (SW 3.2.3)."""
    phase = script.phase("SWOF", "heats", 3, name={"en": "Swim-off", "fr": "Barrage"}, qualify={"total": 1})
    name = {"en": "Swim-off for the last place in the final", "fr": "Barrage pour la dernière place en finale"}
    unit = script.unit(
        phase, "000100", at, swim.lasts + 30, name=name, devices=[f"lenex:{swim.device}/SOP/1"]
    )  # fmt: skip
    first, second = script.lots.sample(tied, 2)
    again = [
        msgspec.structs.replace(first, time=first.time - 250, irm=""),
        msgspec.structs.replace(second, time=second.time - 80, irm=""),
    ]
    _play(script, swim, unit, (swim.device, "SOP", "1"), again, {first.who.id: "4", second.who.id: "5"}, at)
    at += swim.lasts + 20
    times = {line.who.id: seconds(line.time) for line in again}
    for heat in dict.fromkeys(line.unit for line in tied):
        swum = [(line.who.id, "swim_off", times[line.who.id]) for line in tied if line.unit == heat]
        script.correct(at, Rsc(heat), swum, "Swim-off for the last place in the final")
    return at + GAP, first.who
