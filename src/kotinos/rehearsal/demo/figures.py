"""Marks in their smallest units, shown as boards show them."""

from __future__ import annotations

from random import Random


def seconds(thousandths: int, places: int = 2) -> str:
    """Milliseconds as ``10.84`` or ``1:58.31``; hundredths are rounded up, as photo finish is read (World Athletics TR19.24)."""
    step = 10 ** (3 - places)
    whole = -(-thousandths // step)
    minutes, rest = divmod(whole, 60 * 10**places)
    text = f"{rest // 10**places:02d}" if minutes else str(rest // 10**places)
    return (f"{minutes}:{text}" if minutes else text) + (f".{rest % 10**places:0{places}d}" if places else "")


def metres(centimetres: int) -> str:
    """``6.84``."""
    return f"{centimetres // 100}.{centimetres % 100:02d}"


def points(thousandths: int) -> str:
    """``14.933``."""
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def wind(lots: Random, low: int = -12, high: int = 19) -> str:
    """Metres a second with a sign: ``+0.4``."""
    tenths = lots.randint(low, high)
    return f"{'-' if tenths < 0 else '+'}{abs(tenths) // 10}.{abs(tenths) % 10}"


def spread(lots: Random, best: int, step: int, count: int, *, apart: int = 1) -> list[int]:
    """``count`` different marks from ``best`` on, each 1 to ``step`` after the one before, by at least ``apart``."""
    marks = [best]
    while len(marks) < count:
        marks.append(marks[-1] + max(apart, lots.randint(1, step)))
    return marks


def clock(thousandths: int, places: int = 2) -> str:
    """A time of up to a day, with hours where there are some: ``7:04.31``, ``1:24:33``."""
    hours, rest = divmod(thousandths, 3_600_000)
    text = seconds(rest, places)
    if not hours:
        return text
    return (
        f"{hours}:{text.zfill(5 + places + (places > 0))}"
        if ":" in text
        else f"{hours}:00:{text.zfill(2 + places + (places > 0))}"
    )
