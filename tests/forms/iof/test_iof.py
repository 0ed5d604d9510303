"""Races in the orienteering federation's form: who has not started is never OK, and every other state is told as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.forms.iof import form, validate
from kotinos.forms.iof.building import NAMESPACE
from kotinos.forms.problem import HeldBack
from kotinos.forms.terms import Edition
from kotinos.results.documents import CompetitorRef, Document, MemberRef, ResultBody, ResultRow, Split, UnitLine
from tests.forms import invented
from tests.forms.approved import TERMS
from tests.forms.strategies import BY_TYPE

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
MIDDLE = Rsc.of("ORI", "W", "MIDDLE", "FNL", "000100")
RELAY = Rsc.of("ORI", "M", "RELAY", "FNL", "000100")
N = {"n": NAMESPACE}


def runner(number: int) -> CompetitorRef:
    return CompetitorRef(
        id=f"95000{number:02d}", noc="SUI", name=f"Läuferin N{number}", given_name="Läuferin", family_name=f"N{number}", bib=str(number)
    )  # fmt: skip


def race(
    *rows: ResultRow, status: str = "LIVE", schedule: str = "RUNNING", rsc: Rsc = MIDDLE, started: str = ""
) -> Document:
    unit = UnitLine(
        rsc=rsc, name={"en": "Middle"}, start="2031-06-08T10:00:00+02:00", status=schedule, actual_start=started
    )
    body = ResultBody(unit=unit, event_name={"en": "Women's Middle"}, rows=rows, columns=("splits",))
    return Document(
        type="DT_RESULT", rsc=rsc, version=2, step=9, at="2031-06-08T08:30:00.000000Z", status=status, body=body
    )


def row(number: int, **fields: Any) -> ResultRow:
    if fields.get("mark"):
        fields.setdefault("mark_type", "TIME")
    return ResultRow(sort_order=number, competitor=runner(number), start_sort=number, **fields)


def starting(at: str) -> dict[str, str]:
    return {"start_time": f"2031-06-08T{at}+02:00"}


def read(document: Document) -> etree._Element:
    [message] = form(Edition(document=document), TERMS)
    assert validate(message.data) == []
    return etree.fromstring(message.data)


def states(root: etree._Element) -> list[str]:
    return root.xpath("//n:PersonResult/n:Result/n:Status/text()", namespaces=N)  # type: ignore[return-value]


def test_who_has_not_started_is_inactive_and_who_is_out_there_active() -> None:
    root = read(
        race(
            row(1, rank=1, mark="33:21", parts=starting("09:50:00")),
            row(2, parts=starting("10:28:00"), splits=(Split(point="31", time="1:40"), Split(point="32", time=""))),
            row(3, parts=starting("10:29:00")),
            row(4, parts=starting("10:31:00")),
        )
    )
    assert states(root) == ["Finished", "Active", "Active", "Inactive"]
    assert root.get("status") == "Snapshot"
    assert root.xpath("count(//n:PersonResult[4]//n:Time | //n:PersonResult[4]//n:Position)", namespaces=N) == 0
    assert root.xpath("//n:PersonResult[2]//n:ControlCode/text()", namespaces=N) == ["31"]


def test_in_a_mass_start_everybody_is_active_once_it_is_away_and_nobody_before() -> None:
    away = race(row(1), row(2), started="2031-06-08T08:00:00Z")
    assert states(read(away)) == ["Active", "Active"]
    unknown = race(row(1), row(2), row(3, mark="33:21", rank=1))
    assert states(read(unknown)) == ["Inactive", "Inactive", "Finished"]


@pytest.mark.parametrize(
    ("irm", "state"),
    [
        ("MP", "MissingPunch"),
        ("OT", "OverTime"),
        ("NC", "NotCompeting"),
        ("SW", "SportingWithdrawal"),
        ("DNF", "DidNotFinish"),
        ("DNS", "DidNotStart"),
        ("DSQ", "Disqualified"),
    ],
)
def test_every_reason_has_its_own_state(irm: str, state: str) -> None:
    official = race(row(1, rank=1, mark="33:21"), row(2, irm=irm), status="OFFICIAL", schedule="FINISHED")
    root = read(official)
    assert states(root) == ["OK", state]
    assert root.get("status") == "Complete"


def test_a_reason_that_the_standard_has_no_state_for_is_held_back_with_what_would_be_right() -> None:
    with pytest.raises(HeldBack, match=r"competitor 9500001: IRM NH; would be right: a mark that the standard has"):
        form(Edition(document=race(row(1, irm="NH"))), TERMS)


def test_an_official_list_in_which_somebody_is_still_out_is_not_complete() -> None:
    root = read(
        race(
            row(1, rank=1, mark="33:21"), row(2), status="OFFICIAL", schedule="FINISHED", started="2031-06-08T08:00:00Z"
        )
    )
    assert states(root) == ["OK", "Active"]
    assert root.get("status") == "Snapshot"


def test_times_are_seconds_with_gaps_from_the_winner_and_controls_that_were_missed() -> None:
    first = row(1, rank=1, mark="33:21", splits=(Split(point="31", time="8:21"), Split(point="100", time="33:05")))
    missed = row(2, irm="MP", mark="36:42", splits=(Split(point="31", time="11:33"), Split(point="100", time="")))
    root = read(race(first, row(2, rank=2, mark="34:00.5"), status="OFFICIAL", schedule="FINISHED"))
    results = root.xpath("//n:PersonResult/n:Result", namespaces=N)
    told = [[child.text for child in result if not len(child)] for result in results]  # type: ignore[union-attr]
    assert told == [["1", "2001", "0", "1", "OK"], ["2", "2040.5", "39.5", "2", "OK"]]
    assert root.xpath("//n:ClassResult/@timeResolution", namespaces=N) == ["0.1"]
    root = read(race(first, missed, status="OFFICIAL", schedule="FINISHED"))
    splits = root.xpath("//n:PersonResult[2]//n:SplitTime", namespaces=N)
    assert [(s.get("status"), [c.text for c in s]) for s in splits] == [(None, ["31", "693"]), ("Missing", ["100"])]  # type: ignore[union-attr]
    assert root.xpath("//n:PersonResult[2]//n:Position", namespaces=N) == []


def team(number: int, **fields: Any) -> ResultRow:
    members = tuple(
        MemberRef(
            id=f"96{number}{n}",
            name=f"Läufer {n}",
            given_name="Läufer",
            family_name=str(n),
            order=n,
            bib=f"{number}-{n}",
        )
        for n in (1, 2, 3)
    )
    who = CompetitorRef(id=f"ORIMRELAY-----SUI0{number}", type="T", noc="SUI", name=f"Suisse {number}", members=members)
    if fields.get("mark"):
        fields.setdefault("mark_type", "TIME")
    return ResultRow(sort_order=number, competitor=who, **fields)


def changes(*times: str) -> dict[str, Any]:
    return {"splits": tuple(Split(point=f"leg {n}", time=time) for n, time in enumerate(times, 1))}


def legs(root: etree._Element, number: int = 1) -> list[tuple[str | None, str | None, str | None]]:
    found = root.xpath(f"//n:TeamResult[{number}]/n:TeamMemberResult/n:Result", namespaces=N)
    of = ("n:Time", "n:Status", "n:OverallResult/n:Status")
    return [tuple(one.findtext(path, namespaces=N) for path in of) for one in found]  # type: ignore[misc, union-attr]


@pytest.mark.parametrize(
    ("fields", "official", "expected"),
    [
        (changes("30:00"), False, [("1800", "Finished", "Finished"), (None, "Active", "Active"), (None, "Inactive", "Inactive")]),
        ({}, False, [(None, "Active", "Active"), (None, "Inactive", "Inactive"), (None, "Inactive", "Inactive")]),
        (
            {**changes("30:00", "1:02:00"), "mark": "1:35:00", "rank": 1},
            True,
            [("1800", "OK", "OK"), ("1920", "OK", "OK"), ("1980", "OK", "OK")],
        ),
        (
            {**changes("30:00"), "irm": "MP"},
            True,
            [("1800", "OK", "OK"), (None, "MissingPunch", "MissingPunch"), (None, "DidNotStart", "DidNotStart")],
        ),
        (
            {**changes("30:00", "1:02:00"), "mark": "1:35:00", "irm": "DSQ"},
            True,
            [("1800", "OK", "OK"), ("1920", "OK", "OK"), ("1980", "OK", "Disqualified")],
        ),
        ({"irm": "DNS"}, True, [(None, "DidNotStart", "DidNotStart")] * 3),
    ],
)  # fmt: skip
def test_a_leg_that_nobody_has_run_is_never_ok(fields: dict[str, Any], official: bool, expected: list[Any]) -> None:
    if len(fields.get("splits", ())) == 1:
        fields = {**fields, "splits": (*fields["splits"], Split(point="leg 2", time=""))}
    at = {"status": "OFFICIAL", "schedule": "FINISHED"} if official else {}
    document = race(team(1, **fields), rsc=RELAY, started="2031-06-08T08:00:00Z", **at)
    assert legs(read(document)) == expected


def test_a_team_that_names_nobody_still_has_its_result() -> None:
    nobody = msgspec.structs.replace(team(1).competitor, members=())
    done = msgspec.structs.replace(team(1, rank=1, mark="1:35:00"), competitor=nobody)
    root = read(race(done, rsc=RELAY, status="OFFICIAL", schedule="FINISHED"))
    assert legs(root) == [("5700", "OK", "OK")]


def test_before_the_start_there_is_a_start_list_in_starting_order() -> None:
    root = read(
        race(
            row(2, parts=starting("10:02:00")),
            row(1, parts=starting("10:00:00")),
            status="START_LIST",
            schedule="SCHEDULED",
        )
    )
    assert etree.QName(root).localname == "StartList"
    assert root.xpath("//n:Start/n:StartTime/text()", namespaces=N) == [
        "2031-06-08T10:00:00+02:00",
        "2031-06-08T10:02:00+02:00",
    ]
    relay = read(race(team(1), rsc=RELAY, status="START_LIST", schedule="SCHEDULED"))
    assert relay.xpath("//n:TeamMemberStart//n:Leg/text()", namespaces=N) == ["1", "2", "3"]


def test_without_a_start_no_date_is_sent_at_all() -> None:
    document = race(row(1), status="START_LIST", schedule="UNSCHEDULED")
    body: Any = document.body
    unit = msgspec.structs.replace(body.unit, start="")
    root = read(msgspec.structs.replace(document, body=msgspec.structs.replace(body, unit=unit)))
    assert root.xpath("//n:Date", namespaces=N) == []


@pytest.mark.parametrize(
    "example", [invented.match, invented.high_jump, invented.long_jump, invented.contest, invented.medals]
)
def test_what_is_no_race_is_not_told(example: Any) -> None:
    assert form(Edition(document=example()), TERMS) == []


def _tampered(old: str, new: str) -> list[str]:
    document = race(row(1, rank=1, mark="33:21"), row(2), started="2031-06-08T08:00:00Z")
    [message] = form(Edition(document=document), TERMS)
    text = message.data.decode()
    assert old in text
    return [f"{p.where}: {p.what}; {p.would_be_right}" for p in validate(text.replace(old, new, 1).encode())]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (">Active<", ">OK<", "PersonResult[2]/Result: OK without a time; a time, or another state"),
        (">Finished<", ">Inactive<", "PersonResult[1]/Result: a time beside Inactive; a time only once the runner is in"),
        (">Finished<", ">MissingPunch<", "PersonResult[1]/Result: a position beside MissingPunch; a position only for OK or Finished"),
        ('"Snapshot"', '"Complete"', "Active in a complete list; status Snapshot until all are in"),
        (">2031-06-08<", "><", "Date: '' is not a valid value"),
    ],
)  # fmt: skip
def test_the_check_finds_what_must_not_leave(old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in _tampered(old, new))


def test_a_leg_that_is_ok_behind_one_that_waits_is_found() -> None:
    document = race(team(1), rsc=RELAY, started="2031-06-08T08:00:00Z")
    [message] = form(Edition(document=document), TERMS)
    broken = message.data.replace(b"Inactive", b"OK")
    assert "leg 3 OK behind a leg that nobody has run" in [p.what for p in validate(broken)]


def test_a_team_that_did_not_start_has_no_time_even_where_one_stands_beside_its_mark() -> None:
    team = CompetitorRef(id="T1", type="T", noc="SUI", name="Switzerland")
    absent = ResultRow(sort_order=1, competitor=team, start_sort=1, irm="DNS", mark="00:00.00", mark_type="TIME")
    root = read(race(absent, rsc=RELAY, status="OFFICIAL", schedule="FINISHED"))
    assert root.xpath("//n:OverallResult/n:Status/text()", namespaces=N) == ["DidNotStart"]
    assert root.xpath("//n:Result//n:Time", namespaces=N) == []


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_RESULT"]())
def test_every_race_is_valid_or_held_back_for_a_reason_without_a_state(document: Document) -> None:
    try:
        made = form(Edition(document=document), TERMS)
    except HeldBack as held:
        assert all(problem.rule == "status" for found in held.problems.values() for problem in found)
        return
    for message in made:
        assert validate(message.data) == []
        root = etree.fromstring(message.data)
        rows = document.body.rows  # type: ignore[union-attr]
        people = root.xpath("//n:PersonResult | //n:TeamResult | //n:PersonStart | //n:TeamStart", namespaces=N)
        assert len(people) == len(rows)  # type: ignore[arg-type]


@pytest.mark.reference
def test_the_federations_own_schema_accepts_what_is_sent(reference: Path) -> None:
    schema = etree.XMLSchema(etree.parse(reference / "devices" / "iof" / "IOF.xsd"))

    @settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE["DT_RESULT"]())
    def holds(document: Document) -> None:
        try:
            made = form(Edition(document=document), TERMS)
        except HeldBack:
            return
        for message in made:
            schema.assertValid(etree.fromstring(message.data))

    holds()
    for document in (
        race(row(1, rank=1, mark="33:21"), row(2), row(3, irm="MP", splits=(Split(point="31", time=""),))),
        race(team(1, **changes("30:00", "")), team(2), rsc=RELAY, started="2031-06-08T08:00:00Z"),
        race(team(1), rsc=RELAY, status="START_LIST", schedule="SCHEDULED"),
        *(made() for made in (invented.heat, invented.relay, invented.swim, invented.eight_hundred)),
    ):
        [message] = form(Edition(document=document), TERMS)
        schema.assertValid(etree.fromstring(message.data))
