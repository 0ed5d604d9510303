"""What each kind of certificate may be used for, and how long. PURE."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec


class Profile(msgspec.Struct, frozen=True):
    """``life`` from issue to end; ``leaf`` certificates certify nobody else."""

    life: timedelta
    leaf: bool


PROFILES = {
    "root": Profile(timedelta(days=3653), leaf=False),
    "issuing": Profile(timedelta(days=366), leaf=False),
    "server": Profile(timedelta(days=30), leaf=True),
    "client": Profile(timedelta(days=7), leaf=True),
}
LEAVES = tuple(kind for kind, profile in PROFILES.items() if profile.leaf)

SKEW = timedelta(minutes=5)
"""How far another clock may be behind: a certificate begins this much before it is issued; its life counts from there."""

REVOCATIONS_LIVE = timedelta(days=2)
"""How long a list of revocations may be believed; after that nobody of whom it speaks gets in."""


def due(begins: datetime, ends: datetime, now: datetime) -> bool:
    """Whether something that lives from ``begins`` to ``ends`` is to be renewed: at two fifths of its life, well before half.

    What failed to be renewed then has the longer part of its life left in which somebody can look into it.
    """
    return now - begins >= (ends - begins) * 2 / 5
