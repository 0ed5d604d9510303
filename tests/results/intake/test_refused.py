"""The shelf of refused messages, and keys."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kotinos.results.intake.keys import Key, Keys, digest_of, new_key
from kotinos.results.intake.refused import Note, Shelf


def keep(shelf: Shelf, body: bytes, what: str = "bad") -> str:
    digest = sha256(body).hexdigest()
    shelf.keep(
        body, Note(digest=digest, form="lynx", name="a.lif", source="cam", what=what, where="line 1", size=len(body))
    )
    return digest


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    body = bytes(range(256))
    assert Shelf(tmp_path).body(keep(shelf, body)) == body


def test_the_same_bytes_are_kept_once_with_the_latest_reason(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    keep(shelf, b"x", "first")
    keep(shelf, b"x", "second")
    assert [note.what for note in shelf.notes()] == ["second"]


def test_a_full_shelf_lets_the_oldest_go_and_keeps_the_newest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, quota=1000)
    digests = [keep(shelf, bytes([n]) * 300) for n in range(6)]
    assert shelf.body(digests[0]) is None
    assert shelf.body(digests[-1]) == bytes([5]) * 300
    assert sum(f.stat().st_size for f in tmp_path.iterdir() if not f.suffix) <= 1000


def test_a_message_larger_than_the_shelf_is_still_kept_while_it_is_the_newest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, quota=100)
    assert shelf.body(keep(shelf, b"y" * 500)) == b"y" * 500


@pytest.mark.parametrize("digest", ["../secret", "", "0" * 63, "G" * 64, "a" * 64])
def test_only_a_digest_opens_anything(tmp_path: Path, digest: str) -> None:
    (tmp_path / "secret").write_text("no")
    assert Shelf(tmp_path / "shelf").body(digest) is None


def test_a_key_is_found_by_itself_and_by_nothing_else() -> None:
    secret, digest = new_key()
    keys = Keys((Key(name="cam", digest=digest),))
    found = keys.find(secret)
    assert found is not None
    assert found.name == "cam"
    assert keys.find(digest) is None
    assert keys.find(secret[:-1]) is None
    assert len(secret) >= 32
    assert digest == digest_of(secret) != secret


def test_two_devices_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="two keys with one name"):
        Keys((Key(name="cam", digest="a"), Key(name="cam", digest="b")))


def test_a_scope_must_be_known() -> None:
    with pytest.raises(ValueError, match="known are device, officials"):
        Keys((Key(name="cam", digest="a", scopes=frozenset({"root"})),))


@pytest.mark.parametrize(("rate", "burst"), [(0, 5), (-1, 5), (5, 0)])
def test_a_key_must_be_able_to_send(rate: float, burst: int) -> None:
    with pytest.raises(ValueError, match="a rate above 0"):
        Keys((Key(name="cam", digest="a", rate=rate, burst=burst),))


def test_a_key_sends_its_burst_and_then_its_rate() -> None:
    now = [0.0]
    key = Key(name="cam", digest="a", rate=2, burst=3)
    keys = Keys((key,), lambda: now[0])
    assert [keys.wait(key) for _ in range(3)] == [0, 0, 0]
    assert keys.wait(key) == pytest.approx(0.5)
    now[0] += 0.5
    assert keys.wait(key) == 0
    assert keys.wait(key) > 0
    now[0] += 1000
    assert [keys.wait(key) for _ in range(3)] == [0, 0, 0]
    assert keys.wait(key) > 0
