"""Invented people of an invented zone, with credentials that work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from kotinos.custody.act import Act
from kotinos.custody.people import accounts, codes, enrolment, queries
from kotinos.custody.store import Database
from tests.custody.conftest import NOON

KEY = bytes(range(32))
PASSWORD = "seven olive trees"


class Enrolled:
    """Somebody with a password and a device that shows codes."""

    def __init__(self, database: Database, name: str, role: str, organisation: str = "Garde") -> None:
        self.name = name
        self.password = f"{PASSWORD} {role}"
        act = Act("operator:root", NOON, "set-up")
        with database.writing() as connection:
            token = accounts.add(
                connection, act, KEY, name=name, full_name=name.title(), organisation=organisation, role=role
            )
            if token is None:  # there is staff already: a second person agrees
                change = queries.pending(connection)[-1].id
                token = accounts.agree(connection, Act("staff:second", NOON, "known to me"), KEY, change)
            secret = enrolment.offered(connection, KEY, token, NOON)
            assert secret is not None
            self.secret = secret
            enrolment.with_password(connection, act, KEY, token, self.password, codes.code(secret, NOON))

    def code(self, at: datetime) -> str:
        return codes.code(self.secret, at)


@pytest.fixture
def enrolled(database: Database) -> Callable[..., Enrolled]:
    return lambda name="ines", role="officer", organisation="Garde": Enrolled(database, name, role, organisation)
