"""What a zone is founded for: the day on which its Games open moves the days of cards; its root certificate is for everybody to have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from kotinos.custody import settings
from kotinos.custody.accreditation import reference
from tests.custody.cli.test_commands import done

ON = date(2031, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / "zone"
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(made, "init", "--data", str(made), "--domain", "FR", "--opening", "2031-07-18", *founders)
    yield made
    reference.open_on(None)


def test_the_days_of_cards_follow_the_opening_of_the_games(folder: Path) -> None:
    assert settings.read(folder).opening == date(2031, 7, 18)
    own = reference.on(ON).windows
    assert own["GAMES"].valid_from == date(2031, 7, 11)
    reference.open_on(None)
    written = reference.on(ON).windows
    assert written["GAMES"].valid_from == date(2026, 7, 17)
    for code, window in own.items():
        moved = window.valid_from - written[code].valid_from
        assert moved == window.valid_to - written[code].valid_to == timedelta(days=1820)


def test_every_command_of_a_zone_moves_them_again(folder: Path) -> None:
    reference.open_on(None)
    done(folder, "organisation", "list")
    assert reference.on(ON).windows["GAMES"].valid_from == date(2031, 7, 11)


def test_the_root_certificate_is_printed_and_signs_itself(folder: Path) -> None:
    root = x509.load_pem_x509_certificate(done(folder, "pki", "root").encode())
    assert root.issuer == root.subject
    root.verify_directly_issued_by(root)
