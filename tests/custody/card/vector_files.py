"""The vector files as they lie in the repository."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import kotinos.custody.card.vectors
from kotinos.custody.card.keys import SignerKey, Trust

FOLDER = Path(kotinos.custody.card.vectors.__file__).parent


def vectors() -> list[tuple[str, dict[str, Any]]]:
    """Each case with a name by which a failing test is found."""
    found = []
    for file in sorted(FOLDER.glob("*.json")):
        if file.name != "trust.json":
            rows = json.loads(file.read_text(encoding="utf-8"))
            found += [(f"{file.stem}:{at}", row) for at, row in enumerate(rows, start=2)]
    return found


def trust() -> Trust:
    """The trusted keys of the vectors."""
    keys = [
        SignerKey(
            bytes.fromhex(row["PUBLIC"]),
            datetime.fromisoformat(row["SIGNSFROM"]),
            datetime.fromisoformat(row["SIGNSUNTIL"]),
            datetime.fromisoformat(row["TRUSTEDUNTIL"]),
            row["WITHDRAWN"],
        )
        for row in json.loads((FOLDER / "trust.json").read_text(encoding="utf-8"))
    ]
    return {key.kid: key for key in keys}


def clock(vector: dict[str, Any]) -> datetime:
    """The time at which the case is judged."""
    return datetime.fromisoformat(vector["TESTCTX"]["VALIDATIONCLOCK"])
