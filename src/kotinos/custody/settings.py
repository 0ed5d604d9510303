"""What one sealed zone is: read once from the ``zone.json`` of its folder, which holds no secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from kotinos.custody.residency import Domain
from kotinos.custody.store import Database

FILE = "zone.json"


class SettingsError(Exception):
    """The folder holds no zone, or its settings say something that cannot be."""


class WitnessAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A witness of the log: its address, and its public key (``name+number+base64``)."""

    url: str
    key: str


class Module(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hardware module that holds the root key: the library by which it is reached (PKCS#11), and the token's label."""

    library: str
    token: str


class Wall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wall around the zone's programs. ``inside`` says whether each raises its own half at its start: where the kernel can, or as a
    condition of starting at all. ``peers`` (``host:port``) may be called besides the database and the witnesses, ``folders`` written
    besides the zone's own: what a hardware module needs. ``visitors`` are the networks that pages and door are reached from.
    """

    inside: Literal["off", "where-possible", "demanded"] = "where-possible"
    peers: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    visitors: tuple[str, ...] = ()


class Quorum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who must agree before a key is destroyed for ever: ``needed`` of the ``custodians`` (names of accounts), of at least two
    organisations. Where none is named, anybody of the staff who may be a second person is one. ValueError for what cannot be.
    """

    needed: int = 2
    custodians: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.needed < 2:
            raise ValueError("at least two custodians must agree before a key is destroyed")
        if len(set(self.custodians)) < len(self.custodians):
            raise ValueError("a custodian is named twice")
        if self.custodians and len(self.custodians) < self.needed:
            raise ValueError(
                f"{self.needed} custodians must agree before a key is destroyed, and {len(self.custodians)} are named"
            )


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``domain`` is the residency domain of everything in the folder. ``database`` is a URL; a SQLite file is sought in the folder.
    ``zone`` is the DNS name under which the zone's own authority may name anybody; ``hosts`` are the names and addresses under which
    its pages are reached, on ``port``; ``door_port`` is the way to the open zone. ``module`` holds the root key where a file does not;
    ``witnesses`` are asked to sign the log. ``games`` is the Games' name by language, ``code`` what cards call them, ``timezone`` their
    zone, in which all times are shown. ``letters_from`` is the address that letters come from. ``campaign`` and ``print_first`` are the
    organiser's policy of vetting and printing (`kotinos.custody.flow.policy`). ``opening`` is the day on which the Games open, and all
    the days of cards with it. ``wall`` is what else its programs may reach, ``quorum`` who must agree that a key be destroyed.
    """

    domain: Domain
    folder: Path = Path()
    database: str = "sqlite:///sealed.db"
    zone: str = "custody.internal"
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    port: int = 8034
    door_port: int = 8035
    games: dict[str, str] = {}
    code: str = "OG2026"
    letters_from: str = "accreditation@custody.internal"
    campaign: str = ""
    print_first: bool = False
    opening: date | None = None
    timezone: str = "UTC"
    module: Module | None = None
    witnesses: tuple[WitnessAt, ...] = ()
    wall: Wall = Wall()
    quorum: Quorum = Quorum()

    @property
    def log(self) -> str:
        """The name of the zone's log, as outsiders know it: its origin."""
        return f"{self.hosts[0]}/{self.domain.country}"

    def name(self, language: str) -> str:
        """The Games' name in ``language``, else in English, else the software's."""
        return self.games.get(language) or self.games.get("en") or "Kotinos"

    def open(self, *, outdated: bool = False) -> Database:
        """The zone's database; ``outdated`` as in `Database`."""
        scheme, _, path = self.database.partition(":///")
        relative = scheme == "sqlite" and not Path(path).is_absolute()
        url = f"sqlite:///{self.folder.resolve() / path}" if relative else self.database
        return Database(url, self.domain.country, outdated=outdated)


def read(folder: Path) -> Settings:
    """The settings of the zone in ``folder``; raises `SettingsError`."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Settings, dec_hook=_path)
    except FileNotFoundError:
        raise SettingsError(f"{folder} holds no sealed zone: kotinos custody init --data {folder}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as wrong:
        raise SettingsError(f"{folder / FILE}: {wrong}") from wrong
    return msgspec.structs.replace(found, folder=folder)


def _path(kind: type, text: str) -> Any:
    if kind is not Path:
        raise NotImplementedError(kind)
    return Path(text)


def write(settings: Settings) -> None:
    """Put ``settings`` into their folder."""
    plain = msgspec.to_builtins(settings, str_keys=True, enc_hook=str)
    del plain["folder"]
    settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (settings.folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n")


class _Zone(click.ParamType[Settings]):
    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Settings:
        if isinstance(value, Settings):
            return value
        try:
            return read(Path(value))
        except SettingsError as wrong:
            self.fail(str(wrong), param, ctx)


def option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option by which every command of the zone finds it: ``--data``, given to the command as ``settings``."""
    return click.option(
        "--data",
        "settings",
        type=_Zone(),
        default="var/custody",
        envvar="KOTINOS_CUSTODY_DATA",
        show_default=True,
        help="The zone's folder. / Le dossier de la zone.",
    )(command)
