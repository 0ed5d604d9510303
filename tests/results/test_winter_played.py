"""Winter events from start list to the ranking of the event, through decisions, facts, projections and publisher."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Locator, MarksObserved, Observation
from kotinos.results.projections.view import View
from tests.results.playing import Play, items, people, planned, starts, status, who


def units(code: str, gender: str, event: str, *phases: tuple[str, int]) -> list[Rsc]:
    return [Rsc.of(code, gender, event, phase, f"{n:04d}00") for phase, count in phases for n in range(1, count + 1)]


def begun(codes: list[Rsc], count: int, type_: str = "A") -> Play:
    play = Play()
    play.do(planned(*codes), people(codes[0].at(Level.EVENT), count, type_))
    return play


def run(play: Play, unit: Rsc, values: dict[int, str], **more: str) -> None:
    """Start list, marks (``DNF`` is a mark of invalidity) and official."""
    play.do(starts(unit, values))
    marks = {n: value for n, value in values.items() if not value.isalpha()}
    irms = {n: value for n, value in values.items() if value.isalpha()}
    play.do(MarksObserved(unit=unit, revision=1, items=(*items(unit, marks), *items(unit, irms, "irm"))))
    for step in ("LIVE", "UNOFFICIAL", "OFFICIAL"):
        if play.unit(unit).status != step:
            play.do(status(unit, step))


def event_places(play: Play, unit: Rsc) -> list[tuple[str, int | None, str]]:
    """Number of the competitor, place, IRM; as the view of the state ranks the event."""
    ranking = View(play.games).event_ranking(unit.at(Level.EVENT))
    assert ranking is not None
    return [(row.id[-1], row.rank, row.irm or "") for row in ranking.rows]


def phase_rows(play: Play, unit: Rsc) -> list[tuple[str, int | None, str]]:
    ranking = View(play.games).phase_ranking(unit.at(Level.PHASE))
    assert ranking is not None
    return [(row.id[-1], row.rank, str(row.values.get("total", row.irm or ""))) for row in ranking.rows]


def test_four_heats_of_luge_are_one_event_and_equal_totals_share_the_gold():
    codes = units("LUG", "W", "SINGLES", ("FNL", 4))
    play = begun(codes, 4)
    for unit, times in zip(
        codes,
        ("58.100 58.200 58.300 59.000", "58.200 58.100 58.300 DNF", "58.3 58.3 58.3", "58.1 58.1 58.2"),
        strict=True,
    ):
        run(play, unit, dict(enumerate(times.split())))
    assert phase_rows(play, codes[0]) == [
        ("0", 1, "3:52.700"),
        ("1", 1, "3:52.700"),
        ("2", 3, "3:53.100"),
        ("3", None, "DNF"),
    ]
    assert event_places(play, codes[0]) == [("0", 1, ""), ("1", 1, ""), ("2", 3, ""), ("3", None, "DNF")]


def test_a_slalom_tells_the_run_of_a_failure_down_to_the_event():
    codes = units("ALP", "M", "SL", ("FNL", 2))
    play = begun(codes, 4)
    run(play, codes[0], {0: "50.00", 1: "51.00", 2: "49.00", 3: "DNF"})
    run(play, codes[1], {2: "DNF", 0: "52.00", 1: "50.90"})
    assert event_places(play, codes[0]) == [("1", 1, ""), ("0", 2, ""), ("2", None, "DNF2"), ("3", None, "DNF1")]


def test_a_jump_is_computed_from_what_was_measured_and_both_rounds_count():
    codes = units("SJP", "M", "NH", ("FNL", 2))
    play = Play()
    play.do(planned(*codes, facts={"k": "95"}), people(codes[0].at(Level.EVENT), 2))
    for unit, distances in zip(codes, (("100.0", "97.0"), ("95.0", "100.5")), strict=True):
        play.do(starts(unit, (0, 1)))
        for n, metres in enumerate(distances):
            slots = {"distance": metres, **{f"judge/{j}": "18.0" for j in range(1, 6)}}
            seen_now = tuple(
                Observation(who=Locator(id=who(unit, n)), slot=slot, value=value) for slot, value in slots.items()
            )
            play.do(MarksObserved(unit=unit, revision=n + 1, items=seen_now))
    assert [(row.competitor.id[-1], row.mark) for row in play.rows(codes[0])] == [("0", "124"), ("1", "118")]
    assert phase_rows(play, codes[0]) == [("1", 1, "243"), ("0", 2, "238")]


def test_the_free_skating_adds_the_short_programme():
    codes = units("FSK", "W", "SINGLES", ("QUAL", 1), ("FNL", 1))
    play = begun(codes, 3)
    run(play, codes[0], {0: "82.92", 1: "81.61", 2: "50.00"})
    run(play, codes[1], {1: "156.65", 0: "156.65"})
    assert phase_rows(play, codes[1]) == [("0", 1, "239.57"), ("1", 2, "238.26")]
    assert event_places(play, codes[0]) == [("0", 1, ""), ("1", 2, ""), ("2", 3, "")]


def test_a_win_in_overtime_is_worth_two_points():
    (unit,) = units("IHO", "W", "TEAM6", ("GPA", 1))
    play = begun([unit], 2, "T")
    periods = {"mark": (3, 2), "period/P1": (1, 1), "period/P2": (0, 1), "period/P3": (1, 0), "period/OT": (1, 0)}
    told = [item for slot, goals in periods.items() for item in items(unit, dict(enumerate(map(str, goals))), slot)]
    play.do(starts(unit, (0, 1)), MarksObserved(unit=unit, revision=1, items=tuple(told)))
    for step in ("LIVE", "UNOFFICIAL", "OFFICIAL"):
        if play.unit(unit).status != step:
            play.do(status(unit, step))
    ranking = View(play.games).phase_ranking(unit.at(Level.PHASE))
    assert [(row.id[-1], row.values["points"]) for row in ranking.rows] == [("0", 2), ("1", 1)]


def test_the_draw_shot_challenge_stands_with_a_team_in_any_of_its_games():
    codes = units("CUR", "M", "TEAM4", ("GPA", 3))
    play = begun(codes, 3, "T")
    for unit, sides in zip(codes, ((0, 1), (1, 2), (2, 0)), strict=True):
        run(play, unit, {sides[0]: "5", sides[1]: "4"})
    play.do(
        facts.Corrected(unit=codes[0], items=items(codes[0], {0: "30.5", 1: "12.0"}, "dsc"), reason="draws measured")
    )
    play.do(facts.Corrected(unit=codes[1], items=items(codes[1], {2: "20.0"}, "dsc"), reason="draws measured"))
    ranking = View(play.games).phase_ranking(codes[0].at(Level.PHASE))
    assert [(row.id[-1], row.rank) for row in ranking.rows] == [("1", 1), ("2", 2), ("0", 3)]


@pytest.mark.parametrize("percent", [{"LW2": "92.53", "LW4": "98.12"}])
def test_factored_runs_are_added_up_to_a_factored_total(percent):
    codes = units("ALP", "M", "SL------09020", ("FNL", 2))
    event, phase = codes[0].at(Level.EVENT), codes[0].at(Level.PHASE)
    play = Play()
    play.do(planned(*codes))
    play.do(
        facts.EventPlanned(event=event, phases=(facts.PhasePlan(rsc=phase, kind="series"),), facts={"factors": percent})
    )
    skiers = people(event, 2).participants
    classed = tuple(
        facts.Participant(id=one.id, type="A", noc=one.noc, name=one.name, events=one.events, sport_class=sport_class)
        for one, sport_class in zip(skiers, percent, strict=True)
    )
    play.do(facts.ParticipantsEntered(participants=classed))
    for unit in codes:
        run(play, unit, {0: "1:03.00", 1: "1:00.00"})
    assert phase_rows(play, codes[0]) == [("0", 1, "1:56.58"), ("1", 2, "1:57.74")]
    parts = [(row.mark, row.parts["factored"]) for row in play.rows(codes[0])]
    assert parts == [("1:03.00", "58.29"), ("1:00.00", "58.87")]
