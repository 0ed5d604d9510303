"""What DT_CONFIG says of an event and its phases, and in which message; the disciplines differ in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.documents import ConfigBody, PhaseConfig
from kotinos.sports.athletics_events import event_kind, event_type
from kotinos.sports.match_sheets import sheet

Settings = Mapping[str, str]
"""``EC`` codes with their values."""

_BY_PHASE = frozenset({"ATH"})
"""Disciplines with one message a phase, under the code of the phase; the others have one an event."""
_DRAW_ALONE = frozenset({"ARC"})
"""Disciplines whose message holds the draw and the size of a team and nothing else (published validation rules)."""
_WITH_PERIODS = frozenset({"BOX"})
_TEAM = re.compile(r"TEAM(\d+)")
_RULE = {
    "place": "QUAL_PLACE",
    "time": "QUAL_TIME",
    "total": "QUAL_TOTAL",
    "standard": "QUAL_STANDARD",
    "per_noc": "QUAL_PER_NOC",
    "reserves": "QUAL_RESERVES",
    "to": "QUAL_TO",
}
_LANES = frozenset({"100M", "200M", "400M", "800M", "100MHURD", "110MHURD", "400MHURD", "4X100M", "4X400M"})
_LANES_OF_COMBINED = frozenset({"100-", "200-", "400-", "100H", "110H"})
"""Races that begin in lanes, by event and, within a combined event, by phase."""


def configs(body: ConfigBody) -> dict[Rsc, dict[Rsc, Settings]]:
    """By DocumentCode: what is configured of each scope. A message without any setting is not sent.

    A round that several events share (gymnastics' qualification) belongs to none of them, and is told by phase too.
    """
    discipline = body.event.discipline
    phases = {} if discipline in _DRAW_ALONE else {p.phase: _of_phase(p) for p in body.phases if p.kind != "knockout"}
    if discipline in _BY_PHASE or body.event.level is not Level.EVENT:
        return {phase: {phase: settings} for phase, settings in phases.items() if settings}
    scopes = {body.event: dict(_of_event(body)), **phases}
    found = {scope: settings for scope, settings in scopes.items() if settings}
    return {body.event: found} if found else {}


def _of_event(body: ConfigBody) -> Iterator[tuple[str, str]]:
    discipline = body.event.discipline
    if body.draw:
        yield "BRACKET_SIZE", body.draw
    if discipline in _DRAW_ALONE:
        team = _TEAM.search(body.event.event)
        yield from [("TEAM_SIZE", team[1])] if team else []
        return
    if body.entered:
        yield "COMPETITORS_NUM", str(body.entered)
    if discipline in _WITH_PERIODS:
        yield "PERIODS", str(len(sheet(body.event).periods))


def _of_phase(phase: PhaseConfig) -> Settings:
    rsc = phase.phase
    athletics = rsc.discipline == "ATH"
    settings = {"START_IN_LANES": "Y"} if athletics and _in_lanes(rsc) else {}
    if phase.units > 1 and (not athletics or event_kind(rsc) == "track"):
        settings["UNITS_PHASE"] = str(phase.units)
    return settings | dict(_rule(phase.rule))


def _rule(given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """How one leaves the phase; the phase that follows by its own code (``SFNL``)."""
    for name, code in _RULE.items():
        value = str(given.get(name) or "")
        if value:
            yield code, value[22:26].rstrip("-") if name == "to" else value


def _in_lanes(phase: Rsc) -> bool:
    """Up to 800 m, and relays (SOG-2024-ATH, DT_CONFIG)."""
    combined = event_kind(phase.at(Level.EVENT)) == "combined"
    return phase[22:26] in _LANES_OF_COMBINED if combined else event_type(phase) in _LANES
