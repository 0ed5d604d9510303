"""Settings: what was given before the environment, before the file, before the defaults; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.config import Config, ConfigError, load


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Config.__struct_fields__:
        monkeypatch.delenv(f"KOTINOS_{name.upper()}", raising=False)
    return tmp_path


def test_without_settings_everything_is_embedded_below_var_and_on_loopback() -> None:
    config = load()
    assert (config.host, config.site_port, config.api_port, config.feed_port) == ("127.0.0.1", 8024, 8025, 8026)
    assert config.journal_url == "sqlite:///var/journal.db"
    assert config.publications_url == "sqlite:///var/published.db"
    assert (config.bus_url, config.watch_folder) == ("sqlite-tail:", Path("var/watch"))


def test_an_option_goes_before_the_environment_and_the_environment_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "kotinos.toml").write_text('data = "file"\nhost = "file"\napi_port = 1\n')
    monkeypatch.setenv("KOTINOS_HOST", "environment")
    monkeypatch.setenv("KOTINOS_API_PORT", "2")
    config = load(None, api_port=3, data=None)
    assert (config.data, config.host, config.api_port) == ("file", "environment", 3)


def test_a_named_file_is_read_instead_of_the_one_in_the_working_folder(folder: Path) -> None:
    (folder / "kotinos.toml").write_text('data = "here"\n')
    (folder / "other.toml").write_text('data = "there"\n')
    assert load("other.toml").data == "there"


def test_a_database_for_the_journal_also_takes_the_publications_and_tells_of_them() -> None:
    config = load(None, journal="postgresql://host/games")
    assert (config.publications_url, config.bus_url) == ("postgresql://host/games", "postgresql://host/games")


def test_a_bus_and_a_store_of_their_own_stay_as_they_are_named() -> None:
    config = load(None, journal="postgresql://host/games", bus="nats://bus", publications="postgresql://host/shown")
    assert (config.publications_url, config.bus_url) == ("postgresql://host/shown", "nats://bus")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 1", "colour"),
        ('api_port = "high"', "api_port"),
        ("data =", "kotinos.toml"),
        ('odf_flag = "X"', "odf_flag"),
        ("api_port = 70000", "api_port"),
        ("edges = 0", "edges"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(folder: Path, text: str, named: str) -> None:
    (folder / "kotinos.toml").write_text(text)
    with pytest.raises(ConfigError, match=named):
        load()


def test_a_port_in_the_environment_that_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOTINOS_FEED_PORT", "eight")
    with pytest.raises(ConfigError, match="feed_port"):
        load()


def test_a_named_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"games\.toml: no such file"):
        load("games.toml")
