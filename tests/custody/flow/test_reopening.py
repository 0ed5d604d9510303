"""What a change of identity re-opens is said beforehand, and a likeness that it makes is decided by two people."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody import flow
from kotinos.custody.accreditation import likenesses
from kotinos.custody.act import Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.tables import card, device, visa_message
from tests.custody.accreditation import games
from tests.custody.card.games_file import FOUND
from tests.custody.flow.conftest import File

STRANGER = games.TOM | {"nationality": "FRA"}
AS_MARTA = {key: games.MARTA[key] for key in ("family_name", "given_names", "birth_date", "sex")}


def suspended_for(file: File, subject: str) -> list[str]:
    c = card.c
    with file.database.reading() as connection:
        wanted = sa.select(c.reason).where(c.subject == subject, c.state == "suspended")
        return list(connection.execute(wanted).scalars())


def upgraded(file: File, subject: str) -> int:
    serial, day = file.serial(subject), games.INES.at.date()
    wanted = cards.Wanted(
        kind="upgrade", games="OG2026", subject=subject, organisation="FRA", venue="OLS", zones=("4",), day=day,
        valid_from=games.INES.at, valid_to=games.INES.at + timedelta(hours=8), bearer=serial,
    )  # fmt: skip
    file.do(cards.set_quota, "FRA", "upgrade", "OLS", day, 1)
    return int(file.do(cards.upgrade, wanted))


def test_what_a_new_name_would_reopen_is_what_it_then_reopens(file: File) -> None:
    _, subject = file.in_force()
    leaning, serial = upgraded(file, subject), file.serial(subject)
    file.do(visa.issue, file.vault, subject, "OG2026", "C123456")
    seen = file.do(flow.foresee, file.vault, file.policy, subject, {"family_name": "Keller"})
    assert (file.states(subject), file.exchange.state(subject)) == (["validated"], "favourable")
    file.do(flow.change_identity, file.vault, file.policy, subject, {"family_name": "Keller"})
    assert (seen.anew, seen.clearance, file.exchange.state(subject)) == (True, "favourable", "pending")
    assert (seen.suspended, file.states(subject)) == ((serial,), ["suspended"])
    with file.database.reading() as connection:
        state = connection.execute(sa.select(device.c.state).where(device.c.serial == leaning)).scalar()
        assert (seen.leaning, state) == (1, "cancelled")
        assert (seen.visa, visa.state(connection, subject, "OG2026")) == (True, "recheck")
    assert seen.alike == 0


def test_a_new_document_alone_reopens_nothing_where_there_is_no_visa(file: File) -> None:
    _, subject = file.in_force()
    seen = file.do(flow.foresee, file.vault, file.policy, subject, {"document_number": "Y0000001"})
    assert (seen.anew, seen.clearance, seen.suspended, seen.visa, seen.alike) == (False, "", (), False, 0)
    file.do(flow.change_identity, file.vault, file.policy, subject, {"document_number": "Y0000001"})
    assert (file.states(subject), file.exchange.state(subject)) == (["validated"], "favourable")


def test_a_card_that_is_printed_and_not_in_force_is_said_to_be_of_the_old_identity(file: File) -> None:
    _, subject = file.approved()
    file.answer("F")
    assert file.do(flow.foresee, file.vault, file.policy, subject, {"family_name": "Keller"}).outdated == (
        file.serial(subject),
    )


def two_alike(file: File) -> tuple[str, str, str]:
    """Somebody whose card is in force takes the identity of somebody else: application, subject, the other's subject."""
    _, other = file.approved()
    id, subject = file.approved(STRANGER)
    file.answer("F")
    file.do(cards.validate, file.serial(subject), FOUND)
    assert file.do(flow.foresee, file.vault, file.policy, subject, AS_MARTA).alike == 1
    file.do(flow.change_identity, file.vault, file.policy, subject, AS_MARTA)
    return id, subject, other


def test_whoever_becomes_like_somebody_known_is_found_and_has_no_card_in_force(file: File) -> None:
    id, subject, other = two_alike(file)
    with file.database.reading() as connection:
        assert [(row.application, row.other) for row in likenesses.open_pairs(connection)] == [(id, other)]
    assert file.states(subject) == ["suspended"]
    with file.database.writing() as connection, pytest.raises(Refused, match="duplicate_open"):
        cards.lift(connection, games.OMAR, file.serial(subject))


def decide(file: File, id: str, other: str, verdict: str) -> None:
    for act in (games.INES, games.OMAR):
        with file.database.writing() as connection:
            flow.settle_pair(connection, act, id, other, verdict)


def test_two_people_who_say_one_person_end_the_second_file_with_all_that_hangs_on_it(file: File) -> None:
    id, subject, other = two_alike(file)
    decide(file, id, other, "merge")
    assert (file.states(subject), file.exchange.state(subject)) == (["cancelled"], None)
    with file.database.reading() as connection:
        assert connection.execute(sa.text("SELECT sum(reserved) FROM quota")).scalar_one() == 1


def test_two_people_who_say_two_people_leave_the_file_to_the_authority(file: File) -> None:
    id, subject, other = two_alike(file)
    decide(file, id, other, "keep")
    assert file.exchange.state(subject) == "pending"
    with file.database.writing() as connection, pytest.raises(Refused, match="identity_changed"):
        cards.lift(connection, games.OMAR, file.serial(subject))


def test_a_change_back_takes_the_likeness_with_it(file: File) -> None:
    _, subject, _ = two_alike(file)
    file.do(flow.change_identity, file.vault, file.policy, subject, {key: STRANGER[key] for key in AS_MARTA})
    with file.database.reading() as connection:
        assert likenesses.open_pairs(connection) == []


# -- shipments and visas


def test_a_lost_shipment_opens_nothing_and_everybody_in_it_gets_another_card(file: File) -> None:
    (_, arrived), (_, away) = file.approved(), file.approved(STRANGER)
    file.answer("F")
    sent = file.do(cards.ship, "FRA")
    file.do(visa.issue, file.vault, away, "OG2026", "C123456")
    file.do(cards.validate, file.serial(arrived), FOUND)
    made = file.do(flow.lose, file.policy, sent.id)
    assert (file.states(arrived), file.states(away)) == (["validated"], ["cancelled", "prevalid"])
    assert made == [file.serial(away)]
    with file.database.reading() as connection:
        assert visa.state(connection, away, "OG2026") == "issued"
    with pytest.raises(Refused, match="wrong_state"):
        file.do(flow.lose, file.policy, sent.id)
    with file.database.writing() as connection, pytest.raises(Refused, match="wrong_state"):
        cards.receive(connection, games.FRA, sent.id, "FRA", sent.digest)


def test_a_visa_that_is_needed_or_refused_takes_the_card_out_of_force(file: File) -> None:
    _, subject = file.in_force()
    file.do(flow.need_visa, file.policy, subject, needed=True)
    assert suspended_for(file, subject) == ["visa"]
    file.do(flow.issue_visa, file.vault, file.policy, subject, "C123456")
    assert file.states(subject) == ["cancelled", "prevalid"]  # the pair is printed on the new one
    file.do(cards.validate, file.serial(subject), FOUND)
    file.do(flow.refuse_visa, file.policy, subject)
    assert file.states(subject) == ["cancelled", "suspended"]
    with pytest.raises(Refused, match="visa_not_now"):
        file.do(flow.issue_visa, file.vault, file.policy, subject, "C123457")


def test_messages_about_one_visa_are_passed_on_in_their_order_by_somebody_who_is_named(file: File) -> None:
    id, subject = file.in_force()
    file.do(visa.issue, file.vault, subject, "OG2026", "C123456")
    file.do(flow.change_identity, file.vault, file.policy, subject, {"document_number": "Y0000001"})
    file.do(flow.withdraw, id, "person")
    with file.database.reading() as connection:
        first, second = connection.execute(sa.select(visa_message.c.id).order_by(visa_message.c.id)).scalars()
    with pytest.raises(Refused, match="told_in_order"):
        file.do(visa.tell, second)
    file.do(visa.tell, first)
    file.do(visa.tell, second)
    with pytest.raises(Refused, match="no_visa"):
        file.do(visa.tell, first)
    with file.database.reading() as connection:
        assert set(connection.execute(sa.select(visa_message.c.sent_by)).scalars()) == {"staff:ines"}
