"""The errors that made a fast results system famous, planted one by one: every one is held or refused, and none is shown.

Named after the Games of 1996, where an athlete was 97 years old, a fencer held the record over 400 m, a boxer had won before his bout
and a basketball match ended 82-82.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import msgspec
import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.competition import Games
from kotinos.results.facts import Fact, Locator, Observation, Origin, PhasePlan, Refused, UnitPlan
from kotinos.results.held import held_values
from kotinos.sports.plausible_text import CODES
from tests.results.playing import Play, people, planned, seen, starts, status, who

M100 = tuple(Rsc.of("ATH", "M", "100M", "HEAT", f"000{n}00") for n in (1, 2))
M400 = Rsc.of("ATH", "M", "400M", "FNL", "000100")
HIGH = Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100")
LONG = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
SHOT = Rsc.of("ATH", "M", "SHOTPUT", "FNL", "000100")
SWIM = tuple(Rsc.of("SWM", "M", "1500MFR", "HEAT", f"000{n}00") for n in (1, 2))
DASH = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
LIFT = Rsc.of("WLF", "M", "73KG", "FNL", "000100")
FLOOR = Rsc.of("GAR", "W", "1APFX", "FNL", "000100")
PISTOL = Rsc.of("SHO", "M", "APM", "QUAL", "000100")
ARROWS = Rsc.of("ARC", "W", "INDIVID", "QUAL", "000100")
EIGHT = Rsc.of("ROW", "W", "COXED8", "FNL", "000100")
SEMIS = tuple(Rsc.of("BOX", "M", "71KG", "SFNL", f"000{n}00") for n in (1, 2))
BOUT = Rsc.of("BOX", "M", "71KG", "FNL", "000100")
BASKET = Rsc.of("BKB", "M", "TEAM5", "QFNL", "000100")
FOOTBALL = Rsc.of("FBL", "W", "TEAM11", "FNL", "000100")
PINGPONG = Rsc.of("TTE", "W", "SINGLES", "FNL", "000100")
SHUTTLE = Rsc.of("BDM", "M", "SINGLES", "FNL", "000100")
TENNIS = Rsc.of("TEN", "W", "SINGLES", "FNL", "000100")
VOLLEY = Rsc.of("VVO", "M", "TEAM6", "FNL", "000100")
UNITS = (
    *(*M100, M400, HIGH, LONG, SHOT, *SWIM, DASH, LIFT, FLOOR, PISTOL, ARROWS, EIGHT, *SEMIS, BOUT, BASKET),
    *(FOOTBALL, PINGPONG, SHUTTLE, TENNIS, VOLLEY),
)
DUELS = (*SEMIS, BOUT, BASKET, FOOTBALL, PINGPONG, SHUTTLE, TENNIS, VOLLEY)


def opened() -> Play:
    """All these units with start lists: eight competitors, two in a duel, the second heat with the next eight."""
    play = Play()
    play.games = _opened()
    return play


@cache
def _opened() -> Games:
    play = Play()
    for event in dict.fromkeys(u.at(Level.EVENT) for u in UNITS):
        play.do(people(event, 16, "T" if event.event.startswith(("TEAM", "COXED")) else "A"))
    sides = tuple(Origin(unit=semi, wlt="W") for semi in SEMIS)
    play.do(planned(*(u for u in UNITS if u != BOUT)))
    play.do(facts.UnitsPlanned(units=(UnitPlan(rsc=BOUT, start="2030-07-21T20:00:00+02:00", sides=sides),)))
    for unit in UNITS:
        play.do(starts(unit, _cast(unit)))
    return play.games


def _cast(unit: Rsc) -> range:
    if unit in DUELS:
        return range(2, 4) if unit == SEMIS[1] else range(2)
    return range(8, 16) if unit in (M100[1], SWIM[1]) else range(8)


def cells(unit: Rsc, slots: dict[str, tuple[Any, ...]], revision: int = 1, **more: Any) -> facts.MarksObserved:
    """Values by slot, one for each of the first competitors."""
    found = [
        Observation(who=Locator(id=who(unit, n)), slot=slot, value=value)
        for slot, values in slots.items()
        for n, value in enumerate(values, start=_cast(unit).start)
        if value is not None
    ]
    return facts.MarksObserved(unit=unit, revision=revision, items=tuple(found), **more)


def duel(unit: Rsc, home: str, away: str, **periods: tuple[str, str]) -> facts.MarksObserved:
    """A match that its device calls over."""
    return cells(unit, {"mark": (home, away), **{f"period/{n}": v for n, v in periods.items()}}, complete=True)


def person(play: Play, unit: Rsc, n: int, **changes: Any) -> facts.ParticipantsEntered:
    known = play.games.participants[who(unit, n)]
    return facts.ParticipantsEntered(participants=(msgspec.structs.replace(known, **changes),))


class Planted(NamedTuple):
    """An error: what must be so before, what is sent, and the check that catches it (``refused`` where nothing is recorded)."""

    what: str
    send: Fact
    caught: str
    before: Callable[[Play], list[Fact]] = lambda _: []


HEAT1 = cells(M100[0], {"mark": ("10.21", "10.32", "10.43", "10.54", "10.61", "10.72", "10.83", "10.94")})
COPY = cells(M100[1], {"mark": ("10.21", "10.32", "10.43", "10.54", "10.61", "10.72", "10.83", "10.94")})
ALPHA = ("4", "1")

PLANTED = [
    Planted("100 m in 6.8 s", seen(M100[0], {0: "6.80"}), "impossible"),
    Planted("a world record by two tenths", seen(M100[0], {0: "9.38"}, facts={"wind": "+0.4"}), "surprising"),
    Planted("a world record without a wind reading", seen(M100[0], {0: "9.55"}), "wind_missing"),
    Planted("a wind of forty", seen(M100[0], {0: "10.21"}, facts={"wind": "+40.0"}), "wind"),
    Planted("a reaction of thirteen seconds", seen(M100[0], {0: "13.1"}, slot="reaction"), "reaction"),
    Planted("the decimal point one to the left", seen(M100[0], {0: "1.021"}), "impossible"),
    Planted("the decimal point one to the right", seen(LONG, {0: "68.1"}), "impossible"),
    Planted("seconds taken for minutes", seen(M400, {0: "44:12.00"}), "impossible"),
    Planted("minutes taken for seconds", seen(SWIM[0], {0: "14.56"}), "impossible"),
    Planted("a high jump of 3.20 m", cells(HIGH, {"height/3.20": ("O",)}), "impossible"),
    Planted("a shot put in centimetres", seen(SHOT, {0: "2108"}), "impossible"),
    Planted("a total in pounds", seen(LIFT, {0: "772"}), "impossible"),
    Planted("an eight as fast as a motor boat", seen(EIGHT, {0: "2:54.39"}), "impossible"),
    Planted("ten times the score", seen(FLOOR, {0: "137.00"}), "impossible"),
    Planted("more than every shot in the centre", seen(PISTOL, {0: "601"}), "impossible"),
    Planted("more than every arrow in the centre", seen(ARROWS, {0: "721"}), "impossible"),
    Planted("a football match with 120 goals", seen(FOOTBALL, {0: "120"}), "impossible"),
    Planted("twelve attempts", cells(LONG, {"attempt/12": ({"mark": "6.81"},)}), "too_many"),
    Planted("splits that go backwards", cells(DASH, {"split/15": ("9.10",), "split/25": ("5.90",)}), "splits"),
    Planted("a finish before the last split", cells(DASH, {"split/25": ("25.90",), "mark": ("24.30",)}), "splits"),
    Planted("a total that is not its parts", cells(FLOOR, {"d": ("5.8",), "e": ("8.0",), "mark": ("15.8",)}), "parts"),
    Planted(
        "a winner slower than the second",
        cells(M100[0], {"place": ("1", "2", "3"), "mark": ("10.41", "10.31", "10.51")}),
        "order",
    ),
    Planted("a heat copied from another", COPY, "copied", lambda _: [HEAT1]),
    Planted(
        "lanes swapped, a minute apart",
        seen(SWIM[0], {0: "15:40.00", 1: "14:40.00"}),
        "own_best",
        lambda play: [
            person(play, SWIM[0], 0, bests={"PB": "14:38.00"}),
            person(play, SWIM[0], 1, bests={"PB": "15:38.00"}),
        ],
    ),
    Planted(
        "a mark for somebody who did not start",
        seen(M100[0], {0: "10.21"}),
        "did_not_start",
        lambda _: [seen(M100[0], {0: "DNS"}, slot="irm")],
    ),
    Planted(
        "an athlete 97 years old",
        seen(M100[0], {0: "10.21"}),
        "age",
        lambda play: [person(play, M100[0], 0, eligible_by_age=False)],
    ),
    Planted(
        "a woman in the men's race",
        seen(M100[0], {0: "10.98"}),
        "gender",
        lambda play: [person(play, M100[0], 0, gender="W")],
    ),
    Planted(
        "a fencer in the 400 m",
        facts.MarksObserved(
            unit=M400, revision=1, items=(Observation(who=Locator(id="F1"), slot="mark", value="44.12"),)
        ),
        "not_entered",
        lambda _: [
            facts.ParticipantsEntered(
                participants=(
                    facts.Participant(
                        id="F1", type="A", noc="NZL", name="Ari NOVA", events=(Rsc.of("FEN", "M", "EPEE"),), gender="M"
                    ),
                )
            ),
            facts.StartListSet(unit=M400, starts=(facts.Start(competitor="F1", sort=1),)),
        ],
    ),
    Planted(
        "an athlete in two stadiums at once",
        seen(LONG, {0: "6.81"}),
        "elsewhere",
        lambda play: [
            person(play, LONG, 0, events=(LONG.at(Level.EVENT), FLOOR.at(Level.EVENT))),
            facts.UnitsPlanned(units=(UnitPlan(rsc=LONG, venue="STA"), UnitPlan(rsc=FLOOR, venue="BCY"))),
            facts.StartListSet(unit=FLOOR, starts=(facts.Start(competitor=who(LONG, 0), sort=1),)),
            status(FLOOR, "LIVE"),
        ],
    ),
    Planted("a boxer who has won before his bout", duel(BOUT, "5", "0"), "too_early"),
    Planted(
        "a result of a race that is postponed",
        seen(M400, {0: "44.12"}),
        "cancelled",
        lambda _: [facts.ScheduleChanged(unit=M400, status="POSTPONED")],
    ),
    Planted("82-82 and final", duel(BASKET, "82", "82"), "unfinished"),
    Planted(
        "level on points, both called the winner of a knock-out",
        cells(FOOTBALL, {"mark": ("1", "1"), "wlt": ("T", "T")}, complete=True),
        "tie",
    ),
    Planted("a bout without its last round", duel(PINGPONG, "3", "2"), "unfinished"),
    Planted("a set of 11-10", duel(PINGPONG, *ALPHA, G1=("11", "9"), G2=("11", "10")), "set_score"),
    Planted("a game of 21-20", duel(SHUTTLE, "2", "0", G1=("21", "12"), G2=("21", "20")), "set_score"),
    Planted("a set of 6-5", duel(TENNIS, "2", "0", S1=("6", "2"), S2=("6", "5")), "set_score"),
    Planted("a set of 25-24", duel(VOLLEY, "3", "0", S1=("25", "24"), S2=("25", "20"), S3=("25", "9")), "set_score"),
    Planted(
        "sets that give another score",
        duel(VOLLEY, "3", "1", S1=("25", "12"), S2=("25", "20"), S3=("25", "9")),
        "sets_won",
    ),
    Planted("quarters that give another score", duel(BASKET, "82", "80", Q1=("20", "20"), Q2=("20", "20")), "parts"),
    Planted(
        "the wrong athlete: bib and lane mean two people",
        facts.MarksObserved(
            unit=M100[0],
            revision=1,
            items=(Observation(who=Locator(id=who(M100[0], 0), lane="2"), slot="mark", value="10.21"),),
        ),
        "refused",
    ),
    Planted(
        "an athlete of another heat",
        facts.MarksObserved(
            unit=M100[0],
            revision=1,
            items=(Observation(who=Locator(id=who(M100[0], 9)), slot="mark", value="10.21"),),
        ),
        "refused",
    ),
    Planted(
        "two marks in one lane",
        facts.MarksObserved(
            unit=M100[0],
            revision=1,
            items=tuple(Observation(who=Locator(lane="1"), slot="mark", value=mark) for mark in ("10.21", "10.32")),
        ),
        "refused",
    ),
    Planted(
        "a correction with a slip of the pen",
        facts.Corrected(
            unit=M100[0],
            items=(Observation(who=Locator(id=who(M100[0], 0)), slot="mark", value="1.021"),),
            reason="read again",
        ),
        "refused",
    ),
    Planted(
        "official, although a mark waits",
        status(M100[0], "OFFICIAL"),
        "refused",
        lambda _: [seen(M100[0], {0: "6.80", 1: "10.21"})],
    ),
    Planted(
        "official, although nobody has won",
        status(BASKET, "OFFICIAL"),
        "unfinished",
        lambda _: [cells(BASKET, {"mark": ("82", "82")})],
    ),
]


@pytest.mark.parametrize("planted", PLANTED, ids=[p.what for p in PLANTED])
def test_the_error_is_caught_and_never_shown(planted):
    play = opened()
    for fact in planted.before(play):
        play.do(fact, source="before")
    unit = planted.send.unit  # type: ignore[union-attr]
    known, before = {h.hold for h in held_values(play.games)}, play.games
    if planted.caught == "refused":
        with pytest.raises(Refused):
            play.do(planted.send, source="device")
        assert play.games is before
        return
    play.do(planted.send, source="device")
    fresh = [h for h in held_values(play.games, unit) if h.hold not in known]
    assert planted.caught in {r.code for h in fresh for r in h.reasons}, fresh
    for held in fresh:
        if held.slot == "status":
            assert play.unit(unit).status != held.value
        else:
            assert play.unit(unit).value(held.competitor, held.slot) != held.value


def test_the_list_is_long_enough_and_every_check_stands_on_it():
    assert len(PLANTED) >= 25
    assert {p.caught for p in PLANTED} >= {*CODES} - {"waiting"}


def test_an_asian_record_held_by_europe_is_refused():
    jump = facts.ListedRecord(event=LONG.at(Level.EVENT), type="AS", mark="7.01", noc="BUL")
    said = facts.RecordsListed(discipline="ATH", name="World Athletics", version=1, as_of="2030-07-01", records=(jump,))
    with pytest.raises(Refused, match="AS held by BUL, which is in EU"):
        opened().do(said)


RIGHT: list[Fact] = [
    HEAT1,
    seen(M100[0], {0: "9.55"}, facts={"wind": "+0.9"}),
    cells(HIGH, {"height/2.39": ("XO", "XXX")}),
    cells(LONG, {"attempt/6": ({"mark": "6.81", "wind": "+0.4"}, {"mark": "X"})}),
    cells(DASH, {"split/25": ("11.90",), "mark": ("24.30",)}),
    cells(FLOOR, {"d": ("5.8",), "e": ("8.0",), "penalty": ("-0.1",), "mark": ("13.700",)}),
    cells(M100[0], {"place": ("1", "2", "2"), "mark": ("10.31", "10.41", "10.41")}),
    duel(BASKET, "82", "80", Q1=("20", "20"), Q2=("20", "20"), Q3=("22", "20"), Q4=("20", "20")),
    duel(PINGPONG, "4", "1", G1=("11", "9"), G2=("11", "4"), G3=("9", "11"), G4=("11", "3"), G5=("12", "10")),
    duel(TENNIS, "2", "0", S1=("6", "2"), S2=("7", "5")),
]


@pytest.mark.parametrize("right", RIGHT, ids=lambda fact: str(fact.unit))
def test_what_is_right_goes_through(right):
    play = opened()
    play.do(right, source="device")
    assert held_values(play.games) == []


def test_a_world_record_that_these_games_list_moves_what_is_expected():
    play, mark = opened(), seen(HIGH, {0: "2.55"})
    record = facts.ListedRecord(event=HIGH.at(Level.EVENT), type="WR", mark="2.52", noc="CUB")
    lists = facts.RecordsListed(
        discipline="ATH", name="World Athletics", version=1, as_of="2030-07-01", records=(record,)
    )
    play.do(lists, mark, source="device")
    assert held_values(play.games) == []
    other = opened()
    other.do(mark, source="device")
    assert [r.code for h in held_values(other.games) for r in h.reasons] == ["surprising"]


def test_a_draw_in_a_group_and_a_walkover_are_no_unfinished_matches():
    group = Rsc.of("FBL", "W", "TEAM11", "GPA", "000100")
    play = opened()
    plan = facts.EventPlanned(event=group.at(Level.EVENT), phases=(PhasePlan(rsc=group.at(Level.PHASE), kind="pool"),))
    play.do(plan, planned(group), starts(group, range(2)))
    play.do(cells(group, {"mark": ("1", "1")}, complete=True), source="device")
    assert play.unit(group).status == "UNOFFICIAL"
    play.do(cells(PINGPONG, {"mark": ("1", "0"), "irm": (None, "RET")}, complete=True), source="device")
    assert play.unit(PINGPONG).status == "UNOFFICIAL"
