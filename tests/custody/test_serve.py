"""What the zone's program does by itself while it serves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.card import actions, listing, signers, tables
from kotinos.custody.card.status import Status
from kotinos.custody.log import access
from kotinos.custody.residency import Domain
from kotinos.custody.serve import Served
from kotinos.custody.settings import Settings
from kotinos.custody.web import zone as zones
from kotinos.custody.web.zone import Zone
from tests.custody.card import games_file as file
from tests.custody.conftest import NOON
from tests.custody.web.serving import CA_PASSPHRASE, FOUNDERS, PASSPHRASE
from tests.servers import wait_until

ANNA = Act("staff:anna", NOON, "at the desk")
LAST_MIDNIGHT = datetime(2026, 9, 9, 22, tzinfo=UTC)
"""In Paris the day after the last one of a press card begins."""


class Clock:
    """The zone's time: it stands where a test has put it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def zone(tmp_path: Path, clock: Clock, free_port: int) -> Iterator[Zone]:
    own = Settings(domain=Domain("FR"), folder=tmp_path / "zone", port=free_port, timezone="Europe/Paris")
    zones.found(own, PASSPHRASE, CA_PASSPHRASE, FOUNDERS, clock)
    made = zones.open_zone(own, zones.root_of(own, PASSPHRASE), clock)
    yield made
    made.close()
    made.root.close()


@contextmanager
def served(zone: Zone) -> Iterator[None]:
    program = Served(zone, "127.0.0.1", zone.settings.port, look_every=0.1)
    thread = threading.Thread(target=lambda: asyncio.run(program.run()), daemon=True)
    thread.start()
    try:
        yield
    finally:
        program.server.should_exit = True
        thread.join(30)


def looked(zone: Zone, clock: Clock) -> None:
    """Wait until the program has looked at what is over at the zone's present time, by a pass that ends then."""
    end = clock.now
    asked = Act("staff:anna", end - timedelta(hours=1), "a visit")
    day = actions.Wanted(
        kind="day", games=file.GAMES, subject="5" * 32, organisation="PRS", venue="MPC", zones=("WHITE",),
        day=end.date(), valid_from=asked.at, valid_to=end,
    )  # fmt: skip
    with zone.database.writing() as connection:
        serial = actions.request_pass(connection, asked, day)
    wait_until(lambda: statuses(zone, serial) == [Status.CANCELLED], 30, "a look at what is over")


def statuses(zone: Zone, *serials: int) -> list[Status]:
    with zone.database.reading() as connection:
        return [listing.of(connection, serial) for serial in serials]


def cards(connection: Connection) -> tuple[str, list[int]]:
    """A card in force with its subject, one that is suspended, one that nobody fetched."""
    file.setting(connection)
    people = [file.cleared(connection) for _ in range(3)]
    serials = [file.valid_card(connection, ANNA, application) for _, application in people[:2]]
    serials.append(file.card(connection, ANNA, people[2][1]))
    actions.suspend(connection, ANNA, serials[1], "photo")
    return people[0][0], serials


def test_cards_end_with_their_window_and_the_status_list_follows(zone: Zone, clock: Clock) -> None:
    with zone.database.writing() as connection:
        subject, serials = cards(connection)
        held = listing.status_list(connection, NOON)
    before = [Status.ACTIVE, Status.SUSPENDED, Status.NOT_ACTIVE]
    with served(zone):
        for now in (NOON, LAST_MIDNIGHT - timedelta(microseconds=1)):
            clock.now = now
            looked(zone, clock)
            assert statuses(zone, *serials) == before, now
        clock.now = LAST_MIDNIGHT
        looked(zone, clock)
    assert statuses(zone, *serials) == [Status.CANCELLED] * 3
    with zone.database.reading() as connection:
        changes = listing.changes_since(connection, held.number, clock.now)
        assert set(changes.codes) >= {(serial, Status.CANCELLED) for serial in serials}
        last = access.entries_of(connection, subject)[-1][1]
        state = sa.select(tables.card.c.state).where(tables.card.c.serial.in_(serials))
        assert set(connection.execute(state).scalars()) == {"expired"}
    assert (last.actor, last.act, last.detail) == ("clock", "expire-card", "past its window")


def test_the_next_key_of_cards_is_there_before_the_present_one_stops(zone: Zone, clock: Clock) -> None:
    def known() -> list[bytes]:
        with zone.database.reading() as connection:
            return [key.kid for key in signers.trust_list(connection, clock.now).keys]

    def signs() -> bytes:
        with zone.database.reading() as connection:
            return signers.signer(connection, zone.root, clock.now).kid

    [first] = known()
    with served(zone):
        clock.now = NOON + signers.SIGNS - timedelta(days=20)
        wait_until(lambda: len(known()) == 2, 30, "the next key is announced")
        assert signs() == first
        clock.now = NOON + signers.SIGNS
        second = signs()
        assert second != first and second in known()
        with zone.database.writing() as connection:
            signers.withdraw(connection, Act("staff:kai", clock.now, "it was stolen"), second)
        wait_until(lambda: len(known()) == 3, 30, "another key for one that was withdrawn")
        assert signs() not in (first, second)
