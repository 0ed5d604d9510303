"""``kotinos operators``: the people who may sign in at a desk."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table

from kotinos.results.operate import accounts
from kotinos.results.operate.accounts import EVERYTHING, ROLES, Account, AccountError

console = Console(soft_wrap=True, highlight=False)

_file = click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("var/operators.json"),
    show_default=True,
    help="The file of accounts.",
)


@click.group()
def operators() -> None:
    """Say who may sign in at an operator's desk, and what they may touch."""


@operators.command()
@click.argument("name")
@_file
@click.option("--full-name", required=True, help="The person's name as it is shown.")
@click.option("--role", type=click.Choice(ROLES), default="operator", show_default=True, help="What they may decide.")
@click.option("--venue", "venues", multiple=True, help="A venue's code, may be repeated; * for every venue.")
@click.option(
    "--discipline", "disciplines", multiple=True, help="A discipline's code, may be repeated; * for every one."
)
@click.option("--replace", is_flag=True, help="Replace an account of this name; its sessions end.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def add(
    name: str,
    path: Path,
    full_name: str,
    role: accounts.Role,
    venues: tuple[str, ...],
    disciplines: tuple[str, ...],
    replace: bool,
    password_stdin: bool,
) -> None:
    """Add a person. Takes effect at once, also in a platform that runs.

    \b
    Example:  kotinos operators add anna --full-name "Anna Kallas" --discipline ATH --venue STA
    Example:  kotinos operators add rosa --full-name "Rosa Lind" --role manager --discipline "*" --venue "*"
    Exit codes: 0 added, 1 it could not be, 2 wrong use.
    """
    if not venues or not disciplines:
        raise click.UsageError(f"name at least one --venue and one --discipline ({EVERYTHING} for all)")
    known = _read(path)
    if not replace and any(account.name == name for account in known):
        raise click.ClickException(f"{path} has an account {name} already: --replace to replace it")
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    try:
        made = accounts.checked(
            Account(
                name=name,
                full_name=full_name,
                role=role,
                venues=venues,
                disciplines=disciplines,
                password=accounts.hashed(password),
            )
        )
    except AccountError as error:
        raise click.ClickException(str(error)) from error
    accounts.write(path, [*(account for account in known if account.name != name), made])
    console.print(f"{name} may sign in ({path})")


@operators.command("list")
@_file
def list_(path: Path) -> None:
    """Show the accounts; never a password.

    \b
    Example:  kotinos operators list
    """
    table = Table("name", "person", "role", "venues", "disciplines")
    for account in _read(path):
        table.add_row(
            account.name, account.full_name, account.role, " ".join(account.venues), " ".join(account.disciplines)
        )
    console.print(table)


@operators.command()
@click.argument("name")
@_file
def remove(name: str, path: Path) -> None:
    """Remove a person. Their sessions end at once; what they did stays in the journal.

    \b
    Example:  kotinos operators remove anna
    """
    known = _read(path)
    if all(account.name != name for account in known):
        raise click.ClickException(f"{path} has no account {name}")
    accounts.write(path, [account for account in known if account.name != name])
    console.print(f"{name} may no longer sign in")


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _read(path: Path) -> tuple[Account, ...]:
    try:
        return accounts.read(path)
    except (OSError, msgspec.ValidationError, msgspec.DecodeError) as error:
        raise click.ClickException(f"{path}: {error}") from error
