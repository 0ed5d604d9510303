"""The gate: a whole offline decision from the text of the QR code (Base45, COSE, Ed25519, claims, window, status, venue, zone) on one core,
beside two COSE libraries that do the signature alone; with the scan on disk before the answer; 50,000 scans of a day without a link handed
over to a real server; and how long a suspension takes to reach devices that wait, over HTTP on one machine.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import base45
import cwt
import msgspec
import sqlalchemy as sa
import uvicorn
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message
from starlette.applications import Starlette

from kotinos.custody.act import Act
from kotinos.custody.card import code, signers, status, tables
from kotinos.custody.card.status import Status, StatusList
from kotinos.custody.card.vectors import cast
from kotinos.custody.gate import devices, link, turnstile
from kotinos.custody.gate import tables as gates
from kotinos.custody.gate.api import Gates
from kotinos.custody.gate.carried import Carried
from kotinos.custody.gate.decision import Answer, Post, Snapshot, Venue, decide
from kotinos.custody.gate.scans import Scan
from kotinos.custody.store import Database
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.vault import Vault

CARDS, SCANS, WAITING = 500_000, 50_000, 20
POST = Post("North 1", "OLV", "BLUE", passback=10)


def rate(work: Callable[[int], object], count: int) -> dict[str, float]:
    """How many a second of processor of this one process, and how long one takes by the clock."""
    taken = []
    spent = time.process_time()
    for n in range(count):
        began = time.perf_counter()
        work(n)
        taken.append((time.perf_counter() - began) * 1000)
    cpu = time.process_time() - spent
    taken.sort()
    at = {"p50 ms": count // 2, "p99 ms": count * 99 // 100}
    return {"per second of processor": round(count / cpu), **{name: round(taken[n], 3) for name, n in at.items()}}


def snapshot(issued: datetime) -> Snapshot:
    bits = status.packed((serial, Status.ACTIVE) for serial in range(CARDS))
    return Snapshot(
        games="OG2028",
        issued=issued,
        trust=cast.TRUST,
        status=StatusList(1, issued, bits, CARDS),
        venues=(Venue("OLV", "competition", ("ATH",)),),
    )


def decisions() -> dict[str, Any]:
    carried = snapshot(cast.CLOCK)
    people = [msgspec.structs.replace(cast.person(seed), venues=("OLV",), zones=("BLUE",)) for seed in range(500)]
    texts = [code.write(claims, cast.key(cast.PRESENT)) for claims in people]
    raw = [base45.b45decode(text[4:]) for text in texts]
    key = cast.key(cast.PRESENT)
    theirs = OKPKey(crv=Ed25519, x=key.public)
    other = cwt.COSEKey.new({1: 1, 2: key.kid, 3: -8, -1: 6, -2: key.public})
    reader = cwt.COSE.new()

    def pycose(n: int) -> None:
        message = Sign1Message.decode(raw[n % 500])
        message.key = theirs
        assert message.verify_signature()

    def ours(n: int) -> None:
        assert decide(texts[n % 500], POST, carried, cast.CLOCK).answer is Answer.GRANTED

    return {
        "whole decision": rate(ours, 4000),
        "pycose, signature alone (peer)": rate(pycose, 1000),
        "cwt, signature alone (peer)": rate(lambda n: reader.decode(raw[n % 500], other), 1000),
    }


class Zone:
    """A zone with a gate on a real server, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder / 'sealed.db'}", "FR")
        root = FileRoot.make(folder / "root.json", "not a secret, a bench", "FR", passes=1, memory_kib=64)
        vault = Vault(self.database, root, "FR", lambda: datetime.now(UTC))
        with self.database.writing() as connection:
            signers.ensure(connection, self.act(), root)
        app = Starlette(routes=Gates(vault, root, lambda: datetime.now(UTC)).routes)
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, ws="none"))
        threading.Thread(target=lambda: asyncio.run(self.server.serve()), daemon=True).start()
        while not self.server.started:
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"

    def act(self) -> Act:
        return Act("bench", datetime.now(UTC), "a measurement")

    def device(self, folder: Path) -> tuple[Carried, link.Link]:
        with self.database.writing() as connection:
            _, invitation = devices.invite(connection, self.act(), "OG2028", POST)
        link.enrol(self.url, invitation, folder)
        store = Carried(folder)
        hands = link.Link(store.identity)
        link.synchronise(store, hands)
        return store, hands

    def issue(self) -> int:
        """A day pass in force: what a suspension is measured by is a change of the list."""
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            serial = connection.execute(tables.serial.insert().values(kind="day")).inserted_primary_key[0]  # type: ignore[index]
            latest = connection.execute(sa.select(sa.func.max(tables.device.c.changed))).scalar() or 0
            connection.execute(
                tables.device.insert().values(
                    serial=serial, kind="day", games="OG2028", subject="0" * 32, organisation="OCOG", venue="OLV", zones="BLUE",
                    day=now.date(), valid_from=now, valid_to=now + timedelta(hours=9), state="issued", changed=latest + 1,
                )
            )  # fmt: skip
        return int(serial)

    def cancel(self, serial: int) -> None:
        with self.database.writing() as connection:
            d = tables.device
            latest = connection.execute(sa.select(sa.func.max(d.c.changed))).scalar_one()
            connection.execute(sa.update(tables.serial).where(tables.serial.c.serial == serial).values(ended=True))
            connection.execute(
                sa.update(d).where(d.c.serial == serial).values(state="cancelled", ended=True, changed=latest + 1)
            )


def day_alone(zone: Zone, folder: Path) -> dict[str, Any]:
    store, hands = zone.device(folder)
    store.snapshot = snapshot(datetime.now(UTC))
    text = code.write(cast.person(3), cast.key(cast.PRESENT))
    now = datetime.now(UTC)
    alone = rate(lambda n: turnstile.pass_through(store, text, now, "en"), 1500)
    made = [
        Scan(
            id=f"{n:032x}",
            at=now + timedelta(milliseconds=n),
            answer=Answer.GRANTED,
            reason="open",
            serial=n,
            passed=True,
        )
        for n in range(SCANS - 1500)
    ]
    for scan in made:
        store.keep(scan)
    began = time.perf_counter()
    link.hand_over(store, hands)
    seconds = time.perf_counter() - began
    with zone.database.reading() as connection:
        kept = connection.execute(sa.select(sa.func.count()).select_from(gates.scan)).scalar_one()
    return {
        "decision with its scan on disk": alone,
        "scans handed over": kept,
        "lost or doubled": SCANS - kept,
        "seconds to hand over": round(seconds, 1),
        "waiting afterwards": store.counts()[1],
    }


def suspensions(zone: Zone, folder: Path) -> dict[str, Any]:
    """From the commit of the change to each of the devices that wait, several times."""
    known = [zone.device(folder / f"waiting{n}") for n in range(WAITING)]
    taken: list[float] = []
    for _ in range(8):
        serial = zone.issue()
        for store, hands in known:
            link.synchronise(store, hands)
        heard: list[float] = []

        def wait(store: Carried, hands: link.Link, serial: int = serial, heard: list[float] = heard) -> None:
            link.synchronise(store, hands, wait=20)
            assert store.snapshot is not None
            assert store.snapshot.status.of(serial) is Status.CANCELLED
            heard.append(time.perf_counter())

        waiting = [threading.Thread(target=wait, args=pair) for pair in known]
        for thread in waiting:
            thread.start()
        time.sleep(1)
        began = time.perf_counter()
        zone.cancel(serial)
        for thread in waiting:
            thread.join()
        taken += [at - began for at in heard]
    taken.sort()
    return {
        "devices": WAITING,
        "changes": 8,
        "p50 s": round(taken[len(taken) // 2], 2),
        "worst s": round(taken[-1], 2),
    }


def main() -> dict[str, Any]:
    """Decisions on one core; a day alone; a suspension."""
    found = {"offline check": decisions()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        zone = Zone(folder)
        found["a day without a link"] = day_alone(zone, folder / "alone")
        found["a suspension at every connected gate"] = suspensions(zone, folder)
        zone.server.should_exit = True
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(), indent=2) + "\n")
