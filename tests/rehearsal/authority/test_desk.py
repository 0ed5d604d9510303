"""The simulated authority keeps its side of the protocol: it believes nothing that is not whole, in order and signed by the zone."""

from __future__ import annotations

import json
from base64 import b32encode
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kotinos.custody.vetting import batch, grammar
from kotinos.rehearsal.authority.desk import Desk
from kotinos.rehearsal.authority.keys import KeyFolder
from kotinos.rehearsal.authority.officer import DAY, Habits, foresee
from kotinos.rehearsal.authority.unsealing import CannotOpen, unseal

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
RECORD = "{token}\tOurson\tInès\tOURSON<<INES\tNOR\tF\t{born}\tTromsø\tNOR\tParis\tPRESS\n"


class Setting:
    """A desk, and a zone that writes to it."""

    def __init__(self, folder: Path, **options: object) -> None:
        self.zone = Ed25519PrivateKey.generate()
        self.keys = KeyFolder(folder / "keys", NOON)
        public = self.zone.public_key().public_bytes_raw().hex()
        (folder / "keys" / "zone.json").write_text(
            json.dumps({"signing": [{"public": public, "since": "2026-01-01T00:00:00Z"}]})
        )
        self.folder, self.now = folder, NOON
        self.options = options
        self.desk = self.opened()

    def opened(self) -> Desk:
        options = {
            "seed": 1,
            "speed": 1.0,
            "habits": Habits(silent=0, more_time=0, withdrawals=0, duplicates=0),
            **self.options,
        }
        return Desk(self.folder / "own", self.folder / "out", self.folder / "in", self.keys, **options)  # type: ignore[arg-type]

    def batch(
        self, sequence: int = 1, previous: str = batch.FIRST, born: str = "1991-02-28", count: int = 1
    ) -> batch.Built:
        head = batch.Head("FR", "JO2030", sequence, NOON, previous)
        tokens = (b32encode(sha256(f"{sequence} {n}".encode()).digest()[:20]).decode() for n in range(count))
        rows = [RECORD.format(token=token, born=born).encode() for token in tokens]
        return batch.build(head, rows, self.zone, self.keys.sealing.public_key())

    def send(self, built: batch.Built, body: bytes | None = None) -> None:
        (self.folder / "out" / built.name).write_bytes(built.file if body is None else body)
        self.desk.turn(self.now)

    def answered(self) -> list[grammar.Inbound]:
        return [grammar.parse(path.read_bytes()) for path in sorted((self.folder / "in").glob("*.kva"))]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


def test_a_batch_is_acknowledged_and_every_record_named(setting: Setting) -> None:
    built = setting.batch(count=3)
    setting.send(built)
    [file] = setting.answered()
    assert (file.kind, file.batch, file.manifest, len(file.receipts)) == ("ACK", 1, built.digest, 3)
    assert list((setting.folder / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("born", "field"), [("1991-02-30", 6), ("2126-01-01", 6), ("1991-XX-XX", 0), ("1991-XX-01", 6)]
)
def test_a_record_that_cannot_be_read_is_sent_back_by_its_field(setting: Setting, born: str, field: int) -> None:
    setting.send(setting.batch(born=born))
    [file] = setting.answered()
    assert [receipt.field for receipt in file.receipts] == [field]
    assert setting.desk.register.count("cases") == (0 if field else 1)


def test_the_same_batch_again_gets_its_acknowledgement_again_and_opens_no_case(setting: Setting) -> None:
    built = setting.batch()
    setting.send(built)
    [path] = (setting.folder / "in").glob("*.kva")
    body = path.read_bytes()
    path.unlink()
    setting.send(built)
    assert path.read_bytes() == body
    assert setting.desk.register.count("cases") == 1


@pytest.mark.parametrize(
    "how", ["cut", "changed", "stranger", "gap", "fork", "sealed to another", "another under its number"]
)
def test_what_is_not_whole_in_order_and_signed_is_put_aside(setting: Setting, how: str) -> None:
    good = setting.batch()
    setting.send(good)
    made = setting.batch(2, good.digest)
    body = made.file
    if how == "cut":
        body = body[:-1]
    elif how == "changed":
        body = body[:-1] + bytes([body[-1] ^ 1])
    elif how == "stranger":
        ours, setting.zone = setting.zone, Ed25519PrivateKey.generate()
        body = setting.batch(2, good.digest).file
        setting.zone = ours
    elif how == "gap":
        made = setting.batch(3, good.digest)
        body = made.file
    elif how == "fork":
        body = setting.batch(2, "1" * 64).file
    elif how == "sealed to another":
        head = batch.Head("FR", "JO2030", 2, NOON, good.digest)
        body = batch.build(head, [], setting.zone, X25519PrivateKey.generate().public_key()).file
    else:
        made = setting.batch(1, count=2)
        body = made.file
    setting.send(made, body)
    assert len(setting.desk.told.refused) == 1
    assert setting.desk.register.count("batch") == 1
    assert len(list(setting.desk.aside.iterdir())) == 1
    setting.send(setting.batch(2, good.digest))
    assert setting.desk.register.count("batch") == 2


def test_it_says_no_more_in_a_day_than_it_can(tmp_path: Path) -> None:
    setting = Setting(tmp_path, a_day=100)
    setting.send(setting.batch(count=700))
    for day in range(1, 4):
        for _ in range(24):
            setting.now += timedelta(hours=1)
            setting.desk.turn(setting.now)
        said = sum(len(file.answers) for file in setting.answered())
        assert 100 * day - 5 <= said <= 100 * day


def test_ended_and_started_again_it_says_everything_once(tmp_path: Path) -> None:
    setting = Setting(tmp_path, speed=3600.0)
    setting.send(setting.batch(count=200))
    while not setting.desk.is_done():
        setting.desk = setting.opened()
        setting.desk.turn(setting.now)
        setting.now += timedelta(seconds=10)
        setting.desk.turn(setting.now)
    tokens = Counter(answer.token for file in setting.answered() for answer in file.answers)
    assert len(tokens) == 200
    assert set(tokens.values()) == {1}
    assert [file.sequence for file in setting.answered()] == list(range(1, len(setting.answered()) + 1))


def test_it_never_writes_over_a_file_that_was_not_carried_away(tmp_path: Path) -> None:
    setting = Setting(tmp_path, speed=86400.0 * 10, misbehave=("truncate",))
    setting.send(setting.batch(count=5))
    setting.now += timedelta(seconds=10)
    setting.desk.turn(setting.now)
    cut = tmp_path / "in" / "kotinos-FR-JO2030-answer-00000002.kva"
    wrong = cut.read_bytes()
    with pytest.raises(grammar.Malformed):
        grammar.parse(wrong)
    setting.desk.turn(setting.now)
    assert cut.read_bytes() == wrong
    cut.unlink()
    setting.desk.turn(setting.now)
    assert grammar.parse(cut.read_bytes()).answers


def test_the_same_seed_foresees_the_same_and_refuses_as_few_as_before_the_games_of_paris() -> None:
    said = [foresee(2030, case, Habits()) for case in range(1, 40_001)]
    assert said[:100] == [foresee(2030, case, Habits()) for case in range(1, 101)]
    assert said[:100] != [foresee(2031, case, Habits()) for case in range(1, 101)]
    first = Counter(next((s.verdict for s in one if s.verdict in "FU"), "-") for one in said)
    assert 0.0034 < first["U"] / 40_000 < 0.0054
    assert all(a.after <= b.after for one in said for a, b in pairwise(one))
    assert {s.verdict for one in said for s in one} == set("FUPW")
    assert max(s.after for one in said for s in one) < 90 * DAY


def test_what_was_sealed_otherwise_does_not_open() -> None:
    key = X25519PrivateKey.generate()
    sealed = batch._SUITE.encrypt(b"a record", key.public_key(), b"info")
    assert unseal(sealed, key, b"info") == b"a record"
    for changed, info in (
        (sealed, b"other"),
        (sealed[:-1], b"info"),
        (sealed[:20], b"info"),
        (bytes(32) + sealed[32:], b"info"),
    ):
        with pytest.raises(CannotOpen):
            unseal(changed, key, info)
