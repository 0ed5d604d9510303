"""What a person can ask for, and gets."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kotinos.custody import flow
from kotinos.custody.accreditation.tables import comparison
from kotinos.custody.act import Act, Refused
from kotinos.custody.door import crossings
from kotinos.custody.rights import access, breach, erasure, life, purge, requests
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation import games
from tests.custody.accreditation.games import INES
from tests.custody.conftest import NOON


def checked(file, subject: str, kind: life.Kind) -> str:
    id = file.do(requests.ask, subject, kind)
    file.do(requests.check, id)
    return id


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (date(2026, 7, 1), date(2026, 8, 1)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_request_is_answered_within_a_month(asked, last):
    assert life.due(asked) == last


def test_nothing_is_done_before_somebody_is_sure_who_asks(file):
    _, subject = file.approved()
    id = file.do(requests.ask, subject, "access")
    with pytest.raises(Refused, match="not_now"):
        file.do(access.fulfil_access, file.vault, id)


def test_an_answer_holds_every_value_its_basis_and_everybody_who_received_it(file):
    _, subject = file.in_force()
    file.vault.reveal(Act("staff:theo", NOON, "looked at the desk"), "desk", [subject], ["card_name", "photo"])
    told = json.loads(file.do(access.fulfil_access, file.vault, checked(file, subject, "access")))
    assert told["held"]["family_name"]["value"] == "Dubois-Keller"
    assert {"basis", "purposes", "days_kept", "value"} == set(told["held"]["birth_date"])
    assert (told["clearance"], [card["state"] for card in told["cards"]]) == ("favourable", ["validated"])
    desk = [r for r in told["received"] if r["actor"] == "staff:theo"]
    assert [(r["consumer"], r["how"], r["fields"]) for r in desk] == [("desk", "reveal", ["card_name", "photo"])]
    assert {"vetting", "desk"} <= {r["consumer"] for r in told["received"]}


def test_a_refusal_of_the_state_stands_in_the_answer_as_a_word_without_reason(file):
    _, subject = file.approved()
    file.answer("U")
    told = json.loads(file.do(access.fulfil_access, file.vault, checked(file, subject, "access")))
    assert told["clearance"] == "unfavourable"


def test_what_was_provided_can_be_taken_along_and_what_others_made_of_it_stays(file):
    _, subject = file.approved()
    told = json.loads(file.do(access.fulfil_portability, file.vault, checked(file, subject, "portability")))
    assert {name: told["values"][name] for name in ("family_name", "email")} == {
        "family_name": "Dubois-Keller",
        "email": "marta@example.org",
    }
    assert "card_name" not in told["values"]


def test_a_restricted_person_is_revealed_to_nobody_but_the_person(file):
    _, subject = file.approved()
    file.do(requests.fulfil_restriction, file.vault, checked(file, subject, "restriction"))
    with pytest.raises(Refused, match="restricted"):
        file.vault.reveal(INES, "desk", [subject], ["card_name"])
    told = json.loads(file.do(access.fulfil_access, file.vault, checked(file, subject, "access")))
    assert told["held"]["card_name"]["value"]


def test_an_erased_person_cannot_be_read_anywhere_and_the_place_is_free_again(file):
    _, subject = file.in_force()
    file.do(crossings.publish, file.vault)
    proof = file.do(erasure.fulfil_erasure, file.vault, checked(file, subject, "erasure"))
    assert proof.left == 0
    assert file.states(subject) == ["cancelled"]
    with pytest.raises(Refused, match="erased"):
        file.vault.reveal(INES, "rights", [subject], ["family_name"], "export")
    with file.database.reading() as connection:
        assert connection.execute(sa.text("SELECT sum(reserved) FROM quota")).scalar_one() == 0
        assert access.recipients(connection, subject) == []  # nobody can tell any more whose entries they are
        assert connection.execute(sa.text("SELECT count(*) FROM clearance WHERE present")).scalar_one() == 0


def test_a_legal_hold_stops_an_erasure_and_nothing_of_it_has_happened(file):
    _, subject = file.in_force()
    file.do(file.vault.hold, subject)
    id = checked(file, subject, "erasure")
    with pytest.raises(Refused, match="held"):
        file.do(erasure.fulfil_erasure, file.vault, id)
    assert file.states(subject) == ["validated"]
    assert _state(file, id) == "checked"


def _state(file, id: str) -> str:
    with file.database.reading() as connection:
        return str(requests.one(connection, id).state)


def test_a_request_can_be_extended_once_to_three_months(file):
    _, subject = file.approved()
    id = file.do(requests.ask, subject, "access")
    assert file.do(requests.extend, id) == date(2026, 10, 1)
    with pytest.raises(Refused, match="not_now"):
        file.do(requests.extend, id)


def test_a_breach_counts_people_once_and_only_what_left(file):
    first, second = file.approved()[1], file.approved(games.TOM | {"nationality": "FRA"})[1]
    thief = Act("staff:mallory", NOON, "no reason that holds")
    for subjects in ([first], [first, second]):
        file.vault.reveal(thief, "accreditation", subjects, ["family_name", "address"])
    with pytest.raises(Refused):
        file.vault.reveal(thief, "desk", [first], ["address"])
    scope = breach.Scope(NOON - timedelta(hours=1), NOON + timedelta(hours=1), actor="staff:mallory")
    with file.database.reading() as connection:
        found = breach.extent(connection, scope)
    assert (found.people, found.entries, found.fields) == (2, 3, ("address", "family_name"))


def test_a_draft_names_the_hour_by_which_it_must_be_sent_and_no_person(file):
    _, subject = file.approved()
    file.vault.reveal(INES, "accreditation", [subject], ["family_name"])
    aware = datetime.fromisoformat("2026-07-02T09:00:00+00:00")
    scope = breach.Scope(NOON - timedelta(hours=1), NOON + timedelta(hours=1))
    for language, due in (
        ("en", "To be notified by: 2026-07-05 09:00 UTC"),
        ("fr", "À notifier avant le : 2026-07-05 09:00 UTC"),
    ):
        text = file.do(breach.draft, scope, aware, language)
        assert due in text
        assert "Dubois" not in text
        assert subject not in text


def test_a_purge_leaves_nothing_but_what_is_held_and_counts_it(file, database, root, tmp_path):
    (_, first), (_, second) = file.approved(), file.approved(games.TOM | {"nationality": "FRA"})
    file.do(file.vault.hold, second)
    end = date(2026, 9, 1)
    later = Act("clock", datetime.fromisoformat("2027-06-01T00:00:00+00:00"), "time is over")
    with file.database.writing() as connection:
        report = purge.purge(connection, later, end)
    assert report.gone > 0
    assert (report.left, report.held > 0) == (0, True)
    values = file.vault.reveal(INES, "accreditation", [first, second], ["family_name"])
    assert values[first] == {}
    assert values[second] == {"family_name": "Okafor"}
    with file.database.reading() as connection:
        compared = set(connection.execute(sa.select(comparison.c.subject)).scalars())
    assert compared == {second}, "hashes of an identity go with it"


def test_before_its_time_nothing_is_purged(file):
    file.approved()
    with file.database.writing() as connection:
        report = purge.purge(connection, INES, date(2026, 9, 1))
    assert (report.gone, report.fields) == (0, ())


def test_correcting_a_name_is_a_new_identity_for_everybody_who_decided_about_the_old_one(file):
    _, subject = file.in_force()
    id = checked(file, subject, "correction")

    def corrected(connection, act, vault: Vault) -> None:
        row = requests.fulfilled(connection, act, id, "correction")
        flow.change_identity(connection, act, vault, file.policy, row.subject, {"given_names": "Marta"})

    file.do(corrected, file.vault)
    assert (_state(file, id), file.states(subject)) == ("fulfilled", ["suspended"])
