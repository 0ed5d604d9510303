"""A zone of an older version is brought to this one and goes on, with the tables of a zone that is founded today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody import flow, migrations, settings
from kotinos.custody.accreditation import applications, photos
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.tables import letter
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.tables import card, shipment, visa_message
from kotinos.custody.door import crossings
from kotinos.custody.door.tables import crossing
from kotinos.custody.log import audit, stored
from kotinos.custody.log.access import Kept
from kotinos.custody.residency import Domain
from kotinos.custody.settings import Settings
from kotinos.custody.store import Database, WrongSchema
from kotinos.custody.store.database import SCHEMA, version
from kotinos.custody.vault import tables as vault
from kotinos.custody.vault.keys import KeyRing, index_name
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.sealing import SealBroken
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.values import Campaign
from kotinos.custody.web import zone as zones
from kotinos.custody.web.app import create  # noqa: F401  what serves knows every table
from kotinos.custody.web.zone import Zone
from tests.custody.accreditation import games
from tests.custody.cli.test_commands import SECRETS, done, run
from tests.custody.conftest import NOON
from tests.custody.flow.conftest import picture
from tests.custody.migrations import older
from tests.custody.web.serving import CA_PASSPHRASE, FOUNDERS

PASSPHRASE = SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]
LAW = Campaign("JO2026", "SNE", "decree 1", "Europe/Paris", Delay(2), date(2027, 1, 1))


class Before:
    """A zone of today, how it lives, and the same with the database that an older version would have left."""

    def __init__(self, folder: Path, databases: list[str]) -> None:
        new, old = databases
        self.old = old
        self.settings = Settings(domain=Domain("FR"), folder=folder, database=new, print_first=True)
        zones.found(self.settings, PASSPHRASE, CA_PASSPHRASE, FOUNDERS, lambda: NOON)
        self.root = zones.root_of(self.settings, PASSPHRASE)

    def open(self) -> Zone:
        return zones.open_zone(self.settings, self.root, lambda: NOON)

    def lives(self, zone: Zone) -> None:
        """Two athletes with cards in the mail, one with a visa that was taken back, one whose visa is checked again; their names cross."""
        with zone.database.writing() as connection:
            games.begin(connection)
            vetting.open_campaign(connection, games.INES, LAW)
            self.people = [approved(connection, zone, values) for values in (games.MARTA, games.TOM)]
            cards.ship(connection, games.INES, "FRA")
            for _, subject in self.people:
                visa.issue(connection, games.INES, zone.vault, subject, zone.policy.games, "C123456")
            visa.recheck(connection, games.INES, self.people[0][1], zone.policy.games)
            visa.annul(connection, games.INES, self.people[1][1], zone.policy.games)
            visa.tell(connection, games.INES, 1)
            crossings.publish(connection, games.INES, zone.vault)
            self.crossed = crossings.after(connection, zone.vault, 0)

    def grow_old(self, files: tuple[str, ...]) -> None:
        """From now on the zone has a database as an older version kept it."""
        zone = self.open()
        older.write(zone.vault, self.old, files)
        zone.close()
        self.settings = msgspec.structs.replace(self.settings, database=self.old)
        settings.write(self.settings)

    def migrate(self) -> tuple[int, int]:
        database = self.settings.open(outdated=True)
        try:
            return migrations.migrate(database, KeyRing(self.root), games.INES)
        finally:
            database.close()


def approved(connection: sa.Connection, zone: Zone, values: dict[str, str]) -> tuple[str, str]:
    """An approved application, its photo sealed, and whose it is."""
    id = applications.open_application(connection, games.FRA, "FRA", games.SWIMMER)
    applications.save_draft(connection, games.FRA, zone.vault, id, values)
    photos.save_photo(connection, games.FRA, zone.vault, id, picture())
    applications.submit(connection, games.FRA, zone.vault, zone.policy.season, id, NOTICE)
    flow.approve(connection, games.INES, zone.policy, id)
    return id, games.subject(connection, id)


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Before]:
    if request.param == "sqlite":
        urls = [f"sqlite:///{tmp_path / name}.db" for name in ("new", "old")]
    else:
        server = request.getfixturevalue("postgres")
        urls = [server.database().replace("postgresql://", "postgresql+psycopg://", 1) for _ in range(2)]
    made = Before(tmp_path / "zone", urls)
    zone = made.open()
    made.lives(zone)
    zone.close()
    yield made
    made.root.close()


def test_every_step_has_its_number() -> None:
    assert [step.number for step in migrations.STEPS] == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("files", [older.FIRST, older.CARDS], ids=["first", "cards"])
def test_an_older_database_gets_the_tables_of_today_and_keeps_every_row(before: Before, files: tuple[str, ...]) -> None:
    today = Database(before.settings.database, "FR")
    wanted, rows = older.shape(today), counted(today)
    today.close()
    before.grow_old(files)
    assert before.migrate() == (0, SCHEMA)
    assert before.migrate() == (SCHEMA, SCHEMA)
    now = before.settings.open()
    assert older.shape(now) == wanted
    kept = counted(now)
    now.close()
    kept["log_entry"] -= 1  # the migration itself
    for name in older.tables(files) - {"log_node"}:
        assert kept[name] == rows[name], name


def counted(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        names = sa.inspect(connection).get_table_names()
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in names
        }


def test_a_zone_of_before_cards_goes_on(before: Before) -> None:
    before.grow_old(older.FIRST)
    before.migrate()
    zone = before.open()
    id, subject = before.people[0]
    with zone.database.writing() as connection:
        assert flow.print_if_ready(connection, games.INES, zone.policy, id) is not None
        connection.execute(sa.update(letter).values(state="unaddressed"))
        assert crossings.publish(connection, games.INES, zone.vault) == len(before.people)
    names = zone.vault.reveal(games.INES, "accreditation", [subject], ["family_name"])
    assert names == {subject: {"family_name": games.MARTA["family_name"]}}
    check_log(zone)
    zone.close()


def test_a_zone_with_cards_in_the_mail_goes_on(before: Before) -> None:
    before.grow_old(older.CARDS)
    before.migrate()
    zone = before.open()
    with zone.database.writing() as connection:
        assert crossings.after(connection, zone.vault, 0) == before.crossed
        bodies = connection.execute(sa.select(crossing.c.body)).scalars().all()
        assert bodies and not any(b"ubois" in body for body in bodies)
        assert len(flow.lose(connection, games.INES, zone.policy, 1)) == len(before.people)
        assert connection.execute(sa.select(shipment.c.lost_by)).scalar_one() == "staff:ines"
        visa.tell(connection, games.INES, 2)
        told = sa.select(visa_message.c.sent_by).order_by(visa_message.c.id)
        assert list(connection.execute(told).scalars()) == ["unknown", "staff:ines"]
        states = sa.select(card.c.state).where(card.c.shipment == 1)
        assert set(connection.execute(states).scalars()) == {"cancelled"}
    with pytest.raises(sa.exc.IntegrityError), zone.database.writing() as connection:
        connection.execute(sa.update(visa_message).values(sent_by=None))
    with pytest.raises(sa.exc.IntegrityError), zone.database.writing() as connection:
        connection.execute(sa.update(shipment).values(lost_by=None))
    check_log(zone)
    zone.close()


def test_indexes_that_gave_people_away_go_with_their_keys(before: Before) -> None:
    before.grow_old(older.CARDS)
    database, ring = before.settings.open(outdated=True), KeyRing(before.root)
    old, subjects = ("identity", "name_and_birth", "contact"), [subject for _, subject in before.people]
    with database.writing() as connection:
        for plan in old:
            ring.make_secret(connection, index_name(plan), 1)
            rows = [{"plan": plan, "subject": one, "epoch": 1, "hash": b"8 bytes."} for one in subjects]
            connection.execute(vault.index.insert(), rows)
    database.close()
    before.migrate()
    zone = before.open()
    with zone.database.reading() as connection:
        kept = connection.execute(sa.select(vault.index.c.plan, vault.index.c.subject)).all()
        names = set(connection.execute(sa.select(vault.secret.c.name)).scalars())
    assert sorted(kept) == sorted(("document", one) for one in subjects)
    assert not {index_name(plan) for plan in old} & names
    assert index_name("document") in names
    zone.close()


def check_log(zone: Zone) -> None:
    with zone.database.reading() as connection:
        assert max(audit.check(connection, None)) > 0
        entries = [canonical.decode(body, Kept) for _, body in stored.entries(connection)]
    done = [(kept.actor, kept.outcome, kept.detail) for kept in entries if kept.act == "migrate"]
    assert done == [("staff:ines", f"0 to {SCHEMA}", "a test")]


def test_an_older_database_is_opened_by_nobody_before_it_is_migrated(before: Before) -> None:
    before.grow_old(older.CARDS)
    with pytest.raises(WrongSchema, match=f"of schema 0, not {SCHEMA}: kotinos custody migrate"):
        before.open()


def test_a_database_of_a_newer_version_is_left_alone(before: Before) -> None:
    database = before.settings.open()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE home SET version = 99"))
    database.close()
    for outdated in (False, True):
        with pytest.raises(WrongSchema, match=f"schema 99; this program knows {SCHEMA} and none later"):
            before.settings.open(outdated=outdated)


def test_a_step_that_fails_undoes_those_before_it(before: Before, tmp_path: Path) -> None:
    before.grow_old(older.CARDS)
    stranger = FileRoot.make(tmp_path / "root.key", "another root than the zone's", "FR", passes=1, memory_kib=64)
    database = before.settings.open(outdated=True)
    there = older.shape(database)
    with pytest.raises(SealBroken):
        migrations.migrate(database, KeyRing(stranger), games.INES)
    with database.reading() as connection:
        assert version(connection) == 0
    assert older.shape(database) == there
    database.close()


def test_an_operator_migrates_a_zone_by_one_command(before: Before) -> None:
    before.grow_old(older.CARDS)
    folder = before.settings.folder
    refused = run(folder, "organisation", "list")
    assert refused.exit_code == 1 and "kotinos custody migrate" in refused.output
    assert f"of schema 0 and is of schema {SCHEMA} now" in done(folder, "migrate", "--why", "a new version")
    assert "FRA" in done(folder, "organisation", "list")
    assert "Nothing to do" in done(folder, "migrate", "--why", "once more")
