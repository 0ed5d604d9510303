"""Paris 2024: diving, artistic swimming, the three gymnastics, sport climbing, from the marks to the medals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kotinos
from kotinos.codes.rsc import Rsc
from kotinos.sports import climbing_speed, medals
from kotinos.sports.outcome import EventResults, PhaseResult
from tests.sports import recorded

pytestmark = pytest.mark.reference

FACTS = Path(kotinos.__file__).parent / "rehearsal" / "paris" / "facts" / "judged.csv"

DISCIPLINES = (
    "Artistic Gymnastics",
    "Artistic Swimming",
    "Diving",
    "Rhythmic Gymnastics",
    "Sport Climbing",
    "Trampoline Gymnastics",
)

MEDALLISTS = """
CLBMBLCOMB ROBERTS GBR, ANRAKU JPN, SCHUBERT AUT
CLBMSPEED LEONARDO INA, WU CHN, WATSON USA
CLBWBLCOMB GARNBRET SLO, RABOUTOU USA, PILZ AUT
CLBWSPEED MIROSLAW POL, DENG CHN, KALUCKA POL
DIVM10M CAO CHN, TAMAI JPN, WILLIAMS GBR
DIVM10MTEAM2 China CHN, Great Britain GBR, Canada CAN
DIVM3M XIE CHN, WANG CHN, OLVERA MEX
DIVM3MTEAM2 China CHN, Mexico MEX, Great Britain GBR
DIVW10M QUAN CHN, CHEN CHN, KIM PRK
DIVW10MTEAM2 China CHN, Korea PRK, Great Britain GBR
DIVW3M CHEN CHN, KEENEY AUS, CHANG CHN
DIVW3MTEAM2 China CHN, United States USA, Great Britain GBR
GARM1AA OKA JPN, ZHANG CHN, XIAO CHN
GARM1APFX YULO PHI, DOLGOPYAT ISR, JARMAN GBR
GARM1APHB OKA JPN, BARAJAS COL, TANG TPE, ZHANG CHN
GARM1APPB ZOU CHN, KOVTUN UKR, OKA JPN
GARM1APPH CLENAGHAN IRL, KURBANOV KAZ, NEDOROSCIK USA
GARM1APSR LIU CHN, ZOU CHN, PETROUNIAS GRE
GARM1APVT YULO PHI, DAVTYAN ARM, HEPWORTH GBR
GARMTEAM Japan JPN, China CHN, United States USA
GARW1AA BILES USA, ANDRADE BRA, LEE USA
GARW1APBB D'AMATO ITA, ZHOU CHN, ESPOSITO ITA
GARW1APFX ANDRADE BRA, BILES USA, BARBOSU ROU
GARW1APUB NEMOUR ALG, QIU CHN, LEE USA
GARW1APVT BILES USA, ANDRADE BRA, CAREY USA
GARWTEAM United States USA, Italy ITA, Brazil BRA
GRYW1AA VARFOLOMEEV GER, KALEYN BUL, RAFFAELI ITA
GRYW5AA China CHN, Israel ISR, Italy ITA
GTRM1TRA LITVINOVICH AIN, WANG CHN, YAN CHN
GTRW1TRA PAGE GBR, BARDZILOUSKAYA AIN, METHOT CAN
SWAOTEAM8 China CHN, United States USA, Spain ESP
SWAWTEAM2 China CHN, Great Britain GBR, Netherlands NED
"""
"""As published: gold, silver, bronze; two bronzes on the horizontal bar; on the floor as the Court of Arbitration for Sport left it."""

TOTALS = {
    "SWAWTEAM2": ["566.4783", "558.5367", "558.3963"],
    "SWAOTEAM8": ["996.1389", "914.3421", "900.7319"],
    "GRYW1AA": ["142.850", "140.600", "136.300"],
    "GRYW5AA": ["69.800", "68.850", "68.100"],
    "CLBMBLCOMB": ["155.2", "145.4", "139.6"],
    "CLBWBLCOMB": ["168.5", "156.0", "147.4"],
}
"""The published totals of the medallists of events in which several units are added."""


@pytest.fixture(scope="module")
def events(reference: Path) -> dict[Rsc, EventResults]:
    facts = recorded.read_facts(FACTS)
    played = {}
    for discipline in DISCIPLINES:
        for event, units in recorded.by_event(recorded.read_marks(reference, discipline, facts)).items():
            played[event] = recorded.play(event, units, date(2024, 8, 1))
    return played


def of(events: dict[Rsc, EventResults], code: str) -> EventResults:
    return events[Rsc(code.ljust(34, "-"))]


def test_everybody_with_a_mark_is_ranked_and_nobody_without_one(events: dict[Rsc, EventResults]) -> None:
    units = [unit for results in events.values() for unit in results.units()]
    assert len(units) == 91
    for unit in units:
        assert unit.ranking is not None
        rows = {row.id: row for row in unit.ranking.rows}
        for entry in unit.entries:
            lost_the_race = entry.irm is not None and len(unit.entries) == 2
            assert (rows[entry.id].rank is not None) == ("mark" in entry.raw or lost_the_race), (unit.rsc, entry.id)


@pytest.mark.parametrize("line", MEDALLISTS.strip().splitlines())
def test_the_medals_are_those_that_were_published(events: dict[Rsc, EventResults], line: str) -> None:
    code, _, names = line.partition(" ")
    results = of(events, code)
    who = {entry.id: entry for unit in results.units() for entry in unit.entries}
    awards = medals.award(recorded.final_ranking(results))
    assert [award.medal for award in awards][:3] == [medals.GOLD, medals.SILVER, medals.BRONZE]
    for award, expected in zip(awards, names.split(", "), strict=True):
        family, _, noc = expected.rpartition(" ")
        assert (who[award.id].noc, family in who[award.id].name) == (noc, True), (award, who[award.id].name)


def test_all_events_of_these_disciplines_have_their_medals_here(events: dict[Rsc, EventResults]) -> None:
    assert {event.rstrip("-") for event in events} == {line.split()[0] for line in MEDALLISTS.strip().splitlines()}


@pytest.mark.parametrize("code", TOTALS)
def test_the_totals_are_those_that_were_published(events: dict[Rsc, EventResults], code: str) -> None:
    ranking = recorded.final_ranking(of(events, code))
    assert [row.values["total"] for row in ranking.rows[:3]] == TOTALS[code]


def test_everybody_has_a_line_in_the_event(events: dict[Rsc, EventResults]) -> None:
    for event, results in events.items():
        ranking = recorded.final_ranking(results)
        assert {row.id for row in ranking.rows} == {entry.id for entry in results.entries}, event
        ranks = [row.rank for row in ranking.rows if row.rank is not None]
        assert ranks == sorted(ranks), event


def test_who_did_not_score_on_an_apparatus_was_a_reserve_and_has_no_place(events: dict[Rsc, EventResults]) -> None:
    unplaced = {
        event.event: sum(row.rank is None for row in recorded.final_ranking(results).rows)
        for event, results in events.items()
        if event.discipline == "GAR" and event.gender == "W" and event.event.startswith("1AP")
    }
    assert unplaced == {"1APBB": 3, "1APFX": 6, "1APUB": 3, "1APVT": 4}


def went_on(phase: PhaseResult | None) -> set[str]:
    assert phase is not None and phase.ranking is not None
    return {row.id for row in phase.ranking.rows if row.qual in ("Q", "q")}


def competed(phase: PhaseResult | None) -> set[str]:
    """Who has a mark in it: a reserve is on the list and has none."""
    assert phase is not None
    return {entry.id for unit in phase.units for entry in unit.entries if "mark" in entry.raw}


NEXT = {
    "DIV": {"PREL": "SFNL", "SFNL": "FNL"},
    "GRY": {"QUAL": "FNL"},
    "GTR": {"QUAL": "FNL"},
    "BLCOMB": {"SFNL": "FNL"},
    "SPEED": {"QUAL": "QFNL", "QFNL": "SFNL"},
}


def test_who_went_through_competed_in_the_next_phase(events: dict[Rsc, EventResults]) -> None:
    compared = 0
    for event, results in events.items():
        if "TEAM2" in event.event:
            continue
        for one, two in (NEXT.get(event.discipline) or NEXT.get(event.event, {})).items():
            assert went_on(results.phase(one)) == competed(results.phase(two)), (event, one)
            compared += 1
    assert compared == 18


def test_reserves_of_trampoline_keep_the_place_of_the_qualification(events: dict[Rsc, EventResults]) -> None:
    for gender in "MW":
        results = of(events, f"GTR{gender}1TRA")
        qualified = results.phase("QUAL")
        assert qualified is not None and qualified.ranking is not None
        reserves = [row.id for row in qualified.ranking.rows if row.qual in ("R1", "R2")]
        assert [row.id for row in recorded.final_ranking(results).rows if row.rank in (9, 10)] == reserves


def test_the_quarter_finals_of_speed_are_those_that_the_times_draw(events: dict[Rsc, EventResults]) -> None:
    for gender in "MW":
        results = of(events, f"CLB{gender}SPEED")
        qualified, quarter = results.phase("QUAL"), results.phase("QFNL")
        assert qualified is not None and qualified.ranking is not None and quarter is not None
        drawn = [set(pair) for pair in climbing_speed.quarter_finals(qualified.ranking)]
        assert drawn == [{entry.id for entry in unit.entries} for unit in quarter.units], gender
