"""How invented events run, what was counted in them, and whatever else ODF alone has a place for."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import (
    Conditions,
    ConfigBody,
    Document,
    Horse,
    HorsesBody,
    LocalNameLine,
    LocalNamesBody,
    MemberStats,
    PhaseConfig,
    StatLine,
    StatPart,
    StatRow,
    StatsBody,
    WeatherBody,
)
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


_BADMINTON = Rsc.of("BDM", "W", "SINGLES")


def phases_of_badminton() -> Document:
    """The groups of badminton as one phase, with its longest and its shortest match."""
    longest, shortest = (StatPart(code="UNIT_NUM", value=number) for number in ("WS12", "WS7"))
    lines = (
        StatLine(code="MATCHES_NUM", pos="GP--", value="36"),
        StatLine(code="DURATION", pos="GP--", value="24:42", average="41"),
        StatLine(code="DURATION_MAX", pos="GP--", value="79", parts=(longest,)),
        StatLine(code="DURATION_MIN", pos="GP--", value="22", parts=(shortest,)),
        StatLine(code="SHUTTLES_USED", pos="GP--", value="301", average="8.4"),
        StatLine(code="SMASH_MAX", pos="GP--", value="391"),
    )
    return _stats(_BADMINTON, "TOU", stats=lines)


def cards_of_badminton() -> Document:
    """Two cards of one player, of the whole discipline."""
    match = Rsc.of("BDM", "W", "SINGLES", "GPA", "000300")
    number = (StatPart(code="UNIT_NUM", value="WS3"),)
    lines = tuple(
        StatLine(type="PTY", code=code, pos=str(at), value=match, parts=number)
        for at, code in enumerate(("YC", "RC"), 1)
    )
    made = _stats(_BADMINTON, "CUM", rows=(StatRow(order=1, competitor=person("9000104", "W"), stats=lines),))
    discipline = Rsc.of("BDM")
    body = msgspec.structs.replace(made.body, event=discipline, event_name={})  # type: ignore[type-var]
    return msgspec.structs.replace(made, rsc=discipline, body=body)


def analysis_of_badminton() -> Document:
    """What two players did before their semi-final."""
    match = Rsc.of("BDM", "W", "SINGLES", "SFNL", "000100")
    rows = tuple(
        StatRow(
            order=at,
            competitor=person(id_, "W"),
            stats=tuple(
                StatLine(type="ANALYSIS", code=code, pos=pos, value=value)
                for (code, pos), value in zip(
                    (("GAMES", "W"), ("GAMES", "L"), ("PTS", "W"), ("PTS", "L")), counted, strict=True
                )
            ),
        )
        for at, (id_, counted) in enumerate(
            (("9000104", ["8", "1", "178", "131"]), ("9000105", ["8", "3", "219", "190"])), 1
        )
    )
    made = _stats(_BADMINTON, "ANALYSIS", rows=rows)
    body = msgspec.structs.replace(made.body, event=match)  # type: ignore[type-var]
    return msgspec.structs.replace(made, rsc=match, body=body, status="OFFICIAL")


def decisions_of_boxing() -> Document:
    """How all bouts of women were decided."""
    gender = Rsc.of("BOX", "W")
    lines = (StatLine(code="WP", value="61", percent="87.14"), StatLine(code="TKO-I", value="9", percent="12.86"))
    made = _stats(Rsc.of("BOX", "W", "57KG"), "TOU", stats=lines)
    body = msgspec.structs.replace(made.body, event=gender, event_name={})  # type: ignore[type-var]
    return msgspec.structs.replace(made, rsc=gender, body=body)


def names_in_japanese() -> Document:
    """A player and a team in their own script."""
    names = (
        LocalNameLine(id="9000105", type="A", noc="JPN", family_name="架空", given_name="花", gender="W"),
        LocalNameLine(id="VVOWTEAM6-----JPN01", type="T", noc="JPN", name="日本"),
    )
    discipline = Rsc.of("VVO")
    made = document("DT_PARTIC_NAME", discipline, LocalNamesBody(discipline="VVO", language="JPN", names=names))
    return msgspec.structs.replace(made, subcode="JPN")


def horses() -> Document:
    """Two horses, one of which does not come."""
    known = (
        Horse(
            id="5500001",
            name="Invented Star",
            noc="GER",
            sex="G",
            born="2018",
            passport="106XX01",
            colour="BAY",
            breed="KWPN",
        ),
        Horse(id="5500002", name="Invented Moon", noc="FRA", status="CANCEL"),
    )
    return document("DT_PARTIC_HORSES", Rsc.of("EQU"), HorsesBody(discipline="EQU", horses=known))


def weather() -> Document:
    """A storm at the finish."""
    seen = Conditions(
        point="FINISH",
        sky="THUNDERSTORM",
        temperatures={"AIR": "18.5", "WATER": "21.0"},
        humidity="88",
        wind_speed="14.0",
        wind_direction="NNW",
        pressure="987.3",
        precipitation_type="RAIN",
        precipitation="6.5",
    )
    unit = Rsc.of("TRI", "W", "INDIVID", "FNL", "000100")
    body = WeatherBody(about=unit, place="PAL", observed="2024-08-04T08:00:00+02:00", conditions=(seen,))
    return msgspec.structs.replace(document("DT_WEATHER", unit, body), subcode="PAL")


TABLES = {
    made.__name__: made
    for made in (
        sprint_config, judo_config, canoe_config, archery_config,
        team_stats, team_ranking, athlete_ranking, tournament,
        phases_of_badminton, cards_of_badminton, analysis_of_badminton, decisions_of_boxing,
        names_in_japanese, horses, weather,
    )
}  # fmt: skip
"""Every one by name."""
