"""What SportsML may not say is found, named, and held back."""

from __future__ import annotations

import msgspec
import pytest

from kotinos.forms.problem import HeldBack
from kotinos.forms.sportsml import form, validate
from kotinos.forms.terms import Edition
from kotinos.results.documents import Document, ResultBody
from tests.forms.approved import TERMS
from tests.forms.invented import heat, participants


def _sent() -> bytes:
    [message] = form(Edition(document=heat()), TERMS)
    return message.data


def _changed(row: int, **fields: object) -> Document:
    document = heat()
    assert isinstance(document.body, ResultBody)
    rows = list(document.body.rows)
    rows[row] = msgspec.structs.replace(rows[row], **fields)
    return msgspec.structs.replace(document, body=msgspec.structs.replace(document.body, rows=tuple(rows)))


@pytest.mark.parametrize(
    ("old", "new", "where", "right"),
    [
        (b'rank="1"', b'rank="0"', "sports-content/sports-event/player[1]/player-stats/@rank", "a whole number from 1"),
        (b"<player-stats rank", b"<stats rank", "the file", "well-formed XML in UTF-8"),
        (
            b"speventstatus:post-event",
            b"speventstatus:over",
            "sports-content/sports-event/event-metadata/@event-status",
            "a status of IPTC, such as speventstatus:post-event",
        ),
        (b' revision-id="3"', b"", "sports-content/sports-metadata/@revision-id", "what the schema gives this element, in its order"),
        (
            b"start-date-time=\"2024-08-04T21:51:07+02:00\"",
            b"start-date-time=\"2024-08-04T21:51:07\"",
            "sports-content/sports-event/event-metadata/@start-date-time",
            "an instant with its offset, such as 2024-08-04T21:55:03+02:00",
        ),
        (
            b'value="DNF"/>',
            b'value="DNF"/><sports-property formal-name="irm" value="DNF"/>',
            "sports-content/sports-event/player[4]/player-stats/sports-property[3]/@formal-name",
            "the name of a fact of ours, such as kot:irm or kot:best.PB",
        ),
    ],
)  # fmt: skip
def test_what_breaks_the_schema_is_said_with_what_would_be_right(
    old: bytes, new: bytes, where: str, right: str
) -> None:
    assert old in _sent()
    [problem] = validate(_sent().replace(old, new, 1))
    assert (problem.where, problem.would_be_right) == (where, right)


def test_another_root_and_a_doctype_are_refused() -> None:
    assert [p.rule for p in validate(b"<OdfBody/>")] == ["root"]
    assert [p.rule for p in validate(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')] == ["doctype"]


def test_a_shared_place_that_is_not_marked_is_held_back() -> None:
    with pytest.raises(
        HeldBack, match=r"DT_RESULT/ATHM100M.* version 3 is held back:\n.*kot:rank-equal on every shared"
    ):
        form(Edition(document=_changed(1, rank_equal=False)), TERMS)


def test_a_place_beside_an_irm_is_held_back() -> None:
    with pytest.raises(HeldBack, match="rank 4 beside DNF; would be right: one of the two"):
        form(Edition(document=_changed(3, rank=4)), TERMS)


def test_a_competitor_twice_is_held_back() -> None:
    document = heat()
    assert isinstance(document.body, ResultBody)
    twice = document.body.rows[0].competitor
    with pytest.raises(HeldBack, match="each competitor once"):
        form(Edition(document=_changed(4, competitor=twice)), TERMS)


def test_participants_are_not_told() -> None:
    assert form(Edition(document=participants()), TERMS) == []


def test_the_document_id_stays_while_the_revision_counts() -> None:
    later = msgspec.structs.replace(heat(), version=4)
    [first], [second] = (form(Edition(document=one), TERMS) for one in (heat(), later))
    assert b'revision-id="4"' in second.data
    assert first.data.replace(b'revision-id="3"', b'revision-id="4"') == second.data


@pytest.mark.parametrize("blank", ["\ufffe", "\x1f", " \x0b "])
def test_a_fact_of_nothing_that_xml_can_carry_is_left_out_instead_of_holding_the_message_back(blank: str) -> None:
    document = heat()
    assert isinstance(document.body, ResultBody)
    body = msgspec.structs.replace(document.body, rule_set=blank)
    [message] = form(Edition(document=msgspec.structs.replace(document, body=body)), TERMS)
    assert validate(message.data) == []
