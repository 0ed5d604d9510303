"""The spools: files appear whole, are taken in the order in which they were written, and are ours alone once taken."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest

from kotinos.custody.vetting.spool import GREATEST, Full, Spools, write


def test_files_are_taken_in_the_order_of_writing_while_somebody_writes(tmp_path: Path) -> None:
    spools = Spools(tmp_path)
    count = 400

    def writer() -> None:
        for number in range(count):
            write(spools.into, f"kotinos-FR-JO2030-answer-{number:08}.kva", b"%d" % number)

    thread = threading.Thread(target=writer)
    thread.start()
    taken: list[int] = []
    while len(taken) < count:
        for path in spools.arrivals():
            taken.append(int(path.read_bytes()))
            path.unlink()
    thread.join()
    assert taken == list(range(count))


def test_what_is_being_written_and_what_is_no_file_is_not_seen(tmp_path: Path) -> None:
    spools = Spools(tmp_path)
    (spools.into / ".kotinos-FR-JO2030-answer-00000001.kva.part").write_bytes(b"half")
    (spools.into / "folder").mkdir()
    (spools.into / "link").symlink_to("/etc/hostname")
    assert list(spools.arrivals()) == []


def test_a_file_longer_than_the_grammar_knows_is_read_no_further(tmp_path: Path) -> None:
    spools = Spools(tmp_path)
    path = spools.arrived / "long"
    with path.open("wb") as file:
        file.truncate(GREATEST * 10)
    assert len(spools.read(path)) == GREATEST + 1


def test_what_is_put_aside_leaves_a_note_and_its_bytes_only_if_they_are_of_the_grammar(tmp_path: Path) -> None:
    spools = Spools(tmp_path)
    for name, keep in (("kept", True), ("not kept", False)):
        (spools.arrived / name).write_bytes(name.encode())
        spools.put_aside(spools.arrived / name, "replay", 3, keep)
    notes = [json.loads(path.read_bytes()) for path in spools.aside.glob("*.json")]
    assert {note["size"] for note in notes} == {4, 8}
    assert all(note["code"] == "replay" and note["line"] == 3 for note in notes)
    assert [path.read_bytes() for path in spools.aside.glob("*.kva")] == [b"kept"]


def aside(spools: Spools, body: bytes, keep: bool = True) -> None:
    path = spools.arrived / "file"
    path.write_bytes(body)
    spools.put_aside(path, "replay", 0, keep)


def test_no_more_is_put_aside_than_there_is_room_for(tmp_path: Path) -> None:
    for name, room in (("files", (6, 10_000)), ("bytes", (100, 700))):
        spools, put = Spools(tmp_path / name, room), 0
        with pytest.raises(Full) as full:
            for put in range(100):
                aside(spools, b"%04d" % put * 50)
        kept = list(spools.aside.iterdir())
        assert len(kept) == 2 * put
        assert len(kept) <= room[0]
        assert sum(path.stat().st_size for path in kept) <= room[1]
        assert put > 1
        body = (spools.arrived / "file").read_bytes()
        assert (full.value.note.sha256, full.value.note.size) == (hashlib.sha256(body).hexdigest(), 200)


def test_the_same_file_again_takes_no_more_room(tmp_path: Path) -> None:
    spools = Spools(tmp_path, (2, 10_000))
    for _ in range(5):
        aside(spools, b"the same")
    with pytest.raises(Full):
        aside(spools, b"another", keep=False)
    for path in spools.aside.iterdir():
        path.unlink()
    aside(spools, b"another", keep=False)
