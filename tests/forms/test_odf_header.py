"""The envelope: which Games, which message, which day, which version."""

from __future__ import annotations

import msgspec
import pytest
from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import OdfFeed, form
from kotinos.results.documents import Document, ParticipantsBody, ResultBody, ScheduleBody
from tests.forms.invented import FEED, HEAT, heat, participants, schedule, schedule_update


def _sent(document: Document, feed: OdfFeed = FEED, number: int = 0) -> etree._Element:
    (message,) = form(document, feed, number=number)
    return etree.fromstring(message.xml)


def test_a_message_opens_with_an_utf8_declaration() -> None:
    (message,) = form(heat(), FEED)
    assert message.xml.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "Fictício".encode() in message.xml


def test_the_header_says_which_message_this_is() -> None:
    root = _sent(heat())
    assert dict(root.attrib) == {
        "CompetitionCode": "OG2024-TEV",
        "DocumentCode": "ATHM100M--------------HEAT000300--",
        "DocumentType": "DT_RESULT",
        "Version": "3",
        "ResultStatus": "OFFICIAL",
        "FeedFlag": "T",
        "Date": "2024-08-04",
        "Time": "220512345",
        "LogicalDate": "2024-08-04",
        "Source": "KOTATH1",
    }


@pytest.mark.parametrize(
    ("at", "date", "time", "logical"),
    [
        ("2024-08-04T21:59:59.999999Z", "2024-08-04", "235959999", "2024-08-04"),
        ("2024-08-04T22:00:00.000000Z", "2024-08-05", "000000000", "2024-08-04"),
        ("2024-08-05T00:59:59.999000Z", "2024-08-05", "025959999", "2024-08-04"),
        ("2024-08-05T01:00:00.000000Z", "2024-08-05", "030000000", "2024-08-05"),
    ],
)
def test_the_logical_day_ends_at_three_in_the_morning_of_the_venue(at: str, date: str, time: str, logical: str) -> None:
    root = _sent(msgspec.structs.replace(heat(), at=at))
    assert (root.get("Date"), root.get("Time"), root.get("LogicalDate")) == (date, time, logical)


def test_the_competition_names_the_documents_it_follows() -> None:
    feed = OdfFeed(competition="OG2024", sports={"ATH": "SOG-2024-ATH-3.5"})
    competition = _sent(heat(), feed)[0]
    assert dict(competition.attrib) == {
        "Gen": "SOG-2024-GEN-3.7",
        "Sport": "SOG-2024-ATH-3.5",
        "Codes": "SOG-2024-3.10",
    }


def test_a_withdrawal_repeats_its_key_and_version_and_says_nothing_else() -> None:
    gone = msgspec.structs.replace(heat(), body=None)
    root = _sent(gone)
    assert len(root) == 0
    assert {name: root.get(name) for name in ("DocumentCode", "DocumentType", "Version", "Source")} == {
        name: _sent(heat()).get(name) for name in ("DocumentCode", "DocumentType", "Version", "Source")
    }


def test_a_withdrawal_of_participants_withdraws_persons_and_teams() -> None:
    gone = msgspec.structs.replace(participants(), body=None)
    assert [m.document_type for m in form(gone, FEED)] == ["DT_PARTIC", "DT_PARTIC_TEAMS"]


def test_notes_follow_the_competition_in_their_order() -> None:
    body = msgspec.structs.replace(heat().body, notes=("first", "second"))  # type: ignore[type-var]
    root = _sent(msgspec.structs.replace(heat(), body=body))
    assert [(child.tag, child.text if child.tag == "Note" else None) for child in root] == [
        ("Competition", None),
        ("Note", "first"),
        ("Note", "second"),
    ]


def test_a_result_without_a_status_is_a_start_list() -> None:
    assert _sent(msgspec.structs.replace(heat(), status="")).get("ResultStatus") == "START_LIST"


def test_a_unit_without_anybody_is_not_sent() -> None:
    empty = msgspec.structs.replace(heat().body, rows=())  # type: ignore[type-var]
    assert form(msgspec.structs.replace(heat(), body=empty, version=1), FEED) == []


def test_a_list_that_has_become_empty_withdraws_what_stood() -> None:
    body = heat().body
    assert isinstance(body, ResultBody)
    root = _sent(msgspec.structs.replace(heat(), body=msgspec.structs.replace(body, rows=()), version=4))
    assert (len(root), root.get("Version")) == (0, "4")


def test_a_discipline_without_teams_sends_persons_only() -> None:
    body = participants().body
    assert isinstance(body, ParticipantsBody)
    alone = tuple(p for p in body.participants if p.type == "A")
    messages = form(
        msgspec.structs.replace(participants(), body=msgspec.structs.replace(body, participants=alone)), FEED
    )
    assert [m.document_type for m in messages] == ["DT_PARTIC"]


def test_after_the_hand_over_bulk_messages_are_synchronisations() -> None:
    feed = OdfFeed(competition="OG2024", handed_over=True)
    assert _sent(schedule(), feed).get("DocumentSubtype") == "SYNC"
    assert {etree.fromstring(m.xml).get("DocumentSubtype") for m in form(participants(), feed)} == {"SYNC"}
    assert _sent(schedule_update(), feed).get("DocumentSubtype") is None
    assert _sent(heat(), feed).get("DocumentSubtype") is None


def test_an_update_is_about_the_discipline_and_counts_by_the_feed() -> None:
    root = _sent(schedule_update(), number=1234)
    assert (root.get("DocumentCode"), root.get("Version")) == (Rsc.of("ATH"), "1234")
    body = schedule_update().body
    assert isinstance(body, ScheduleBody)
    assert root.find("Competition/Unit").get("Code") == HEAT  # type: ignore[union-attr]


def test_what_is_no_message_of_odf_gives_none() -> None:
    assert form(msgspec.structs.replace(heat(), type="GAMES"), FEED) == []


def test_an_apparatus_is_the_subcode() -> None:
    assert _sent(msgspec.structs.replace(heat(), subcode="VT")).get("DocumentSubcode") == "VT"
