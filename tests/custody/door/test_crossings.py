"""What crosses, and what does not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kotinos.custody.accreditation import changes, decisions
from kotinos.custody.act import Refused
from kotinos.custody.door import crossings
from kotinos.custody.log import access
from kotinos.custody.store import Database
from kotinos.custody.vault.vault import Vault
from kotinos.release.schema import Athlete, AthleteGone
from tests.custody.accreditation import games
from tests.custody.accreditation.games import INES, SUMMER


def athlete(database: Database, vault: Vault, values: dict[str, str] | None = None) -> str:
    """An approved athlete; the subject."""
    with database.writing() as connection:
        id = games.submitted(connection, vault, values or games.MARTA)
        decisions.approve(connection, INES, id)
        return games.subject(connection, id)


def publish(database: Database, vault: Vault) -> int:
    with database.writing() as connection:
        return crossings.publish(connection, INES, vault)


def crossed(database: Database, vault: Vault) -> list[object]:
    with database.reading() as connection:
        found = crossings.after(connection, vault, 0)
    assert [c.seq for c in found.crossings] == list(range(1, len(found.crossings) + 1))
    return [c.body for c in found.crossings]


def test_an_approved_athlete_crosses_by_name_once_and_under_a_token_of_the_open_zone(database, vault):
    subject = athlete(database, vault)
    assert (publish(database, vault), publish(database, vault)) == (1, 0)
    [body] = crossed(database, vault)
    assert isinstance(body, Athlete)
    assert (body.family, body.given, body.organisation, body.sport) == ("Dubois-Keller", "Marta Ines", "FRA", "SWM")
    with database.writing() as connection:
        assert body.token == vault.token(connection, crossings.CONSUMER, subject)
        assert body.token != vault.token(connection, "desk", subject)


def test_nobody_crosses_before_approval_and_no_journalist_ever(database, vault):
    with database.writing() as connection:
        games.submitted(connection, vault, games.MARTA)
        press = games.submitted(connection, vault, games.TOM, role=games.JOURNALIST)
        decisions.approve(connection, INES, press)
    assert publish(database, vault) == 0


def test_a_name_that_was_corrected_crosses_again(database, vault):
    subject = athlete(database, vault)
    publish(database, vault)
    with database.writing() as connection:
        changes.change_identity(connection, INES, vault, SUMMER, subject, {"family_name": "Keller"})
    assert publish(database, vault) == 1
    last = crossed(database, vault)[-1]
    assert isinstance(last, Athlete)
    assert last.family == "Keller"


def test_who_withdraws_is_forgotten_by_the_open_zone(database, vault):
    with database.writing() as connection:
        id = games.submitted(connection, vault, games.MARTA)
        decisions.approve(connection, INES, id)
    publish(database, vault)
    with database.writing() as connection:
        decisions.withdraw(connection, INES, id, "organisation")
    assert publish(database, vault) == 1
    assert isinstance(crossed(database, vault)[-1], AthleteGone)


def test_names_are_revealed_for_what_changed_alone(database, vault):
    first = athlete(database, vault)
    publish(database, vault)
    athlete(
        database,
        vault,
        games.MARTA
        | {"family_name": "Moreau", "given_names": "Lia", "birth_date": "2000-01-01", "document_number": "Z1"},
    )
    publish(database, vault)
    with database.reading() as connection:
        revealed = [
            entry
            for _, entry in access.entries_of(connection, first)
            if entry.act == "reveal" and entry.grant == "release"
        ]
    assert len(revealed) == 1


def test_an_erased_person_leaves_no_name_in_what_crossed(database, vault):
    subject = athlete(database, vault)
    publish(database, vault)
    with database.writing() as connection:
        crossings.forget(connection, INES, vault, subject)
        vault.erase(connection, INES, subject)
    assert [type(body) for body in crossed(database, vault)] == [AthleteGone, AthleteGone]


def test_without_the_grant_nothing_crosses_and_the_place_does_not_move(database, vault):
    athlete(database, vault)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE vault_grant SET state = 'suspended' WHERE id = 'release'"))
    with pytest.raises(Refused):
        publish(database, vault)
    assert crossed(database, vault) == []
