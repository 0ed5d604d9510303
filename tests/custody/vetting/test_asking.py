"""Asking for a clearance: once an identity, anew for a changed one, again when an answer runs out."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.custody.act import Refused
from kotinos.custody.log.access import entries_of
from kotinos.custody.vetting import actions, queries
from tests.custody.vetting.conftest import LAST, Exchange, person


def test_required_twice_for_the_same_identity_is_one_clearance(exchange: Exchange) -> None:
    subject = exchange.person()
    with exchange.database.writing() as connection:
        first = queries.clearance_of(connection, subject)
        again = actions.require(connection, exchange.act(), subject, "m1")
    assert first is not None
    assert again == first.id
    assert exchange.state(subject) == "pending"


def test_a_changed_identity_begins_anew_whatever_stood_before(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    with exchange.database.writing() as connection:
        old = queries.clearance_of(connection, subject)
        new = actions.reopen(connection, exchange.act(), subject, "m2")
    assert old is not None
    assert old.state == "favourable"
    with exchange.database.reading() as connection:
        former, present = queries.clearance(connection, old.id), queries.clearance_of(connection, subject)
    assert (former.state, former.verdict) == ("superseded", "none")
    assert (present.id, present.identity_mark, present.state, present.reason) == (new, "m2", "pending", "press")


def test_an_answer_about_the_former_identity_opens_nothing(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    with exchange.database.writing() as connection:
        actions.reopen(connection, exchange.act(), subject, "m2")
    taken = exchange.answer((token, "F"))
    assert (taken.fate, taken.changes) == ("applied", ())
    assert exchange.state(subject) == "pending"


def test_a_request_with_a_field_that_cannot_be_sent_is_held_back_until_it_is_mended(exchange: Exchange) -> None:
    subject = exchange.person({**person(1), "birth_country": "Switzerland"})
    assert exchange.pack().records == ()
    with exchange.database.reading() as connection:
        assert [(c.subject, c.held_field) for c in queries.held(connection)] == [(subject, 8)]
    assert exchange.pack().records == ()
    with exchange.database.writing() as connection:
        exchange.vault.seal(connection, exchange.act(), subject, {"birth_country": "CHE"})
        actions.mend(connection, exchange.act(), subject)
    assert len(exchange.pack().records) == 1
    assert exchange.state(subject) == "sent"


def test_without_the_reason_that_the_law_asks_for_nobody_is_sent(exchange: Exchange) -> None:
    subject = exchange.person(reason="")
    assert exchange.pack().records == ()
    with exchange.database.writing() as connection:
        actions.require(connection, exchange.act(), subject, "m1", reason="workforce")
        actions.mend(connection, exchange.act(), subject)
    assert [record.fields[9] for record in exchange.pack().records] == ["WORKFORCE"]


def test_a_record_that_the_authority_sends_back_is_asked_again_under_another_token(exchange: Exchange) -> None:
    subject = exchange.person()
    [record] = exchange.pack().records
    exchange.acknowledge(fields={record.token: 6})
    assert exchange.state(subject) == "pending"
    assert exchange.pack().records == ()
    with exchange.database.writing() as connection:
        actions.mend(connection, exchange.act(), subject)
    [again] = exchange.pack().records
    assert again.token != record.token
    assert exchange.state(subject) == "sent"


def test_screening_again_leaves_the_answer_that_stands_until_the_new_one_comes(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    with exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)
    assert exchange.state(subject) == "favourable"
    [record] = exchange.pack().records
    exchange.acknowledge()
    assert exchange.state(subject) == "favourable"
    [change] = exchange.answer((record.token, "U")).changes
    assert (change.subject, change.old, change.new, change.closes) == (subject, "favourable", "revoked", True)


def test_a_new_favourable_answer_moves_the_last_day(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    with exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)
    [record] = exchange.pack().records
    exchange.acknowledge()
    later = LAST.replace(year=2027)
    assert exchange.answer(exchange.said(record.token, "F", later)).changes == ()
    with exchange.database.reading() as connection:
        assert queries.clearance_of(connection, subject).valid_until == later


def test_answers_that_run_out_are_asked_about_again_and_no_others(exchange: Exchange) -> None:
    def cleared(until: date) -> str:
        subject, token = exchange.asked()
        exchange.answer(exchange.said(token, "F", until))
        return subject

    soon, late, gone = map(cleared, (date(2026, 7, 31), date(2026, 8, 1), date(2026, 7, 3)))
    exchange.clock(date(2026, 7, 4))
    waits = exchange.person()

    def again() -> int:
        with exchange.database.writing() as connection:
            return actions.rescreen_until(connection, exchange.act(), "JO2030", date(2026, 7, 31))

    assert again() == 2
    assert [exchange.state(one) for one in (soon, late, gone, waits)] == [
        "favourable",
        "favourable",
        "pending",
        "pending",
    ]
    assert len(exchange.pack().records) == 3
    assert again() == 0


def test_it_cannot_be_screened_again_while_it_is_being_screened(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    with exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)
    with pytest.raises(Refused, match="clearance_under_way"), exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)


@pytest.mark.parametrize("verdict", ["U", "P"])
def test_nobody_can_ask_again_after_a_refusal(exchange: Exchange, verdict: str) -> None:
    subject, token = exchange.asked()
    exchange.answer((token, verdict))
    with pytest.raises(Refused, match="not_from_here"), exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)


def test_who_looked_at_a_clearance_is_in_the_log(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    with exchange.database.writing() as connection:
        seen = actions.look(connection, exchange.act("staff:bruno"), subject)
    assert seen is not None
    assert seen.state == "favourable"
    with exchange.database.reading() as connection:
        _, entry = entries_of(connection, subject)[-1]
    assert (entry.actor, entry.act, entry.outcome) == ("staff:bruno", "look-at-clearance", "done")


def test_somebody_who_is_no_longer_concerned_is_not_sent(exchange: Exchange) -> None:
    subject = exchange.person()
    with exchange.database.writing() as connection:
        actions.release(connection, exchange.act(), subject)
    assert exchange.pack().records == ()
    assert exchange.state(subject) is None


def test_without_an_open_campaign_nothing_is_required(exchange: Exchange) -> None:
    with exchange.database.writing() as connection:
        actions.close_campaign(connection, exchange.act(), "JO2030")
    with pytest.raises(Refused, match="no_campaign"):
        exchange.person()
