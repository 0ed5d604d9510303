"""A sequence of messages: versions rise under their key, a withdrawal names what it withdraws, notes are kept."""

from __future__ import annotations

import msgspec

from kotinos.forms.odf import OdfFeed, form
from kotinos.forms.odf.schema import Sequence
from kotinos.results.documents import Document
from tests.forms.invented import FEED, contest, heat, schedule_update


def _rules(*documents: Document, feed: OdfFeed = FEED) -> list[list[str]]:
    sequence = Sequence()
    return [[p.rule for p in sequence.check(m.xml)] for d in documents for m in form(d, feed)]


def _version(document: Document, version: int, notes: tuple[str, ...] = ("a",)) -> Document:
    body = msgspec.structs.replace(document.body, notes=notes)  # type: ignore[type-var]
    return msgspec.structs.replace(document, version=version, body=body)


def test_rising_versions_are_right_even_with_gaps() -> None:
    assert _rules(_version(heat(), 1), _version(heat(), 2), _version(heat(), 9)) == [[], [], []]


def test_a_version_that_stands_still_or_falls_is_found() -> None:
    assert _rules(_version(heat(), 2), _version(heat(), 2), _version(heat(), 1)) == [
        [],
        ["version_order"],
        ["version_order"],
    ]


def test_each_key_counts_for_itself() -> None:
    assert _rules(_version(heat(), 7), _version(contest(), 1), _version(heat(), 8)) == [[], [], []]


def test_a_withdrawal_repeats_the_version_that_stands() -> None:
    gone = msgspec.structs.replace(heat(), body=None, version=2)
    assert _rules(_version(heat(), 2), gone, _version(heat(), 3)) == [[], [], []]
    assert _rules(_version(heat(), 3), gone) == [[], ["withdrawal"]]


def test_an_earlier_note_must_not_be_lost() -> None:
    assert _rules(_version(heat(), 1, ("a",)), _version(heat(), 2, ("a", "b"))) == [[], []]
    assert _rules(_version(heat(), 1, ("a",)), _version(heat(), 2, ("b",))) == [[], ["notes"]]


def test_after_a_withdrawal_notes_begin_anew() -> None:
    gone = msgspec.structs.replace(heat(), body=None, version=1)
    assert _rules(_version(heat(), 1, ("a",)), gone, _version(heat(), 2, ())) == [[], [], []]


def test_a_test_message_in_a_production_feed_is_found() -> None:
    sequence = Sequence()
    (live,), (test,) = (
        form(_version(heat(), n), OdfFeed(competition="OG2024", flag=f)) for n, f in ((1, "P"), (2, "T"))
    )
    assert sequence.check(live.xml) == []
    assert [p.rule for p in sequence.check(test.xml)] == ["feed"]


def test_updates_of_several_units_count_up_by_the_feed() -> None:
    sequence = Sequence()
    found = [sequence.check(m.xml) for n in (8, 9, 12) for m in form(schedule_update(), FEED, number=n)]
    assert found == [[], [], []]


def test_a_fail_over_producer_counts_for_itself() -> None:
    sequence = Sequence()
    (first,) = form(_version(heat(), 7), FEED)
    (other,) = form(_version(heat(), 1), msgspec.structs.replace(FEED, source="KOT{discipline}2"))
    assert [sequence.check(first.xml), sequence.check(other.xml)] == [[], []]
