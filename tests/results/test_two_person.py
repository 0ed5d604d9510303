"""Two people agree on a value before it counts."""

from __future__ import annotations

import random

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results import facts, two_person
from kotinos.results.facts import Conflict, Refused
from kotinos.results.officials import Unchanged
from tests.results.playing import Play, corrected, people, planned, seen, starts, status, who
from tests.results.test_typed import typed, values

BEAM = Rsc.of("GAR", "W", "1APBB", "FNL", "000100")


def beam(mode: str) -> Play:
    play = Play()
    play.do(people(BEAM, 3), planned(BEAM), starts(BEAM, range(3)), facts.TwoPersonSet(scope="GAR", mode=mode))
    return play


@pytest.fixture
def play() -> Play:
    return beam("agree")


def says(play: Play, actor: str, value: str | None, saw: str | None = None, **more: object) -> str:
    """Somebody types the execution score of the first; returns the kind of fact that it became."""
    play.do(typed(BEAM, 0, "e", value, saw, **more), source="desk", actor=actor)
    return play.events[-1].kind


def proposed(play: Play) -> list[tuple[str, object]]:
    return [(p.by, p.value) for p in play.unit(BEAM).proposals]


def test_one_persons_value_counts_for_nothing_and_is_nobodys_news(play: Play) -> None:
    before = play.published()
    assert says(play, "anna", "8.1") == "mark_proposed"
    assert values(play, BEAM, 0) == {}
    assert proposed(play) == [("anna", "8.1")]
    assert play.published() == before
    assert play.unit(BEAM).status == "START_LIST"


def test_a_second_person_who_types_the_same_makes_it_count(play: Play) -> None:
    says(play, "anna", "8.1")
    assert says(play, "bo", "8.1") == "mark_agreed"
    assert values(play, BEAM, 0) == {"e": "8.1"}
    assert proposed(play) == []
    assert play.unit(BEAM).status == "LIVE"


def test_a_second_person_may_agree_by_a_key_where_values_are_seen(play: Play) -> None:
    says(play, "anna", "8.1")
    assert says(play, "bo", "8.1", agree=True) == "mark_agreed"


def test_nobody_agrees_to_their_own_value(play: Play) -> None:
    says(play, "anna", "8.1")
    for agree in (True, False):
        with pytest.raises(Refused, match="anna proposed this already"):
            says(play, "anna", "8.1", agree=agree)
    assert values(play, BEAM, 0) == {}


def test_one_agrees_only_with_what_was_proposed(play: Play) -> None:
    with pytest.raises(Refused, match="nobody else proposed"):
        says(play, "bo", "8.1", agree=True)
    says(play, "anna", "8.1")
    with pytest.raises(Refused, match="nobody else proposed"):
        says(play, "bo", "8.2", agree=True)


def test_two_different_values_stand_beside_each_other_until_one_person_gives_way(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.2")
    assert proposed(play) == [("anna", "8.1"), ("bo", "8.2")]
    assert values(play, BEAM, 0) == {}
    assert says(play, "anna", "8.2") == "mark_agreed"
    assert values(play, BEAM, 0) == {"e": "8.2"}


def test_a_third_person_decides_between_two(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.2")
    assert says(play, "chi", "8.1") == "mark_agreed"
    assert values(play, BEAM, 0) == {"e": "8.1"}
    assert proposed(play) == []


def test_ones_own_value_can_be_put_right_before_anybody_agrees(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "anna", "8.3")
    assert proposed(play) == [("anna", "8.3")]


def test_blind_means_typed_again_not_agreed_to() -> None:
    play = beam("blind")
    says(play, "anna", "8.1")
    with pytest.raises(Refused, match="without seeing it"):
        says(play, "bo", "8.1", agree=True)
    assert says(play, "bo", "8.1") == "mark_agreed"


def test_a_change_of_what_was_agreed_needs_two_again(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.1")
    assert says(play, "bo", "8.4", "8.1") == "mark_proposed"
    assert values(play, BEAM, 0) == {"e": "8.1"}
    assert says(play, "anna", "8.4", "8.1") == "mark_agreed"
    assert values(play, BEAM, 0) == {"e": "8.4"}


def test_saying_that_what_stands_is_right_answers_a_proposal(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.1")
    says(play, "bo", "8.4", "8.1")
    assert says(play, "anna", "8.1", "8.1") == "mark_proposed"
    assert says(play, "bo", "8.1", "8.1") == "mark_agreed"
    assert proposed(play) == []


def test_saying_what_stands_where_nothing_waits_changes_nothing(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.1")
    with pytest.raises(Unchanged):
        says(play, "anna", "8.1", "8.1")


def test_a_correction_of_an_official_result_needs_the_reason_of_one_and_the_agreement_of_another(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.1")
    play.do(status(BEAM, "OFFICIAL"))
    with pytest.raises(Refused) as refused:
        says(play, "anna", "8.4", "8.1")
    assert refused.value.where == "reason"
    says(play, "anna", "8.4", "8.1", reason="judge 3 misread")
    assert values(play, BEAM, 0) == {"e": "8.1"}
    says(play, "bo", "8.4", "8.1", reason="judge 3 misread")
    assert values(play, BEAM, 0) == {"e": "8.4"}
    assert play.unit(BEAM).last is not None
    assert play.unit(BEAM).last.reason == "judge 3 misread"


def test_no_single_official_corrects_where_two_must_agree(play: Play) -> None:
    with pytest.raises(Refused, match="two people must agree"):
        play.do(corrected(BEAM, {0: "8.1"}, slot="e"))


def test_a_device_needs_nobody(play: Play) -> None:
    play.do(seen(BEAM, {0: "8.1"}, slot="e"), source="judging system")
    assert values(play, BEAM, 0) == {"e": "8.1"}


def test_a_proposal_does_not_overlook_what_a_device_changed(play: Play) -> None:
    play.do(seen(BEAM, {0: "8.0"}, slot="e"), source="judging system")
    with pytest.raises(Conflict):
        says(play, "anna", "8.1")


def test_withdrawn_results_take_their_proposals_with_them(play: Play) -> None:
    says(play, "anna", "8.1")
    says(play, "bo", "8.1")
    says(play, "bo", "8.4", "8.1")
    play.do(facts.Invalidated(unit=BEAM, reason="wrong rotation"))
    assert proposed(play) == []


@pytest.mark.parametrize(
    ("plan", "scopes", "mode"),
    [
        ({}, {}, ""),
        ({}, {"GAR": "agree"}, "agree"),
        ({}, {"GAR": "agree", "GARW1APBB": "blind"}, "blind"),
        ({}, {"GAR": "agree", "GARW": "off"}, ""),
        ({}, {"SWM": "agree"}, ""),
        ({"two_person": True}, {}, "agree"),
        ({"two_person": "blind"}, {"GAR": "agree"}, "blind"),
        ({"two_person": False}, {"GAR": "agree"}, ""),
    ],
)
def test_the_plan_of_a_unit_goes_first_then_the_longest_scope(plan: dict, scopes: dict, mode: str) -> None:
    play = Play()
    play.do(people(BEAM, 3), planned(BEAM, facts=plan))
    play.do(*(facts.TwoPersonSet(scope=scope, mode=said) for scope, said in scopes.items()))
    assert two_person.mode(play.games, play.unit(BEAM)) == mode


@pytest.mark.parametrize("seed", range(20))
def test_whatever_people_type_nothing_stands_that_two_did_not_say(seed: int) -> None:
    dice, play = random.Random(seed), beam(random.Random(seed).choice(["agree", "blind"]))
    said: dict[str, set[str]] = {}
    for _ in range(40):
        actor, value = dice.choice(["anna", "bo", "chi"]), dice.choice(["8.1", "8.2", "8.3"])
        stands = values(play, BEAM, 0).get("e")
        try:
            says(play, actor, value, stands)
        except (Refused, Unchanged):
            continue
        said.setdefault(value, set()).add(actor)
        now = values(play, BEAM, 0).get("e")
        assert now is None or len(said[now]) >= 2
    assert who(BEAM, 0) in {s.competitor for s in play.unit(BEAM).starts}
