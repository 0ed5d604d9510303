"""Units of a file become events of a platform, and its places are those that the judges gave."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from kotinos.rehearsal import ranked_units
from kotinos.rehearsal.cli import replay
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Player

from .units import FREESTYLE, GROUP, LONG_JUMP, SPRINT, write


async def test_places_on_the_feed_are_the_judges_places(tmp_path: Path) -> None:
    async with platform(tmp_path / "p") as stage:
        played = await Player(stage, speed=None).play(ranked_units.cues([write(tmp_path / "u.jsonl")]))
        assert played.problems == []
        await asyncio.sleep(0.5)
        async with httpx.AsyncClient() as http:
            documents = (await http.get(f"{stage.feed}/snapshot?channels=DT_RESULT:*,DT_POOL_STANDING:*")).json()[
                "documents"
            ]
    results = {d["rsc"][3:11]: places(d["body"]["rows"]) for d in documents if d["type"] == "DT_RESULT"}
    for n, unit in enumerate((SPRINT, LONG_JUMP, FREESTYLE)):
        gender = "M" if unit is SPRINT else "W"
        assert results[f"{gender}U{n:06d}"] == {e["name"]: e["official_rank"] for e in unit["entries"]}
    [table] = [d["body"]["rows"] for d in documents if d["type"] == "DT_POOL_STANDING"]
    assert places(table) == {e["name"]: e["official_rank"] for e in GROUP["entries"]}


def places(rows: list[dict]) -> dict[str, int | None]:
    return {row["competitor"]["name"]: row.get("rank") for row in rows}


def test_the_judges_places_are_never_sent(tmp_path: Path) -> None:
    for cue in ranked_units.cues([write(tmp_path / "u.jsonl")]):
        assert b"official_rank" not in cue.send.body


def test_a_mark_keeps_every_digit_it_was_written_with(tmp_path: Path) -> None:
    unit = {**SPRINT, "entries": [{"name": "A", "noc": "GRE", "raw": {"mark": 0}}]}
    line = json.dumps(unit).replace('"mark": 0', '"mark": 10.10')
    (tmp_path / "u.jsonl").write_text(line + "\n")
    [marks] = [json.loads(c.send.body) for c in ranked_units.cues([tmp_path / "u.jsonl"]) if c.what.endswith("marks")]
    assert marks["items"][0]["value"] == "10.10"


def test_what_is_no_unit_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    file = write(tmp_path / "u.jsonl", (SPRINT,))
    file.write_text(file.read_text() + '{"id": "x"}\n')
    with pytest.raises(ValueError, match=r"u\.jsonl, line 2: not a competition unit"):
        ranked_units.cues([file])


def test_the_command_replays_checks_the_feed_and_reports(tmp_path: Path) -> None:
    file = write(tmp_path / "units.jsonl")
    done = CliRunner().invoke(replay, [str(file), "--data", str(tmp_path / "p"), "--json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert (report["feed"]["faults"], report["feed"]["differs"]) == ([], [])
    assert report["sent"] == len(ranked_units.cues([file]))


@pytest.mark.parametrize("speed", ["0", "-1", "fast", "nan", "inf"])
def test_a_speed_that_is_none_is_refused(tmp_path: Path, speed: str) -> None:
    done = CliRunner().invoke(replay, [str(write(tmp_path / "u.jsonl")), "--speed", speed])
    assert done.exit_code == 2
    assert "--speed" in done.output
