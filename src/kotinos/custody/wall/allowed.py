"""What a program of the zone may reach: everything in it is named by the settings, and nothing else is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from kotinos.custody.settings import Settings

Program = Literal["serve", "exchange"]
"""The programs that run for long: the pages with the door, and the exchange with the State, which is files only."""
_POSTGRESQL = 5432


class Peer(msgspec.Struct, frozen=True):
    """Somebody whom the zone may call by TCP: for what, the name or address, the port."""

    what: str
    host: str
    port: int


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """``peers`` may be called, ``listens`` are the ports on which the program may listen, ``folders`` those it may write below.
    ``local_sockets``: whether it may open sockets of the machine (a database beside it, the daemon of a hardware module).
    """

    peers: tuple[Peer, ...]
    listens: tuple[int, ...]
    folders: tuple[Path, ...]
    local_sockets: bool


def of(own: Settings, program: Program) -> Allowed:
    """What ``program`` of the zone may reach. Raises ValueError where a peer is no ``host:port``."""
    database, local, folder = _database(own)
    peers = [*database, *(_peer("named in the settings", one) for one in own.wall.peers)]
    if program == "serve":
        peers += [_witness(one.url) for one in own.witnesses]
    return Allowed(
        peers=tuple(dict.fromkeys(peers)),
        listens=(own.port, own.door_port) if program == "serve" else (),
        folders=(own.folder.resolve(), *folder, *own.wall.folders),
        local_sockets=local or own.module is not None,
    )


def _database(own: Settings) -> tuple[list[Peer], bool, list[Path]]:
    """The database as a peer, whether it is a socket of this machine, and a folder of its own where it is a file outside the zone's."""
    scheme, _, rest = own.database.partition("://")
    if scheme == "sqlite":
        path = Path(rest.removeprefix("/"))
        return [], False, [path.parent] if path.is_absolute() else []
    parts = urlsplit(own.database)
    if not parts.hostname:
        return [], True, []
    return [Peer("database", parts.hostname, parts.port or _POSTGRESQL)], False, []


def _witness(url: str) -> Peer:
    parts = urlsplit(url)
    return Peer("witness", parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))


def _peer(what: str, text: str) -> Peer:
    parts = urlsplit(f"//{text}")
    if not parts.hostname or not parts.port:
        raise ValueError(f"a peer of the wall is host:port, not {text!r}")
    return Peer(what, parts.hostname, parts.port)
