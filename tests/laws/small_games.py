"""A small Games with everything that is hard: heats and a final, a field event, a bracket with bronze, a group; and random commands."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec
from hypothesis import strategies as st

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Fact, Locator, Observation, Origin, PhasePlan, Qualify, Refused, UnitPlan
from kotinos.results.officials import Unchanged
from tests.results.playing import Play, people, planned, starts, who

HEATS = tuple(Rsc.of("SWM", "W", "50MFR", "HEAT", f"000{n}00") for n in (1, 2))
FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
JUMP = Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100")
SEMIS = tuple(Rsc.of("JUD", "W", "48KG", "SFNL", f"000{n}00") for n in (1, 2))
BRONZE = Rsc.of("JUD", "W", "48KG", "FNL", "000200")
GOLD = Rsc.of("JUD", "W", "48KG", "FNL", "000100")
GROUP = tuple(Rsc.of("FBL", "W", "TEAM11", "GPA", f"000{n}00") for n in (1, 2, 3))
UNITS = (*HEATS, FINAL, JUMP, *SEMIS, BRONZE, GOLD, *GROUP)
DUELS = (*SEMIS, BRONZE, GOLD, *GROUP)
CAST = {
    **dict(zip(HEATS, ((0, 1, 2, 3), (4, 5, 6, 7)), strict=True)),
    FINAL: (0, 1, 4, 5),
    JUMP: (0, 1, 2, 3),
    **dict(zip(SEMIS, ((0, 1), (2, 3)), strict=True)),
    BRONZE: (1, 3),
    GOLD: (0, 2),
    **dict(zip(GROUP, ((0, 1), (1, 2), (2, 0)), strict=True)),
}


def opened() -> Play:
    """Everything planned and entered; start lists where nothing must be decided first."""
    play = Play()
    event = FINAL.at(Level.EVENT)
    origin = [Origin(unit=SEMIS[0], wlt="L"), Origin(unit=SEMIS[1], wlt="L"), Origin(unit=SEMIS[0], wlt="W")]
    play.do(
        facts.GamesDeclared(code="LAW2030", name={"en": "Games", "fr": "Jeux"}, start="2030-07-20"),
        people(event, 8),
        people(JUMP.at(Level.EVENT), 4),
        people(GOLD.at(Level.EVENT), 4),
        people(GROUP[0].at(Level.EVENT), 3, "T"),
        facts.EventPlanned(
            event=event,
            phases=(
                PhasePlan(rsc=FINAL.at(Level.PHASE), kind="final"),
                PhasePlan(rsc=HEATS[0].at(Level.PHASE), kind="heats", level=2, qualify=Qualify(total=4, reserves=1)),
            ),
        ),
        planned(*HEATS, FINAL),
        planned(JUMP),
        facts.UnitsPlanned(
            units=(
                *(UnitPlan(rsc=u, bracket="FNL", start="2030-07-21T10:00:00+02:00") for u in SEMIS),
                UnitPlan(
                    rsc=BRONZE, bracket="BRN1", medal=3, sides=tuple(origin[:2]), start="2030-07-21T11:00:00+02:00"
                ),
                UnitPlan(
                    rsc=GOLD,
                    bracket="FNL",
                    medal=1,
                    sides=(origin[2], Origin(unit=SEMIS[1], wlt="W")),
                    start="2030-07-21T12:00:00+02:00",
                ),
            )
        ),
        planned(*GROUP),
        _records("SWM", event, ("WR", "24.12", ""), ("OR", "24.13", ""), ("NR", "24.13", "NZL"), ("ER", "24.12", "")),
        _records("ATH", JUMP.at(Level.EVENT), ("WR", "2.26", ""), ("AS", "2.24", ""), ("NR", "2.21", "POR")),
        *(starts(u, CAST[u]) for u in (*HEATS, JUMP, *SEMIS, *GROUP)),
    )
    return play


def _records(discipline: str, event: Rsc, *lines: tuple[str, str, str]) -> facts.RecordsListed:
    """Records that are in reach of everybody."""
    records = tuple(
        facts.ListedRecord(event=event, type=type_, mark=mark, scope=scope, holder="Ancien RECORD")
        for type_, mark, scope in lines
    )
    return facts.RecordsListed(discipline=discipline, name="Federation", version=1, as_of="2030-07-01", records=records)


def attempt(play: Play, fact: Fact, source: str) -> bool:
    """Do it if it may be done."""
    try:
        play.do(fact, source=source)
    except (Refused, Unchanged):
        return False
    return True


def attempt_together(play: Play, said: list[tuple[Fact, str]]) -> None:
    """What one message says, as far as it may be done."""
    rest = iter(said)
    with suppress(Refused, Unchanged):
        play.together(rest)


_REASON = st.sampled_from(["", "timing fault", "rule 163.3"])
_WHOLE = st.integers(0, 3).map(str)


@st.composite
def values(draw: st.DrawFn, unit: Rsc) -> Observation:
    """A value that a device or an official may give in ``unit``."""
    slot: str
    value: Any
    if unit in DUELS:
        slot, value = "mark", draw(_WHOLE)
        if unit.discipline == "JUD":
            slot, value = draw(
                st.sampled_from([("ippon", "1"), ("waza_ari", "1"), ("shido", "2"), ("wlt", "W"), ("mark", "1")])
            )
    elif unit == JUMP:
        slot = f"height/{draw(st.sampled_from(['2.20', '2.25', '2.30']))}"
        value = draw(st.sampled_from(["O", "XO", "XXO", "XXX", "-", "X-"]))
    else:
        slot, value = "mark", f"24.{draw(st.integers(10, 14))}"
    if draw(st.integers(0, 5)) == 0:
        slot, value = "irm", draw(st.sampled_from(["DNS", "DSQ", "DQ", None]))
    if draw(st.integers(0, 8)) == 0:
        value = None
    who_ = who(unit, draw(st.sampled_from(CAST[unit])))
    return Observation(who=Locator(id=who_), slot=slot, value=value)


@st.composite
def commands(draw: st.DrawFn) -> tuple[Fact, str]:
    """Something that somebody sends, right or wrong, and through what."""
    unit = draw(st.sampled_from(UNITS))
    source = draw(st.sampled_from(["timing", "scoring"]))
    several = st.lists(values(unit), min_size=1, max_size=3).map(tuple)
    fact: Fact
    match draw(st.sampled_from("mmmmmmssssscctppdifxnr")):
        case "m":
            fact = facts.MarksObserved(
                unit=unit, revision=draw(st.integers(1, 6)), items=draw(several), complete=draw(st.booleans())
            )
        case "s":
            to = draw(st.sampled_from(["LIVE", "UNOFFICIAL", "OFFICIAL", "OFFICIAL", "PROVISIONAL", "INTERMEDIATE"]))
            fact = facts.StatusSet(unit=unit, status=to, reason=draw(_REASON))
        case "c":
            fact = facts.Corrected(unit=unit, items=draw(several), reason=draw(_REASON))
        case "t":
            fact = facts.TieBroken(unit=unit, order=tuple(who(unit, n) for n in CAST[unit][:2][::-1]), reason="lots")
        case "p":
            fact = facts.ProtestFiled(unit=unit, protest=draw(st.sampled_from("AB")), by="NZL", reason="obstruction")
        case "d":
            outcome = draw(st.sampled_from(["upheld", "dismissed"]))
            effect = draw(several) if outcome == "upheld" else ()
            fact = facts.ProtestDecided(
                unit=unit, protest=draw(st.sampled_from("AB")), outcome=outcome, reason="video", effect=effect
            )
        case "i":
            fact = facts.Invalidated(unit=unit, reason=draw(_REASON))
        case "f":
            fact = starts(unit, draw(st.permutations(CAST[unit])), draw(st.integers(0, 3)))
        case "x":
            fact = facts.ScheduleChanged(
                unit=unit, status=draw(st.sampled_from(["RUNNING", "FINISHED", "CANCELLED", "DELAYED"]))
            )
        case "n":
            entered = people(unit.at(Level.EVENT), 1, "T" if unit in GROUP else "A", first=draw(st.integers(0, 2)))
            name = draw(st.sampled_from(["Marie NEUVE", "Prenom0 NOM0"]))
            renamed = tuple(msgspec.structs.replace(p, name=name) for p in entered.participants)
            fact = facts.ParticipantsEntered(participants=renamed)
        case _:
            fact = facts.UnitsPlanned(
                units=(
                    UnitPlan(rsc=unit, start="2030-07-22T10:00:00+02:00", venue_name=draw(st.sampled_from(["A", "B"]))),
                )
            )
    return fact, source


@st.composite
def finished(draw: st.DrawFn) -> list[tuple[Fact, str]]:
    """A unit from its start list to official, so that something comes of the rest."""
    unit = draw(st.sampled_from(UNITS))
    cast = draw(st.permutations(CAST[unit]))
    marks = ["2", "1"] if unit in DUELS else ["24.10", "24.11", "24.11", "24.13"]
    slots = ["mark"] * 4
    if unit == JUMP:
        slots, marks = ["height/2.20"] * 4, ["O", "XO", "XO", "XXX"]
    if unit.discipline == "JUD":
        slots, marks = ["wlt", "wlt"], ["W", "L"]
    items = tuple(
        Observation(who=Locator(id=who(unit, n)), slot=slot, value=mark)
        for n, slot, mark in zip(cast, slots, marks, strict=False)
    )
    return [
        (starts(unit, CAST[unit]), "scoring"),
        (facts.MarksObserved(unit=unit, revision=9, items=items, complete=True), "timing"),
        (facts.StatusSet(unit=unit, status="OFFICIAL"), "scoring"),
    ]


Story = list[tuple[Fact, str]]


def _joined(parts: list[Story]) -> Story:
    return [command for part in parts for command in part]


_alone = commands().map(lambda command: [command])
stories = st.lists(st.one_of(_alone, _alone, finished()), min_size=8, max_size=50).map(_joined)
"""What happens in a day, right and wrong."""
