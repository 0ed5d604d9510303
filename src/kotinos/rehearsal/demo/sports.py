"""Every other sport of a summer programme, as data: what its event is, how it is scored, how good its marks are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo import duel, pool, race, rounds
from kotinos.rehearsal.demo.contest import Cards, Form, Periods, Race, Rounds, Sets, Waves
from kotinos.rehearsal.demo.rounds import Act, Slot
from kotinos.rehearsal.demo.script import Place, Script, Setting

LAKE = Place("LAK", "Regatta Lake")
RIVER = Place("WHI", "Whitewater Course")
BAY = Place("BAY", "Bay of the Lighthouse")
HILLS = Place("HIL", "Hill Circuit")
TRACK = Place("VEL", "Velodrome")
PARK = Place("PRK", "Urban Park")
HALL = Place("STH", "South Hall")
COURTS = Place("CRT", "Garden Courts", "Centre court")
BEACH = Place("BCH", "Beach Arena")
FIELD = Place("FLD", "Field of the Elms")
RANGE = Place("RNG", "Shooting Range")
POOL = Place("DVC", "Diving Centre")
ARENA = Place("ARN", "Arena", "Podium")
STABLES = Place("EQC", "Equestrian Centre")
LINKS = Place("LNK", "Links Course")

Writer = Callable[[Setting, float], Script]


def _of(code: str) -> Rsc:
    """``ROWM SCULL1``: discipline and gender, then the event."""
    head, event = code.split()
    return Rsc.of(head[:3], head[3], event)


def _race(code: str, place: Place, best: int, step: int, **more: Any) -> Writer:
    data = race.Race(event=_of(code), place=place, best=best, step=step, **more)
    return lambda setting, at: race.write(setting, data, at)


def _duel(code: str, place: Place, form: Form, **more: Any) -> Writer:
    data = duel.Duel(event=_of(code), place=place, form=form, **more)
    return lambda setting, at: duel.write(setting, data, at)


def _pool(code: str, place: Place, form: Form, squad: int) -> Writer:
    data = pool.Pool(event=_of(code), place=place, form=form, squad=squad)
    return lambda setting, at: pool.write(setting, data, at)


def _rounds(code: str, place: Place, *acts: Act, **more: Any) -> Writer:
    data = rounds.Rounds(event=_of(code), place=place, acts=acts, **more)
    return lambda setting, at: rounds.write(setting, data, at)


def _numbered(name: str, count: int, low: int, high: int, digits: int = 0, **more: Any) -> tuple[tuple[Slot], ...]:
    """Turns of one numbered slot each: ``run/1``, ``run/2``."""
    return tuple((Slot(f"{name}/{number}", low, high, digits, **more),) for number in range(1, count + 1))


PLACE = ((Slot("place", kind="place"),),)
ROUTINE = ((Slot("d", 148, 178, 1), Slot("e", 148, 178, 1), Slot("h", 90, 98, 1), Slot("t", 15900, 17600, 3)),)
EXERCISE = ((Slot("d", 138, 172, 1), Slot("a", 7800, 8600, 3), Slot("e", 7400, 8500, 3)),)
DUET = ((Slot("elements", 1500000, 1850000, 4), Slot("impression", 1000000, 1250000, 4)),)
SHOTS = ((Slot("mark", 505, 530, 1, "added"),),) * 2 + ((Slot("mark", 200, 214, 1, "added"),),) * 7
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
HALVES = ("H1", "H2")
GATES = tuple(Slot(f"gate/{number}", 0, 2, kind="either") for number in (7, 15))
SLALOM = ((Slot("time", 86000, 96000, 2, "time"), *GATES),)
STREET = (*_numbered("run", 2, 6200, 9100, 2), *_numbered("trick", 5, 6500, 9400, 2))
LIFTS = (*_numbered("snatch", 3, 150, 168, kind="lift"), *_numbered("clean", 3, 184, 205, kind="lift"))
JUMPING = ((Slot("mark", 0, 4, kind="either"), Slot("time", 76000, 84000, 2, "time")),)
SAILING = (*(Act(f"PREL{n:04d}00", PLACE) for n in (1, 2, 3)), Act("FNL-000100", PLACE))
GOLF = tuple(Act(f"FNL-{n:04d}00", ((Slot("mark", 66, 75),),)) for n in (1, 2, 3, 4))
PENTATHLON = (
    Act("FNL-0001FE", ((Slot("mark", 190, 260),),)),
    Act("FNL-0001SW01", ((Slot("mark", 127000, 139000, 2, "time"),),)),
    Act("FNL-0001LR", ((Slot("mark", 600, 690),),)),
)
OMNIUM = (
    Act("SCR-000100", PLACE),
    Act("TEMP000100", ((Slot("mark", 0, 12),),)),
    Act("ELIM000100", PLACE),
    Act(
        "PTS-000100",
        ((Slot("sprint_points", 0, 40), Slot("laps", 0, 1, kind="either"), Slot("place", kind="place")),),
    ),
)
BOULDER_AND_LEAD = (
    Act("FNL-000100", ((Slot("mark", 90, 249, 1, "added"),),) * 4),
    Act("FNL-000200", ((Slot("mark", 300, 960, 1),),)),
)

SPORTS: tuple[Writer, ...] = (
    _race("ROWM SCULL1", LAKE, 402000, 1900, starters=6, heats=2, through=3, splits=("500", "1000", "1500")),
    _duel("FENW FOIL", HALL, Race(points=15, level="priority")),
    _rounds("GTRW 1TRA", ARENA, Act("FNL-000100", ROUTINE), lasts=40),
    _pool("BKBM TEAM5", HALL, Periods(names=QUARTERS, values=(14, 17, 19, 21, 24, 27), decider="OT1"), 12),
    _duel("TENW SINGLES", COURTS, Sets(letter="S", to_win=2, points=6, deciding=6)),
    _rounds("SALM ILCA7", BAY, *SAILING, starters=10, lasts=26),
    _duel("ARCM INDIVID", FIELD, Rounds(letter="S", to_win=6, worth=2, low=24, high=30, level="shoot_off")),
    _rounds("SKBW STREET", PARK, Act("FNL-000100", STREET)),
    _pool("HBLW TEAM7", HALL, Periods(names=HALVES, values=(11, 12, 13, 14, 15, 16), decider="pso"), 14),
    _race("CSPW K1-500M", LAKE, 110300, 900, starters=8, heats=2, through=4),
    _duel("WREM FS74KG", HALL, Periods(names=("P1", "P2"), values=(0, 1, 2, 3, 4, 5)), bronze=""),
    _rounds("DIVM 3M", POOL, Act("FNL-000100", ((Slot("mark", 6400, 9600, 2, "added"),),) * 6), lasts=60),
    _duel("TTEM SINGLES", HALL, Sets(letter="G", to_win=4, points=11, deciding=11)),
    _race("BMXW INDVRACE", PARK, 34100, 420, places=3, lasts=24),
    _pool("HOCM TEAM11", FIELD, Periods(names=QUARTERS, values=(0, 0, 1, 1, 2), decider="pso"), 16),
    _duel("BKGW INDIVID", PARK, Rounds(letter="R", to_win=2, judges=9, all=True)),
    _rounds("SHOW ARW", RANGE, Act("FNL-000100", SHOTS, eliminates=2), lasts=55),
    _duel("TKWW 57KG", HALL, Rounds(letter="R", to_win=2, low=0, high=14, level="superiority"), bronze=""),
    _rounds("WLFM 89KG", HALL, Act("FNL-000100", LIFTS), lasts=60),
    _race("MTBW XCTRY", HILLS, 5172000, 24000, places=0, starters=14, splits=("1", "2", "3"), out="DNF", lasts=45),
    _pool("VVOW TEAM6", HALL, Sets(letter="S", to_win=3, points=25, deciding=15), 12),
    _duel("BDMM SINGLES", HALL, Sets(letter="G", to_win=2, points=21, deciding=21)),
    _rounds("CSLM K1", RIVER, Act("FNL-000100", SLALOM), starters=10, lasts=36),
    _duel("SRFW SHORTBRD", BAY, Waves()),
    _rounds("GRYW 1AA", ARENA, *(Act(f"FNL-00010{n}", EXERCISE) for n in (1, 2, 3, 4)), lasts=24),
    _pool("WPOM TEAM7", POOL, Periods(names=QUARTERS, values=(1, 2, 3, 4), decider="pso"), 13),
    _duel("BOXW 60KG", HALL, Cards(), bronze=""),
    _rounds("EQUO JUMPINDV", STABLES, Act("FNL-000100", JUMPING), starters=12, lasts=48),
    _race(
        "OWSM 10KM", BAY, 6630000, 9000, places=1, starters=12, splits=("2500", "5000", "7500"), photo=True, lasts=40
    ),
    _rounds("MPNW INDIVID", ARENA, *PENTATHLON, starters=10, lasts=24),
    _pool("RU7W TEAM7", FIELD, Periods(names=HALVES, values=(5, 7, 10, 12, 14, 17)), 12),
    _rounds("CTRM OMNIUM", TRACK, *OMNIUM, starters=10, lasts=22),
    _duel("VBVW TEAM2", BEACH, Sets(letter="S", to_win=2, points=21, deciding=15)),
    _rounds("CLBW BLCOMB", PARK, *BOULDER_AND_LEAD, lasts=36),
    _rounds("SWAW TEAM2", POOL, Act("FNL-000200", DUET), Act("FNL-000100", DUET), lasts=30),
    _rounds("BMFM INDVFRST", PARK, Act("FNL-000100", _numbered("run", 2, 7800, 9500, 2)), starters=9, lasts=44),
    _race("TRIW OLYMPIC", BAY, 6895000, 14000, places=0, starters=16, splits=("SWIM", "BIKE"), out="DNF", lasts=45),
    _pool("BK3W TEAM3", PARK, Race(points=21), 4),
    _race("CRDW RR", HILLS, 14370000, 21000, places=0, starters=16, photo=True, out="DNF", lasts=45),
    _rounds("GLFW STROKE", LINKS, *GOLF, starters=12, lasts=24, less=True),
)


def programme(first: float, every: float) -> Iterator[tuple[float, Writer]]:
    """All of them in turn, one ``every`` so many seconds."""
    for number, writer in enumerate(SPORTS):
        yield first + number * every, writer
