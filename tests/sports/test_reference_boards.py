"""Paris 2024: track, BMX, slalom, surfing, skateboarding, mountain bike and road, from the marks to the medals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kotinos
from kotinos.codes.rsc import Rsc
from kotinos.sports import medals, track, track_sprint
from kotinos.sports.outcome import EventResults, PhaseResult
from tests.sports import recorded

pytestmark = pytest.mark.reference

FACTS = Path(kotinos.__file__).parent / "rehearsal" / "paris" / "facts" / "boards.csv"

DISCIPLINES = {
    "BMF": "Cycling BMX Freestyle",
    "BMX": "Cycling BMX Racing",
    "CRD": "Cycling Road",
    "CSL": "Canoe Slalom",
    "CTR": "Cycling Track",
    "MTB": "Cycling Mountain Bike",
    "SKB": "Skateboarding",
    "SRF": "Surfing",
}

MEDALLISTS = """
BMFMINDVFRST TORRES GIL ARG, REILLY GBR, JEANJEAN FRA
BMFWINDVFRST DENG CHN, BENEGAS USA, DIEHM AUS
BMXMINDVRACE DAUDET FRA, ANDRE FRA, MAHIEU FRA
BMXWINDVRACE SAKAKIBARA AUS, VEENSTRA NED, CLAESSENS SUI
CRDMRR EVENEPOEL BEL, MADOUAS FRA, LAPORTE FRA
CRDMTT EVENEPOEL BEL, GANNA ITA, van AERT BEL
CRDWRR FAULKNER USA, VOS NED, KOPECKY BEL
CRDWTT BROWN AUS, HENDERSON GBR, DYGERT USA
CSLMC1 GESTIN FRA, BURGESS GBR, BENUS SVK
CSLMK1 de GENNARO ITA, CASTRYCK FRA, ECHANIZ ESP
CSLMX1 BUTCHER NZL, CLARKE GBR, HEGGE GER
CSLWC1 FOX AUS, LILIK GER, LEIBFARTH USA
CSLWK1 FOX AUS, ZWOLINSKA POL, WOODS GBR
CSLWX1 FOX AUS, HUG FRA, WOODS GBR
CTRMKEIRIN LAVREYSEN NED, RICHARDSON AUS, GLAETZER AUS
CTRMMADISON Portugal POR, Italy ITA, Denmark DEN
CTRMOMNIUM THOMAS FRA, LEITAO POR, van den BOSSCHE BEL
CTRMPURTEAM4 Australia AUS, Great Britain GBR, Italy ITA
CTRMSPRINT LAVREYSEN NED, RICHARDSON AUS, CARLIN GBR
CTRMSPRTEAM3 Netherlands NED, Great Britain GBR, Australia AUS
CTRWKEIRIN ANDREWS NZL, van de WOUW NED, FINUCANE GBR
CTRWMADISON Italy ITA, Great Britain GBR, Netherlands NED
CTRWOMNIUM VALENTE USA, PIKULIK POL, WOLLASTON NZL
CTRWPURTEAM4 United States of America USA, New Zealand NZL, Great Britain GBR
CTRWSPRINT ANDREWS NZL, FRIEDRICH GER, FINUCANE GBR
CTRWSPRTEAM3 Great Britain GBR, New Zealand NZL, Germany GER
MTBMXCTRY PIDCOCK GBR, KORETZKY FRA, HATHERLY RSA
MTBWXCTRY FERRAND PREVOT FRA, BATTEN USA, RISSVEDS SWE
SKBMPARK PALMER AUS, SCHAAR USA, AKIO BRA
SKBMSTREET HORIGOME JPN, EATON USA, HUSTON USA
SKBWPARK TREW AUS, HIRAKI JPN, BROWN GBR
SKBWSTREET YOSHIZAWA JPN, AKAMA JPN, LEAL BRA
SRFMSHORTBRD VAAST FRA, ROBINSON AUS, MEDINA BRA
SRFWSHORTBRD MARKS USA, WESTON-WEBB BRA, DEFAY FRA
"""
"""As published: gold, silver, bronze."""

UNDECIDED = {
    "CTRMKEIRIN------------FNL-000200--": "order of arrival of the final for places 7 to 12",
    "CTRWKEIRIN------------FNL-000200--": "order of arrival of the final for places 7 to 12",
    "CTRMSPRINT------------FNL-000300--": "order of arrival of the ride for places 5 to 8",
    "CTRWSPRINT------------FNL-000300--": "order of arrival of the ride for places 5 to 8",
    "CTRMOMNIUM------------ELIM000100--": "order in which the riders were eliminated",
    "CTRWOMNIUM------------ELIM000100--": "order in which the riders were eliminated",
    "CSLMX1----------------FNL-000200--": "order of arrival of the small final",
    "CSLWX1----------------FNL-000200--": "order of arrival of the small final",
}
"""What neither the marks nor the rounds after it say; these units have no places."""


@pytest.fixture(scope="module")
def events(reference: Path) -> dict[Rsc, EventResults]:
    facts = recorded.read_facts(FACTS)
    played = {}
    for discipline in DISCIPLINES.values():
        for event, units in recorded.by_event(recorded.read_marks(reference, discipline, facts)).items():
            played[event] = recorded.play(event, units, date(2024, 8, 1))
    return played


def test_every_unit_is_ranked_but_those_whose_order_nobody_recorded(events: dict[Rsc, EventResults]) -> None:
    open_units = {
        unit.rsc
        for results in events.values()
        for unit in results.units()
        if unit.ranking is None or any(row.rank is None and row.irm is None for row in unit.ranking.rows)
    }
    assert open_units == set(UNDECIDED)
    assert sum(1 for results in events.values() for _ in results.units()) == 368


@pytest.mark.parametrize("line", MEDALLISTS.strip().splitlines())
def test_the_medals_are_those_that_were_published(events: dict[Rsc, EventResults], line: str) -> None:
    code, _, names = line.partition(" ")
    results = events[Rsc(code.ljust(34, "-"))]
    who = {entry.id: entry for unit in results.units() for entry in unit.entries}
    awards = medals.award(recorded.final_ranking(results))
    assert [award.medal for award in awards] == [medals.GOLD, medals.SILVER, medals.BRONZE]
    for award, expected in zip(awards, names.split(", "), strict=True):
        family, _, noc = expected.rpartition(" ")
        assert (who[award.id].noc, family in who[award.id].name) == (noc, True), (award, who[award.id].name)


def test_all_events_of_these_disciplines_have_their_medals_here(events: dict[Rsc, EventResults]) -> None:
    assert {event.rstrip("-") for event in events} == {line.split()[0] for line in MEDALLISTS.strip().splitlines()}


def test_everybody_has_a_line_in_the_event(events: dict[Rsc, EventResults]) -> None:
    for event, results in events.items():
        ranking = recorded.final_ranking(results)
        assert {row.id for row in ranking.rows} == {entry.id for entry in results.entries}, event
        ranks = [row.rank for row in ranking.rows if row.rank is not None]
        assert ranks == sorted(ranks), event


def went_on(phase: PhaseResult) -> set[str]:
    assert phase.ranking is not None
    return {row.id for row in phase.ranking.rows if row.qual in ("Q", "q")}


def starters(phase: PhaseResult | None) -> set[str]:
    assert phase is not None
    return set(phase.competitors())


NEXT = {
    "BMF": {"QUAL": "FNL"},
    "BMX": {"SFNL": "FNL"},
    "SKB": {"QUAL": "FNL"},
    "CSL": {"HEAT": "SFNL", "SFNL": "FNL"},
    "SRF": {"8FNL": "QFNL", "QFNL": "SFNL"},
    "CTRMSPRTEAM3": {"QUAL": "RND1"},
    "CTRWSPRTEAM3": {"QUAL": "RND1"},
    "CTRMPURTEAM4": {"QUAL": "RND1"},
    "CTRWPURTEAM4": {"QUAL": "RND1"},
    "CTRMSPRINT": {"QUAL": "R64", "QFNL": "SFNL"},
    "CTRWSPRINT": {"QUAL": "R64", "QFNL": "SFNL"},
}
"""Phases from which exactly those go on who start in the next one, where the marks decide."""


def test_who_went_through_started_in_the_next_phase(events: dict[Rsc, EventResults]) -> None:
    compared = 0
    for event, results in events.items():
        steps = NEXT.get(event.rstrip("-")) or ({} if event.event.startswith("X1") else NEXT.get(event.discipline, {}))
        for one, two in steps.items():
            phase = results.phase(one)
            assert phase is not None
            assert went_on(phase) == starters(results.phase(two)), (event, one)
            compared += 1
    assert compared == 28


def test_twelve_go_straight_to_the_bmx_semi_finals_and_four_through_the_last_chance(
    events: dict[Rsc, EventResults],
) -> None:
    for gender in "MW":
        results = events[Rsc.of("BMX", gender, "INDVRACE")]
        quarter, last_chance = results.phase("QFNL"), results.phase("REP")
        assert quarter is not None and quarter.ranking is not None and last_chance is not None
        marks = {row.id: row.qual for row in quarter.ranking.rows}
        reserves = {who for who, mark in marks.items() if mark and mark.startswith("R")}
        assert reserves == starters(last_chance)
        assert went_on(quarter) | went_on(last_chance) == starters(results.phase("SFNL"))
        assert len(went_on(quarter)) == 12


def test_in_surfing_and_kayak_cross_the_winners_and_the_repechage_fill_the_next_round(
    events: dict[Rsc, EventResults],
) -> None:
    for code, first, after in (("SRF", "PREL", "8FNL"), ("CSL", "RND1", "HEAT")):
        for event, results in events.items():
            if event.discipline == code and (code == "SRF" or event.event.startswith("X1")):
                one, repechage = results.phase(first), results.phase("REP")
                assert one is not None and repechage is not None
                assert starters(repechage) == starters(one) - went_on(one), event
                assert went_on(one) | went_on(repechage) == starters(results.phase(after)), event


def test_every_heat_of_the_sprints_is_the_one_that_the_table_draws(events: dict[Rsc, EventResults]) -> None:
    for gender in "MW":
        results = events[Rsc.of("CTR", gender, "SPRINT")]
        qualified = results.phase("QUAL")
        assert qualified is not None and qualified.ranking is not None
        seeds = [row.id for row in qualified.ranking.rows if row.rank]

        def came(origin: str, results: EventResults = results, seeds: list[str] = seeds) -> list[str]:
            if origin[0] == "Q":
                return [seeds[int(origin[1:]) - 1]]
            code, _, heat = origin[1:].partition("-")
            phase = results.phase(code)
            assert phase is not None
            rows = phase.units[int(heat) - 1].ranking.rows  # type: ignore[union-attr]
            return [row.id for row in rows if (row.rank == 1) == (origin[0] == "W")]

        for code in track_sprint.DRAW:
            phase = results.phase(code)
            assert phase is not None
            drawn = [set(heat) for heat in track_sprint.draw(code, came)]
            assert drawn == [{entry.id for entry in unit.entries} for unit in phase.units], (gender, code)


def test_the_team_races_are_paired_by_qualifying_and_by_the_first_round(events: dict[Rsc, EventResults]) -> None:
    for event, results in events.items():
        if not event.event.startswith(("PURTEAM", "SPRTEAM")):
            continue
        qualifying, heats, last = results.phase("QUAL"), results.phase("RND1"), results.phase("FNL")
        assert qualifying and qualifying.ranking and heats and heats.ranking and last
        pairs = [set(pair) for pair in track.first_round(qualifying.ranking, event)]
        assert pairs == [{entry.id for entry in unit.entries} for unit in heats.units], event
        ranked = [unit.ranking for unit in heats.units if unit.ranking]
        assert [set(pair) for pair in track.finals(ranked, heats.ranking, event)] == [
            {entry.id for entry in unit.entries} for unit in last.units
        ], event
