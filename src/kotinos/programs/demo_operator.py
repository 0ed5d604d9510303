"""An invented person who may sign in at the desks of a demonstration, with a password of this run folder's own."""

from __future__ import annotations

import secrets
from pathlib import Path

from kotinos.results.operate import accounts
from kotinos.results.operate.accounts import EVERYTHING, Account

NAME, FULL_NAME = "iris", "Iris Kalogera"


def ensure(path: Path) -> str:
    """The password of the demonstration's operator if the account was made now; empty where the file has people already."""
    if accounts.read(path):
        return ""
    password = secrets.token_urlsafe(9)
    made = Account(
        name=NAME,
        full_name=FULL_NAME,
        role="manager",
        password=accounts.hashed(password),
        venues=(EVERYTHING,),
        disciplines=(EVERYTHING,),
    )
    accounts.write(path, [made])
    return password
