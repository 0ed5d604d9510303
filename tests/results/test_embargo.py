"""Embargo: what began it, who may end it, and when the clocks of protests start for what was seen late."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.embargo import public
from kotinos.results.embargo_facts import EmbargoLifted, EmbargoPlanned, EmbargoSet
from kotinos.results.facts import Command, Refused
from kotinos.results.intake import backstage
from kotinos.results.officials import Unchanged, decide
from kotinos.results.publisher import body_of
from tests.results.playing import Play, items, order, people, planned, seen, starts, status, who

FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
AGAIN = Rsc.of("SWM", "W", "50MFR", "FNL", "000200")
EVENT = FINAL.at(Level.EVENT)
HELD = EmbargoSet(scope=FINAL, until="announcer", reason="the photo is read")


@pytest.fixture
def play() -> Play:
    made = Play()
    made.do(people(EVENT, 3), planned(FINAL), starts(FINAL, range(3)), seen(FINAL, {0: "24.10"}))
    made.roles = frozenset({"officials", "announcer", "jury"})
    return made


def test_what_is_held_comes_out_in_one_step_with_medals_and_table(play):
    play.do(HELD, seen(FINAL, {1: "24.05", 2: "24.20"}, 2, complete=True), status(FINAL, "OFFICIAL"))
    assert order(play.rows(FINAL))[0] == (1, "0")
    assert play.body("DT_RESULT", FINAL).unit.result_status == "LIVE"
    assert play.body("DT_SCHEDULE_UPDATE", FINAL).units[0].status == "RUNNING"
    assert play.body("DT_MEDALLISTS", EVENT) is None
    head = play.store.head()[0]
    play.do(EmbargoLifted(scope=FINAL))
    rows = play.published(head)
    assert {r.type for r in rows} >= {"DT_SCHEDULE_UPDATE", "DT_RESULT", "DT_RANKING", "DT_MEDALLISTS", "DT_MEDALS"}
    assert len({r.step for r in rows}) == 1
    assert order(play.rows(FINAL)) == [(1, "1"), (2, "0"), (3, "2")]


def test_an_embargo_itself_publishes_nothing(play):
    head = play.store.head()[0]
    play.do(EmbargoPlanned(scope=EVENT, until="jury"), HELD)
    assert play.published(head) == []


def test_a_result_that_was_taken_back_meanwhile_is_withdrawn_at_the_end(play):
    play.do(HELD, facts.Invalidated(unit=FINAL, reason="wrong race"))
    head = play.store.head()[0]
    play.do(EmbargoLifted(scope=FINAL))
    found = [body_of(row) is None for row in play.published(head) if row.type == "DT_RESULT"]
    assert found == [True, False]


def test_a_unit_planned_while_its_event_is_held_does_not_exist_for_the_public(play):
    play.do(EmbargoSet(scope=EVENT, until="jury", reason="re-run?"), planned(FINAL, AGAIN))
    assert play.body("DT_SCHEDULE_UPDATE", AGAIN) is None
    assert play.body("DT_RESULT", AGAIN) is None
    assert [line.rsc for line in play.body("DT_SCHEDULE", Rsc.of("SWM")).units] == [FINAL]
    play.do(EmbargoLifted(scope=EVENT))
    assert {line.rsc for line in play.body("DT_SCHEDULE", Rsc.of("SWM")).units} == {FINAL, AGAIN}


@pytest.mark.parametrize(
    ("roles", "may"), [({"announcer"}, True), ({"officials"}, False), ({"jury"}, False), ((), False)]
)
def test_only_the_role_that_it_waits_for_ends_an_embargo(play, roles, may):
    play.do(HELD)
    play.roles = frozenset(roles)
    if may:
        play.do(EmbargoLifted(scope=FINAL))
        assert b'"role":"announcer"' in play.events[-1].body
    else:
        with pytest.raises(Refused, match="until the announcer releases it"):
            play.do(EmbargoLifted(scope=FINAL, role="announcer"))


def test_two_embargoes_on_one_unit_both_must_end(play):
    play.do(HELD, seen(FINAL, {1: "24.05"}, 2), EmbargoSet(scope=EVENT, until="jury", reason="protest"))
    play.do(seen(FINAL, {2: "24.01"}, 3), EmbargoLifted(scope=FINAL))
    assert order(play.rows(FINAL))[0] == (1, "0")
    assert not [r for r in play.rows(FINAL) if r.mark in ("24.05", "24.01")]
    play.do(EmbargoLifted(scope=EVENT))
    assert order(play.rows(FINAL))[0] == (1, "2")


def test_a_planned_embargo_begins_when_the_result_is_complete_and_holds_that_back(play):
    play.do(EmbargoPlanned(scope=Rsc.of("SWM"), until="announcer", reason="announced first"))
    play.do(seen(FINAL, {1: "24.05", 2: "24.20"}, 2))
    assert order(play.rows(FINAL))[0] == (1, "1")
    play.do(status(FINAL, "UNOFFICIAL"))
    assert play.body("DT_RESULT", FINAL).unit.result_status == "LIVE"
    assert play.games.embargoes[FINAL].until == "announcer"
    play.do(EmbargoLifted(scope=FINAL), status(FINAL, "OFFICIAL"))
    assert play.body("DT_RESULT", FINAL).unit.result_status == "OFFICIAL"


def test_a_jurys_decision_waits_for_the_announcer_where_that_is_planned(play):
    # Weightlifting: the decision was on the screen before the announcer had released it.
    play.do(EmbargoPlanned(scope=EVENT, until="announcer", when="decision"))
    play.do(seen(FINAL, {1: "24.05", 2: "24.20"}, 2, complete=True))
    play.do(facts.ProtestFiled(unit=FINAL, protest="A", by="NZL", reason="start"))
    assert play.body("DT_RESULT", FINAL).unit.result_status == "PROTESTED"
    play.do(
        facts.ProtestDecided(
            unit=FINAL, protest="A", outcome="upheld", reason="video", effect=items(FINAL, {1: "DSQ"}, "irm")
        )
    )
    assert play.body("DT_RESULT", FINAL).unit.result_status == "PROTESTED"
    assert order(play.rows(FINAL))[0] == (1, "1")
    play.do(EmbargoLifted(scope=FINAL))
    assert order(play.rows(FINAL)) == [(1, "0"), (2, "2"), (None, "1")]


def test_the_narrowest_plan_counts_and_an_empty_one_frees_its_scope(play):
    play.do(EmbargoPlanned(scope=Rsc.of("SWM"), until="announcer"), EmbargoPlanned(scope=EVENT, until=""))
    play.do(seen(FINAL, {1: "24.05", 2: "24.20"}, 2, complete=True))
    assert play.games.embargoes == {}


def test_the_clock_of_protests_runs_from_the_release(play):
    play.at = "2030-08-01T20:00:00.000000Z"
    play.do(HELD, seen(FINAL, {1: "24.05", 2: "24.20"}, 2, complete=True))
    assert play.unit(FINAL).shown.statuses.keys().isdisjoint({"UNOFFICIAL"})
    play.at = "2030-08-01T21:00:00.000000Z"
    play.do(EmbargoLifted(scope=FINAL))
    assert play.unit(FINAL).shown.scores[who(FINAL, 1)] == play.at
    assert play.body("DT_RESULT", FINAL).protest_until == "2030-08-01T21:30:00.000000Z"
    play.at = "2030-08-01T21:29:59.900000Z"
    play.do(facts.ProtestFiled(unit=FINAL, protest="A", by="NZL", reason="start"))
    assert play.unit(FINAL).open_protests == ("A",)


def test_those_who_run_it_see_both_sides(play):
    play.do(HELD, seen(FINAL, {1: "24.05"}, 2))
    both = backstage.unit(play.games, FINAL)
    assert both
    assert both.public
    assert both.real.rows[0].competitor.id[-1] == "1"
    assert both.public.rows[0].competitor.id[-1] == "0"
    assert [(e.scope, e.until) for e in both.embargoes] == [(FINAL, "announcer")]
    assert [e.scope for e in backstage.embargoes(play.games)] == [FINAL]
    assert backstage.unit(play.games, "X" * 34) is None


def test_without_an_embargo_the_public_sees_the_very_state(play):
    assert public(play.games) is play.games


@pytest.mark.parametrize(
    ("said", "where", "words"),
    [
        (EmbargoSet(scope=Rsc.of("SWM"), until="jury", reason="x"), "scope", "an event, a phase or a unit"),
        (EmbargoSet(scope=Rsc.of("SWM", "M", "50MFR"), until="jury", reason="x"), "scope", "no unit of"),
        (EmbargoSet(scope=EVENT, until="speaker", reason="x"), "until", "officials, announcer, jury"),
        (EmbargoSet(scope=EVENT, until="jury", reason=""), "reason", "without a reason"),
        (EmbargoSet(scope=FINAL, until="jury", reason="x"), "until", "held already"),
        (EmbargoPlanned(scope=EVENT, until="speaker"), "until", "officials, announcer, jury"),
        (EmbargoLifted(scope=EVENT), "scope", "is not held"),
    ],
)
def test_a_refusal_says_what_would_be_right(play, said, where, words):
    play.do(HELD)
    with pytest.raises(Refused, match=words) as refused:
        play.do(said)
    assert refused.value.where == where


def test_the_same_embargo_again_changes_nothing(play):
    play.do(HELD)
    with pytest.raises(Unchanged):
        play.do(HELD)


def test_a_command_without_roles_lifts_nothing_although_its_body_says_so(play):
    play.do(HELD)
    fact: Any = EmbargoLifted(scope=FINAL, role="announcer")
    with pytest.raises(Refused):
        decide(play.games, Command(id="1", fact=fact, actor="x", source="x", at="2030-08-01T20:00:00Z"))
