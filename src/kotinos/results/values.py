"""What a slot may hold. A value is checked and brought into one form before it is recorded, so that a wrong unit never gets in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kotinos.codes import irms
from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.columns import mark_type, read_mark

LONGEST = 4000
"""Characters of a value that no rule of ours reads: a card of judges' scores, a series of races."""
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_HEIGHT = re.compile(r"[OXR-]{1,3}\Z")
_CLOCK = re.compile(r"[0-9]{1,3}:[0-5][0-9](\.[0-9])?\Z")
_FAILED = frozenset({"X", "-", "R"})


def check_value(rsc: Rsc, slot: str, value: Any) -> Any:
    """The value in its one form; raises ``ValueError`` that says what was read and what would be right.

    ``None`` always passes: it takes a value back.
    """
    if value is None:
        return None
    kind = slot.partition("/")[0]
    check = _CHECKS.get(kind)
    return check(rsc, slot, value) if check else _plain(rsc, slot, value)


def _plain(_: Rsc, slot: str, value: Any) -> Any:
    """A slot that no rule reads: kept as received, if it is small and not a float (marks are never binary floats)."""
    for part in _parts(value):
        if isinstance(part, float):
            raise _binary(part)
    if len(str(value)) > LONGEST:
        raise ValueError(f"{len(str(value))} characters; at most {LONGEST}")
    return value


def _parts(value: Any) -> Iterator[Any]:
    """The single values of a card, however deep."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _parts(part)
    else:
        yield value


def _binary(value: float) -> ValueError:
    return ValueError(f"{value!r} is a binary float; send decimal text")


def _text(value: Any) -> str:
    """A number as text, its decimals after a point."""
    if isinstance(value, float):
        raise _binary(value)
    return str(value).strip().replace(",", ".")


def _mark(rsc: Rsc, slot: str, value: Any) -> Any:
    text = str(_plain(rsc, slot, value)).strip()
    return read_mark(rsc, _DECIMAL_COMMA.sub(".", text)) if marks.given(text) else None


def _t4(_: Rsc, slot: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r}: ten-thousandths of a second as an integer")
    marks.bounded(value, f"{value} x 0.0001 s")
    return value


def _irm(rsc: Rsc, slot: str, value: Any) -> str:
    text = str(value).strip()
    known = {irm.code.upper(): irm.code for irm in irms.of(rsc.discipline)}
    if text.upper() not in known:
        raise ValueError(f"IRM {text!r}: {rsc.discipline} knows {', '.join(known.values()) or 'none'}")
    return known[text.upper()]


def _wind(_: Rsc, slot: str, value: Any) -> str:
    text = _text(value)
    hundredths = marks.parse_wind(text)
    return text if text[0] in "+-" or hundredths == 0 else f"+{text}"


def _attempt(rsc: Rsc, slot: str, value: Any) -> dict[str, str]:
    _number(slot)
    given = value if isinstance(value, Mapping) else {"mark": value}
    mark = _text(given.get("mark", "")).upper()
    if mark not in _FAILED:
        if mark_type(rsc) == "DISTANCE":
            marks.parse_distance(mark.lower())
            mark = mark.removesuffix("M").rstrip()
        else:
            marks.parse_points(mark)
    checked = {"mark": mark}
    if given.get("wind") not in (None, ""):
        checked["wind"] = _wind(rsc, slot, given["wind"])
    return checked


def _height(_: Rsc, slot: str, value: Any) -> str:
    marks.parse_distance(slot.partition("/")[2])
    text = str(value).strip().upper()
    if not _HEIGHT.match(text) or "O" in text[:-1] or "R" in text[:-1]:
        raise ValueError(
            f"attempts {text!r}: one to three of O (cleared), X (failed), - (passed), R (retired); O and R end it"
        )
    return text


def _split(_: Rsc, slot: str, value: Any) -> str:
    text = _text(value)
    return marks.checked_time(text)


def _wlt(_: Rsc, slot: str, value: Any) -> str:
    if value not in ("W", "L", "T"):
        raise ValueError(f"{value!r}: W, L or T")
    return str(value)


def _decimal(_: Rsc, slot: str, value: Any) -> str:
    text = _text(value)
    marks.parse_points(text)
    return text


def _clock(_: Rsc, slot: str, value: Any) -> dict[str, str]:
    """The clock of a match: ``time`` as it shows it, whether it is ``running``, and where they are known its ``period`` and the instant
    ``at`` which it said so."""
    given = value if isinstance(value, Mapping) else {"time": value}
    time = str(given.get("time", "")).strip()
    if not _CLOCK.match(time):
        raise ValueError(f"clock {time!r}: minutes and seconds (12:34)")
    running = "Y" if given.get("running") in (True, "Y") else "N"
    others = {name: str(given[name]) for name in ("period", "at") if given.get(name)}
    return {"time": time, "running": running, **others}


def _award(_: Rsc, slot: str, value: Any) -> str:
    """One judge's award for one dive, ``award/3.7``: 0 to 10 in halves (World Aquatics DV 9)."""
    dive, _dot, judge = slot.partition("/")[2].partition(".")
    if not (dive.isdecimal() and judge.isdecimal()):
        raise ValueError(f"slot {slot!r}: dive and judge after the stroke, as in award/3.7")
    text = _text(value)
    points = marks.parse_points(text)
    if not 0 <= points <= 10 or points * 2 % 1:
        raise ValueError(f"award {text!r}: 0 to 10 in halves")
    return text


def _difficulty(_: Rsc, slot: str, value: Any) -> str:
    _number(slot)
    text = _text(value)
    if not 0 < marks.parse_points(text) < 10:
        raise ValueError(f"degree of difficulty {text!r}: more than 0, less than 10")
    return text


def _number(slot: str) -> int:
    number = slot.partition("/")[2]
    if not number.isdigit() or not 1 <= int(number) <= 99:
        raise ValueError(f"slot {slot!r}: a number from 1 to 99 after the stroke")
    return int(number)


_CHECKS: dict[str, Callable[[Rsc, str, Any], Any]] = {
    "mark": _mark,
    "t4": _t4,
    "irm": _irm,
    "wind": _wind,
    "attempt": _attempt,
    "height": _height,
    "split": _split,
    "wlt": _wlt,
    "award": _award,
    "clock": _clock,
    "dd": _difficulty,
    "d": _decimal,
    "e": _decimal,
    "penalty": _decimal,
    "points": _decimal,
    "reaction": _decimal,
}
