"""Devices with the zone over a real server: enrolled once, told what changed, their scans kept once, blocked at once."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import cbor2
import httpx
import msgspec
import pytest
import sqlalchemy as sa

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions, code, signers
from kotinos.custody.card.actions import record
from kotinos.custody.card.printing import claims_of
from kotinos.custody.gate import devices, link, scans, snapshot, tables, turnstile
from kotinos.custody.gate.carried import Carried, NotEnrolled
from kotinos.custody.gate.decision import Answer
from kotinos.custody.gate.scans import Scan
from kotinos.custody.log import access, alarms
from tests.custody.card import games_file as file
from tests.custody.card.test_print import photo
from tests.custody.conftest import NOON
from tests.custody.gate.conftest import POST, Zone

GAMES_TIME = {"valid_from": datetime(2020, 1, 1, tzinfo=UTC), "valid_to": datetime(2040, 1, 1, tzinfo=UTC)}


def card_in_force(zone: Zone) -> tuple[int, str, str]:
    """A press card in force, its code, its subject."""
    with zone.database.writing() as connection:
        subject, application = file.person(connection)
        file.favourable(connection, file.clearance(connection, subject), until=date(2040, 1, 1))
        serial = file.card(connection, Act("staff:ines", NOON, "a test"), application)
        c = record.tables.card
        connection.execute(sa.update(c).where(c.c.serial == serial).values(**GAMES_TIME))
        actions.validate(connection, zone.act, serial, file.FOUND)
        zone.vault.seal(connection, zone.act, subject, {"card_name": "SUKARTONO", "photo": photo()})
        claims = claims_of(record.card(connection, serial), "SUKARTONO")
        text = code.write(claims, signers.signer(connection, zone.root, zone.act.at))
    return serial, text, subject


Join = Callable[..., tuple[Carried, link.Link]]


@pytest.fixture
def join(zone: Zone, address: str, tmp_path: Path) -> Iterator[Join]:
    """Enrol a device in a folder of its own, and synchronise it."""
    joined: list[tuple[Carried, link.Link]] = []

    def device(name: str = "gate", **more: Any) -> tuple[Carried, link.Link]:
        link.enrol(address, zone.invitation(**more), tmp_path / name)
        store = Carried(tmp_path / name)
        joined.append((store, link.Link(store.identity)))
        link.synchronise(*joined[-1])
        return joined[-1]

    yield device
    for store, hands in joined:
        hands.close()
        store.close()


def test_a_turnstile_grants_learns_of_a_suspension_and_hands_its_scans_over(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    serial, text, _ = card_in_force(zone)
    store, hands = join("gate")
    now = datetime.now(UTC)
    assert turnstile.pass_through(store, text, now, "en").answer is Answer.GRANTED
    again = turnstile.pass_through(store, text, now + timedelta(minutes=1), "fr")
    assert (again.answer, again.says) == (Answer.REFER, "Cette carte est entrée il y a un instant")
    with zone.database.writing() as connection:
        actions.suspend(connection, zone.act, serial, "misuse")
    link.synchronise(store, hands)
    late = turnstile.pass_through(store, text, now + timedelta(minutes=9), "en")
    assert (late.answer, late.reason, late.serial) == (Answer.DENIED, "suspended", serial)
    link.synchronise(store, hands)
    assert store.counts() == (3, 0)
    with zone.database.reading() as connection:
        found = [(row.answer, row.reason, bool(row.passed)) for row in scans.of_card(connection, serial)]
    assert found == [("DENIED", "suspended", False), ("REFER", "passback", False), ("GRANTED", "open", True)]


def test_a_suspension_reaches_a_device_that_waits_at_once(zone: Zone, join: Join, address: str, tmp_path: Path) -> None:
    serial, _, _ = card_in_force(zone)
    store, hands = join("gate")
    done: list[float] = []

    def wait() -> None:
        link.synchronise(store, hands, wait=20)
        done.append(time.monotonic())

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(1)
    assert not done
    with zone.database.writing() as connection:
        actions.suspend(connection, zone.act, serial, "misuse")
    changed = time.monotonic()
    waiting.join(20)
    assert store.snapshot is not None
    assert store.snapshot.status.of(serial).name == "SUSPENDED"
    assert done[0] - changed < 10, "what a gate must know of a suspension"


def test_a_card_that_the_zone_has_ended_stays_out_whatever_its_code_says(zone: Zone, join: Join) -> None:
    _, text, _ = card_in_force(zone)
    store, hands = join("gate")
    with zone.database.writing() as connection:
        assert actions.expire(connection, Act("clock", GAMES_TIME["valid_to"], "past its window")) == 1
    link.synchronise(store, hands)
    found = turnstile.pass_through(store, text, datetime.now(UTC), "en")
    assert (found.answer, found.reason) == (Answer.DENIED, "cancelled")


def test_what_a_device_carries_survives_its_restart_and_the_loss_of_the_link(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    serial, text, _ = card_in_force(zone)
    store, hands = join("gate")
    for event in ("suspend", "lift", "cancel"):
        with zone.database.writing() as connection:
            act = Act(f"staff:{event}", datetime.now(UTC), "a test")
            if event == "suspend":
                actions.suspend(connection, act, serial, "photo")
            elif event == "lift":
                actions.lift(connection, act, serial)
            else:
                actions.cancel(connection, act, serial, "lost")
        link.synchronise(store, hands)
        link.synchronise(store, hands)
    before = store.snapshot
    store.close()
    again = Carried(tmp_path / "gate")
    assert again.snapshot == before
    assert turnstile.pass_through(again, text, datetime.now(UTC), "en").reason == "cancelled"
    again.close()


def test_the_command_reads_codes_from_a_line_without_a_link(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    _, text, _ = card_in_force(zone)
    join("gate")[0].close()
    run = [sys.executable, "-m", "kotinos", "gate", "run", "--alone", "--json", "--folder", str(tmp_path / "gate")]
    done = subprocess.run(run, input=f"{text}\n\nnot a card\n{text}\n", capture_output=True, text=True, timeout=60)
    replies = [msgspec.json.decode(line, type=turnstile.Reply) for line in done.stdout.splitlines()]
    assert [(one.answer.value, one.reason) for one in replies] == [
        ("GRANTED", "open"),
        ("DENIED", "not_a_card"),
        ("REFER", "passback"),
    ]
    said = subprocess.run([*run[:4], "status", *run[-2:]], capture_output=True, text=True, timeout=60)
    assert "3 scans, 3 waiting" in said.stdout


def test_an_invitation_is_taken_once_and_within_a_day(zone: Zone, join: Join, address: str, tmp_path: Path) -> None:
    invitation = zone.invitation()
    link.enrol(address, invitation, tmp_path / "one")
    with pytest.raises(link.Unanswered, match="no_invitation"):
        link.enrol(address, invitation, tmp_path / "two")
    with pytest.raises(FileExistsError):
        link.enrol(address, zone.invitation(), tmp_path / "one")
    with pytest.raises(NotEnrolled, match="kotinos gate enrol"):
        Carried(tmp_path / "two")
    late = zone.invitation()
    with zone.database.writing() as connection, pytest.raises(Refused, match="no_invitation"):
        devices.enrol(connection, datetime.now(UTC) + timedelta(hours=25), late, b"1" * 32, b"2" * 32)


def test_no_invitation_is_taken_for_an_option_of_the_command_that_is_given_it(zone: Zone) -> None:
    for _ in range(200):  # one of sixty-four began with a hyphen once
        assert re.fullmatch("[a-z2-7]{24}", zone.invitation())


def test_a_blocked_device_gets_nothing_more(zone: Zone, join: Join, address: str, tmp_path: Path) -> None:
    store, hands = join("gate")
    with zone.database.writing() as connection:
        devices.block(connection, zone.act, store.identity.device)
    for target in ("/gate/api/snapshot", "/gate/api/changes?since=0", "/gate/api/photos"):
        with pytest.raises(link.Unanswered, match="blocked"):
            hands.ask("GET", target)


def test_a_request_that_is_not_signed_by_its_device_is_refused(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    one, _ = join("one")
    two, _ = join("two")
    mixed = link.Link(msgspec.structs.replace(one.identity, sign_secret=two.identity.sign_secret))
    with pytest.raises(link.Unanswered, match="bad_signature"):
        mixed.ask("GET", "/gate/api/snapshot")
    mixed.close()
    assert httpx.get(f"{address}/gate/api/snapshot").status_code == 401
    stranger = link.Link(msgspec.structs.replace(one.identity, device="0" * 32))
    with pytest.raises(link.Unanswered, match="no_device"):
        stranger.ask("GET", "/gate/api/snapshot")
    stranger.close()


def test_a_signature_of_ten_minutes_ago_is_worth_nothing(zone: Zone, join: Join, address: str, tmp_path: Path) -> None:
    one, _ = join("one")
    at = int(time.time()) - 600
    signed = devices.to_be_signed("GET", "/gate/api/snapshot", at, b"")
    words = f"Kotinos-Device {one.identity.device} {at} {link.carried.in_base64(one.identity.sign_key.sign(signed))}"
    answer = httpx.get(f"{address}/gate/api/snapshot", headers={"Authorization": words})
    assert (answer.status_code, answer.json()["refused"]) == (401, "clock")


def test_a_snapshot_opens_for_its_device_alone_and_under_the_anchor_alone(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    one, hands = join("one")
    two, _ = join("two")
    sealed = hands.ask("GET", "/gate/api/snapshot").content
    with pytest.raises(snapshot.BadSnapshot, match="not sealed to this device"):
        snapshot.unseal(sealed, two.identity.seal_key)
    message = snapshot.unseal(sealed, one.identity.seal_key)
    with pytest.raises(snapshot.BadSnapshot):
        snapshot.read(message, secrets.token_bytes(32))
    for at in (len(message) // 2, len(message) - 1):
        changed = bytearray(message)
        changed[at] ^= 1
        with pytest.raises(snapshot.BadSnapshot):
            snapshot.read(bytes(changed), one.identity.anchor)
    later = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(snapshot.BadSnapshot, match="which is held"):
        snapshot.read(message, one.identity.anchor, later)


def test_a_role_an_upgrade_or_a_session_asks_devices_to_take_a_whole_snapshot(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    serial, text, subject = card_in_force(zone)
    store, hands = join("gate", post=POST)
    now = datetime.now(UTC)
    with zone.database.writing() as connection:
        devices.add_session(connection, zone.act, "PRESSDAY", "MPC", now - timedelta(hours=1), now + timedelta(hours=1))
    link.synchronise(store, hands)
    assert turnstile.pass_through(store, text, datetime.now(UTC), "en").reason == "prime"
    with zone.database.writing() as connection:
        actions.set_quota(connection, zone.act, "PRS", "upgrade", "MPC", now.date(), 1)
        wanted = actions.Wanted(kind="upgrade", games=file.GAMES, subject=subject, organisation="PRS", venue="MPC", zones=("4",),
                                day=now.date(), valid_from=now - timedelta(hours=1), valid_to=now + timedelta(hours=5),
                                session="PRESSDAY", bearer=serial)  # fmt: skip
        actions.upgrade(connection, zone.act, wanted)
    link.synchronise(store, hands)
    assert turnstile.pass_through(store, text, datetime.now(UTC), "en").reason == "open_upgrade"


def test_photos_go_to_gates_that_may_see_them_and_into_the_log(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    serial, _, subject = card_in_force(zone)
    store, hands = join("gate", photos=True)
    found = hands.ask("GET", "/gate/api/photos?after=0")
    rows = cbor2.loads(snapshot.unseal(found.content, store.identity.seal_key))
    assert [row[0] for row in rows] == [serial]
    assert rows[0][1].startswith(b"\xff\xd8\xff")
    assert len(rows[0][1]) < 4000
    assert found.headers["Kotinos-More"] == "0"
    with zone.database.reading() as connection:
        last = access.entries_of(connection, subject)[-1][1]
    assert (last.consumer, last.fields) == ("gate", ("photo",))
    blind = join("blind")[1]
    with pytest.raises(link.Unanswered, match="no_photos"):
        blind.ask("GET", "/gate/api/photos?after=0")
    elsewhere, far = join("far", photos=True, post=msgspec.structs.replace(POST, venue="PLV"))
    assert cbor2.loads(snapshot.unseal(far.ask("GET", "/gate/api/photos").content, elsewhere.identity.seal_key)) == []


def scan(**changes: Any) -> Scan:
    base = Scan(
        id=secrets.token_hex(16),
        at=datetime(2028, 7, 20, 12, tzinfo=UTC),
        answer=Answer.GRANTED,
        reason="open",
        serial=5,
        passed=True,
    )
    return msgspec.structs.replace(base, **changes)


def test_a_scan_that_is_sent_again_is_kept_once(zone: Zone, join: Join, address: str, tmp_path: Path) -> None:
    store, hands = join("gate")
    made = [scan(at=datetime(2028, 7, 20, 12, second % 60, tzinfo=UTC)) for second in range(1200)]
    for one in made:
        store.keep(one)
    first = msgspec.json.encode(made[:100])
    hands.ask("POST", "/gate/api/scans", first)  # the answer is lost: the device sends all again
    link.hand_over(store, hands)
    hands.ask("POST", "/gate/api/scans", first)
    with zone.database.reading() as connection:
        kept = set(connection.execute(sa.select(tables.scan.c.id)).scalars())
    assert kept == {one.id for one in made}
    assert store.counts() == (1200, 0)


def test_another_scan_under_the_same_id_is_refused_and_changes_nothing(
    zone: Zone, join: Join, address: str, tmp_path: Path
) -> None:
    _, hands = join("gate")
    one = scan()
    hands.ask("POST", "/gate/api/scans", msgspec.json.encode([one]))
    other = msgspec.structs.replace(one, answer=Answer.DENIED, passed=False)
    with pytest.raises(link.Unanswered, match="scan_differs"):
        hands.ask("POST", "/gate/api/scans", msgspec.json.encode([scan(), other]))
    with zone.database.reading() as connection:
        assert connection.execute(sa.select(tables.scan.c.answer)).scalars().all() == ["GRANTED"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "short"},
        {"reason": ""},
        {"answer": Answer.DENIED},
        {"serial": -1},
        {"edition": -1},
        {"at": datetime(2028, 7, 20)},
    ],
)
def test_what_is_no_scan_is_refused_in_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"scan|DENIED"):
        scan(**wrong)


AT = datetime(2028, 7, 20, 12, tzinfo=UTC)


def shown(hands: link.Link, second: int, **changes: Any) -> None:
    """A card goes through so many seconds after noon."""
    one = scan(at=AT + timedelta(seconds=second), **changes)
    hands.ask("POST", "/gate/api/scans", msgspec.json.encode([one]))


def alarmed(zone: Zone) -> list[int]:
    """The cards of the alarms that wait to be seen."""
    with zone.database.reading() as connection:
        details = [one.detail for one in alarms.unseen(connection) if one.kind == scans.COPIED]
        found = scans.cards_of_alarms(connection, details)
    return [found[detail].serial for detail in details]


def test_one_card_in_at_two_gates_rings_once_until_somebody_looked(zone: Zone, join: Join) -> None:
    gates = [join(folder)[1] for folder in ("one", "two", "three")]
    for second, hands in enumerate(gates):
        shown(hands, second)
    assert alarmed(zone) == [5]
    shown(gates[0], 20, serial=6)
    shown(gates[1], 4, serial=6)  # handed over late: the earlier one comes last
    assert alarmed(zone) == [5, 6]
    with zone.database.writing() as connection:
        for one in alarms.unseen(connection):
            alarms.see(connection, Act("staff:rosa", AT, "looked"), one.id)
    shown(gates[0], 60)
    assert alarmed(zone) == [5]


def test_a_way_that_one_card_can_go_rings_nothing(zone: Zone, join: Join) -> None:
    one, two = join("one")[1], join("two")[1]
    out = join("out", post=msgspec.structs.replace(POST, direction="out"))[1]
    edge = join("edge", post=msgspec.structs.replace(POST, zone=""))[1]
    shown(edge, 0)  # from the edge of the venue
    shown(one, 30)  # into a zone of it
    shown(out, 60)
    shown(two, 90)  # out, and in by another gate
    shown(one, 600)  # later than a copy would be told from a walk
    shown(two, 5, answer=Answer.REFER, passed=False)  # nobody went through
    assert alarmed(zone) == []


def test_a_card_at_two_venues_within_minutes_rings(zone: Zone, join: Join) -> None:
    shown(join("here")[1], 0)
    shown(join("there", post=msgspec.structs.replace(POST, venue="PLV", zone=""))[1], 240)
    assert alarmed(zone) == [5]


def test_scans_are_destroyed_when_their_time_is_over_unless_a_person_is_held(zone: Zone, join: Join) -> None:
    serial, _, subject = card_in_force(zone)
    hands = join("gate")[1]
    for number in (serial, serial + 1):
        shown(hands, 0, serial=number)
    shown(hands, 3600 * 24 * 2, serial=serial + 1)
    with zone.database.writing() as connection:
        zone.vault.hold(connection, Act("staff:dora", AT, "a judge asks"), subject)
        gone = scans.purge(connection, Act("clock", AT + timedelta(days=scans.SCAN_DAYS, seconds=1), "over"))
        left = connection.execute(sa.select(tables.scan.c.serial)).scalars().all()
    assert (gone, sorted(left)) == (1, [serial, serial + 1])
