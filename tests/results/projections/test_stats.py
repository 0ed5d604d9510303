"""Statistics of an event: which tables there are, what stands in them, and that corrections and withdrawals reach them."""

from __future__ import annotations

from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.documents import StatRow, StatsBody
from kotinos.results.facts import Locator, Member, Observation, Participant, Start
from kotinos.results.publisher import body_of
from tests.results.playing import Play, planned, status

FIRST, SECOND = (Rsc.of("FBL", "M", "TEAM11", "GPA", f"000{n}00") for n in (1, 2))
EVENT = FIRST.at(Level.EVENT)
FRA, NZL, BRA = (f"FBLMTEAM11----{noc}01" for noc in ("FRA", "NZL", "BRA"))


def squad(team: str) -> Participant:
    noc = team[14:17]
    members = tuple(
        Member(id=f"{noc}{n}", given_name=f"Prenom{n}", family_name=f"{noc}NOM{n}", bib=str(n), order=n) for n in (1, 2)
    )
    return Participant(id=team, type="T", noc=noc, name=noc, events=(EVENT,), members=members)


def match(
    play: Play,
    unit: Rsc,
    home: str,
    away: str,
    score: tuple[str, str],
    slots: dict[tuple[str, str], Any],
    unit_facts: Any = (),
) -> None:
    """An official match: its score, and what else was noted."""
    starts = tuple(Start(competitor=team, sort=n) for n, team in enumerate((home, away), 1))
    values = {(home, "mark"): score[0], (away, "mark"): score[1], **slots}
    items = tuple(Observation(who=Locator(id=who), slot=slot, value=value) for (who, slot), value in values.items())
    play.do(
        facts.StartListSet(unit=unit, starts=starts),
        facts.MarksObserved(unit=unit, revision=1, items=items, facts=dict(unit_facts)),
    )
    play.do(status(unit, "OFFICIAL"))


def opened() -> Play:
    play = Play()
    play.do(facts.ParticipantsEntered(participants=tuple(map(squad, (FRA, NZL, BRA)))), planned(FIRST, SECOND))
    return play


def two_matches() -> Play:
    play = opened()
    match(
        play,
        FIRST,
        FRA,
        NZL,
        ("2", "1"),
        {(FRA, "stat/shot/TOT"): "5/9", (FRA, "player/FRA1/stat/gf"): "2", (NZL, "player/NZL2/stat/gf"): "1"},
    )
    match(play, SECOND, BRA, FRA, ("0", "0"), {(BRA, "stat/yc"): "3", (FRA, "stat/shot/TOT"): "1/4"})
    return play


def tables(play: Play) -> dict[str, StatsBody | None]:
    return {row.key.rpartition("/")[2]: body_of(row) for row in play.store.latest(types=["DT_STATS"])}  # type: ignore[misc]


def shown(row: StatRow) -> dict[str, str]:
    return {f"{line.code}{line.pos}": "/".join(filter(None, (line.value, line.tried))) for line in row.stats}


def test_nothing_is_counted_before_a_match_is_over() -> None:
    play = opened()
    starts = tuple(Start(competitor=team, sort=n) for n, team in enumerate((FRA, NZL), 1))
    play.do(facts.StartListSet(unit=FIRST, starts=starts), status(FIRST, "LIVE"))
    assert tables(play) == {}


def test_a_team_has_its_matches_summed_and_its_athletes_by_their_numbers() -> None:
    body = tables(two_matches())[FRA]
    assert body is not None
    assert (body.table, body.units_complete, body.units_total, body.last_unit) == ("CUM", 2, 2, SECOND)
    (row,) = body.rows
    assert shown(row) == {"MP": "2", "GF": "2", "GA": "1", "SHOT": "6/13"}
    assert [(one.member.id, shown_of(one.stats)) for one in row.members] == [("FRA1", {"MP": "1", "GF": "2"})]


def shown_of(stats: Any) -> dict[str, str]:
    return {line.code: line.value for line in stats}


def test_a_match_makes_new_versions_of_its_own_teams_and_of_the_event_alone() -> None:
    play = opened()
    match(play, FIRST, FRA, NZL, ("2", "1"), {})
    before = {row.key: row.version for row in play.store.latest(types=["DT_STATS"])}
    match(play, SECOND, BRA, FRA, ("0", "0"), {})
    after = {
        row.key.rpartition("/")[2]: row.version - before.get(row.key, 0)
        for row in play.store.latest(types=["DT_STATS"])
    }
    statuses = {row.key.rpartition("/")[2]: row.status for row in play.store.latest(types=["DT_STATS"])}
    assert after[FRA] > 0 and after[BRA] > 0 and after["TOU"] > 0
    assert set(statuses.values()) == {"OFFICIAL"}


def test_athletes_are_ranked_over_all_teams_and_the_event_counts_both_sides_once() -> None:
    found = tables(two_matches())
    ranking, whole = found["IND_RANKING"], found["TOU"]
    assert ranking is not None and whole is not None
    goals = [(row.competitor.id, next(line for line in row.stats if line.code == "GF")) for row in ranking.rows]
    assert [(id_, line.rank, line.rank_equal, line.average) for id_, line in goals] == [
        ("FRA1", 1, False, "2.0"),
        ("NZL2", 2, False, "1.0"),
    ]
    assert {line.code: (line.value, line.tried, line.average) for line in whole.stats} == {
        "MP": ("2", "", ""),
        "GF": ("3", "", "1.5"),
        "GA": ("3", "", "1.5"),
        "SHOT": ("6", "13", ""),
        "YC": ("3", "", "1.5"),
    }


def test_those_who_are_level_share_their_place_and_stand_by_name() -> None:
    play = opened()
    slots = {(FRA, "player/FRA2/stat/gf"): "1", (NZL, "player/NZL1/stat/gf"): "1", (NZL, "player/NZL2/stat/foc"): "4"}
    match(play, FIRST, NZL, FRA, ("1", "1"), slots)
    body = tables(play)["IND_RANKING"]
    assert body is not None
    assert [(row.order, row.competitor.id) for row in body.rows] == [(1, "FRA2"), (2, "NZL1"), (3, "NZL2")]
    assert [(line.rank, line.rank_equal) for row in body.rows for line in row.stats if line.code == "GF"] == [
        (1, True)
    ] * 2


def test_a_correction_is_in_the_statistics_of_the_same_step_and_an_invalidation_withdraws_them() -> None:
    play = two_matches()
    head = play.store.head()[0]
    goal = Observation(who=Locator(id=NZL), slot="mark", value="3")
    play.do(facts.Corrected(unit=FIRST, items=(goal,), reason="goal given after review"))
    steps = {row.step for row in play.published(head)}
    assert len(steps) == 1
    found = tables(play)
    assert found[NZL] is not None and shown(found[NZL].rows[0])["GF"] == "3"
    play.do(facts.Invalidated(unit=FIRST, reason="wrong match"))
    found = tables(play)
    assert found[NZL] is None
    assert found[FRA] is not None and shown(found[FRA].rows[0])["MP"] == "1"


def test_what_nobody_noted_follows_from_the_actions_of_the_match() -> None:
    play = opened()
    action = {"period": "H1", "action": "SHOT", "result": "GOAL", "athletes": [{"id": "NZL1", "role": "SCR"}]}
    match(play, FIRST, FRA, NZL, ("0", "1"), {(FRA, "stat/shot"): "0/3"}, {"action/1": action})
    found = tables(play)
    assert found[NZL] is not None and found[FRA] is not None
    assert shown(found[NZL].rows[0])["SHOT"] == "1/1"
    assert shown(found[FRA].rows[0])["SHOT"] == "0/3"


def test_a_sport_without_statistics_has_none() -> None:
    play = Play()
    unit = Rsc.of("JUD", "X", "TEAM6", "FNL", "000100")
    play.do(planned(unit))
    assert tables(play) == {}
