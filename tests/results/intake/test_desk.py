"""The desk: what becomes of messages that are repeated, late, partly wrong or taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.facts import Command, StatusSet
from kotinos.results.intake import lenex
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.reading import Marks
from kotinos.results.intake.refused import Shelf
from tests.results.intake.intake_venue import HEAT, OTHER, Rules, lif, message, prepare, row, shown, venue

FIRST = lif(row(1, "1001", 4, "22.91"), row(2, "1002", 6, "23.05"), row("", "1003", 3))
SECOND = lif(row(1, "1002", 6, "22.90"), row(2, "1001", 4, "22.91"), row("DNF", "1003", 3))


async def test_a_heat_is_recorded_in_the_unit_that_the_device_means(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    report = await desk.take(message(FIRST))
    assert report.outcome == "accepted"
    assert shown(rules.games) == {
        "": {"wind": "-0.4"},
        "71001": {"mark": "22.91", "t4": 229_100, "place": 1},
        "71002": {"mark": "23.05", "t4": 230_500, "place": 2},
    }
    recorded = rules.recorded[-1]
    assert (recorded.source, recorded.cause) == ("photo-finish/lynx", message(FIRST).digest)


async def test_the_same_delivery_again_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST))
    recorded = list(rules.recorded)
    assert (await desk.take(message(FIRST))).outcome == "duplicate"
    assert rules.recorded == recorded


async def test_an_older_save_that_arrives_late_changes_nothing(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(SECOND, revision=2))
    before = rules.games
    assert (await desk.take(message(FIRST, revision=1))).outcome == "stale"
    assert rules.games.units is before.units


async def test_an_operator_who_saves_a_then_b_then_a_again_is_honoured(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    first = shown(rules.games)
    await desk.take(message(SECOND, revision=2))
    assert shown(rules.games) != first
    assert (await desk.take(message(FIRST, revision=3))).outcome == "accepted"
    assert shown(rules.games) == first


async def test_a_competitor_who_is_gone_from_a_new_save_loses_what_the_device_said(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    await desk.take(message(lif(row(1, "1001", 4, "22.91")), revision=2))
    assert set(shown(rules.games)) == {"", "71001"}


async def test_what_was_taken_back_is_not_taken_back_again_with_every_save(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    for revision in (2, 3):
        await desk.take(message(lif(row(1, "1001", 4, f"22.9{revision}")), revision=revision))
    last = rules.recorded[-1].fact
    assert isinstance(last, facts.MarksObserved)
    assert {item.who.bib for item in last.items} == {"1001"}


async def test_a_table_and_a_camera_file_of_one_device_do_not_outdate_each_other(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    table = f"unit,bib,reaction\n{HEAT},1001,0.151\n".encode()
    await desk.take(message(table, 9, "csv", name="reactions.csv"))
    assert (await desk.take(message(FIRST, revision=5))).outcome == "accepted"
    assert shown(rules.games)["71001"] == {"mark": "22.91", "t4": 229_100, "place": 1, "reaction": "0.151"}


async def test_what_a_device_said_is_taken_back_after_a_restart_too(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    restarted = Desk(rules, Shelf(tmp_path / "refused"))
    await restarted.take(message(lif(row(1, "1001", 4, "22.91")), revision=2))
    assert set(shown(rules.games)) == {"", "71001"}


async def test_values_of_another_device_are_not_taken_back(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    blocks = facts.Observation(who=facts.Locator(lane="6"), slot="reaction", value="0.151")
    seen = facts.MarksObserved(unit=HEAT, revision=1, items=(blocks,))
    await rules.submit(Command(id="blocks-1", fact=seen, actor="blocks", source="blocks"))
    await desk.take(message(FIRST, revision=1))
    await desk.take(message(lif(row(1, "1001", 4, "22.91")), revision=2))
    assert shown(rules.games)["71002"] == {"reaction": "0.151"}


async def test_one_stranger_is_reported_with_the_line_and_the_others_are_taken(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    report = await desk.take(
        message(lif(row(1, "1001", 4, "22.91"), row(2, "999", 9, "23.00"), row(3, "1002", 6, "23.05")))
    )
    assert report.outcome == "refused"
    assert [(f.where, f.known) for f in report.refused] == [("line 3", True)]
    assert "999" in report.refused[0].what
    assert set(shown(rules.games)) == {"", "71001", "71002"}


async def test_a_venue_may_give_its_devices_ids_instead_of_bibs(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    assert (await desk.take(message(lif(row(1, "71001", 4, "22.91"))))).outcome == "accepted"
    assert shown(rules.games)["71001"]["mark"] == "22.91"


async def test_a_number_in_somebody_elses_lane_is_refused(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    report = await desk.take(message(lif(row(1, "1001", 6, "22.91"), row(2, "1003", 3, "23.05"))))
    assert [f.where for f in report.refused] == ["line 2"]
    assert set(shown(rules.games)) == {"", "71003"}


async def test_the_lane_that_a_device_counts_in_a_mass_start_says_nothing(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    field = tuple(facts.Start(competitor=f"7{bib}", sort=n, bib=bib) for n, bib in enumerate(("1001", "1002"), 1))
    mass_start = facts.StartListSet(unit=OTHER, starts=field)
    await rules.submit(Command(id="mass", fact=mass_start, actor="desk", source="desk"))
    body = lif(row(1, "1001", 17, "22.91"), header="33,Heat,3,Women")
    assert (await desk.take(message(body))).outcome == "accepted"
    assert shown(rules.games, OTHER)["71001"]["place"] == 1


async def test_while_a_row_is_in_doubt_nothing_is_taken_back(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    await desk.take(message(lif(row(1, "1001", 4, "22.91"), row(2, "999", 9, "23.05")), revision=2))
    assert shown(rules.games)["71002"]["mark"] == "23.05"
    await desk.take(message(lif(row(1, "1001", 4, "22.91")), revision=3))
    assert set(shown(rules.games)) == {"", "71001"}


async def test_a_wind_that_cannot_be_costs_no_time(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    body = b'{"id":"m1","unit":"%s","revision":1,"items":[{"who":{"lane":"4"},"slot":"mark","value":"22.91"}],"facts":{"wind":"strong"}}'
    report = await desk.take(message(body % HEAT.encode(), form="json", id="m1"))
    assert "wind" in report.refused[0].what
    assert shown(rules.games) == {"71001": {"mark": "22.91"}}


async def test_an_unknown_unit_is_refused_by_the_name_the_device_gave(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    before = rules.games
    report = await desk.take(message(lif(row(1, "1001", 4, "22.91"), header="77,Heat,9,Nowhere")))
    assert "'lynx:77/Heat/9'" in report.refused[0].what
    assert report.refused[0].known
    assert rules.games.units is before.units


async def test_what_is_refused_is_kept_with_its_bytes_and_recorded_once(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    broken = FIRST[:-9]
    for _ in range(3):
        report = await desk.take(message(broken))
    assert desk.shelf.body(report.digest) == broken
    (note,) = desk.shelf.notes()
    assert (note.where, note.source, note.size) == ("line 4", "photo-finish", len(broken))
    refusals = [c.fact for c in rules.recorded if isinstance(c.fact, facts.MessageRefused)]
    assert [(f.digest, f.where, f.size) for f in refusals] == [(report.digest, "line 4", len(broken))]


async def test_a_result_that_is_official_is_not_changed_by_a_device(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await desk.take(message(FIRST, revision=1))
    await rules.submit(
        Command(id="official", fact=StatusSet(unit=HEAT, status="OFFICIAL"), actor="desk", source="desk")
    )
    official = shown(rules.games)
    report = await desk.take(message(SECOND, revision=2))
    assert "official" in report.refused[0].what
    assert shown(rules.games) == official


async def test_a_message_beyond_the_limit_is_refused_whatever_door_it_came_by(tmp_path: Path) -> None:
    desk, _ = await venue(tmp_path)
    report = await desk.take(message(b"x" * 10_000_001))
    assert report.refused[0].what == "more than 10000000 bytes"


SAVES = (
    FIRST,
    SECOND,
    lif(row(1, "1004", 5, "22.80"), row(2, "1001", 4, "22.91")),
    FIRST,
    lif(row("DQ", "1001", 4), row(1, "1002", 6, "23.05"), row(2, "1005", 7, "23.06")),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations([*range(len(SAVES))] * 2), st.integers(0, 9))
def test_deliveries_in_any_order_and_number_end_like_one_delivery_in_order(
    tmp_path: Path, order: list[int], restart_after: int
) -> None:
    def saved(n: int) -> Message:
        return message(SAVES[n], revision=n + 1)

    async def deliver(numbers: list[int], restart_after: int) -> Rules:
        rules = Rules()
        await prepare(rules)
        shelf = Shelf(tmp_path / "refused")
        desk = Desk(rules, shelf)
        for at, n in enumerate(numbers):
            if at == restart_after:
                desk = Desk(rules, shelf)
            report = await desk.take(saved(n))
            assert not report.refused
        return rules

    in_order = asyncio.run(deliver([*range(len(SAVES))], -1))
    assert shown(asyncio.run(deliver(order, restart_after)).games) == shown(in_order.games)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations([1, 2, 3, 1, 2, 3]))
def test_single_values_in_any_order_and_number_end_with_the_newest(tmp_path: Path, order: list[int]) -> None:
    values = {1: "22.91", 2: "22.95", 3: "22.91"}

    async def deliver() -> str:
        desk, rules = await venue(tmp_path)
        for n in order:
            body = b'{"id":"m%d","unit":"%s","revision":%d,"items":[{"who":{"lane":"4"},"slot":"mark","value":"%s"}]}'
            await desk.take(message(body % (n, HEAT.encode(), n, values[n].encode()), n, "json", id=f"m{n}"))
        return str(shown(rules.games)["71001"]["mark"])

    assert asyncio.run(deliver()) == "22.91"


async def test_messages_that_arrive_at_once_are_taken_one_after_the_other(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    await asyncio.gather(*(desk.take(message(SAVES[n], revision=n + 1)) for n in (3, 0, 4, 2, 1)))
    in_order_desk, in_order = await venue(tmp_path)
    for n in range(5):
        await in_order_desk.take(message(SAVES[n], revision=n + 1))
    assert shown(rules.games) == shown(in_order.games)


@pytest.mark.reference
async def test_a_real_championship_goes_through_the_desk_whole_and_again_without_effect(
    reference: Path, tmp_path: Path
) -> None:
    rules = Rules()
    desk = Desk(rules, Shelf(tmp_path / "refused"))
    body = (reference / "devices" / "lenex" / "example-results.lxf").read_bytes()
    names = [r.unit for r in lenex.read(body) if isinstance(r, Marks)]
    units = tuple(
        facts.UnitPlan(rsc=Rsc.of("SWM", "O", "200MFR", "HEAT", f"{n:04d}00"), devices=(name,))
        for n, name in enumerate(names, 1)
    )
    await rules.submit(Command(id="plan", fact=facts.UnitsPlanned(units=units), actor="desk", source="desk"))
    report = await desk.take(message(body, 5, "lenex", name="meet.lxf"))
    assert report.refused == ()
    assert sum(taken.kind == "marks_observed" for taken in report.taken) == 97
    assert {rules.games.units[u.rsc].status for u in units} == {"UNOFFICIAL"}
    before = rules.games
    assert (await desk.take(message(body, 5, "lenex", name="meet.lxf"))).outcome == "duplicate"
    assert rules.games.units is before.units
