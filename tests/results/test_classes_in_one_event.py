"""A multi-class event is a discipline that exists, a plan and a table: from the entries to the rows and to ODF, by facts alone."""

from __future__ import annotations

import pytest
from lxml import etree

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.facts import EventPlanned, Locator, Member, Observation, Participant, PhasePlan, Start, UnitPlan
from kotinos.results.projections.people import of_participant
from tests.forms.test_odf_from_the_engine import told
from tests.results.playing import Play

JAVELIN = Rsc.of("ATH", "M", "JAVELIN-57020", "FNL", "000100")
SPRINT = Rsc.of("ATH", "W", "100M----11010", "FNL", "000100")
TABLE = {"F56": ["1200", "2.5", "0.1"], "F57": ["1200", "3", "0.1"]}


def planned(unit: Rsc, rule: str = "", **event_facts: object) -> list[facts.Fact]:
    event, phase = unit.at(Level.EVENT), unit.at(Level.PHASE)
    return [
        EventPlanned(event=event, phases=(PhasePlan(rsc=phase, kind="final", rule=rule),), facts=event_facts),
        facts.UnitsPlanned(units=(UnitPlan(rsc=unit, start="2030-08-30T10:00:00+02:00", medal=1),)),
    ]


def thrower(n: int, sport_class: str) -> Participant:
    return Participant(
        id=f"T{n}",
        type="A",
        noc="FRA",
        name=f"Prenom{n} NOM{n}",
        gender="M",
        sport_class=sport_class,
        events=(JAVELIN.at(Level.EVENT),),
    )


def javelin(second: str = "F56") -> Play:
    play = Play()
    play.do(*planned(JAVELIN, "raza_points", raza=TABLE))
    play.do(facts.ParticipantsEntered(participants=(thrower(1, "F57"), thrower(2, second))))
    play.do(facts.StartListSet(unit=JAVELIN, starts=tuple(Start(competitor=f"T{n}", sort=n) for n in (1, 2))))
    thrown = {"T1": ("40.00", "X"), "T2": ("36.10", "38.00")}
    items = tuple(
        Observation(who=Locator(id=who), slot=f"attempt/{n}", value={"mark": mark})
        for who, marks in thrown.items()
        for n, mark in enumerate(marks, start=1)
    )
    play.do(facts.MarksObserved(unit=JAVELIN, revision=1, items=items))
    return play


def test_the_plan_alone_makes_a_javelin_one_of_points():
    rows = javelin().rows(JAVELIN)
    assert [(row.competitor.id, row.competitor.sport_class, row.rank, row.mark) for row in rows] == [
        ("T2", "F56", 1, "38.00"),
        ("T1", "F57", 2, "40.00"),
    ]
    assert [row.parts["points"] for row in rows] == ["913", "830"]
    assert [[attempt.best for attempt in row.attempts] for row in rows] == [[False, True], [True, False]]


def test_the_columns_of_several_classes_have_the_points():
    assert javelin().body("DT_RESULT", JAVELIN).columns == ("attempts", "points")


def test_another_class_after_a_protest_ranks_the_event_again():
    play = javelin()
    play.do(facts.ParticipantsEntered(participants=(thrower(2, "F57"),)))
    rows = play.rows(JAVELIN)
    assert [(row.competitor.id, row.rank) for row in rows] == [("T1", 1), ("T2", 2)]


def test_a_class_without_a_line_in_the_table_is_told_and_not_guessed():
    body = javelin(second="F55").body("DT_RESULT", JAVELIN)
    assert "class F55 is not in the event's raza: F56, F57" in body.facts["unranked"]


# -- guides ------------------------------------------------------------------------------------------------------------

GUIDE = Member(id="G1", family_name="MEUNIER", given_name="Paul", gender="M", role="guide")
RUNNERS = (
    Participant(
        id="R1",
        type="A",
        noc="FRA",
        name="Anne ROUX",
        family_name="ROUX",
        given_name="Anne",
        gender="W",
        sport_class="T11",
        members=(GUIDE,),
        events=(SPRINT.at(Level.EVENT),),
    ),
    Participant(
        id="R2",
        type="A",
        noc="BRA",
        name="Lia SILVA",
        family_name="SILVA",
        given_name="Lia",
        gender="W",
        sport_class="T11",
        events=(SPRINT.at(Level.EVENT),),
    ),
)


def sprint() -> list[facts.Fact]:
    marks = (
        Observation(who=Locator(id="R1"), slot="mark", value="11.90"),
        Observation(who=Locator(id="R2"), slot="mark", value="12.05"),
    )
    return [
        *planned(SPRINT),
        facts.ParticipantsEntered(participants=RUNNERS),
        facts.StartListSet(unit=SPRINT, starts=(Start(competitor="R1", sort=1), Start(competitor="R2", sort=2))),
        facts.MarksObserved(unit=SPRINT, revision=1, items=marks),
    ]


def test_an_athlete_is_shown_with_the_guide_and_stays_one_athlete():
    who = of_participant(RUNNERS[0])
    assert (who.type, who.members, [(one.id, one.role, one.name) for one in who.guides]) == (
        "A",
        (),
        [("G1", "guide", "Paul MEUNIER")],
    )


def test_who_breaks_the_rules_for_guides_is_out_with_the_guide():
    play = Play()
    play.do(*sprint())
    play.do(
        facts.Corrected(
            unit=SPRINT, items=(Observation(who=Locator(id="R1"), slot="irm", value="DQ"),), reason="guide pulled ahead"
        )
    )
    assert [(row.competitor.id, row.rank, row.irm) for row in play.rows(SPRINT)] == [("R2", 1, ""), ("R1", None, "DQ")]


def test_odf_names_the_class_and_the_guide_of_an_athlete():
    found = []
    for document, messages in told(sprint()):
        if document.type == "DT_RESULT":
            for message in messages:
                tree = etree.fromstring(message.xml)
                found += [dict(one.attrib) for one in tree.iterfind(".//Athlete[@Code='R1']/Description")]
    assert found
    assert {(one["Class"], one["GuideID"], one["GuideFamilyName"], one["GuideGivenName"]) for one in found} == {
        ("T11", "G1", "MEUNIER", "Paul")
    }


@pytest.mark.parametrize("sport_class", ["T11", "S9"])
def test_the_class_of_an_entry_is_kept_as_it_was_given(sport_class):
    play = Play()
    play.do(facts.ParticipantsEntered(participants=(thrower(1, sport_class),)))
    assert play.games.participants["T1"].sport_class == sport_class
