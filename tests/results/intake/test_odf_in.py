"""ODF in: schedule, people and results of several sports, versions in any order, and messages that this platform does not read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.facts import Command, UnitPlan
from kotinos.results.intake import odf
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.reading import BadMessage, Broken, Marks
from kotinos.results.intake.refused import Shelf
from kotinos.results.intake.report import Report
from tests.results.intake.intake_venue import Rules, shown

FINAL = Rsc("ATHM100M--------------FNL-000100--")
JUMP = Rsc("ATHMHIGHJUMP----------FNL-000100--")
LONG = Rsc("ATHWLONGJUMP----------FNL-000100--")
SWIM = Rsc("SWMM200MFR------------FNL-000100--")
BOUT = Rsc("JUDW57KG--------------SFNL000100--")
MATCH = Rsc("FBLMTEAM11------------FNL-000100--")
VAULT = Rsc("GARWVT----------------FNL-000100--")


def body(
    content: str,
    rsc: str = FINAL,
    kind: str = "DT_RESULT",
    version: int = 1,
    status: str = "LIVE",
    source: str = "STAATH1",
    time: str = "201500000",
    note: str = "",
) -> bytes:
    shown_status = f'ResultStatus="{status}"' if status else ""
    competition = (
        f'<Competition Gen="SOG-2024-GEN-3.7" Codes="SOG-2024-3.10">{content}</Competition>' if content else ""
    )
    said = f"<Note>{note}</Note>" if note else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<OdfBody CompetitionCode="TEST2031" DocumentCode="{rsc}" DocumentType="{kind}" '
        f'Version="{version}" {shown_status} FeedFlag="T" Date="2031-07-05" Time="{time}" LogicalDate="2031-07-05" '
        f'Source="{source}">{competition}{said}</OdfBody>'
    ).encode()


def result(code: str, attributes: str, inside: str = "", order: int = 1, type_: str = "A") -> str:
    described = (
        f'<Description TeamName="Team {code}"/>'
        if type_ == "T"
        else f'<Composition><Athlete Code="{code}" Order="1" Bib="{code[-2:]}">'
        f'<Description GivenName="Ada" FamilyName="Runner{code}" Gender="X" Organisation="NOR"/></Athlete></Composition>'
    )
    return (
        f'<Result SortOrder="{order}" StartSortOrder="{order}" StartOrder="{order + 2}" {attributes}>{inside}'
        f'<Competitor Code="{code}" Type="{type_}" Organisation="NOR">{described}</Competitor></Result>'
    )


def extended(*rows: str) -> str:
    return (
        "<ExtendedResults>"
        + "".join(f'<ExtendedResult Type="ER" {r}</ExtendedResult>' for r in rows)
        + "</ExtendedResults>"
    )


def message(text: bytes) -> Message:
    return Message(form="odf", name="odf", body=text, source="odf-feed", actor="odf-feed")


async def games_with(folder: Path, *units: Rsc) -> tuple[Desk, Rules]:
    rules = Rules()
    plans = tuple(UnitPlan(rsc=unit, devices=(f"lynx:{n}/1/1",)) for n, unit in enumerate(units, 1))
    await rules.submit(Command(id="plan", fact=facts.UnitsPlanned(units=plans), actor="desk", source="desk"))
    return Desk(rules, Shelf(folder / "refused")), rules


async def take(desk: Desk, text: bytes) -> Report:
    return await desk.take(message(text))


def marks_of(text: bytes) -> Marks:
    (marks,) = [r for r in odf.read(text).readings if isinstance(r, Marks)]
    return marks


def slots(marks: Marks, who: str) -> dict[str, Any]:
    return {i.slot: i.value for i in marks.items if i.who.id == who}


ONE = result(
    "101",
    'ResultType="TIME" Result="9.91" Rank="1"',
    extended('Code="REACT_TIME" Value="0.148">', 'Code="MS" Value=".905">'),
)
TWO = result("102", 'ResultType="TIME" Result="9.99" Rank="2"', order=2)
THREE = result("103", 'ResultType="IRM" IRM="DQ"', order=3)
WIND = '<ExtendedInfos><ExtendedInfo Type="UI" Code="WIND_SPEED" Value="+0.4"/></ExtendedInfos>'
STARTS = "".join(result(code, "", order=n) for n, code in enumerate(("101", "102", "103"), 1))


async def test_a_unit_goes_from_start_list_to_official(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    assert (await take(desk, body(STARTS, version=1, status="START_LIST"))).outcome == "accepted"
    unit = rules.games.units[FINAL]
    assert [(s.competitor, s.sort, s.order, s.bib) for s in unit.starts] == [
        ("101", 1, "3", "01"),
        ("102", 2, "4", "02"),
        ("103", 3, "5", "03"),
    ]
    assert rules.games.participants["101"].print_name == "RUNNER101 Ada"
    assert (await take(desk, body(WIND + ONE + TWO + THREE, version=2, status="LIVE"))).outcome == "accepted"
    assert rules.games.units[FINAL].status == "LIVE"
    assert shown(rules.games, FINAL) == {
        "": {"wind": "+0.4"},
        "101": {"mark": "9.91", "t4": 99_100, "place": 1, "reaction": "0.148", "thousandths": ".905"},
        "102": {"mark": "9.99", "t4": 99_900, "place": 2},
        "103": {"irm": "DQ"},
    }
    await take(desk, body(WIND + ONE + TWO + THREE, version=3, status="OFFICIAL"))
    assert rules.games.units[FINAL].status == "OFFICIAL"


async def test_a_result_stands_alone_when_it_is_the_first_message_of_its_unit(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    report = await take(desk, body(ONE + TWO, version=7, status="OFFICIAL"))
    assert report.outcome == "accepted"
    assert rules.games.units[FINAL].status == "OFFICIAL"
    assert set(shown(rules.games, FINAL)) == {"101", "102"}


async def test_a_result_in_passing_does_not_overwrite_a_fuller_entry(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    full = facts.Participant(id="101", type="A", noc="NOR", name="Ada RUNNER", bests={"PB": "9.88"})
    entered = facts.ParticipantsEntered(participants=(full,))
    await rules.submit(Command(id="full", fact=entered, actor="desk", source="desk"))
    await take(desk, body(ONE, status="LIVE"))
    assert rules.games.participants["101"].bests == {"PB": "9.88"}
    assert rules.games.participants["101"].events == (Rsc("ATHM100M--------------------------"),)


async def test_what_a_new_version_no_longer_says_is_gone(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, LONG)
    three = extended(*(f'Code="INTERMEDIATE" Pos="{n}" Value="7.0{n}">' for n in (1, 2, 3)))
    await take(desk, body(result("201", 'ResultType="DISTANCE" Result="7.03"', three), LONG, version=1))
    two = extended(*(f'Code="INTERMEDIATE" Pos="{n}" Value="7.0{n}">' for n in (1, 2)))
    await take(desk, body(result("201", 'ResultType="DISTANCE" Result="7.02"', two), LONG, version=2))
    assert set(shown(rules.games, LONG)["201"]) == {"mark", "attempt/1", "attempt/2"}


def test_attempts_have_their_wind_and_their_failures() -> None:
    inside = extended(
        'Code="INTERMEDIATE" Pos="1" Value="8.12"><Extension Code="WIND_SPEED" Value="+0.4"/><Extension Code="STEP" Value="1"/>',
        'Code="INTERMEDIATE" Pos="2" Value="x">',
        'Code="INTERMEDIATE" Pos="3" Value="-">',
        'Code="BEST_ATTEMPT_NUM" Value="1">',
    )
    marks = marks_of(body(result("201", 'ResultType="DISTANCE" Result="8.12"', inside), LONG))
    assert slots(marks, "201") == {
        "mark": "8.12",
        "attempt/1": {"mark": "8.12", "wind": "+0.4"},
        "attempt/2": {"mark": "X"},
        "attempt/3": {"mark": "-"},
        "er/BEST_ATTEMPT_NUM": "1",
    }


def test_heights_are_named_by_the_bar_and_not_by_their_position() -> None:
    bars = "".join(
        f'<ExtendedInfo Type="UI" Code="INTERMEDIATE" Pos="{n}" Value="{h}"/>'
        for n, h in enumerate(("2.10", "2.16"), 1)
    )
    inside = extended('Code="INTERMEDIATE" Pos="1" Value="xo">', 'Code="INTERMEDIATE" Pos="2" Value="xx-">')
    row = result("301", 'ResultType="DISTANCE" Result="2.10"', inside)
    marks = marks_of(body(f"<ExtendedInfos>{bars}</ExtendedInfos>{row}", JUMP))
    assert slots(marks, "301") == {"mark": "2.10", "height/2.10": "XO", "height/2.16": "XX-"}


def test_a_height_that_is_not_declared_is_refused_and_the_others_stand() -> None:
    inside = extended('Code="INTERMEDIATE" Pos="7" Value="xo">')
    text = body(result("301", "", inside) + result("302", 'ResultType="DISTANCE" Result="2.10"', order=2), JUMP)
    readings = odf.read(text).readings
    (broken,) = [r for r in readings if isinstance(r, Broken)]
    assert "height 7 is not declared" in broken.what
    assert "Competitor=301" in broken.where
    assert slots(marks_of(text), "302") == {"mark": "2.10"}
    assert not marks_of(text).whole


def test_swimming_splits_are_named_by_their_distance() -> None:
    points = "".join(
        f'<ExtendedInfo Type="UI" Code="INTERMEDIATE" Pos="{n}" Value="{v}"/>'
        for n, v in enumerate(("50", "100", "150", "Finish"), 1)
    )
    inside = extended(
        *(
            f'Code="SPLIT" Pos="{n}" Value="{v}">'
            for n, v in ((1, "24.11"), (2, "50.40"), (3, "1:17.30"), ("F", "1:44.00"))
        ),
        'Code="REACT_TIME" Value="0.65">',
    )
    row = result("401", 'ResultType="TIME" Result="1:44.00"', inside)
    marks = marks_of(body(f"<ExtendedInfos>{points}</ExtendedInfos>{row}", SWIM))
    assert slots(marks, "401") == {
        "mark": "1:44.00",
        "t4": 1_040_000,
        "split/50": "24.11",
        "split/100": "50.40",
        "split/150": "1:17.30",
        "reaction": "0.65",
    }


def test_a_judo_contest_gives_the_winner_and_every_count() -> None:
    info = (
        '<ExtendedInfos><ExtendedInfo Type="UI" Code="RES_CODE" Value="WAZ"/>'
        '<ExtendedInfo Type="UI" Code="GOLD_SCORE" Value="Y"/></ExtendedInfos>'
    )
    inside = extended(
        'Code="WAZ" Pos="2" Value="1">',
        'Code="WAZ" Pos="TOT" Value="1">',
        'Code="IPP" Pos="TOT" Value="0">',
        'Code="S" Pos="TOT" Value="1">',
        'Code="OUTCOME" Value="PROG_FNL">',
    )
    white = result("501", 'ResultType="POINTS" Result="01" WLT="W" Pty="s1"', inside)
    blue = result("502", 'ResultType="POINTS" Result="00" WLT="L"', order=2)
    marks = marks_of(body(info + white + blue, BOUT))
    assert slots(marks, "501") == {
        "mark": "01",
        "wlt": "W",
        "pty": "s1",
        "waza_ari/2": "1",
        "waza_ari": "1",
        "ippon": "0",
        "shido": "1",
        "outcome": "PROG_FNL",
    }
    assert marks.facts == {"res_code": "WAZ", "golden_score": "Y"}


def test_a_football_match_gives_each_side_its_score_by_period() -> None:
    periods = (
        '<ExtendedInfos><ExtendedInfo Type="UI" Code="PERIOD" Value="H2"/></ExtendedInfos>'
        '<Periods Home="T1" Away="T2"><Period Code="H1" HomeScore="1" AwayScore="3" HomePeriodScore="1" AwayPeriodScore="3"/>'
        '<Period Code="TOT" HomeScore="2" AwayScore="3"/></Periods>'
    )
    home = result("T1", 'ResultType="POINTS" Result="2" WLT="L"', type_="T")
    away = result("T2", 'ResultType="POINTS" Result="3" WLT="W"', order=2, type_="T")
    marks = marks_of(body(periods + home + away, MATCH))
    assert slots(marks, "T1") == {"mark": "2", "wlt": "L", "period/H1": "1", "period/TOT": "2"}
    assert slots(marks, "T2") == {"mark": "3", "wlt": "W", "period/H1": "3", "period/TOT": "3"}
    assert marks.facts == {"period": "H2"}


def test_gymnastics_difficulty_execution_and_penalty_have_their_slots() -> None:
    inside = extended('Code="D" Value="5.6">', 'Code="E" Value="9.233">', 'Code="PENALTY" Value="0.1">')
    marks = marks_of(body(result("601", 'ResultType="POINTS" Result="14.733"', inside), VAULT))
    assert slots(marks, "601") == {"mark": "14.733", "d": "5.6", "e": "9.233", "penalty": "0.1"}


@pytest.mark.parametrize("content", [ONE + result("TBD", "", order=2), ONE + result("NOCOMP", "", order=2)])
def test_a_placeholder_is_nobody(content: str) -> None:
    assert {i.who.id for i in marks_of(body(content)).items} == {"101"}


async def test_an_older_version_that_arrives_late_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(ONE + TWO, version=3, status="UNOFFICIAL", time="201700000"))
    before = rules.games
    assert (await take(desk, body(ONE, version=2, status="LIVE", time="201600000"))).outcome == "stale"
    assert rules.games.units is before.units


async def test_an_older_version_changes_nothing_after_a_restart_either(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(ONE + TWO, version=3, status="UNOFFICIAL", time="201700000"))
    before = rules.games
    restarted = Desk(rules, desk.shelf)
    late = body(ONE, version=2, status="LIVE", time="201600000", note="late")
    assert (await take(restarted, late)).outcome == "stale"
    assert (rules.games.units[FINAL].status, shown(rules.games, FINAL)) == ("UNOFFICIAL", shown(before, FINAL))


async def test_within_one_producer_the_version_decides_even_if_its_clock_went_back(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(ONE, version=3, time="201700000"))
    changed = ONE.replace("9.91", "9.95").replace(".905", ".945")
    assert (await take(desk, body(changed, version=4, time="201600000"))).outcome == "accepted"
    assert shown(rules.games, FINAL)["101"]["mark"] == "9.95"


async def test_a_fail_over_producer_that_counts_from_1_again_is_placed_by_its_time(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    changed = ONE.replace("9.91", "9.95").replace(".905", ".945")
    await take(desk, body(ONE, version=30, time="201700000"))
    assert (await take(desk, body(changed, version=1, source="STAATH2", time="201800000"))).outcome == "accepted"
    assert (await take(desk, body(ONE, version=31, source="STAATH1", time="201730000"))).outcome == "stale"
    assert shown(rules.games, FINAL)["101"]["mark"] == "9.95"


async def test_a_message_declared_void_takes_the_unit_back_and_its_late_copy_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(STARTS, version=1, status="START_LIST"))
    live = body(ONE + TWO, version=2, time="201600000")
    await take(desk, live)
    assert (await take(desk, body("", version=2, time="201700000"))).outcome == "accepted"
    assert (rules.games.units[FINAL].status, shown(rules.games, FINAL)) == ("START_LIST", {})
    assert (await take(desk, live)).outcome == "stale"
    assert shown(rules.games, FINAL) == {}


async def test_an_official_result_changes_only_with_the_note_that_says_why(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(ONE + TWO, version=1, status="OFFICIAL"))
    disqualified = ONE + result("102", 'ResultType="IRM" IRM="DQ"', order=2)
    report = await take(desk, body(disqualified, version=2, status="OFFICIAL"))
    assert "official" in report.refused[0].what
    assert shown(rules.games, FINAL)["102"]["mark"] == "9.99"
    noted = body(disqualified, version=3, status="OFFICIAL", note="102 disqualified: lane infringement")
    assert (await take(desk, noted)).outcome == "accepted"
    unit = rules.games.units[FINAL]
    assert (unit.status, shown(rules.games, FINAL)["102"]) == ("OFFICIAL", {"irm": "DQ"})
    assert any("lane infringement" in note for note in unit.notes)


async def test_a_unit_does_not_become_official_while_one_of_its_values_is_refused(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    wrong = result("102", 'ResultType="IRM" IRM="XYZ"', order=2)
    report = await take(desk, body(ONE + wrong, version=1, status="OFFICIAL"))
    assert "XYZ" in report.refused[0].what
    assert rules.games.units[FINAL].status == "LIVE"
    assert shown(rules.games, FINAL)["101"]["mark"] == "9.91"


@pytest.mark.parametrize("kind", ["DT_MEDALS", "DT_BRACKETS", "DT_PDF", "DT_PLAY_BY_PLAY", "DT_SOMETHING_NEW"])
async def test_a_type_that_is_not_read_is_refused_for_good_and_kept(tmp_path: Path, kind: str) -> None:
    desk, _ = await games_with(tmp_path, FINAL)
    text = body("<Medal/>", kind=kind)
    report = await take(desk, text)
    assert report.refused[0].what == f"{kind} is not read by this platform"
    assert report.refused[0].final
    assert desk.shelf.body(report.digest) == text


@pytest.mark.parametrize("feed", ["TEST2031/P", "OG2031/T"])
async def test_a_message_of_another_games_or_of_a_test_feed_is_kept_out(tmp_path: Path, feed: str) -> None:
    _, rules = await games_with(tmp_path, FINAL)
    before = rules.games
    report = await take(Desk(rules, Shelf(tmp_path / "refused"), feed), body(ONE))
    assert report.refused[0].final
    assert feed in report.refused[0].would_be_right
    assert rules.games.units is before.units
    assert (await take(Desk(rules, Shelf(tmp_path / "refused"), "TEST2031/T"), body(ONE))).outcome == "accepted"


async def test_a_sign_of_life_is_neither_recorded_nor_refused(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    before = rules.games
    report = await take(desk, body("<Config/>", kind="DT_KA", status=""))
    assert (report.outcome, rules.games is before) == ("unchanged", True)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('Version="1"', 'Version="one"', "OdfBody, Version"),
        ('Version="1"', 'Version="0"', "OdfBody, Version"),
        ('Version="1" ', "", "line 1, OdfBody"),
        ('Time="201500000"', 'Time="256100000"', "OdfBody"),
        ('Time="201500000"', 'Time="2015"', "OdfBody"),
        (' Date="2031-07-05"', ' Date="20310705"', "OdfBody"),
        (' Date="2031-07-05"', ' Date="2031-W27-6"', "OdfBody"),
        (' Date="2031-07-05"', ' Date="2031-W27-"', "OdfBody"),
        ('FeedFlag="T"', 'FeedFlag="X"', "OdfBody, FeedFlag"),
        (FINAL, "ATHM100M", "OdfBody, DocumentCode"),
        (FINAL, "ATHM100M--------------------------", "OdfBody, DocumentCode"),
        ('ResultStatus="LIVE"', 'ResultStatus="DONE"', "OdfBody, ResultStatus"),
    ],
)
def test_a_header_that_cannot_be_is_refused_with_its_attribute(old: str, new: str, where: str) -> None:
    text = body(ONE).decode()
    assert old in text
    with pytest.raises(BadMessage) as bad:
        odf.read(text.replace(old, new).encode())
    assert bad.value.where == where
    assert bad.value.right


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('Result="9.91"', 'Result="99:99"', "99"),
        ('Result="9.91"', 'Result="8.12 m"', "8.12 m"),
        ('Value="0.148"', 'Value="fast"', "fast"),
        ('Rank="1"', 'Rank="1" WLT="Q"', "WLT 'Q'"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_the_others_stand(old: str, new: str, what: str) -> None:
    text = body((ONE + TWO).replace(old, new))
    (broken,) = [r for r in odf.read(text).readings if isinstance(r, Broken)]
    assert what in broken.what
    assert "Competitor=101" in broken.where
    assert slots(marks_of(text), "102")["mark"] == "9.99"


def test_every_cut_of_a_message_is_refused() -> None:
    text = body(WIND + ONE + TWO)
    for end in range(len(text)):
        with pytest.raises(BadMessage) as bad:
            odf.read(text[:end])
        assert bad.value.where


SCHEDULE = """
<Unit Code="{rsc}" PhaseType="3" UnitNum="7" ScheduleStatus="{status}" StartDate="2031-07-05T20:15:00+02:00"
  EndDate="2031-07-05T20:20:00+02:00" Medal="1" Venue="STA" Location="STA" SessionCode="ATH05" {more}>
  <ItemName Language="ENG" Value="Men's 100m Final"/><ItemName Language="FRA" Value="Finale 100 m hommes"/>
  <VenueDescription VenueName="Stadium" LocationName="Stadium"/>{inside}</Unit>"""


def schedule(status: str = "SCHEDULED", more: str = "", rsc: str = FINAL, inside: str = "") -> str:
    return SCHEDULE.format(rsc=rsc, status=status, more=more, inside=inside)


def update(content: str, version: int, time: str) -> bytes:
    return body(content, "ATH-------------------------------", "DT_SCHEDULE_UPDATE", version, "", time=time)


async def test_a_schedule_plans_units_and_leaves_trainings_out(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path)
    training = schedule(rsc="ATHM100M--------------TRG-000100--").replace('PhaseType="3"', 'PhaseType="1"')
    report = await take(
        desk, body(schedule() + training, "ATH-------------------------------", "DT_SCHEDULE", status="")
    )
    assert report.outcome == "accepted"
    (unit,) = rules.games.units.values()
    plan = unit.plan
    assert (plan.rsc, plan.session, plan.venue_name, plan.medal, plan.number) == (FINAL, "ATH05", "Stadium", 1, "7")
    assert plan.name == {"en": "Men's 100m Final", "fr": "Finale 100 m hommes"}


async def test_a_schedule_message_leaves_the_device_names_of_a_unit_alone(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    await take(desk, body(schedule(), "ATH-------------------------------", "DT_SCHEDULE", status=""))
    assert rules.games.units[FINAL].plan.devices == ("lynx:1/1/1",)
    assert rules.games.units[FINAL].plan.session == "ATH05"


async def test_updates_are_all_applied_each_unit_as_it_was_last(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL, LONG)
    started = schedule("RUNNING", 'ActualStartDate="2031-07-05T20:16:02+02:00"')
    await take(desk, update(started, 9, "201602000"))
    report = await take(desk, update(schedule("GETTING_READY") + schedule("GETTING_READY", rsc=LONG), 8, "201000000"))
    assert report.outcome == "accepted"
    assert rules.games.units[FINAL].schedule == "RUNNING"
    assert rules.games.units[FINAL].actual_start == "2031-07-05T20:16:02+02:00"
    assert rules.games.units[LONG].schedule == "GETTING_READY"


async def test_an_older_update_does_not_move_a_unit_back(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path, FINAL)
    moved = schedule("RESCHEDULED").replace("20:15", "21:30")
    await take(desk, update(moved, 2, "180000000"))
    await take(desk, update(schedule("SCHEDULED"), 1, "120000000"))
    assert "21:30" in rules.games.units[FINAL].start
    assert rules.games.units[FINAL].schedule == "RESCHEDULED"


async def test_a_bad_unit_is_named_and_the_others_are_planned(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path)
    report = await take(
        desk,
        body(schedule("SOON") + schedule(rsc=LONG), "ATH-------------------------------", "DT_SCHEDULE", status=""),
    )
    assert "ScheduleStatus 'SOON'" in report.refused[0].what
    assert list(rules.games.units) == [LONG]


def partic(content: str, kind: str = "DT_PARTIC") -> bytes:
    return body(content, "ATH-------------------------------", kind, status="")


ATHLETE = (
    '<Participant Code="101" Parent="101" Status="ACTIVE" GivenName="Ada" FamilyName="RUNNER" PrintName="RUNNER Ada" '
    'TVName="Ada RUNNER" Gender="F" Organisation="NOR" BirthDate="2001-02-03" Height="170" PlaceofResidence="Oslo" '
    'MainFunctionId="AA01"><Discipline Code="ATH-------------------------------">'
    '<RegisteredEvent Event="ATHM100M--------------------------" Bib="17"><EventEntry Type="ENTRY" Code="PB" Value="9.88"/>'
    "</RegisteredEvent></Discipline></Participant>"
)
COACH = (
    '<Participant Code="900" Parent="900" FamilyName="TRAINER" Gender="M" Organisation="NOR" MainFunctionId="COACH"/>'
)


async def test_athletes_are_entered_by_their_public_names_and_officials_are_not(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path)
    await take(desk, partic(ATHLETE + COACH))
    (person,) = rules.games.participants.values()
    assert (person.id, person.name, person.bib, person.bests) == ("101", "Ada RUNNER", "17", {"PB": "9.88"})
    kept = repr(person)
    assert "2001" not in kept
    assert "170" not in kept
    assert "Oslo" not in kept


async def test_a_team_has_its_members_by_name(tmp_path: Path) -> None:
    desk, rules = await games_with(tmp_path)
    await take(desk, partic(ATHLETE))
    team = (
        '<Team Code="ATHM4X100M----NOR01" Organisation="NOR" Name="Norway" ShortName="Norway" TVTeamName="Norway" Gender="M" '
        'TeamType="ORG"><Composition><Athlete Code="101" Order="1"/></Composition></Team>'
    )
    await take(desk, partic(team, "DT_PARTIC_TEAMS"))
    member = rules.games.participants["ATHM4X100M----NOR01"].members[0]
    assert (member.family_name, member.given_name, member.order) == ("RUNNER", "Ada", 1)


VERSIONS = tuple(
    body(STARTS if status == "START_LIST" else content, version=n, status=status, time=f"2015{n:02d}000")
    for n, (status, content) in enumerate(
        (
            ("START_LIST", ""),
            ("LIVE", ONE),
            ("LIVE", ONE + TWO),
            ("UNOFFICIAL", ONE.replace("9.91", "9.92").replace(".905", ".915") + TWO + THREE),
            ("OFFICIAL", WIND + ONE + TWO + THREE),
        ),
        1,
    )
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations([*range(5)] * 2))
def test_versions_in_any_order_and_number_end_like_one_of_each_in_order(tmp_path: Path, order: list[int]) -> None:
    async def deliver(numbers: list[int]) -> tuple[str, Any]:
        desk, rules = await games_with(tmp_path, FINAL)
        for n in numbers:
            report = await take(desk, VERSIONS[n])
            assert not report.refused
        return rules.games.units[FINAL].status, shown(rules.games, FINAL)

    assert asyncio.run(deliver(order)) == asyncio.run(deliver([*range(5)]))
