"""BMX racing: motos by place, ties by the last run, and those who fell."""

from __future__ import annotations

from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme, rulebook
from kotinos.sports.ranking import Entry, Ranking, Unit
from kotinos.sports.why import say

EVENT = Rsc.of("BMX", "W", "INDVRACE")
QUARTER, FINAL = Rsc.of("BMX", "W", "INDVRACE", "QFNL"), Rsc.of("BMX", "W", "INDVRACE", "FNL", "000100")


def rank(rsc: Rsc, *entries: Entry) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2024, 8, 1)))


def rider(n: int, who: str, runs: str, last: str = "") -> Entry:
    """``runs`` as places or IRMs in heats of eight: ``4 8 DNS``; ``last`` is the time of the last run."""
    parts = []
    texts = runs.split()
    for at, text in enumerate(texts, start=1):
        own = {"rank": int(text), "mark": last if at == len(texts) else ""} if text.isdigit() else {"irm": text}
        parts.append({"unit": f"QFNL000{at}01--", "of": 8, **own})
    return Entry(n=n, id=who, raw={"parts": parts})


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_2024_final_by_time_with_a_faller_in_last_place() -> None:
    ranking = rank(
        Rsc.of("BMX", "M", "INDVRACE", "FNL", "000100"),
        Entry(n=0, id="Kennedy", irm="DNF"),
        Entry(n=1, id="Mahieu", raw={"mark": "32.022"}),
        Entry(n=2, id="Daudet", raw={"mark": "31.422"}),
        Entry(n=3, id="Andre", raw={"mark": "31.706"}),
        Entry(n=4, id="Butti", raw={"mark": "32.124"}),
    )
    assert places(ranking) == [("Daudet", 1), ("Andre", 2), ("Mahieu", 3), ("Butti", 4), ("Kennedy", 5)]
    assert (ranking.rows[4].irm, say(ranking.rows[4].why, 4, 5)) == ("DNF", "4th before 5th: ranked before DNF")
    assert say(ranking.rows[4].why, 4, 5, "fr") == "4e devant 5e\N{NO-BREAK SPACE}: classé devant DNF"


def test_relegated_stands_behind_a_faller_and_who_did_not_start_has_no_place() -> None:
    ranking = rank(
        FINAL,
        Entry(n=0, id="A", irm="REL"),
        Entry(n=1, id="B", irm="DNS"),
        Entry(n=2, id="C", irm="DNF"),
        Entry(n=3, id="D", raw={"mark": "35.1"}),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("D", 1, None),
        ("C", 2, "DNF"),
        ("A", 3, "REL"),
        ("B", None, "DNS"),
    ]


def test_nobody_has_the_last_place_while_somebody_is_still_riding() -> None:
    ranking = rank(FINAL, Entry(n=0, id="A", irm="DNF"), Entry(n=1, id="B"), Entry(n=2, id="C", raw={"mark": "35.1"}))
    assert places(ranking) == [("C", 1), ("B", None), ("A", None)]


def test_equal_times_are_told_apart_by_the_photo() -> None:
    ranking = rank(
        FINAL,
        Entry(n=0, id="A", raw={"mark": "35.1", "place": 2}),
        Entry(n=1, id="B", raw={"mark": "35.1", "place": 1}),
    )
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 1, 2).endswith("ahead at the finish line (place 1 against 2)")


def test_the_points_of_motos_are_the_places_and_falls_cost_the_last_place() -> None:
    ranking = rank(
        QUARTER,
        rider(0, "fell", "1 DNF 1"),
        rider(1, "relegated", "REL 1 2"),
        rider(2, "absent", "1 DNS 1"),
        rider(3, "steady", "3 3 3"),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("steady", "9"),
        ("fell", "10"),
        ("relegated", "11"),
        ("absent", "12"),
    ]


def test_paris_2024_etienne_was_straight_in_the_semi_final_before_four_with_as_many_points() -> None:
    """16 points each for the last direct place: fourth in the last run like Bolle, but half a second faster there."""
    ranking = rank(
        QUARTER,
        rider(0, "Kejlstrup", "4 5 7", "37.629"),
        rider(1, "Bolle", "7 5 4", "36.593"),
        rider(2, "Reis", "6 4 6", "36.998"),
        rider(3, "Etienne", "4 8 4", "36.050"),
        rider(4, "Pajon", "6 5 5", "36.823"),
    )
    assert places(ranking) == [("Etienne", 1), ("Bolle", 2), ("Pajon", 3), ("Reis", 4), ("Kejlstrup", 5)]
    assert say(ranking.rows[1].why, 12, 13) == (
        "12th before 13th: both rode 3 runs; both 16; both 4 points in the last run; "
        "faster in the last run (36.050 against 36.593)"
    )
    assert say(ranking.rows[2].why, 13, 14, "fr").endswith("meilleur dans la dernière manche (4 contre 5 points)")


def test_a_rider_without_a_time_in_the_last_run_is_behind_one_with() -> None:
    ranking = rank(QUARTER, rider(0, "A", "1 1 DNF"), rider(1, "B", "1 1 8", "50.0"))
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_while_runs_are_to_come_riders_stand_by_what_they_have_ridden() -> None:
    started = Entry(n=2, id="C", raw={"parts": [{"unit": "QFNL000101--", "of": 8}]})
    ranking = rank(QUARTER, rider(0, "A", "1"), rider(1, "B", "8 8"), started)
    assert places(ranking) == [("B", 1), ("A", 2), ("C", None)]


def test_who_was_disqualified_in_a_run_or_started_none_has_no_place() -> None:
    ranking = rank(QUARTER, rider(0, "A", "1 DSQ 1"), rider(1, "B", "DNS DNS DNS"), rider(2, "C", "8 8 8"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("C", 1, None),
        ("B", None, "DNS"),
        ("A", None, "DSQ"),
    ]


def test_three_runs_are_a_series_and_one_race_is_not() -> None:
    units = [Rsc.of("BMX", "W", "INDVRACE", "QFNL", f"0{run:03d}0{heat}") for run in (1, 2, 3) for heat in (1, 2, 3)]
    units += [Rsc.of("BMX", "W", "INDVRACE", code, "000100") for code in ("REP", "FNL")]
    units += [Rsc.of("BMX", "W", "INDVRACE", "SFNL", f"0{run:03d}01") for run in (1, 2, 3)]
    assert [(one.phase.phase, one.kind, one.level, dict(one.qualify)) for one in programme.phases(EVENT, units)] == [
        ("FNL", "final", 1, {}),
        ("SFNL", "series", 2, {"total": 8}),
        ("REP", "heats", 3, {"place": 4}),
        ("QFNL", "series", 4, {"total": 12, "reserves": 8}),
    ]
