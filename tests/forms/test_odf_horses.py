"""DT_PARTIC_HORSES, and the horse that a rider has in a unit: sent, and read as it was told."""

from __future__ import annotations

from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.forms.editions import document_of
from kotinos.forms.odf import form, validate
from kotinos.results import facts
from kotinos.results.facts import Locator, Member, Observation, Participant, Start
from kotinos.results.intake import odf
from kotinos.results.intake.reading import Marks, Said
from tests.forms.invented import FEED
from tests.results import test_horses as horses
from tests.results.playing import Play, planned

JUMPING = Rsc.of("EQU", "O", "OJUMPINDV", "FNL", "000100")
TEAMS = Rsc.of("EQU", "O", "OJUMPTEAM", "FNL", "000100")


def last(play: Play, type_: str) -> etree._Element:
    row = [row for row in play.published() if row.type == type_][-1]
    message, *_ = form(document_of(row), FEED)
    assert validate(message.xml) == []
    return etree.fromstring(message.xml)


def test_what_a_passport_says_is_sent_and_read_as_it_was_told() -> None:
    play = Play()
    said = horses.entered(horses.MOON, horses.STAR)
    play.do(said)
    root = last(play, "DT_PARTIC_HORSES")
    star = root.findall("Competition/Horse")[1]
    assert star.items() == [
        ("Code", "H2"), ("Name", "Invented Star"), ("Organisation", "GER"), ("Sex", "G"), ("YearBirth", "2018"),
        ("Passport", "106XX01"), ("ColourCode", "BAY"), ("BreedCode", "KWPN"), ("Sire", "Nobody"), ("Status", "ACTIVE"),
    ]  # fmt: skip
    (reading,) = odf.read(etree.tostring(root)).readings
    assert isinstance(reading, Said) and reading.fact == said


def test_people_who_own_and_groom_a_horse_are_not_read() -> None:
    play = Play()
    play.do(horses.entered(horses.STAR))
    root = last(play, "DT_PARTIC_HORSES")
    for name in ("Owner", "SecondOwner", "Groom"):
        root.find("Competition/Horse").set(name, "Invented PERSON")  # type: ignore[union-attr]
    assert validate(etree.tostring(root)) == []
    (reading,) = odf.read(etree.tostring(root)).readings
    assert b"PERSON" not in repr(reading).encode()


def test_horses_out_of_order_are_found() -> None:
    play = Play()
    play.do(horses.entered(horses.MOON, horses.STAR))
    root = last(play, "DT_PARTIC_HORSES")
    root.find("Competition").append(root.find("Competition/Horse"))  # type: ignore[union-attr, arg-type]
    (problem,) = validate(etree.tostring(root))
    assert problem.rule == "code_order"


def ridden(unit: Rsc, person: Participant, slot: str) -> etree._Element:
    play = Play()
    play.do(facts.ParticipantsEntered(participants=(person,)), planned(unit))
    play.do(facts.StartListSet(unit=unit, starts=(Start(competitor=person.id, sort=1),)))
    seen = Observation(who=Locator(id=person.id), slot=slot, value="Invented Star")
    play.do(facts.MarksObserved(unit=unit, revision=1, items=(seen,)))
    return last(play, "DT_RESULT")


def told(root: etree._Element) -> dict[str, object]:
    (marks,) = (one for one in odf.read(etree.tostring(root)).readings if isinstance(one, Marks))
    return {item.slot: item.value for item in marks.items if "horse" in item.slot}


def test_a_rider_has_a_horse_in_a_unit() -> None:
    rider = Participant(id="1", type="A", noc="GER", name="Uta INVENTED", family_name="INVENTED", events=(JUMPING,))
    root = ridden(JUMPING, rider, "horse")
    (description,) = root.iterfind("Competition/Result/Competitor/Composition/Athlete/Description")
    assert description.get("Horse") == "Invented Star"
    assert told(root) == {"horse": "Invented Star"}


def test_each_rider_of_a_team_has_one() -> None:
    members = tuple(Member(id=id_, family_name="INVENTED", order=n) for n, id_ in enumerate("12", 1))
    team = Participant(id="T", type="T", noc="GER", name="Germany", events=(TEAMS,), members=members)
    root = ridden(TEAMS, team, "player/2/horse")
    found = root.iterfind("Competition/Result/Competitor/Composition/Athlete/Description")
    assert [one.get("Horse") for one in found] == [None, "Invented Star"]
    assert told(root) == {"player/2/horse": "Invented Star"}
