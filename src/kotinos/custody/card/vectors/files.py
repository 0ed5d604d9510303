"""The vector files: one for the trusted keys, one for each family of cases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from kotinos.custody.card.vectors import cast, families
from kotinos.custody.card.vectors.shape import written


def files() -> dict[str, str]:
    """Every vector file by its name."""
    trust = [
        {
            "KID": key.kid.hex(),
            "PUBLIC": key.public.hex(),
            "SIGNSFROM": _utc(key.signs_from),
            "SIGNSUNTIL": _utc(key.signs_until),
            "TRUSTEDUNTIL": _utc(key.trusted_until),
            "WITHDRAWN": key.withdrawn,
        }
        for key in cast.TRUST
    ]
    return {"trust.json": _lines(trust)} | {
        f"{name}.json": _lines(written(case) for case in cases()) for name, cases in families.FAMILIES.items()
    }


def _lines(rows: Iterable[object]) -> str:
    """A JSON list with one row a line, so that a change shows as the rows that changed."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _utc(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
