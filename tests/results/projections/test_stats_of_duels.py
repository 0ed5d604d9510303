"""Statistics of those who compete alone: badminton by phase, before the last matches and by cards; boxing by decision; tennis by player."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.documents import StatLine, StatsBody
from kotinos.results.facts import Locator, Observation, ScheduleChanged, Start, UnitPlan
from kotinos.results.publisher import body_of
from tests.laws.test_publications import fresh
from tests.results.playing import Play, people, planned, starts, status, who

SINGLES = Rsc.of("BDM", "W", "SINGLES")
GROUP, QUARTER, SEMI = (Rsc.of("BDM", "W", "SINGLES", phase, "000100") for phase in ("GPA", "QFNL", "SFNL"))
OTHER_GROUP, OTHER_QUARTER = (Rsc.of("BDM", "W", "SINGLES", phase, "000100") for phase in ("GPB", "8FNL"))
MATCHES = (GROUP, OTHER_GROUP, OTHER_QUARTER, QUARTER, SEMI)
BADMINTON = Rsc.of("BDM")


def seen(unit: Rsc, slots: Mapping[tuple[int, str], Any], unit_facts: Mapping[str, Any]) -> facts.MarksObserved:
    items = tuple(
        Observation(who=Locator(id=who(unit, n)), slot=slot, value=value) for (n, slot), value in slots.items()
    )
    return facts.MarksObserved(unit=unit, revision=1, items=items, facts=dict(unit_facts))


def played(
    play: Play,
    unit: Rsc,
    games: tuple[tuple[str, str], ...],
    more: Mapping[tuple[int, str], Any] = {},
    minutes: tuple[str, str] = ("", ""),
    **unit_facts: Any,
) -> None:
    """An official match of the first two competitors: the points of each game, and what else was noted."""
    home = sum(int(one) > int(other) for one, other in games)
    points = {(at, f"period/G{n}"): pair[at] for n, pair in enumerate(games, 1) for at in (0, 1)}
    marks = {(0, "mark"): str(home), (1, "mark"): str(len(games) - home)}
    if not play.unit(unit).starts:
        play.do(starts(unit, (0, 1)))
    if minutes[0]:
        play.do(ScheduleChanged(unit=unit, revision=1, status="RUNNING", actual=f"2030-07-20T{minutes[0]}:00+02:00"))
    play.do(seen(unit, {**points, **marks, **more}, unit_facts))
    if minutes[1]:
        play.do(ScheduleChanged(unit=unit, revision=2, status="FINISHED", actual=f"2030-07-20T{minutes[1]}:00+02:00"))
    play.do(status(unit, "OFFICIAL"))


def badminton() -> Play:
    """A group stage of two groups of one match, a round of sixteen, a quarter-final and a semi-final; nothing played yet."""
    play = Play()
    units = tuple(
        UnitPlan(rsc=rsc, order=n, number=f"WS{n}", start=f"2030-07-20T1{n}:00:00+02:00")
        for n, rsc in enumerate(MATCHES, 1)
    )
    play.do(people(SINGLES, 4), facts.UnitsPlanned(units=units))
    return play


def table(play: Play, rsc: Rsc, subcode: str) -> StatsBody | None:
    found = {row.key: row for row in play.store.latest(types=["DT_STATS"])}
    row = found.get(f"DT_STATS/{rsc}/{subcode}")
    body = body_of(row) if row else None
    assert body is None or isinstance(body, StatsBody)
    return body


def keys(play: Play) -> set[str]:
    return {row.key for row in play.store.latest(types=["DT_STATS"]) if body_of(row) is not None}


def said(lines: tuple[StatLine, ...]) -> dict[tuple[str, str], str]:
    return {(line.code, line.pos): " ".join(filter(None, (line.value, line.average, line.percent))) for line in lines}


def assert_published_what_the_state_gives(play: Play) -> None:
    standing = {
        row.key: (row.status, canonical.encode(body))
        for row in play.store.latest(types=["DT_STATS"])
        if (body := body_of(row)) is not None
    }
    expected = {
        key: made for key, made in fresh(play.games).items() if key.startswith("DT_STATS") and made[1] != b"null"
    }
    assert standing == expected


def test_a_tournament_of_badminton_is_told_at_the_end_of_each_phase_with_all_groups_as_one() -> None:
    play = badminton()
    played(play, GROUP, (("21", "18"), ("21", "9")), minutes=("10:00", "10:42"), shuttles_used="9")
    assert table(play, SINGLES, "TOU") is None
    played(
        play,
        OTHER_GROUP,
        (("21", "12"), ("15", "21"), ("21", "19")),
        {(0, "stat/smash_max/G1"): "301", (0, "stat/smash_max/G2"): "340", (1, "stat/challenge_lost/TOT"): "1"},
        minutes=("11:00", "12:05"),
        rally_strokes_max="37",
    )
    body = table(play, SINGLES, "TOU")
    assert body is not None and body.units_complete == 2
    assert said(body.stats) == {
        ("MATCHES_NUM", "GP--"): "2",
        ("GAMES_NUM", "GP--"): "5",
        ("PTS_NUM", "GP--"): "178",
        ("DURATION", "GP--"): "1:47 54",
        ("DURATION_MAX", "GP--"): "65",
        ("DURATION_MIN", "GP--"): "42",
        ("SHUTTLES_USED", "GP--"): "9 9.0",
        ("IRS", "GP--"): "1",
        ("RALLY_STROKES_MAX", "GP--"): "37",
        ("SMASH_MAX", "GP--"): "340",
    }
    numbers = {line.code: [part.value for part in line.parts] for line in body.stats if line.parts}
    assert numbers == {"DURATION_MAX": ["WS2"], "DURATION_MIN": ["WS1"]}


def test_the_number_of_the_longest_match_is_that_of_the_plan_as_it_stands() -> None:
    play = badminton()
    played(play, OTHER_QUARTER, (("21", "18"), ("21", "9")), minutes=("10:00", "10:42"))
    plan = UnitPlan(rsc=OTHER_QUARTER, order=3, number="WS99", start="2030-07-20T13:00:00+02:00")
    play.do(facts.UnitsPlanned(units=(plan,)))
    body = table(play, SINGLES, "TOU")
    assert body is not None
    assert {part.value for line in body.stats for part in line.parts} == {"WS99"}


def test_a_match_within_a_phase_makes_no_new_version_of_its_tournament() -> None:
    play = badminton()
    played(play, GROUP, (("21", "18"), ("21", "9")))
    before = play.store.head()[0]
    played(play, OTHER_QUARTER, (("21", "18"), ("21", "9")))
    stats = [row.key.rpartition("/")[2] for row in play.published(before) if row.type == "DT_STATS"]
    assert stats == ["TOU"]  # the round of sixteen has no other match


def test_a_walkover_was_not_played() -> None:
    play = badminton()
    play.do(starts(QUARTER, (0, 1)), seen(QUARTER, {(0, "wlt"): "W"}, {"res_code": "W/O"}), status(QUARTER, "OFFICIAL"))
    assert keys(play) == set()


def test_before_a_semi_final_both_sides_are_compared_by_what_they_won_until_then() -> None:
    play = badminton()
    played(play, GROUP, (("21", "18"), ("21", "9")))
    played(play, QUARTER, (("19", "21"), ("21", "9"), ("21", "15")))
    assert table(play, SEMI, "ANALYSIS") is None
    play.do(starts(SEMI, (1, 0)))
    body = table(play, SEMI, "ANALYSIS")
    assert body is not None
    assert [row.competitor.id for row in body.rows] == [who(SEMI, 1), who(SEMI, 0)]
    assert {line.type for row in body.rows for line in row.stats} == {"ANALYSIS"}
    assert [said(row.stats) for row in body.rows] == [
        {("GAMES", "W"): "1", ("GAMES", "L"): "4", ("PTS", "W"): "72", ("PTS", "L"): "103"},
        {("GAMES", "W"): "4", ("GAMES", "L"): "1", ("PTS", "W"): "103", ("PTS", "L"): "72"},
    ]


def test_the_semi_final_itself_is_no_part_of_what_was_before_it() -> None:
    play = badminton()
    played(play, QUARTER, (("21", "18"), ("21", "9")))
    play.do(starts(SEMI, (0, 1)))
    stood = table(play, SEMI, "ANALYSIS")
    played(play, SEMI, (("21", "1"), ("21", "2")))
    assert stood is not None and table(play, SEMI, "ANALYSIS") == stood


def test_cards_of_the_discipline_are_numbered_for_each_player_with_their_matches() -> None:
    play = badminton()
    played(play, GROUP, (("21", "18"), ("21", "9")), {(1, "stat/card/1"): "YC", (1, "stat/card/2"): "RC"})
    played(play, QUARTER, (("21", "18"), ("21", "9")), {(1, "stat/card/1"): "YC", (0, "stat/card/1"): "XX"})
    body = table(play, BADMINTON, "CUM")
    assert body is not None
    (row,) = body.rows
    assert [(line.type, line.code, line.pos, line.value, line.parts[0].value) for line in row.stats] == [
        ("PTY", "YC", "1", GROUP, "WS1"),
        ("PTY", "RC", "2", GROUP, "WS1"),
        ("PTY", "YC", "3", QUARTER, "WS4"),
    ]
    taken_back = Observation(who=Locator(id=who(GROUP, 1)), slot="stat/card/2", value=None)
    play.do(facts.Corrected(unit=GROUP, items=(taken_back,), reason="shown to the coach"))
    body = table(play, BADMINTON, "CUM")
    assert body is not None and [line.code for line in body.rows[0].stats] == ["YC", "YC"]
    play.do(facts.Invalidated(unit=GROUP, reason="wrong match"), facts.Invalidated(unit=QUARTER, reason="wrong match"))
    assert table(play, BADMINTON, "CUM") is None
    assert_published_what_the_state_gives(play)


BOUTS = tuple(Rsc.of("BOX", "W", weight, "FNL", "000100") for weight in ("57KG", "60KG"))
EARLY = Rsc.of("BOX", "W", "57KG", "SFNL", "000100")
BOXING = Rsc.of("BOX", "W")


def bout(play: Play, unit: Rsc, slots: Mapping[tuple[int, str], Any], **unit_facts: Any) -> None:
    play.do(starts(unit, (0, 1)), seen(unit, slots, unit_facts), status(unit, "OFFICIAL"))


def boxing() -> Play:
    play = Play()
    play.do(*(people(unit.at(Level.EVENT), 2) for unit in BOUTS), planned(*BOUTS, EARLY))
    return play


def test_bouts_are_counted_by_how_they_were_decided_in_an_event_and_in_all_of_a_gender() -> None:
    play = boxing()
    bout(play, EARLY, {(0, "mark"): "4", (1, "mark"): "1"})
    bout(play, BOUTS[0], {(1, "wlt"): "W"}, res_code="KO")
    bout(play, BOUTS[1], {(0, "wlt"): "W"}, res_code="WO")
    own, all_of_them = table(play, BOUTS[0].at(Level.EVENT), "TOU"), table(play, BOXING, "TOU")
    assert own is not None and all_of_them is not None
    assert said(own.stats) == {("WP", ""): "1 50.00", ("KO", ""): "1 50.00"}
    assert said(all_of_them.stats) == {("WP", ""): "1 33.33", ("KO", ""): "1 33.33", ("WO", ""): "1 33.33"}
    assert all_of_them.event_name == {} and all_of_them.units_total == 3
    assert_published_what_the_state_gives(play)


def test_a_bout_of_which_nobody_said_how_it_was_decided_is_not_counted() -> None:
    play = boxing()
    bout(play, EARLY, {(0, "wlt"): "W"})
    assert keys(play) == set()


ROUND = tuple(Rsc.of("TEN", "W", "SINGLES", "R32", f"000{n}00") for n in (1, 2))
DRAW = ROUND[0].at(Level.EVENT)


def tennis(*noted: Mapping[tuple[int, str], Any]) -> Play:
    play = Play()
    play.do(people(DRAW, 4), planned(*ROUND))
    for unit, slots, pair in zip(ROUND, noted, ((0, 1), (2, 3)), strict=False):
        marks = {(pair[0], "mark"): "2", (pair[1], "mark"): "0"}
        play.do(starts(unit, pair), seen(unit, {**marks, **slots}, {}), status(unit, "OFFICIAL"))
    return play


def test_players_have_tables_of_their_own_and_are_ranked() -> None:
    play = tennis(
        {(0, "stat/ace"): "7", (0, "stat/first_serve/TOT"): "30/40", (1, "stat/ace"): "2"}, {(3, "stat/ace"): "7"}
    )
    own, ranking = table(play, DRAW, who(DRAW, 0)), table(play, DRAW, "IND_RANKING")
    assert own is not None and ranking is not None
    (row,) = own.rows
    assert said(row.stats) == {("MP", ""): "1", ("ACE", ""): "7 7.0", ("SRV_1", ""): "30 75"}
    assert [(one.competitor.id, line.rank) for one in ranking.rows for line in one.stats if line.code == "ACE"] == [
        (who(DRAW, 0), 1),
        (who(DRAW, 3), 1),
        (who(DRAW, 1), 3),
    ]
    assert table(play, DRAW, "TEAM_RANKING") is None
    assert_published_what_the_state_gives(play)


def test_a_player_of_whom_nothing_was_noted_has_no_table() -> None:
    assert keys(tennis({}, {})) == set()


def test_a_match_makes_new_versions_of_its_own_players_alone() -> None:
    play = tennis({(0, "stat/ace"): "7", (1, "stat/ace"): "2"}, {(2, "stat/ace"): "3"})
    more = Rsc.of("TEN", "W", "SINGLES", "R32", "000300")
    play.do(
        planned(more), starts(more, (0, 2)), seen(more, {(0, "mark"): "2", (2, "mark"): "0", (0, "stat/ace"): "1"}, {})
    )
    play.do(status(more, "UNOFFICIAL"))
    before = play.store.head()[0]
    aces = Observation(who=Locator(id=who(DRAW, 0)), slot="stat/ace", value="2")
    play.do(facts.Corrected(unit=more, items=(aces,), reason="review"))
    changed = {row.key.rpartition("/")[2] for row in play.published(before) if row.type == "DT_STATS"}
    assert changed == {who(DRAW, 0), "IND_RANKING"}
    assert_published_what_the_state_gives(play)


def test_whoever_is_replaced_in_a_match_that_is_over_loses_the_table() -> None:
    play = tennis({(0, "stat/ace"): "7", (1, "stat/ace"): "2"})
    assert table(play, DRAW, who(DRAW, 1)) is not None
    play.do(status(ROUND[0], "UNOFFICIAL", "wrong start list"))
    play.do(
        facts.StartListSet(
            unit=ROUND[0],
            revision=1,
            starts=tuple(Start(competitor=who(DRAW, n), sort=at) for at, n in enumerate((0, 2), 1)),
        )
    )
    assert table(play, DRAW, who(DRAW, 1)) is None
    assert_published_what_the_state_gives(play)
