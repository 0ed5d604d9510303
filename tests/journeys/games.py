"""A small invented Games: one day, seven sports, every kind of document the pages show. Nobody in it exists."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from kotinos.codes import names
from kotinos.codes.rsc import Level, Rsc
from kotinos.results.documents import (
    Attempt,
    Bracket,
    BracketItem,
    BracketPlace,
    BracketRound,
    BracketsBody,
    Change,
    CompetitorRef,
    ComponentResult,
    CumulativeBody,
    CumulativeRow,
    Height,
    MedalCount,
    MedalLine,
    Medallist,
    MedallistsBody,
    MedalsBody,
    MemberRef,
    Opponent,
    Period,
    PhaseResultBody,
    PoolBody,
    PoolRow,
    Protest,
    RankingBody,
    RecordLine,
    ResultBody,
    ResultRow,
    ScheduleBody,
    Split,
    UnitLine,
)
from tests.journeys.stage import Draft

ZONE = ZoneInfo("Europe/Paris")

HEAT = Rsc.of("ATH", "M", "100M", "HEAT", "000300")
FINAL = Rsc.of("ATH", "M", "100M", "FNL", "000100")
LONG_JUMP = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
HIGH_JUMP = Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100")
SWIM = Rsc.of("SWM", "W", "200MFR", "FNL", "000100")
JUDO = Rsc.of("JUD", "W", "57KG", "FNL", "000100")
MATCH = Rsc.of("FBL", "W", "TEAM11", "GPA-", "000300")
BEAM = Rsc.of("GAR", "W", "1APBB", "FNL", "000100")
DECATHLON = Rsc.of("ATH", "M", "DECATH")
RELAY = Rsc.of("ATH", "W", "4X100M", "FNL", "000100")

NOCS = ("ALB", "BRA", "CHN", "DEN", "ETH", "FRA", "GRE", "HUN", "IRL", "JPN", "KEN", "LAT")
FAMILY = (
    "MARLOWE",
    "OKONJO",
    "LINDQVIST",
    "DURAND-MOREAU",
    "TANAKA",
    "PAPADAKIS",
    "SZABÓ",
    "O'LEARY",
    "FERREIRA",
    "WEKESA",
    "OZOLIŅŠ",
    "BRANDT",
)
GIVEN = ("Theo", "Ade", "Nils", "Marin", "Ren", "Kostas", "Bence", "Cian", "Davi", "Juma", "Jānis", "Asger")
GIVEN_W = ("Thea", "Ada", "Nora", "Marine", "Rin", "Katerina", "Bea", "Ciara", "Dora", "Jamila", "Inese", "Astrid")


def athlete(n: int, *, women: bool = False) -> CompetitorRef:
    given, family = (GIVEN_W if women else GIVEN)[n % 12], FAMILY[n % 12]
    return CompetitorRef(
        id=f"{'W' if women else 'M'}{1000 + n}",
        noc=NOCS[n % 12],
        name=f"{given} {family}",
        print_name=f"{family} {given}",
        given_name=given,
        family_name=family,
        gender="W" if women else "M",
        bib=str(101 + 7 * n),
    )


def team(n: int) -> CompetitorRef:
    country = ("Albania", "Brazil", "China", "Denmark", "Ethiopia", "France", "Greece", "Hungary")[n % 8]
    return CompetitorRef(id=f"T{n}", type="T", noc=NOCS[n % 12], name=country, print_name=country)


def text(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


def unit_line(rsc: Rsc, start: str, **more: Any) -> UnitLine:
    return UnitLine(rsc=rsc, name=names.unit_text(rsc), start=start, **more)


def at(hour: int, minute: int = 0) -> str:
    """A time of the Games' day, which is today in Paris."""
    day = datetime.now(ZONE)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0).isoformat()


STADIUM: dict[str, Any] = {"venue": "OLS", "venue_name": "Olive Stadium", "session": "ATH04"}


def schedule(discipline: str, en: str, fr: str, units: tuple[UnitLine, ...]) -> Draft:
    body = ScheduleBody(discipline=discipline, name=text(en, fr), units=units)
    return Draft("DT_SCHEDULE", Rsc.of(discipline), "", body)


def heat_line(status: str, result_status: str) -> Draft:
    """One heat's own line, as it is published when only that heat changes."""
    heat = Rsc.of("ATH", "M", "100M", "HEAT", "000300")
    line = unit_line(
        heat, at(19, 18), status=status, result_status=result_status, actual_start=at(19, 18), number="3", **STADIUM
    )
    body = ScheduleBody(discipline="ATH", name=text("Athletics", "Athlétisme"), units=(line,))
    return Draft("DT_SCHEDULE_UPDATE", heat, "", body)


def athletics(heat_status: str = "RUNNING", heat_result: str = "LIVE") -> Draft:
    heats = [Rsc.of("ATH", "M", "100M", "HEAT", f"000{n}00") for n in range(1, 6)]
    units = (
        unit_line(
            heats[0],
            at(19, 0),
            status="FINISHED",
            result_status="OFFICIAL",
            actual_end=at(19, 4),
            number="1",
            **STADIUM,
        ),
        unit_line(
            heats[1],
            at(19, 9),
            status="FINISHED",
            result_status="UNOFFICIAL",
            actual_end=at(19, 13),
            number="2",
            **STADIUM,
        ),
        unit_line(
            heats[2],
            at(19, 18),
            status=heat_status,
            result_status=heat_result,
            actual_start=at(19, 18),
            number="3",
            **STADIUM,
        ),
        unit_line(heats[3], at(19, 27), status="GETTING_READY", number="4", result_status="START_LIST", **STADIUM),
        unit_line(heats[4], at(19, 36), number="5", result_status="START_LIST", **STADIUM),
        unit_line(LONG_JUMP, at(19, 5), status="RUNNING", result_status="LIVE", medal=1, location="Pit A", **STADIUM),
        unit_line(
            HIGH_JUMP,
            at(19, 0),
            status="FINISHED",
            result_status="PROTESTED",
            actual_end=at(20, 41),
            medal=1,
            **STADIUM,
        ),
        unit_line(RELAY, at(21, 20), medal=1, **STADIUM),
        unit_line(FINAL, at(21, 50), medal=1, **STADIUM),
    )
    return schedule("ATH", "Athletics", "Athlétisme", units)


def others() -> list[Draft]:
    pool: dict[str, Any] = {"venue": "AQC", "venue_name": "Aquatics Centre", "session": "SWM07"}
    hall: dict[str, Any] = {"venue": "NTH", "venue_name": "North Hall", "session": "JUD02"}
    ground: dict[str, Any] = {"venue": "RIV", "venue_name": "Riverside Ground", "session": "FBL05"}
    arena: dict[str, Any] = {"venue": "ARN", "venue_name": "Arena", "session": "GAR06"}
    swims = tuple(
        unit_line(
            Rsc.of("SWM", "W", "200MFR", "SFNL", f"000{n}00"),
            at(18, 10 * n),
            status="FINISHED",
            result_status="OFFICIAL",
            actual_end=at(18, 10 * n + 3),
            **pool,
        )
        for n in (1, 2)
    )
    final = unit_line(
        SWIM, at(20, 32), status="FINISHED", result_status="OFFICIAL", medal=1, actual_end=at(20, 35), **pool
    )
    bouts = tuple(
        unit_line(
            bout,
            at(16 + n // 4, 10 * (n % 4)),
            sides=(athlete(2 * n, women=True), athlete(2 * n + 1, women=True)),
            status="FINISHED",
            result_status="OFFICIAL",
            actual_end=at(17, n),
            location=f"Mat {1 + n % 2}",
            **hall,
        )
        for n, bout in enumerate(Rsc.of("JUD", "W", "57KG", "QFNL", f"000{i}00") for i in range(1, 5))
    )
    last = unit_line(
        JUDO,
        at(20, 10),
        medal=1,
        sides=(athlete(0, women=True), athlete(5, women=True)),
        status="DELAYED",
        location="Mat 1",
        **hall,
    )
    games = tuple(
        unit_line(
            Rsc.of("FBL", "W", "TEAM11", "GPA", f"000{n}00"),
            at(17 + n, 0),
            sides=(team(n), team(n + 1)),
            status="RUNNING" if n == 3 else "FINISHED",
            result_status="LIVE" if n == 3 else "OFFICIAL",
            actual_end="" if n == 3 else at(18 + n, 50),
            **ground,
        )
        for n in range(1, 4)
    )
    beam = unit_line(
        BEAM, at(15, 30), status="FINISHED", result_status="OFFICIAL", medal=1, actual_end=at(16, 40), **arena
    )
    return [
        schedule("SWM", "Swimming", "Natation", (*swims, final)),
        schedule("JUD", "Judo", "Judo", (*bouts, last)),
        schedule("FBL", "Football", "Football", games),
        schedule("GAR", "Artistic Gymnastics", "Gymnastique artistique", (beam,)),
    ]


def result(
    rsc: Rsc,
    status: str,
    rows: tuple[ResultRow, ...],
    columns: tuple[str, ...],
    *,
    line: dict[str, Any] | None = None,
    **more: Any,
) -> Draft:
    unit = unit_line(rsc, at(19, 18), **{**STADIUM, **(line or {})})
    body = ResultBody(unit=unit, event_name=names_of_event(rsc), rows=rows, columns=columns, rule_set="2024", **more)
    return Draft("DT_RESULT", rsc, status, body)


def names_of_event(rsc: Rsc) -> dict[str, str]:
    return names.unit_text(rsc.at(Level.EVENT))


def change(en: str, fr: str, code: str = "marks_observed", by: str = "timing") -> Change:
    return Change(code=code, at=datetime.now(UTC).isoformat().replace("+00:00", "Z"), by=by, text=text(en, fr))


TIMES = ("9.91", "9.94", "9.98", "9.98", "10.04", "10.11", "10.2", "10.36")
REACTIONS = ("0.131", "0.142", "0.128", "0.155", "0.149", "0.161", "0.138", "0.170")
RECORDS = (
    RecordLine(code="WR", mark="9.60", holder="Otto VENN", noc="DEN", date="2019-08-16", place="Aarhus"),
    RecordLine(code="OR", mark="9.66", holder="Juma WEKESA", noc="KEN", date="2021-08-01", place="Nagoya"),
)
RULE = text(
    "First 3 of each heat (Q), next 3 fastest (q)",
    "Les 3 premiers de chaque série (Q), les 3 meilleurs temps suivants (q)",
)


def heat_start_list() -> Draft:
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n),
            start_sort=n + 1,
            start_order=str(n + 2),
            bib=athlete(n).bib,
            bests={"PB": TIMES[n], "SB": TIMES[n]},
        )
        for n in range(8)
    )
    return result(
        HEAT, "START_LIST", rows, ("reaction",), qualify=RULE, records=RECORDS, line={"status": "GETTING_READY"}
    )


def heat(finished: int, status: str = "LIVE", *, first: str = TIMES[0], **more: Any) -> Draft:
    """The heat when ``finished`` of eight have a time; ``first`` is the winner's."""
    rows = []
    for n in range(8):
        there = n < finished
        mark = (first if n == 0 else TIMES[n]) if there and n != 7 else ""
        rows.append(
            ResultRow(
                sort_order=n + 1,
                competitor=athlete(n),
                start_sort=n + 1,
                start_order=str(2 + (n * 3) % 8),
                bib=athlete(n).bib,
                rank=(3 if n == 3 else n + 1) if mark else None,
                rank_equal=n in (2, 3) and finished > 3,
                mark=mark,
                mark_type="TIME" if mark else "",
                irm="DQ" if n == 7 and there else "",
                diff=f"+{(int(float(mark) * 100) - int(float(first) * 100)) / 100:.2f}" if mark and n else "",
                reaction=REACTIONS[n] if there else "",
                qual="Q" if mark and n < 3 and status != "LIVE" else "",
                records=("PB",) if n == 1 and there else (),
                bests={"PB": TIMES[n]},
                why=text(f"{TIMES[n - 1]} before {TIMES[n]}", f"{TIMES[n - 1]} avant {TIMES[n]}") if mark and n else {},
                changed=n == finished - 1,
            )
        )
    who = athlete(max(finished - 1, 0)).name
    said: dict[str, Any] = {"change": change(f"New mark: {who}", f"Nouvelle marque : {who}"), **more}
    return result(
        HEAT,
        status,
        tuple(rows),
        ("reaction",),
        wind="+0.7",
        qualify=RULE,
        records=RECORDS,
        line={"status": "RUNNING" if status == "LIVE" else "FINISHED"},
        **said,
    )


def long_jump() -> Draft:
    series = (
        (("6.98", "+0.4"), ("X", ""), ("7.11", "+1.2"), ("6.87", "-0.3")),
        (("7.02", "+0.1"), ("7.02", "+0.6"), ("X", ""), ("6.99", "+0.2")),
        (("X", ""), ("6.81", "+0.9"), ("6.95", "+0.3"), ("-", "")),
        (("6.7", "+0.8"), ("6.66", "+0.2"), ("X", "")),
        (("6.54", "0.0"), ("X", ""), ("6.60", "-1.1")),
        (("X", ""), ("X", ""), ("X", "")),
    )
    bests = ("7.11", "7.02", "6.95", "6.7", "6.60", "")
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n, women=True),
            start_sort=6 - n,
            start_order=str(6 - n),
            rank=n + 1 if bests[n] else None,
            mark=bests[n],
            irm="" if bests[n] else "NM",
            records=("SB",) if n == 0 else (),
            attempts=tuple(
                Attempt(n=i + 1, mark=m, wind=w, best=m == bests[n] and (n, i) != (1, 1))
                for i, (m, w) in enumerate(tries)
            ),
            why=text(f"{bests[n - 1]} before {bests[n]}", f"{bests[n - 1]} avant {bests[n]}") if n else {},
            changed=n == 1,
        )
        for n, tries in enumerate(series)
    )
    return result(
        LONG_JUMP,
        "LIVE",
        rows,
        ("attempts",),
        line={"status": "RUNNING", "medal": 1, "location": "Pit A"},
        change=change("New mark: Ada OKONJO", "Nouvelle marque : Ada OKONJO"),
    )


def high_jump() -> Draft:
    cards = (
        ("2.31", {"2.20": "O", "2.25": "O", "2.28": "XO", "2.31": "O", "2.34": "XXX"}),
        ("2.31", {"2.20": "O", "2.25": "XO", "2.28": "XO", "2.31": "O", "2.34": "XXX"}),
        ("2.28", {"2.20": "-", "2.25": "O", "2.28": "O", "2.31": "XX-", "2.34": "X"}),
        ("2.25", {"2.20": "XXO", "2.25": "XO", "2.28": "XXX"}),
        ("", {"2.20": "XXX"}),
    )
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n + 3),
            start_sort=n + 1,
            rank=n + 1 if best else None,
            mark=best,
            irm="" if best else "NM",
            heights=tuple(Height(height=h, attempts=a) for h, a in card.items()),
            why=text("fewer failures up to 2.31: 1 against 2", "moins d'échecs jusqu'à 2,31 : 1 contre 2")
            if n == 1
            else text("higher clearance", "hauteur supérieure")
            if n
            else {},
        )
        for n, (best, card) in enumerate(cards)
    )
    protests = (
        Protest(
            id="P1",
            by="FRA",
            reason="Bar displaced by wind in the second attempt at 2.34",
            status="OPN",
            filed=at(20, 44),
        ),
        Protest(
            id="P2",
            by="KEN",
            reason="Time limit",
            status="CLS",
            filed=at(20, 2),
            outcome="dismissed",
            decision="The clock was shown and had run out.",
            decided=at(20, 9),
        ),
    )
    return result(
        HIGH_JUMP,
        "PROTESTED",
        rows,
        ("heights",),
        line={"status": "FINISHED", "medal": 1},
        protests=protests,
        change=change("Protest filed (FRA)", "Réclamation déposée (FRA)", "protest_filed", "referee"),
    )


def swim() -> Draft:
    times = ("1:53.92", "1:54.01", "1:54.98", "1:55.4", "1:56.22", "1:56.22", "1:58.03", "")
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n, women=True),
            start_sort=n + 1,
            start_order=str((4, 5, 3, 6, 2, 7, 1, 8)[n]),
            rank=(5 if n == 5 else n + 1) if t else None,
            rank_equal=n in (4, 5),
            mark=t,
            irm="" if t else "DNS",
            reaction="0.6" + str(n) if t else "",
            splits=tuple(
                Split(point=p, time=s, rank=n + 1)
                for p, s in (("50", f"26.{40 + n}"), ("100", f"55.{10 + n}"), ("150", f"1:24.{50 + n}"))
            )
            if t
            else (),
            diff=f"+{(0, 0.09, 1.06, 1.48, 2.3, 2.3, 4.11, 0)[n]:.2f}" if n and t else "",
            records=("WR",) if n == 0 else ("NR",) if n == 2 else (),
            qual="",
        )
        for n, t in enumerate(times)
    )
    return result(
        SWIM,
        "OFFICIAL",
        rows,
        ("reaction", "splits"),
        line={"status": "FINISHED", "medal": 1, "venue_name": "Aquatics Centre"},
        change=change("Results official", "Résultats : officiel", "status_set", "referee"),
    )


def judo() -> Draft:
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete((0, 5)[n], women=True),
            start_sort=n + 1,
            mark=("10", "0")[n],
            wlt=("W", "L")[n],
            parts={"ippon": ("1", "0")[n], "wazaari": ("0", "0")[n], "shido": ("1", "2")[n]},
        )
        for n in range(2)
    )
    return result(
        JUDO,
        "UNOFFICIAL",
        rows,
        ("ippon", "wazaari", "shido"),
        line={
            "status": "FINISHED",
            "medal": 1,
            "venue_name": "North Hall",
            "sides": (athlete(0, women=True), athlete(5, women=True)),
        },
        change=change("Results unofficial", "Résultats : non officiel", "status_set"),
    )


def match() -> Draft:
    rows = tuple(
        ResultRow(sort_order=n + 1, competitor=team(n + 3), start_sort=n + 1, mark=("2", "1")[n], mark_type="POINTS")
        for n in range(2)
    )
    periods = (
        Period(code="H1", home="1", away="1", home_period="1", away_period="1"),
        Period(code="H2", home="2", away="1", home_period="1", away_period="0"),
    )
    return result(
        MATCH,
        "LIVE",
        rows,
        ("periods",),
        periods=periods,
        line={"status": "RUNNING", "venue_name": "Riverside Ground", "sides": (team(3), team(4))},
        change=change("New mark: Denmark", "Nouvelle marque : Danemark"),
    )


def beam() -> Draft:
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n + 2, women=True),
            start_sort=n + 1,
            rank=n + 1,
            mark=("14.533", "14.1", "13.966", "12.3")[n],
            mark_type="POINTS",
            parts={
                "d": ("6.2", "6.0", "5.8", "5.1")[n],
                "e": ("8.333", "8.1", "8.166", "7.5")[n],
                **({"penalty": "-0.3"} if n == 3 else {}),
            },
            why=text("higher score", "note plus élevée") if n else {},
        )
        for n in range(4)
    )
    return result(
        BEAM, "OFFICIAL", rows, ("d", "e", "penalty"), line={"status": "FINISHED", "medal": 1, "venue_name": "Arena"}
    )


def relay() -> Draft:
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            start_sort=n + 1,
            start_order=str(n + 3),
            bests={"SB": f"42.{10 + n}"},
            competitor=with_members(
                team(n), tuple(MemberRef(id=f"{n}{i}", name=athlete(n + i, women=True).name, order=i) for i in range(4))
            ),
        )
        for n in range(6)
    )
    return result(RELAY, "START_LIST", rows, (), line={"medal": 1})


def with_members(ref: CompetitorRef, members: tuple[MemberRef, ...]) -> CompetitorRef:
    return msgspec.structs.replace(ref, members=members)


def phase() -> Draft:
    rows = tuple(
        ResultRow(
            sort_order=n + 1,
            competitor=athlete(n),
            rank=n + 1 if n < 11 else None,
            mark=f"{9.91 + n * 0.06:.2f}" if n < 11 else "",
            irm="" if n < 11 else "DNS",
            qual="Q" if n < 6 else "q" if n < 8 else "",
            unit=Rsc.of("ATH", "M", "100M", "HEAT", f"000{1 + n % 3}00"),
            diff=f"+{n * 0.06:.2f}" if 0 < n < 11 else "",
        )
        for n in range(12)
    )
    rsc = HEAT.at(Level.PHASE)
    body = PhaseResultBody(
        phase=rsc,
        name=text("Round 1", "1er tour"),
        event_name=names_of_event(HEAT),
        rows=rows,
        qualify=RULE,
        units_total=5,
        units_complete=2,
    )
    return Draft("DT_PHASE_RESULT", rsc, "LIVE", body)


def decathlon() -> Draft:
    units = [Rsc.of("ATH", "M", "DECATH", code, "000100") for code in ("100M", "LJ--", "SP--", "HJ--")]
    rows = tuple(
        CumulativeRow(
            row=ResultRow(
                sort_order=n + 1,
                competitor=athlete(n),
                rank=n + 1,
                mark=str(3612 - 77 * n),
                mark_type="POINTS",
                diff=f"-{77 * n}" if n else "",
            ),
            items=tuple(
                ComponentResult(unit=u, order=i + 1, points=str(930 - 20 * n - 11 * i), rank=n + 1)
                for i, u in enumerate(units[: 4 if n < 5 else 3])
            ),
        )
        for n in range(6)
    )
    body = CumulativeBody(
        event=DECATHLON,
        event_name=names_of_event(DECATHLON),
        rows=rows,
        last_unit=units[-1],
        units_total=10,
        units_complete=4,
    )
    return Draft("DT_CUMULATIVE_RESULT", DECATHLON, "INTERMEDIATE", body)


def football() -> list[Draft]:
    group = MATCH.at(Level.PHASE)
    results = {(1, 2): "2-0", (3, 4): "1-1", (1, 3): "0-1", (2, 4): "3-2"}
    order = (3, 1, 2, 4)

    def opponents(one: int) -> tuple[Opponent, ...]:
        made = []
        for place, other in enumerate(order, start=1):
            if other == one:
                continue
            pair = (min(one, other), max(one, other))
            score = results.get(pair, "")
            shown = "-".join(reversed(score.split("-"))) if score and pair[0] != one else score
            unit = Rsc.of("FBL", "W", "TEAM11", "GPA", f"000{pair[0]}0{pair[1]}")
            made.append(
                Opponent(competitor=team(other), pos=place, unit=unit, date=at(20)[:10], time=at(20), result=shown)
            )
        return tuple(made)

    values = {3: (1, 1, 0, 2, 1, "4"), 1: (1, 0, 1, 2, 1, "3"), 2: (1, 0, 1, 3, 4, "3"), 4: (0, 1, 1, 3, 4, "1")}
    rows = tuple(
        PoolRow(
            sort_order=n + 1,
            competitor=team(t),
            rank=n + 1,
            qual="Q" if n == 0 else "",
            points=values[t][5],
            played=2,
            won=values[t][0],
            tied=values[t][1],
            lost=values[t][2],
            for_=values[t][3],
            against=values[t][4],
            diff=f"{values[t][3] - values[t][4]:+d}",
            opponents=opponents(t),
        )
        for n, t in enumerate(order)
    )
    pool = PoolBody(
        phase=group,
        name=text("Group A", "Groupe A"),
        event_name=names_of_event(group),
        rows=rows,
        units_total=6,
        units_complete=4,
    )
    return [Draft("DT_POOL_STANDING", group, "", pool)]


def brackets() -> Draft:
    event = JUDO.at(Level.EVENT)
    tbd = CompetitorRef(id="TBD")

    def item(
        phase_code: str, n: int, left: int | None, right: int | None, won: int | None, *, after: str = ""
    ) -> BracketItem:
        unit = Rsc.of("JUD", "W", "57KG", phase_code, f"000{n}00")
        places = tuple(
            BracketPlace(
                pos=pos,
                competitor=athlete(who, women=True) if who is not None else tbd,
                result=("10" if won == who else "0") if won is not None else "",
                wlt=("W" if won == who else "L") if won is not None else "",
                previous_wlt="W" if after else "",
                previous_unit=Rsc.of("JUD", "W", "57KG", after, f"000{2 * n - 2 + pos}00") if after else None,
            )
            for pos, who in ((1, left), (2, right))
        )
        return BracketItem(
            code=f"{phase_code}{n}",
            order=n,
            position=n,
            unit=unit,
            time=at(16 + n),
            date=at(16)[:10],
            status="OFFICIAL" if won is not None else "",
            places=places,
        )

    rounds = (
        BracketRound(
            code="QFNL",
            name=text("Quarter-finals", "Quarts de finale"),
            items=tuple(item("QFNL", n + 1, 2 * n, 2 * n + 1, (0, 3, 5, 6)[n]) for n in range(4)),
        ),
        BracketRound(
            code="SFNL",
            name=text("Semi-finals", "Demi-finales"),
            items=(item("SFNL", 1, 0, 3, 0, after="QFNL"), item("SFNL", 2, 5, 6, None, after="QFNL")),
        ),
        BracketRound(code="FNL-", name=text("Final", "Finale"), items=(item("FNL", 1, 0, None, None, after="SFNL"),)),
    )
    repechage = BracketRound(code="REP-", name=text("Repechage", "Repêchage"), items=(item("REP", 1, 1, 2, 2),))
    bronze = BracketRound(
        code="BRN-",
        name=text("Bronze medal", "Médaille de bronze"),
        items=(item("BRN", 1, 2, None, None, after="SFNL"),),
    )
    body = BracketsBody(
        event=event,
        event_name=names_of_event(JUDO),
        brackets=(Bracket(code="FNL", rounds=rounds), Bracket(code="BRN1", rounds=(repechage, bronze))),
    )
    return Draft("DT_BRACKETS", event, "", body)


def decided() -> list[Draft]:
    event = SWIM.at(Level.EVENT)
    medals = tuple(
        Medallist(medal=m, competitor=athlete(n, women=True), unit=SWIM, date=at(20)[:10], order=n + 1)
        for n, m in enumerate(("ME_GOLD", "ME_SILVER", "ME_BRONZE"))
    )
    rows = tuple(
        ResultRow(sort_order=n + 1, competitor=athlete(n, women=True), rank=n + 1, mark=f"1:5{3 + n}.92")
        for n in range(7)
    )
    return [
        Draft(
            "DT_MEDALLISTS",
            event,
            "OFFICIAL",
            MedallistsBody(event=event, event_name=names_of_event(SWIM), medals=medals),
        ),
        Draft("DT_RANKING", event, "OFFICIAL", RankingBody(event=event, event_name=names_of_event(SWIM), rows=rows)),
    ]


COUNTRIES = (
    "Albania/Albanie",
    "Brazil/Brésil",
    "China/Chine",
    "Denmark/Danemark",
    "Ethiopia/Éthiopie",
    "France/France",
    "Greece/Grèce",
    "Hungary/Hongrie",
)


def medals(gold_of_first: int = 9) -> Draft:
    counts = [(gold_of_first, 4, 2), (7, 7, 3), (7, 7, 3), (4, 0, 9), (2, 1, 1), (1, 3, 0), (0, 2, 5), (0, 0, 1)]
    by_total = sorted(range(8), key=lambda n: -sum(counts[n]))
    lines = []
    for n, (gold, silver, bronze) in enumerate(counts):
        place = by_total.index(n)
        equal = n in (1, 2)
        women = MedalCount(
            type="W",
            gold=gold // 2,
            silver=silver // 2,
            bronze=bronze // 2,
            total=gold // 2 + silver // 2 + bronze // 2,
        )
        men = MedalCount(
            type="M",
            gold=gold - gold // 2,
            silver=silver - silver // 2,
            bronze=bronze - bronze // 2,
            total=gold + silver + bronze - women.total,
        )
        total = MedalCount(type="TOT", gold=gold, silver=silver, bronze=bronze, total=gold + silver + bronze)
        en, fr = COUNTRIES[n].split("/")
        lines.append(
            MedalLine(
                noc=NOCS[n],
                name=text(en, fr),
                rank=2 if equal else n + 1,
                sort_rank=n + 1,
                rank_total=1 + sum(sum(counts[o]) > sum(counts[n]) for o in range(8)),
                sort_rank_total=place + 1,
                counts=(men, women, total),
                rank_equal=equal,
                rank_total_equal=equal,
            )
        )
    sums = [sum(c[i] for c in counts) for i in range(3)]
    totals = (MedalCount(type="TOT", gold=sums[0], silver=sums[1], bronze=sums[2], total=sum(sums)),)
    body = MedalsBody(
        lines=tuple(lines), totals=totals, last_event=SWIM.at(Level.EVENT), events_total=96, events_finished=30
    )
    return Draft("DT_MEDALS", Rsc.of("GEN"), "", body)


def whole_day() -> list[list[Draft]]:
    """Everything, a few documents a step."""
    return [
        [athletics(), *others()],
        [heat(5)],
        [long_jump(), high_jump()],
        [swim(), *decided(), medals()],
        [judo(), brackets()],
        [match(), *football()],
        [beam(), relay(), phase(), decathlon()],
    ]


def with_rows(body: ResultBody, rows: tuple[ResultRow, ...]) -> ResultBody:
    return msgspec.structs.replace(body, rows=rows)


def with_place(row: ResultRow, sort_order: int) -> ResultRow:
    return msgspec.structs.replace(row, sort_order=sort_order, changed=False)


def with_mark(row: ResultRow, mark: str, *, changed: bool) -> ResultRow:
    return msgspec.structs.replace(row, mark=mark, irm="", changed=changed)


def with_competitor(row: ResultRow, n: int) -> ResultRow:
    one = msgspec.structs.replace(row.competitor, id=f"C{n}", name=f"{row.competitor.name} {n}")
    return msgspec.structs.replace(row, competitor=one, sort_order=n + 1, rank=n + 1, rank_equal=False)


def numbered_schedule(n: int) -> Draft:
    """Athletics with one unit to come, whose name is a number."""
    now = unit_line(HEAT, at(19, 18), status="RUNNING", result_status="LIVE", **STADIUM)
    coming = UnitLine(rsc=FINAL, name=text(f"Number {n}", f"Numéro {n}"), start=at(21, 50))
    return schedule("ATH", "Athletics", "Athlétisme", (now, coming))
