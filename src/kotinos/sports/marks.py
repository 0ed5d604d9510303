"""Marks as numbers: times in 0.0001 s, distances and heights in millimetres, points as exact decimals. Never binary floats.

A mark is read once from the text a board or a device gives, and shown again in the field's way: ``9.79``, ``1:02.11``, ``2:06:26``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

T4 = int
"""Ten-thousandths of a second."""
Millimetres = int

HUNDREDTH: T4 = 100
TENTH: T4 = 1_000
SECOND: T4 = 10_000
_MINUTE = 60 * SECOND
_HOUR = 60 * _MINUTE

_TIME = re.compile(r"(?:(?:(\d+)[:h])?(\d{1,3})[:'])?(\d{1,6})(?:[.,](\d{1,6}))?h?\Z")
_DISTANCE = re.compile(r"(\d+)(?:[.,](\d+))? ?m?\Z")
_POINTS = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")
_WIND = re.compile(r"([+-]?)(\d{1,2})(?:[.,](\d{1,2}))?\Z")
_NOTHING = frozenset({"", "-", "?", "–"})


class MarkError(ValueError):
    """A text that is not such a mark. The message says what was read and what would be right."""


def given(value: Any) -> bool:
    """Whether there is a mark at all: ``None``, an empty text or list, ``-`` and ``?`` are none."""
    if isinstance(value, str):
        return value.strip() not in _NOTHING
    return value is not None and value != [] and value != {}


@lru_cache(maxsize=65536)
def _time(text: str) -> T4:
    found = _TIME.match(text)
    if not found:
        raise MarkError(
            f"time {text!r}: expected seconds, m:ss or h:mm:ss, with decimals after a point (9.79, 3:11.59, 2:06:26)"
        )
    hours, minutes, seconds, decimals = found.groups()
    if minutes is not None and (len(seconds) != 2 or int(seconds) > 59):
        raise MarkError(f"time {text!r}: {seconds!r} seconds after a minute; 00 to 59")
    if hours is not None and int(minutes) > 59:
        raise MarkError(f"time {text!r}: {minutes!r} minutes after an hour; 00 to 59")
    fraction = (decimals or "").rstrip("0")
    if len(fraction) > 4:
        raise MarkError(f"time {text!r}: finer than 0.0001 s")
    return (
        int(hours or 0) * _HOUR + int(minutes or 0) * _MINUTE + int(seconds) * SECOND + int(fraction.ljust(4, "0") or 0)
    )


def parse_time(value: Any) -> T4:
    """``9.784``, ``3:11.59``, ``1:23:45.67``, ``2:56:10``, ``00:01:10.82``, ``10.4h`` (hand) as ten-thousandths of a second.

    Raises `MarkError`. Decimals may follow a comma, minutes an apostrophe; a trailing ``h`` marks a hand time and changes nothing.
    """
    return _time(str(value).strip())


DAY: T4 = 24 * _HOUR


def checked_time(text: str) -> str:
    """``text``, if it is a time of more than zero and less than a day; raises `MarkError`."""
    bounded(parse_time(text), text)
    return text


def bounded(t4: T4, text: str) -> None:
    """Raises `MarkError` unless ``t4`` is more than zero and less than a day; ``text`` is what was read."""
    if not 0 < t4 < DAY:
        raise MarkError(f"time {text!r}: more than zero and less than a day")


def checked_distance(text: str) -> str:
    """A distance above zero without its unit: ``8.12 m`` as ``8.12``; raises `MarkError`."""
    if parse_distance(text) == 0:
        raise MarkError(f"distance {text!r} is zero; a failure is an IRM or an attempt X")
    return text.removesuffix("m").rstrip()


def parse_distance(value: Any) -> Millimetres:
    """``8.12``, ``2.37 m`` in metres as millimetres; raises `MarkError` (also for anything finer)."""
    return _distance(str(value).strip())


@lru_cache(maxsize=65536)
def _distance(text: str) -> Millimetres:
    found = _DISTANCE.match(text)
    if not found:
        raise MarkError(f"distance {text!r}: expected metres (8.12)")
    metres, decimals = found.groups()
    fraction = (decimals or "").rstrip("0")
    if len(fraction) > 3:
        raise MarkError(f"distance {text!r}: finer than a millimetre")
    return int(metres) * 1000 + int(fraction.ljust(3, "0"))


def parse_points(value: Any) -> Decimal:
    """``14.333``, ``-2``, ``527,95`` as an exact decimal; raises `MarkError`."""
    return _points(str(value).strip())


@lru_cache(maxsize=65536)
def _points(text: str) -> Decimal:
    if not _POINTS.match(text):
        raise MarkError(f"points {text!r}: expected a decimal number (14.333)")
    return Decimal(text.replace(",", "."))


def parse_wind(value: Any) -> int:
    """``+0.4``, ``-1.30``, ``2`` metres per second as hundredths of a metre per second; raises `MarkError`."""
    text = str(value).strip()
    found = _WIND.match(text)
    if not found:
        raise MarkError(f"wind {text!r}: expected metres per second with a sign (+0.4)")
    sign, whole, decimals = found.groups()
    size = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    return -size if sign == "-" else size


def round_up(t4: T4, unit: T4) -> T4:
    """The next longer multiple of ``unit``, unless it is one (World Athletics TR19.24, TR19.12)."""
    return -(-t4 // unit) * unit


def cut(t4: T4, unit: T4) -> T4:
    """The multiple of ``unit`` not above it: further digits are not recorded (World Aquatics SW 11.2)."""
    return t4 // unit * unit


def thousandths(mark: T4, fraction: Any) -> T4:
    """The exact time behind a rounded one: ``9.79`` shown and ``.784`` (or ``9.784``) read from the photo finish.

    Raises `MarkError` where the fraction does not round up to the mark.
    """
    text = str(fraction).strip()
    if text.startswith("."):
        second = mark // SECOND * SECOND
        exact = second + _time("0" + text)
        if exact > mark:
            exact -= SECOND
    elif text.isdigit() and len(text) == 3:
        return thousandths(mark, "." + text)
    else:
        exact = _time(text)
    if round_up(exact, HUNDREDTH) != mark:
        raise MarkError(f"thousandths {text!r} do not belong to the time {show_time(mark)}")
    return exact


@lru_cache(maxsize=65536)
def show_time(t4: T4, least: int = 2) -> str:
    """``9.79``, ``1:02.11``, ``2:06:26.00``; at least ``least`` decimals, more where the value has them."""
    seconds, fraction = divmod(t4, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    decimals = f"{fraction:04d}".rstrip("0").ljust(least, "0")
    head = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}" if minutes else str(seconds)
    return f"{head}.{decimals}" if decimals else head


@lru_cache(maxsize=65536)
def show_distance(millimetres: Millimetres) -> str:
    """``8.12 m``; millimetres only where they are not zero."""
    metres, rest = divmod(millimetres, 1000)
    decimals = f"{rest:03d}"
    return f"{metres}.{decimals[:2] if decimals[2] == '0' else decimals} m"


def show_points(points: Decimal) -> str:
    """As few decimals as the value has: ``14.333``, ``8847``."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
