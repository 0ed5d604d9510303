"""The life of an application is its table, and the table has no dead ends that were not meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.accreditation.life import EVENTS, LIVE, STATES, TRANSITIONS, NotNow, after


@given(st.lists(st.sampled_from(EVENTS), max_size=20))
def test_any_walk_follows_the_table_and_stays_where_it_was_when_refused(events: list[str]) -> None:
    state = ""
    for event in events:
        try:
            reached = after(state, event)
        except NotNow as refused:
            assert (state, event) not in TRANSITIONS
            assert refused.state == state
        else:
            assert TRANSITIONS[(state, event)][0] == reached
            state = reached
        assert state == "" or state in STATES


def test_every_live_state_can_be_reached_and_left_and_an_end_is_an_end() -> None:
    reached, new = {""}, {""}
    while new:
        new = {to for (at, _), (to, _) in TRANSITIONS.items() if at in reached} - reached
        reached |= new
    assert reached - {""} == set(STATES)
    for state in STATES:
        assert any(at == state for at, _ in TRANSITIONS) == (state in LIVE)


def test_nothing_but_an_approval_leads_to_approved() -> None:
    into = {(at, event) for (at, event), (to, _) in TRANSITIONS.items() if to == "APPROVED" and at != "APPROVED"}
    assert into == {("SUBMITTED", "approve")}


def test_a_refusal_says_what_would_be_possible() -> None:
    with pytest.raises(
        NotNow, match="approve does not happen to an application that is DRAFT: save, submit, reject, withdraw"
    ):
        after("DRAFT", "approve")
