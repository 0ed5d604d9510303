"""Who goes through: as soon as it is sure, in every document that shows it, and what is undecided says so."""

from __future__ import annotations

from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import EventPlanned, PhasePlan, Qualify
from tests.results.playing import Play, corrected, people, planned, seen, starts, status, who

ONE, TWO = (Rsc.of("SWM", "W", "50MFR", "HEAT", f"000{n}00") for n in (1, 2))
EVENT, PHASE = ONE.at(Level.EVENT), ONE.at(Level.PHASE)


def heats(**rule: Any) -> Play:
    """Two heats of four."""
    play = Play()
    plan = PhasePlan(rsc=PHASE, kind="heats", level=2, qualify=Qualify(**rule))
    play.do(EventPlanned(event=EVENT, phases=(plan,)), people(EVENT, 8), planned(ONE, TWO))
    play.do(starts(ONE, range(4)), starts(TWO, range(4, 8)))
    return play


def swum(play: Play, unit: Rsc, *times: str) -> None:
    first = 0 if unit == ONE else 4
    play.do(seen(unit, {first + n: time for n, time in enumerate(times)}, complete=True))


def quals(play: Play, rsc: Rsc, type_: str = "DT_RESULT") -> dict[str, str]:
    return {row.competitor.id[-1]: row.qual for row in play.rows(rsc, type_) if row.qual}


def test_before_the_last_heat_only_places_are_sure():
    play = heats(place=2, time=2)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    assert quals(play, ONE) == quals(play, PHASE, "DT_PHASE_RESULT") == {"0": "Q", "1": "Q"}


def test_the_last_heat_gives_the_fastest_losers_their_mark_in_the_first_heats_document_too():
    play = heats(place=2, time=2)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    version = play.store.latest(ONE, ["DT_RESULT"])[0].version
    swum(play, TWO, "25.50", "25.60", "25.70", "25.35")
    assert quals(play, ONE) == {"0": "Q", "1": "Q", "2": "q", "3": "q"}
    assert quals(play, TWO) == {"7": "Q", "4": "Q"}
    latest = play.store.latest(ONE, ["DT_RESULT"])[0]
    assert (latest.version, latest.step) == (version + 1, len(play.events))


def test_a_total_is_sure_only_at_the_end():
    play = heats(total=4, reserves=2)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    assert quals(play, ONE) == {}
    swum(play, TWO, "25.05", "25.60", "25.70", "25.15")
    assert quals(play, PHASE, "DT_PHASE_RESULT") == {"4": "Q", "0": "Q", "7": "Q", "1": "Q", "2": "R1", "3": "R2"}


def test_a_tie_at_the_cut_is_said_in_both_languages_until_the_swim_off_is_swum():
    play = heats(total=4)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    swum(play, TWO, "25.05", "25.30", "25.70", "25.60")
    undecided = play.body("DT_PHASE_RESULT", PHASE).facts["undecided"]
    assert undecided["needed"] == "swim_off"
    assert undecided["competitors"] == [who(EVENT, 2), who(EVENT, 5)]
    assert undecided["text"]["en"] == "tied for a place, a swim-off is needed: Prenom2 NOM2, Prenom5 NOM5"
    assert undecided["text"]["fr"].startswith("à égalité pour une place, un barrage est nécessaire")
    assert play.body("DT_RESULT", ONE).facts["undecided"] == undecided
    assert quals(play, PHASE, "DT_PHASE_RESULT") == {"4": "Q", "0": "Q", "1": "Q"}
    play.do(seen(ONE, {2: "25.28"}, 2, "swim_off"), seen(TWO, {5: "25.31"}, 2, "swim_off"))
    assert "undecided" not in play.body("DT_PHASE_RESULT", PHASE).facts
    assert quals(play, PHASE, "DT_PHASE_RESULT") == {"4": "Q", "0": "Q", "1": "Q", "2": "Q"}


def test_the_rule_stands_in_numbers_beside_its_words():
    play = heats(place=2, time=2)
    for body in (play.body("DT_RESULT", ONE), play.body("DT_PHASE_RESULT", PHASE)):
        assert body.facts["qualify"] == {"place": 2, "time": 2}
        assert "first 2" in body.qualify["en"]


def test_a_cancelled_heat_is_not_waited_for():
    play = heats(total=2)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    play.do(facts.ScheduleChanged(unit=TWO, status="CANCELLED"))
    assert quals(play, ONE) == {"0": "Q", "1": "Q"}
    assert play.store.latest(PHASE, ["DT_PHASE_RESULT"])[0].status == "UNOFFICIAL"


def test_who_swims_again_counts_with_the_later_heat():
    play = heats(total=4)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    play.do(starts(TWO, [4, 5, 6, 7, 0]), seen(TWO, {4: "25.50", 0: "25.60"}, complete=True))
    rows = {row.competitor.id[-1]: row for row in play.rows(PHASE, "DT_PHASE_RESULT")}
    assert (rows["0"].mark, rows["0"].unit) == ("25.60", TWO)
    assert rows["0"].rank == 5


def test_a_correction_of_a_heat_moves_the_marks_of_the_others():
    play = heats(total=2)
    swum(play, ONE, "25.10", "25.20", "25.30", "25.40")
    swum(play, TWO, "25.50", "25.60", "25.70", "25.80")
    play.do(corrected(ONE, {0: "DSQ"}, "irm"))
    assert quals(play, ONE) == {"1": "Q", "2": "Q"}
    play.do(corrected(TWO, {4: "25.00"}))
    assert (quals(play, ONE), quals(play, TWO)) == ({"1": "Q"}, {"4": "Q"})


def test_a_standard_is_sure_while_others_still_jump():
    unit = Rsc.of("ATH", "W", "LONGJUMP", "QUAL", "000100")
    plan = PhasePlan(rsc=unit.at(Level.PHASE), kind="heats", level=2, qualify=Qualify(standard="6.70", total=3))
    play = Play()
    play.do(EventPlanned(event=unit.at(Level.EVENT), phases=(plan,)), people(unit.at(Level.EVENT), 4), planned(unit))
    play.do(starts(unit, range(4)), seen(unit, {0: "6.72", 1: "6.40"}, slot="attempt/1"))
    assert quals(play, unit) == {"0": "Q"}
    play.do(seen(unit, {2: "6.50", 3: "6.60"}, 2, "attempt/1"), status(unit, "UNOFFICIAL"))
    assert quals(play, unit) == {"0": "Q", "3": "q", "2": "q"}
