"""What a request asks of the feed, from its query and its ``Last-Event-ID``."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import msgspec

from kotinos.feed.channels import ChannelError, Channels
from kotinos.feed.http import Rejected, Request
from kotinos.feed.limits import Limits

CLASSES = ("every", "latest")
_KEY = re.compile(r"[A-Z_]{1,30}/[A-Z0-9.-]{34}(/[0-9A-Za-z._-]{1,34})?\Z")
_PLACE = re.compile(r"([0-9A-Za-z_-]{1,64}):([0-9]{1,18})\Z")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """``offset`` ``None``: from the present on. ``latest``: may be given only the newest versions when it is behind. ``at``: an instant."""

    channels: Channels
    offset: int | None = None
    epoch: str = ""
    latest: bool = False
    delay: float = 0.0
    at: str = ""


def asked(request: Request, limits: Limits) -> Asked:
    """Check a request's wishes; raises `Rejected` with what would be right."""
    query = request.query
    try:
        channels = Channels(query.get("channels", ""))
    except ChannelError as error:
        raise Rejected(400, str(error)) from None
    kind = query.get("class", "every")
    if kind not in CLASSES:
        raise Rejected(400, f"class {kind!r}: one of {', '.join(CLASSES)}")
    epoch, offset = _place(query, request.headers.get("last-event-id", ""))
    return Asked(
        channels=channels,
        offset=offset,
        epoch=epoch,
        latest=kind == "latest",
        delay=_delay(query.get("delay", "0"), limits.max_delay_s),
        at=_instant(query["at"]) if "at" in query else "",
    )


def document_key(request: Request) -> str:
    """The document whose versions are wanted; raises `Rejected` with what would be right."""
    key = request.query.get("key", "")
    if not _KEY.match(key):
        raise Rejected(
            400, f"key {key[:80]!r}: a document's key, such as DT_RANKING/ATHM100M--------------------------"
        )
    return key


def _place(query: dict[str, str], last: str) -> tuple[str, int | None]:
    # A browser that reconnects repeats its first address: what it received last is newer than the offset in there.
    named = last or (f"{query.get('epoch', '')}:{query['offset']}" if "offset" in query else "")
    if not named:
        return "", None
    found = _PLACE.match(named)
    if found is None:
        raise Rejected(
            400,
            f"{named!r}: a place to resume from is an epoch and an offset, both as a message or a snapshot named them",
        )
    return found[1], int(found[2])


def _delay(text: str, most: float) -> float:
    if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) and float(text) <= most:
        return float(text)
    raise Rejected(400, f"delay {text!r}: seconds from 0 to {most:g}")


def _instant(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text.replace(" ", "+"))  # a + in an address that nobody escaped
        if instant.tzinfo is None:
            raise ValueError
        return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    except (ValueError, OverflowError):
        raise Rejected(400, f"at {text!r}: an instant such as 2024-08-04T19:50:00Z, with its offset") from None
