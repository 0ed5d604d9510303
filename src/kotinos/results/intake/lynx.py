"""FinishLynx photo finish: ``.lif``, the results of one heat, written anew at every save.

Line 1: event, round, heat, event name, wind, wind unit, three fields unused here, distance, start time of day.
Further lines: place, id, lane, last name, first name, affiliation, time, licence, delta time, reaction time, splits, start time,
three user fields, and what the operator adds. The id is the bib or the entry number, as the venue set it up;
the desk tells them apart by the start list.

Quirks, all seen in real files:

- the place column holds the IRM (``DNS``, ``DNF``, ``DQ``, ``FS``, ``SCR``); it is empty while a competitor has no reading yet, and then
  so is the time: that is "not yet", not an IRM;
- event, round and heat are words as often as numbers (``033,Heat,1``; ``001,Heat 1,1``), and numbers have leading zeros;
- affiliations are cut at 31 characters, and a name may hold any sign except the comma;
- the delta of the first row is its own time.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kotinos.results.facts import Locator, Observation
from kotinos.results.intake import clock
from kotinos.results.intake.encoding import decode
from kotinos.results.intake.reading import BadMessage, Marks, Reading

IRMS = {"DNS": "DNS", "SCR": "DNS", "DNF": "DNF", "DQ": "DSQ", "DSQ": "DSQ", "FS": "DSQ"}
"""Words of the place column. A scratch did not start; a false start disqualifies (World Athletics TR16.8)."""

_PLACE, _ID, _LANE, _LAST, _FIRST, _CLUB, _TIME, _LICENCE, _DELTA, _REACTION, _SPLITS = range(11)
_WIND = re.compile(r"[+-]?\d{1,2}(\.\d{1,2})?\Z")
_SPLIT = re.compile(r"(\S+)(?:\s*\((\S+)\))?")
_WIND_LIMIT = Decimal(20)


def read(message: bytes, name: str = "", encoding: str = "") -> list[Reading]:
    """The marks of one heat; raises `BadMessage`."""
    text, _ = decode(message, encoding)
    lines = complete_lines(text)
    header = [field.strip() for field in lines[0].split(",")]
    if len(header) < 4 or not all(header[:3]):
        raise BadMessage(f"header {lines[0][:60]!r}", "line 1", "event,round,heat,event name,…")
    items: list[Observation] = []
    spots: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            row = _row([field.strip() for field in line.split(",")], f"line {number}", seen, number)
            items += row
            spots += [f"line {number}"] * len(row)
    return [
        Marks(
            where="line 1",
            unit=device_name(*header[:3]),
            items=tuple(items),
            spots=tuple(spots),
            facts=_wind(header),
            whole=True,
        )
    ]


def device_name(event: str, round_: str, heat: str) -> str:
    """The name a unit has in `UnitPlan.devices`: ``lynx:33/1/1``. Leading zeros of numbers do not count."""
    return "lynx:" + "/".join(part.lstrip("0") or "0" if part.isdigit() else part for part in (event, round_, heat))


def complete_lines(text: str) -> list[str]:
    """The lines of a file that was written to its end. FinishLynx ends every line, the last one too."""
    if not text.endswith("\n"):
        number = text.count("\n") + 1
        raise BadMessage("the file ends in the middle of a line", f"line {number}", "a line break after the last row")
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _row(fields: list[str], where: str, seen: dict[str, int], number: int) -> list[Observation]:
    if len(fields) <= _TIME:
        raise BadMessage(
            f"{len(fields)} fields", where, "at least 7: place, id, lane, last name, first name, affiliation, time"
        )
    fields += [""] * (_SPLITS + 1 - len(fields))
    who = Locator(
        bib=fields[_ID],
        lane=fields[_LANE] if fields[_LANE] != "0" else "",
        name=" ".join(filter(None, (fields[_FIRST], fields[_LAST]))),
    )
    key = who.bib or f"lane {who.lane}"
    if not (who.bib or who.lane):
        raise BadMessage("a row that names nobody", where, "an id or a lane")
    if key in seen:
        raise BadMessage(f"{key} stands on line {seen[key]} already", where, "one row for each competitor")
    seen[key] = number
    values = _values(fields, where)
    return [Observation(who=who, slot=slot, value=value) for slot, value in values.items()]


def _values(fields: list[str], where: str) -> dict[str, Any]:
    """Every slot the format knows, ``None`` where the file says nothing: a re-read heat takes back what it no longer shows."""
    place, irm = _place(fields[_PLACE], where)
    time = clock.t4(fields[_TIME], f"{where}, time") if fields[_TIME] else None
    if place is not None and time is None:
        raise BadMessage(f"place {place} without a time", f"{where}, time", "a time such as 1:38.52")
    if irm is None and place is None and time is not None:
        raise BadMessage(f"time {fields[_TIME]} without a place", f"{where}, place", "a place, or DNS, DNF, DQ")
    counts = irm is None and time is not None
    values: dict[str, Any] = {
        "mark": fields[_TIME] if counts else None,
        "t4": time if counts else None,
        "place": place,
        "irm": irm,
    }
    if fields[_REACTION]:
        values["reaction"] = clock.reaction(fields[_REACTION], f"{where}, reaction time")
    return values | _splits(fields, where)


def _place(text: str, where: str) -> tuple[int | None, str | None]:
    if not text:
        return None, None
    if text.isdigit() and 0 < int(text) < 10_000:
        return int(text), None
    if text.upper() in IRMS:
        return None, IRMS[text.upper()]
    raise BadMessage(f"place {text!r}", f"{where}, place", f"a number from 1, or one of {', '.join(IRMS)}")


def _splits(fields: list[str], where: str) -> dict[str, str]:
    """``split/1``, ``split/2`` … Lynx numbers its splits and does not say at which distance they stand.

    Each is ``cumulative (lap)``; from the twelfth field on only that pair is one, since a lone time there is the start time.
    """
    found = _SPLIT.findall(fields[_SPLITS]) if fields[_SPLITS] else []
    for field in fields[_SPLITS + 1 :]:
        pair = re.fullmatch(r"(\S+)\s*\((\S+)\)", field)
        if pair:
            found.append(pair.groups())
    splits: dict[str, str] = {}
    before = 0
    for n, (total, lap) in enumerate(found, 1):
        spot = f"{where}, split {n}"
        at = clock.t4(total, spot)
        if at <= before:
            raise BadMessage(f"{total} is not after the split before it", spot, "times that grow")
        # Both figures are rounded on their own, so they may be a hundredth apart.
        if lap and abs(clock.t4(lap, spot) - (at - before)) > 200:
            raise BadMessage(f"lap {lap} does not lead to {total}", spot, "laps that add up")
        splits[f"split/{n}"], before = total, at
    return splits


def _wind(header: list[str]) -> dict[str, Any]:
    wind = header[4] if len(header) > 4 else ""
    if not wind or wind.upper() == "NWI":  # no wind information
        return {}
    if not _WIND.match(wind) or abs(Decimal(wind)) > _WIND_LIMIT:
        raise BadMessage(f"wind {wind!r}", "line 1, wind", "metres a second such as +1.2")
    unit = header[5] if len(header) > 5 else ""
    if unit and unit.lower() not in ("m/s", "mps", "ms", "m"):
        raise BadMessage(f"wind in {unit!r}", "line 1, wind unit", "m/s")
    return {"wind": f"{Decimal(wind):+}"}
