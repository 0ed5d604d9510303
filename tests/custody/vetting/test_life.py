"""The life of a clearance: nothing but the authority's F makes it favourable, from wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.vetting.life import EVENTS, STATES, TRANSITIONS, Event, State, after, verdict


def test_only_the_answer_f_leads_to_favourable_from_anywhere_else() -> None:
    into = {event for (old, event), new in TRANSITIONS.items() if new == "favourable" and old != "favourable"}
    assert into == {"favourable"}


def test_only_favourable_has_the_verdict_favourable() -> None:
    assert [state for state in STATES if verdict(state) == "favourable"] == ["favourable"]


def test_every_state_can_be_reached_and_every_event_has_a_place() -> None:
    reached: set[State] = {"not_required"}
    while more := {new for (old, _), new in TRANSITIONS.items() if old in reached} - reached:
        reached |= more
    assert reached == set(STATES)
    assert {event for _, event in TRANSITIONS} == set(EVENTS)


def test_a_superseded_clearance_never_comes_back() -> None:
    assert not [event for event in EVENTS if after("superseded", event) is not None]


@pytest.mark.parametrize("state", ["sent", "acknowledged", "in_depth"])
def test_silence_counts_as_unfavourable_wherever_an_answer_is_due(state: State) -> None:
    assert after(state, "lapse") == "deemed_unfavourable"


@pytest.mark.parametrize("state", ["unfavourable", "deemed_unfavourable", "revoked"])
def test_a_late_answer_or_a_judge_can_still_make_it_favourable(state: State) -> None:
    assert after(state, "favourable") == "favourable"


@pytest.mark.parametrize("event", ["withdraw", "unfavourable"])
def test_what_the_authority_takes_back_is_revoked(event: Event) -> None:
    assert after("favourable", event) == "revoked"


def test_screening_again_does_not_touch_the_answer_that_stands() -> None:
    for event in ("rescreen", "send", "accept", "reject", "more_time", "lapse"):
        assert after("favourable", event) == "favourable"


def test_an_answer_before_the_acknowledgement_has_no_place() -> None:
    assert [e for e in ("favourable", "unfavourable", "more_time", "withdraw") if after("sent", e)] == []


@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_whatever_happens_favourable_means_that_f_came_after_the_last_setback(events: list[Event]) -> None:
    state: State = "not_required"
    last = ""
    for event in events:
        new = after(state, event)
        if new is None:
            continue
        if event in ("favourable", "unfavourable", "withdraw", "expire", "supersede"):
            last = event
        state = new
        assert (verdict(state) == "favourable") == (state == "favourable")
        if state == "favourable":
            assert last == "favourable"
