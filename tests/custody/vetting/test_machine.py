"""Any sequence of events: favourable is exactly what the authority said last of the identity that the person has now."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import alarms
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.ledger import Ledger
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions, queries, reconcile
from tests.custody.conftest import NOON
from tests.custody.vetting.conftest import Exchange, dump

T = TypeVar("T")


@dataclass
class Told:
    """What the oracle knows of one person: the identity's number, its tokens in order, and the last day that F gave, if F stands."""

    identity: int = 0
    tokens: list[str] = field(default_factory=list)
    until: date | None = None


def pick(data: st.DataObject, among: list[T]) -> T:
    """One of them by its place: names and tokens are random, and the same draws must mean the same again."""
    return among[data.draw(st.integers(0, len(among) - 1))]


class Life(RuleBasedStateMachine):
    """The oracle is written from the law alone: it has no states, only what the authority said last."""

    @initialize()
    def begin(self) -> None:
        # In memory where there is such a folder: what is on disk is proven elsewhere, and here many short lives are.
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="kotinos-vetting-", dir=memory))
        self.database = Database(f"sqlite:///{self.folder / 'sealed.db'}", "FR")
        root = FileRoot.make(self.folder / "root.key", "a passphrase for tests", "FR", passes=1, memory_kib=64)
        ledger = Ledger(self.folder / "ledger", Ed25519PrivateKey.generate(), "FR")
        vault = Vault(self.database, root, "FR", lambda: NOON, ledger)
        with self.database.writing() as connection:
            approvals = [Approval("staff:ada", "organiser"), Approval("staff:theo", "State")]
            ensure_standing(connection, Act("staff:ines", NOON, "a test"), approvals)
        self.exchange = Exchange(self.database, vault, self.folder / "exchange")
        self.people: dict[str, Told] = {}
        self.owner: dict[str, tuple[str, int]] = {}  # token: whose, under which identity
        self.accepted: list[str] = []
        self.unacknowledged: list[int] = []  # places of batches
        self.past: list[tuple[str, bytes]] = []
        self.alarms = 0
        for _ in range(3):
            self.require()
        self.pack()
        self.acknowledged(0, {})

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.folder)

    def someone(self, data: st.DataObject) -> str:
        return pick(data, list(self.people))

    # -- the zone

    @precondition(lambda self: len(self.people) < 4)
    @rule()
    def require(self) -> None:
        self.people[self.exchange.person(mark="identity 0")] = Told()

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def change_identity(self, data: st.DataObject) -> None:
        subject = self.someone(data)
        told = self.people[subject]
        told.identity, told.tokens, told.until = told.identity + 1, [], None
        with self.database.writing() as connection:
            actions.reopen(connection, self.exchange.act(), subject, f"identity {told.identity}")

    @precondition(lambda self: any(told.until for told in self.people.values()))
    @rule(data=st.data())
    def screen_again(self, data: st.DataObject) -> None:
        """From asking again to the acknowledgement, while the former answer stands."""
        subject = pick(data, [s for s, told in self.people.items() if told.until])
        try:
            with self.database.writing() as connection:
                actions.rescreen(connection, self.exchange.act(), subject)
        except Refused as refused:
            assert refused.code == "clearance_under_way"
        self.pack()
        self.acknowledged(self.unacknowledged[-1], {})

    @precondition(lambda self: self.people)
    @rule(data=st.data(), what=st.sampled_from([actions.rescreen, actions.mend]))
    def ask_again(self, data: st.DataObject, what: object) -> None:
        subject = self.someone(data)
        try:
            with self.database.writing() as connection:
                what(connection, self.exchange.act(), subject)  # type: ignore[operator]
        except Refused as refused:
            assert refused.code in ("not_from_here", "clearance_under_way", "nothing_to_mend")

    @rule()
    def pack(self) -> None:
        before = self.requests()
        batch = self.exchange.pack()
        self.unacknowledged.append(len(self.exchange.batches) - 1)
        after = self.requests()
        for record in batch.records:
            subject = after[record.token]
            assert record.token not in before
            self.owner[record.token] = (subject, self.people[subject].identity)
            self.people[subject].tokens.append(record.token)

    def requests(self) -> dict[str, str]:
        """Whose each token is."""
        import sqlalchemy as sa

        from kotinos.custody.vetting import tables

        r, c = tables.request.c, tables.clearance.c
        with self.database.reading() as connection:
            rows = connection.execute(
                sa.select(r.token, c.subject).join(tables.clearance, r.clearance_id == c.id).where(r.token.is_not(None))
            )
            return {row.token: row.subject for row in rows}

    @rule(days=st.sampled_from([1, 20, 40]))
    def time_goes_by(self, days: int) -> None:
        self.exchange.later(days=days)
        self.exchange.clock(self.exchange.now.date())
        for told in self.people.values():
            if told.until is not None and told.until < self.exchange.now.date():
                told.until = None

    # -- the authority

    @precondition(lambda self: self.unacknowledged)
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        place = pick(data, self.unacknowledged)
        tokens = [record.token for record in self.exchange.batches[place].records]
        self.acknowledged(place, {token: data.draw(st.sampled_from([0, 0, 0, 6])) for token in tokens})

    def acknowledged(self, place: int, fields: dict[str, int]) -> None:
        """Acknowledge a batch; fields that are not named could be read."""
        self.unacknowledged.remove(place)
        batch = self.exchange.batches[place]
        file = self.exchange.acknowledgement(batch, fields)
        assert self.exchange.take(*file).fate == "applied"
        self.exchange.sent += 1
        self.past.append(file)
        self.accepted += [record.token for record in batch.records if not fields.get(record.token)]

    @precondition(lambda self: self.accepted)
    @rule(data=st.data(), verdict=st.sampled_from("FFUPW"), days=st.sampled_from([-1, 0, 30, 300]))
    def answer(self, data: st.DataObject, verdict: str, days: int) -> None:
        token = pick(data, self.accepted)
        until = self.exchange.now.date() + timedelta(days=days)
        file = self.exchange.answers(self.exchange.said(token, verdict, until))
        assert self.exchange.take(*file).fate == "applied"
        self.exchange.sent += 1
        self.past.append(file)
        self.hear(token, verdict, until)

    def hear(self, token: str, verdict: str, until: date) -> None:
        """The law: the last word about the present identity; F only to the question asked last, U and W whatever they answer."""
        subject, identity = self.owner[token]
        told = self.people[subject]
        if identity != told.identity:
            return
        if verdict == "F" and token == told.tokens[-1] and not self.waits(subject):
            told.until = until if until >= self.exchange.now.date() else None
        elif verdict in "UW":
            told.until = None

    def waits(self, subject: str) -> bool:
        """Whether a newer request is made and not yet sent: then no answer is one to the question asked last."""
        import sqlalchemy as sa

        from kotinos.custody.vetting import tables

        r, c = tables.request.c, tables.clearance.c
        with self.database.reading() as connection:
            return connection.execute(
                sa.select(r.id).join(tables.clearance, r.clearance_id == c.id)
                .where(c.subject == subject, c.present, r.outcome == "waiting")
            ).first() is not None  # fmt: skip

    # -- somebody else

    @precondition(lambda self: self.past)
    @rule(data=st.data(), how=st.sampled_from(["again", "cut", "foreign", "forged", "unknown"]))
    def misbehave(self, data: st.DataObject, how: str) -> None:
        name, body = pick(data, self.past)
        if how == "cut":
            body = body[:-64]
        elif how == "foreign":
            name, body = self.exchange.answers(domain="CH")
        elif how == "forged":
            name, body = self.exchange.answers()
            body = body[:-60] + (b"0" if body[-60:-59] != b"0" else b"1") + body[-59:]
        elif how == "unknown":
            name, body = self.exchange.answers(("A" * 32, "F"))
        before = dump(self.database)
        assert self.exchange.take(name, body).fate == "aside"
        self.alarms += 1
        assert dump(self.database) == before

    # -- what must hold

    @invariant()
    def favourable_is_what_the_authority_said_last_of_the_present_identity(self) -> None:
        if not hasattr(self, "people"):
            return
        with self.database.reading() as connection:
            for subject, told in self.people.items():
                found = queries.clearance_of(connection, subject)
                assert found is not None
                assert found.identity_mark == f"identity {told.identity}"
                assert (found.verdict == "favourable") == (told.until is not None), found
                assert found.valid_until == told.until

    @invariant()
    def every_account_holds_and_only_misbehaviour_alarmed(self) -> None:
        if not hasattr(self, "people"):
            return
        with self.database.reading() as connection:
            assert all(account.holds for account in reconcile.accounts(connection, "JO2030"))
            assert len(alarms.unseen(connection)) == self.alarms


def test_any_sequence_of_events() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=20, stateful_step_count=40))


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_any_sequence_of_events_for_an_hour() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=4000, stateful_step_count=60))
