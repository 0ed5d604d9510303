"""How an event will run: published when it is planned, and again when plan, draw or entries change."""

from __future__ import annotations

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.facts import EventPlanned, PhasePlan, Qualify
from tests.results.playing import Play, people, planned, seen, starts, status

HEATS = tuple(Rsc.of("SWM", "W", "50MFR", "HEAT", f"000{n}00") for n in (1, 2))
FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
EVENT = FINAL.at(Level.EVENT)
QUARTERS = tuple(Rsc.of("JUD", "W", "48KG", "QFNL", f"000{n}00") for n in range(1, 5))
SEMIS = tuple(Rsc.of("JUD", "W", "48KG", "SFNL", f"000{n}00") for n in (1, 2))


def versions(play: Play) -> int:
    return len(play.store.versions(f"DT_CONFIG/{EVENT}"))


def test_the_phases_stand_from_the_first_to_the_last_with_their_units_and_how_one_leaves_them():
    play = Play()
    play.do(people(EVENT, 3), planned(*HEATS, FINAL))
    body = play.body("DT_CONFIG", EVENT)
    assert [(p.phase.phase, p.kind, p.stage, p.units) for p in body.phases] == [
        ("HEAT", "heats", 2, 2),
        ("FNL", "final", 1, 1),
    ]
    assert body.phases[0].rule == {"total": 8, "reserves": 2}
    assert body.phases[0].qualify["en"] == "best 8 overall"
    assert (body.entered, body.draw) == (3, "")


def test_an_organisers_own_plan_and_a_late_entry_make_a_new_version_and_a_result_does_not():
    play = Play()
    play.do(people(EVENT, 3), planned(*HEATS, FINAL))
    stood = versions(play)
    play.do(people(EVENT, 4))
    assert (play.body("DT_CONFIG", EVENT).entered, versions(play)) == (4, stood + 1)
    phases = (
        PhasePlan(rsc=HEATS[0].at(Level.PHASE), kind="heats", level=2, qualify=Qualify(place=2)),
        PhasePlan(rsc=FINAL.at(Level.PHASE), kind="final"),
    )
    play.do(EventPlanned(event=EVENT, phases=phases))
    assert play.body("DT_CONFIG", EVENT).phases[0].rule == {"place": 2}
    play.do(starts(FINAL, range(3)), seen(FINAL, {0: "24.10", 1: "24.20", 2: "24.30"}, complete=True))
    play.do(status(FINAL, "OFFICIAL"))
    assert versions(play) == stood + 2


def test_the_draw_is_the_round_with_the_most_contests_of_the_tree_toward_gold():
    play = Play()
    play.do(planned(*QUARTERS, *SEMIS, bracket="FNL"))
    assert play.body("DT_CONFIG", QUARTERS[0].at(Level.EVENT)).draw == "QFNL"


def test_teams_are_counted_where_teams_are_entered_and_not_their_members():
    event = Rsc.of("FBL", "M", "TEAM11")
    play = Play()
    play.do(people(event, 4, "T"), planned(Rsc.of("FBL", "M", "TEAM11", "FNL", "000100")))
    assert play.body("DT_CONFIG", event).entered == 4
