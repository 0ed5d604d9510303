"""Competition units as JSON Lines (``id``, ``event``, ``unit``, ``rule``, ``entries`` with ``raw`` marks), played as one event each."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, Post, command

SKIPPED = frozenset({"official_rank", "qual", "wlt", "check", "tags"})
"""What a judge knows and a competitor does not: never sent."""

DISCIPLINE = {"Athletics": "ATH", "Swimming": "SWM", "Artistic Gymnastics": "GAR"}
BETWEEN = 120.0
"""Seconds of competition time from one unit to the next."""
UNUSED = frozenset({"members", "splits", "attempts", "heights"})
"""Marks that do not go into a slot of their own name: who swam in a relay, and lists that become numbered slots."""


def cues(files: Iterable[Path]) -> list[Cue]:
    """All units of the files, one after the other. Raises ``ValueError`` with file and line for what is no unit."""
    made: list[Cue] = list(_declared())
    number = 0
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for at, line in enumerate(lines, start=1):
                try:
                    unit = json.loads(line, parse_float=str)
                    made.extend(_unit(unit, number))
                except (ValueError, KeyError, TypeError) as error:
                    raise ValueError(f"{file}, line {at}: not a competition unit: {error}") from error
                number += 1
    return made


def _declared() -> Iterator[Cue]:
    fact = {
        "kind": "games_declared",
        "code": "REHEARSAL",
        "name": {"en": "Recorded units", "fr": "Unités enregistrées"},
    }
    yield Cue(at=0, lane="games", what="the Games", send=command("units-games", fact, by="organiser"), barrier=True)


class _Event:
    """One unit of a file as an event of its own, with the codes and names that it gets."""

    def __init__(self, unit: Mapping[str, Any], number: int) -> None:
        self.unit, self.at = unit, number * BETWEEN
        self.name = str(unit["id"])
        self.mark = hashlib.sha256(self.name.encode()).hexdigest()[:8].upper()
        self.event = Rsc.of(_discipline(unit), _gender(unit), f"U{number:06d}")
        date = str(unit.get("date") or "")[:10]
        self.start = f"{date if _is_date(date) else '2024-01-01'}T12:00:00+00:00"
        said = f"{unit.get('event', '')} {unit.get('unit', '')}".strip()
        self.text = {"en": said, "fr": said}
        self.people = [self._person(e, n) for n, e in enumerate(unit["entries"])]

    def _person(self, entry: Mapping[str, Any], n: int) -> dict[str, Any]:
        return {
            "id": f"{self.mark}{n:03d}",
            "type": "A",
            "noc": str(entry.get("noc") or "") or "XXX",
            "name": str(entry.get("name", f"competitor {n}")),
            "events": [self.event],
        }

    def rsc(self, phase: str, unit: int = 0) -> Rsc:
        """A phase of this event, or a unit of it."""
        return Rsc(f"{self.event[:22]}{phase.ljust(4, '-')}{f'{unit:04d}00--' if unit else '--------'}")

    def tell(self, what: str, fact: dict[str, Any], after: float = 0) -> Cue:
        """A command about this event, ``after`` seconds from its begin."""
        send = command(f"units-{self.mark}-{what}", fact, by="organiser")
        return Cue(at=self.at + after, lane=self.event[:22], what=f"{self.name} {what}", send=send)

    def plan(self, phase: str, kind: str) -> dict[str, Any]:
        """The plan of an event with one phase."""
        phases = [{"rsc": self.rsc(phase), "kind": kind, "rule": self.unit.get("rule") or ""}]
        return {"kind": "event_planned", "event": self.event, "name": self.text, "phases": phases}

    def observe(self, rsc: Rsc, items: list[dict[str, Any]], after: float) -> Cue:
        """What a device says of one unit."""
        body = {"id": f"units-{self.mark}-{rsc.unit}", "unit": rsc, "revision": 1, "items": items}
        send = Post(path="/v1/observations", body=json.dumps(body, ensure_ascii=False).encode())
        return Cue(at=self.at + after, lane=self.event[:22], what=f"{self.name} marks", send=send)


def _unit(unit: Mapping[str, Any], number: int) -> Iterator[Cue]:
    event = _Event(unit, number)
    yield event.tell("people", {"kind": "participants_entered", "participants": event.people})
    yield from _group(event) if unit.get("matches") else _final(event)


def _final(event: _Event) -> Iterator[Cue]:
    """A unit in which everybody is ranked together."""
    rsc = event.rsc("FNL", 1)
    yield event.tell("plan", event.plan("FNL", "final"))
    planned = {"rsc": rsc, "start": event.start, "name": event.text, "medal": 1}
    yield event.tell("unit", {"kind": "units_planned", "units": [planned]})
    starts = [{"competitor": p["id"], "sort": n} for n, p in enumerate(event.people, start=1)]
    yield event.tell("starts", {"kind": "start_list_set", "unit": rsc, "starts": starts})
    items = [
        {"who": {"id": person["id"]}, "slot": slot, "value": value}
        for person, entry in zip(event.people, event.unit["entries"], strict=True)
        for slot, value in _slots(entry)
    ]
    yield event.observe(rsc, items, after=30)
    yield event.tell("official", {"kind": "status_set", "unit": rsc, "status": "OFFICIAL"}, after=60)


def _group(event: _Event) -> Iterator[Cue]:
    """A group table: its matches, one unit each."""
    yield event.tell("plan", event.plan("GPA", "pool"))
    ids = {str(e.get("noc")): p["id"] for e, p in zip(event.unit["entries"], event.people, strict=True)}
    matches = list(enumerate(event.unit["matches"], start=1))
    facts = {"points_rule": event.unit["points_rule"]} if event.unit.get("points_rule") else {}
    planned = [
        {"rsc": event.rsc("GPA", n), "start": f"{match['date']}T12:00:00+00:00", "facts": facts, "order": n}
        for n, match in matches
    ]
    yield event.tell("units", {"kind": "units_planned", "units": planned})
    for n, match in matches:
        rsc, sides = event.rsc("GPA", n), (ids[match["home"]], ids[match["away"]])
        starts = [{"competitor": who, "sort": at} for at, who in enumerate(sides, start=1)]
        yield event.tell(f"starts-{n}", {"kind": "start_list_set", "unit": rsc, "starts": starts}, after=n)
        scores = zip(sides, match["score"], strict=True)
        items = [{"who": {"id": who}, "slot": "mark", "value": str(score)} for who, score in scores]
        yield event.observe(rsc, items, after=n)
        yield event.tell(f"official-{n}", {"kind": "status_set", "unit": rsc, "status": "OFFICIAL"}, after=n)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _discipline(unit: Mapping[str, Any]) -> str:
    said = str(unit.get("discipline", ""))
    return DISCIPLINE.get(said, said if len(said) == 3 and said.isalnum() and said.isupper() else "ATH")


def _gender(unit: Mapping[str, Any]) -> str:
    words = str(unit.get("event", "")).replace("'", " ").split()
    return "W" if {"W", "Women", "women", "w"} & set(words) else "M" if {"M", "Men", "men", "m"} & set(words) else "O"


def _slots(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The marks of one competitor, one slot each."""
    raw = entry.get("raw") or {}
    if entry.get("irm"):
        yield "irm", entry["irm"]
    for name, value in raw.items():
        if value in (None, "") or name in SKIPPED:
            continue
        if name == "attempts":
            yield from ((f"attempt/{a['n']}", {"mark": a["mark"], "wind": a.get("wind") or ""}) for a in value)
        elif name == "heights":
            yield from ((f"height/{h['height']}", h["attempts"]) for h in value)
        elif name == "splits":
            yield from ((f"split/{point}", time) for point, time in value)
        elif name not in UNUSED:
            yield name, value
