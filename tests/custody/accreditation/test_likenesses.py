"""Who looks like somebody whose file is there waits until two people have decided."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import applications, decisions, likenesses, photos, queries
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.tables import comparison
from kotinos.custody.act import Refused
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, INES, JOURNALIST, MARTA, OMAR, SUMMER, TOM, begin, subject, submitted

AGAIN = MARTA | {"family_name": "DUBOIS KELLER", "given_names": "Márta", "document_number": "Y9998887"}


@pytest.fixture
def connection(vault: Vault) -> Iterator[Connection]:
    with vault.database.writing() as connection:
        begin(connection)
        yield connection


@pytest.fixture
def pair(connection: Connection, vault: Vault) -> tuple[str, str]:
    """The application that is held, and the person whom it looks like."""
    first = submitted(connection, vault, MARTA)
    submitted(connection, vault, TOM)
    return submitted(connection, vault, AGAIN, role=JOURNALIST), subject(connection, first)


def state(connection: Connection, id: str) -> str:
    row = queries.application(connection, id)
    assert row is not None
    return str(row.state)


def test_the_second_file_is_held_and_says_on_what_evidence(connection: Connection, pair: tuple[str, str]) -> None:
    held, other = pair
    assert state(connection, held) == "HELD_DUPLICATE"
    [row] = likenesses.open_pairs(connection)
    assert (row.application, row.other) == (held, other)
    assert set(row.evidence.split()) == {"birth", "nationality", "name"}


def test_one_person_settles_nothing(connection: Connection, pair: tuple[str, str]) -> None:
    held, other = pair
    assert not likenesses.decide(connection, INES, held, other, "keep")
    with pytest.raises(Refused, match="second_person"):
        likenesses.decide(connection, INES, held, other, "keep")
    assert state(connection, held) == "HELD_DUPLICATE"
    with pytest.raises(Refused, match="not_an_officer"):
        likenesses.decide(connection, FRA, held, other, "keep")
    with pytest.raises(Refused, match="not_now"):
        decisions.approve(connection, OMAR, held)


def test_two_people_who_say_two_people_let_it_go_on(
    connection: Connection, vault: Vault, pair: tuple[str, str]
) -> None:
    held, other = pair
    likenesses.decide(connection, INES, held, other, "keep")
    assert likenesses.decide(connection, OMAR, held, other, "keep")
    assert state(connection, held) == "SUBMITTED"
    decisions.return_to_draft(connection, INES, held, "photo")
    assert (
        applications.submit(connection, FRA, vault, SUMMER, held, NOTICE) == "SUBMITTED"
    )  # what was decided is not asked again


def test_who_says_otherwise_is_the_first_again(connection: Connection, pair: tuple[str, str]) -> None:
    held, other = pair
    likenesses.decide(connection, INES, held, other, "keep")
    assert not likenesses.decide(connection, OMAR, held, other, "merge")
    assert likenesses.decide(connection, INES, held, other, "merge")
    assert state(connection, held) == "WITHDRAWN"


def test_what_is_merged_points_to_the_other_file_and_is_compared_no_more(
    connection: Connection, pair: tuple[str, str]
) -> None:
    held, other = pair
    likenesses.decide(connection, INES, held, other, "merge")
    likenesses.decide(connection, OMAR, held, other, "merge")
    person = queries.person(connection, subject(connection, held))
    assert person is not None and person.merged_into == other
    left = sa.select(comparison.c.key).where(comparison.c.subject == person.subject)
    assert connection.execute(left).all() == []


def test_a_second_application_of_one_file_is_no_duplicate(connection: Connection, vault: Vault) -> None:
    first = submitted(connection, vault, MARTA)
    again = applications.open_application(connection, FRA, "FRA", JOURNALIST, subject=subject(connection, first))
    photos.photo_at_desk(connection, FRA, again)
    assert applications.submit(connection, FRA, vault, SUMMER, again, NOTICE) == "SUBMITTED"
