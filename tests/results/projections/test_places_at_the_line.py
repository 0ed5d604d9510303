"""Documents of races that the order of arrival decides: motos that count together, falls that keep a place, medals."""

from __future__ import annotations

from kotinos.codes.rsc import Level, Rsc
from tests.results.playing import Play, order, people, planned, seen, starts, status

MOTOS = [Rsc.of("BMX", "W", "INDVRACE", "SFNL", f"000{run}01") for run in (1, 2)]
BMX_FINAL = Rsc.of("BMX", "W", "INDVRACE", "FNL", "000100")
KEIRIN = Rsc.of("CTR", "M", "KEIRIN", "FNL", "000100")
OMNIUM = [Rsc.of("CTR", "W", "OMNIUM", race, "000100") for race in ("SCR", "TEMP", "ELIM", "PTS")]


def run(play: Play, unit: Rsc, values: dict[int, str], irms: dict[int, str] | None = None, slot: str = "mark") -> None:
    """A whole race: who is in ``values`` arrived, who is in ``irms`` did not."""
    out = irms or {}
    play.do(starts(unit, sorted((*values, *out))), status(unit, "LIVE"), seen(unit, values, slot=slot))
    if out:
        play.do(seen(unit, dict(out), slot="irm"))
    play.do(status(unit, "UNOFFICIAL"), status(unit, "OFFICIAL"))


def test_two_motos_give_points_and_the_last_one_breaks_the_tie() -> None:
    play = Play()
    play.do(planned(*MOTOS, BMX_FINAL), people(BMX_FINAL.at(Level.EVENT), 4))
    run(play, MOTOS[0], {0: "35.1", 1: "35.2", 2: "35.3"}, {3: "DNF"})
    run(play, MOTOS[1], {1: "35.0", 0: "35.4", 3: "36.0"}, {2: "DNS"})
    phase = play.body("DT_CUMULATIVE_RESULT", MOTOS[0].at(Level.PHASE))
    assert [(one.row.rank, one.row.competitor.id[-1], one.row.mark) for one in phase.rows] == [
        (1, "1", "3"),
        (2, "0", "3"),
        (3, "3", "7"),
        (4, "2", "9"),
    ]
    assert [item.points for item in phase.rows[3].items] == ["3", "6"]


def test_a_faller_keeps_the_last_place_of_the_final_and_its_irm() -> None:
    play = Play()
    play.do(planned(BMX_FINAL), people(BMX_FINAL.at(Level.EVENT), 4))
    run(play, BMX_FINAL, {2: "35.3", 0: "35.1", 3: "35.2"}, {1: "DNF"})
    assert order(play.rows(BMX_FINAL)) == [(1, "0"), (2, "3"), (3, "2"), (4, "1")]
    assert [row.irm for row in play.rows(BMX_FINAL)] == ["", "", "", "DNF"]
    medals = play.body("DT_MEDALLISTS", BMX_FINAL.at(Level.EVENT)).medals
    assert [(one.medal, one.competitor.id[-1]) for one in medals] == [
        ("ME_GOLD", "0"),
        ("ME_SILVER", "3"),
        ("ME_BRONZE", "2"),
    ]


def test_keirin_medals_follow_the_places_of_the_judges() -> None:
    play = Play()
    play.do(planned(KEIRIN), people(KEIRIN.at(Level.EVENT), 4))
    run(play, KEIRIN, {3: "1", 1: "2", 0: "3"}, {2: "REL"}, slot="place")
    assert order(play.rows(KEIRIN)) == [(1, "3"), (2, "1"), (3, "0"), (4, "2")]
    ranking = play.body("DT_RANKING", KEIRIN.at(Level.EVENT))
    assert [(row.rank, row.irm) for row in ranking.rows] == [(1, ""), (2, ""), (3, ""), (4, "REL")]


def test_the_omnium_is_the_sum_of_its_four_races() -> None:
    play = Play()
    play.do(planned(*OMNIUM), people(OMNIUM[0].at(Level.EVENT), 3))
    run(play, OMNIUM[0], {0: "1", 1: "2", 2: "3"}, slot="place")
    run(play, OMNIUM[1], {0: "0", 1: "20", 2: "5"})
    run(play, OMNIUM[2], {2: "1", 1: "2", 0: "3"}, slot="place")
    run(play, OMNIUM[3], {0: "122", 1: "121", 2: "116"})
    total = play.body("DT_CUMULATIVE_RESULT", OMNIUM[0].at(Level.EVENT))
    assert [(one.row.rank, one.row.competitor.id[-1], one.row.mark) for one in total.rows] == [
        (1, "0", "122"),
        (2, "1", "121"),
        (3, "2", "116"),
    ]
    assert [item.points for item in total.rows[1].items][:3] == ["38", "40", "38"]
    medals = play.body("DT_MEDALLISTS", OMNIUM[0].at(Level.EVENT)).medals
    assert [(one.medal, one.competitor.id[-1]) for one in medals] == [
        ("ME_GOLD", "0"),
        ("ME_SILVER", "1"),
        ("ME_BRONZE", "2"),
    ]
