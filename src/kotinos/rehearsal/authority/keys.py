"""The authority's own folder of keys: one to sign with, an old one, one to which batches are sealed; and the zone's, brought by hand."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

PUBLIC = "authority.json"
ZONE = "zone.json"


class KeyFolder:
    """Keys in ``folder``; the private ones are made when they are missing, and the public ones written for the zone."""

    def __init__(self, folder: Path, at: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.signing = Ed25519PrivateKey.from_private_bytes(_secret(folder / "signing.key"))
        self.old = Ed25519PrivateKey.from_private_bytes(_secret(folder / "old.key"))
        self.sealing = X25519PrivateKey.from_private_bytes(_secret(folder / "sealing.key"))
        if not (folder / PUBLIC).exists():
            since = at.strftime("%Y-%m-%dT%H:%M:%SZ")
            signing, old, sealing = (
                key.public_key().public_bytes_raw().hex() for key in (self.signing, self.old, self.sealing)
            )
            public = {
                # The old key counts no longer: what is signed with it must not be believed.
                "signing": [{"public": old, "since": since, "until": since}, {"public": signing, "since": since}],
                "sealing": [{"public": sealing, "since": since}],
            }
            (folder / PUBLIC).write_text(json.dumps(public, indent=1) + "\n")

    def zone(self) -> dict[str, Ed25519PublicKey]:
        """The zone's signing keys by their names. Raises `FileNotFoundError` until they have been brought."""
        told = json.loads((self.folder / ZONE).read_text())
        keys = (Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"])) for key in told["signing"])
        return {name_of(key.public_bytes_raw()): key for key in keys}


def name_of(public: bytes) -> str:
    """How files point at a public key: the first sixteen hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def _secret(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text())
    secret = os.urandom(32)
    with os.fdopen(handle, "w") as file:
        file.write(secret.hex())
    return secret
