"""Protests: the clock runs from what was shown, a late one is recorded without effect, and each instance may decide anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Refused
from kotinos.results.publisher import body_of
from tests.results.playing import Play, items, order, people, planned, seen, starts, status, who

FLOOR = Rsc.of("GAR", "W", "1APFX", "FNL", "000100")
SPRINT = Rsc.of("ATH", "M", "100M", "FNL", "000100")
SWIM = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")


def opened(unit: Rsc, count: int = 3) -> Play:
    play = Play()
    play.do(people(unit.at(Level.EVENT), count), planned(unit), starts(unit, range(count)))
    return play


def filed(unit: Rsc, name: str = "A", **more: object) -> facts.ProtestFiled:
    return facts.ProtestFiled(unit=unit, protest=name, by="NZL", reason="difficulty score", **more)  # type: ignore[arg-type]


def decided(unit: Rsc, outcome: str = "dismissed", name: str = "A", **more: object) -> facts.ProtestDecided:
    return facts.ProtestDecided(unit=unit, protest=name, outcome=outcome, reason="video", **more)  # type: ignore[arg-type]


def floor() -> Play:
    """Three gymnasts; the last score is shown at 14:00:00.25."""
    play = opened(FLOOR)
    for number, (at, score) in enumerate(
        (("13:50:00.0", "13.900"), ("13:55:00.0", "14.100"), ("14:00:00.25", "13.666"))
    ):
        play.at = f"2024-08-05T{at}Z"
        play.do(seen(FLOOR, {number: score}, number + 1), source="scoring")
    return play


def test_an_inquiry_four_seconds_after_the_last_gymnasts_minute_is_recorded_and_has_no_effect():
    # Paris 2024, women's floor: an inquiry 1 min 4 s after the last score; CAS ad hoc division, 10 August 2024.
    play = floor()
    play.at = "2024-08-05T14:01:04.25Z"
    play.do(filed(FLOOR, competitor=who(FLOOR, 2)))
    assert play.events[-1].kind == "protest_late"
    [shown] = play.body("DT_RESULT", FLOOR).protests
    assert (shown.status, shown.outcome, shown.late) == ("CLS", "late", "4.000")
    assert shown.closes == "2024-08-05T14:01:00.250000Z"
    play.do(status(FLOOR, "UNOFFICIAL"))
    assert play.unit(FLOOR).status == "UNOFFICIAL"


@pytest.mark.parametrize(
    ("second", "late"), [("00.250000", ""), ("00.250001", "0.001"), ("00.350", "0.100"), ("00.2", "")]
)
def test_the_end_of_the_window_counts_to_the_microsecond(second, late):
    play = floor()
    play.at = f"2024-08-05T14:01:{second}Z"
    play.do(filed(FLOOR, competitor=who(FLOOR, 2)))
    assert play.unit(FLOOR).protests[0].filing.late == late
    assert (play.events[-1].kind == "protest_late") == bool(late)


def test_an_inquiry_about_an_earlier_gymnast_ends_when_the_next_score_is_shown():
    play = floor()
    play.at = "2024-08-05T14:00:30Z"
    play.do(filed(FLOOR, "first", competitor=who(FLOOR, 0), received="2024-08-05T13:54:59.9Z"))
    play.do(filed(FLOOR, "second", competitor=who(FLOOR, 1), received="2024-08-05T15:00:00.3+01:00"))
    assert [(p.id, p.outcome, p.filing.late) for p in play.unit(FLOOR).protests] == [
        ("first", "", ""),
        ("second", "late", "0.050"),
    ]


def test_while_somebody_is_still_to_come_the_last_scores_window_is_open():
    play = opened(FLOOR)
    play.at = "2024-08-05T13:50:00Z"
    play.do(seen(FLOOR, {0: "13.900"}), source="scoring")
    play.at = "2024-08-05T13:58:00Z"
    play.do(filed(FLOOR, competitor=who(FLOOR, 0)))
    assert play.unit(FLOOR).open_protests == ("A",)


def test_who_does_not_start_is_not_waited_for():
    play = opened(FLOOR)
    play.at = "2024-08-05T13:50:00Z"
    play.do(seen(FLOOR, {1: "DNS"}, slot="irm"), seen(FLOOR, {0: "13.900", 2: "13.800"}), source="scoring")
    play.at = "2024-08-05T13:51:00.1Z"
    play.do(filed(FLOOR, competitor=who(FLOOR, 2)))
    assert play.unit(FLOOR).protests[0].filing.late == "0.100"


def test_a_difficulty_score_alone_starts_no_clock_and_a_corrected_score_no_second_one():
    play = opened(FLOOR)
    play.do(seen(FLOOR, {0: "5.8"}, slot="d"), source="scoring")
    assert play.unit(FLOOR).shown.scores == {}
    play.do(seen(FLOOR, {0: "13.900"}, 2), source="scoring")
    first = play.unit(FLOOR).shown.scores[who(FLOOR, 0)]
    play.do(seen(FLOOR, {0: "13.800"}, 3), source="scoring")
    assert play.unit(FLOOR).shown.scores == {who(FLOOR, 0): first}


def test_an_inquiry_names_the_gymnast():
    with pytest.raises(Refused, match="name the competitor"):
        floor().do(filed(FLOOR))


def sprint() -> Play:
    """Unofficial at 20:00:00, official at 20:05:00."""
    play = opened(SPRINT)
    play.at = "2024-08-04T20:00:00Z"
    play.do(seen(SPRINT, {0: "9.90", 1: "9.95", 2: "9.99"}, complete=True), source="timing")
    play.at = "2024-08-04T20:05:00Z"
    play.do(status(SPRINT, "OFFICIAL"))
    return play


def test_in_athletics_the_half_hour_runs_from_the_official_announcement():
    play = sprint()
    assert play.body("DT_RESULT", SPRINT).protest_until == "2024-08-04T20:35:00.000000Z"
    play.at = "2024-08-04T20:35:00Z"
    play.do(filed(SPRINT))
    play.at = "2024-08-04T20:35:00.1Z"
    play.do(filed(SPRINT, "B"))
    assert [(p.id, p.outcome) for p in play.unit(SPRINT).protests] == [("A", ""), ("B", "late")]
    assert play.unit(SPRINT).status == "PROTESTED"


def test_the_first_announcement_counts_although_the_result_was_taken_back_since():
    play = sprint()
    play.at = "2024-08-04T20:20:00Z"
    play.do(status(SPRINT, "UNOFFICIAL", "photo read again"), status(SPRINT, "OFFICIAL"))
    assert play.body("DT_RESULT", SPRINT).protest_until == "2024-08-04T20:35:00.000000Z"


def test_what_was_withdrawn_starts_the_clock_anew():
    play = sprint()
    play.at = "2024-08-04T20:06:00Z"
    play.do(facts.Invalidated(unit=SPRINT, reason="wrong heat"))
    assert play.body("DT_RESULT", SPRINT).protest_until == ""


def test_the_plan_of_a_unit_may_shorten_its_window():
    play = Play()
    play.do(people(SWIM.at(Level.EVENT), 3), planned(SWIM, facts={"protest_seconds": 600}), starts(SWIM, range(3)))
    play.at = "2024-08-04T20:00:00Z"
    play.do(seen(SWIM, {0: "53.10"}, complete=True), source="timing")
    assert play.body("DT_RESULT", SWIM).protest_until == "2024-08-04T20:10:00.000000Z"


def test_a_late_protest_is_heard_when_the_jury_admits_it_and_says_why():
    play = sprint()
    play.at = "2024-08-04T21:00:00Z"
    play.do(filed(SPRINT, admitted="the scoreboard was dark"))
    [known] = play.unit(SPRINT).protests
    assert (known.status, known.filing.late, known.filing.admitted) == ("OPN", "1500.000", "the scoreboard was dark")
    assert play.unit(SPRINT).status == "PROTESTED"


def test_a_late_protest_can_be_admitted_afterwards_and_only_with_a_reason():
    play = sprint()
    play.at = "2024-08-04T21:00:00Z"
    play.do(filed(SPRINT))
    again = facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="appeal")
    with pytest.raises(Refused, match="only where it is admitted"):
        play.do(again)
    with pytest.raises(Refused, match="decided already: late"):
        play.do(decided(SPRINT))
    play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="appeal", admitted="dark scoreboard"))
    assert play.unit(SPRINT).status == "PROTESTED"


def test_each_instance_decides_anew_and_everything_that_was_said_stays():
    play = sprint()
    play.at = "2024-08-04T20:10:00Z"
    play.do(filed(SPRINT, rule="TR17.2", evidence=("video 3",)))
    play.at = "2024-08-04T20:12:00Z"
    play.do(facts.ProtestAdjourned(unit=SPRINT, protest="A", reason="second camera", hearing="2024-08-04T20:30:00Z"))
    assert play.unit(SPRINT).open_protests == ("A",)
    play.at = "2024-08-04T20:31:00Z"
    play.do(decided(SPRINT))
    play.at = "2024-08-04T21:01:00Z"
    play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="the line was crossed"))
    assert play.unit(SPRINT).status == "PROTESTED"
    play.do(decided(SPRINT, "upheld", effect=items(SPRINT, {0: "DQ"}, "irm")))
    [shown] = play.body("DT_RESULT", SPRINT).protests
    assert [(s.status, s.instance, s.outcome) for s in shown.steps] == [
        ("OPN", "referee", ""),
        ("PND", "referee", ""),
        ("CLS", "referee", "dismissed"),
        ("ROPN", "jury", ""),
        ("CLS", "jury", "upheld"),
    ]
    assert order(play.rows(SPRINT)) == [(1, "1"), (2, "2"), (None, "0")]


def test_an_appeal_out_of_time_is_noted_with_its_protest_and_opens_nothing():
    play = sprint()
    play.at = "2024-08-04T20:10:00Z"
    play.do(filed(SPRINT), decided(SPRINT))
    play.at = "2024-08-04T20:40:00.5Z"
    play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="again"))
    assert play.events[-1].kind == "protest_late"
    [known] = play.unit(SPRINT).protests
    assert (known.status, known.outcome, known.steps[-1].outcome) == ("CLS", "dismissed", "late")
    assert play.unit(SPRINT).status == "OFFICIAL"


def test_no_appeal_goes_down_to_a_lower_instance():
    play = sprint()
    play.do(filed(SPRINT), decided(SPRINT))
    play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="again", instance="cas"), decided(SPRINT))
    with pytest.raises(Refused, match="the cas decided last"):
        play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="NZL", reason="again"))


def test_a_shared_medal_leaves_the_next_one_out_and_is_taken_back_by_the_next_decision():
    play = sprint()
    play.do(filed(SPRINT), decided(SPRINT, "upheld", shared=(who(SPRINT, 0), who(SPRINT, 1))))
    assert order(play.rows(SPRINT)) == [(1, "0"), (1, "1"), (3, "2")]
    medallists = play.body("DT_MEDALLISTS", SPRINT.at(Level.EVENT))
    assert [m.medal for m in medallists.medals] == ["ME_GOLD", "ME_GOLD", "ME_BRONZE"]
    assert len(medallists.notes) == 1
    play.do(facts.ProtestReopened(unit=SPRINT, protest="A", by="POR", reason="no equal time", instance="cas"))
    play.do(decided(SPRINT))
    assert order(play.rows(SPRINT)) == [(1, "0"), (2, "1"), (3, "2")]
    assert len(play.body("DT_MEDALLISTS", SPRINT.at(Level.EVENT)).notes) == 2


def test_a_unit_that_is_to_be_held_again_is_provisional_and_gives_no_medal():
    play = sprint()
    play.do(filed(SPRINT), decided(SPRINT, "upheld", rerun=True))
    assert play.unit(SPRINT).status == "PROVISIONAL"
    assert play.body("DT_MEDALLISTS", SPRINT.at(Level.EVENT)) is None
    assert play.body("DT_RESULT", SPRINT).protests[0].rerun


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"shared": ("a", "b")}, "shared"),
        ({"shared": (who(SPRINT, 0),)}, "shared"),
        ({"outcome": "dismissed", "rerun": True}, "rerun"),
    ],
)
def test_an_effect_fits_its_unit(more, where):
    play = sprint()
    play.do(filed(SPRINT))
    with pytest.raises(Refused) as refused:
        play.do(decided(SPRINT, **{"outcome": "upheld", **more}))
    assert refused.value.where == where


def test_each_protest_is_a_communication_numbered_in_its_unit_with_a_version_for_every_step():
    play = sprint()
    play.do(filed(SPRINT), filed(SPRINT, "B"), decided(SPRINT, name="B"), decided(SPRINT, name="A"))
    found = [(p.key, p.version) for p in play.published() if p.type == "DT_COMMUNICATION"]
    assert found == [(f"DT_COMMUNICATION/{SPRINT}/{n}", v) for n, v in ((1, 1), (2, 1), (2, 2), (1, 2))]
    last = body_of(play.store.latest(SPRINT, ["DT_COMMUNICATION"])[-1])
    assert last.title == {"en": "Protest 1, dismissed", "fr": "Réclamation 1, rejetée"}  # type: ignore[union-attr]


def test_everything_of_the_event_is_stamped_while_a_protest_waits():
    play = sprint()
    play.do(filed(SPRINT))
    stamped = {p.type: p.status for p in play.store.latest("ATH") if p.status}
    assert set(stamped.values()) == {"PROTESTED"}
    assert {"DT_RESULT", "DT_RANKING"} <= set(stamped)
    assert play.body("DT_SCHEDULE_UPDATE", SPRINT).units[0].result_status == "PROTESTED"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4_000_000_000), st.booleans())
def test_late_is_what_comes_more_than_the_window_after_the_announcement_and_nothing_else(microseconds, swimming):
    unit = SWIM if swimming else SPRINT
    play = opened(unit)
    play.at = "2024-08-04T20:00:00Z"
    play.do(seen(unit, {0: "53.10" if swimming else "9.95"}, complete=True), source="timing")
    play.do(status(unit, "OFFICIAL"))
    minutes, rest = divmod(microseconds, 60_000_000)
    hours, minutes = divmod(minutes, 60)
    play.at = f"2024-08-04T{20 + hours}:{minutes:02d}:{rest // 1_000_000:02d}.{rest % 1_000_000:06d}Z"
    play.do(filed(unit))
    beyond = microseconds - 1_800_000_000
    assert bool(play.unit(unit).protests[0].filing.late) == (beyond > 0)
    if beyond > 0:
        assert float(play.unit(unit).protests[0].filing.late) * 1000 == -(-beyond // 1000)
