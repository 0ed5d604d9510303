"""A match of teams is what its contests make of it: score, winner and places, whoever corrects one of them and whenever."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Locator, Member, Observation, Participant, Start, UnitPlan
from kotinos.results.operate import teams
from kotinos.results.operate.columns import columns
from kotinos.results.operate.matches import Ending, Match, Period, match
from kotinos.results.projections.view import View
from tests.results.playing import Play, status

EVENT = Rsc.of("TTE", "M", "TEAM3")
FINAL = Rsc.of("TTE", "M", "TEAM3", "FNL", "00010000")
CONTESTS = [Rsc.of("TTE", "M", "TEAM3", "FNL", f"0001000{n}") for n in range(1, 6)]
TEAMS = ("CHN", "SWE")


def entered(play: Play, event: Rsc, size: int) -> None:
    """Two teams with their players; the Swedes have a pair of their own."""
    players = [
        Participant(id=f"{noc}{n}", type="A", noc=noc, name=f"{noc} {n}", events=(event,))
        for noc in TEAMS
        for n in range(1, size + 1)
    ]
    sides = {**{noc: range(1, size + 1) for noc in TEAMS}, "SWED": range(1, 3)}
    made = [
        Participant(
            id=team,
            type="T",
            noc=team[:3],
            name=team,
            events=(event,),
            members=tuple(Member(id=f"{team[:3]}{n}", family_name=str(n)) for n in numbers),
        )
        for team, numbers in sides.items()
    ]
    play.do(facts.ParticipantsEntered(participants=(*players, *made)))


def of_teams() -> Play:
    play = Play()
    entered(play, EVENT, 3)
    units = (UnitPlan(rsc=FINAL, start="2030-07-20T10:00:00+00:00", medal=1), *(UnitPlan(rsc=one) for one in CONTESTS))
    play.do(facts.UnitsPlanned(units=units), listed(FINAL, *TEAMS))
    return play


def listed(unit: Rsc, home: str, away: str) -> facts.StartListSet:
    return facts.StartListSet(unit=unit, starts=(Start(competitor=home, sort=1), Start(competitor=away, sort=2)))


def played(play: Play, contest: Rsc, home: str, away: str, games: str) -> None:
    """A contest from its line-up to its end; ``games`` are points of home and away, ``11-5 8-11``."""
    play.do(listed(contest, home, away))
    for n, points in enumerate(games.split(), start=1):
        items = tuple(
            Observation(who=Locator(id=who), slot=f"period/G{n}", value=own)
            for who, own in zip((home, away), points.split("-"), strict=True)
        )
        play.do(facts.MarksObserved(unit=contest, revision=n, items=items), source="table")
    play.do(status(contest, "UNOFFICIAL"))


def score(play: Play, unit: Rsc = FINAL) -> list[tuple[str, str, str]]:
    return [(row.competitor.id, row.mark, row.wlt) for row in play.rows(unit)]


def test_the_score_of_a_match_of_teams_follows_its_contests() -> None:
    play = of_teams()
    played(play, CONTESTS[0], "CHN1", "SWE1", "11-5 11-7 11-9")
    assert score(play) == [("CHN", "1", "W"), ("SWE", "0", "L")]
    play.do(status(FINAL, "LIVE"))
    assert score(play) == [("CHN", "1", ""), ("SWE", "0", "")]
    played(play, CONTESTS[1], "SWED", "CHN2", "11-5 11-7 11-9")
    assert score(play) == [("CHN", "1", ""), ("SWE", "1", "")], (
        "a pair plays for its team, on whatever side it is listed"
    )
    played(play, CONTESTS[2], "CHN", "SWE", "11-5 11-7 11-9")
    played(play, CONTESTS[3], "CHN3", "SWE3", "11-5 11-7 11-9")
    play.do(status(FINAL, "UNOFFICIAL"))
    assert score(play) == [("CHN", "3", "W"), ("SWE", "1", "L")]


def test_a_contest_that_is_put_right_years_later_changes_the_match_and_who_has_won_the_event() -> None:
    play = of_teams()
    for n, contest in enumerate(CONTESTS[:3], start=1):
        played(play, contest, f"CHN{n}", f"SWE{n}", "11-5 11-7 11-9")
    for contest in CONTESTS[3:]:
        play.do(facts.ScheduleChanged(unit=contest, status="CANCELLED"))
    play.do(status(FINAL, "OFFICIAL"))
    assert [(row.competitor.id, row.rank) for row in play.body("DT_RANKING", EVENT).rows] == [("CHN", 1), ("SWE", 2)]
    for contest in CONTESTS[:3]:
        play.do(facts.Corrected(unit=contest, items=(_irm(contest, play),), reason="not entitled to play"))
    assert score(play) == [("CHN", "0", "L"), ("SWE", "3", "W")]
    assert [(row.competitor.id, row.rank) for row in play.body("DT_RANKING", EVENT).rows] == [("SWE", 1), ("CHN", 2)]


def _irm(contest: Rsc, play: Play) -> Observation:
    return Observation(who=Locator(id=play.unit(contest).starts[0].competitor), slot="irm", value="DSQ")


def test_the_contests_count_in_their_match_alone() -> None:
    """Their players are no competitors of the event, and nobody waits for contests that nobody plays."""
    play = of_teams()
    for n, contest in enumerate(CONTESTS[:3], start=1):
        played(play, contest, f"CHN{n}", f"SWE{n}", "11-5 11-7 11-9")
    play.do(status(FINAL, "OFFICIAL"))
    phase = FINAL.at(Level.PHASE)
    view = View(play.games)
    assert (
        [unit.plan.rsc for unit in play.games.of_phase(phase)]
        == [unit.plan.rsc for unit in view.of_phase(phase)]
        == [FINAL]
    )
    assert (view.phase_status(phase), view.event_status(EVENT), view.complete(phase)) == ("OFFICIAL", "OFFICIAL", True)
    assert [medal.competitor.id for medal in view.medallists(EVENT)] == ["CHN", "SWE"]


def test_a_score_that_the_contests_contradict_is_not_ranked() -> None:
    play = of_teams()
    for n, contest in enumerate(CONTESTS[:3], start=1):
        played(play, contest, f"CHN{n}", f"SWE{n}", "11-5 11-7 11-9")
    items = tuple(
        Observation(who=Locator(id=who), slot="mark", value=mark) for who, mark in zip(TEAMS, "31", strict=True)
    )
    play.do(facts.MarksObserved(unit=FINAL, revision=1, items=items), source="board")
    play.do(status(FINAL, "UNOFFICIAL"))
    assert "its matches make 3-0" in View(play.games).problem(FINAL)


def test_a_match_of_judo_teams_is_counted_bout_by_bout() -> None:
    event = Rsc.of("JUD", "X", "TEAM6")
    final, *bouts = [Rsc.of("JUD", "X", "TEAM6", "FNL", f"0001000{n}") for n in range(5)]
    play = Play()
    entered(play, event, 6)
    play.do(facts.UnitsPlanned(units=tuple(UnitPlan(rsc=one) for one in (final, *bouts))), listed(final, *TEAMS))
    for n, bout in enumerate(bouts, start=1):
        play.do(listed(bout, f"CHN{n}", f"SWE{n}"))
        points = (f"CHN{n}", "01"[n != 2]), (f"SWE{n}", "01"[n == 2])
        items = tuple(Observation(who=Locator(id=who), slot="ippon", value=value) for who, value in points)
        play.do(facts.MarksObserved(unit=bout, revision=1, items=items), status(bout, "UNOFFICIAL"))
    assert [mark for _, mark, _ in score(play, final)] == ["3", "1"]


# -- at the desk -------------------------------------------------------------------------------------------------------


def test_the_desk_of_a_match_of_teams_lists_its_contests_and_takes_no_score() -> None:
    play = of_teams()
    played(play, CONTESTS[0], "CHN1", "SWE1", "11-5 11-7 9-11 11-9")
    unit = play.unit(FINAL)
    made = columns(play.games, unit)
    assert ([one.slot for one in made.of_each], made.own) == (["irm"], ())
    first, second, *_ = teams.contests(View(play.games), unit)
    assert (first.rsc, first.status, first.score, first.winner) == (CONTESTS[0], "UNOFFICIAL", ("3", "1"), "CHN1")
    assert [side.id for side in first.sides] == ["CHN1", "SWE1"]
    assert (second.sides, second.status) == ((), "")
    assert match(play.games, unit) == Match(periods=(Period(code=""),), ending=Ending(winner="CHN"))


def test_the_desk_of_a_contest_knows_its_match_and_who_may_play_in_it() -> None:
    play = of_teams()
    view, unit = View(play.games), play.unit(CONTESTS[0])
    whole = teams.whole(play.games, unit)
    assert whole and whole.rsc == FINAL
    assert [[one.id for one in side] for side in teams.line_up(view, unit)] == [
        ["CHN1", "CHN2", "CHN3", "CHN"],
        ["SWE1", "SWE2", "SWE3", "SWED", "SWE"],
    ]
    assert [one.slot for one in columns(play.games, unit).of_each][:2] == ["period/G1", "period/G2"]
    play.do(listed(CONTESTS[0], "CHN1", "SWE1"))
    assert teams.line_up(View(play.games), play.unit(CONTESTS[0])), "it may still change who plays"
    play.do(status(CONTESTS[0], "LIVE"))
    assert teams.line_up(View(play.games), play.unit(CONTESTS[0])) == ()


@pytest.mark.parametrize("unit", [FINAL, Rsc.of("TTE", "M", "SINGLES", "FNL", "000100")])
def test_what_is_no_contest_has_no_match_and_no_line_up(unit: Rsc) -> None:
    play = of_teams()
    play.do(facts.UnitsPlanned(units=(UnitPlan(rsc=Rsc.of("TTE", "M", "SINGLES", "FNL", "000100")),)))
    view: Any = View(play.games)
    assert teams.whole(play.games, play.unit(unit)) is None
    assert teams.line_up(view, play.unit(unit)) == ()
