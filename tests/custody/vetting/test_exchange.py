"""Both ends at work through real files: the zone's exchange, and the authority as the program that it is."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time as clock_time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.act import Act
from kotinos.custody.log import alarms, stored
from kotinos.custody.log.access import Kept
from kotinos.custody.residency import Domain
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions, exchange, keys, queries, reconcile
from kotinos.custody.vetting.exchange import Plan
from kotinos.custody.vetting.spool import Spools
from kotinos.custody.vetting.values import Change
from kotinos.rehearsal.authority.misbehaviour import BAD
from tests.custody.conftest import NOON
from tests.custody.vetting.conftest import CAMPAIGN, DOMAIN, Exchange, person

EXPECTED = {"replay": "replay", "truncate": "malformed", "reason": "malformed", "signature": "signature", "wrong-key": "key",
            "old-key": "key", "foreign": "foreign", "unknown-token": "token", "count": "malformed", "far-ahead": "ahead",
            "misnamed": "misnamed"}  # fmt: skip


class Zone:
    """The zone's side, with what its cards would have followed."""

    def __init__(self, exchange_: Exchange, folder: Path, plan: Plan | None = None, domain: Domain = DOMAIN) -> None:
        self.both = exchange_
        self.database = exchange_.database
        self.spools = Spools(folder / "spool")
        self.followed: list[Change] = []
        self.process = exchange.Exchange(
            self.database, domain, exchange_.keys, self.spools, exchange_.reveal, self.follow, plan or Plan(every=0.5)
        )

    def follow(self, _connection: Connection, _act: Act, changes: Sequence[Change]) -> None:
        self.followed += changes

    def alarms(self) -> list[str]:
        with self.database.reading() as connection:
            return [row.kind for row in alarms.unseen(connection)]


@pytest.fixture
def zone(exchange: Exchange, tmp_path: Path) -> Zone:
    return Zone(exchange, tmp_path)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Programs that a test starts; those that still run are ended after it."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def authority(started: list[subprocess.Popen[str]], folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start `kotinos authority` on the keys and spools of a test."""
    command = [
        sys.executable,
        "-m",
        "kotinos",
        "authority",
        "--spool",
        str(folder / "spool"),
        "--data",
        str(folder / "theirs"),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOTINOS_")}
    process = subprocess.Popen(
        [*command, *options, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    started.append(process)
    return process


def hand_over(zone: Zone, folder: Path) -> None:
    """Give each side the other's public keys, for the keys of the test's own authority."""
    (folder / "theirs").mkdir()
    (folder / "exchange" / "authority").rename(folder / "theirs" / "keys")


def run(zone: Zone, process: subprocess.Popen[str], seconds: float = 90) -> dict[str, object]:
    """Let the zone go round until the authority has said everything, and what it said has been taken in."""
    end = clock_time.monotonic() + seconds
    while process.poll() is None:
        assert clock_time.monotonic() < end, "the authority never ended"
        zone.process.turn(datetime.now(UTC))
        clock_time.sleep(0.02)
    zone.process.turn(datetime.now(UTC))
    out, err = process.communicate()
    assert process.returncode == 0, err
    return json.loads(out)


def people(zone: Zone, count: int) -> list[str]:
    both = zone.both
    subjects = [f"{n:032x}" for n in range(count)]
    with zone.database.writing() as connection:
        both.vault.seal_many(connection, both.act(), {s: person(n) for n, s in enumerate(subjects)})
        for subject in subjects:
            actions.require(connection, both.act(), subject, f"mark {subject}", reason="workforce")
    return subjects


def test_a_whole_file_of_people_is_screened(zone: Zone, tmp_path: Path, program: list[subprocess.Popen[str]]) -> None:
    subjects = people(zone, 300)
    hand_over(zone, tmp_path)
    process = authority(
        program, tmp_path, "--speed", "2000000", "--answers-a-day", "10000000", "--refusals", "0.1", "--withdrawals", "0.1",
        "--silent", "0.02", "--more-time", "0.2", "--seed", "7", "--until-answered",
    )  # fmt: skip
    told = run(zone, process)
    assert (told["records"], told["put aside"]) == (300, [])
    with zone.database.reading() as connection:
        states = queries.states(connection, "JO2030")
        accounts = reconcile.accounts(connection, "JO2030")
        assert reconcile.audit(connection, "JO2030", zone.both.keys.authority) == []
    total = reconcile.total(accounts)
    assert all(account.holds for account in accounts)
    assert total.sent == 300 == len(subjects)
    assert total.open == states.get("acknowledged", 0) + states.get("in_depth", 0) > 0
    assert total.favourable == states["favourable"]
    assert total.unfavourable == states["unfavourable"] + states["revoked"]
    assert states["revoked"] > 0
    assert zone.alarms() == []
    open_ = {change.subject for change in zone.followed if change.opens} - {
        change.subject for change in zone.followed if change.closes
    }
    assert len(open_) <= states["favourable"]
    assert list(zone.spools.aside.iterdir()) == []


def test_every_misbehaviour_of_the_authority_raises_one_alarm_and_changes_nothing(
    zone: Zone, tmp_path: Path, program: list[subprocess.Popen[str]]
) -> None:
    assert set(EXPECTED) == set(BAD)
    people(zone, 150)
    hand_over(zone, tmp_path)
    process = authority(
        program, tmp_path, "--speed", "60000", "--answers-a-day", "100000", "--refusals", "0.2", "--silent", "0",
        "--more-time", "0", "--withdrawals", "0",
        "--misbehave", ",".join(["reorder", *BAD]), "--a-file", "7", "--until-answered",
    )  # fmt: skip
    told = run(zone, process)
    assert told["misbehaved"] == ["reorder", *BAD]
    raised = zone.alarms()
    assert sorted(raised) == sorted(f"vetting-{code}" for code in [*EXPECTED.values(), "gap"])
    with zone.database.reading() as connection:
        [account] = [a for a in reconcile.accounts(connection, "JO2030") if a.sent]
        assert reconcile.audit(connection, "JO2030", zone.both.keys.authority) == []
    assert (account.sent, account.open, account.holds) == (150, 0, True)
    assert list(zone.spools.waiting.iterdir()) == []
    kept = sorted(path.suffix for path in zone.spools.aside.iterdir())
    malformed = sum(code == "malformed" for code in EXPECTED.values())
    assert kept.count(".json") == len(EXPECTED)
    assert kept.count(".kva") == len(EXPECTED) - malformed, "what is outside the grammar is not kept"


def test_a_batch_leaves_at_its_hour_and_an_empty_one_when_nobody_waits(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path, Plan())
    zone.process.turn(NOON)
    assert len(list(zone.spools.out.iterdir())) == 1  # the hour before the zone began
    exchange.person()
    for minutes in (5, 10, 119):
        zone.process.turn(NOON + timedelta(minutes=minutes) - timedelta(hours=2))
    assert len(list(zone.spools.out.iterdir())) == 1
    zone.process.turn(datetime(2026, 7, 2, 0, 0, tzinfo=UTC))  # 02:00 in Paris
    first, second = sorted(path.stat().st_size for path in zone.spools.out.iterdir())
    assert first == second, "an empty batch has the size of one with somebody in it"


def test_what_is_not_acknowledged_is_placed_again_byte_for_byte(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path, Plan())
    exchange.person()
    zone.process.turn(NOON)
    [path] = zone.spools.out.iterdir()
    body = path.read_bytes()
    path.unlink()
    zone.process.turn(NOON + timedelta(hours=13))
    assert path.name not in {found.name for found in zone.spools.out.iterdir()}
    zone.process.turn(NOON + timedelta(hours=25))
    assert path.read_bytes() == body
    assert "vetting-unacknowledged" in zone.alarms()


def test_a_domain_that_names_no_way_out_lets_nothing_out(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path, domain=Domain("FR"))
    subject = exchange.person()
    for seconds in range(3):
        zone.process.turn(NOON + timedelta(seconds=seconds))
    assert list(zone.spools.out.iterdir()) == list(zone.spools.kept.iterdir()) == []
    assert exchange.state(subject) == "pending"
    assert zone.alarms() == ["vetting-cannot-pack"]


def test_the_end_of_the_program_at_any_moment_loses_and_repeats_nothing(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path)
    _, token = exchange.asked()
    name, body = exchange.answers((token, "F"))
    bad, torn = exchange.answers((token, "U"), sequence=1)
    for left in ((name, body), (bad, torn)):
        # As after a crash between the commit and the putting away: the file still lies where it was looked at.
        exchange.take(*left)
        (zone.spools.arrived / left[0]).write_bytes(left[1])
    before = zone.alarms()
    zone.process.turn(NOON)
    assert zone.alarms() == before == ["vetting-replay"]
    assert list(zone.spools.arrived.iterdir()) == []
    # The same file through the spool is another matter: somebody sent it again.
    (zone.spools.into / name).write_bytes(body)
    zone.process.turn(NOON)
    assert zone.alarms() == ["vetting-replay"] * 2


def test_what_there_is_no_room_for_is_dropped_with_one_alarm_and_stays_in_the_log(
    exchange: Exchange, tmp_path: Path
) -> None:
    zone = Zone(exchange, tmp_path)
    zone.spools.room = (3, 10_000)
    bodies = [b"no file of the protocol, number %d" % n for n in range(6)]

    def come(some: Sequence[bytes]) -> None:
        for n, body in enumerate(some):
            (zone.spools.into / f"{n}.kva").write_bytes(body)
        zone.process.turn(NOON)

    def dropped() -> list[str]:
        with exchange.database.reading() as connection:
            entries = [canonical.decode(body, Kept) for _, body in stored.entries(connection)]
        return [one.detail for one in entries if (one.act, one.outcome) == ("drop-file", "malformed")]

    come(bodies[:5])
    assert len(list(zone.spools.aside.iterdir())) == 3
    assert list(zone.spools.arrived.iterdir()) == []
    assert zone.alarms() == ["vetting-malformed"] * 4 + ["vetting-aside-full", "vetting-malformed"]
    gone = [f"sha256 {hashlib.sha256(body).hexdigest()}, {len(body)} bytes, line 1: " for body in bodies[3:5]]
    assert [detail.startswith(start) for detail, start in zip(dropped(), gone, strict=True)] == [True, True]

    with exchange.database.writing() as connection:
        for alarm in alarms.unseen(connection):
            alarms.see(connection, exchange.act(), alarm.id)
    come(bodies[5:])
    assert zone.alarms() == ["vetting-malformed", "vetting-aside-full"], "it is told again after somebody saw it"
    for path in zone.spools.aside.iterdir():
        path.unlink()
    come(bodies[5:])
    assert len(dropped()) == 3
    assert len(list(zone.spools.aside.iterdir())) == 1


def test_a_file_that_waits_is_not_missing_when_those_around_it_come_together(
    exchange: Exchange, tmp_path: Path
) -> None:
    zone = Zone(exchange, tmp_path)
    people_ = [exchange.person() for _ in range(3)]
    tokens = [record.token for record in exchange.pack().records]
    exchange.acknowledge()
    files = [exchange.answers((token, "F"), sequence=exchange.sent + 1 + n) for n, token in enumerate(tokens)]
    for arriving in ([files[1]], [files[0], files[2]]):
        for name, body in arriving:
            (zone.spools.into / name).write_bytes(body)
        zone.process.turn(NOON)
    assert zone.alarms() == ["vetting-gap"]
    assert {exchange.state(subject) for subject in people_} == {"favourable"}


def test_withdrawals_reach_the_cards_in_the_transaction_that_takes_them_in(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path)
    subject, token = exchange.cleared()
    name, body = exchange.answers((token, "W"))
    (zone.spools.into / name).write_bytes(body)

    def fails(_connection: Connection, _act: Act, _changes: Sequence[Change]) -> None:
        raise RuntimeError("a card could not follow")

    zone.process.inbox.follow = fails
    with pytest.raises(RuntimeError):
        zone.process.turn(NOON)
    assert exchange.state(subject) == "favourable", "neither happened"
    zone.process.inbox.follow = zone.follow
    zone.process.turn(NOON)
    assert [(change.subject, change.closes) for change in zone.followed] == [(subject, True)]
    assert exchange.state(subject) == "revoked"


def test_the_clock_strikes_when_a_day_of_the_authoritys_country_begins(exchange: Exchange, tmp_path: Path) -> None:
    zone = Zone(exchange, tmp_path, Plan(again_after=timedelta(days=365)))
    exchange.asked()  # on 1 July
    last = datetime(2026, 9, 1, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Paris
    zone.process.turn(last)
    assert zone.followed == []
    zone.process.turn(last + timedelta(seconds=1))
    assert [change.new for change in zone.followed] == ["deemed_unfavourable"]


def test_it_goes_round_until_it_is_told_to_end(zone: Zone) -> None:
    end = threading.Event()
    thread = threading.Thread(target=zone.process.run, args=(lambda: datetime.now(UTC), end, 0.01))
    thread.start()
    while not list(zone.spools.out.iterdir()):
        clock_time.sleep(0.01)
    end.set()
    thread.join(20)
    assert not thread.is_alive()


def test_keys_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(keys.NoKey, match=r"authority\.json"):
        keys.load(tmp_path, Ed25519PrivateKey.generate())


def test_a_campaign_is_purged_on_its_day_and_nothing_is_left(exchange: Exchange, vault: Vault) -> None:
    exchange.cleared()
    exchange.person()
    on = CAMPAIGN.purge_on
    with exchange.database.writing() as connection:
        purged = actions.purge_campaign(connection, exchange.act(), "JO2030", on)
    assert (purged.clearances, purged.requests, purged.answers, purged.files, purged.left) == (2, 2, 1, 2, 0)
    with exchange.database.reading() as connection:
        [account] = reconcile.accounts(connection, "JO2030")
    assert account.sent == 1
    assert date(2026, 12, 31) < on
