"""Whatever is published, its ODF messages are valid, keep every competitor, and are the same each time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import OdfFeed, form, validate
from kotinos.results.documents import Document, RecordLine, RecordsBody, RecordStanding
from tests.forms.invented import FEED, records
from tests.forms.strategies import BY_TYPE, EVENTS, documents

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.mark.parametrize("type_", BY_TYPE)
def test_every_document_makes_valid_messages(type_: str) -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE[type_]())
    def holds(document: Document) -> None:
        messages = form(document, FEED)
        assert messages
        assert [validate(message.xml) for message in messages] == [[] for _ in messages]

    holds()


@pytest.mark.parametrize("blank", [" ", "\x1f", "\N{NO-BREAK SPACE}", "\ufffe"])
def test_a_record_whose_holder_has_a_name_of_nothing_that_can_be_sent_is_known_by_the_organisation(blank: str) -> None:
    event = EVENTS[0]
    line = RecordLine(code="WR", mark="9.58", holder=blank, noc="JAM")
    standing = RecordStanding(event=event, event_name={"en": "100m"}, code="WR", name={"en": "WR"}, holders=(line,))
    document = records()
    body = RecordsBody(discipline=event.discipline, name={"en": "Athletics"}, records=(standing,))
    (message,) = form(replace(document, rsc=Rsc.of(event.discipline), body=body), FEED)
    sent = etree.fromstring(message.xml).find(".//RecordData/Competitor/Composition/Athlete/Description")
    assert sent is not None and sent.get("FamilyName") == "JAM"
    assert validate(message.xml) == []


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(documents, st.sampled_from(["UTC", "Europe/Paris", "Asia/Tokyo", "America/New_York"]), st.booleans())
def test_any_zone_and_any_side_of_the_hand_over_are_valid(document: Document, zone: str, handed_over: bool) -> None:
    feed = OdfFeed(competition="OG2024", timezone=zone, handed_over=handed_over, flag="P")
    for message in form(document, feed):
        assert validate(message.xml) == []


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(documents)
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert form(document, FEED) == form(document, FEED)


@settings(max_examples=20, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_RESULT"]())
def test_every_row_is_there_with_its_rank_irm_and_competitor(document: Document) -> None:
    message, *_ = form(document, FEED)
    root = etree.fromstring(message.xml)
    read = {row.find("Competitor").get("Code"): row for row in root.iterfind("Competition/Result")}  # type: ignore[union-attr]
    ranked_alone = len(document.body.rows) > 2 or document.rsc.discipline in ("ATH", "SWM", "GAR", "SAL")  # type: ignore[union-attr]
    for row in document.body.rows:  # type: ignore[union-attr]
        sent = read.pop(row.competitor.id)
        assert (sent.get("IRM") or "") == row.irm
        if ranked_alone and row.rank is not None:
            assert sent.get("Rank") == str(row.rank)
            assert (sent.get("RankEqual") == "Y") == row.rank_equal
    assert not read
