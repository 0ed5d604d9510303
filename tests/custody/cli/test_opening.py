"""What a zone is founded for: the day on which its Games open moves the days of cards; its root certificate is for everybody to have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography import x509

from kotinos.custody import flow, settings
from kotinos.custody.accreditation import applications, photos, reference
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.season import Season
from kotinos.custody.act import Refused
from kotinos.custody.card.tables import card
from kotinos.custody.residency import Domain
from kotinos.custody.settings import Settings
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.values import Campaign
from kotinos.custody.web import zone as zones
from kotinos.custody.web.zone import Zone
from tests.custody.accreditation import games
from tests.custody.accreditation.test_photo import jpeg, portrait
from tests.custody.cli.test_commands import done
from tests.custody.conftest import NOON
from tests.custody.web.serving import CA_PASSPHRASE, FOUNDERS, PASSPHRASE

DAY = reference.on(date(2031, 1, 1))
PICTURE = jpeg(portrait())
LAW = Campaign("JO2026", "SNE", "decree 1", "Europe/Paris", Delay(2), date(2031, 1, 1))


def test_the_days_of_cards_follow_the_opening_of_the_games() -> None:
    own, written = Season(date(2031, 7, 18)), Season()
    assert own.window(DAY).valid_from == date(2031, 7, 11)
    assert written.window(DAY).valid_from == date(2026, 7, 17)
    for code in DAY.categories:
        moved = own.of(DAY, code).valid_from - written.of(DAY, code).valid_from
        assert moved == own.of(DAY, code).valid_to - written.of(DAY, code).valid_to == timedelta(days=1820)


def zone(folder: Path, opening: date) -> Zone:
    own = Settings(domain=Domain("FR"), folder=folder, opening=opening, print_first=True, timezone="Europe/Paris")
    zones.found(own, PASSPHRASE, CA_PASSPHRASE, FOUNDERS, lambda: NOON)
    return zones.open_zone(own, zones.root_of(own, PASSPHRASE), lambda: NOON)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Zone, Zone]]:
    made = zone(tmp_path / "first", date(2026, 7, 10)), zone(tmp_path / "second", date(2030, 7, 26))
    yield made
    for one in made:
        one.close()
        one.root.close()


def submitted(one: Zone, values: dict[str, str]) -> str:
    with one.database.writing() as connection:
        id = applications.open_application(connection, games.FRA, "FRA", games.SWIMMER)
        applications.save_draft(connection, games.FRA, one.vault, id, values)
        photos.save_photo(connection, games.FRA, one.vault, id, PICTURE)
        applications.submit(connection, games.FRA, one.vault, one.policy.season, id, NOTICE)
    return id


def printed(one: Zone, id: str) -> datetime:
    """From when the card of an application opens doors."""
    with one.database.writing() as connection:
        flow.approve(connection, games.INES, one.policy, id)
        found: datetime = connection.execute(sa.select(card.c.valid_from).where(card.c.application == id)).scalar_one()
    return found


def test_two_zones_of_one_process_have_each_its_own_days(two: tuple[Zone, Zone]) -> None:
    for one in two:
        with one.database.writing() as connection:
            games.begin(connection)
            vetting.open_campaign(connection, games.INES, LAW)
    ids = [submitted(one, games.MARTA) for one in two]
    first, second = (printed(one, id).date() for one, id in zip(two, ids, strict=True))
    assert second - first == two[1].settings.opening - two[0].settings.opening  # type: ignore[operator]
    ends_between = games.TOM | {"document_expiry": "2028-01-01"}
    submitted(two[0], ends_between)
    with pytest.raises(Refused, match="document_expiry:past"):
        submitted(two[1], ends_between)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("zone")
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(made, "init", "--data", str(made), "--domain", "FR", "--opening", "2031-07-18", *founders)
    return made


def test_a_zone_keeps_the_day_that_it_was_founded_with(folder: Path) -> None:
    assert json.loads((folder / "zone.json").read_bytes())["opening"] == "2031-07-18"
    assert settings.read(folder).opening == date(2031, 7, 18)


def test_the_root_certificate_is_printed_and_signs_itself(folder: Path) -> None:
    root = x509.load_pem_x509_certificate(done(folder, "pki", "root").encode())
    assert root.issuer == root.subject
    root.verify_directly_issued_by(root)
