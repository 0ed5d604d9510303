"""The days: what a visitor must see of them, and what a message must be."""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kotinos.codes import disciplines, events, phases
from kotinos.rehearsal.cue import Cue, Drop, Post
from kotinos.rehearsal.demo.day import DAYS
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.game import Memory, calendar, stream
from kotinos.rehearsal.demo.script import Script
from kotinos.results.intake import forms, observations
from kotinos.results.intake.api import Wish
from kotinos.results.intake.reading import Broken


def facts(cues: list[Cue]) -> Iterator[dict[str, Any]]:
    for cue in cues:
        if isinstance(cue.send, Post) and cue.send.path == "/v1/commands":
            yield json.loads(cue.send.body)["fact"]


def test_the_same_seed_and_instant_give_the_same_bytes(memory: Memory, cues: list[Cue]) -> None:
    assert list(stream(memory.setting())) == cues


def test_another_seed_gives_other_results(memory: Memory, cues: list[Cue]) -> None:
    other = list(stream(Memory(seed=8, origin=memory.origin).setting(), days=1))
    assert [cue.send for cue in other] != [cue.send for cue in cues[: len(other)]]


def test_messages_come_in_time_order_within_their_lane(cues: list[Cue]) -> None:
    reached: dict[str, float] = {}
    for cue in cues:
        assert cue.at >= reached.get(cue.lane, cue.at), cue.what
        reached[cue.lane] = cue.at


def test_no_command_bears_the_id_of_another(cues: list[Cue]) -> None:
    posts = [cue.send for cue in cues if isinstance(cue.send, Post)]
    ids = [json.loads(p.body)["id"] for p in posts if p.path in ("/v1/commands", "/v1/observations")]
    assert len(ids) > 3000
    assert len(ids) == len(set(ids))


def test_every_event_is_of_the_programme_and_held_once(scripts: list[list[Script]]) -> None:
    held = [script.event for day in scripts for script in day] + [final.event for final in FINALS]
    assert all(events.get(event) for event in held)
    assert len(held) == len(set(held))


def test_every_summer_discipline_with_rules_is_held_on_the_first_day(scripts: list[list[Script]]) -> None:
    held = {script.event.discipline for script in scripts[0]}
    assert held == {one.code for one in disciplines.all() if one.rules and one.programme == "summer"}


def test_several_sports_are_live_within_the_first_minute(scripts: list[list[Script]]) -> None:
    live = {
        script.event.discipline
        for script in scripts[0]
        if any(start <= 60 <= end for start, end in script.hours.values())
    }
    assert len(live) >= 4


def test_every_phase_has_a_name_in_both_languages(scripts: list[list[Script]]) -> None:
    for script in (one for day in scripts for one in day):
        for phase in script.phases:
            name = phase.get("name") or {lang: phases.name(phase["rsc"], lang) for lang in ("en", "fr")}
            assert name["en"]
            assert name["fr"]


def test_every_body_is_read_by_the_adapter_that_it_is_for(cues: list[Cue]) -> None:
    seen: Counter[str] = Counter()
    for cue in cues:
        form = _read(cue)
        seen[form] += 1
    assert {"commands", "observations", "lynx", "lenex", "odf", "csv"} == seen.keys()
    assert min(seen.values()) > 50, seen


def _read(cue: Cue) -> str:
    """Read a cue as the platform does; the form it came in."""
    if isinstance(cue.send, Drop):
        form = forms.form_of(cue.send.name)
        sheet = forms.read(form, cue.send.body, cue.send.name)
    else:
        form = cue.send.path.split("?")[0].rpartition("/")[2]
        if form == "commands":
            observations.typed(cue.send.body, Wish)
            return form
        packed = cue.send.headers.get("Content-Encoding") == "gzip"
        body = gzip.decompress(cue.send.body) if packed else cue.send.body
        sheet = forms.read("json" if form == "observations" else form, body, cue.what)
    assert sheet.readings, cue.what
    assert not [r for r in sheet.readings if isinstance(r, Broken)], cue.what
    return form


def test_something_is_under_way_within_five_seconds(cues: list[Cue]) -> None:
    first = next(cue for cue in cues if isinstance(cue.send, Drop) or cue.send.path != "/v1/commands")
    assert first.at <= 5


@pytest.mark.parametrize("number", range(len(DAYS)))
def test_a_day_lasts_twenty_to_twenty_five_minutes_and_never_rests(memory: Memory, number: int) -> None:
    _, begin, scripts, cues = list(calendar(memory.setting(), number + 1))[number]
    last = max(cue.at for cue in cues)
    assert 20 * 60 <= last - begin <= 25 * 60
    moments = [cue.at for cue in cues if begin <= cue.at < last - 30]
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    assert max(gaps) < 10
    first = [after - before for before, after in itertools.pairwise(moments) if before < begin + 60]
    assert max(first) <= 3, "a visitor looks at the first minute"
    assert sum(gaps) / len(gaps) < 1.0
    under_way = [_live(scripts, begin + second) for second in range(10, 1200)]
    assert sum(count >= 2 for count in under_way) / len(under_way) > 0.9


def _live(scripts: list[Script], at: float) -> int:
    return sum(start <= at <= end for script in scripts for start, end in script.hours.values())


def test_every_day_shows_corrections_protests_and_a_medal_given_anew(memory: Memory) -> None:
    for _, _, _, cues in calendar(memory.setting(), len(DAYS)):
        found = list(facts(cues))
        kinds = Counter(fact["kind"] for fact in found)
        outcomes = Counter(fact["outcome"] for fact in found if fact["kind"] == "protest_decided")
        assert kinds["corrected"] >= 2
        assert outcomes["upheld"] >= 1
        assert outcomes["dismissed"] == 1
        assert any(item["slot"] == "irm" for f in found if f["kind"] == "corrected" for item in f["items"])


def test_every_unit_is_made_official_once_and_last(cues: list[Cue]) -> None:
    ended: Counter[str] = Counter()
    planned: set[str] = set()
    for fact in facts(cues):
        if fact["kind"] == "units_planned":
            planned |= {unit["rsc"] for unit in fact["units"]}
        elif fact["kind"] == "status_set" and fact["status"] == "OFFICIAL":
            ended[fact["unit"]] += 1
    by_odf = {unit for unit in planned if unit.startswith("JUD")} - ended.keys()
    assert planned - by_odf == ended.keys()
    assert set(ended.values()) == {1}


def test_the_units_of_a_day_are_planned_before_it_begins_and_in_the_time_of_the_games(memory: Memory) -> None:
    for _, begin, scripts, cues in calendar(memory.setting(), len(DAYS)):
        opening = [cue for cue in cues if cue.lane == "opening"]
        assert max(cue.at for cue in opening) < begin
        assert opening[-1].barrier
        units = [unit for fact in facts(opening) if fact["kind"] == "units_planned" for unit in fact["units"]]
        assert len(units) == sum(len(script.units) for script in scripts)
        assert all(unit["start"].endswith("+01:00") for unit in units)
