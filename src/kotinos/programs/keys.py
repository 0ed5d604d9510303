"""The keys that may send to the intake."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from kotinos.codes import canonical
from kotinos.config import Config
from kotinos.results.intake.keys import SCOPES, Key, Keys, digest_of, new_key


def keys_of(config: Config) -> Keys:
    """The keys that may send. Without a file of keys there is one for this machine, made at the first start (`local_key`)."""
    if config.keys:
        return Keys(load_keys(Path(config.keys)))
    key = local_key(config)
    scopes = frozenset(SCOPES)
    return Keys([Key(name="local", digest=digest_of(key), scopes=scopes, rate=100_000, burst=100_000)])


def load_keys(file: Path) -> list[Key]:
    """The keys of a file."""
    return canonical.decode(file.read_bytes(), list[Key])


def local_key(config: Config) -> str:
    """The key of this machine's own commands, readable by its owner alone; made when it is first asked for."""
    path = config.folder / "local.key"
    with contextlib.suppress(FileNotFoundError):
        return str(json.loads(path.read_text())["key"])
    config.folder.mkdir(parents=True, exist_ok=True)
    key, _ = new_key()
    waiting = path.with_name(f".local.key.{os.getpid()}")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({"key": key}, file)
    waiting.rename(path)  # whole or not at all, should the power go
    return key
