"""Speed with its lucky losers, boulder and lead together, and the points of holds and boulders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import climbing_points, climbing_speed, programme, rulebook
from kotinos.sports.climbing_points import boulder_points, lead_points
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Row, Unit
from kotinos.sports.series import Part
from kotinos.sports.why import say

DAY = date(2024, 8, 8)
FINAL = Rsc.of("CLB", "M", "SPEED", "FNL", "000100")
SEEDING = Rsc.of("CLB", "M", "SPEED", "QUAL", "0001SD")
QUALIFICATION = Rsc.of("CLB", "M", "SPEED", "QUAL")
COMBINED = Rsc.of("CLB", "W", "BLCOMB", "FNL")


def race(rsc: Rsc, **results: str) -> Ranking:
    """Each climber's time, or an IRM."""
    entries = tuple(
        Entry(
            n=n, id=who, raw={"mark": one} if one[:1].isdigit() else {}, irm=None if one[:1].isdigit() else one or None
        )
        for n, (who, one) in enumerate(results.items())
    )
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=DAY))


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def reason(row: Row, lang: str) -> str:
    return say(row.why, 1, 2, lang)


# -- speed: one race ---------------------------------------------------------------------------------------------------


def test_paris_leonardo_won_the_final_by_two_hundredths() -> None:
    ranking = race(FINAL, WU="4.77", LEONARDO="4.75")
    assert [(row.id, row.rank, row.wlt) for row in ranking.rows] == [("LEONARDO", 1, "W"), ("WU", 2, "L")]


def test_two_thousandths_decide_a_race() -> None:
    assert places(race(FINAL, ZURLONI="4.997", WU="4.995")) == [("WU", 1), ("ZURLONI", 2)]


@pytest.mark.parametrize("irm", ["Fall", "FS", "DNF"])
def test_a_fall_or_a_false_start_loses_the_race(irm: str) -> None:
    ranking = race(FINAL, A=irm, B="9.99")
    assert [(row.id, row.rank, row.wlt, row.irm) for row in ranking.rows] == [("B", 1, "W", None), ("A", 2, "L", irm)]


def test_a_disqualified_climber_has_no_place() -> None:
    assert places(race(FINAL, A="DSQ", B="9.99")) == [("B", 1), ("A", None)]


def test_one_alone_on_the_wall_has_not_won_yet() -> None:
    assert [row.wlt for row in race(FINAL, A="5.00", B="").rows] == [None, None]


def test_in_the_seeding_a_false_start_has_no_place() -> None:
    assert places(race(SEEDING, A="5.01", B="4.79", C="FS")) == [("B", 1), ("A", 2), ("C", None)]


def test_an_unknown_irm_is_refused() -> None:
    with pytest.raises(CannotRank, match="this discipline knows Fall, FS"):
        race(FINAL, A="OUT", B="5.00")


# -- speed: qualification ----------------------------------------------------------------------------------------------

Run = tuple[str, str]
HEATS: Sequence[tuple[tuple[str, Run], tuple[str, Run]]] = (
    (("LEONARDO", ("4.79", "4.98")), ("ADI", ("FS", "5.13"))),
    (("MAIMURATOV", ("4.89", "4.94")), ("BRUYNS", ("6.18", "5.84"))),
    (("WATSON", ("4.91", "4.75")), ("HAMMER", ("6.05", "Fall"))),
    (("ZURLONI", ("4.94", "5.06")), ("LONG", ("5.29", "5.18"))),
    (("WU", ("5.01", "5.00")), ("SHIN", ("5.25", "7.24"))),
    (("DAVID", ("5.24", "5.20")), ("ALIPOUR", ("5.06", "5.26"))),
    (("MAWEM", ("5.16", "5.16")), ("TKACH", ("5.11", "5.17"))),
)
"""Paris 2024, men: winner and loser of each elimination heat, each with the time of the seeding and that of the heat."""


def part(unit: str, result: str, rank: int | None) -> Part:
    timed = result[:1].isdigit()
    return Part(unit=unit, mark=result if timed else "", irm=None if timed or not result else result, rank=rank)


def qualification(
    heats: Sequence[tuple[tuple[str, Run], tuple[str, Run]]] = HEATS, facts: Mapping[str, object] | None = None
) -> Ranking:
    entries = []
    for number, heat in enumerate(heats, 1):
        for rank, (who, (seeding, result)) in enumerate(heat, 1):
            parts = (
                part("QUAL0001SD--", seeding, None),
                part(f"QUAL0002EL{number:02}", result, rank if result else None),
            )
            entries.append(Entry(n=len(entries), id=who, raw={"parts": parts}))
    return rulebook.rank(
        Unit(
            id=QUALIFICATION,
            rsc=QUALIFICATION,
            entries=tuple(entries),
            date=DAY,
            facts=facts or {"qualify": {"total": 8}},
        )
    )


def test_seven_winners_and_the_fastest_loser_over_both_rounds_go_on() -> None:
    """Alipour lost in 5.26 and Adi Mulyono in 5.13; Alipour's 5.06 of the seeding was the best time of any loser."""
    ranking = qualification()
    winners = {winner for (winner, _), _ in HEATS}
    assert {row.id for row in ranking.rows if row.qual == "Q"} == winners | {"ALIPOUR"}


def test_a_slower_winner_stands_before_a_faster_loser() -> None:
    ranking = qualification()
    ranks = dict(places(ranking))
    assert (ranks["DAVID"], ranks["TKACH"]) == (8, 9)  # 5.20 and 5.11
    why = next(row for row in ranking.rows if row.id == "TKACH")
    assert "won the elimination heat" in reason(why, "en")
    assert "série éliminatoire" in reason(why, "fr")


def test_the_losers_stand_by_their_best_times() -> None:
    assert places(qualification())[8:] == [
        ("TKACH", 9),
        ("ADI", 10),
        ("LONG", 11),
        ("SHIN", 12),
        ("BRUYNS", 13),
        ("HAMMER", 14),
    ]


def test_the_quarter_finals_are_drawn_by_time() -> None:
    assert climbing_speed.quarter_finals(qualification()) == (
        ("WATSON", "DAVID"),
        ("ZURLONI", "WU"),
        ("LEONARDO", "MAWEM"),
        ("MAIMURATOV", "ALIPOUR"),
    )


def test_equal_best_times_are_told_apart_by_the_second() -> None:
    """Paris, women: Kałucka and Zhou both climbed 6.389; Zhou's other time was the better one."""
    heats = ((("KALUCKA", ("6.389", "6.65")), ("A", ("8", "8"))), (("ZHOU", ("6.389", "6.55")), ("B", ("9", "9"))))
    ranking = qualification(heats)
    assert places(ranking)[:2] == [("ZHOU", 1), ("KALUCKA", 2)]
    assert reason(ranking.rows[1], "en").count("6.55") and "second time" in reason(ranking.rows[1], "en")
    assert "deuxième temps" in reason(ranking.rows[1], "fr")


def test_nobody_is_a_winner_before_all_heats_are_decided() -> None:
    open_heat = (("X", ("5.00", "")), ("Y", ("4.70", "")))
    ranking = qualification((*HEATS[:3], open_heat))
    assert places(ranking)[0] == ("Y", 1)  # by time alone


def test_who_never_had_a_valid_time_has_no_place() -> None:
    ranking = qualification((HEATS[0], (("X", ("5.00", "5.00")), ("Y", ("FS", "Fall")))))
    assert [(row.rank, row.irm) for row in ranking.rows if row.id == "Y"] == [(None, "Fall")]


def test_a_loser_who_did_not_start_the_heat_is_no_lucky_loser() -> None:
    ranking = qualification((*HEATS[:6], (("MAWEM", ("5.16", "5.16")), ("ABSENT", ("4.80", "DNS")))))
    through = {row.id for row in ranking.rows if row.qual == "Q"}
    assert "ABSENT" not in through and "ALIPOUR" in through


def test_quarter_finals_need_eight() -> None:
    with pytest.raises(ValueError, match="4 go on; the quarter-finals have 8"):
        climbing_speed.quarter_finals(qualification(HEATS[:2]))


# -- boulder and lead --------------------------------------------------------------------------------------------------


def climber(n: int, who: str, semi_final: str, *parts: str) -> Entry:
    made = [Part(unit="SFNL--------", mark=semi_final)] if semi_final else []
    made += [Part(unit=f"FNL-000{at}00--", mark=one) for at, one in enumerate(parts, 1)]
    return Entry(n=n, id=who, raw={"parts": tuple(made)})


def combined(*entries: Entry) -> Ranking:
    return rulebook.rank(Unit(id=COMBINED, rsc=COMBINED, entries=entries, date=DAY))


def test_paris_garnbret_won_by_boulder_and_lead_together_though_mori_led_the_lead() -> None:
    ranking = combined(
        climber(0, "MORI", "150.1", "39.0", "96.1"),
        climber(1, "PILZ", "156.9", "59.3", "88.1"),
        climber(2, "RABOUTOU", "155.8", "84.0", "72.0"),
        climber(3, "GARNBRET", "195.7", "84.4", "84.1"),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("GARNBRET", "168.5"),
        ("RABOUTOU", "156.0"),
        ("PILZ", "147.4"),
        ("MORI", "135.1"),
    ]


def test_a_tie_in_the_final_goes_back_to_the_semi_final() -> None:
    ranking = combined(climber(0, "A", "120.0", "60.0", "60.0"), climber(1, "B", "121.5", "50.0", "70.0"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert "round before (121.5 against 120.0)" in reason(ranking.rows[1], "en")
    assert "au tour précédent" in reason(ranking.rows[1], "fr")


def test_the_final_brings_the_semi_final_along_and_eight_leave_it() -> None:
    units = [Rsc.of("CLB", "W", "BLCOMB", phase, unit) for phase in ("SFNL", "FNL") for unit in ("000100", "000200")]
    final, semi_final = programme.phases(COMBINED.at(Level.EVENT), units)
    assert (final.kind, final.carries, dict(final.qualify)) == ("series", ("SFNL",), {})
    assert (semi_final.kind, semi_final.carries, dict(semi_final.qualify)) == ("series", (), {"total": 8})


def test_without_an_earlier_round_a_tie_stands() -> None:
    assert places(combined(climber(0, "A", "", "60.0"), climber(1, "B", "", "60.0"))) == [("A", 1), ("B", 1)]


# -- points ------------------------------------------------------------------------------------------------------------


def test_every_failed_attempt_takes_a_tenth_off_a_boulder() -> None:
    assert boulder_points(climbing_points.TOP, 1) == 25
    assert boulder_points(climbing_points.TOP, 4) == Decimal("24.7")
    assert boulder_points(climbing_points.LOW_ZONE, 2) == Decimal("4.9")
    assert boulder_points(Decimal(0), 7) == 0


def test_an_attempt_counts_from_one() -> None:
    with pytest.raises(ValueError, match="attempt 0; the first one is 1"):
        boulder_points(climbing_points.TOP, 0)


@pytest.mark.parametrize(
    ("below_top", "onward", "points"),
    [
        (0, False, "100"),
        (1, False, "96"),
        (2, True, "92.1"),
        (10, False, "60"),
        (12, False, "54"),
        (17, False, "39"),
        (20, True, "30.1"),
        (24, False, "22"),
        (33, True, "7.1"),
        (40, False, "0"),
        (42, True, "0.1"),
    ],
)
def test_a_hold_of_the_lead_route(below_top: int, onward: bool, points: str) -> None:
    assert lead_points(45 - below_top, 45, onward=onward) == Decimal(points)


def test_a_hold_that_the_route_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="hold 46 of a route with 45"):
        lead_points(46, 45)


def test_boulders_count_points_since_2025() -> None:
    def ranked(results: Mapping[str, str], day: date) -> list[tuple[str, int | None]]:
        entries = tuple(Entry(n=n, id=who, raw={"Final": one}) for n, (who, one) in enumerate(results.items()))
        rule = "boulder_rounds_T_Z_attempts_countback"
        return places(rulebook.rank(Unit(id="x", rule=rule, entries=entries, date=day)))

    assert ranked({"A": "69.7", "B": "84.5"}, date(2025, 5, 1)) == [("B", 1), ("A", 2)]
    assert ranked({"A": "3T4 4Z4", "B": "2T2 4Z4"}, date(2024, 5, 1)) == [("A", 1), ("B", 2)]
    with pytest.raises(CannotRank, match="boulder result since 2025"):
        ranked({"A": "3T4 4Z4"}, date(2025, 5, 1))
