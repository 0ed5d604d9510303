"""The database itself refuses a valid card without a favourable answer for the present identity, whoever writes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.tables import person as people
from kotinos.custody.act import Act
from kotinos.custody.card import actions, tables
from kotinos.custody.card.actions import record
from kotinos.custody.store import Database
from kotinos.custody.vetting import tables as vetting
from tests.custody.card import games_file as file

CARD = tables.card


@contextmanager
def refused(database: Database) -> Iterator[Connection]:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        yield connection


def put(connection: Connection, serial: int, **values: Any) -> None:
    connection.execute(sa.update(CARD).where(CARD.c.serial == serial).values(**values))


def state(database: Database, serial: int) -> str:
    with database.reading() as connection:
        return str(connection.execute(sa.select(CARD.c.state).where(CARD.c.serial == serial)).scalar_one())


@pytest.fixture
def two(database: Database, act: Act) -> tuple[int, int, str, int, int]:
    """A card in force, a closed card of somebody whom the authority has not answered; subject, clearances."""
    with database.writing() as connection:
        file.setting(connection)
        subject, application = file.cleared(connection)
        valid = file.valid_card(connection, act, application)
        other, second = file.person(connection)
        unanswered = file.clearance(connection, other)
        closed = file.card(connection, act, second)
        c = vetting.clearance.c
        answered = connection.execute(sa.select(c.id).where(c.subject == subject)).scalar_one()
    return valid, closed, subject, answered, unanswered


def test_a_card_does_not_become_valid_by_its_state_alone(database: Database, two: Any) -> None:
    with refused(database) as connection:
        put(connection, two[1], state="validated")
    assert state(database, two[1]) == "prevalid"


def test_nor_with_a_verdict_that_was_never_given(database: Database, two: Any) -> None:
    _, closed, _, _, unanswered = two
    with refused(database) as connection:
        put(
            connection,
            closed,
            state="validated",
            clearance_id=unanswered,
            clearance_verdict="favourable",
            valid_mark="m1",
        )


@pytest.mark.parametrize("missing", ["clearance_id", "clearance_verdict", "valid_mark"])
def test_nor_with_one_part_of_the_tie_left_open(database: Database, two: Any, missing: str) -> None:
    _, closed, _, answered, _ = two
    tie = {"clearance_id": answered, "clearance_verdict": "favourable", "valid_mark": "m1"} | {missing: None}
    with refused(database) as connection:
        put(connection, closed, state="validated", **tie)


def test_nor_with_somebody_elses_clearance(database: Database, two: Any) -> None:
    _, closed, _, answered, _ = two
    with refused(database) as connection:
        put(
            connection,
            closed,
            state="validated",
            clearance_id=answered,
            clearance_verdict="favourable",
            valid_mark="m1",
        )


def test_nor_with_the_verdict_none_written_as_it_is(database: Database, two: Any) -> None:
    _, closed, _, _, unanswered = two
    with refused(database) as connection:
        put(connection, closed, state="validated", clearance_id=unanswered, clearance_verdict="none", valid_mark="m1")


def test_an_answer_cannot_be_withdrawn_while_a_card_stays_valid(database: Database, act: Act, two: Any) -> None:
    valid, _, subject, answered, _ = two
    with refused(database) as connection:
        file.withdraw(connection, answered)
    assert state(database, valid) == "validated"
    with database.writing() as connection:
        file.withdraw(connection, answered)
        assert actions.suspend_of(connection, act, subject, "clearance") == [valid]
    assert state(database, valid) == "suspended"


def test_an_identity_cannot_change_while_a_card_stays_valid(database: Database, act: Act, two: Any) -> None:
    valid, _, subject, _, _ = two

    def change(connection: Connection) -> None:
        connection.execute(sa.update(people).where(people.c.subject == subject).values(identity_mark="m2"))

    with refused(database) as connection:
        change(connection)
    with database.writing() as connection:
        change(connection)
        actions.suspend_of(connection, act, subject, "identity")
    assert state(database, valid) == "suspended"


def test_a_card_printed_for_a_former_identity_cannot_be_tied_to_the_present_one(
    database: Database, act: Act, two: Any
) -> None:
    valid, _, subject, answered, _ = two
    with database.writing() as connection:
        actions.suspend_of(connection, act, subject, "identity")
        connection.execute(sa.update(people).where(people.c.subject == subject).values(identity_mark="m2"))
        c = vetting.clearance.c
        connection.execute(
            sa.update(vetting.clearance)
            .where(c.id == answered)
            .values(state="superseded", verdict="none", present=False, answer_id=None, valid_until=None)
        )
        new = file.clearance(connection, subject, "m2")
        file.favourable(connection, new, "m2")
    with refused(database) as connection:
        put(connection, valid, state="validated", suspended_by=None, clearance_id=new, clearance_verdict="favourable",
            valid_mark="m2")  # fmt: skip


def test_a_clearance_behind_a_valid_card_cannot_be_deleted(database: Database, two: Any) -> None:
    with refused(database) as connection:
        connection.execute(sa.delete(vetting.clearance).where(vetting.clearance.c.id == two[3]))


def test_nobody_has_two_cards_in_force(database: Database, act: Act, two: Any) -> None:
    valid, _, _, answered, _ = two
    with refused(database) as connection:
        a = connection.execute(sa.select(CARD.c.application).where(CARD.c.serial == valid)).scalar_one()
        second = file.card(connection, act, a)
        put(
            connection,
            second,
            state="validated",
            clearance_id=answered,
            clearance_verdict="favourable",
            valid_mark="m1",
        )


RETURNS: dict[str, Callable[[Connection, int], Any]] = {
    "its state": lambda c, serial: put(c, serial, state="suspended", suspended_by="x"),
    "its state and its end": lambda c, serial: put(c, serial, state="prevalid", ended=False),
    "the end of its serial": lambda c, serial: c.execute(sa.update(tables.serial).values(ended=False)),
    "its row, which is put in again": lambda c, serial: again(c, serial),
}


def again(connection: Connection, serial: int) -> None:
    kept = connection.execute(sa.select(CARD).where(CARD.c.serial == serial)).mappings().one()
    connection.execute(sa.delete(CARD).where(CARD.c.serial == serial))
    connection.execute(sa.insert(CARD).values({**kept, "state": "prevalid", "ended": False}))


@pytest.mark.parametrize("name", RETURNS)
def test_a_cancelled_card_does_not_return_by_changing(database: Database, act: Act, two: Any, name: str) -> None:
    valid = two[0]
    with database.writing() as connection:
        actions.cancel(connection, act, valid, "lost")
    with refused(database) as connection:
        RETURNS[name](connection, valid)
    assert state(database, valid) == "cancelled"


def test_a_serial_is_never_given_again(database: Database, act: Act, two: Any) -> None:
    with database.writing() as connection:
        kept = record.number(connection, "day")
        connection.execute(sa.delete(tables.serial).where(tables.serial.c.serial == kept))
        assert record.number(connection, "day") > kept


def test_a_pass_and_a_card_never_share_a_serial(database: Database, two: Any) -> None:
    with refused(database) as connection:
        file.row(connection, tables.device, serial=two[0], kind="day", games=file.GAMES, subject="s", organisation="PRS",
                 venue="MPC", zones="WHITE", day=file.LAST, valid_from=file.NOON, valid_to=file.NOON, state="issued",
                 changed=9)  # fmt: skip


def test_an_upgrade_does_not_outlive_its_card(database: Database, act: Act, two: Any) -> None:
    valid = two[0]
    with database.writing() as connection:
        up = connection.execute(tables.serial.insert().values(kind="upgrade")).inserted_primary_key[0]  # type: ignore[index]
        file.row(connection, tables.device, serial=up, kind="upgrade", games=file.GAMES, subject="s", organisation="PRS",
                 venue="MPC", zones="WHITE", day=file.LAST, valid_from=file.NOON, valid_to=file.NOON, state="issued",
                 bearer=valid, bearer_state="validated", changed=9)  # fmt: skip
    with refused(database) as connection:
        put(
            connection,
            valid,
            state="suspended",
            suspended_by="x",
            clearance_id=None,
            clearance_verdict=None,
            valid_mark=None,
        )
    with database.writing() as connection:
        actions.suspend(connection, act, valid, "misuse")
        d = tables.device.c
        assert connection.execute(sa.select(d.state).where(d.serial == up)).scalar_one() == "cancelled"


def test_a_quota_of_passes_is_kept_by_the_database(database: Database) -> None:
    with refused(database) as connection:
        file.row(
            connection, tables.pass_quota, organisation="PRS", kind="day", venue="MPC", day=file.LAST, number=2, taken=3
        )
