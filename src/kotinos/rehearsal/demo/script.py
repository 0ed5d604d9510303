"""One event of the demonstration while it is being written: its plan, its units, and every message in time order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, Drop, Post, command
from kotinos.rehearsal.demo.people import Athlete, Village

ZONE = ZoneInfo("Europe/Paris")
REFEREE = "referee"
GOING_ON = ("LIVE", "INTERMEDIATE")
PRESSES = 6.0
"""Seconds from the last value of a unit until its referee calls it unofficial."""
SIGNS = 18.0
"""Seconds from unofficial to official."""


class Setting(msgspec.Struct, frozen=True):
    """What every event is written for: the play's name (its ids begin with it), the instant of its second 0, its people, its lots.

    ``breaks`` are (second, how long): from that second on everything is so many seconds later, as the play stood still.
    """

    play: str
    origin: datetime
    village: Village
    seed: int
    breaks: tuple[tuple[float, float], ...] = ()

    def lots(self, event: str) -> Random:
        """The lots of one event: another event more or less changes nothing of them."""
        return Random(f"{self.seed} {event}")  # noqa: S311 — lots for a game, not secrets

    def instant(self, at: float) -> datetime:
        """Second ``at`` of the play."""
        stood_still = sum(length for since, length in self.breaks if round(at, 3) > since)
        return self.origin + timedelta(seconds=round(at + stood_still, 3))

    def local(self, at: float) -> str:
        """The same, to the second, with the offset of the Games."""
        return self.instant(at).astimezone(ZONE).isoformat(timespec="seconds")

    def revision(self, at: float) -> int:
        """A number that grows with time: milliseconds."""
        return int(self.instant(at).astimezone(UTC).timestamp() * 1000)


class Place(msgspec.Struct, frozen=True):
    """Where an event is held."""

    venue: str
    name: str
    location: str = ""


class Starts(Protocol):
    """Whoever can stand on a start list: an athlete or a team."""

    @property
    def id(self) -> str: ...

    @property
    def bib(self) -> str: ...


class Script:
    """Writes one event."""

    def __init__(self, setting: Setting, event: Rsc, place: Place) -> None:
        self.setting, self.event, self.place = setting, event, place
        self.lots = setting.lots(event)
        self.phases: list[dict[str, Any]] = []
        self.units: list[dict[str, Any]] = []
        self.participants: list[dict[str, Any]] = []
        self.cues: list[Cue] = []
        self.hours: dict[Rsc, tuple[float, float]] = {}
        self._count = 0

    # -- the plan ------------------------------------------------------------------------------------------------------

    def phase(self, code: str, kind: str, level: int, qualify: Mapping[str, Any] | None = None, **more: Any) -> Rsc:
        """Plan a phase."""
        rsc = Rsc.of(self.event.discipline, self.event.gender, self.event.event, code)
        plan = {"rsc": rsc, "kind": kind, "level": level, **more}
        self.phases.append(plan | ({"qualify": dict(qualify)} if qualify else {}))
        return rsc

    def unit(self, phase: Rsc, unit: str, at: float, lasts: float, **more: Any) -> Rsc:
        """Plan a unit of a phase at second ``at``."""
        rsc = Rsc(phase.prefix + unit.ljust(8, "-"))
        self.hours[rsc] = (at, at + lasts)
        self.units.append(
            {
                "rsc": rsc,
                "start": self.setting.local(at),
                "end": self.setting.local(at + lasts),
                "venue": self.place.venue,
                "venue_name": self.place.name,
                "location": self.place.location,
                "session": f"{self.event.discipline}01",
                "order": len(self.units) + 1,
                **more,
            }
        )
        return rsc

    def enter(self, athletes: Sequence[Athlete], **more: Any) -> None:
        """Enter athletes in the event."""
        self.participants += [one.participant(self.event, **more) for one in athletes]

    # -- messages ------------------------------------------------------------------------------------------------------

    def post(self, at: float, what: str, send: Post | Drop, **more: Any) -> None:
        """Any message."""
        self.cues.append(Cue(at=round(at, 3), lane=str(self.event), what=what, send=send, **more))

    def decide(self, at: float, what: str, fact: Mapping[str, Any], by: str = REFEREE, **more: Any) -> None:
        """A decision of officials."""
        self._count += 1
        self.post(at, what, command(f"{self.setting.play}/{self.event}/{self._count}", dict(fact), by), **more)

    def start_list(self, at: float, unit: Rsc, starters: Sequence[tuple[str, Starts]]) -> None:
        """Who starts, with lane or order."""
        starts = [
            {"competitor": one.id, "sort": sort, "order": order} | ({"bib": one.bib} if one.bib else {})
            for sort, (order, one) in enumerate(starters, start=1)
        ]
        self.decide(at, f"start list of {unit}", {"kind": "start_list_set", "unit": unit, "starts": starts})

    def schedule(self, at: float, unit: Rsc, status: str) -> None:
        """A step of the unit's schedule."""
        fact = {"kind": "schedule_changed", "unit": unit, "status": status, "actual": self.setting.local(at)}
        self.decide(at, f"{unit} {status}", fact, "competition manager")

    def status(self, at: float, unit: Rsc, status: str, reason: str = "", *, whole: bool = False) -> None:
        """A step of the unit's results; ``whole``: once every row has its place or IRM."""
        fact = {"kind": "status_set", "unit": unit, "status": status} | ({"reason": reason} if reason else {})
        waits: dict[str, Any] = {"after": unit, "status": GOING_ON, "whole": True} if whole else {}
        self.decide(at, f"{unit} {status}", fact, **waits)

    def close(self, at: float, unit: Rsc, *, whole: bool = False) -> float:
        """Unofficial, then official; returns when it was."""
        self.status(at + PRESSES, unit, "UNOFFICIAL", whole=whole)
        self.status(at + PRESSES + SIGNS, unit, "OFFICIAL")
        return at + PRESSES + SIGNS

    def observe(
        self, at: float, unit: Rsc, items: Sequence[tuple[str, str, Any]], facts: Mapping[str, Any] | None = None
    ) -> None:
        """Values (competitor, slot, value) from a device in the platform's own form."""
        self._count += 1
        said = {
            "id": f"{self.setting.play}/{self.event}/{self._count}",
            "unit": unit,
            "revision": self.setting.revision(at),
            "items": [{"who": {"id": who}, "slot": slot, "value": value} for who, slot, value in items],
            "facts": dict(facts or {}),
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        self.post(at, f"values of {unit}", Post(path="/v1/observations", body=body))

    def file(self, at: float, form: str, name: str, body: bytes) -> None:
        """A results file over HTTP, as a device sends it."""
        address = f"/v1/{form}?name={name}&revision={self.setting.revision(at)}"
        self.post(at, f"{name}", Post(path=address, body=body))

    def correct(self, at: float, unit: Rsc, items: Sequence[tuple[str, str, Any]], reason: str) -> None:
        """A correction by officials."""
        changed = [{"who": {"id": who}, "slot": slot, "value": value} for who, slot, value in items]
        fact = {"kind": "corrected", "unit": unit, "items": changed, "reason": reason}
        self.decide(at, f"correction in {unit}", fact)

    def protest(
        self, at: float, unit: Rsc, by: str, reason: str, *, after: float, decision: str,
        effect: Sequence[tuple[str, str, Any]] = (), competitor: str = "",
    ) -> None:  # fmt: skip
        """A protest (about one ``competitor``'s score), decided ``after`` seconds: upheld where it has an ``effect``."""
        filed = {"kind": "protest_filed", "unit": unit, "protest": "P1", "by": by, "reason": reason}
        filed |= {"competitor": competitor} if competitor else {}
        self.decide(at, f"protest in {unit}", filed)
        changed = [{"who": {"id": who}, "slot": slot, "value": value} for who, slot, value in effect]
        outcome = "upheld" if effect else "dismissed"
        decided = {"kind": "protest_decided", "unit": unit, "protest": "P1", "outcome": outcome, "reason": decision}
        self.decide(at + after, f"protest in {unit} {outcome}", decided | {"effect": changed}, "jury of appeal")

    # -- the facts that plan it ----------------------------------------------------------------------------------------

    def planned(self, **more: Any) -> dict[str, Any]:
        """The fact that plans the event."""
        return {"kind": "event_planned", "event": self.event, "phases": self.phases, **more}
