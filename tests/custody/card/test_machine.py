"""Whatever happens in whatever order, no card is valid without a favourable answer for the identity that the person has now."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions, listing, tables
from kotinos.custody.card.status import Status
from kotinos.custody.store import Database
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries
from kotinos.custody.vetting import tables as vetting_tables
from tests.custody.card import games_file as file
from tests.custody.card.random_lives import sequences
from tests.custody.conftest import NOON

ANNA, BILL = "staff:anna", "staff:bill"
picks = st.integers(0, 5)


class CardMachine(RuleBasedStateMachine):
    """One person on real tables; some of what happens is code that forgets what it should do, or hands at the database."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.mark = "m0"
        self.said: dict[str, date | None] = {}
        self.serials: list[int] = []
        with self.database.writing() as connection:
            self.subject, self.application = file.person(connection, self.mark)
            vetting.require(connection, self.act(), self.subject, self.mark, reason="press")

    def act(self, actor: str = ANNA) -> Act:
        return Act(actor, self.now, "as it came")

    def attempt(self, deed: Callable[[Connection], Any]) -> bool:
        with contextlib.suppress(Refused, sa.exc.IntegrityError):
            with self.database.writing() as connection:
                deed(connection)
            return True
        return False

    def serial(self, pick: int) -> int:
        return self.serials[pick % len(self.serials)] if self.serials else 0

    @rule()
    def produce(self) -> None:
        self.attempt(lambda c: self.serials.append(file.card(c, self.act(), self.application)))

    @rule(pick=picks)
    def validate(self, pick: int) -> None:
        self.attempt(lambda c: actions.validate(c, self.act(), self.serial(pick), file.FOUND))

    @rule(pick=picks)
    def suspend(self, pick: int) -> None:
        self.attempt(lambda c: actions.suspend(c, self.act(), self.serial(pick), "misuse"))

    @rule(pick=picks, actor=st.sampled_from((ANNA, BILL)))
    def lift(self, pick: int, actor: str) -> None:
        self.attempt(lambda c: actions.lift(c, self.act(actor), self.serial(pick)))

    @rule(pick=picks)
    def reissue(self, pick: int) -> None:
        given: dict[str, Any] = {"privileges": file.privileges(), "reference": file.book(), "zone": file.PARIS}
        self.attempt(
            lambda c: self.serials.append(actions.reissue(c, self.act(), self.serial(pick), "damaged", **given))
        )

    @rule(days=st.integers(0, 40))
    def authority_says_yes(self, days: int) -> None:
        until = self.now.date() + timedelta(days=days)

        def answer(connection: Connection) -> None:
            present = queries.clearance_of(connection, self.subject)
            assert present is not None
            file.favourable(connection, present.id, present.identity_mark, until)
            self.said[present.identity_mark] = until

        self.attempt(answer)

    @rule(forgets=st.booleans())
    def authority_withdraws(self, forgets: bool) -> None:
        def withdraw(connection: Connection) -> None:
            present = queries.clearance_of(connection, self.subject)
            assert present is not None
            file.withdraw(connection, present.id)
            if not forgets:
                actions.suspend_of(connection, self.act(), self.subject, "clearance")

        if self.attempt(withdraw):
            self.said[self.mark] = None

    @rule(forgets=st.booleans(), new=st.sampled_from(("m0", "m1", "m2")))
    def identity_changes(self, forgets: bool, new: str) -> None:
        def change(connection: Connection) -> None:
            p = accreditation.person
            connection.execute(sa.update(p).where(p.c.subject == self.subject).values(identity_mark=new))
            vetting.require(connection, self.act(), self.subject, new)
            if not forgets:
                actions.suspend_of(connection, self.act(), self.subject, "identity")

        if new != self.mark and self.attempt(change):
            self.mark = new
            self.said[new] = None  # it is asked anew, whatever was said before

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

        def clock(connection: Connection) -> None:
            for change in vetting.run_clock(connection, self.act("clock"), self.now.date()):
                if change.closes:
                    actions.suspend_of(connection, self.act("clock"), change.subject, "clearance")
            actions.expire(connection, self.act("clock"))

        assert self.attempt(clock)

    @rule(
        pick=picks,
        mark=st.sampled_from(("m0", "m1", "m2", None)),
        verdict=st.sampled_from(("favourable", "none", None)),
    )
    def somebody_writes_to_the_database(self, pick: int, mark: str | None, verdict: str | None) -> None:
        def force(connection: Connection) -> None:
            c = vetting_tables.clearance.c
            some = connection.execute(sa.select(c.id).where(c.subject == self.subject).limit(1)).scalar()
            connection.execute(
                sa.update(tables.card)
                .where(tables.card.c.serial == self.serial(pick))
                .values(
                    state="validated", valid_mark=mark, clearance_id=some, clearance_verdict=verdict, suspended_by=None
                )
            )

        self.attempt(force)

    @invariant()
    def no_card_is_valid_without_a_favourable_answer_for_the_present_identity(self) -> None:
        c = tables.card.c
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(tables.card).where(c.subject == self.subject)).all()
            statuses = {row.serial: listing.of(connection, row.serial) for row in rows}
        in_force = [row for row in rows if row.state == "validated"]
        assert len(in_force) <= 1
        for row in in_force:
            last = self.said.get(self.mark)
            assert row.identity_mark == self.mark
            assert last is not None
            assert self.now.date() <= last
        assert [serial for serial, code in statuses.items() if code is Status.ACTIVE] == [
            row.serial for row in in_force
        ]


@pytest.fixture
def machine(database: Database) -> Iterator[type[CardMachine]]:
    with database.writing() as connection:
        file.setting(connection)
    yield type("CardMachineHere", (CardMachine,), {"database": database})


def run(machine: type[CardMachine], examples: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine, settings=settings(max_examples=examples, stateful_step_count=25, deadline=None, database=None)
    )


def test_no_order_of_events_makes_a_card_valid_that_may_not_be(machine: type[CardMachine]) -> None:
    run(machine, 15)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nor_do_thousands_of_orders(machine: type[CardMachine]) -> None:
    run(machine, int(os.environ.get("KOTINOS_CARD_SEQUENCES", "3000")))


def test_no_order_of_events_on_the_tables_of_lives_does() -> None:
    assert sequences(4000, seed=2028) > 100


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nor_do_ten_million_orders() -> None:
    assert sum(sequences(10_000, seed) for seed in range(1_000)) > 100_000
