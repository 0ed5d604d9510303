"""Tickets: an hour at most, a reason, a second person; and nothing without."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kotinos.custody.act import Act, Refused
from kotinos.custody.people import accounts, queries, tickets
from kotinos.custody.people.queries import Person
from kotinos.custody.store import Database
from tests.custody.conftest import NOON
from tests.custody.people.conftest import KEY


def at(name: str, minutes: float = 0) -> Act:
    return Act(f"staff:{name}", NOON + timedelta(minutes=minutes), "rotate the keys")


@pytest.fixture
def crew(database: Database) -> dict[str, Person]:
    crew = (("kai", "custodian"), ("lea", "custodian"), ("ines", "officer"), ("rosa", "supervisor"))
    with database.writing() as connection:
        for name, role in crew:
            accounts.add(
                connection, at("root"), KEY, name=name, full_name=name.title(), organisation="Garde", role=role
            )
        return {one.name: one for one in queries.everybody(connection)}


def test_a_custodian_may_nothing_but_look_until_a_second_person_agreed(
    database: Database, crew: dict[str, Person]
) -> None:
    kai = crew["kai"]
    with database.writing() as connection:
        assert not tickets.allowed(connection, kai, "keys", NOON)
        assert tickets.allowed(connection, kai, "console", NOON)
        asked = tickets.ask(connection, at("kai"), kai, 30)
        assert not tickets.allowed(connection, kai, "keys", NOON)
        for who, code in (("kai", "same_person"), ("ines", "may_not")):
            with pytest.raises(Refused, match=code):
                tickets.agree(connection, at(who), crew[who], asked)
        tickets.agree(connection, at("lea", 5), crew["lea"], asked)
        assert tickets.allowed(connection, kai, "keys", NOON + timedelta(minutes=5))
        assert not tickets.allowed(connection, crew["lea"], "keys", NOON + timedelta(minutes=5))
        assert not tickets.allowed(connection, kai, "queue", NOON + timedelta(minutes=5))
        assert tickets.allowed(connection, kai, "keys", NOON + timedelta(minutes=34.9))
        assert not tickets.allowed(connection, kai, "keys", NOON + timedelta(minutes=35))


def test_a_ticket_is_agreed_to_once_and_within_the_shift(database: Database, crew: dict[str, Person]) -> None:
    with database.writing() as connection:
        asked = tickets.ask(connection, at("kai"), crew["kai"], 30)
        tickets.agree(connection, at("rosa"), crew["rosa"], asked)
        old = tickets.ask(connection, at("kai"), crew["kai"], 30)
        for ticket, minutes in ((asked, 1), (old, 8 * 60), ("nonsense", 0)):
            with pytest.raises(Refused, match="ticket_unknown"):
                tickets.agree(connection, at("lea", minutes), crew["lea"], ticket)


@pytest.mark.parametrize("minutes", [0, -5, 61, 10_000])
def test_no_ticket_is_longer_than_an_hour(database: Database, crew: dict[str, Person], minutes: int) -> None:
    with database.writing() as connection, pytest.raises(Refused, match="ticket_length"):
        tickets.ask(connection, at("kai"), crew["kai"], minutes)


def test_who_has_nothing_by_ticket_gets_none(database: Database, crew: dict[str, Person]) -> None:
    with database.writing() as connection, pytest.raises(Refused, match="ticket_needless"):
        tickets.ask(connection, at("ines"), crew["ines"], 30)


def test_a_ticket_can_end_early(database: Database, crew: dict[str, Person]) -> None:
    with database.writing() as connection:
        asked = tickets.ask(connection, at("kai"), crew["kai"], 60)
        tickets.agree(connection, at("rosa"), crew["rosa"], asked)
        tickets.end(connection, at("kai", 10), asked)
        assert not tickets.allowed(connection, crew["kai"], "keys", NOON + timedelta(minutes=10))
