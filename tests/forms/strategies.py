"""Random valid documents, for properties that must hold of every form. Import `documents`, or the strategy of one body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import strategies as st

from kotinos.codes import disciplines, irms, nocs, statistics, statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.codes.table import UnknownCode
from kotinos.results.documents import (
    Attempt,
    Bracket,
    BracketItem,
    BracketPlace,
    BracketRound,
    BracketsBody,
    CommunicationBody,
    CompetitorRef,
    ComponentResult,
    Conditions,
    ConfigBody,
    CumulativeBody,
    CumulativeRow,
    DisciplineMedallistsBody,
    Document,
    Height,
    Horse,
    HorsesBody,
    LocalNameLine,
    LocalNamesBody,
    MedalCount,
    MedalLine,
    Medallist,
    MedallistsBody,
    MedalsBody,
    MemberRef,
    MemberStats,
    ParticipantsBody,
    Period,
    PhaseConfig,
    PhaseResultBody,
    PoolBody,
    PoolRow,
    Protest,
    RankingBody,
    RecordLine,
    RecordsBody,
    RecordStanding,
    ResultBody,
    ResultRow,
    Ruling,
    ScheduleBody,
    Split,
    StatLine,
    StatRow,
    StatsBody,
    UnitLine,
    WeatherBody,
)

NOCS = [noc.code for noc in nocs.all() if noc.kind == "current"]
EVENTS = [
    Rsc.of(discipline, gender, event)
    for discipline, gender, event in (
        ("ATH", "M", "100M"),
        ("ATH", "W", "HIGHJUMP"),
        ("ATH", "M", "LONGJUMP"),
        ("ATH", "W", "800M"),
        ("ATH", "X", "4X400M"),
        ("ATH", "W", "MARATHON"),
        ("SWM", "W", "200MFR"),
        ("JUD", "W", "57KG"),
        ("FBL", "M", "TEAM11"),
        ("GAR", "W", "1APVT"),
        ("ARC", "M", "INDIVID"),
        ("SAL", "O", "OPEN"),
        ("FEN", "M", "EPEE"),
        ("BKB", "W", "TEAM5"),
    )
]
COUNTED = [
    *(event for event in EVENTS if statistics.kept(event.discipline)),
    *(Rsc.of(*parts) for parts in (("BDM", "W", "SINGLES"), ("BOX", "M", "57KG"), ("TEN", "M", "SINGLES"))),
]
"""Events whose discipline keeps statistics."""
TEAM_EVENTS = frozenset({"4X400M", "TEAM11", "TEAM5"})
STATUSES = ("START_LIST", "LIVE", "INTERMEDIATE", "UNCONFIRMED", "UNOFFICIAL", "OFFICIAL", "PROTESTED", "PROVISIONAL")
SCHEDULE = ("SCHEDULED", "GETTING_READY", "RUNNING", "FINISHED", "DELAYED", "POSTPONED", "RESCHEDULED", "CANCELLED")

words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
"""Anything that somebody may type, control characters included."""
names = st.text("abcdefghijklmnopqrstuvwxyzÀÉÎÕÜßçłøæš'- ABC", min_size=1, max_size=60).filter(lambda n: n.strip(" '-"))
texts = st.builds(lambda en, fr: {"en": en, "fr": fr}, names, names)
instants = (
    st.datetimes().filter(lambda d: 1950 < d.year < 2100).map(lambda d: d.isoformat(timespec="microseconds") + "Z")
)
times = st.builds(
    lambda m, s, f: f"{m:02d}:{s:02d}.{f:02d}", st.integers(0, 59), st.integers(0, 59), st.integers(0, 99)
)
metres = st.builds(lambda m, c: f"{m}.{c:02d}", st.integers(1, 90), st.integers(0, 99))
winds = st.builds(lambda d: f"{d / 10:+.1f}", st.integers(-40, 40))


@st.composite
def competitors(draw: st.DrawFn, event: Rsc, count: int) -> list[CompetitorRef]:
    """``count`` distinct competitors of the kind the event is for."""
    return [draw(_team(event, n) if event.event in TEAM_EVENTS else _person(n)) for n in range(count)]


def _person(n: int) -> st.SearchStrategy[CompetitorRef]:
    return st.builds(
        CompetitorRef,
        id=st.just(f"77{n:05d}"),
        noc=st.sampled_from(NOCS),
        name=names,
        given_name=st.one_of(st.just(""), names),
        family_name=names,
        gender=st.sampled_from(("", "M", "W", "X")),
        bib=st.sampled_from(("", "7", "1234")),
    )


@st.composite
def _team(draw: st.DrawFn, event: Rsc, n: int) -> CompetitorRef:
    members = tuple(
        MemberRef(id=f"88{n:03d}{m}", name=draw(names), family_name=draw(names), gender=event.gender, order=m)
        for m in range(1, draw(st.integers(0, 3)) + 1)
    )
    code = f"{event.discipline}{event.gender}{event.event:-<8}{n:03d}01"
    return CompetitorRef(id=code, type="T", noc=draw(st.sampled_from(NOCS)), name=draw(names), members=members)


def units(rsc: Rsc) -> st.SearchStrategy[UnitLine]:
    """A scheduled unit that ends after it starts."""
    return st.builds(
        UnitLine,
        rsc=st.just(rsc),
        name=texts,
        start=st.just("2024-08-04T20:00:00+02:00"),
        end=st.sampled_from(("", "2024-08-04T21:30:00+02:00")),
        actual_start=st.sampled_from(("", "2024-08-04T18:01:07.250000Z")),
        status=st.sampled_from(SCHEDULE),
        venue=st.sampled_from(("", "STA")),
        venue_name=st.sampled_from(("", "Stade Imaginaire")),
        location=st.sampled_from(("", "STA", "MAT1")),
        session=st.sampled_from(("", "ATH06")),
        medal=st.integers(0, 3),
        order=st.integers(0, 9),
        number=st.sampled_from(("", "27")),
    )


@st.composite
def rows(draw: st.DrawFn, event: Rsc, *, sides: bool = False) -> tuple[ResultRow, ...]:
    """Ranked rows with honest ties, then those without a rank, then the IRMs."""
    count = 2 if sides else draw(st.integers(1, 6))
    who = draw(competitors(event, count))
    marked, waiting = sorted((draw(st.integers(0, count)), draw(st.integers(0, count))))
    ranks = _ranks([draw(st.booleans()) for _ in range(marked)])
    kind, mark = _kind(event)
    made = []
    for at, competitor in enumerate(who):
        row = ResultRow(
            sort_order=at + 1,
            competitor=competitor,
            start_sort=count - at,
            start_order=str(count - at) if draw(st.booleans()) else "",
            bests=draw(st.sampled_from(({}, {"PB": "9.98"}))),
        )
        made.append(draw(_outcome(row, at, ranks, marked, waiting, event, kind, mark)))
    return tuple(made)


def _kind(event: Rsc) -> tuple[str, st.SearchStrategy[str]]:
    if event.discipline in ("ATH", "SWM"):
        return ("DISTANCE", metres) if event.event in ("HIGHJUMP", "LONGJUMP") else ("TIME", times)
    return "POINTS", st.integers(0, 30).map(str)


def _ranks(tied_with_next: list[bool]) -> list[tuple[int, bool]]:
    ranks = []
    for at in range(len(tied_with_next)):
        ranks.append(ranks[-1] if at and tied_with_next[at - 1] else at + 1)
    return [(rank, ranks.count(rank) > 1) for rank in ranks]


@st.composite
def _outcome(
    draw: st.DrawFn,
    row: ResultRow,
    at: int,
    ranks: list[tuple[int, bool]],
    marked: int,
    waiting: int,
    event: Rsc,
    kind: str,
    mark: st.SearchStrategy[str],
) -> ResultRow:
    changes: dict[str, Any] = {}
    if at < marked:
        changes = {"rank": ranks[at][0], "rank_equal": ranks[at][1], "mark": draw(mark), "mark_type": kind}
        changes |= draw(_measured(event))
    elif at >= waiting:
        changes = {"irm": draw(st.sampled_from(_irms(event.discipline))), "mark_type": "IRM"}
        if draw(st.booleans()):
            changes |= {"mark": draw(mark), "mark_type": kind}
    return ResultRow(**{**{name: getattr(row, name) for name in row.__struct_fields__}, **changes})


def _irms(discipline: str) -> tuple[str, ...]:
    try:
        return tuple(irm.code for irm in irms.of(discipline)) or ("DNS",)
    except UnknownCode:
        return ("DNS",)


def _measured(event: Rsc) -> st.SearchStrategy[dict[str, Any]]:
    """What the event measures besides the mark."""
    nothing: st.SearchStrategy[dict[str, Any]] = st.just({})
    attempt = st.one_of(metres, st.sampled_from(("X", "-", "r")))
    attempts = st.lists(st.tuples(attempt, st.one_of(st.just(""), winds)), max_size=6).map(
        lambda found: {"attempts": tuple(Attempt(n=n, mark=m, wind=w) for n, (m, w) in enumerate(found, 1))}
    )
    tries = st.lists(st.sampled_from(("O", "XO", "XXO", "-", "XX-")), max_size=5)
    heights = tries.map(
        lambda found: {"heights": tuple(Height(height=f"1.{80 + 4 * n}", attempts=a) for n, a in enumerate(found))}
    )
    splits = st.lists(times, max_size=4).map(
        lambda found: {"splits": tuple(Split(point=str(50 * n), time=t) for n, t in enumerate(found, 1))}
    )
    counts = st.integers(0, 2).map(str)
    judo = st.dictionaries(st.sampled_from(("ippon", "waza_ari", "shido", "waza_ari/2", "outcome")), counts)
    score = st.builds(lambda d, e: {"d": f"{d}.000", "e": f"{e}.100"}, st.integers(1, 9), st.integers(1, 9))
    kinds = {
        "HIGHJUMP": heights,
        "LONGJUMP": attempts,
        "200MFR": splits,
        "800M": splits,
        "4X400M": splits,
        "MARATHON": splits,
        "57KG": judo.map(lambda p: {"parts": p, "wlt": "W"}),
        "1APVT": score.map(lambda p: {"parts": p}),
        "TEAM11": st.just({"wlt": "W"}),
    }
    return kinds.get(event.event, nothing)


@st.composite
def results(draw: st.DrawFn) -> Document:
    """DT_RESULT."""
    event = draw(st.sampled_from(EVENTS))
    versus = disciplines.get(event).form == "versus"
    rsc = Rsc.of(event.discipline, event.gender, event.event, "QFNL" if versus else "HEAT", "000300")
    made = draw(rows(event, sides=versus))
    periods = tuple(
        Period(code=code, home="1", away="0") for code in draw(st.sampled_from(((), ("H1",), ("H1", "H2", "PSO"))))
    )
    facts = draw(st.sampled_from(({}, {"qualify": {"place": 3, "time": 2}}, {"period": "H2", "res_code": "IPP"})))
    body = ResultBody(
        unit=draw(units(rsc)),
        event_name=draw(texts),
        rows=made,
        wind=draw(st.one_of(st.just(""), winds)),
        periods=periods if versus else (),
        notes=tuple(draw(st.lists(words, max_size=2))),
        facts=facts,
    )
    return draw(_document("DT_RESULT", rsc, body))


@st.composite
def phase_results(draw: st.DrawFn) -> Document:
    """DT_PHASE_RESULT."""
    event = draw(st.sampled_from([e for e in EVENTS if disciplines.get(e).form != "versus"]))
    rsc = Rsc.of(event.discipline, event.gender, event.event, "HEAT")
    body = PhaseResultBody(
        phase=rsc, name=draw(texts), event_name=draw(texts), rows=draw(rows(event)), units_total=draw(st.integers(0, 9))
    )
    return draw(_document("DT_PHASE_RESULT", rsc, body))


@st.composite
def rankings(draw: st.DrawFn) -> Document:
    """DT_RANKING."""
    event = draw(st.sampled_from(EVENTS))
    body = RankingBody(event=event, event_name=draw(texts), rows=draw(rows(event)))
    return draw(_document("DT_RANKING", event, body))


@st.composite
def cumulatives(draw: st.DrawFn) -> Document:
    """DT_CUMULATIVE_RESULT, with the ranks of each unit as they come from its points."""
    event = Rsc.of("ATH", "M", "DECATH")
    components = [Rsc.of("ATH", "M", "DECATH", phase, "000100") for phase in ("100", "LJ", "SP")]
    made = draw(rows(event))
    points = {unit: [draw(st.integers(500, 1100)) for _ in made] for unit in components}

    def item(at: int, unit: Rsc, order: int) -> ComponentResult:
        mine = points[unit][at]
        rank = 1 + sum(other > mine for other in points[unit])
        return ComponentResult(unit=unit, order=order, mark="7.61", points=str(mine), rank=rank)

    entries = tuple(
        CumulativeRow(row=row, items=tuple(item(at, unit, order) for order, unit in enumerate(components, 1)))
        for at, row in enumerate(made)
    )
    body = CumulativeBody(event=event, event_name=draw(texts), rows=entries, last_unit=components[-1])
    return draw(_document("DT_CUMULATIVE_RESULT", event, body))


@st.composite
def pools(draw: st.DrawFn) -> Document:
    """DT_POOL_STANDING."""
    event = draw(st.sampled_from([e for e in EVENTS if e.event in ("TEAM11", "TEAM5")]))
    teams = draw(competitors(event, draw(st.integers(1, 4))))
    ranks = _ranks([draw(st.booleans()) for _ in teams])
    table = tuple(
        PoolRow(
            sort_order=at + 1,
            competitor=team,
            rank=ranks[at][0],
            rank_equal=ranks[at][1],
            points=str(3 * (4 - at)),
            played=draw(st.integers(0, 3)),
            diff=draw(st.sampled_from(("", "0", "+3", "-2"))),
        )
        for at, team in enumerate(teams)
    )
    rsc = Rsc.of(event.discipline, event.gender, event.event, "GPA")
    body = PoolBody(phase=rsc, name=draw(texts), event_name=draw(texts), rows=table)
    return draw(_document("DT_POOL_STANDING", rsc, body))


@st.composite
def brackets(draw: st.DrawFn) -> Document:
    """DT_BRACKETS."""
    event = draw(st.sampled_from([e for e in EVENTS if disciplines.get(e).form == "versus"]))
    who = draw(competitors(event, 2))
    semi, final = (Rsc.of(event.discipline, event.gender, event.event, p, "000100") for p in ("SFNL", "FNL"))
    unknown = CompetitorRef(id=draw(st.sampled_from(("TBD", "BYE", "NCT"))), type=who[0].type)
    first = BracketItem(
        code="27",
        order=1,
        position=1,
        unit=semi,
        places=tuple(BracketPlace(pos=n, competitor=c, result="1", wlt="W") for n, c in enumerate(who, 1)),
    )
    last = BracketItem(
        code="31",
        order=1,
        position=1,
        unit=final,
        places=(BracketPlace(pos=1, competitor=unknown, previous_unit=semi, previous_wlt="W"),),
    )
    rounds = tuple(
        BracketRound(code=code, name=draw(texts), items=(item,)) for code, item in (("SFNL", first), ("FNL-", last))
    )
    body = BracketsBody(event=event, event_name=draw(texts), brackets=(Bracket(code="FNL", rounds=rounds),))
    return draw(_document("DT_BRACKETS", event, body))


@st.composite
def medallists(draw: st.DrawFn) -> Document:
    """DT_MEDALLISTS, with any number of each medal."""
    event = draw(st.sampled_from(EVENTS))
    who = draw(competitors(event, draw(st.integers(1, 5))))
    unit = Rsc.of(event.discipline, event.gender, event.event, "FNL", "000100")
    won = tuple(
        Medallist(
            medal=draw(st.sampled_from(("ME_GOLD", "ME_SILVER", "ME_BRONZE"))),
            competitor=competitor,
            unit=unit,
            date="2024-08-04",
            order=n,
        )
        for n, competitor in enumerate(who, 1)
    )
    return draw(_document("DT_MEDALLISTS", event, MedallistsBody(event=event, event_name=draw(texts), medals=won)))


@st.composite
def discipline_medallists(draw: st.DrawFn) -> Document:
    """DT_MEDALLISTS_DISCIPLINE: one event or several."""
    won = draw(st.lists(medallists(), min_size=1, max_size=3, unique_by=lambda document: document.rsc))
    discipline = won[0].rsc.discipline
    events = tuple(one.body for one in won if one.rsc.discipline == discipline)
    body = DisciplineMedallistsBody(
        discipline=discipline, name=draw(texts), events=events, events_total=5, events_finished=len(events)
    )
    return draw(_document("DT_MEDALLISTS_DISCIPLINE", Rsc.of(discipline), body, status=""))


@st.composite
def medals(draw: st.DrawFn) -> Document:
    """DT_MEDALS."""
    nations = draw(st.lists(st.sampled_from(NOCS), unique=True, max_size=5))
    counts = [draw(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))) for _ in nations]
    order = sorted(range(len(nations)), key=lambda n: tuple(-c for c in counts[n]))
    totals = sorted((sum(c) for c in counts), reverse=True)
    by_total = sorted(order, key=lambda n: -sum(counts[n]))
    lines = tuple(
        MedalLine(
            noc=nations[n],
            name={"en": nations[n]},
            rank=1 + sum(other > counts[n] for other in counts),
            rank_equal=counts.count(counts[n]) > 1,
            sort_rank=at,
            rank_total=totals.index(sum(counts[n])) + 1,
            rank_total_equal=totals.count(sum(counts[n])) > 1,
            sort_rank_total=by_total.index(n) + 1,
            counts=(_count(*counts[n]),),
        )
        for at, n in enumerate(order, 1)
    )
    whole = _count(*(sum(column) for column in zip(*counts, strict=True))) if counts else MedalCount(type="TOT")
    last = draw(st.one_of(st.none(), st.sampled_from(EVENTS)))
    return draw(
        _document("DT_MEDALS", Rsc.of("GEN"), MedalsBody(lines=lines, totals=(whole,), last_event=last), status="")
    )


def _count(gold: int, silver: int, bronze: int) -> MedalCount:
    return MedalCount(type="TOT", gold=gold, silver=silver, bronze=bronze, total=gold + silver + bronze)


@st.composite
def records(draw: st.DrawFn) -> Document:
    """DT_RECORD: events with records of lists, records of today, and records without a holder."""
    discipline = draw(st.sampled_from(("ATH", "SWM")))
    chosen = [event for event in EVENTS if event.discipline == discipline]
    standing = []
    for event in draw(st.lists(st.sampled_from(chosen), min_size=1, max_size=3, unique=True)):
        for code in draw(st.lists(st.sampled_from(("WR", "OR", "NR")), min_size=1, max_size=3, unique=True)):
            lines = tuple(draw(_record(event, code, n)) for n in range(draw(st.integers(0, 3))))
            now = draw(st.integers(0, len(lines)))
            standing.append(
                RecordStanding(
                    event=event,
                    event_name=draw(texts),
                    code=code,
                    name=draw(texts),
                    scope=draw(st.sampled_from(NOCS)) if code == "NR" else "",
                    holders=lines[:now],
                    former=lines[now:],
                    reinstated=draw(st.booleans()),
                )
            )
    body = RecordsBody(discipline=discipline, name=draw(texts), records=tuple(standing))
    return draw(_document("DT_RECORD", Rsc.of(discipline), body, status=""))


@st.composite
def _record(draw: st.DrawFn, event: Rsc, code: str, n: int) -> RecordLine:
    here = draw(competitors(event, n + 1))[n] if draw(st.booleans()) else None
    return RecordLine(
        code=code,
        mark=draw(_kind(event)[1]),
        holder=draw(words),
        noc=draw(st.sampled_from(("", *NOCS))),
        date=draw(st.sampled_from(("", "2009-08-16"))),
        place=draw(words),
        wind=draw(st.one_of(st.just(""), winds)),
        competitor=here,
        unit=Rsc.of(event.discipline, event.gender, event.event, "FNL", "000100") if here else None,
        equalled=draw(st.booleans()),
        pending=draw(st.booleans()),
    )


@st.composite
def schedules(draw: st.DrawFn) -> Document:
    """DT_SCHEDULE of a discipline, or DT_SCHEDULE_UPDATE of one unit."""
    event = draw(st.sampled_from(EVENTS))
    codes = [
        Rsc.of(event.discipline, event.gender, event.event, "HEAT", f"{n:04d}00")
        for n in range(1, draw(st.integers(1, 4)) + 1)
    ]
    lines = tuple(draw(units(code)) for code in codes)
    body = ScheduleBody(discipline=event.discipline, name=draw(texts), units=lines)
    if len(lines) == 1 and draw(st.booleans()):
        return draw(_document("DT_SCHEDULE_UPDATE", codes[0], body, status=""))
    return draw(_document("DT_SCHEDULE", event.at(Level.DISCIPLINE), body, status=""))


@st.composite
def participants(draw: st.DrawFn) -> Document:
    """DT_PARTIC, with and without teams."""
    event = draw(st.sampled_from(EVENTS))
    who = draw(competitors(event, draw(st.integers(1, 4))))
    body = ParticipantsBody(discipline=event.discipline, participants=tuple(who), events={c.id: (event,) for c in who})
    return draw(_document("DT_PARTIC", event.at(Level.DISCIPLINE), body, status=""))


@st.composite
def local_names(draw: st.DrawFn) -> Document:
    """DT_PARTIC_NAME: persons and teams in any script, some with half a name or none that can be sent."""
    discipline = draw(st.sampled_from(EVENTS)).at(Level.DISCIPLINE)
    lines = tuple(
        LocalNameLine(
            id=f"77{n:05d}",
            type=draw(st.sampled_from("AT")),
            noc=draw(st.sampled_from(NOCS)),
            family_name=draw(words),
            given_name=draw(words),
            name=draw(words),
            gender=draw(st.sampled_from(("", "M", "W", "X"))),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    language = draw(st.sampled_from(("JPN", "RUS", "ARA")))
    body = LocalNamesBody(discipline=discipline.discipline, language=language, names=lines)
    return msgspec.structs.replace(draw(_document("DT_PARTIC_NAME", discipline, body, status="")), subcode=language)


@st.composite
def horses(draw: st.DrawFn) -> Document:
    """DT_PARTIC_HORSES: horses of which more or less is known."""
    found = tuple(
        Horse(
            id=f"55{n:05d}",
            name=draw(names),
            noc=draw(st.sampled_from(NOCS)),
            sex=draw(st.sampled_from(("", "M", "S", "G"))),
            born=draw(st.sampled_from(("", "2018"))),
            passport=draw(words),
            colour=draw(st.sampled_from(("", "BAY"))),
            breed=draw(st.sampled_from(("", "KWPN"))),
            sire=draw(words),
            status=draw(st.sampled_from(("ACTIVE", "CANCEL"))),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    return draw(_document("DT_PARTIC_HORSES", Rsc.of("EQU"), HorsesBody(discipline="EQU", horses=found), status=""))


@st.composite
def weather(draw: st.DrawFn) -> Document:
    """DT_WEATHER: any point of a place with anything that an instrument can show."""
    event = draw(st.sampled_from(EVENTS))
    number = st.one_of(st.just(""), st.integers(0, 60).map(lambda n: f"{n}.5"))
    degrees = st.integers(-40, 40).map(lambda n: f"{n}.5" if n else "0.0")
    sky, towards = ([one.code for one in statuses.of(which)] for which in ("sky", "wind_direction"))
    points = draw(st.lists(st.sampled_from(("GEN", "START", "FINISH", "HIGH", "LOW")), min_size=1, unique=True))
    conditions = tuple(
        Conditions(
            point=point,
            sky=draw(st.sampled_from(("", *sky))),
            temperatures=draw(st.dictionaries(st.sampled_from(("AIR", "WATER", "SNOW", "ICE")), degrees)),
            humidity=draw(number),
            wind_speed=draw(number),
            wind_direction=draw(st.sampled_from(("", *towards))),
            pressure=draw(st.sampled_from(("", "1013", "987.3"))),
            precipitation=draw(number),
            ground=draw(st.dictionaries(st.sampled_from(("SNOW", "ICE", "WATER")), st.just("HARD"))),
        )
        for point in points
    )
    body = WeatherBody(about=event, place="STA", observed=draw(instants), conditions=conditions)
    made = draw(_document("DT_WEATHER", event.at(Level.DISCIPLINE), body, status=""))
    return msgspec.structs.replace(made, subcode="STA")


@st.composite
def configs(draw: st.DrawFn) -> Document:
    """DT_CONFIG: phases of any kind; there is always something to say."""
    event = draw(st.sampled_from(EVENTS))
    numbers = st.dictionaries(st.sampled_from(("place", "time", "total", "per_noc", "reserves")), st.integers(1, 60))
    phases = tuple(
        PhaseConfig(
            phase=Rsc.of(event.discipline, event.gender, event.event, code),
            name=draw(texts),
            kind=draw(st.sampled_from(("heats", "series", "pool", "final"))),
            stage=stage,
            units=draw(st.integers(2, 60)),
            rule=draw(numbers) or {"total": 8},
        )
        for stage, code in enumerate(
            draw(st.lists(st.sampled_from(("HEAT", "SFNL", "FNL")), min_size=1, unique=True)), 1
        )
    )
    body = ConfigBody(
        event=event,
        event_name=draw(texts),
        phases=phases,
        entered=draw(st.integers(0, 200)),
        draw=draw(st.sampled_from(("8FNL", "R32-"))),
    )
    return draw(_document("DT_CONFIG", event, body, status=""))


_TABLES: dict[statistics.Holder, tuple[str, ...]] = {
    "team": ("CUM", "TEAM_RANKING"),
    "athlete": ("CUM", "IND_RANKING"),
    "event": ("TOU",),
    "analysis": ("ANALYSIS",),
}


@st.composite
def stats(draw: st.DrawFn) -> Document:
    """DT_STATS: any table with something in it, that the discipline has."""
    event = draw(st.sampled_from(COUNTED))
    kept = [(holder, table) for holder, tables in _TABLES.items() for table in tables]
    holder, table = draw(st.sampled_from([one for one in kept if statistics.of(event.discipline, one[0])]))

    def lines(whose: statistics.Holder, at: int) -> tuple[StatLine, ...]:
        known = statistics.of(event.discipline, whose)
        return tuple(
            StatLine(code=one.code, pos=one.pos, value=str(draw(st.integers(0, 300))), rank=at, sort_order=at)
            for one in (draw(st.lists(st.sampled_from(known), min_size=1, unique=True)) if known else ())
        )

    count = {"CUM": 1, "ANALYSIS": 2, "TOU": 0}.get(table) or draw(st.integers(1, 5))
    rows = tuple(
        StatRow(
            order=at,
            competitor=msgspec.structs.replace(one, type="T" if holder == "team" else "A", members=()),
            stats=tuple(
                msgspec.structs.replace(line, type="ANALYSIS" if table == "ANALYSIS" else "")
                for line in lines(holder, at)
            ),
            members=tuple(MemberStats(member=m, stats=lines("athlete", n)) for n, m in enumerate(one.members, 1))
            if table == "CUM" and holder == "team"
            else (),
        )
        for at, one in enumerate([] if table == "TOU" else draw(competitors(event, count)), 1)
    )
    body = StatsBody(
        event=event,
        event_name=draw(texts),
        table=table,
        rows=rows,
        stats=lines("event", 1) if table == "TOU" else (),
        units_total=draw(st.integers(0, 60)),
    )
    made = draw(_document("DT_STATS", event, body))
    return msgspec.structs.replace(made, subcode=rows[0].competitor.id if table == "CUM" else table)


@st.composite
def communications(draw: st.DrawFn) -> Document:
    """DT_COMMUNICATION: a protest in any state."""
    event = draw(st.sampled_from(EVENTS))
    unit = Rsc.of(event.discipline, event.gender, event.event, "FNL", "000100")
    number = draw(st.integers(1, 30))
    state = draw(st.sampled_from(("OPN", "PND", "CLS", "ROPN")))
    protest = Protest(
        id="P",
        by=draw(st.sampled_from(NOCS)),
        reason=draw(words),
        status=state,
        filed=draw(instants),
        outcome=draw(st.sampled_from(("upheld", "dismissed", "withdrawn", "late"))) if state == "CLS" else "",
        decision=draw(words),
        decided=draw(st.one_of(st.just(""), instants)),
        competitor=draw(st.one_of(st.none(), competitors(event, 1).map(lambda found: found[0]))),
        instance=draw(st.sampled_from(("referee", "jury", "cas"))),
        rule=draw(words),
        evidence=tuple(draw(st.lists(words, max_size=2))),
        late=draw(st.sampled_from(("", "4.000"))),
        admitted=draw(words),
        hearing=draw(st.one_of(st.just(""), instants)),
    )
    ruling = Ruling(
        authority=draw(words), reason=draw(words), competitors=tuple(draw(competitors(event, 2))), irm="DSQ"
    )
    of_event = draw(st.booleans())
    body = CommunicationBody(
        unit=event if of_event else unit,
        event_name=draw(texts),
        number=number,
        title=draw(texts),
        published=draw(instants),
        protest=None if of_event else protest,
        ruling=ruling if of_event else None,
    )
    made = draw(_document("DT_COMMUNICATION", body.unit, body, status=""))
    return msgspec.structs.replace(made, subcode=str(number))


def _document(type_: str, rsc: Rsc, body: Any, status: str | None = None) -> st.SearchStrategy[Document]:
    known = STATUSES if type_ != "DT_RESULT" else ("", *STATUSES)
    return st.builds(
        Document,
        type=st.just(type_),
        rsc=st.just(rsc),
        version=st.integers(1, 500),
        step=st.integers(1, 10**9),
        at=instants,
        body=st.just(body),
        status=st.sampled_from(known) if status is None else st.just(status),
    )


BY_TYPE: dict[str, Callable[[], st.SearchStrategy[Document]]] = {
    "DT_RESULT": results,
    "DT_PHASE_RESULT": phase_results,
    "DT_CUMULATIVE_RESULT": cumulatives,
    "DT_POOL_STANDING": pools,
    "DT_BRACKETS": brackets,
    "DT_CONFIG": configs,
    "DT_RANKING": rankings,
    "DT_STATS": stats,
    "DT_MEDALLISTS": medallists,
    "DT_MEDALLISTS_DISCIPLINE": discipline_medallists,
    "DT_MEDALS": medals,
    "DT_RECORD": records,
    "DT_SCHEDULE": schedules,
    "DT_PARTIC": participants,
    "DT_PARTIC_NAME": local_names,
    "DT_PARTIC_HORSES": horses,
    "DT_WEATHER": weather,
    "DT_COMMUNICATION": communications,
}
"""A strategy for each kind of document."""

documents: st.SearchStrategy[Document] = st.one_of([made() for made in BY_TYPE.values()])
"""Any document."""
