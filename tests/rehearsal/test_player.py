"""A play sends each lane in its order and everything around a barrier, and says what was not taken. At a real platform."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kotinos.journal.opening import open_journal
from kotinos.rehearsal import player as subject
from kotinos.rehearsal.cue import Cue, Drop, Post, command
from kotinos.rehearsal.platform import free_ports, platform
from kotinos.rehearsal.player import Player, Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with platform(tmp_path / "p") as here:
        yield here


def entered(lane: str, n: int, **more: object) -> Cue:
    """Somebody enters in a lane; the journal then says in which order it happened."""
    who = {"id": f"{lane}{n:03d}", "type": "A", "noc": "GRE", "name": f"ATHLETE {lane} {n}"}
    fact = {"kind": "participants_entered", "participants": [who]}
    return Cue(at=n, lane=lane, what=f"{lane} {n}", send=command(f"{lane}-{n}", fact, "desk"), **more)  # type: ignore[arg-type]


def recorded(folder: Path) -> list[str]:
    journal = open_journal(f"sqlite:///{folder / 'p' / 'journal.db'}", read_only=True)
    try:
        import json

        return [json.loads(e.body)["participants"][0]["id"] for e in journal.read(0, 5000)]
    finally:
        journal.close()


async def test_a_lane_keeps_its_order_while_lanes_go_side_by_side(stage: Stage, tmp_path: Path) -> None:
    script = [entered(lane, n) for n in range(25) for lane in ("A", "B", "C", "D")]
    played = await Player(stage, speed=None).play(script)
    assert (played.sent, played.outcomes["accepted"], played.problems) == (100, 100, [])
    order = recorded(tmp_path)
    for lane in "ABCD":
        assert [who for who in order if who[0] == lane] == [f"{lane}{n:03d}" for n in range(25)]


async def test_everything_before_a_barrier_is_done_before_it_and_nothing_after_it_goes_earlier(
    stage: Stage, tmp_path: Path
) -> None:
    before = [entered(f"B{n}", n) for n in range(30)]
    after = [entered(f"Z{n}", n) for n in range(30)]
    await Player(stage, speed=None).play([*before, entered("WALL", 0, barrier=True), *after])
    order = recorded(tmp_path)
    wall = order.index("WALL000")
    assert {who[0] for who in order[:wall]} == {"B"}
    assert {who[0] for who in order[wall + 1 :]} == {"Z"}
    assert len(order) == 61


async def test_what_is_refused_is_named_with_the_platforms_own_words_and_the_play_goes_on(stage: Stage) -> None:
    wrong = Cue(
        at=0,
        lane="A",
        what="a wrong status",
        send=command("x", {"kind": "status_set", "unit": "?", "status": "LIVE"}, "desk"),
    )
    played = await Player(stage, speed=None).play([wrong, entered("A", 1)])
    assert [(p.what, p.lane, p.status >= 400) for p in played.problems] == [("a wrong status", "A", True)]
    assert played.problems[0].said
    assert (played.sent, played.outcomes["accepted"]) == (2, 1)


async def test_a_wrong_key_is_a_problem_and_not_a_retry_for_ever(stage: Stage) -> None:
    stranger = Stage(intake=stage.intake, key="somebody else's", feed=stage.feed)
    played = await asyncio.wait_for(Player(stranger, speed=None).play([entered("A", 1)]), 10)
    assert played.problems[0].status == 401


async def test_at_a_speed_cues_leave_at_their_moment(stage: Stage) -> None:
    left: list[float] = []
    began = time.monotonic()
    script = [entered("A", n) for n in (0, 5, 10)]
    await Player(stage, speed=10, progress=lambda _c, _p: left.append(time.monotonic() - began)).play(script)
    assert [later - moment for later, moment in zip(left, (0, 0.5, 1.0), strict=True)] == pytest.approx(
        [0.1, 0.1, 0.1], abs=0.25
    )
    assert all(later >= moment for later, moment in zip(left, (0, 0.5, 1.0), strict=True))


async def test_a_file_appears_whole_under_its_name(tmp_path: Path) -> None:
    stage = Stage(intake="http://127.0.0.1:9", key="", watch=tmp_path / "watch")
    played = await Player(stage, speed=None).play(
        [Cue(at=0, lane="A", what="file", send=Drop(name="lynx/1.lif", body=b"x" * 100))]
    )
    assert (tmp_path / "watch" / "lynx" / "1.lif").read_bytes() == b"x" * 100
    assert [f.name for f in (tmp_path / "watch" / "lynx").iterdir()] == ["1.lif"]
    assert played.outcomes == {"file": 1}


async def test_a_platform_that_stays_away_ends_the_play_soon_however_many_lanes_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subject, "PATIENCE", 0.3)
    [port] = free_ports(1)
    away = Stage(intake=f"http://127.0.0.1:{port}", key="")
    began = time.monotonic()
    with pytest.raises(ConnectionError, match="did not answer"):
        await Player(away, speed=None, at_once=2).play([entered(f"L{n}", n) for n in range(200)])
    assert time.monotonic() - began < 5


async def test_a_message_without_a_folder_to_write_to_says_so() -> None:
    nowhere = Stage(intake="http://127.0.0.1:9", key="")
    with pytest.raises(ValueError, match="no watched folder"):
        await Player(nowhere, speed=None).play([Cue(at=0, lane="A", what="f", send=Drop(name="1.lif", body=b""))])


async def test_what_a_device_repeats_is_known(stage: Stage) -> None:
    cue = entered("A", 1)
    assert isinstance(cue.send, Post)
    played = await Player(stage, speed=None).play([cue, cue])
    assert played.outcomes == {"accepted": 1, "duplicate": 1}


async def test_what_the_platform_holds_back_is_confirmed_by_the_referee_as_it_was_published(stage: Stage) -> None:
    unit = "SWMW100MFR------------HEAT000100--"
    start = {"kind": "start_list_set", "unit": unit, "starts": [{"competitor": "A000", "sort": 1}]}
    seen = {"who": {"id": "A000"}, "slot": "mark", "value": "5.31"}
    said = [
        entered("A", 0),
        Cue(
            at=1, lane="A", what="plan", send=command("p", {"kind": "units_planned", "units": [{"rsc": unit}]}, "desk")
        ),
        Cue(at=2, lane="A", what="starts", send=command("s", start, "desk")),
        Cue(
            at=3,
            lane="A",
            what="marks",
            send=command("m", {"kind": "marks_observed", "unit": unit, "revision": 1, "items": [seen]}, "desk"),
        ),
    ]
    played = await Player(stage, speed=None).play(said)
    assert (played.problems, played.outcomes["held"], played.outcomes["accepted"]) == ([], 1, 4)
