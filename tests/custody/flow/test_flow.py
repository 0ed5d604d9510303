"""One happening, and everything that it means for a file: together, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody import flow
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.flow.answers import Following
from kotinos.custody.vetting.tables import campaign
from tests.custody.accreditation import games
from tests.custody.card.games_file import FOUND
from tests.custody.flow.conftest import PRINT_FIRST, File


def test_approval_asks_the_authority_and_prints_nothing_before_its_answer(file):
    _, subject = file.approved()
    assert file.exchange.state(subject) == "pending"
    assert file.states(subject) == []
    file.answer("F")
    assert file.states(subject) == ["prevalid"]


def test_where_cards_are_sent_ahead_they_are_closed_until_the_answer(database, vault, exchange):
    file = File(database, vault, exchange, PRINT_FIRST)
    _, subject = file.approved()
    assert file.states(subject) == ["prevalid"]
    with pytest.raises(Refused, match="not_cleared"):
        file.do(cards.validate, file.serial(subject), FOUND)
    file.answer("F")
    file.do(cards.validate, file.serial(subject), FOUND)
    assert file.states(subject) == ["validated"]


def test_nothing_is_printed_by_itself_when_its_days_are_over(file: File) -> None:
    id, subject = file.approved()
    file.answer("F")
    file.do(cards.cancel, file.serial(subject), "damaged")
    with file.database.writing() as connection:
        late = Act("staff:ines", games.INES.at + timedelta(days=200), "a test")
        assert flow.print_if_ready(connection, late, file.policy, id) is None
        assert flow.print_if_ready(connection, games.INES, file.policy, id) is not None


def test_an_unfavourable_answer_prints_nothing_and_silence_is_one(file):
    (_, refused), (_, waited) = file.approved(), file.approved(games.TOM | {"nationality": "FRA"})
    batch = file.exchange.pack()
    file.exchange.acknowledge()
    file.exchange.answer((batch.records[0].token, "U"))
    file.exchange.clock(date(2026, 9, 2))
    assert {file.exchange.state(refused), file.exchange.state(waited)} == {"unfavourable", "deemed_unfavourable"}
    assert file.states(refused) == file.states(waited) == []


def test_an_answer_that_is_withdrawn_suspends_the_card_in_the_same_transaction(file):
    _, subject = file.in_force()
    file.again("W")
    assert file.states(subject) == ["suspended"]


def letters(file: File, subject: str) -> list[str]:
    with file.database.reading() as connection:
        rows = connection.execute(
            sa.text("SELECT template FROM letter WHERE subject = :s ORDER BY queued_at, id"), {"s": subject}
        )
        return sorted(rows.scalars())


def test_who_may_come_and_who_may_not_are_told_and_nobody_why(file):
    (_, refused), (_, welcome) = file.approved(), file.approved(games.TOM | {"nationality": "FRA"})
    batch = file.exchange.pack()
    file.exchange.acknowledge()
    by_subject = {r.token: r for r in batch.records}
    first, second = by_subject
    file.exchange.answer((first, "U"), (second, "F"))
    said = {letters(file, subject)[-1] for subject in (refused, welcome)} | {
        letters(file, subject)[0] for subject in (refused, welcome)
    }
    assert said == {"approved", "card_ready", "refused"}


def test_a_file_that_cannot_be_followed_is_not_taken_in(file):
    """Were the card not suspended, the database itself would not let the answer in."""
    _, subject = file.in_force()
    file.exchange.follow = lambda *_: None
    with pytest.raises(sa.exc.IntegrityError):
        file.again("W")
    assert (file.exchange.state(subject), file.states(subject)) == ("favourable", ["validated"])
    file.exchange.follow = Following(file.policy)
    file.again("W")
    assert file.states(subject) == ["suspended"]


def test_a_later_favourable_answer_does_not_put_a_card_back_a_second_person_does(file):
    _, subject = file.in_force()
    file.again("W")
    file.again("F")
    assert file.states(subject) == ["suspended"]
    with file.database.writing() as connection:
        cards.lift(connection, games.OMAR, file.serial(subject))
    assert file.states(subject) == ["validated"]


def test_a_new_identity_closes_everything_that_was_decided_for_the_old_one(file):
    _, subject = file.in_force()
    assert file.do(flow.change_identity, file.vault, file.policy, subject, {"family_name": "Keller"}) is True
    assert (file.exchange.state(subject), file.states(subject)) == ("pending", ["suspended"])
    with file.database.writing() as connection, pytest.raises(Refused, match="identity_changed"):
        cards.lift(connection, games.OMAR, file.serial(subject))
    file.again("F")  # an answer about who the person was
    assert file.exchange.state(subject) == "pending"


def test_a_new_passport_leaves_the_clearance_and_stops_the_visa_on_the_old_one(file):
    _, subject = file.approved()
    file.answer("F")
    file.do(visa.ask, subject, "OG2026", needed=True)
    with file.database.writing() as connection:
        visa.issue(connection, games.INES, file.vault, subject, "OG2026", "C123456")
    file.do(cards.validate, file.serial(subject), FOUND)
    assert file.do(flow.change_identity, file.vault, file.policy, subject, {"document_number": "Y0000001"}) is False
    assert (file.exchange.state(subject), file.states(subject)) == ("favourable", ["suspended"])
    with file.database.reading() as connection:
        assert visa.state(connection, subject, "OG2026") == "recheck"


def test_who_withdraws_leaves_no_card_and_no_question_and_gives_back_the_place(file):
    id, subject = file.in_force()
    file.do(flow.withdraw, id, "person")
    assert file.states(subject) == ["cancelled"]
    assert file.exchange.state(subject) is None
    with file.database.reading() as connection:
        assert connection.execute(sa.text("SELECT sum(reserved) FROM quota")).scalar_one() == 0


def test_another_role_cancels_the_card_and_prints_one_that_is_closed(file):
    id, subject = file.in_force()
    file.do(flow.change_role, file.policy, id, games.JOURNALIST)
    assert file.states(subject) == ["cancelled", "prevalid"]
    file.do(cards.validate, file.serial(subject), FOUND)
    assert file.states(subject) == ["cancelled", "validated"]


def test_a_privilege_that_is_given_prints_another_card_and_the_old_one_opens_nothing(file):
    id, subject = file.in_force()
    file.do(flow.set_override, file.policy, id, "zones", "4", True)
    assert file.states(subject) == ["cancelled", "prevalid"]


def test_a_refused_approval_asks_nobody(file):
    file.do(flow.approve, file.policy, _submitted(file, games.MARTA))
    file.do(flow.approve, file.policy, _submitted(file, games.TOM | {"nationality": "FRA"}))
    third = _submitted(file, games.TOM | {"family_name": "Abara", "nationality": "FRA", "document_number": "Q1"})
    with pytest.raises(Refused, match="quota_full"):
        file.do(flow.approve, file.policy, third)
    assert len(file.exchange.pack().records) == 2


def _submitted(file: File, values: dict[str, str]) -> str:
    with file.database.writing() as connection:
        return games.submitted(connection, file.vault, values)


def test_a_purge_ends_the_cards_first_and_leaves_no_clearance(file: File) -> None:
    _, subject = file.in_force()
    with file.database.reading() as connection:
        row = connection.execute(sa.select(campaign)).one()
    with pytest.raises(Refused, match="not_yet"):
        file.do(flow.purge_campaign, row.code, row.purge_on - timedelta(days=1))
    assert file.states(subject) == ["validated"]
    purged = file.do(flow.purge_campaign, row.code, row.purge_on)
    assert file.states(subject) == ["cancelled"]
    assert (purged.clearances, purged.left) == (1, 0)
