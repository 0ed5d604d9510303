"""Documents of an invented Games: one for each kind of message and each form a sport takes. Nobody in them exists."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.odf import OdfFeed
from kotinos.results.documents import (
    Attempt,
    Body,
    Bracket,
    BracketItem,
    BracketPlace,
    BracketRound,
    BracketsBody,
    CommunicationBody,
    CompetitorRef,
    ComponentResult,
    CumulativeBody,
    CumulativeRow,
    Document,
    Height,
    MedalCount,
    MedalLine,
    Medallist,
    MedallistsBody,
    MedalsBody,
    MemberRef,
    Opponent,
    ParticipantsBody,
    Period,
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
    ScheduleBody,
    Split,
    UnitLine,
)

FEED = OdfFeed(competition="OG2024-TEV", timezone="Europe/Paris")
AT = "2024-08-04T20:05:12.345678Z"

HEAT = Rsc.of("ATH", "M", "100M", "HEAT", "000300")
HIGH_JUMP = Rsc.of("ATH", "W", "HIGHJUMP", "FNL", "000100")
LONG_JUMP = Rsc.of("ATH", "M", "LONGJUMP", "FNL", "000100")
MILE = Rsc.of("ATH", "W", "800M", "RND1", "000200")
RELAY = Rsc.of("ATH", "M", "4X100M", "HEAT", "000100")
DECATHLON = Rsc.of("ATH", "M", "DECATH")
SWIM = Rsc.of("SWM", "W", "200MFR", "FNL", "000100")
CONTEST = Rsc.of("JUD", "W", "57KG", "SFNL", "000100")
MATCH = Rsc.of("FBL", "M", "TEAM11", "QFNL", "000200")
VAULT = Rsc.of("GAR", "W", "1APVT", "FNL", "000100")

_PEOPLE = {
    "9000101": ("NZL", "Tane", "Exempla"),
    "9000102": ("POR", "Duarte", "Fictício"),
    "9000103": ("CZE", "Jan", "Vymyšlený"),
    "9000104": ("CHI", "Paz", "Inventada"),
    "9000105": ("SUI", "Lea", "Erdacht"),
}


def document(type_: str, rsc: Rsc, body: Body | None, status: str = "", version: int = 3) -> Document:
    """A published version of ``body``."""
    return Document(type=type_, rsc=rsc, version=version, step=41, at=AT, status=status, body=body)


def person(id_: str, gender: str = "M") -> CompetitorRef:
    """One of the invented people."""
    noc, given, family = _PEOPLE[id_]
    return CompetitorRef(
        id=id_,
        noc=noc,
        name=f"{given} {family.upper()}",
        given_name=given,
        family_name=family,
        gender=gender,
        bib=id_[-3:],
    )


def team(event: str, noc: str, name: str, members: int = 0) -> CompetitorRef:
    """An invented team."""
    people = tuple(
        MemberRef(
            id=f"91{ord(noc[0])}{n:02d}",
            name=f"Nom{'abcdefgh'[n]} NAME{'ABCDEFGH'[n]}",
            given_name=f"Nom{'abcdefgh'[n]}",
            family_name=f"Name{'abcdefgh'[n]}",
            gender="M",
            order=n,
        )
        for n in range(1, members + 1)
    )
    return CompetitorRef(id=f"{event}----{noc}01", type="T", noc=noc, name=name, members=people)


def line(rsc: Rsc, name: str, **more: object) -> UnitLine:
    """A unit in the invented stadium."""
    known: dict[str, object] = {
        "start": "2024-08-04T21:50:00+02:00",
        "end": "2024-08-04T22:10:00+02:00",
        "actual_start": "2024-08-04T19:51:07.250000Z",
        "status": "FINISHED",
        "venue": "STA",
        "venue_name": "Stade Imaginaire",
        "session": "ATH06",
    }
    return UnitLine(rsc=rsc, name={"en": name, "fr": name}, **{**known, **more})  # type: ignore[arg-type]


def heat() -> Document:
    """A 100 m heat with wind, a tie for second, a did-not-finish and a did-not-start."""
    rows = (
        ResultRow(
            sort_order=1,
            competitor=person("9000101"),
            rank=1,
            mark="10.02",
            mark_type="TIME",
            start_sort=4,
            start_order="5",
            reaction="0.148",
            qual="Q",
            bests={"PB": "9.98", "SB": "10.01"},
        ),
        ResultRow(
            sort_order=2,
            competitor=person("9000102"),
            rank=2,
            rank_equal=True,
            mark="10.11",
            mark_type="TIME",
            start_sort=1,
            start_order="2",
            reaction="0.151",
            qual="Q",
            records=("=NR",),
        ),
        ResultRow(
            sort_order=3,
            competitor=person("9000103"),
            rank=2,
            rank_equal=True,
            mark="10.11",
            mark_type="TIME",
            start_sort=3,
            start_order="4",
            reaction="0.139",
            qual="Q",
        ),
        ResultRow(
            sort_order=4, competitor=person("9000104"), irm="DNF", mark_type="IRM", start_sort=2, start_order="3"
        ),
        ResultRow(
            sort_order=5, competitor=person("9000105"), irm="DNS", mark_type="IRM", start_sort=5, start_order="6"
        ),
    )
    body = ResultBody(
        unit=line(HEAT, "Men's 100m - Heat 3"),
        event_name={"en": "Men's 100m", "fr": "100 m hommes"},
        rows=rows,
        wind="0.4",
        columns=("reaction",),
        notes=("2024-08-04 20:01 UTC: photo finish read again",),
        facts={"qualify": {"place": 3, "time": 3}},
    )
    return document("DT_RESULT", HEAT, body, "OFFICIAL")


def high_jump() -> Document:
    """Three heights, live: one out, one still in."""
    rows = (
        ResultRow(
            sort_order=1,
            competitor=person("9000105", "W"),
            rank=1,
            mark="1.88",
            mark_type="DISTANCE",
            start_sort=1,
            heights=(
                Height(height="1.80", attempts="O"),
                Height(height="1.84", attempts="-"),
                Height(height="1.88", attempts="XO"),
            ),
        ),
        ResultRow(
            sort_order=2,
            competitor=person("9000104", "W"),
            rank=2,
            mark="1.84",
            mark_type="DISTANCE",
            start_sort=2,
            heights=(
                Height(height="1.80", attempts="O"),
                Height(height="1.84", attempts="XXO"),
                Height(height="1.88", attempts="XXX"),
            ),
        ),
    )
    body = ResultBody(
        unit=line(HIGH_JUMP, "Women's High Jump Final", status="RUNNING"),
        event_name={"en": "Women's High Jump"},
        rows=rows,
        columns=("heights",),
    )
    return document("DT_RESULT", HIGH_JUMP, body, "LIVE")


def long_jump() -> Document:
    """Three rounds with wind, a failure and a pass; an athlete without a valid mark."""
    rows = (
        ResultRow(
            sort_order=1,
            competitor=person("9000101"),
            rank=1,
            mark="8.31",
            mark_type="DISTANCE",
            start_sort=3,
            wind="+0.4",
            attempts=(
                Attempt(n=1, mark="8.02", wind="+0.6"),
                Attempt(n=2, mark="X", wind="0.1"),
                Attempt(n=3, mark="8.31", wind="+0.4", best=True),
            ),
        ),
        ResultRow(
            sort_order=2,
            competitor=person("9000102"),
            rank=2,
            mark="8.11",
            mark_type="DISTANCE",
            start_sort=1,
            wind="-0.2",
            attempts=(
                Attempt(n=1, mark="8.11", wind="-0.2", best=True),
                Attempt(n=2, mark="8.05", wind="0.0"),
                Attempt(n=3, mark="-"),
            ),
        ),
        ResultRow(
            sort_order=3,
            competitor=person("9000103"),
            irm="NM",
            mark_type="IRM",
            start_sort=2,
            attempts=(Attempt(n=1, mark="X"), Attempt(n=2, mark="X"), Attempt(n=3, mark="X")),
        ),
    )
    body = ResultBody(
        unit=line(LONG_JUMP, "Men's Long Jump Final", medal=1),
        event_name={"en": "Men's Long Jump"},
        rows=rows,
        columns=("attempts", "wind"),
    )
    return document("DT_RESULT", LONG_JUMP, body, "INTERMEDIATE")


def eight_hundred() -> Document:
    """A race with an intermediate point, where individuals' splits stay out of DT_RESULT."""
    rows = tuple(
        ResultRow(
            sort_order=place,
            competitor=person(id_, "W"),
            rank=place,
            mark=mark,
            mark_type="TIME",
            start_sort=place,
            splits=(Split(point="400", time=split),),
        )
        for place, (id_, mark, split) in enumerate(
            (("9000104", "1:59.53", "57.42"), ("9000105", "02:00.47", "57.80")), 1
        )
    )
    body = ResultBody(unit=line(MILE, "Women's 800m - Heat 2"), event_name={"en": "Women's 800m"}, rows=rows)
    return document("DT_RESULT", MILE, body, "UNOFFICIAL")


def relay() -> Document:
    """A relay: teams with members, splits by leg."""
    rows = tuple(
        ResultRow(
            sort_order=place,
            competitor=team("ATHM4X100M", noc, name, members=4),
            rank=place,
            mark=mark,
            mark_type="TIME",
            start_sort=place,
            start_order=str(place + 3),
            splits=(Split(point="100", time=split),),
            bests={"SB": mark},
        )
        for place, (noc, name, mark, split) in enumerate(
            (("JAM", "Jamaica", "38.12", "10.48"), ("GBR", "Great Britain", "38.20", "10.41")), 1
        )
    )
    body = ResultBody(
        unit=line(RELAY, "Men's 4 x 100m Relay - Heat 1"), event_name={"en": "Men's 4 x 100m Relay"}, rows=rows
    )
    return document("DT_RESULT", RELAY, body, "OFFICIAL")


def decathlon() -> Document:
    """After two events; the third athlete did not start the long jump."""
    hundred = Rsc.of("ATH", "M", "DECATH", "100", "000100")
    jump = Rsc.of("ATH", "M", "DECATH", "LJ", "A00100")

    def row(place: int, id_: str, total: str, items: tuple[ComponentResult, ...], diff: str = "") -> CumulativeRow:
        done = ResultRow(
            sort_order=place, competitor=person(id_), rank=place, mark=total, mark_type="POINTS", diff=diff
        )
        return CumulativeRow(row=done, items=items)

    left = ResultRow(sort_order=3, competitor=person("9000103"), irm="DNF", mark_type="IRM")
    body = CumulativeBody(
        event=DECATHLON,
        event_name={"en": "Men's Decathlon"},
        rows=(
            row(
                1,
                "9000101",
                "1925",
                (
                    ComponentResult(unit=hundred, order=1, mark="10.55", points="963", rank=1),
                    ComponentResult(unit=jump, order=2, mark="7.61", points="962", rank=1),
                ),
            ),
            row(
                2,
                "9000102",
                "1856",
                (
                    ComponentResult(unit=hundred, order=1, mark="10.71", points="926", rank=2),
                    ComponentResult(unit=jump, order=2, mark="7.48", points="930", rank=2),
                ),
                diff="+69",
            ),
            CumulativeRow(
                row=left,
                items=(
                    ComponentResult(unit=hundred, order=1, mark="10.98", points="865", rank=3),
                    ComponentResult(unit=jump, order=2, irm="DNS"),
                ),
            ),
        ),
        last_unit=jump,
        units_total=10,
        units_complete=2,
    )
    return document("DT_CUMULATIVE_RESULT", DECATHLON, body, "INTERMEDIATE")


def swim() -> Document:
    """A 200 m race with splits and reactions."""
    marks = (
        ("9000105", "1:55.20", "0.68", ("27.10", "56.40", "1:26.02")),
        ("9000104", "1:55.82", "0.71", ("27.05", "56.40", "1:26.30")),
    )
    rows = tuple(
        ResultRow(
            sort_order=place,
            competitor=person(id_, "W"),
            rank=place,
            mark=mark,
            mark_type="TIME",
            start_sort=place,
            start_order=str(3 + place),
            reaction=reaction,
            diff="+0.62" if place == 2 else "",
            splits=tuple(
                Split(point=point, time=time) for point, time in zip(("50", "100", "150"), splits, strict=True)
            ),
        )
        for place, (id_, mark, reaction, splits) in enumerate(marks, 1)
    )
    body = ResultBody(
        unit=line(SWIM, "Women's 200m Freestyle - Final", medal=1, venue="DEF", venue_name="Piscine Inventée"),
        event_name={"en": "Women's 200m Freestyle"},
        rows=rows,
        columns=("reaction", "splits"),
    )
    return document("DT_RESULT", SWIM, body, "OFFICIAL")


def contest() -> Document:
    """A judo semifinal won in golden score by blue."""
    rows = (
        ResultRow(
            sort_order=1,
            competitor=person("9000105", "W"),
            rank=1,
            mark="01",
            mark_type="POINTS",
            wlt="W",
            start_sort=2,
            parts={"waza_ari": "1", "waza_ari/2": "1", "shido": "1", "shido/1": "1", "outcome": "PROG_FNL"},
        ),
        ResultRow(
            sort_order=2,
            competitor=person("9000104", "W"),
            rank=2,
            mark="00",
            mark_type="POINTS",
            wlt="L",
            start_sort=1,
            parts={"shido": "2"},
        ),
    )
    body = ResultBody(
        unit=line(CONTEST, "Semifinal 1", number="27", venue="CMA", venue_name="Halle Imaginaire", location="MAT1"),
        event_name={"en": "Women -57 kg"},
        rows=rows,
        facts={"res_code": "WAZ", "golden_score": True, "duration": "4:00", "golden_score_duration": "1:13"},
    )
    return document("DT_RESULT", CONTEST, body, "OFFICIAL")


def match() -> Document:
    """A quarter-final decided in extra time."""
    home, away = team("FBLMTEAM11", "NZL", "New Zealand", 2), team("FBLMTEAM11", "URU", "Uruguay")
    rows = (
        ResultRow(sort_order=1, competitor=home, rank=1, mark="2", mark_type="POINTS", wlt="W", start_sort=1),
        ResultRow(sort_order=2, competitor=away, rank=2, mark="1", mark_type="POINTS", wlt="L", start_sort=2),
    )
    body = ResultBody(
        unit=line(MATCH, "Men's Quarter-final", number="26", venue="LYO", venue_name="Stade Inventé"),
        event_name={"en": "Men"},
        rows=rows,
        periods=(
            Period(code="H1", home="0", away="1", home_period="0", away_period="1"),
            Period(code="H2", home="1", away="1", home_period="1", away_period="0"),
            Period(code="ET-H1", home="2", away="1", home_period="1", away_period="0"),
            Period(code="ET-H2", home="2", away="1", home_period="0", away_period="0"),
        ),
        columns=("periods",),
    )
    return document("DT_RESULT", MATCH, body, "OFFICIAL")


def vault() -> Document:
    """Gymnastics with difficulty, execution, a penalty, and a gymnast who did not start."""
    rows = (
        ResultRow(
            sort_order=1,
            competitor=person("9000105", "W"),
            rank=1,
            mark="15.100",
            mark_type="POINTS",
            start_sort=2,
            parts={"d": "6.000", "e": "9.200", "penalty": "0.100"},
        ),
        ResultRow(sort_order=2, competitor=person("9000104", "W"), irm="DNS", mark_type="IRM", start_sort=1),
    )
    body = ResultBody(
        unit=line(VAULT, "Women's Vault - Final", medal=1),
        event_name={"en": "Women's Vault"},
        rows=rows,
        columns=("d", "e", "penalty"),
    )
    return document("DT_RESULT", VAULT, body, "UNOFFICIAL")


def phase() -> Document:
    """All heats together, with one qualified by time."""
    rows = (
        ResultRow(
            sort_order=1, competitor=person("9000101"), rank=1, mark="10.02", mark_type="TIME", qual="Q", unit=HEAT
        ),
        ResultRow(
            sort_order=2,
            competitor=person("9000104"),
            rank=2,
            mark="10.09",
            mark_type="TIME",
            qual="q",
            unit=Rsc.of("ATH", "M", "100M", "HEAT", "000100"),
        ),
        ResultRow(sort_order=3, competitor=person("9000105"), irm="DNS", mark_type="IRM", unit=HEAT),
    )
    rsc = Rsc.of("ATH", "M", "100M", "HEAT")
    body = PhaseResultBody(
        phase=rsc, name={"en": "Heats"}, event_name={"en": "Men's 100m"}, rows=rows, units_total=3, units_complete=2
    )
    return document("DT_PHASE_RESULT", rsc, body, "UNOFFICIAL")


def pool() -> Document:
    """A group of two: one has played, and so has the other; the third waits."""
    rsc = Rsc.of("FBL", "M", "TEAM11", "GPA")
    first, second, third = (
        team("FBLMTEAM11", noc, name) for noc, name in (("FRA", "France"), ("USA", "USA"), ("NZL", "New Zealand"))
    )
    unit = Rsc.of("FBL", "M", "TEAM11", "GPA", "000200")
    game = {"unit": unit, "date": "2024-07-24", "time": "21:00"}
    rows = (
        PoolRow(
            sort_order=1,
            competitor=first,
            rank=1,
            qual="Q",
            points="3",
            played=1,
            won=1,
            for_=3,
            diff="+3",
            opponents=(Opponent(competitor=second, pos=2, home_away="A", result="3-0", **game),),  # type: ignore[arg-type]
        ),
        PoolRow(sort_order=2, competitor=third, points="0"),
        PoolRow(
            sort_order=3,
            competitor=second,
            rank=2,
            points="0",
            played=1,
            lost=1,
            against=3,
            diff="-3",
            opponents=(Opponent(competitor=first, pos=1, home_away="H", result="0-3", **game),),  # type: ignore[arg-type]
        ),
    )
    body = PoolBody(
        phase=rsc, name={"en": "Group A"}, event_name={"en": "Men"}, rows=rows, units_total=3, units_complete=1
    )
    return document("DT_POOL_STANDING", rsc, body, "INTERMEDIATE")


def judo_brackets() -> Document:
    """A semifinal done, one pending; the final waits for its winner; a disqualified athlete is struck out."""
    event = Rsc.of("JUD", "W", "57KG")
    first, second, final = (
        Rsc.of("JUD", "W", "57KG", p, u) for p, u in (("SFNL", "000100"), ("SFNL", "000200"), ("FNL", "000100"))
    )
    semi = BracketItem(
        code="27",
        order=1,
        position=1,
        unit=first,
        date="2024-07-29",
        time="16:00",
        result="10-00",
        places=(
            BracketPlace(pos=1, competitor=person("9000105", "W"), result="10", wlt="W"),
            BracketPlace(pos=2, competitor=person("9000104", "W"), wlt="L", irm="DQB"),
        ),
    )
    pending = BracketItem(
        code="28", order=2, position=2, unit=second, places=(BracketPlace(pos=1, competitor=person("9000101", "W")),)
    )
    gold = BracketItem(
        code="31",
        order=1,
        position=1,
        unit=final,
        places=(
            BracketPlace(pos=1, competitor=person("9000105", "W"), previous_unit=first, previous_wlt="W"),
            BracketPlace(pos=2, competitor=CompetitorRef(id="TBD"), previous_unit=second, previous_wlt="W"),
        ),
    )
    rounds = (
        BracketRound(code="SFNL", name={"en": "Semifinals"}, items=(semi, pending)),
        BracketRound(code="FNL-", name={"en": "Final"}, items=(gold,)),
    )
    body = BracketsBody(event=event, event_name={"en": "Women -57 kg"}, brackets=(Bracket(code="FNL", rounds=rounds),))
    return document("DT_BRACKETS", event, body, "INTERMEDIATE")


def football_brackets() -> Document:
    """Before the groups are over: places filled from a group's table, and the bronze match from the semifinals' losers."""
    event = Rsc.of("FBL", "M", "TEAM11")
    group = Rsc.of("FBL", "M", "TEAM11", "GPA")
    semi = Rsc.of("FBL", "M", "TEAM11", "SFNL", "000100")
    tbd = CompetitorRef(id="TBD", type="T")
    item = BracketItem(
        code="29",
        order=1,
        position=1,
        unit=semi,
        places=(
            BracketPlace(pos=1, competitor=tbd, previous_unit=group, previous_rank=1),
            BracketPlace(pos=2, competitor=team("FBLMTEAM11", "URU", "Uruguay")),
        ),
    )
    bronze = BracketItem(
        code="31",
        order=1,
        position=1,
        unit=Rsc.of("FBL", "M", "TEAM11", "FNL", "000200"),
        places=(BracketPlace(pos=1, competitor=tbd, previous_unit=semi, previous_wlt="L"),),
    )
    body = BracketsBody(
        event=event,
        event_name={"en": "Men"},
        brackets=(
            Bracket(code="FNL", rounds=(BracketRound(code="SFNL", name={"en": "Semifinals"}, items=(item,)),)),
            Bracket(code="BRN", rounds=(BracketRound(code="FNL-", name={"en": "Bronze"}, items=(bronze,)),)),
        ),
    )
    return document("DT_BRACKETS", event, body, "START_LIST")


def ranking() -> Document:
    """An event from first to last, thirds shared, one struck from the ranks."""
    event = Rsc.of("JUD", "W", "57KG")
    counts = {"played": "3", "won": "2", "lost": "1"}
    ids = ("9000105", "9000101", "9000102", "9000103")
    rows = tuple(
        ResultRow(
            sort_order=place,
            competitor=person(id_, "W"),
            rank=min(place, 3),
            rank_equal=place >= 3,
            wlt="W",
            parts=counts,
        )
        for place, id_ in enumerate(ids, 1)
    )
    out = ResultRow(sort_order=5, competitor=person("9000104", "W"), irm="DQB")
    return document(
        "DT_RANKING", event, RankingBody(event=event, event_name={"en": "Women -57 kg"}, rows=(*rows, out)), "OFFICIAL"
    )


def medallists() -> Document:
    """Two golds, no silver, one bronze."""
    event = HIGH_JUMP.at(Level.EVENT)
    medals = (
        Medallist(medal="ME_BRONZE", competitor=person("9000101", "W"), unit=HIGH_JUMP, date="2024-08-04"),
        Medallist(medal="ME_GOLD", competitor=person("9000105", "W"), unit=HIGH_JUMP, date="2024-08-04"),
        Medallist(medal="ME_GOLD", competitor=person("9000104", "W"), unit=HIGH_JUMP, date="2024-08-04", order=2),
    )
    body = MedallistsBody(event=event, event_name={"en": "Women's High Jump"}, medals=medals)
    return document("DT_MEDALLISTS", event, body, "OFFICIAL")


def _medal_line(noc: str, rank: int, sort: int, counts: tuple[MedalCount, ...], *, shared: bool) -> MedalLine:
    """Everyone has one medal, so all share the first place by total."""
    return MedalLine(
        noc=noc,
        name={"en": noc},
        rank=rank,
        rank_equal=shared,
        sort_rank=sort,
        rank_total=1,
        rank_total_equal=True,
        sort_rank_total=sort,
        counts=counts,
    )


def medals() -> Document:
    """A table with two organisations that share the first place."""
    one = (MedalCount(type="W", gold=1, total=1), MedalCount(type="TOT", gold=1, total=1))
    third = (MedalCount(type="W", bronze=1, total=1), MedalCount(type="TOT", bronze=1, total=1))
    lines = (
        _medal_line("CHI", 1, 1, one, shared=True),
        _medal_line("SUI", 1, 2, one, shared=True),
        _medal_line("NZL", 3, 3, third, shared=False),
    )
    body = MedalsBody(
        lines=lines,
        totals=(MedalCount(type="W", gold=2, bronze=1, total=3), MedalCount(type="TOT", gold=2, bronze=1, total=3)),
        last_event=HIGH_JUMP.at(Level.EVENT),
        events_total=329,
        events_finished=1,
    )
    return document("DT_MEDALS", Rsc.of("GEN"), body)


def records() -> Document:
    """A world record that two share since today, one of them not confirmed; a national one reinstated; one not established."""
    event = SWIM.at(Level.EVENT)
    name = {"en": "Women's 200m Freestyle"}
    before = RecordLine(
        code="WR", mark="1:52.23", holder="Ada ANTERIOR", noc="AUS", date="2024-06-12", place="Brisbane"
    )
    equalled = RecordLine(
        code="WR",
        mark="1:52.23",
        holder="Lea ERDACHT",
        noc="SUI",
        date="2024-08-04",
        place="Pool",
        competitor=person("9000105", "W"),
        unit=SWIM,
        equalled=True,
        pending=True,
    )
    national = RecordLine(code="NR", mark="1:55.10", holder="Eva EHEMALS", noc="SUI", scope="SUI", date="2019-05-05")
    body = RecordsBody(
        discipline="SWM",
        name={"en": "Swimming"},
        records=(
            RecordStanding(event=event, event_name=name, code="WR", name={}, holders=(before, equalled)),
            RecordStanding(event=event, event_name=name, code="OR", name={}, holders=(), former=()),
            RecordStanding(
                event=event, event_name=name, code="NR", name={}, scope="SUI", holders=(national,), reinstated=True
            ),
        ),
    )
    return document("DT_RECORD", Rsc.of("SWM"), body)


def schedule() -> Document:
    """A session with a heat and a final."""
    units = (
        line(LONG_JUMP, "Men's Long Jump Final", start="2024-08-04T20:15:00+02:00", medal=1, order=2, status="SCHEDULED", actual_start=""),
        line(HEAT, "Men's 100m - Heat 3", order=1, number="3"),
    )  # fmt: skip
    body = ScheduleBody(discipline="ATH", name={"en": "Athletics"}, units=units)
    return document("DT_SCHEDULE", Rsc.of("ATH"), body, version=1)


def judo_schedule() -> Document:
    """A final without a time yet, one side known; its name is too long for a schedule."""
    final = line(
        Rsc.of("JUD", "W", "57KG", "FNL", "000100"),
        "Women -57 kg: the contest for the gold medal of the day",
        start="",
        end="",
        actual_start="",
        status="UNSCHEDULED",
        session="JUD04",
        sides=(person("9000105", "W"), CompetitorRef(id="TBD")),
    )
    body = ScheduleBody(discipline="JUD", name={"en": "Judo"}, units=(final,))
    return document("DT_SCHEDULE", Rsc.of("JUD"), body, version=1)


def schedule_update() -> Document:
    """One unit of the schedule, started."""
    body = ScheduleBody(
        discipline="ATH", name={"en": "Athletics"}, units=(line(HEAT, "Men's 100m - Heat 3", status="RUNNING"),)
    )
    return document("DT_SCHEDULE_UPDATE", HEAT, body, version=2)


def participants() -> Document:
    """Two athletes and a relay team whose members are nobody else."""
    squad = team("ATHM4X100M", "JAM", "Jamaica", members=4)
    body = ParticipantsBody(
        discipline="ATH",
        participants=(person("9000103"), squad, person("9000101")),
        events={
            "9000101": (Rsc.of("ATH", "M", "100M"), Rsc.of("ATH", "M", "LONGJUMP")),
            "9000103": (Rsc.of("ATH", "M", "100M"),),
            squad.id: (Rsc.of("ATH", "M", "4X100M"),),
        },
    )
    return document("DT_PARTIC", Rsc.of("ATH"), body, version=1)


def communication() -> Document:
    """A protest that came four seconds late, was admitted, and is dismissed by the jury."""
    protest = Protest(
        id="inquiry",
        by="NZL",
        reason="Difficulty score of the second vault.",
        status="CLS",
        filed="2024-08-03T19:50:04.000000Z",
        outcome="dismissed",
        decision="The video shows a half turn less.",
        decided="2024-08-03T19:54:31.250000Z",
        number=2,
        competitor=person("9000103"),
        instance="jury",
        rule="8.5",
        evidence=("video 3",),
        late="4.000",
        admitted="the clock of the hall stood still",
    )
    body = CommunicationBody(
        unit=HEAT,
        event_name={"en": "Men's 100m"},
        number=2,
        title={"en": "Protest 2, dismissed"},
        published="2024-08-03T19:50:04.000000Z",
        protest=protest,
    )
    made = document("DT_COMMUNICATION", HEAT, body, version=3)
    return msgspec.structs.replace(made, subcode="2", status="")


EXAMPLES = {
    made.__name__: made
    for made in (
        heat, high_jump, long_jump, eight_hundred, relay, decathlon, swim, contest, match, vault, phase, pool, judo_brackets,
        football_brackets, ranking, medallists, medals, records, schedule, judo_schedule, schedule_update, participants,
        communication,
    )
}  # fmt: skip
"""Every example by name."""
