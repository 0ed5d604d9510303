"""Sport classes and guides in ODF: what comes in is what goes out."""

from __future__ import annotations

from lxml import etree
from lxml.etree import fromstring

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import add
from kotinos.forms.odf.competitor import competitor as written
from kotinos.forms.odf.partic import fill_partic
from kotinos.results.documents import ParticipantsBody
from kotinos.results.intake.odf.partic import competitor, read
from kotinos.results.projections.people import of_participant

EVENT = Rsc.of("ATH", "W", "100M----11010")
ATHLETE = """
<Competitor Code="1001" Type="A" Organisation="FRA"><Composition><Athlete Code="1001" Order="1" Bib="7">
<Description GivenName="Anne" FamilyName="Roux" Gender="F" Organisation="FRA" Class="T11"
 GuideID="2001" GuideFamilyName="Meunier" GuideGivenName="Paul"/></Athlete></Composition></Competitor>
"""


def test_a_result_brings_the_class_and_the_guide_of_an_athlete():
    person = competitor(fromstring(ATHLETE), EVENT, "here")
    assert person.sport_class == "T11"
    assert [(one.id, one.family_name, one.given_name, one.role) for one in person.members] == [
        ("2001", "MEUNIER", "Paul", "guide")
    ]


def test_an_athlete_without_a_guide_has_none():
    text = ATHLETE.replace('GuideID="2001" GuideFamilyName="Meunier" GuideGivenName="Paul"', "")
    person = competitor(fromstring(text), EVENT, "here")
    assert (person.sport_class, person.members) == ("T11", ())


def test_what_came_in_goes_out():
    person = competitor(fromstring(ATHLETE), EVENT, "here")
    element = written(etree.Element("Row"), of_participant(person), rsc=EVENT)
    description = element.find("Composition/Athlete/Description")
    said = {name: description.get(name) for name in ("Class", "GuideID", "GuideFamilyName", "GuideGivenName")}
    assert said == {"Class": "T11", "GuideID": "2001", "GuideFamilyName": "MEUNIER", "GuideGivenName": "Paul"}


def test_the_class_of_an_entry_is_read_and_written():
    competition = fromstring(
        f'<Competition><Participant Code="1001" MainFunctionId="AA01" FamilyName="ROUX" GivenName="Anne" Gender="F" '
        f'Organisation="FRA"><Discipline Code="ATH{"-" * 31}"><RegisteredEvent Event="{EVENT}" Class="T11"/></Discipline>'
        "</Participant></Competition>"
    )
    (entered,) = read(None, competition)
    (person,) = entered.participants
    assert person.sport_class == "T11"
    body = ParticipantsBody(discipline=Rsc.of("ATH"), participants=(of_participant(person),), events={"1001": (EVENT,)})
    out = add(etree.Element("Odf"), "Competition")
    fill_partic(out, body, Rsc.of("ATH"))
    assert out.find("Participant/Discipline/RegisteredEvent").get("Class") == "T11"
