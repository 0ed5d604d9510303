"""Actions of a match: which of them are sent, and when."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from lxml import etree

from kotinos.forms.odf import form, validate
from kotinos.results.documents import Document
from tests.forms.invented import FEED
from tests.forms.invented_sheets import boxing, football_live


def played(document: Document, **changes: Any) -> dict[str, etree._Element]:
    """The messages of a match by type, each of them valid."""
    sent = form(msgspec.structs.replace(document, **changes), FEED)
    assert [validate(message.xml) for message in sent] == [[] for _ in sent]
    return {message.document_type: etree.fromstring(message.xml) for message in sent}


def ids(root: etree._Element) -> list[str]:
    """The ids of the actions in order."""
    return [action.get("Id", "") for action in root.iterfind("Competition/Actions/Action")]


def test_a_live_football_match_sends_the_running_period_under_its_code() -> None:
    root = played(football_live())["DT_PLAY_BY_PLAY"]
    assert (root.get("DocumentSubcode"), root.get("DocumentSubtype"), root.get("ResultStatus")) == (
        "H2",
        "ACTION",
        "LIVE",
    )
    assert ids(root) == ["3", "goal-1", "5"]


@pytest.mark.parametrize("status", ["INTERMEDIATE", "UNOFFICIAL", "OFFICIAL"])
def test_after_a_period_the_master_list_has_every_action_and_no_subcode(status: str) -> None:
    root = played(football_live(), status=status)["DT_PLAY_BY_PLAY"]
    assert root.get("DocumentSubcode") is None
    assert ids(root) == ["1", "2", "3", "goal-1", "5"]


def test_a_discipline_without_periods_of_its_own_always_sends_the_whole_list() -> None:
    document = boxing()
    facts = {"action/2": {"period": "R2", "action": "KD"}, "action/10": {"period": "R3"}, "action/1": {"period": "R1"}}
    body = msgspec.structs.replace(document.body, facts=facts)  # type: ignore[type-var]
    root = played(document, status="LIVE", body=body)["DT_PLAY_BY_PLAY"]
    assert root.get("DocumentSubcode") is None
    assert ids(root) == ["1", "2", "10"]


def test_who_is_not_in_the_match_is_not_sent() -> None:
    document = boxing()
    facts = {"action/1": {"period": "R1", "competitor": ["9000101", "nobody"], "athletes": [{"id": "nobody"}]}}
    body = msgspec.structs.replace(document.body, facts=facts)  # type: ignore[type-var]
    root = played(document, body=body)["DT_PLAY_BY_PLAY"]
    assert [who.get("Code") for who in root.iter("Competitor")] == ["9000101"]
    assert root.find(".//Composition") is None


def test_the_clock_is_sent_while_the_match_is_live_only() -> None:
    clock = played(football_live())["DT_CURRENT"].find("Competition/Clock")
    assert clock is not None
    assert dict(clock.attrib) == {"Running": "Y", "Time": "53:10", "Period": "H2"}
    assert "DT_CURRENT" not in played(football_live(), status="OFFICIAL")


def test_a_clock_without_a_period_is_of_the_period_that_is_played() -> None:
    match = football_live()
    said = {"clock": {"time": "12:34", "running": "N", "at": "2030-07-20T18:00:00Z"}, "period": "H1"}
    body = msgspec.structs.replace(match.body, facts={**match.body.facts, **said})
    clock = played(match, body=body)["DT_CURRENT"].find("Competition/Clock")
    assert clock is not None
    assert dict(clock.attrib) == {"Running": "N", "Time": "12:34", "Period": "H1"}


def test_a_unit_without_actions_and_clock_sends_its_result_alone() -> None:
    assert list(played(boxing())) == ["DT_RESULT"]
