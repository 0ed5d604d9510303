"""What goes in comes out to whoever may have it, and to nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import entries_of
from kotinos.custody.vault.answers import AgeOver, Exists, MatchesDocument, NationalityIn
from kotinos.custody.vault.fields import FIELDS
from kotinos.custody.vault.vault import Vault
from tests.custody.vault.people import MARTA, subject


@pytest.fixture
def marta(vault: Vault, act: Act) -> str:
    found = subject()
    with vault.database.writing() as connection:
        vault.seal(connection, act, found, MARTA)
    return found


def test_what_was_sealed_is_revealed_to_a_grant_that_covers_it(vault: Vault, act: Act, marta: str) -> None:
    assert vault.reveal(act, "rights", [marta], list(MARTA)) == {marta: MARTA}


def test_only_the_fields_asked_for_come(vault: Vault, act: Act, marta: str) -> None:
    assert vault.reveal(act, "gate", [marta], ["card_name"]) == {marta: {"card_name": MARTA["card_name"]}}


def test_a_field_outside_the_grant_is_refused(vault: Vault, act: Act, marta: str) -> None:
    with pytest.raises(Refused, match="no_grant"):
        vault.reveal(act, "gate", [marta], ["card_name", "birth_date"])


def test_a_grant_for_answers_reveals_nothing(vault: Vault, act: Act, marta: str) -> None:
    with pytest.raises(Refused, match="no_grant"):
        vault.reveal(act, "release-answers", [marta], ["birth_date"])


def test_a_reveal_stands_in_the_log_by_names_of_fields_and_a_pseudonym(vault: Vault, act: Act, marta: str) -> None:
    vault.reveal(act, "gate", [marta], ["card_name", "photo"])
    with vault.database.reading() as connection:
        _, entry = entries_of(connection, marta)[-1]
    assert (entry.act, entry.actor, entry.consumer, entry.grant) == ("reveal", act.actor, "gate", "gate")
    assert entry.fields == ("card_name", "photo")
    assert entry.subject not in ("", marta)


def test_a_refusal_stands_in_the_log(vault: Vault, act: Act, marta: str) -> None:
    with pytest.raises(Refused):
        vault.reveal(act, "gate", [marta], ["birth_date"])
    with vault.database.reading() as connection:
        assert entries_of(connection, marta)[-1][1].outcome == "no_grant"


def test_a_new_version_replaces_the_one_before(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        vault.seal(connection, act, marta, {"family_name": "Keller"})
    assert vault.reveal(act, "rights", [marta], ["family_name", "given_names"]) == {
        marta: {"family_name": "Keller", "given_names": MARTA["given_names"]}
    }


def test_a_field_that_is_not_in_the_register_cannot_be_sealed(vault: Vault, act: Act) -> None:
    with pytest.raises(ValueError, match="no field 'religion'"), vault.database.writing() as connection:
        vault.seal(connection, act, subject(), {"religion": "none of our business"})


def test_a_message_about_a_bad_value_does_not_hold_it(vault: Vault, act: Act) -> None:
    with pytest.raises(ValueError, match="a date YYYY-MM-DD") as refused, vault.database.writing() as connection:
        vault.seal(connection, act, subject(), {"birth_date": "28.2.1991"})
    assert "1991" not in str(refused.value)


def test_answers_are_yes_no_or_nothing(vault: Vault, act: Act, marta: str) -> None:
    def ask(predicate) -> bool | None:  # type: ignore[no-untyped-def]
        return vault.answer(act, "release-answers", marta, predicate)

    assert ask(Exists()) is True
    assert ask(AgeOver(35, date(2026, 2, 28))) is True
    assert ask(AgeOver(35, date(2026, 2, 27))) is False
    assert ask(MatchesDocument("x 4827-567", "CHE")) is True
    assert ask(MatchesDocument("X4827568", "CHE")) is False
    assert ask(NationalityIn(frozenset({"FRA", "CHE"}))) is True


def test_nothing_is_known_of_a_stranger(vault: Vault, act: Act) -> None:
    assert vault.answer(act, "release-answers", subject(), Exists()) is False
    assert vault.answer(act, "release-answers", subject(), AgeOver(18, date(2026, 7, 1))) is None


def test_a_mask_shows_enough_to_recognise(vault: Vault, act: Act, marta: str) -> None:
    shown = vault.mask(act, "desk", [marta], ["document_number", "family_name", "birth_date"])[marta]
    assert shown == {"document_number": "X•••••567", "family_name": "D••••••••••••", "birth_date": "••••-••-••"}


def test_a_blind_index_finds_however_it_is_written(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        found = vault.search(
            connection, act, "accreditation", "document", {"document_number": "x-4827567", "document_issuer": "che"}
        )
        nobody = vault.search(
            connection, act, "accreditation", "document", {"document_number": "X4827568", "document_issuer": "CHE"}
        )
    assert (found, nobody) == ([marta], [])


def test_the_index_follows_a_change_of_one_of_its_fields(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        vault.seal(connection, act, marta, {"document_number": "Y1111111"})
        search = {"document_number": "Y1111111", "document_issuer": "CHE"}
        assert vault.search(connection, act, "accreditation", "document", search) == [marta]
        search = {"document_number": "X4827567", "document_issuer": "CHE"}
        assert vault.search(connection, act, "accreditation", "document", search) == []


def test_the_identity_mark_changes_with_the_identity_alone(vault: Vault) -> None:
    with vault.database.reading() as connection:
        mark = vault.mark(connection, MARTA)
        assert vault.mark(connection, {**MARTA, "email": "another@example.org"}) == mark
        assert vault.mark(connection, {**MARTA, "birth_date": "1991-02-27"}) != mark


def test_two_consumers_know_one_person_by_different_tokens(vault: Vault, marta: str) -> None:
    with vault.database.writing() as connection:
        gate, press = (vault.token(connection, consumer, marta) for consumer in ("gate", "press"))
        assert vault.token(connection, "gate", marta) == gate != press
        assert vault.subject_of(connection, "gate", gate.lower()) == marta
        assert vault.subject_of(connection, "press", gate) is None


def test_values_inside_a_transaction_are_logged_in_it(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        found = vault.reveal_within(connection, act, "vetting", [marta], ["address"], "export")
        assert entries_of(connection, marta)[-1][1].act == "export"
    assert found == {marta: {"address": MARTA["address"]}}


def test_a_restricted_person_is_revealed_to_nobody_but_their_own_access(vault: Vault, act: Act, marta: str) -> None:
    with vault.database.writing() as connection:
        vault.restrict(connection, act, marta)
    with pytest.raises(Refused, match="restricted"):
        vault.reveal(act, "gate", [marta], ["photo"])
    with pytest.raises(Refused, match="restricted"):
        vault.answer(act, "release-answers", marta, Exists())
    assert vault.reveal(act, "rights", [marta], ["sex"])
    with vault.database.writing() as connection:
        vault.restrict(connection, act, marta, False)
    assert vault.reveal(act, "gate", [marta], ["photo"])


def test_every_field_says_why_it_is_held_and_for_whom() -> None:
    for field in FIELDS.values():
        assert field.basis.startswith("GDPR")
        assert field.purposes
