"""DT_PARTIC_NAME: names in another script, sent in their language and read as they were told."""

from __future__ import annotations

from lxml import etree

from kotinos.forms.editions import document_of
from kotinos.forms.odf import form, validate
from kotinos.results.intake import odf
from kotinos.results.intake.reading import Said
from kotinos.results.name_facts import LocalName, NamesTold
from tests.forms.invented import FEED
from tests.results import test_local_names as names


def messages(*told: NamesTold) -> list[bytes]:
    """What was sent of names, each message checked."""
    play = names.entered()
    play.do(*told)
    sent = []
    for row in play.published():
        if row.type == "DT_PARTIC_NAME":
            (message,) = form(document_of(row), FEED)
            assert validate(message.xml) == []
            sent.append(message.xml)
    return sent


def test_a_language_stands_in_the_header_and_its_family_names_first() -> None:
    _, volleyball = map(etree.fromstring, messages(names.told(names.JAPAN, names.YUKI, names.HANA)))
    assert (volleyball.get("Language"), volleyball.get("DocumentSubcode")) == ("JPN", None)
    person, team = volleyball.iterfind("Competition/*")
    shown = [person.get(name) for name in ("Code", "GivenName", "FamilyName", "PrintName", "TVName", "TVInitialName")]
    assert shown == ["2", "雪", "架空", "架空 雪", "架空 雪", "架空 雪"]
    assert (person.get("Gender"), person.get("Organisation")) == ("F", "JPN")
    assert (team.tag, team.get("Name"), team.get("TVTeamName")) == ("Team", "日本", "日本")


def test_a_script_with_capitals_has_initials() -> None:
    (sent,) = messages(names.told(LocalName(id="1", family_name="Выдумана", given_name="Хана"), language="RUS"))
    (person,) = etree.fromstring(sent).iterfind("Competition/Participant")
    assert [person.get(name) for name in ("PrintName", "PrintInitialName", "TVName", "TVInitialName")] == [
        "ВЫДУМАНА Хана",
        "ВЫДУМАНА Х",
        "Хана ВЫДУМАНА",
        "Х. ВЫДУМАНА",
    ]


def test_who_has_one_name_has_it_as_family_name_and_long_ones_are_cut() -> None:
    (sent,) = messages(names.told(LocalName(id="1", given_name="花" * 60)))
    (person,) = etree.fromstring(sent).iterfind("Competition/Participant")
    assert (person.get("GivenName"), person.get("FamilyName"), person.get("PrintName")) == (None, "花" * 25, "花" * 35)


def test_the_last_name_taken_back_withdraws_the_message() -> None:
    sent = messages(names.told(names.HANA), names.told(LocalName(id="1")))
    last = etree.fromstring(sent[-1])
    assert (last.get("Version"), last.get("Language"), last.find("Competition")) == ("1", "JPN", None)


def test_a_message_is_read_as_it_was_told() -> None:
    said = names.told(names.YUKI, names.JAPAN)
    (sent,) = messages(said)
    (reading,) = odf.read(sent).readings
    assert isinstance(reading, Said) and reading.fact == said


def test_names_in_english_are_no_names_in_another_language() -> None:
    (sent,) = messages(names.told(names.HANA))
    root = etree.fromstring(sent)
    del root.attrib["Language"]
    (problem,) = validate(etree.tostring(root))
    assert (problem.rule, problem.where) == ("name_language", "OdfBody/@Language")


def test_a_team_whose_name_is_blank_has_that_of_its_organisation() -> None:
    (sent,) = messages(names.told(LocalName(id="T", name=" ")))
    (team,) = etree.fromstring(sent).iterfind("Competition/Team")
    assert (team.get("Name"), team.get("TVTeamName")) == ("JPN", "JPN")
