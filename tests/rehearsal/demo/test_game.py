"""Going on where the demonstration was left."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from kotinos.rehearsal.cue import Cue, Post
from kotinos.rehearsal.demo.game import SPOKEN_OF, Memory, moved, remaining, stream


def played(memory: Memory, cues: list[Cue], until: float) -> list[Cue]:
    """Note everything up to a second as sent; what was."""
    sent = [cue for cue in cues if cue.at <= until]
    for cue in sent:
        memory.note(cue)
    return sent


def said(cue: Cue) -> dict[str, Any]:
    assert isinstance(cue.send, Post)
    found: dict[str, Any] = json.loads(cue.send.body)["fact"]
    return found


def test_what_is_left_is_what_was_not_sent(memory: Memory, cues: list[Cue]) -> None:
    sent = played(memory, cues, 300)
    left = list(remaining(iter(cues), memory.sent))
    assert {id(cue) for cue in sent} | {id(cue) for cue in left} == {id(cue) for cue in cues}
    assert len(sent) + len(left) == len(cues)
    assert all(cue.at > 300 for cue in left)


def test_a_lane_that_ran_behind_goes_on_behind(memory: Memory, cues: list[Cue]) -> None:
    lane = cues[-1].lane
    held_up = [cue for cue in cues if cue.lane == lane]
    for cue in cues:
        if cue.lane != lane:
            memory.note(cue)
    assert list(remaining(iter(cues), memory.sent)) == held_up


def test_memory_survives_a_restart(memory: Memory, cues: list[Cue], tmp_path: Path) -> None:
    played(memory, cues, 120)
    memory.wake(memory.origin + timedelta(hours=1))
    memory.save(tmp_path / "demo.json")
    assert Memory.load(tmp_path / "demo.json") == memory


def test_without_memory_there_is_none(tmp_path: Path) -> None:
    assert Memory.load(tmp_path / "demo.json") is None


def test_what_was_sent_before_a_break_is_the_same_after_it(memory: Memory, cues: list[Cue]) -> None:
    played(memory, cues, 300)
    assert memory.wake(memory.origin + timedelta(seconds=300 + 4000))
    again = [cue for cue in stream(memory.setting()) if cue.at <= 300 and cue.lane != "opening"]
    before = [cue for cue in cues if cue.at <= 300 and cue.lane != "opening"]
    assert again == before


def test_time_goes_on_from_where_it_was(memory: Memory, cues: list[Cue]) -> None:
    played(memory, cues, 300)
    reached = memory.reached
    memory.wake(memory.origin + timedelta(seconds=reached + 4000))
    setting = memory.setting()
    assert setting.instant(reached) == memory.origin + timedelta(seconds=reached)
    assert setting.instant(reached + 10) == memory.origin + timedelta(seconds=reached + 4010)
    assert setting.revision(reached + 10) > setting.revision(reached)


def test_breaks_add_up(memory: Memory) -> None:
    memory.reached, memory.sent["x"] = 100.0, 1
    memory.wake(memory.origin + timedelta(seconds=1100))
    memory.reached = 200.0
    memory.wake(memory.setting().instant(200) + timedelta(seconds=500))
    assert memory.setting().instant(201) == memory.origin + timedelta(seconds=1701)


def test_a_short_pause_is_not_spoken_of(memory: Memory, cues: list[Cue]) -> None:
    played(memory, cues, 300)
    assert not memory.wake(memory.setting().instant(memory.reached) + timedelta(seconds=SPOKEN_OF - 1))
    assert memory.breaks == []


def test_a_first_start_is_no_break(memory: Memory) -> None:
    assert not memory.wake(memory.origin + timedelta(hours=5))


def test_units_that_have_not_begun_are_moved_and_no_others(memory: Memory, cues: list[Cue]) -> None:
    played(memory, cues, 300)
    memory.wake(memory.origin + timedelta(seconds=300 + 4000))
    facts = [said(cue) for cue in moved(memory, 3)]
    assert {fact["status"] for fact in facts} == {"RESCHEDULED"}
    units = {fact["unit"] for fact in facts}
    assert "ATHW100M--------------HEAT000100--" not in units
    assert "ATHMSHOTPUT-----------FNL-000100--" in units
    assert not any(unit.startswith("ATHM110MHURD") for unit in units), "the second day is not planned yet"
    shot = next(fact for fact in facts if fact["unit"].startswith("ATHMSHOTPUT"))
    planned = next(
        unit
        for cue in cues
        if cue.what == "schedule of ATH"
        for unit in said(cue)["units"]
        if unit["rsc"] == shot["unit"]
    )
    assert shot["start"] > planned["start"]
    assert shot["end"] > shot["start"]
