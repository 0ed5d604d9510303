"""DT_PARTIC_UPDATE and DT_PARTIC_TEAMS_UPDATE: who came, changed or went, beside the whole list."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.forms import catalogue
from kotinos.forms.odf import form, validate
from kotinos.forms.terms import Edition, Terms
from kotinos.results.documents import CompetitorRef, Document, ParticipantsBody
from tests.forms.invented import FEED, participants, person

SPRINT = Rsc.of("ATH", "M", "100M")


def _entries() -> ParticipantsBody:
    body = participants().body
    assert isinstance(body, ParticipantsBody)
    return body


def _next(*entered: CompetitorRef, **events: tuple[Rsc, ...]) -> Document:
    """The second version of the list: ``entered`` alone, with their events as they were and ``events``."""
    body = _entries()
    ids = {one.id for one in entered}
    known = {id_: rscs for id_, rscs in {**body.events, **events}.items() if id_ in ids}
    return replace(participants(), version=2, body=replace(body, participants=entered, events=known))


def _updates(document: Document, *, number: int = 70) -> dict[str, etree._Element]:
    """The updates alone, by type, each valid."""
    messages = form(document, FEED, number=number, before=participants())
    assert [validate(m.xml) for m in messages] == [[] for _ in messages]
    return {m.document_type: etree.fromstring(m.xml) for m in messages if m.document_type.endswith("_UPDATE")}


def _told(root: etree._Element) -> list[tuple[str | None, ...]]:
    return [(one.get("Code"), one.get("Status"), one.get("ModificationIndicator")) for one in root[0]]


def test_a_list_that_changes_nobody_has_no_update() -> None:
    assert _updates(_next(*_entries().participants)) == {}


def test_the_first_list_has_no_update() -> None:
    assert [m.document_type for m in form(participants(), FEED)] == ["DT_PARTIC", "DT_PARTIC_TEAMS"]


def test_a_name_put_right_is_told_with_the_full_record_of_that_person_alone() -> None:
    first, squad, last = _entries().participants
    document = _next(replace(first, family_name="Okonjo"), squad, last)
    updates = _updates(document)
    assert list(updates) == ["DT_PARTIC_UPDATE"]
    root = updates["DT_PARTIC_UPDATE"]
    assert _told(root) == [("9000103", "ACTIVE", "U")]
    assert (root.get("DocumentCode"), root.get("Version")) == (str(document.rsc), "70")
    (bulk, *_) = form(document, FEED)
    whole = etree.fromstring(bulk.xml).find("Competition/Participant[@Code='9000103']")
    (changed,) = root[0]
    assert whole is not None and whole.get("FamilyName") == "Okonjo"
    assert {**whole.attrib, "ModificationIndicator": "U"} == dict(changed.attrib)
    assert [etree.tostring(part) for part in whole] == [etree.tostring(part) for part in changed]


def test_a_late_entry_is_new() -> None:
    document = _next(*_entries().participants, person("9000102"), **{"9000102": (SPRINT,)})
    assert _told(_updates(document)["DT_PARTIC_UPDATE"]) == [("9000102", "ACTIVE", "N")]


def test_another_event_changes_a_person() -> None:
    document = _next(*_entries().participants, **{"9000103": (SPRINT, Rsc.of("ATH", "M", "200M"))})
    assert _told(_updates(document)["DT_PARTIC_UPDATE"]) == [("9000103", "ACTIVE", "U")]


def test_a_person_who_is_gone_is_cancelled_and_keeps_the_record() -> None:
    _, squad, last = _entries().participants
    root = _updates(_next(squad, last))["DT_PARTIC_UPDATE"]
    assert _told(root) == [("9000103", "CANCEL", "U")]
    assert [one.get("Event") for one in root.iter("RegisteredEvent")] == [str(SPRINT)]


def test_a_team_that_is_gone_is_deleted_and_its_members_are_cancelled() -> None:
    first, squad, last = _entries().participants
    updates = _updates(_next(first, last))
    assert _told(updates["DT_PARTIC_TEAMS_UPDATE"]) == [(squad.id, None, "D")]
    gone = sorted(member.id for member in squad.members)
    assert _told(updates["DT_PARTIC_UPDATE"]) == [(id_, "CANCEL", "U") for id_ in gone]


def test_a_substitute_in_a_relay_changes_the_team_and_is_a_new_person() -> None:
    first, squad, last = _entries().participants
    out, *stay = squad.members
    substitute = replace(out, id="9000999")
    updates = _updates(_next(first, replace(squad, members=(substitute, *stay)), last))
    assert _told(updates["DT_PARTIC_TEAMS_UPDATE"]) == [(squad.id, None, "U")]
    assert (substitute.id, "ACTIVE", "N") in _told(updates["DT_PARTIC_UPDATE"])
    assert (out.id, "CANCEL", "U") in _told(updates["DT_PARTIC_UPDATE"])


def test_a_withdrawn_list_has_no_update() -> None:
    assert _updates(replace(participants(), body=None)) == {}


def test_whoever_takes_the_form_by_its_name_gets_the_update_too() -> None:
    first, squad, last = _entries().participants
    edition = Edition(document=_next(squad, last), number=5, before=participants())
    made = catalogue.get("odf").make(edition, Terms(competition="OG2024"))
    assert [m.type for m in made] == ["DT_PARTIC", "DT_PARTIC_TEAMS", "DT_PARTIC_UPDATE"]
    assert first.id in made[-1].data.decode()


@pytest.mark.parametrize("wrong", [None, "D"])
def test_an_update_of_a_person_without_its_kind_or_that_deletes_is_a_problem(wrong: str | None) -> None:
    _, squad, last = _entries().participants
    root = _updates(_next(squad, last))["DT_PARTIC_UPDATE"]
    (gone,) = root[0]
    del gone.attrib["ModificationIndicator"]
    if wrong:
        gone.set("ModificationIndicator", wrong)
    (problem,) = validate(etree.tostring(root))
    assert (problem.rule, problem.would_be_right) == ("modification", "N or U")
