"""A whole file: organisations, people, a campaign with an authority that answers, cards."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kotinos.custody import flow
from kotinos.custody.accreditation import applications, photos
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.card import actions as cards
from kotinos.custody.card.tables import card
from kotinos.custody.flow.answers import Following
from kotinos.custody.flow.policy import Policy
from kotinos.custody.store import Database
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation import games
from tests.custody.accreditation.test_photo import jpeg, portrait
from tests.custody.card.games_file import FOUND
from tests.custody.vetting.conftest import Exchange

CLEAR_FIRST = Policy("OG2026", "Europe/Paris")
PRINT_FIRST = Policy("OG2026", "Europe/Paris", print_first=True)


@cache
def picture() -> bytes:
    """A portrait of nobody."""
    return jpeg(portrait())


class File:
    """The file with its exchange; each step is a transaction of its own."""

    def __init__(self, database: Database, vault: Vault, exchange: Exchange, policy: Policy) -> None:
        self.database, self.vault, self.exchange, self.policy = database, vault, exchange, policy
        exchange.follow = Following(policy)
        with database.writing() as connection:
            games.begin(connection)

    def do(self, action: Any, *given: Any, **named: Any) -> Any:
        """An officer's action."""
        with self.database.writing() as connection:
            return action(connection, games.INES, *given, **named)

    def approved(self, values: dict[str, str] | None = None, role: Facts = games.SWIMMER) -> tuple[str, str]:
        """Somebody with a photo, submitted and approved: application and subject."""
        with self.database.writing() as connection:
            id = applications.open_application(connection, games.FRA, "FRA", role)
            applications.save_draft(connection, games.FRA, self.vault, id, values or games.MARTA)
            photos.save_photo(connection, games.FRA, self.vault, id, picture())
            applications.submit(connection, games.FRA, self.vault, self.policy.season, id, NOTICE)
            subject = games.subject(connection, id)
        self.do(flow.approve, self.policy, id)
        return id, subject

    def answer(self, verdict: str) -> None:
        """Pack what waits, acknowledge it, and answer it all with one verdict."""
        batch = self.exchange.pack()
        self.exchange.acknowledge()
        self.exchange.answer(*[(record.token, verdict) for record in batch.records])

    def again(self, verdict: str) -> None:
        """The authority changes its mind about the last batch."""
        self.exchange.answer(*[(record.token, verdict) for record in self.exchange.batches[-1].records])

    def states(self, subject: str) -> list[str]:
        """The states of a person's cards, in order."""
        c = card.c
        with self.database.reading() as connection:
            return list(connection.execute(sa.select(c.state).where(c.subject == subject).order_by(c.seq)).scalars())

    def serial(self, subject: str) -> int:
        """The person's last card."""
        c = card.c
        with self.database.reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(c.serial)).where(c.subject == subject)).scalar_one())

    def in_force(self) -> tuple[str, str]:
        """Somebody whose card is in force: application and subject."""
        id, subject = self.approved()
        self.answer("F")
        self.do(cards.validate, self.serial(subject), FOUND)
        return id, subject


@pytest.fixture
def exchange(database: Database, vault: Vault, tmp_path: Path) -> Exchange:
    return Exchange(database, vault, tmp_path / "exchange")


@pytest.fixture
def file(database: Database, vault: Vault, exchange: Exchange) -> File:
    """Cards are printed after the answer."""
    return File(database, vault, exchange, CLEAR_FIRST)
