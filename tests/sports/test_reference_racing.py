"""Rowing, canoe sprint, marathon swimming and triathlon of Paris 2024: places, medals, and who went on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal import paris
from kotinos.sports.outcome import EventResults
from tests.sports import recorded

pytestmark = pytest.mark.reference

FACTS = Path(paris.__file__).parent / "facts" / "racing.csv"
DISCIPLINES = ("Rowing", "Canoe Sprint", "Marathon Swimming", "Triathlon")

MEDALLISTS = """
ROWMSCULL1 GER AIN NED
ROWMSCULL2 ROU NED IRL
ROWMSCULL4 NED ITA POL
ROWMNOCOX2 CRO GBR SUI
ROWMNOCOX4 USA NZL GBR
ROWMCOXED8 GBR NED USA
ROWMSCULL2-L IRL ITA GRE
ROWWSCULL1 NED NZL LTU
ROWWSCULL2 NZL ROU GBR
ROWWSCULL4 GBR NED GER
ROWWNOCOX2 NED ROU AUS
ROWWNOCOX4 NED GBR NZL
ROWWCOXED8 ROU CAN GBR
ROWWSCULL2-L GBR ROU GRE
CSPMC1-1000M CZE BRA MDA
CSPMK1-1000M CZE HUN HUN
CSPMC2-500M CHN ITA ESP
CSPMK2-500M GER HUN AUS
CSPMK4-500M GER AUS ESP
CSPWC1-200M CAN USA CUB
CSPWC2-500M CHN UKR CAN
CSPWK1-500M NZL HUN DEN
CSPWK2-500M NZL HUN GER HUN
CSPWK4-500M NZL GER HUN
OWSM10KM HUN GER HUN
OWSW10KM NED AUS ITA
TRIMOLYMPIC GBR NZL FRA
TRIWOLYMPIC FRA SUI GBR
TRIXTEAM4 GER USA GBR
"""
"""As published, by NOC. The bronze of the women's K2 500 m was shared."""


@pytest.fixture(scope="module")
def events(reference: Path) -> dict[Rsc, EventResults]:
    facts = recorded.read_facts(FACTS)
    played = {}
    for discipline in DISCIPLINES:
        for event, units in recorded.by_event(recorded.read_marks(reference, discipline, facts)).items():
            played[event] = recorded.play(event, units, date(2024, 8, 1))
    return played


@pytest.mark.parametrize("line", MEDALLISTS.strip().splitlines())
def test_the_medals_are_those_that_were_published(events: dict[Rsc, EventResults], line: str) -> None:
    code, *nocs = line.split()
    results = events[Rsc(code.ljust(34, "-"))]
    noc = {entry.id: entry.noc for entry in results.entries}
    ranking = recorded.final_ranking(results)
    won = [noc[row.id] for row in ranking.rows if row.rank and row.rank <= 3]
    assert won[:2] == nocs[:2]
    assert sorted(won[2:]) == sorted(nocs[2:])


def test_every_event_is_here_and_everybody_has_a_line(events: dict[Rsc, EventResults]) -> None:
    assert {event.rstrip("-") for event in events} == {line.split()[0] for line in MEDALLISTS.strip().splitlines()}
    for event, results in events.items():
        ranking = recorded.final_ranking(results)
        assert {row.id for row in ranking.rows} == {entry.id for entry in results.entries}, event


def test_who_qualified_started_in_a_later_round(events: dict[Rsc, EventResults]) -> None:
    wrong = {}
    for event, results in events.items():
        for phase in results.phases:
            if phase.kind != "heats" or phase.ranking is None:
                continue
            went = {row.id for row in phase.ranking.rows if row.qual in ("Q", "q")}
            later = {who for other in results.phases if other.level < phase.level for who in other.competitors()}
            if went and not went <= later:
                wrong[f"{event.rstrip('-')} {phase.rsc.phase}"] = sorted(went - later)
    assert set(wrong) == set(), wrong
