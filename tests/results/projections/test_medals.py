"""Medals: who has them, where they were won, what takes them away, and the table that follows."""

from __future__ import annotations

from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.documents import MedalsBody
from kotinos.results.facts import EventPlanned, Member, Participant, PhasePlan
from kotinos.results.publisher import body_of
from tests.results.playing import Play, corrected, order, people, planned, seen, starts, status, who

FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
EVENT = FINAL.at(Level.EVENT)
GEN = Rsc.of("GEN")


def final(unit: Rsc, marks: list[str], play: Play | None = None, **plan: Any) -> Play:
    """An official final: the n-th competitor has the n-th mark."""
    play = play or Play()
    count = len(marks)
    play.do(people(unit.at(Level.EVENT), count), planned(unit, **{"medal": 1, **plan}), starts(unit, range(count)))
    play.do(seen(unit, dict(enumerate(marks)), complete=True), status(unit, "OFFICIAL"))
    return play


def medals(play: Play, event: Rsc = EVENT) -> list[tuple[str, str]]:
    body = play.body("DT_MEDALLISTS", event)
    return [(m.medal.removeprefix("ME_"), m.competitor.id[-1]) for m in body.medals] if body else []


def table(play: Play) -> dict[str, tuple[int, int, int, int]]:
    lines = play.body("DT_MEDALS", GEN).lines
    return {line.noc: (line.rank, *((c := line.counts[-1]).gold, c.silver, c.bronze)) for line in lines}


def test_two_golds_leave_no_silver():
    play = final(FINAL, ["24.10", "24.10", "24.20", "24.30"])
    assert medals(play) == [("GOLD", "0"), ("GOLD", "1"), ("BRONZE", "2")]
    assert table(play) == {"NZL": (1, 1, 0, 0), "POR": (1, 1, 0, 0), "CZE": (3, 0, 0, 1)}


def test_medals_that_a_new_plan_takes_away_leave_the_table():
    gold, bronze = (Rsc.of("JUD", "W", "48KG", "FNL", f"000{n}00") for n in (1, 2))
    event = gold.at(Level.EVENT)
    play = Play()
    play.do(people(event, 4), planned(gold, medal=1), planned(bronze, medal=3), starts(gold, range(2)))
    play.do(seen(gold, {0: "W", 1: "L"}, slot="wlt", complete=True), status(gold, "OFFICIAL"))
    assert medals(play, event) == [("GOLD", "0"), ("SILVER", "1")]
    play.do(planned(gold))
    assert medals(play, event) == []
    assert table(play) == {}
    assert play.body("DT_MEDALLISTS_DISCIPLINE", Rsc.of("JUD")) is None


def test_a_discipline_has_the_medals_of_its_events_in_order_of_their_codes():
    other = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")
    play = final(other, ["53.10", "53.20", "53.30"], final(FINAL, ["24.10", "24.20", "24.30"]))
    body = play.body("DT_MEDALLISTS_DISCIPLINE", Rsc.of("SWM"))
    assert [won.event for won in body.events] == sorted((EVENT, other.at(Level.EVENT)))
    assert [play.body("DT_MEDALLISTS", won.event) for won in body.events] == list(body.events)
    assert (body.events_total, body.events_finished) == (2, 2)


def test_nothing_is_won_before_it_is_official():
    play = Play()
    play.do(people(EVENT, 3), planned(FINAL, medal=1), starts(FINAL, range(3)))
    play.do(seen(FINAL, {0: "24.10", 1: "24.20", 2: "24.30"}, complete=True))
    assert medals(play) == []
    assert table(play) == {}
    assert order(play.rows(EVENT, "DT_RANKING")) == [(1, "0"), (2, "1"), (3, "2")]


def test_a_decision_years_later_gives_the_medals_anew_and_the_old_table_can_still_be_read():
    play = final(FINAL, ["24.10", "24.20", "24.30", "24.40"])
    before = play.events[-1].at
    play.do(corrected(FINAL, {0: "DSQ"}, "irm", "doping, decided nine years later"))
    assert medals(play) == [("GOLD", "1"), ("SILVER", "2"), ("BRONZE", "3")]
    body = play.body("DT_MEDALLISTS", EVENT)
    assert "nine years later" in body.notes[0]
    [then] = play.store.as_of(before, types=["DT_MEDALLISTS"])
    [now] = play.store.latest(types=["DT_MEDALLISTS"])
    assert [m.competitor.id[-1] for m in body_of(then).medals] == ["0", "1", "2"]
    assert (then.version, now.version) == (1, 2)
    [old_table] = [body_of(row) for row in play.store.as_of(before, "GEN", ["DT_MEDALS"])]
    assert isinstance(old_table, MedalsBody)
    assert old_table.lines[0].noc == "NZL"


def test_a_protest_takes_the_medals_back_until_it_is_decided():
    play = final(FINAL, ["24.10", "24.20", "24.30"])
    play.do(facts.ProtestFiled(unit=FINAL, protest="A", by="POR", reason="start"))
    assert play.body("DT_MEDALLISTS", EVENT) is None
    assert table(play) == {}
    play.do(facts.ProtestDecided(unit=FINAL, protest="A", outcome="dismissed", reason="video"))
    assert medals(play) == [("GOLD", "0"), ("SILVER", "1"), ("BRONZE", "2")]
    assert table(play)["NZL"] == (1, 1, 0, 0)


def test_a_mixed_event_has_its_own_column_and_a_relay_its_members():
    unit = Rsc.of("SWM", "X", "4X100MMD", "FNL", "000100")
    event = unit.at(Level.EVENT)
    members = tuple(Member(id=f"M{n}", family_name=f"NOM{n}", given_name="Prenom", order=n) for n in (2, 1))
    team = Participant(id="SWM4X100M0", type="T", noc="NZL", name="New Zealand", events=(event,), members=members)
    play = Play()
    play.do(facts.ParticipantsEntered(participants=(team,)), planned(unit, medal=1), starts(unit, [0]))
    play.do(seen(unit, {0: "3:40.00"}, complete=True), status(unit, "OFFICIAL"))
    [medal] = play.body("DT_MEDALLISTS", event).medals
    assert (medal.competitor.type, [m.order for m in medal.competitor.members]) == ("T", [2, 1])
    [line] = play.body("DT_MEDALS", GEN).lines
    assert [(c.type, c.gold) for c in line.counts] == [("X", 1), ("TOT", 1)]


def test_the_table_names_the_event_decided_last_not_the_one_planned_last():
    play = final(FINAL, ["24.10", "24.20", "24.30"])
    other = Rsc.of("SWM", "M", "50MFR", "FNL", "000100")
    assert play.body("DT_MEDALS", GEN).last_event == EVENT
    final(other, ["22.10", "22.20", "22.30"], play)
    third = Rsc.of("SWM", "M", "100MFR", "FNL", "000100")
    play.do(planned(third))
    body = play.body("DT_MEDALS", GEN)
    assert (body.last_event, body.events_finished, body.events_total) == (other.at(Level.EVENT), 2, 3)


def test_nobody_of_final_b_stands_before_final_a_however_fast():
    a, b = (Rsc.of("ROW", "W", "SCULL1", "FNL", f"000{n}00") for n in (1, 2))
    event = a.at(Level.EVENT)
    play = Play()
    play.do(people(event, 4), planned(b, a))
    play.do(starts(a, [0, 1]), starts(b, [2, 3]))
    play.do(seen(b, {2: "7:10.00", 3: "7:20.00"}, complete=True), status(b, "OFFICIAL"))
    play.do(seen(a, {0: "7:30.00", 1: "7:40.00"}, complete=True), status(a, "OFFICIAL"))
    assert order(play.rows(event, "DT_RANKING")) == [(1, "0"), (2, "1"), (3, "2"), (4, "3")]


def test_a_timed_final_is_won_in_any_of_its_heats():
    slow, fast = (Rsc.of("SWM", "W", "800MFR", "FNL", f"000{n}00") for n in (1, 2))
    event, phase = slow.at(Level.EVENT), slow.at(Level.PHASE)
    play = Play()
    play.do(EventPlanned(event=event, phases=(PhasePlan(rsc=phase, kind="heats"),)), people(event, 4))
    plans = [
        facts.UnitPlan(rsc=slow, start="2030-07-20T10:00:00+02:00"),
        facts.UnitPlan(rsc=fast, start="2030-07-20T19:00:00+02:00", medal=1),
    ]
    play.do(facts.UnitsPlanned(units=tuple(plans)), starts(slow, [0, 1]), starts(fast, [2, 3]))
    play.do(seen(slow, {0: "8:20.00", 1: "8:40.00"}, complete=True), status(slow, "OFFICIAL"))
    play.do(seen(fast, {2: "8:25.00", 3: "8:30.00"}, complete=True), status(fast, "OFFICIAL"))
    body = play.body("DT_MEDALLISTS", event)
    assert [(m.competitor.id[-1], m.unit) for m in body.medals] == [("0", slow), ("2", fast), ("3", fast)]


def test_a_name_put_right_is_right_in_result_ranking_medallists_and_schedule():
    play = final(FINAL, ["24.10", "24.20", "24.30"])
    [first] = people(EVENT, 1).participants
    corrected_name = facts.ParticipantsEntered(participants=(Participant(**{**_fields(first), "name": "Anna NEUE"}),))
    play.do(corrected_name)
    assert play.rows(FINAL)[0].competitor.name == "Anna NEUE"
    assert play.rows(EVENT, "DT_RANKING")[0].competitor.name == "Anna NEUE"
    assert play.body("DT_MEDALLISTS", EVENT).medals[0].competitor.name == "Anna NEUE"


def test_a_lot_drawn_in_a_heat_after_the_medals_is_said_with_the_medals_of_the_discipline_too():
    heat = Rsc.of("SWM", "W", "50MFR", "HEAT", "000100")
    play = Play()
    play.do(people(EVENT, 3), planned(heat, FINAL), starts(heat, [0, 1, 2]), starts(FINAL, [0, 1]))
    play.do(seen(heat, {0: "24.10", 1: "24.20", 2: "24.20"}, complete=True), status(heat, "OFFICIAL"))
    play.do(seen(FINAL, {0: "24.00", 1: "24.30"}, complete=True), status(FINAL, "OFFICIAL"))
    order_ = (who(heat, 2), who(heat, 1))
    play.do(facts.TieBroken(unit=heat, order=order_, reason="lots"))
    [said] = play.body("DT_MEDALLISTS", EVENT).notes
    assert "lots" in said
    [event] = play.body("DT_MEDALLISTS_DISCIPLINE", Rsc.of("SWM")).events
    assert event.notes == (said,)


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def test_each_discipline_has_a_medal_table_of_its_own_from_its_first_medal_on():
    play = Play()
    play.do(people(EVENT, 3), planned(FINAL, medal=1))
    rowing = Rsc.of("ROW", "W", "SCULL1", "FNL", "000100")
    assert [row.rsc for row in play.store.latest(types=["DT_MEDALS"])] == [GEN]
    final(rowing, ["7:10.00", "7:20.00", "7:30.00"], play)
    own = play.body("DT_MEDALS", Rsc.of("ROW"))
    assert (own.events_total, own.events_finished, own.last_event) == (1, 1, rowing.at(Level.EVENT))
    assert own.totals == play.body("DT_MEDALS", GEN).totals
    assert {row.rsc for row in play.store.latest(types=["DT_MEDALS"])} == {GEN, Rsc.of("ROW")}
