"""Decisions: every refusal says what was wrong, where, and what would be right; what stands changes only by decision."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import (
    EventPlanned,
    Locator,
    Observation,
    Origin,
    Participant,
    PhasePlan,
    Qualify,
    Refused,
    Start,
    UnitPlan,
)
from kotinos.results.officials import Unchanged
from tests.results.playing import Play, corrected, items, people, planned, seen, starts, status, who

HEAT = Rsc.of("SWM", "W", "100MFR", "HEAT", "000100")
OTHER = Rsc.of("SWM", "W", "100MFR", "HEAT", "000200")
EVENT, PHASE = HEAT.at(Level.EVENT), HEAT.at(Level.PHASE)


@pytest.fixture
def play() -> Play:
    """A heat of four with its start list, another without."""
    made = Play()
    made.do(people(EVENT, 6), planned(HEAT, OTHER), starts(HEAT, range(4)))
    return made


def mark(value: Any = "53.10", slot: str = "mark", **locator: str) -> facts.MarksObserved:
    return facts.MarksObserved(
        unit=HEAT, revision=1, items=(Observation(who=Locator(**locator), slot=slot, value=value),)
    )


def phase(**plan: Any) -> EventPlanned:
    return EventPlanned(event=EVENT, phases=(PhasePlan(rsc=PHASE, **{"kind": "heats", **plan}),))


def person(**fields: Any) -> facts.ParticipantsEntered:
    return facts.ParticipantsEntered(
        participants=(Participant(**{"id": "1", "type": "A", "noc": "NZL", "name": "N"} | fields),)
    )


def unit(**fields: Any) -> facts.UnitsPlanned:
    return facts.UnitsPlanned(units=(UnitPlan(**{"rsc": OTHER} | fields),))


UNKNOWN = Rsc.of("SWM", "W", "100MFR", "HEAT", "000900")
ELSEWHERE = Rsc.of("SWM", "M", "100MFR", "HEAT")
REFUSALS = [
    # what is sent, where it is wrong, words that say what and what would be right
    (mark(lane="9"), "items[0]", ("lane 9", str(HEAT), "lanes 1, 2, 3, 4")),
    (mark(id=who(HEAT, 5)), "items[0]", (who(HEAT, 5), "not on the start list", "4 competitors")),
    (mark(), "items[0]", ("names nobody", "an id, a bib or a lane is needed")),
    (mark(id=who(HEAT, 0), lane="2"), "items[0]", (f"is {who(HEAT, 0)}", f"but lane 2 is {who(HEAT, 1)}")),
    (mark("fast", lane="1"), "items[0]", ("mark", "'fast'", "expected seconds")),
    (mark(53.1, lane="1"), "items[0]", ("binary float", "decimal text")),
    (mark("LOST", "irm", lane="1"), "items[0]", ("IRM 'LOST'", "SWM knows", "DNS")),
    (mark(0, "t4", lane="1"), "items[0]", ("more than zero",)),
    (seen(OTHER, {0: "53.10"}), "unit", (str(OTHER), "no start list yet")),
    (seen(UNKNOWN, {0: "53.10"}), "unit", (str(UNKNOWN), "not in the schedule")),
    (
        facts.MarksObserved(unit=HEAT, revision=1, items=(*items(HEAT, {0: "53.10"}), *items(HEAT, {0: "53.20"}))),
        "items[1]",
        ("'53.10' and '53.20' at once",),
    ),
    (facts.MarksObserved(unit=HEAT, revision=1, items=(), facts={"wind": "breeze"}), "facts.wind", ("wind", "breeze")),
    (status(HEAT, "PROTESTED"), "status", ("START_LIST cannot become PROTESTED", "possible: LIVE")),
    (status(OTHER, "LIVE"), "status", ("no status cannot become LIVE", "a start list first")),
    (corrected(HEAT, {0: "53.10"}, reason=""), "reason", ("correction", "without a reason")),
    (facts.Corrected(unit=HEAT, items=(), reason="why"), "items", ("changes nothing", "at least one value")),
    (facts.TieBroken(unit=HEAT, order=(who(HEAT, 0),), reason="lots"), "order", ("two or more",)),
    (
        facts.TieBroken(unit=HEAT, order=(who(HEAT, 0), who(HEAT, 5)), reason="lots"),
        "order[1]",
        ("not on the start list",),
    ),
    (facts.TieBroken(unit=HEAT, order=(who(HEAT, 0), who(HEAT, 1)), reason=""), "reason", ("without a reason",)),
    (facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason=""), "reason", ("'A' without a reason",)),
    (facts.ProtestFiled(unit=HEAT, protest="", by="NZL", reason="x"), "protest", ("a name of its own",)),
    (facts.ProtestDecided(unit=HEAT, protest="A", outcome="upheld", reason="x"), "protest", ("no protest 'A'",)),
    (
        facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="x", competitor=who(HEAT, 5)),
        "competitor",
        (who(HEAT, 5), "not on the start list"),
    ),
    (
        facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="x", received="noon"),
        "received",
        ("'noon'", "with offset"),
    ),
    (
        facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="x", received="2031-01-01T00:00:00Z"),
        "received",
        ("later than now",),
    ),
    (facts.ProtestLate(unit=HEAT, protest="A", by="NZL", reason="x"), "kind", ("send protest_filed", "clock")),
    (facts.ProtestAdjourned(unit=HEAT, protest="A", reason="x"), "protest", ("no protest 'A'",)),
    (facts.ProtestReopened(unit=HEAT, protest="A", by="NZL", reason="x"), "protest", ("no protest 'A'",)),
    (facts.Invalidated(unit=HEAT, reason=""), "reason", ("without a reason",)),
    (facts.Disqualified(event=HEAT, competitors=("x",), reason="x", authority="CAS"), "event", ("no event",)),
    (facts.Disqualified(event=EVENT, competitors=("x",), reason="", authority="CAS"), "reason", ("its reason",)),
    (
        facts.Disqualified(event=EVENT, competitors=("x",), reason="x", authority="CAS"),
        "competitors[0]",
        ("in no unit",),
    ),
    (facts.Disqualified(event=EVENT, competitors=(), reason="x", authority="CAS"), "competitors", ("one at least",)),
    (
        facts.Disqualified(event=EVENT, competitors=(who(HEAT, 0),), reason="x", authority="CAS", irm="OUT"),
        "irm",
        ("'OUT'", "DSQ"),
    ),
    (
        facts.Reinstated(event=EVENT, competitors=(who(HEAT, 0),), reason="x", authority="CAS"),
        "competitors[0]",
        ("is not disqualified",),
    ),
    (facts.EmbargoPlanned(scope=HEAT, until="speaker"), "until", ("'speaker'", "announcer")),
    (facts.EmbargoSet(scope=HEAT, until="jury", reason=""), "reason", ("without a reason",)),
    (facts.EmbargoLifted(scope=HEAT), "scope", ("is not held", "held is nothing")),
    (starts(HEAT, [0, 9]), "starts[1]", (who(HEAT, 9), "not entered")),
    (starts(HEAT, [0, 0]), "starts[1]", ("stands at starts[0] already",)),
    (
        facts.StartListSet(unit=HEAT, starts=tuple(Start(competitor=who(HEAT, n), sort=1) for n in (0, 1))),
        "starts",
        ("same sort order",),
    ),
    (person(id="x" * 21), "participants[0]", ("1 to 20 characters",)),
    (person(type="B"), "participants[0]", ("'B'", "A (athlete) or T (team)")),
    (EventPlanned(event=HEAT, phases=()), "event", (str(HEAT), "event level")),
    (
        EventPlanned(event=EVENT, phases=(PhasePlan(rsc=ELSEWHERE, kind="heats"),)),
        "phases[0]",
        (f"not a phase of {EVENT}",),
    ),
    (phase(kind="round"), "phases[0].kind", ("'round'", "heats, series, pool, knockout")),
    (phase(rule="my_rule"), "phases[0].rule", ("'my_rule'", "not in the rulebook")),
    (phase(qualify=Qualify(standard="far")), "phases[0].qualify.standard", ("'far'", "metres")),
    (EventPlanned(event=EVENT, phases=(), rule_date="soon"), "rule_date", ("'soon'", "ISO 8601")),
    (
        EventPlanned(event=EVENT, phases=(PhasePlan(rsc=PHASE, kind="heats"),) * 2),
        "phases[0]",
        ("planned twice",),
    ),
    (unit(rsc=EVENT), "units[0]", (str(EVENT), "not a unit")),
    (unit(start="tomorrow"), "units[0].start", ("'tomorrow'", "ISO 8601")),
    (unit(status="LATE"), "units[0].status", ("'LATE'", "SCHEDULED")),
    (unit(sides=(Origin(unit=HEAT, wlt="X"),)), "units[0].sides[0]", ("winner (W), a loser (L) or a rank",)),
    (facts.UnitsPlanned(units=(UnitPlan(rsc=HEAT), UnitPlan(rsc=HEAT))), "units[0]", ("planned twice",)),
    (
        facts.UnitsPlanned(units=(UnitPlan(rsc=HEAT, devices=("lynx:1",)), UnitPlan(rsc=OTHER, devices=("lynx:1",)))),
        "units[1].devices",
        ("'lynx:1'", f"belongs to {HEAT} already"),
    ),
    (facts.ScheduleChanged(unit=HEAT, status="LATE"), "status", ("'LATE'", "RUNNING")),
    (facts.ScheduleChanged(unit=HEAT, status="RESCHEDULED"), "start", ("needs the new start",)),
    (facts.ScheduleChanged(unit=HEAT, status="RUNNING", actual="noon"), "actual", ("'noon'",)),
    (facts.GamesDeclared(code="G", name={}, start="July"), "start", ("'July'",)),
    (facts.TwoPersonSet(scope="S", mode="agree"), "scope", ("'S'", "beginning of an RSC")),
    (facts.TwoPersonSet(scope="SWM", mode="both"), "mode", ("'both'", "agree, blind, off")),
    (facts.MarkProposed(unit=HEAT, items=()), "kind", ("people at a desk",)),
    (facts.MarkAgreed(unit=HEAT, items=(), proposed_by="anna"), "kind", ("people at a desk",)),
    (facts.HoldConfirmed(unit=HEAT, hold="1", reason="seen", by="A"), "hold", ("nothing is held", "/v1/holds")),
    (facts.HoldRejected(unit=UNKNOWN, hold="1", reason="seen", by="A"), "unit", (str(UNKNOWN), "not in the schedule")),
    (
        facts.MarkHeld(unit=HEAT, hold="1", slot="mark", value="9", source="x", reasons=()),
        "kind",
        ("send the value itself",),
    ),
    (
        facts.RecordsListed(discipline="SWM", name="F", version=1, as_of="lately", records=()),
        "as_of",
        ("'lately'", "2024-07-26"),
    ),
    (
        facts.RecordRatified(unit=HEAT, competitor=who(HEAT, 0), mark="53.10"),
        "mark",
        ("was no record", "records there: none"),
    ),
    (
        facts.RecordRejected(unit=HEAT, competitor=who(HEAT, 0), mark="53.10", reason=""),
        "reason",
        ("without a reason",),
    ),
    (facts.NamesTold(language="jp", names=()), "language", ("'jp'", "such as JPN")),
    (facts.HorsesEntered(discipline="XXX", horses=()), "discipline", ("'XXX'", "three letters")),
    (facts.WeatherObserved(about=UNKNOWN, place="STA"), "about", (str(UNKNOWN), "neither a unit of the schedule")),
    (facts.PlausibilityTuned(reason="x", off=("weather",)), "off", ("weather", "impossible, surprising")),
]


@pytest.mark.parametrize(("said", "where", "words"), REFUSALS, ids=lambda value: str(value)[:60])
def test_a_refusal_says_what_was_wrong_where_and_what_would_be_right(play, said, where, words):
    known = play.games
    with pytest.raises(Refused) as refused:
        play.do(said)
    assert refused.value.where == where
    for word in words:
        assert word in str(refused.value)
    assert play.games is known


def test_every_kind_of_fact_that_can_be_wrong_is_refused_above():
    refused = {type(said) for said, _, _ in REFUSALS}
    assert refused == set(facts.Fact.__args__) - {facts.MessageRefused}


def test_a_device_is_understood_by_id_bib_or_lane(play):
    play.do(mark("53.10", lane="1"), mark("53.20", id=who(HEAT, 1)))
    assert [play.unit(HEAT).value(who(HEAT, n), "mark") for n in (0, 1)] == ["53.10", "53.20"]


def test_two_with_one_bib_are_nobody(play):
    twins = tuple(Start(competitor=who(OTHER, n), sort=n + 1, bib="7") for n in (4, 5))
    play.do(facts.StartListSet(unit=OTHER, starts=twins))
    item = Observation(who=Locator(bib="7"), slot="mark", value="53.10")
    with pytest.raises(Refused, match="2 competitors have it"):
        play.do(facts.MarksObserved(unit=OTHER, revision=1, items=(item,)))


OFFICIAL = (seen(HEAT, {0: "53.10", 1: "53.20"}, 1), status(HEAT, "OFFICIAL"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (seen(HEAT, {0: "53.00"}, 2), "a correction with its reason"),
        (starts(HEAT, range(3)), "its start list stands"),
        (status(HEAT, "UNOFFICIAL"), "needs a reason"),
        (status(HEAT, "LIVE", "why"), "possible: UNOFFICIAL, PROVISIONAL"),
    ],
)
@pytest.mark.parametrize("protested", [False, True])
def test_what_is_official_stands_also_while_a_protest_is_open(play, said, words, protested):
    play.do(*OFFICIAL)
    if protested:
        play.do(facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="obstruction"))
        words = "decide it first" if isinstance(said, facts.StatusSet) else words
    with pytest.raises(Refused, match=words):
        play.do(said)


def test_a_device_may_repeat_what_is_official_in_a_newer_message(play):
    play.do(*OFFICIAL, seen(HEAT, {0: "53.10"}, 2))
    with pytest.raises(Unchanged):
        play.do(seen(HEAT, {0: "53.10"}, 2))


def test_nothing_becomes_official_over_an_open_protest(play):
    play.do(seen(HEAT, {0: "53.10"}), facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="wave"))
    assert play.unit(HEAT).status == "LIVE"
    with pytest.raises(Refused, match="under protest"):
        play.do(status(HEAT, "OFFICIAL"))
    play.do(status(HEAT, "UNOFFICIAL"))
    assert play.unit(HEAT).status == "PROTESTED"
    play.do(facts.ProtestDecided(unit=HEAT, protest="A", outcome="dismissed", reason="video"))
    play.do(status(HEAT, "OFFICIAL"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"protest": "A", "outcome": "granted"}, "upheld, dismissed, withdrawn"),
        ({"protest": "A", "outcome": "dismissed", "effect": items(HEAT, {0: "53.00"})}, "no effect"),
        ({"protest": "B", "outcome": "upheld"}, "no protest 'B'"),
    ],
)
def test_a_decision_fits_its_protest(play, said, words):
    play.do(*OFFICIAL, facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="obstruction"))
    with pytest.raises(Refused, match=words):
        play.do(facts.ProtestDecided(unit=HEAT, reason="video", **said))


def test_a_protest_is_decided_once_and_its_name_is_used_once(play):
    filed = facts.ProtestFiled(unit=HEAT, protest="A", by="NZL", reason="obstruction")
    play.do(*OFFICIAL, filed, facts.ProtestDecided(unit=HEAT, protest="A", outcome="withdrawn", reason="their wish"))
    with pytest.raises(Refused, match="decided already: withdrawn"):
        play.do(facts.ProtestDecided(unit=HEAT, protest="A", outcome="upheld", reason="video"))
    with pytest.raises(Refused, match="exists already"):
        play.do(filed)


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ((), people(EVENT, 6)),
        ((), planned(HEAT, OTHER)),
        ((), starts(HEAT, range(4))),
        ((phase(),), phase()),
        ((facts.GamesDeclared(code="G", name={}),), facts.GamesDeclared(code="G", name={})),
        ((status(HEAT, "LIVE"),), status(HEAT, "LIVE")),
        ((facts.ScheduleChanged(unit=HEAT, status="DELAYED"),), facts.ScheduleChanged(unit=HEAT, status="DELAYED")),
        ((), facts.Invalidated(unit=HEAT, reason="nothing there")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_known_already_is_not_recorded_again(play, before, again):
    play.do(*before)
    with pytest.raises(Unchanged) as unchanged:
        play.do(again)
    assert not unchanged.value.stale


@pytest.mark.parametrize("late", ["RUNNING", "GETTING_READY", "SCHEDULED"])
def test_a_schedule_that_is_behind_a_finished_result_is_late(play, late):
    play.do(*OFFICIAL)
    with pytest.raises(Unchanged) as unchanged:
        play.do(facts.ScheduleChanged(unit=HEAT, status=late))
    assert unchanged.value.stale


def test_entries_of_another_discipline_stay(play):
    track = Rsc.of("ATH", "W", "100M")
    play.do(person(events=(EVENT,)), person(events=(track,)))
    assert play.games.participants["1"].events == tuple(sorted((EVENT, track)))


def test_a_device_name_is_free_again_when_its_unit_is_known_by_another(play):
    play.do(unit(devices=("lynx:1",)), unit(devices=("lynx:2",)))
    play.do(facts.UnitsPlanned(units=(UnitPlan(rsc=HEAT, devices=("lynx:1",)),)))
    assert play.games.devices == {"lynx:1": HEAT, "lynx:2": OTHER}
