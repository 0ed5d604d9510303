"""FinishLynx ``lynx.evt``: the start lists of a meet, as meet software writes them for the camera.

A line with an event number begins a heat: event, round, heat, name, then fields that are not read. A line whose first field is empty is a
competitor: nothing, id, lane, last name, first name, affiliation, licence …. Relays often have no id but a licence near the end of the
line, which is then the id.

Quirk seen in real files: other programs call files ``.evt`` that hold a printed list; such a file is refused by its first line.
"""

from __future__ import annotations

from kotinos.results.facts import Start
from kotinos.results.intake.encoding import decode
from kotinos.results.intake.lynx import complete_lines, device_name
from kotinos.results.intake.reading import BadMessage, Broken, Listed, Reading

_ID, _LANE, _AFTER_NAMES = 1, 2, 6


def read(message: bytes, name: str = "", encoding: str = "") -> list[Reading]:
    """The start list of each heat; raises `BadMessage`. A heat with a line that cannot be read is refused, the others stand."""
    text, _ = decode(message, encoding)
    readings: list[Reading] = []
    heats: dict[str, str] = {}
    for head, lines in _heats(complete_lines(text)):
        where, fields = head
        unit = device_name(*fields[:3])
        try:
            if unit in heats:
                raise BadMessage(f"{unit} stands at {heats[unit]} already", where, "each heat once")
            heats[unit] = where
            readings.append(Listed(where=where, unit=unit, starts=_starts(lines)))
        except BadMessage as bad:
            readings.append(Broken(where=bad.where, what=bad.what, right=bad.right))
    if not readings:
        raise BadMessage("no heat", "line 1", "event,round,heat,name and its competitors")
    return readings


Line = tuple[str, list[str]]


def _heats(lines: list[str]) -> list[tuple[Line, list[Line]]]:
    heats: list[tuple[Line, list[Line]]] = []
    for number, line in enumerate(lines, 1):
        where = f"line {number}"
        fields = [f.strip() for f in line.split(",")]
        if not any(fields) or fields[0].startswith(";"):
            continue
        if fields[0]:
            if len(fields) < 4 or not all(fields[:3]) or not fields[0].isdigit():
                raise BadMessage(
                    f"heat {line.strip()[:60]!r}", where, "event,round,heat,name,… with a number for the event"
                )
            heats.append(((where, fields), []))
        elif not heats:
            raise BadMessage("a competitor before the first heat", where, "event,round,heat,name,…")
        else:
            heats[-1][1].append((where, fields))
    return heats


def _starts(lines: list[Line]) -> tuple[Start, ...]:
    starts: list[Start] = []
    taken: dict[str, str] = {}
    for where, fields in lines:
        competitor = (fields[_ID : _ID + 1] or [""])[0] or next((f for f in reversed(fields[_AFTER_NAMES:]) if f), "")
        lane = fields[_LANE] if len(fields) > _LANE else ""
        if not competitor:
            raise BadMessage("a competitor without an id", where, "the id in the second field, or a licence")
        if lane and not (lane.isascii() and lane.isdigit()):
            raise BadMessage(f"lane {lane!r}", f"{where}, lane", "a number, or nothing")
        for key in (f"competitor {competitor}", f"lane {lane}" if lane not in ("", "0") else ""):
            if key and key in taken:
                raise BadMessage(f"{key} stands at {taken[key]} already", where, "each once in a heat")
            taken[key] = where
        starts.append(Start(competitor=competitor, sort=len(starts) + 1, order="" if lane == "0" else lane))
    return tuple(starts)
