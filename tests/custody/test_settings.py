"""The zone's settings: what is written is read, and what cannot be is said with its place."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kotinos.custody import settings
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.settings import Quorum, Settings, SettingsError

QUORUM = Quorum(3, ("kai", "ada", "theo", "noor"))
FRANCE = Domain("FR", ("Bièvres",), ("Garde",), frozenset({Egress("authority", "vetting-batch")}))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    own = Settings(
        domain=FRANCE, folder=tmp_path / "zone", games={"fr": "Jeux"}, hosts=("pages.example",), quorum=QUORUM
    )
    settings.write(own)
    assert settings.read(tmp_path / "zone") == own


def test_a_database_file_is_sought_in_the_folder_and_belongs_to_the_domain(tmp_path: Path) -> None:
    database = Settings(domain=FRANCE, folder=tmp_path).open()
    assert (database.url.database, database.domain) == (str(tmp_path / "sealed.db"), "FR")
    database.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "truncated"),
        ('{"domain": {"country": "FR"}, "prot": 1}', "unknown field `prot`"),
        ('{"domain": {"country": "france"}}', "two capitals"),
        ("{}", "required field `domain`"),
        ('{"domain": {"country": "FR"}, "quorum": {"needed": 1}}', "at least two"),
        ('{"domain": {"country": "FR"}, "quorum": {"needed": 3, "custodians": ["kai", "ada"]}}', "2 are named"),
        ('{"domain": {"country": "FR"}, "quorum": {"custodians": ["kai", "ada", "kai"]}}', "named twice"),
    ],
)
def test_settings_that_cannot_be_say_why_and_where(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "zone.json").write_text(content)
    with pytest.raises(SettingsError, match=said) as error:
        settings.read(tmp_path)
    assert str(tmp_path / "zone.json") in str(error.value)


def test_a_command_without_a_zone_says_how_to_make_one(tmp_path: Path) -> None:
    @click.command()
    @settings.option
    def command(settings: Settings) -> None:
        click.echo(settings.domain.country)

    ran = CliRunner().invoke(command, ["--data", str(tmp_path)])
    assert ran.exit_code == 2
    assert "kotinos custody init" in ran.output
    settings.write(Settings(domain=FRANCE, folder=tmp_path))
    assert CliRunner().invoke(command, ["--data", str(tmp_path)]).output == "FR\n"
