"""The life of a unit: random walks meet the table, and the page that draws it is up to date."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes import statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Refused
from kotinos.results.life import CONTESTABLE, FINISHED, PROTEST_STEPS, STATUSES, TRANSITIONS, schedule_status_for
from kotinos.results.officials import Unchanged
from tests.conftest import ROOT
from tests.results.playing import Play, people, planned, seen, starts, status

UNIT = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")
NAMED = [s for s in STATUSES if s]


def opened() -> Play:
    play = Play()
    play.do(people(UNIT.at(Level.EVENT), 4), planned(UNIT), starts(UNIT, range(4)))
    return play


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMED), st.booleans()), max_size=12))
def test_any_walk_follows_the_table_and_nothing_else(walk):
    play = opened()
    for to, reasoned in walk:
        at = play.unit(UNIT).status
        allowed = (at, to) in TRANSITIONS and (reasoned or not TRANSITIONS[(at, to)])
        try:
            play.do(status(UNIT, to, "the referee" if reasoned else ""))
        except Unchanged:
            assert at == to
        except Refused as refused:
            assert not allowed
            assert at in str(refused)
        else:
            assert allowed
            assert play.unit(UNIT).status == to


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([*NAMED, "file", "adjourn", "decide", "rerun", "reopen", "mark", "invalidate"]), max_size=16
    )
)
def test_whatever_happens_result_and_schedule_status_fit_each_other(walk):
    play = opened()
    for number, step in enumerate(walk):
        open_ = play.unit(UNIT).open_protests
        said: facts.Fact
        if step == "file":
            said = facts.ProtestFiled(unit=UNIT, protest=f"P{number}", by="NZL", reason="obstruction")
        elif step == "decide":
            if not open_:
                continue
            said = facts.ProtestDecided(unit=UNIT, protest=open_[0], outcome="dismissed", reason="video")
        elif step in ("rerun", "adjourn"):
            if not open_:
                continue
            said = facts.ProtestAdjourned(unit=UNIT, protest=open_[0], reason="a witness")
            if step == "rerun":
                said = facts.ProtestDecided(unit=UNIT, protest=open_[0], outcome="upheld", reason="video", rerun=True)
        elif step == "reopen":
            closed = [p.id for p in play.unit(UNIT).protests if p.status == "CLS"]
            if not closed:
                continue
            said = facts.ProtestReopened(unit=UNIT, protest=closed[0], by="NZL", reason="new evidence")
        elif step == "mark":
            said = seen(UNIT, {0: "53.10"}, number + 1)
        elif step == "invalidate":
            said = facts.Invalidated(unit=UNIT, reason="wrong heat")
        else:
            said = status(UNIT, step, "the referee")
        try:
            play.do(said)
        except (Refused, Unchanged):
            continue
        unit = play.unit(UNIT)
        assert unit.schedule in statuses.schedule_allows(unit.status)
        assert (unit.status == "PROTESTED") == bool(unit.before_protest)
        assert not (unit.status == "OFFICIAL" and unit.open_protests)
        assert bool(unit.actual_end) == (unit.schedule == "FINISHED")


FACT_OF = {
    "protest_filed": lambda: facts.ProtestFiled(unit=UNIT, protest="A", by="NZL", reason="obstruction"),
    "protest_adjourned": lambda: facts.ProtestAdjourned(unit=UNIT, protest="A", reason="a witness"),
    "protest_reopened": lambda: facts.ProtestReopened(unit=UNIT, protest="A", by="NZL", reason="new evidence"),
    "protest_decided": lambda: facts.ProtestDecided(unit=UNIT, protest="A", outcome="dismissed", reason="video"),
}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(sorted(FACT_OF)), max_size=10))
def test_any_walk_of_a_protest_follows_its_table_and_nothing_else(walk):
    play = opened()
    play.do(seen(UNIT, {0: "53.10"}, complete=True))
    for kind in walk:
        at = play.unit(UNIT).protests[0].status if play.unit(UNIT).protests else ""
        to = PROTEST_STEPS.get((at, kind))
        try:
            play.do(FACT_OF[kind]())
        except Refused:
            assert to is None
        else:
            assert play.unit(UNIT).protests[0].status == to
            assert (play.unit(UNIT).status == "PROTESTED") == (to != "CLS")


def test_every_status_can_be_reached_and_left():
    reached = {"START_LIST"}
    while True:
        more = {b for a, b in TRANSITIONS if a in reached} - reached
        if not more:
            break
        reached |= more
    assert reached | {"PROTESTED"} == set(NAMED)
    assert {a for a, _ in TRANSITIONS} | {"PROTESTED"} == set(NAMED)
    assert set(CONTESTABLE) < set(FINISHED)


def test_what_was_finished_goes_back_only_with_a_reason():
    assert all(TRANSITIONS[(a, "LIVE")] for a in FINISHED if (a, "LIVE") in TRANSITIONS)
    assert all(reason for (a, _), reason in TRANSITIONS.items() if a == "OFFICIAL")


@pytest.mark.parametrize("result", FINISHED)
def test_a_finished_result_has_a_finished_schedule(result):
    assert schedule_status_for(result, "RUNNING") == "FINISHED"


def test_a_break_stays_a_break_between_two_parts():
    assert schedule_status_for("INTERMEDIATE", "SCHEDULED_BREAK") == "SCHEDULED_BREAK"
    assert schedule_status_for("INTERMEDIATE", "FINISHED") == "RUNNING"


def test_the_page_draws_the_table_of_today():
    spec = importlib.util.spec_from_file_location("draw_life", ROOT / "tools" / "draw_life.py")
    assert spec
    assert spec.loader
    drawer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawer)
    page = drawer.PAGE.read_text(encoding="utf-8")
    assert drawer.drawn(page) == page
    for (a, b), _ in TRANSITIONS.items():
        assert f"{a} --> {b}" in page
    for (status_, kind), b in PROTEST_STEPS.items():
        assert f"{status_ or '[*]'} --> {b}: {kind}" in page
