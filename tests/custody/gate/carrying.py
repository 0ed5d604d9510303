"""What a device carries in tests: the vectors' keys and people, any status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.custody.card import code, status
from kotinos.custody.card.claims import Claims
from kotinos.custody.card.status import Status, StatusList
from kotinos.custody.card.vectors import cast
from kotinos.custody.gate.decision import Post, Snapshot, Venue

CLOCK = cast.CLOCK
VENUES = (
    Venue("OLV", "competition", ("ATH", "CER")),
    Venue("TRA", "training", ("ATH",)),
    Venue("IBC", "media"),
    Venue("PLV", "village"),
)
POST = Post("North 1", "OLV", "BLUE", passback=10)


def statuses(codes: Mapping[int, Status], upto: int = 10_000, number: int = 7) -> StatusList:
    return StatusList(number, CLOCK, status.packed(codes.items()), upto)


def carried(codes: Mapping[int, Status] | None = None, **more: Any) -> Snapshot:
    given: dict[str, Any] = {
        "games": "OG2028", "issued": CLOCK, "trust": cast.TRUST, "venues": VENUES,
        "status": statuses(codes or {}),
    }  # fmt: skip
    return Snapshot(**given | more)


def text(claims: Claims, key: str = cast.PRESENT) -> str:
    return code.write(claims, cast.key(key))
