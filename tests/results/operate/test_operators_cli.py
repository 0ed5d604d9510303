"""``kotinos operators``: accounts are made, listed and removed; no password is ever kept or shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kotinos.results.operate import accounts
from kotinos.results.operate.cli import operators

PASSWORD = "an invented password"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operators.json"


def asked(path: Path, *arguments: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(operators, [*arguments, "--file", str(path)], input=f"{password}\n")


def added(path: Path, name: str = "anna", *more: str, password: str = PASSWORD) -> Result:
    rights = ("--full-name", "Anna Kallas", "--venue", "STA", "--discipline", "ATH", "--password-stdin")
    return asked(path, "add", name, *rights, *more, password=password)


def test_an_account_is_kept_with_a_hash_that_only_its_password_opens(path: Path) -> None:
    assert added(path).exit_code == 0
    [account] = accounts.read(path)
    assert (account.name, account.role, account.venues, account.disciplines) == ("anna", "operator", ("STA",), ("ATH",))
    assert PASSWORD not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert accounts.matches(PASSWORD, account.password)
    assert not accounts.matches(PASSWORD + "x", account.password)


def test_two_hashes_of_one_password_differ(path: Path) -> None:
    assert accounts.hashed(PASSWORD) != accounts.hashed(PASSWORD)


@pytest.mark.parametrize("kept", ["", "plain$text", PASSWORD, "bcrypt$1$2$3$4$5"])
def test_what_is_no_hash_of_ours_matches_nothing(kept: str) -> None:
    assert not accounts.matches(PASSWORD, kept)


def test_the_list_shows_who_and_what_but_no_password(path: Path) -> None:
    added(path)
    said = asked(path, "list").output
    assert "Anna Kallas" in said
    assert "scrypt" not in said


def test_an_account_is_replaced_only_when_that_is_asked_for(path: Path) -> None:
    added(path)
    assert added(path).exit_code == 1
    assert added(path, "anna", "--replace", "--role", "manager").exit_code == 0
    assert [account.role for account in accounts.read(path)] == ["manager"]


def test_a_removed_account_is_gone(path: Path) -> None:
    added(path)
    added(path, "bo")
    assert asked(path, "remove", "anna").exit_code == 0
    assert [account.name for account in accounts.read(path)] == ["bo"]
    assert asked(path, "remove", "anna").exit_code == 1


@pytest.mark.parametrize(("name", "password"), [("Anna K", PASSWORD), ("", PASSWORD), ("anna", "short")])
def test_what_cannot_be_an_account_is_refused_and_nothing_is_written(path: Path, name: str, password: str) -> None:
    refused = added(path, name, password=password)
    assert refused.exit_code == 1
    assert not path.exists()


def test_rights_are_named_never_assumed(path: Path) -> None:
    refused = asked(path, "add", "anna", "--full-name", "Anna", "--password-stdin")
    assert refused.exit_code == 2
    assert "--venue" in refused.output
