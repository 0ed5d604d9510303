"""Trees: who meets whom as soon as it is known, byes, two bronzes, and who is excluded."""

from __future__ import annotations

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import Origin, UnitPlan
from kotinos.results.publisher import body_of
from tests.results.playing import Play, corrected, order, people, seen, starts, status

QUARTERS = tuple(Rsc.of("JUD", "W", "48KG", "QFNL", f"000{n}00") for n in (1, 2, 3, 4))
SEMIS = tuple(Rsc.of("JUD", "W", "48KG", "SFNL", f"000{n}00") for n in (1, 2))
BRONZES = tuple(Rsc.of("JUD", "W", "48KG", "REPF", f"000{n}00") for n in (1, 2))
GOLD = Rsc.of("JUD", "W", "48KG", "FNL", "000100")
EVENT = GOLD.at(Level.EVENT)


def winner(unit: Rsc) -> Origin:
    return Origin(unit=unit, wlt="W")


def loser(unit: Rsc) -> Origin:
    return Origin(unit=unit, wlt="L")


def drawn() -> Play:
    """Seven in a tree of eight: the first has a bye."""
    play = Play()
    tree = {
        SEMIS[0]: (winner(QUARTERS[0]), winner(QUARTERS[1])),
        SEMIS[1]: (winner(QUARTERS[2]), winner(QUARTERS[3])),
        BRONZES[0]: (loser(QUARTERS[1]), loser(SEMIS[1])),
        BRONZES[1]: (loser(QUARTERS[2]), loser(SEMIS[0])),
        GOLD: (winner(SEMIS[0]), winner(SEMIS[1])),
    }
    medal = {GOLD: 1, **dict.fromkeys(BRONZES, 3)}
    units = (*QUARTERS, *SEMIS, *BRONZES, GOLD)
    play.do(people(EVENT, 7))
    play.do(
        facts.UnitsPlanned(
            units=tuple(
                UnitPlan(
                    rsc=u,
                    order=n,
                    start=f"2030-07-20T1{n}:00:00+02:00",
                    sides=tree.get(u, ()),
                    medal=medal.get(u, 0),
                    bracket="BRN1" if u in BRONZES else "FNL",
                )
                for n, u in enumerate(units)
            )
        )
    )
    for unit, cast in zip(QUARTERS, ([0], [1, 2], [3, 4], [5, 6]), strict=True):
        play.do(starts(unit, cast))
    return play


def won(play: Play, unit: Rsc, by: int, over: int) -> None:
    if not play.unit(unit).starts:
        play.do(starts(unit, [by, over]))
    play.do(seen(unit, {by: "1", over: "0"}, slot="ippon", complete=True), status(unit, "OFFICIAL"))


def sides(play: Play, unit: Rsc) -> list[str]:
    places = [
        [p.competitor.id[-1] if len(p.competitor.id) > 3 else p.competitor.id for p in item.places]
        for bracket in play.body("DT_BRACKETS", EVENT).brackets
        for rounds in bracket.rounds
        for item in rounds.items
        if item.unit == unit
    ]
    return places[0]


def test_who_has_nobody_to_meet_goes_on_and_the_place_says_bye():
    play = drawn()
    assert sides(play, QUARTERS[0]) == ["0", "BYE"]
    assert sides(play, SEMIS[0]) == ["TBD", "TBD"]
    play.do(status(QUARTERS[0], "OFFICIAL"))
    assert sides(play, SEMIS[0]) == ["0", "TBD"]
    won(play, QUARTERS[1], 1, 2)
    assert sides(play, SEMIS[0]) == ["0", "1"]
    line = play.body("DT_RESULT", SEMIS[0]).unit
    assert [c.id[-1] for c in line.sides] == ["0", "1"]


def test_the_schedule_of_the_next_round_follows_in_the_same_step():
    play = drawn()
    play.do(status(QUARTERS[0], "OFFICIAL"))
    head = play.store.head()[0]
    won(play, QUARTERS[1], 1, 2)
    lines = [
        body_of(row).units[0]
        for row in play.published(head)
        if row.type == "DT_SCHEDULE_UPDATE" and row.rsc == SEMIS[0]
    ]
    assert [[side.id[-1] for side in line.sides] for line in lines][-1] == ["0", "1"]


CONTESTS = (
    (QUARTERS[1], 1, 2),
    (QUARTERS[2], 3, 4),
    (QUARTERS[3], 5, 6),
    (SEMIS[0], 0, 1),
    (SEMIS[1], 3, 5),
    (BRONZES[0], 5, 2),
    (BRONZES[1], 1, 4),
    (GOLD, 3, 0),
)


def fought(contests: int) -> Play:
    """So many of the contests, the bye first."""
    play = drawn()
    play.do(status(QUARTERS[0], "OFFICIAL"))
    for unit, by, over in CONTESTS[:contests]:
        won(play, unit, by, over)
    return play


def test_two_bronzes_are_won_and_their_losers_are_fifth():
    play = fought(8)
    ranking = order(play.rows(EVENT, "DT_RANKING"))
    assert ranking[:2] == [(1, "3"), (2, "0")]
    assert {(rank, who) for rank, who in ranking[2:6]} == {(3, "1"), (3, "5"), (5, "2"), (5, "4")}
    medals = play.body("DT_MEDALLISTS", EVENT).medals
    assert [(m.medal, m.order) for m in medals] == [
        ("ME_GOLD", 1),
        ("ME_SILVER", 1),
        ("ME_BRONZE", 1),
        ("ME_BRONZE", 2),
    ]
    assert {m.unit for m in medals if m.medal == "ME_BRONZE"} == set(BRONZES)


def test_a_bronze_is_given_while_the_final_is_still_to_come():
    play = fought(6)
    [row] = play.store.latest(EVENT, ["DT_MEDALLISTS"])
    assert row.status == "PARTIAL"
    assert [m.medal for m in body_of(row).medals] == ["ME_BRONZE"]


def test_a_correction_of_the_final_turns_it_round():
    play = fought(8)
    play.do(corrected(GOLD, {3: "0", 0: "1"}, "ippon"))
    assert order(play.rows(EVENT, "DT_RANKING"))[:2] == [(1, "0"), (2, "3")]
    assert [m.competitor.id[-1] for m in play.body("DT_MEDALLISTS", EVENT).medals][:2] == ["0", "3"]


def test_scores_stand_by_name_in_a_row():
    play = drawn()
    play.do(seen(QUARTERS[1], {1: "1", 2: "0"}, slot="waza_ari"), seen(QUARTERS[1], {2: "2"}, slot="shido"))
    rows = {row.competitor.id[-1]: row.parts for row in play.rows(QUARTERS[1])}
    assert rows == {"1": {"waza_ari": "1"}, "2": {"waza_ari": "0", "shido": "2"}}


def test_an_unknown_side_of_a_team_event_is_a_team():
    semi, gold = Rsc.of("FBL", "W", "TEAM11", "SFNL", "000100"), Rsc.of("FBL", "W", "TEAM11", "FNL", "000100")
    play = Play()
    play.do(facts.UnitsPlanned(units=(UnitPlan(rsc=semi), UnitPlan(rsc=gold, sides=(winner(semi), winner(semi))))))
    assert [(side.id, side.type) for side in play.body("DT_RESULT", gold).unit.sides] == [("TBD", "T")] * 2
    drawn_ = drawn()
    assert [side.type for side in drawn_.body("DT_RESULT", GOLD).unit.sides] == ["A", "A"]
