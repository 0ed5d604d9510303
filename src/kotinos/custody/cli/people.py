"""``kotinos custody people``: accounts of the zone."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from kotinos.custody.cli.opening import deed, opened, option, why
from kotinos.custody.cli.words import language, say, told
from kotinos.custody.people import accounts, queries
from kotinos.custody.people.roles import ROLES
from kotinos.custody.settings import Settings
from kotinos.custody.web.i18n import N_
from kotinos.custody.web.zone import Zone
from kotinos.design.languages import LANGUAGES


@click.group()
def people() -> None:
    """Say who may sign in, and in which role.

    Dire qui peut se connecter, et dans quel rôle.
    """


@people.command()
@option
@click.argument("name")
@click.option("--full-name", required=True, help="As it is shown. / Tel qu’il est affiché.")
@click.option(
    "--organisation",
    required=True,
    help="The employer, or the responsible organisation's code. / L’employeur, ou le code de l’organisme.",
)
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="What they do here. / Son rôle.")
@click.option(
    "--language", "speaks", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Theirs. / La sienne."
)
@why
def add(settings: Settings, name: str, full_name: str, organisation: str, role: str, speaks: str, why: str) -> None:
    """Add somebody, and print the link by which they make their credentials.

    Ajouter quelqu’un, et afficher le lien par lequel cette personne crée ses moyens de connexion.

    \b
    Example:  kotinos custody people add kai --full-name "Kai Berg" --organisation Garde --role custodian --why "first of two"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        token = accounts.add(
            connection,
            deed(zone, why),
            zone.people_key,
            name=name,
            full_name=full_name,
            organisation=organisation,
            role=role,
            language=speaks,
        )
    _link(zone, token)


@people.command("list")
@option
def list_(settings: Settings) -> None:
    """Everybody, and the changes that wait for a second person.

    Tout le monde, et les changements qui attendent une seconde personne.

    \b
    Example:  kotinos custody people list --data /srv/custody
    """
    with opened(settings) as zone, zone.database.reading() as connection:
        everybody, waiting = queries.everybody(connection), queries.pending(connection)
    table = Table(say(N_("Name")), say(N_("Full name")), say(N_("Organisation")), say(N_("Role")), say(N_("State")))
    for one in everybody:
        state = N_("closed") if one.closed else N_("may sign in") if one.enrolled else N_("not enrolled")
        table.add_row(one.name, one.full_name, one.organisation, one.role, say(state))
    console = Console()
    console.print(table)
    for change in waiting:
        console.print(f"{change.id}  {change.what}  {change.name}  {change.asked_by}: {change.why}", highlight=False)


@people.command()
@option
@click.argument("name")
@why
def recover(settings: Settings, name: str, why: str) -> None:
    """Ask that somebody may make new credentials; a second person agrees on the zone's pages.

    Demander que quelqu’un puisse créer de nouveaux moyens de connexion ; une seconde personne l’accorde dans les pages.

    \b
    Example:  kotinos custody people recover kai --why "lost the telephone"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        accounts.recover(connection, deed(zone, why), name)
    _link(zone, None)


@people.command()
@option
@click.argument("name")
@why
def close(settings: Settings, name: str, why: str) -> None:
    """Close an account: its credentials are destroyed, its sessions end.

    Fermer un compte : ses moyens de connexion sont détruits, ses sessions prennent fin.

    \b
    Example:  kotinos custody people close kai --why "left the company"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        accounts.close(connection, deed(zone, why), name)


def _link(zone: Zone, token: str | None) -> None:
    if token is None:
        click.echo(say(N_("A second person must agree, on the zone's pages: People.")))
    else:
        click.echo(f"{zone.party.origin}/{language()}/enrol/{token}")
