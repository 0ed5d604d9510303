"""Registered clients and their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.feed.push import ClientError, PushClient, load_clients


def test_a_toml_file_names_clients_and_where_their_keys_are(tmp_path: Path) -> None:
    (tmp_path / "tv.key").write_text("key-in-a-file\n")
    file = tmp_path / "clients.toml"
    file.write_text("""
        [[clients]]
        name = "agency"
        url = "http://agency.example/odf"
        key_env = "AGENCY_KEY"
        channels = "DT_RESULT:*"
        [[clients]]
        name = "tv"
        url = "https://tv.example/in"
        key_file = "tv.key"
        from_start = true
    """)
    agency, tv = load_clients(file, {"AGENCY_KEY": "key-in-the-environment"})
    assert (agency.name, agency.api_key, agency.channels) == ("agency", "key-in-the-environment", "DT_RESULT:*")
    assert (tv.name, tv.api_key, tv.channels, tv.from_start) == ("tv", "key-in-a-file", "*:*", True)


def test_a_json_file_does_the_same(tmp_path: Path) -> None:
    file = tmp_path / "clients.json"
    file.write_text('{"clients": [{"name": "a", "url": "http://a.example", "key_env": "K"}]}')
    assert [c.name for c in load_clients(file, {"K": "x"})] == ["a"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{"name": "a", "url": "http://a.example", "key_env": "MISSING"}', "the environment has no MISSING"),
        ('{"name": "a", "url": "http://a.example", "key_file": "nowhere"}', "key file nowhere"),
        ('{"name": "a", "url": "http://a.example"}', "either key_env or key_file"),
        ('{"name": "a", "url": "http://a.example", "key_env": "K", "key_file": "f"}', "either key_env or key_file"),
        ('{"name": "a", "url": "ftp://a.example", "key_env": "K"}', "no http:// or https:// address"),
        ('{"name": "a", "url": "http://a.example", "key_env": "K", "channels": "ATH"}', "write TYPE:RSC"),
        ('{"name": "a", "url": "http://a.example", "api_key": "plain"}', "unknown field `api_key`"),
        ('{"name": "a"}', "missing required field `url`"),
        ('{"name": "a", "url": "http://a.example", "key_env": "BAD"}', "printable ASCII"),
        (
            '{"name": "a", "url": "http://a.b", "key_env": "K"}, {"name": "a", "url": "http://a.c", "key_env": "K"}',
            "registered twice",
        ),
        ("oops", "clients.json"),
    ],
)
def test_a_wrong_registration_is_refused_by_name_and_without_the_key(tmp_path: Path, entry: str, says: str) -> None:
    file = tmp_path / "clients.json"
    file.write_text(f'{{"clients": [{entry}]}}')
    with pytest.raises(ClientError) as refused:
        load_clients(file, {"K": "very-secret", "BAD": "very-secret\r\nX-Other: 1"})
    assert says in str(refused.value)
    assert "very-secret" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClientError, match=r"none\.toml"):
        load_clients(tmp_path / "none.toml")


def test_a_key_is_never_shown() -> None:
    client = PushClient(name="a", url="http://a.example", api_key="very-secret")
    assert "very-secret" not in f"{client} {client!r}"
