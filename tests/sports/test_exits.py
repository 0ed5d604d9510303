"""Where everybody left an event, by the last contest: the cases that a sport's own tests do not show."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import exits, judo
from tests.sports.combat import event, places

JUDO = Rsc.of("JUD", "W", "57KG")
DAY = date(2024, 7, 29)

MORNING = """
8FNL1 A-I 10-0
R321 A-Z 10-0
QFNL1 A-B 10-0
QFNL2 C-D 10-0
QFNL3 E-F 1-0
QFNL4 G-H 1-0
"""
AFTERNOON = """
REP11 B-D 10-0
REP12 F-H 10-0
SFNL1 A-C 1-0
SFNL2 E-G 1-0
REPF1 B-G 10-0
REPF2 C-F 1-0
FNL1 E-A 10-0
"""


def test_judo_has_two_bronzes_two_fifth_and_two_seventh_places() -> None:
    assert places(event(JUDO, MORNING + AFTERNOON, DAY)) == {
        "E": 1,
        "A": 2,
        "B": 3,
        "C": 3,
        "G": 5,
        "F": 5,
        "D": 7,
        "H": 7,
        "I": 9,
        "Z": 17,
    }


def test_losers_of_the_quarter_finals_wait_for_the_repechage_and_earlier_ones_have_their_place() -> None:
    found = places(event(JUDO, MORNING, DAY))
    assert (found["I"], found["Z"]) == (9, 17)
    assert {found[who] for who in "ABCDEFGH"} == {None}


def test_two_who_both_lose_a_quarter_final_have_the_place_of_its_losers_when_the_event_is_over() -> None:
    lines = MORNING.replace("QFNL1 A-B 10-0", "QFNL1 A-B 0-0 L")
    results = event(
        JUDO,
        lines + "SFNL2 E-G 1-0\nREP12 F-H 1-0\nREPF1 G-D 1-0\nREPF2 F-C 1-0\nFNL1 E-C 1-0",
        DAY,
        {"B": {"wlt": "L"}},
    )
    found = places(results)
    assert (found["A"], found["B"]) == (7, 7)


def test_a_contest_that_is_not_over_gives_no_place() -> None:
    found = places(event(JUDO, MORNING + AFTERNOON.replace("FNL1 E-A 10-0", "FNL1 E-A"), DAY))
    assert (found["E"], found["A"], found["B"]) == (None, None, 3)


def test_a_bye_keeps_a_competitor_in() -> None:
    results = event(JUDO, "8FNL1 A-I 10-0", DAY)
    (phase,) = results.phases
    (unit,) = phase.units
    alone = replace(unit, rsc=Rsc.of("JUD", "W", "57KG", "8FNL", "000200"), entries=unit.entries[:1], ranking=None)
    seeded = replace(alone, entries=(replace(alone.entries[0], id="S"),))
    found = judo.event(
        replace(
            results,
            phases=(replace(phase, units=(unit, seeded)),),
            entries=(*results.entries, replace(results.entries[0], n=2, id="S")),
        )
    )
    assert found is not None
    assert {row.id: row.rank for row in found.rows} == {"A": None, "I": 9, "S": None}


def test_an_event_without_entries_has_no_ranking() -> None:
    assert exits.rank(event(JUDO, "", DAY), judo.EXITS) is None


def test_bouts_of_a_team_match_are_no_contests_of_the_event() -> None:
    results = event(JUDO, "QFNL1 A-B 10-0", DAY)
    (phase,) = results.phases
    (unit,) = phase.units
    match, inside = (replace(unit, rsc=Rsc(f"JUDXTEAM6-------------QFNL000100{end}")) for end in ("00", "01"))
    both = replace(
        results, phases=(replace(phase, rsc=Rsc("JUDXTEAM6-------------QFNL--------"), units=(match, inside)),)
    )
    assert [one.rsc for one in exits.contests(both, judo.ORDER)] == [match.rsc]
