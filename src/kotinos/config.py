"""Where a platform listens and keeps its things. Read once, at the start of a command."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from kotinos.codes import canonical


class ConfigError(ValueError):
    """A configuration that cannot be used; the message names the key and what would be right."""


Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set. Each key may stand in ``kotinos.toml`` or in the environment as ``KOTINOS_<KEY>``.

    ``keys`` is the file of API keys; ``operators`` the file of people who may sign in at a desk, where it is not
    ``operators.json`` in the data folder; ``push`` the file of registered ODF clients; ``watch`` a folder that timing devices write to;
    ``custody`` the folder of the sealed zone, whose pages are on ``custody_port``, its door to this zone on ``door_port``, and a witness
    of its log on ``witness_port``;
    ``feed_url`` the origin at which browsers find the feed, where that is not ``feed_port`` of the page's own host; ``odf_flag`` what
    ODF messages say of themselves: ``T`` test, ``P`` production.
    """

    host: str = "127.0.0.1"
    site_port: Port = 8024
    api_port: Port = 8025
    feed_port: Port = 8026
    custody_port: Port = 8034
    door_port: Port = 8035
    witness_port: Port = 8036
    edges: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    data: str = "var"
    journal: str = ""
    bus: str = ""
    publications: str = ""
    keys: str = ""
    operators: str = ""
    push: str = ""
    watch: str = ""
    custody: str = ""
    feed_url: str = ""
    odf_flag: Literal["T", "P"] = "T"

    @property
    def folder(self) -> Path:
        """The folder of everything that this platform keeps."""
        return Path(self.data)

    @property
    def journal_url(self) -> str:
        """The journal: embedded unless told otherwise."""
        return self.journal or f"sqlite:///{self.folder / 'journal.db'}"

    @property
    def publications_url(self) -> str:
        """The store of publications: beside the journal unless told otherwise."""
        if self.publications:
            return self.publications
        return self.journal if self.journal.startswith("postgresql") else f"sqlite:///{self.folder / 'published.db'}"

    @property
    def bus_url(self) -> str:
        """The bus: what fits the store unless told otherwise."""
        if self.bus:
            return self.bus
        return self.journal if self.journal.startswith("postgresql") else "sqlite-tail:"

    @property
    def operators_file(self) -> Path:
        """The people who may sign in at a desk."""
        return Path(self.operators) if self.operators else self.folder / "operators.json"

    @property
    def custody_folder(self) -> Path:
        """The folder of the sealed zone on this machine."""
        return Path(self.custody) if self.custody else self.folder / "custody"

    @property
    def watch_folder(self) -> Path:
        """The folder that timing devices write to."""
        return Path(self.watch) if self.watch else self.folder / "watch"


def load(path: str | None = None, **given: object) -> Config:
    """The configuration: what was ``given`` (options of a command) before the environment, before the file, before the defaults.

    ``path`` names a TOML file; ``kotinos.toml`` in the working folder is read when it exists. Raises `ConfigError`.
    """
    settings: dict[str, object] = {}
    file = Path(path or "kotinos.toml")
    if file.is_file():
        try:
            settings |= tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{file}: {error}") from error
    elif path:
        raise ConfigError(f"{file}: no such file")
    for name in Config.__struct_fields__:
        value = os.environ.get(f"KOTINOS_{name.upper()}")
        if value is not None:
            settings[name] = int(value) if name in _NUMBERS and value.isdigit() else value
    settings |= {name: value for name, value in given.items() if value is not None}
    try:
        return canonical.convert(settings, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"configuration: {error}") from error


_NUMBERS = frozenset({"site_port", "api_port", "feed_port", "custody_port", "door_port", "witness_port", "edges"})
