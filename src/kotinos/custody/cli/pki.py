"""``kotinos custody pki``: the zone's own certificates."""

from __future__ import annotations

from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_csr
from rich.console import Console
from rich.table import Table

from kotinos.custody.cli.opening import CA_VARIABLE, OF_CA, OF_ROOT, VARIABLE, deed, opened, option, passphrase, why
from kotinos.custody.cli.words import say, told
from kotinos.custody.pki import authority, certificates, files
from kotinos.custody.pki.files import KeyFileError
from kotinos.custody.settings import Settings
from kotinos.custody.web import zone as zones
from kotinos.custody.web.i18n import N_

_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the files. / Dossier des fichiers.",
)


@click.group()
def pki() -> None:
    """Certify the servers and clients of the zone.

    Certifier les serveurs et les clients de la zone.
    """


@pki.command("init")
@option
def init_(settings: Settings) -> None:
    """Make a new issuing authority from the root of the certificates: once a year, or after a theft.

    Faire une nouvelle autorité émettrice depuis la racine des certificats : une fois par an, ou après un vol.

    \b
    Example:  kotinos custody pki init --data /srv/custody
    """
    root = zones.root_of(settings, passphrase(VARIABLE, OF_ROOT))
    try:
        zones.renew_authority(settings, root, passphrase(CA_VARIABLE, OF_CA))
    except KeyFileError as wrong:
        raise click.ClickException(str(wrong)) from wrong


@pki.command()
@option
@click.argument("kind", type=click.Choice(["server", "client"]))
@click.argument("name")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    help="Names it is met under; by default NAME in the zone. / Noms sous lesquels on le rencontre.",
)
@click.option(
    "--csr",
    type=click.Path(exists=True, path_type=Path),
    help="A request by who holds the key. / La demande de qui tient la clé.",
)
@_out
@why
def issue(
    settings: Settings, kind: str, name: str, hosts: tuple[str, ...], csr: Path | None, out: Path, why: str
) -> None:
    """Issue a certificate; without --csr its key is made here and written beside it.

    Émettre un certificat ; sans --csr, sa clé est faite ici et écrite à côté.

    \b
    Example:  kotinos custody pki issue client release --out /run/keys/release --why "the open zone's mirror"
    """
    key, public = None, None
    if csr is None:
        key = authority.new_key()
        public = key.public_key()
    else:
        request = load_pem_x509_csr(csr.read_bytes())
        public = request.public_key()  # type: ignore[assignment]
        if not request.is_signature_valid or not isinstance(public, ec.EllipticCurvePublicKey):
            raise click.ClickException(say(N_("%(file)s is no valid request for a P-256 key"), file=csr))
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        names = hosts or (f"{name}.{settings.zone}",)
        made = certificates.issue(connection, deed(zone, why), zone.issuing, kind, name, names, public)
    files.write(out / f"{name}.pem", files.chain_pem(made, zone.issuing.certificate))
    files.write(out / "root.pem", files.chain_pem(*zone.issuing.above))
    if key:
        files.write(out / f"{name}.key", files.key_pem(key))


@pki.command()
@option
@click.argument("serial")
@_out
@why
def renew(settings: Settings, serial: str, out: Path, why: str) -> None:
    """Renew a certificate under a new key. The zone's own servers renew theirs by themselves.

    Renouveler un certificat avec une nouvelle clé. Les serveurs de la zone renouvellent le leur d’eux-mêmes.

    \b
    Example:  kotinos custody pki renew 5f0c…91 --out /run/keys/open-zone --why "half its life is over"
    """
    key = authority.new_key()
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        made = certificates.renew(connection, deed(zone, why), zone.issuing, serial, key.public_key())
        name = next(one.name for one in certificates.every(connection) if int(one.serial, 16) == made.serial_number)
    files.write(out / f"{name}.pem", files.chain_pem(made, zone.issuing.certificate))
    files.write(out / f"{name}.key", files.key_pem(key))


@pki.command()
@option
def root(settings: Settings) -> None:
    """Print the root certificate: what browsers, gates and programs trust.

    Afficher le certificat racine : ce que croient navigateurs, portes et programmes.

    \b
    Example:  kotinos custody pki root > root.pem
    """
    with opened(settings) as zone:
        click.echo(files.chain_pem(*zone.issuing.above), nl=False)


@pki.command("list")
@option
def list_(settings: Settings) -> None:
    """Every certificate, and whether it is good.

    Tous les certificats, et s’ils sont bons.

    \b
    Example:  kotinos custody pki list --data /srv/custody
    """
    words = {"good": N_("good"), "due": N_("due for renewal"), "over": N_("over"), "revoked": N_("revoked")}
    with opened(settings) as zone, zone.database.reading() as connection:
        found, now = certificates.every(connection), zone.clock()
    table = Table(say(N_("Kind")), say(N_("Name")), say(N_("Until")), say(N_("State")), say(N_("Serial")))
    for one in found:
        table.add_row(one.kind, one.name, f"{one.ends_at:%Y-%m-%d %H:%M}Z", say(words[one.state(now)]), one.serial)
    Console().print(table)


@pki.command()
@option
@click.argument("serial")
@why
def revoke(settings: Settings, serial: str, why: str) -> None:
    """Revoke a certificate; servers turn its holder away within seconds.

    Révoquer un certificat ; les serveurs écartent son détenteur en quelques secondes.

    \b
    Example:  kotinos custody pki revoke 5f0c…91 --why "a laptop was stolen"
    """
    with opened(settings) as zone, told(), zone.database.writing() as connection:
        made = certificates.revoke(connection, deed(zone, why), zone.issuing, serial)
    click.echo(made.public_bytes(Encoding.PEM).decode(), nl=False)
