"""Skateboarding, BMX freestyle and surfing: which scores count, and what breaks a tie."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import programme, rulebook, surfing, tournaments
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say

PARIS, TOKYO = date(2024, 7, 29), date(2021, 7, 25)
STREET = Rsc.of("SKB", "M", "STREET", "FNL", "000100")
PARK = Rsc.of("SKB", "W", "PARK", "FNL", "000100")
BMX_QUALIFICATION = Rsc.of("BMF", "W", "INDVFRST", "QUAL")
BMX_FINAL = Rsc.of("BMF", "W", "INDVFRST", "FNL", "000100")
HEAT_OF_THREE = Rsc.of("SRF", "M", "SHORTBRD", "PREL", "000100")
SURF_FINAL = Rsc.of("SRF", "W", "SHORTBRD", "FNL", "000100")


def card(n: int, who: str, irm: str | None = None, mark: str = "", **scores: str) -> Entry:
    """``run="71.11 80.50"`` as the slots run/1, run/2; a dash is a score that is not there yet."""
    raw = {f"{kind}/{at}": one for kind, text in scores.items() for at, one in enumerate(text.split(), 1) if one != "-"}
    return Entry(n=n, id=who, raw={**raw, **({"mark": mark} if mark else {})}, irm=irm)


def rank(rsc: Rsc, *entries: Entry, day: date = PARIS) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day))


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_street_counts_the_better_run_and_the_two_best_tricks() -> None:
    """Horigome won by a tenth with his last trick, before Eaton and Huston."""
    ranking = rank(
        STREET,
        card(0, "Huston", run="93.37 0", trick="91.33 94.68 0 0 0"),
        card(1, "Horigome", run="89.90 0", trick="94.16 0 0 0 97.08"),
        card(2, "Eaton", run="0 92.03", trick="95.25 0 93.76 0 0"),
    )
    assert places(ranking) == [("Horigome", 1), ("Eaton", 2), ("Huston", 3)]
    assert [row.values["total"] for row in ranking.rows] == ["281.14", "281.04", "279.38"]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: more points (281.14 against 281.04)"


def test_a_third_trick_or_a_second_run_never_counts_in_paris() -> None:
    ranking = rank(
        STREET, card(0, "A", run="80 79", trick="70 70 70 70 70"), card(1, "B", run="0 0", trick="90 90 90 0 0")
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("A", "220"), ("B", "180")]


def test_tokyo_street_counted_the_best_four_of_seven_scores() -> None:
    cards = (card(0, "A", run="8.0 8.0", trick="9.0 9.0 0 0 0"), card(1, "B", run="8.5 0", trick="9.2 9.3 0 0 0"))
    assert [(row.id, row.values["total"]) for row in rank(STREET, *cards, day=TOKYO).rows] == [("A", "34"), ("B", "27")]
    assert [(row.id, row.values["total"]) for row in rank(STREET, *cards).rows] == [("B", "27"), ("A", "26")]


def test_the_rule_set_of_the_day_is_named() -> None:
    assert rank(STREET, card(0, "A", run="1"), day=TOKYO).rule_set == "SKB-street@2019-01-01"
    assert rank(STREET, card(0, "A", run="1")).rule_set == "SKB-street@2022-06-26"


def test_an_equal_total_in_street_goes_to_the_highest_single_score() -> None:
    ranking = rank(STREET, card(0, "A", run="80", trick="90 90"), card(1, "B", run="78", trick="92 90"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 1, 2) == (
        "1st before 2nd: both 260; higher single scores (92 90 78 against 90 90 80)"
    )
    assert say(ranking.rows[1].why, 1, 2, "fr") == (
        "1er devant 2e\N{NO-BREAK SPACE}: 260 pour les deux\N{NARROW NO-BREAK SPACE}; "
        "meilleures notes isolées (92 90 78 contre 90 90 80)"
    )


def test_park_counts_the_best_of_three_runs_and_the_next_best_breaks_the_tie() -> None:
    ranking = rank(
        PARK,
        card(0, "Hiraki", run="91.98 88.42 92.63"),
        card(1, "Trew", run="0 0 93.18"),
        card(2, "Brown", run="91.60 0 92.31"),
        card(3, "X", run="80.00 92.31 91.70"),
    )
    assert places(ranking) == [("Trew", 1), ("Hiraki", 2), ("X", 3), ("Brown", 4)]


def test_equal_scores_share_the_place_and_a_recorded_decision_parts_them() -> None:
    same = (card(0, "A", run="90 80"), card(1, "B", run="80 90"))
    assert places(rank(PARK, *same)) == [("A", 1), ("B", 1)]
    decided = Entry(n=1, id="B", raw={**same[1].raw, "tie_break": 1})
    assert places(rank(PARK, same[0], decided)) == [("B", 1), ("A", 2)]


def test_a_mark_without_scores_is_enough_and_nothing_is_guessed_from_the_other_s_scores() -> None:
    assert places(rank(PARK, card(0, "A", mark="88.10"), card(1, "B", run="88.10 70"))) == [("A", 1), ("B", 1)]


def test_who_has_not_started_comes_after_those_who_have_and_irms_last() -> None:
    ranking = rank(PARK, card(0, "to come"), card(1, "out", irm="DNS"), card(2, "A", run="0"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("A", 1, None),
        ("to come", None, None),
        ("out", None, "DNS"),
    ]


def test_the_bmx_qualification_is_the_average_and_the_final_the_better_run() -> None:
    cards = (card(0, "A", run="90.00 60.00"), card(1, "B", run="80.00 80.00"))
    assert [(row.id, row.values["total"]) for row in rank(BMX_QUALIFICATION, *cards).rows] == [("B", "80"), ("A", "75")]
    assert [(row.id, row.values["total"]) for row in rank(BMX_FINAL, *cards).rows] == [("A", "90"), ("B", "80")]


def test_paris_womens_bmx_park_by_the_better_of_two_runs() -> None:
    ranking = rank(
        BMX_FINAL,
        card(0, "Diehm", run="88.80 0"),
        card(1, "Deng", run="92.60 92.50"),
        card(2, "Benegas", run="90.70 0"),
    )
    assert places(ranking) == [("Deng", 1), ("Benegas", 2), ("Diehm", 3)]


def test_a_tie_in_the_bmx_final_goes_to_the_other_run() -> None:
    ranking = rank(BMX_FINAL, card(0, "A", run="91.00 20.00"), card(1, "B", run="40.00 91.00"))
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_an_equal_average_goes_to_the_better_single_run() -> None:
    ranking = rank(BMX_QUALIFICATION, card(0, "A", run="85.00 85.00"), card(1, "B", run="84.00 86.00"))
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_one_run_of_two_counts_half_in_the_qualification() -> None:
    ranking = rank(BMX_QUALIFICATION, card(0, "A", run="90.00"), card(1, "B", run="50.00 50.00"))
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [("B", "50"), ("A", "45")]


def test_a_score_that_is_no_number_is_refused_with_its_slot() -> None:
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): run/1: points 'good'"):
        rank(PARK, card(0, "A", run="good"))
    with pytest.raises(CannotRank, match=r"slot 'run/x'; the number of the run"):
        rank(PARK, Entry(n=0, id="A", raw={"run/x": "80"}))


def test_the_two_best_waves_count_and_the_best_of_them_breaks_a_tie() -> None:
    ranking = rank(
        HEAT_OF_THREE,
        card(0, "A", wave="5.00 7.00 1.00"),
        card(1, "B", wave="4.50 0.50 7.50 4.00"),
        card(2, "C", wave="9.90"),
    )
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]
    assert [row.values["total"] for row in ranking.rows] == ["12", "12", "9.9"]
    assert "higher single scores (7.5 4.5 4 0.5 against 7 5 1 0)" in say(ranking.rows[1].why, 1, 2)


def test_the_third_wave_decides_between_equal_pairs_of_waves() -> None:
    ranking = rank(HEAT_OF_THREE, card(0, "A", wave="6 5 1"), card(1, "B", wave="5 6 2"), card(2, "C", wave="1"))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]


def test_the_paris_final_was_won_by_17_hundredths() -> None:
    ranking = rank(SURF_FINAL, card(0, "Weston-Webb", mark="10.33"), card(1, "Marks", mark="10.50"))
    assert [(row.id, row.rank, row.wlt) for row in ranking.rows] == [("Marks", 1, "W"), ("Weston-Webb", 2, "L")]


def test_a_mark_lowered_by_an_interference_counts_and_the_waves_only_break_ties() -> None:
    ranking = rank(SURF_FINAL, card(0, "A", mark="9.00", wave="9 9"), card(1, "B", wave="5 5"))
    assert [(row.id, row.wlt) for row in ranking.rows] == [("B", "W"), ("A", "L")]


def surf_unit(code: str, number: int, *scores: tuple[str, str]) -> UnitResult:
    rsc = Rsc.of("SRF", "M", "SHORTBRD", code, f"{number:04d}00")
    entries = tuple(
        card(n, who, mark=mark, irm=mark if mark.isalpha() else None) for n, (who, mark) in enumerate(scores)
    )
    entries = tuple(Entry(n=e.n, id=e.id, irm=e.irm, raw={} if e.irm else e.raw, group=rsc) for e in entries)
    return UnitResult(rsc=rsc, entries=entries, ranking=rank(rsc, *entries), finished=True)


def surf_event(*units: UnitResult) -> EventResults:
    event = Rsc.of("SRF", "M", "SHORTBRD")
    phases = []
    for form in programme.phases(event, [unit.rsc for unit in units]):
        inside = tuple(unit for unit in units if unit.rsc.at(Level.PHASE) == form.phase)
        together = [entry for unit in inside for entry in unit.entries]
        entries = [Entry(n=n, id=e.id, raw=e.raw, irm=e.irm, group=e.group) for n, e in enumerate(together)]
        phases.append(
            PhaseResult(
                rsc=form.phase,
                kind=form.kind,
                level=form.level,
                units=inside,
                ranking=rank(form.phase, *entries),
            )
        )
    ids = dict.fromkeys(entry.id for unit in units for entry in unit.entries)
    return EventResults(
        event=event, phases=tuple(phases), entries=tuple(Entry(n=n, id=one) for n, one in enumerate(ids))
    )


def test_losers_of_one_round_of_surfing_share_the_place_whatever_they_scored() -> None:
    ranking = surfing.event(
        surf_event(
            surf_unit("QFNL", 1, ("A", "15"), ("E", "14.9")),
            surf_unit("QFNL", 2, ("B", "8"), ("F", "1")),
            surf_unit("QFNL", 3, ("C", "9"), ("G", "2")),
            surf_unit("QFNL", 4, ("D", "9"), ("H", "DNS")),
            surf_unit("SFNL", 1, ("A", "9"), ("B", "8")),
            surf_unit("SFNL", 2, ("C", "9"), ("D", "8")),
            surf_unit("FNL", 2, ("B", "9"), ("D", "8")),
            surf_unit("FNL", 1, ("A", "1"), ("C", "8")),
        )
    )
    assert ranking is not None
    assert places(ranking) == [("C", 1), ("A", 2), ("B", 3), ("D", 4), ("E", 5), ("F", 5), ("G", 5), ("H", 5)]


def test_who_was_disqualified_in_surfing_has_no_place_in_the_event() -> None:
    ranking = surfing.event(
        surf_event(surf_unit("SFNL", 1, ("A", "9"), ("B", "DSQ")), surf_unit("FNL", 1, ("A", "9"), ("C", "1")))
    )
    assert ranking is not None
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("A", 1, None), ("C", 2, None), ("B", None, "DSQ")]


def test_a_round_that_has_no_result_yet_gives_no_places() -> None:
    started = UnitResult(
        rsc=Rsc.of("SRF", "M", "SHORTBRD", "SFNL", "000100"),
        entries=(Entry(n=0, id="A"),),
        ranking=None,
        finished=False,
    )
    phase = PhaseResult(rsc=started.rsc.at(Level.PHASE), kind="heats", level=2, units=(started,), ranking=None)
    assert list(tournaments.went_out(phase, ())) == []
