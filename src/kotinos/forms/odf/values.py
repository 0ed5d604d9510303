"""Numbers, times and dates as ODF writes them (Foundation Principles 3.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

_CLOCK = re.compile(r"\d+(?::\d{1,2}){0,2}(?:\.\d+)?\Z")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")


def english(text: Mapping[str, str]) -> str:
    """The English text, else the first there is."""
    return text.get("en") or next(iter(text.values()), "")


def local(instant: str, zone: str) -> datetime:
    """An ISO 8601 instant in the venue's zone; one without an offset is taken as local already."""
    moment = datetime.fromisoformat(instant)
    here = _zone(zone)
    return moment.astimezone(here) if moment.tzinfo else moment.replace(tzinfo=here)


def date_time(instant: str, zone: str) -> str:
    """``2024-08-04T21:55:03+02:00``; empty stays empty."""
    return local(instant, zone).isoformat(timespec="seconds") if instant else ""


def header_time(moment: datetime) -> str:
    """``hhmmssfff``: nine digits, to the millisecond."""
    return f"{moment:%H%M%S}{moment.microsecond // 1000:03d}"


def logical_date(moment: datetime, day_ends: int) -> str:
    """The competition day: until ``day_ends`` o'clock it is still the day before (Foundation Principles 3.3)."""
    day = moment.date()
    return (day - timedelta(days=1) if moment.hour < day_ends else day).isoformat()


def mark(shown: str) -> str:
    """A time or decimal without leading zeros and empty hour or minute parts; trailing zeros stay: ``00:05:20`` is ``5:20``.

    A whole number stays as it is: judo writes ``01``, no ippon and one waza-ari.
    """
    if not _CLOCK.match(shown) or shown.isdigit():
        return shown
    parts = shown.split(":")
    while len(parts) > 1 and not int(parts[0]):
        parts.pop(0)
    whole, dot, fraction = parts[0].partition(".")
    parts[0] = str(int(whole)) + dot + fraction
    return ":".join(parts)


def signed(shown: str, places: int | None = None) -> str:
    """A number with its sign, ``+0.4``; zero is ``+0.0``. What is not a number stays as it is."""
    if not _NUMBER.match(shown):
        return shown
    number = Decimal(shown)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number:+f}" if number else f"+{abs(number):f}"


def seconds(shown: str) -> Decimal:
    """The seconds of a time shown as ``h:mm:ss.ff``; what is no time comes last."""
    if not _CLOCK.match(shown):
        return Decimal("Infinity")
    total = Decimal(0)
    for part in shown.split(":"):
        total = total * 60 + Decimal(part)
    return total


def behind(difference: Decimal) -> str:
    """A difference in seconds as a gap: ``+0.62``, ``+1:05``."""
    if not difference.is_finite():
        return ""
    minutes, rest = divmod(difference, 60)
    if not minutes:
        return f"+{rest:f}"
    whole, dot, fraction = f"{rest:f}".partition(".")
    return f"+{minutes:f}:{whole.zfill(2)}{dot}{fraction}"


def gap(shown: str) -> str:
    """A gap to the leader with its sign: ``0:06`` is ``+0:06``."""
    return f"+{shown}" if shown and shown[0].isdigit() else shown


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
