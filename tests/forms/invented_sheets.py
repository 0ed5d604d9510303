"""Results of the invented Games with everything that their disciplines say beside the result. ODF alone has a place for all of it."""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import (
    CompetitorRef,
    DisciplineMedallistsBody,
    Document,
    Medallist,
    MedallistsBody,
    Period,
    ResultBody,
    ResultRow,
)
from tests.forms.invented import document, judo_brackets, line, medallists, person, team


def _unit(discipline: str, gender: str, event: str, phase: str = "FNL", unit: str = "000100") -> Rsc:
    return Rsc.of(discipline, gender, event, phase, unit)


def _side(side: int, who: CompetitorRef, mark: str, wlt: str = "", **more: Any) -> ResultRow:
    shown: dict[str, Any] = {"mark": mark, "mark_type": "POINTS"} if mark else {}
    return ResultRow(sort_order=side, start_sort=side, competitor=who, wlt=wlt, **shown, **more)


def _sheet(rsc: Rsc, name: str, rows: tuple[ResultRow, ...], status: str = "OFFICIAL", **more: Any) -> Document:
    body = ResultBody(unit=line(rsc, name, number="12"), event_name={"en": "Invented event"}, rows=rows, **more)
    return document("DT_RESULT", rsc, body, status)


_REFEREE = {
    "id": "9100001",
    "function": "RE",
    "given_name": "Pelle",
    "family_name": "Paahittu",
    "gender": "M",
    "noc": "FIN",
}
_JUDGE = {
    "id": "9100002",
    "function": "J1",
    "given_name": "Jana",
    "family_name": "Vymyslela",
    "gender": "W",
    "noc": "CZE",
}


def football_live() -> Document:
    """A match in its second half: clock, actions, statistics, a coach, a player who was booked."""
    home, away = team("FBLMTEAM11", "NZL", "New Zealand", 2), team("FBLMTEAM11", "URU", "Uruguay", 1)
    scorer, booked = home.members[0].id, away.members[0].id
    rows = (
        _side(
            1,
            home,
            "1",
            parts={
                "stat/gf": "1",
                "stat/shot": "3/7",
                "stat/shot/H1": "2/4",
                "stat/shot_blocked": "2",
                "formation": "4-3-3",
                "uniform/1": "White",
                f"player/{scorer}/stat/gf": "1",
                f"player/{scorer}/stat/shot": "1/2",
                f"player/{scorer}/starter": "Y",
                f"player/{scorer}/position/1": "FW",
                f"player/{scorer}/position/2": "F04",
            },
            details={
                "coach/1": {"id": "9200001", "function": "COACH", "family_name": "Notreal", "gender": "M", "noc": "NZL"}
            },
        ),
        _side(
            2,
            away,
            "0",
            parts={"stat/yc": "1", f"player/{booked}/sanction": "YC", f"player/{booked}/stat/yc_mins": "51'"},
        ),
    )
    facts = {
        "period": "H2",
        "clock": {"time": "53:10", "running": True, "period": "H2"},
        "additional/H1": "2",
        "display/gf/1": scorer,
        "official/1": _REFEREE,
        "action/1": {"period": "H1", "action": "STARTP", "comment": "STARTP_H1"},
        "action/2": {"period": "H1", "action": "ENDP", "comment": "ENDP_H1"},
        "action/3": {"period": "H2", "action": "STARTP", "comment": "STARTP_H2"},
        "action/4": {
            "id": "goal-1",
            "period": "H2",
            "action": "SHOT",
            "when": "49'",
            "result": "GOAL",
            "home": "1",
            "away": "0",
            "competitor": home.id,
            "athletes": [{"id": scorer, "role": "SCR"}, {"id": home.members[1].id, "role": "ASSIST"}],
        },
        "action/5": {
            "period": "H2",
            "action": "YC",
            "when": "51'",
            "competitor": away.id,
            "athletes": [{"id": booked}],
        },
    }
    periods = (
        Period(code="H1", home="0", away="0", home_period="0", away_period="0"),
        Period(code="H2", home="1", away="0", home_period="1", away_period="0"),
    )
    return _sheet(_unit("FBL", "M", "TEAM11", "GPA"), "Group A", rows, "LIVE", periods=periods, facts=facts)


def basketball() -> Document:
    """A game that is over, with shares in percent, starters of a quarter and a player who did not play."""
    home, away = team("BKBWTEAM5-", "SRB", "Serbia", 2), team("BKBWTEAM5-", "CHN", "China")
    one, two = (member.id for member in home.members)
    rows = (
        _side(
            1,
            home,
            "71",
            "W",
            parts={
                "stat/pts": "71",
                "stat/pts_bench": "20",
                "stat/p3": "8/21",
                "stat/p3/Q1": "2/3",
                "stat/reb": "38",
                "stat/reb_offensive": "11",
                "stat/tout": "4",
                "stat/tout_max": "5",
                f"player/{one}/stat/ft": "4/4",
                f"player/{one}/stat/mins": "33:04",
                f"player/{one}/captain": "Y",
                f"player/{two}/stat/mins": "DNP",
            },
        ),
        _side(2, away, "64", "L", parts={"stat/pts": "64", "bonus": "Y"}),
    )
    facts = {"lead_changes": "8", "tied_num": "5", "starter/home/Q1/1": one, "starter/home/Q1/2": two, "period": "E-FS"}
    periods = (
        Period(code="Q1", home="18", away="20", home_period="18", away_period="20"),
        Period(code="Q2", home="71", away="64", home_period="53", away_period="44"),
    )
    return _sheet(_unit("BKB", "W", "TEAM5", "GPB"), "Group B", rows, periods=periods, facts=facts)


def beach_volleyball() -> Document:
    """A match of three sets: winners of the sets, sets won, serves and blocks."""
    home, away = team("VBVWTEAM2-", "NOR", "Tenkt/Eksempel", 2), team("VBVWTEAM2-", "PAR", "Inventado/Prueba", 2)
    rows = (
        _side(
            1,
            home,
            "2",
            "W",
            parts={
                "sets_won": "2",
                "set_points/S1": "1",
                "stat/srv": "55",
                "stat/srv_ace": "4",
                "stat/atc": "33/58",
                "stat/blc/S1": "2",
                "stat/blc": "5",
                f"player/{home.members[0].id}/hand": "R",
                f"player/{home.members[0].id}/stat/srv_speed": "68",
            },
        ),
        _side(2, away, "1", "L", parts={"sets_won": "1"}),
    )
    periods = (
        Period(code="S1", home="21", away="18", home_period="21", away_period="18"),
        Period(code="S2", home="40", away="39", home_period="19", away_period="21"),
        Period(code="S3", home="55", away="51", home_period="15", away_period="12"),
    )
    facts = {"duration_playing": "51", "duration/S1": "19", "match_point": "H", "official/1": _REFEREE}
    return _sheet(_unit("VBV", "W", "TEAM2", "GPA"), "Pool A", rows, periods=periods, facts=facts)


def badminton() -> Document:
    """A match of two games: games won so far in the running score, rallies, points by game."""
    rows = (
        _side(
            1,
            person("9000104", "W"),
            "2",
            "W",
            parts={"seed": "1", "hand": "R", "stat/pts_consec/G1": "6", "stat/lead_max": "9"},
        ),
        _side(2, person("9000105", "W"), "0", "L", parts={"challenges/G2": "1"}),
    )
    periods = (
        Period(code="G1", home="21", away="12", home_period="21", away_period="12"),
        Period(code="G2", home="42", away="31", home_period="21", away_period="19"),
    )
    facts = {"rally_strokes_max": "37", "shuttles_used": "9", "rally_max/G1": "37", "duration/G1": "18"}
    return _sheet(_unit("BDM", "W", "SINGLES", "SFNL"), "Semifinal", rows, periods=periods, facts=facts)


def boxing() -> Document:
    """A bout by points: the cards of two judges by round, one of them level with a preference, a warning."""
    red = {
        "judge/J1": "10 9 10",
        "judge/J2": "10 10 9",
        "preferred/J1": "Y",
        "preferred/J2": "Y",
        "warnings": "1",
        "seed": "1",
    }
    blue = {"judge/J1": "9 10 9", "judge/J2": "9 9 10"}
    rows = (_side(1, person("9000101"), "2", "W", parts=red), _side(2, person("9000102"), "0", "L", parts=blue))
    facts = {"res_code": "WP", "official/1": _REFEREE, "official/2": _JUDGE}
    return _sheet(_unit("BOX", "M", "57KG", "QFNL"), "Quarterfinal", rows, facts=facts)


def wrestling() -> Document:
    """A bout by technical points: holds in order, cautions, the last point."""
    rows = (
        _side(
            1, person("9000101"), "8", "W", parts={"holds": "4 2 2", "last_point": "Y", "classification_points": "3"}
        ),
        _side(2, person("9000103"), "5", "L", parts={"cautions": "2"}),
    )
    return _sheet(_unit("WRE", "M", "FS74KG", "QFNL"), "Quarterfinal", rows, facts={"res_code": "VPO1"})


def archery() -> Document:
    """A match that a shoot-off decided."""
    rows = (
        _side(1, person("9000101"), "6", "W", parts={"shoot_off": "10", "shoot_off_mm": "21"}),
        _side(2, person("9000102"), "5", "L", parts={"shoot_off": "10", "shoot_off_mm": "34"}),
    )
    return _sheet(_unit("ARC", "M", "INDIVID", "QFNL"), "Quarterfinal", rows)


def weightlifting() -> Document:
    """Two lifters: one with all lifts, one without a good snatch."""
    good = {
        "snatch/1": "130",
        "snatch/2": "-135",
        "snatch/3": "135",
        "clean/1": "160",
        "clean/2": "-",
        "bodyweight": "72.85",
    }
    rows = (
        ResultRow(sort_order=1, competitor=person("9000101"), rank=1, mark="295", mark_type="WEIGHT", parts=good),
        ResultRow(
            sort_order=2,
            competitor=person("9000102"),
            irm="DNF",
            mark_type="IRM",
            parts={"snatch/1": "-120", "snatch/2": "-120", "snatch/3": "-121"},
        ),
    )
    return _sheet(_unit("WLF", "M", "73KG"), "Final", rows)


def diving() -> Document:
    """Two dives with their awards."""
    dives = [
        {"code": "107B", "dd": "3.1", "judges": ["8.0", "8.5", "8.0", "8.5", "8.0", "7.5", "8.5"], "points": "75.95"},
        {"code": "407C", "dd": "3.4", "points": "81.60"},
    ]
    row = ResultRow(
        sort_order=1, competitor=person("9000101"), rank=1, mark="157.55", mark_type="POINTS", details={"dives": dives}
    )
    return _sheet(_unit("DIV", "M", "3MSB"), "Final", (row,))


def shooting() -> Document:
    """Qualification: series and inner tens tell equal totals apart."""
    rows = tuple(
        ResultRow(
            sort_order=at,
            competitor=person(id_),
            rank=at,
            mark="584",
            mark_type="POINTS",
            parts={"series/1": "97", "series/2": "98", "inner_tens": tens},
        )
        for at, (id_, tens) in enumerate((("9000101", "22"), ("9000102", "19")), 1)
    )
    return _sheet(_unit("SHO", "M", "AP60", "QUAL"), "Qualification", rows)


def keirin() -> Document:
    """A final in which the relegated rider keeps the last place."""
    rows = (
        ResultRow(sort_order=1, competitor=person("9000101"), rank=1, parts={"place": "1"}),
        ResultRow(sort_order=2, competitor=person("9000102"), rank=2, irm="REL", mark_type="IRM", parts={"place": "1"}),
        ResultRow(sort_order=3, competitor=person("9000103"), irm="DNF", mark_type="IRM"),
    )
    return _sheet(_unit("CTR", "M", "KEIRIN"), "Final", rows)


def discipline_medallists() -> Document:
    """Two events of athletics: two golds and a bronze of one, the gold of the other."""
    first = medallists().body
    assert isinstance(first, MedallistsBody)
    other = Rsc.of("ATH", "M", "100M")
    gold = Medallist(medal="ME_GOLD", competitor=person("9000101"), unit=_unit("ATH", "M", "100M"), date="2024-08-03")
    second = MedallistsBody(event=other, event_name={"en": "Men's 100m"}, medals=(gold,))
    events = tuple(sorted((first, second), key=lambda body: body.event))
    body = DisciplineMedallistsBody(
        discipline="ATH", name={"en": "Athletics"}, events=events, events_total=48, events_finished=1
    )
    return document("DT_MEDALLISTS_DISCIPLINE", Rsc.of("ATH"), body)


def judo_draw() -> Document:
    """A draw before its first contest."""
    return msgspec.structs.replace(judo_brackets(), status="START_LIST")


SHEETS = {
    made.__name__: made
    for made in (
        football_live, basketball, beach_volleyball, badminton, boxing, wrestling, archery, weightlifting, diving, shooting, keirin,
        discipline_medallists, judo_draw,
    )
}  # fmt: skip
"""Every sheet by name."""
