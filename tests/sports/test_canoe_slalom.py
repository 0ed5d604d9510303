"""Canoe slalom and kayak cross: penalties, the better of two runs, faults, and the order of those who go out."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import kayak_cross, marks, programme, rulebook
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say

FINAL = Rsc.of("CSL", "M", "C1", "FNL", "000100")
HEATS = Rsc.of("CSL", "M", "C1", "HEAT")
CROSS_FINAL = Rsc.of("CSL", "W", "X1", "FNL", "000100")


def rank(rsc: Rsc, *entries: Entry) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=date(2024, 7, 29)))


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def boat(n: int, who: str, runs: str, irm: str | None = None) -> Entry:
    """``runs`` of the heats as results or IRMs: ``89.90 DNF``."""
    parts = [
        {"unit": f"HEAT000{at}00--", **({"irm": text} if text.isalpha() or "-" in text else {"mark": text})}
        for at, text in enumerate(runs.split(), start=1)
    ]
    return Entry(n=n, id=who, irm=irm, raw={"parts": parts})


def test_paris_2024_final_of_the_mens_canoe() -> None:
    ranking = rank(
        FINAL,
        Entry(n=0, id="Benus", raw={"mark": "97.03"}),
        Entry(n=1, id="Gestin", raw={"mark": "91.36"}),
        Entry(n=2, id="Savsek", raw={"mark": "144.93"}),
        Entry(n=3, id="Burgess", raw={"mark": "96.84"}),
    )
    assert places(ranking) == [("Gestin", 1), ("Burgess", 2), ("Benus", 3), ("Savsek", 4)]


def test_a_touched_gate_costs_2_seconds_and_a_missed_one_50() -> None:
    ranking = rank(
        FINAL,
        Entry(n=0, id="missed", raw={"time": "90.00", "gate/1": 50}),
        Entry(n=1, id="touched", raw={"time": "95.00", "gate/3": "2", "gate/9": 2, "gate/10": 0}),
        Entry(n=2, id="clean", raw={"time": "98.50"}),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("clean", "1:38.50"),
        ("touched", "1:39.00"),
        ("missed", "2:20.00"),
    ]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: fewer seconds with penalties (1:38.50 against 1:39.00)"
    assert say(ranking.rows[1].why, 1, 2, "fr").endswith(
        "moins de secondes, pénalités comprises (1:38,50 contre 1:39,00)"
    )


def test_any_other_penalty_is_refused_with_its_gate() -> None:
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): gate/7 '5'; 0, 2 \(touched\) or 50 \(missed\)"):
        rank(FINAL, Entry(n=0, id="A", raw={"time": "90.00", "gate/7": 5}))


def test_equal_results_share_the_place() -> None:
    ranking = rank(FINAL, *(Entry(n=n, id=who, raw={"mark": "95.00"}) for n, who in enumerate("AB")))
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_the_better_of_two_runs_counts_in_the_heats() -> None:
    ranking = rank(
        HEATS,
        boat(0, "Trave", "92.19 143.45"),
        boat(1, "Gestin", "89.90 88.78"),
        boat(2, "Benus", "100.28 94.91"),
        boat(3, "Bourhis", "94.68 92.14"),
    )
    assert places(ranking) == [("Gestin", 1), ("Bourhis", 2), ("Trave", 3), ("Benus", 4)]
    assert ranking.rows[0].values["parts"] == {"HEAT000100--": "1:29.90", "HEAT000200--": "1:28.78"}


def test_one_run_without_a_result_leaves_the_other_but_a_disqualification_leaves_none() -> None:
    ranking = rank(
        HEATS,
        boat(0, "one run", "DNF 99.00"),
        boat(1, "out of one", "98.00 DSQ-R"),
        boat(2, "none", "DNF DNS"),
        boat(3, "disqualified", "80.00 DSQ"),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("out of one", 1, None),
        ("one run", 2, None),
        ("none", None, "DNS"),
        ("disqualified", None, "DSQ"),
    ]


def test_after_one_run_of_two_everybody_stands_by_that_one() -> None:
    ranking = rank(HEATS, boat(0, "A", "99.00"), boat(1, "B", "98.00"), boat(2, "C", ""))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", None)]


def test_the_heats_are_a_series_of_two_runs_and_so_many_go_on() -> None:
    event = Rsc.of("CSL", "M", "C1")
    units = [Rsc.of("CSL", "M", "C1", *one) for one in (("HEAT", "000100"), ("HEAT", "000200"), ("SFNL", "000100"))]
    found = programme.phases(event, [*units, FINAL])
    assert [(one.phase.phase, one.kind, dict(one.qualify)) for one in found] == [
        ("FNL", "final", {}),
        ("SFNL", "heats", {"total": 12}),
        ("HEAT", "series", {"total": 16}),
    ]


# -- kayak cross -------------------------------------------------------------------------------------------------------


def paddler(n: int, who: str, place: int | None = None, mark: str = "", irm: str | None = None) -> Entry:
    raw: dict[str, object] = {} if place is None else {"place": place}
    return Entry(n=n, id=who, irm=irm, raw={**raw, **({"mark": mark} if mark else {})})


def test_paris_2024_final_with_a_fault_of_the_first_in_the_semi_final() -> None:
    """Lilik missed gate 2: fourth, whatever the order in which they arrived."""
    ranking = rank(
        CROSS_FINAL,
        paddler(0, "Lilik", 2, "FLT (2)"),
        paddler(1, "Hug", 3),
        paddler(2, "Fox", 1),
        paddler(3, "Woods", 4),
    )
    assert places(ranking) == [("Fox", 1), ("Hug", 2), ("Woods", 3), ("Lilik", 4)]
    assert [row.irm for row in ranking.rows] == [None] * 4
    assert say(ranking.rows[3].why, 3, 4) == "3rd before 4th: ranked before FLT"
    assert say(ranking.rows[3].why, 3, 4, "fr") == "3e devant 4e\N{NO-BREAK SPACE}: classé devant FLT"


def test_faults_stand_before_who_was_ranked_last_and_before_who_did_not_finish() -> None:
    ranking = rank(
        CROSS_FINAL,
        paddler(0, "A", mark="FLT (6, 7)", irm="DNF"),
        paddler(1, "B", mark="RAL"),
        paddler(2, "C", mark="FLT (S)"),
        paddler(3, "D", 1),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("D", 1, None),
        ("C", 2, None),
        ("B", 3, None),
        ("A", 4, "DNF"),
    ]


def test_two_with_a_fault_stand_by_the_place_of_the_judges() -> None:
    ranking = rank(CROSS_FINAL, paddler(0, "A", 3, "FLT (1)"), paddler(1, "B", 2, "FLT (8)"), paddler(2, "C", 1))
    assert places(ranking) == [("C", 1), ("B", 2), ("A", 3)]


def test_a_fault_alone_ranks_nobody_before_the_others_have_arrived() -> None:
    ranking = rank(CROSS_FINAL, paddler(0, "A", mark="FLT (1)"), paddler(1, "B"), paddler(2, "C"))
    assert places(ranking) == [("B", None), ("C", None), ("A", None)]


def test_a_mark_of_a_heat_is_a_fault_or_nothing() -> None:
    assert [kayak_cross.read_mark(CROSS_FINAL, text) for text in ("FLT (2, 8)", "FLT(R)", "RAL", "")] == [
        "FLT (2, 8)",
        "FLT(R)",
        "RAL",
        "",
    ]
    with pytest.raises(marks.MarkError, match=r"mark '67.71': FLT with the gates in brackets"):
        kayak_cross.read_mark(CROSS_FINAL, "67.71")


def test_the_time_trial_is_ranked_by_time() -> None:
    trial = Rsc.of("CSL", "W", "X1", "QUAL", "000100")
    ranking = rank(trial, paddler(0, "Fox", mark="70.84"), paddler(1, "Prigent", mark="70.33"))
    assert places(ranking) == [("Prigent", 1), ("Fox", 2)]


def cross_phase(code: str, level: int, *heats: tuple[Entry, ...]) -> PhaseResult:
    made = []
    for number, entries in enumerate(heats, start=1):
        rsc = Rsc.of("CSL", "W", "X1", code, f"{number:04d}00")
        made.append(UnitResult(rsc=rsc, entries=entries, ranking=rank(rsc, *entries), finished=True))
    phase = Rsc.of("CSL", "W", "X1", code)
    together = [entry for unit in made for entry in unit.entries]
    ranking = rank(phase, *(Entry(n=n, id=e.id, raw=e.raw, irm=e.irm) for n, e in enumerate(together)))
    kind = "final" if code == "FNL" else "heats"
    return PhaseResult(rsc=phase, kind=kind, level=level, units=tuple(made), ranking=ranking)


def heat(*names: str) -> tuple[Entry, ...]:
    return tuple(paddler(n, who, n + 1) for n, who in enumerate(names))


def test_who_goes_out_stands_by_the_place_in_the_heat_then_by_the_time_trial() -> None:
    trial = tuple(paddler(n, who, mark=f"{70 + n}.00") for n, who in enumerate("HGFEDCBA"))
    phases = (
        cross_phase("FNL", 1, heat("A", "B", "E", "F")),
        cross_phase("SFNL", 2, heat("A", "B", "C", "G"), heat("E", "F", "H", "D")),
        cross_phase("QUAL", 3, trial),
    )
    entries = tuple(Entry(n=n, id=who) for n, who in enumerate("ABCDEFGH"))
    ranking = kayak_cross.event(EventResults(event=Rsc.of("CSL", "W", "X1"), phases=phases, entries=entries))
    assert ranking is not None
    assert places(ranking) == [(who, place) for place, who in enumerate("ABEFHCGD", start=1)]
    assert say(ranking.rows[5].why, 5, 6).endswith(
        "both placed 3 in their heats; better in the time trial (place 1 against 6)"
    )
    assert say(ranking.rows[6].why, 6, 7, "fr").endswith("mieux placé dans sa course (3 contre 4)")


def test_two_of_every_heat_go_on() -> None:
    event = Rsc.of("CSL", "W", "X1")
    codes = ("QUAL", "RND1", "REP", "HEAT", "QFNL", "SFNL", "FNL")
    found = programme.phases(event, [Rsc.of("CSL", "W", "X1", code, "000100") for code in codes])
    assert [(one.phase.phase, one.kind, dict(one.qualify)) for one in found] == [
        ("FNL", "final", {}),
        *((code, "heats", {"place": 2}) for code in ("SFNL", "QFNL", "HEAT", "REP", "RND1")),
        ("QUAL", "heats", {}),
    ]
