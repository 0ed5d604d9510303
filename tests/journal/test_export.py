"""An exported file can be checked by somebody who has nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.journal.chain import seal
from kotinos.journal.event import GENESIS, Event, Fault
from kotinos.journal.export import export, verify_export
from tests.journals import proposal


def events(n: int = 6) -> list[Event]:
    made: list[Event] = []
    for seq in range(1, n + 1):
        body = '{"name":"Zoë \\"Zed\\" 李","n":%d}' % seq  # noqa: UP031 (braces)
        made.append(
            seal(
                proposal(f"e{seq}", body=body.encode(), cause=None if seq % 2 else "c"),
                seq,
                made[-1].hash if made else GENESIS,
            )
        )
    return made


LINES = list(export(events()))


def faults(lines: list[bytes], head: tuple[int, str] | None = None) -> list[int]:
    return [step.seq for step in verify_export(lines, head) if isinstance(step, Fault)]


def test_a_line_holds_the_fields_and_the_exact_body() -> None:
    line = json.loads(LINES[1])
    event = events()[1]
    assert list(line) == list(Event.__struct_fields__)
    assert line["body"].encode() == event.body
    assert {k: v for k, v in line.items() if k != "body"} == {f: getattr(event, f) for f in line if f != "body"}


def test_an_outsider_needs_nothing_but_json_and_sha256() -> None:
    prev = "0" * 64
    for text in LINES:
        line = json.loads(text)
        fields = ("seq", "id", "at", "stream", "kind", "actor", "source", "cause", "body")
        parts = [None if line[f] is None else str(line[f]).encode() for f in fields] + [prev.encode()]
        data = b"".join(b"-," if p is None else str(len(p)).encode() + b":" + p + b"," for p in parts)
        assert line["hash"] == sha256(data).hexdigest()
        prev = line["hash"]


def test_an_untouched_file_holds_whole_and_from_the_middle() -> None:
    assert list(verify_export(LINES)) == [6]
    assert list(verify_export(LINES[3:])) == [6]
    assert list(verify_export([])) == [0]


@given(st.integers(0, len(b"".join(LINES)) - 1), st.integers(1, 255))
@settings(max_examples=300)
def test_any_altered_byte_is_found_in_its_line(index: int, flip: int) -> None:
    data = bytearray(b"".join(LINES))
    data[index] ^= flip
    found = faults(bytes(data).splitlines(keepends=True))
    line = b"".join(LINES)[:index].count(b"\n") + 1
    assert found == [line]


def test_missing_moved_and_repeated_lines_are_found() -> None:
    assert faults(LINES[:2] + LINES[3:]) == [3]
    assert faults([LINES[0], LINES[2], LINES[1]]) == [2]
    assert faults([*LINES[:3], LINES[2]]) == [4]


def test_a_file_cut_short_is_found_by_who_knows_the_head() -> None:
    head = (6, events()[-1].hash)
    assert faults(LINES, head) == []
    assert faults(LINES[:4]) == []
    assert faults(LINES[:4], head) == [5]
    assert faults([], head) == [1]


def test_the_program_in_the_documentation_checks_a_file(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "journal.md").read_text()
    program = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert program
    file = tmp_path / "games.jsonl"
    outcomes = []
    for data in (b"".join(LINES), b"".join(LINES).replace(b"e4", b"e9")):
        file.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", program[1], str(file)], capture_output=True, text=True)
        outcomes.append((done.stdout + done.stderr).splitlines()[-1])
    assert outcomes == [f"holds; head 6:{events()[-1].hash}", "AssertionError: event 4 was altered"]


def test_the_example_in_the_documentation_is_the_one_that_is_hashed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "journal.md").read_text()
    example = re.search(r"```\n(1:1,.*?)```", page, re.DOTALL)
    assert example
    data = example[1].replace("\n", "").encode()
    assert f"of {len(data)} bytes" in page
    assert sha256(data).hexdigest() in page
