"""How invented events run, and what was counted in them. ODF alone has a place for it."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import ConfigBody, Document, MemberStats, PhaseConfig, StatLine, StatRow, StatsBody
from tests.forms.invented import document, person, team


def _phase(event: Rsc, code: str, name: str, kind: str, **more: object) -> PhaseConfig:
    phase = Rsc.of(event.discipline, event.gender, event.event, code)
    return PhaseConfig(phase=phase, name={"en": name}, kind=kind, **more)  # type: ignore[arg-type]


def sprint_config() -> Document:
    """Two rounds and a final of 100 m: one message a phase."""
    event = Rsc.of("ATH", "M", "100M")
    phases = (
        _phase(event, "RND1", "Round 1", "heats", stage=3, units=8, rule={"place": 3, "time": 3}),
        _phase(event, "SFNL", "Semifinals", "heats", stage=2, units=3, rule={"place": 2, "time": 2}),
        _phase(event, "FNL", "Final", "final", units=1),
    )
    body = ConfigBody(event=event, event_name={"en": "Men's 100m"}, phases=phases, entered=70)
    return document("DT_CONFIG", event, body)


def judo_config() -> Document:
    """A draw, where one contest leads to the next."""
    event = Rsc.of("JUD", "W", "57KG")
    phases = (_phase(event, "R32", "Round of 32", "knockout", stage=5, units=11),)
    body = ConfigBody(event=event, event_name={"en": "Women -57 kg"}, phases=phases, entered=27, draw="R32-")
    return document("DT_CONFIG", event, body)


def canoe_config() -> Document:
    """Heats whose winners leave out the quarter-finals: everything in one message."""
    event = Rsc.of("CSP", "W", "K1-500M")
    to = Rsc.of("CSP", "W", "K1-500M", "SFNL")
    phases = (
        _phase(event, "HEAT", "Heats", "heats", stage=4, units=6, rule={"place": 2, "to": to}),
        _phase(event, "QFNL", "Quarterfinals", "heats", stage=3, units=4, rule={"place": 5, "to": to}),
    )
    body = ConfigBody(event=event, event_name={"en": "Women's Kayak Single 500m"}, phases=phases, entered=42)
    return document("DT_CONFIG", event, body)


def archery_config() -> Document:
    """A team event, of which nothing but the draw and the size of a team may be said."""
    event = Rsc.of("ARC", "M", "TEAM3")
    phases = (_phase(event, "QUAL", "Ranking Round", "heats", stage=5, units=1, rule={"total": 12}),)
    body = ConfigBody(event=event, event_name={"en": "Men's Team"}, phases=phases, entered=12, draw="8FNL")
    return document("DT_CONFIG", event, body)


_BEACH = Rsc.of("VBV", "W", "TEAM2")
_FOOTBALL = Rsc.of("FBL", "M", "TEAM11")


def _stats(event: Rsc, table: str, subcode: str = "", **more: object) -> Document:
    body = StatsBody(
        event=event,
        event_name={"en": "Invented event"},
        table=table,
        last_unit=Rsc.of(event.discipline, event.gender, event.event, "GPA", "000300"),
        units_total=3,
        units_complete=2,
        **more,  # type: ignore[arg-type]
    )
    made = document("DT_STATS", event, body, "INTERMEDIATE")
    return msgspec.structs.replace(made, subcode=subcode or table)


def team_stats() -> Document:
    """A football team after two matches, with two of its players."""
    who = team("FBLMTEAM11", "NZL", "New Zealand", 2)
    one, other = who.members
    players = (
        MemberStats(member=one, stats=(StatLine(code="MP", value="2"), StatLine(code="GF", value="3", average="1.5"))),
        MemberStats(member=other, stats=(StatLine(code="MP", value="1"), StatLine(code="YC", value="1"))),
    )
    lines = (
        StatLine(code="MP", value="2"),
        StatLine(code="GF", value="4"),
        StatLine(code="GA", value="1"),
        StatLine(code="PTY", pos="0", value="1", tried="1"),
        StatLine(code="PTY", pos="1", value="0", tried="1"),
        StatLine(code="SHOT", value="9", tried="21"),
        StatLine(code="FOC", value="19", average="9.5"),
    )
    row = StatRow(order=1, competitor=msgspec.structs.replace(who, members=()), stats=lines, members=players)
    return _stats(_FOOTBALL, "CUM", who.id, rows=(row,))


def team_ranking() -> Document:
    """Beach volleyball teams by aces, two of them level; the last has none."""
    rows = []
    for at, (noc, aces, serves, rank) in enumerate(
        (("BRA", "7", "60", 1), ("USA", "7", "55", 1), ("GER", "0", "58", None)), 1
    ):
        who = team("VBVWTEAM2", noc, noc)
        line = StatLine(code="SRV", value=aces, tried=serves, rank=rank, rank_equal=rank is not None, sort_order=at)
        rows.append(StatRow(order=at, competitor=who, stats=(StatLine(code="MP", value="2"), line)))
    return _stats(_BEACH, "TEAM_RANKING", rows=tuple(rows))


def athlete_ranking() -> Document:
    """Beach volleyball players by aces; a fastest serve, and points for each set."""
    rows = []
    for at, (id_, aces) in enumerate((("9000104", "5"), ("9000105", "2")), 1):
        lines = (
            StatLine(code="SETS_PLAYED", value="4"),
            StatLine(code="SRV", value=aces, tried="30", rank=at, sort_order=at),
            StatLine(code="SRV_SPEED", value="81", rank=1, rank_equal=True, sort_order=at),
            StatLine(code="ATC", value="12", tried="25", percent="48", rank=1, rank_equal=True, sort_order=at),
            StatLine(code="TOTAL", value="17", average="4.25", rank=1, rank_equal=True, sort_order=at),
        )
        rows.append(StatRow(order=at, competitor=person(id_, "W"), stats=lines))
    return _stats(_BEACH, "IND_RANKING", rows=tuple(rows))


def tournament() -> Document:
    """A football tournament after two matches."""
    lines = (StatLine(code="MP", value="2"), StatLine(code="GF", value="5", average="2.5"))
    return _stats(_FOOTBALL, "TOU", stats=lines)


TABLES = {
    made.__name__: made
    for made in (
        sprint_config, judo_config, canoe_config, archery_config,
        team_stats, team_ranking, athlete_ranking, tournament,
    )
}  # fmt: skip
"""Every one by name."""
