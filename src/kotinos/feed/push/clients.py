"""Who gets documents pushed, and with which key."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from kotinos.feed.channels import ChannelError, Channels


class ClientError(ValueError):
    """A registration that cannot be used; the message names the client and what would be right, never a key."""


class PushClient(msgspec.Struct, frozen=True, kw_only=True):
    """One registered client. ``from_start``: the first time it gets everything ever published, else only what comes from now on.

    ``form`` names the form in which it gets documents; which forms there are is not known here.
    """

    name: str
    url: str
    api_key: str
    channels: str = "*:*"
    from_start: bool = False
    form: str = "odf"

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ClientError(f"client {self.name!r}: {self.url!r} is no http:// or https:// address")
        if not self.api_key or not self.api_key.isascii() or not self.api_key.isprintable():
            raise ClientError(f"client {self.name!r}: an API key has at least one printable ASCII character")
        try:
            Channels(self.channels)
        except ChannelError as error:
            raise ClientError(f"client {self.name!r}: {error}") from error

    def __repr__(self) -> str:
        return f"PushClient(name={self.name!r}, url={self.url!r}, channels={self.channels!r})"

    __str__ = __repr__


class _Registered(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    url: str
    key_env: str = ""
    key_file: str = ""
    channels: str = "*:*"
    from_start: bool = False
    form: str = "odf"


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    clients: tuple[_Registered, ...]


def load_clients(path: str | Path, environment: Mapping[str, str] = os.environ) -> list[PushClient]:
    """Read ``clients`` of a TOML or JSON file.

    The key itself stands in the environment variable ``key_env`` or in the file ``key_file`` (relative to this one), so that the
    registration can be kept with the configuration. Raises `ClientError`.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        found = tomllib.loads(text) if file.suffix == ".toml" else msgspec.json.decode(text)
        registered = msgspec.convert(found, _File).clients
    except OSError as error:
        raise ClientError(f"{file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ClientError(f"{file}: {error}") from error
    names = [one.name for one in registered]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise ClientError(f"{file}: client {double[0]!r} is registered twice")
    return [_client(one, file.parent, environment) for one in registered]


def _client(one: _Registered, folder: Path, environment: Mapping[str, str]) -> PushClient:
    if bool(one.key_env) == bool(one.key_file):
        raise ClientError(f"client {one.name!r}: name either key_env or key_file")
    if one.key_env:
        key = environment.get(one.key_env, "")
        if not key:
            raise ClientError(f"client {one.name!r}: the environment has no {one.key_env}")
    else:
        try:
            key = (folder / one.key_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ClientError(f"client {one.name!r}: key file {one.key_file}: {error.strerror}") from error
    return PushClient(
        name=one.name, url=one.url, api_key=key, channels=one.channels, from_start=one.from_start, form=one.form
    )
